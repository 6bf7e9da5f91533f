import { z } from 'zod'
import { catalogSettings } from './catalog-settings.ts'
import { kafkaLogin, kafkaSettings } from './kafka-settings.ts'

/**
 * What can be set per store and per connection; the same schemas validate the configuration file, the database JSON,
 * and make the JSON Schema for editors. Secrets are not here: they live encrypted beside these settings.
 */

const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use 1 to 40 of a-z, 0-9 and "-"')
  .describe('Short name, used in addresses and on the command line')

const orderRules = z.strictObject({
  since: z.iso.date().optional().describe('Cut-over date: orders placed before it are left alone'),
  statuses: z
    .array(z.string())
    .optional()
    .describe(
      'Only orders that reach one of these Magento statuses are sent; absent: every status of the states new, processing, complete',
    ),
  holdMinutes: z
    .number()
    .min(0)
    .max(10_080)
    .optional()
    .describe('Wait so long after an order was placed before it is sent'),
  skip: z.boolean().optional().describe('Do not send orders of this store view at all'),
})

const alertSettings = z.strictObject({
  to: z.array(z.email().max(254)).min(1).max(20).describe('Who is told: people of the shop and of its IT'),
  afterMinutes: z
    .int()
    .min(1)
    .max(10_080)
    .default(30)
    .describe('A problem, or an ERP, Magento or mail server that does not answer, is told of after so long'),
  orders: z.int().min(1).max(100_000).default(20).describe('Or as soon as so many orders wait for one problem'),
  digestMinutes: z
    .int()
    .min(1)
    .max(1_440)
    .default(15)
    .describe('At most one mail in so many minutes; what comes in between is in the next one'),
})
export type AlertSettings = z.infer<typeof alertSettings>

/** Payments are disputed for up to 120 days: what was sent and answered is the proof. */
const LEAST_ATTEMPTS_MONTHS = 4
/** Nobody keeps longer than the installation; this is only where a slip of the finger shows. */
const MOST_MONTHS = 1_200

const keepSettings = z.strictObject({
  attemptsMonths: z
    .int()
    .min(LEAST_ATTEMPTS_MONTHS)
    .max(MOST_MONTHS)
    .optional()
    .describe('Requests and answers: whole months besides this one'),
  inboxMonths: z.int().min(1).max(MOST_MONTHS).optional().describe('What was heard: whole months besides this one'),
})

export const storeSettings = z.strictObject({
  name: z.string().min(1).max(80),
  url: z.url({ protocol: /^https?$/ }).describe('Base address of the Magento store'),
  adminOrigin: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the Magento admin is served, when not under url: it may frame our page'),
  timezone: z.string().default('UTC').describe('IANA name; decides the document date'),
  maxConcurrentCalls: z.int().min(1).max(32).default(4),
  allowPrivateNetwork: z.boolean().default(false).describe('Let calls to this store reach private addresses'),
  pollSeconds: z.number().min(1).max(86_400).default(60),
  orders: orderRules
    .extend({
      views: z
        .record(z.string(), orderRules)
        .default({})
        .describe('Rules per store view code, over the ones of the store'),
      fields: z
        .record(
          z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'use a lower-case letter, then letters and digits'),
          z.string().regex(/^[\w-]{1,80}(\.[\w-]{1,80}){0,7}$/, 'use names with dots between them'),
        )
        .default({})
        .describe(
          'What extensions of the shop add to orders and the ERP shall get: a name, and its place in the order as REST gives it, "extension_attributes.delivery_date"',
        ),
    })
    .prefault({}),
  mail: z
    .strictObject({
      from: z.string().min(3).describe('"My Shop <orders@shop.example>"'),
      replyTo: z.string().optional(),
      locales: z.record(z.string(), z.string()).default({}).describe('Mail language per store view code: en, sl, de'),
      locale: z
        .string()
        .optional()
        .describe('Mail language of the others; absent: the locale that each has in Magento'),
      bcc: z.string().optional(),
    })
    .optional()
    .describe('Absent: invoices are kept and attached, not mailed'),
  alerts: alertSettings.optional().describe('Absent: nobody is told of problems by mail'),
  keep: keepSettings
    .optional()
    .describe('What this store keeps for a shorter time than the installation; absent: as long as that'),
  adobeIo: z
    .strictObject({ clientId: z.string() })
    .optional()
    .describe('Adobe I/O Events: the recipient_client_id that deliveries must carry'),
  kafka: kafkaSettings.optional().describe('Events over Apache Kafka; absent: none'),
})
export type StoreSettings = z.infer<typeof storeSettings>

export const captureModes = ['online', 'offline', 'none'] as const

export const connectionPolicies = z.strictObject({
  views: z.array(z.string()).optional().describe('Store view codes whose orders go here; absent: all'),
  guests: z
    .enum(['per_email', 'collective', 'per_order'])
    .default('per_email')
    .describe('Who a guest becomes in the ERP'),
  missingSubjects: z.enum(['create', 'hold']).default('create'),
  missingItems: z.enum(['hold', 'map']).default('hold').describe('map: use itemMap, and hold only what is not in it'),
  itemMap: z.record(z.string(), z.string()).default({}).describe('ERP item code by Magento SKU, where they differ'),
  reference: z
    .string()
    .max(40)
    .default('{number}')
    .describe('Reference on the sales document; {number} is the order number, {store} the store code'),
  tolerance: z
    .string()
    .regex(/^\d+(\.\d{1,2})?$/)
    .default('0.00')
    .describe('Largest difference between ERP total and Magento total that is accepted with a warning'),
  capture: z
    .strictObject({
      default: z.enum(captureModes).default('offline'),
      methods: z.record(z.string(), z.enum(captureModes)).default({}),
    })
    .prefault({})
    .describe('How a Magento invoice takes the money, per payment method'),
  payments: z
    .strictObject({ book: z.enum(['never', 'captured']).default('never'), methods: z.array(z.string()).optional() })
    .prefault({})
    .describe('Book money captured in the shop as incoming payment in the ERP'),
  statuses: z
    .strictObject({
      draft: z.string().optional(),
      open: z.string().optional(),
      confirmed: z.string().optional(),
    })
    .prefault({})
    .describe('Magento status to set, within the state, when the sales document gets there'),
  cancel: z
    .strictObject({
      fromErp: z
        .enum(['cancel', 'problem'])
        .default('cancel')
        .describe('Cancel the order in Magento, which releases an authorized payment, or ask a person'),
      invoiced: z
        .enum(['problem', 'refund_offline', 'refund_online'])
        .default('problem')
        .describe(
          'What is invoiced in Magento cannot be cancelled there: ask a person, or make a credit memo, online through the payment gateway',
        ),
    })
    .prefault({})
    .describe('What an ERP cancellation does in Magento'),
  refunds: z
    .strictObject({
      fromMagento: z
        .enum(['problem', 'credit_note'])
        .default('problem')
        .describe(
          'Credit memos that people make in Magento: ask a person, or make the credit note in the ERP (before its invoice: take the goods off the sales document)',
        ),
    })
    .prefault({})
    .describe('What a refund in Magento does in the ERP'),
  refused: z
    .strictObject({
      action: z
        .enum(['hold', 'cancel'])
        .default('hold')
        .describe('An order that the ERP refuses: wait for a person, or cancel it in Magento after a while'),
      afterHours: z.number().min(0).max(720).default(24).describe('Time for people to mend the cause first'),
    })
    .prefault({})
    .describe('What becomes of an order whose sales document the ERP refuses for good'),
  creditNotes: z
    .enum(['offline', 'online', 'problem'])
    .default('offline')
    .describe('What an ERP credit note does in Magento'),
  notifyShipment: z.boolean().default(false).describe('Let Magento mail the tracking numbers'),
  carriers: z
    .record(z.string(), z.strictObject({ code: z.string(), title: z.string() }))
    .default({})
    .describe('Magento carrier by ERP carrier'),
  mailInvoices: z.boolean().default(true),
  unknownMail: z
    .enum(['send_again', 'hold'])
    .default('send_again')
    .describe('When a crash leaves open whether a mail went out: again under the same Message-ID, or ask a person'),
  pollSeconds: z.number().min(1).max(86_400).default(60),
  catalog: catalogSettings.prefault({}).describe("The ERP's items, prices and stock in Magento"),
  maxConcurrentCalls: z.int().min(1).max(16).default(4),
  allowPrivateNetwork: z.boolean().default(false).describe('Let calls to this ERP reach private addresses'),
})
export type ConnectionPolicies = z.infer<typeof connectionPolicies>

export const storeSecrets = z.strictObject({
  auth: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('oauth1'),
      consumerKey: z.string().min(1),
      consumerSecret: z.string().min(1),
      accessToken: z.string().min(1),
      accessTokenSecret: z.string().min(1),
    }),
    z.strictObject({ kind: z.literal('bearer'), token: z.string().min(1) }),
  ]),
  webhookSecrets: z
    .array(z.string().regex(/^whsec_[A-Za-z0-9+/=]+$/))
    .max(2)
    .default([])
    .describe("Keys of the companion module's events; two while one is replaced"),
  asyncEventsTokens: z
    .array(z.string().min(8))
    .max(2)
    .default([])
    .describe('verification_token of mage-os async events'),
  sessionKeys: z
    .array(z.string().min(32))
    .max(2)
    .default([])
    .describe('Keys of the session token of the embedded page'),
  kafkaLogin: kafkaLogin.optional(),
})
export type StoreSecrets = z.infer<typeof storeSecrets>

export const smtpSettings = z.strictObject({
  host: z.string(),
  port: z.int().min(1).max(65_535).default(587),
  secure: z.boolean().default(false),
  user: z.string().optional(),
  password: z.string().optional(),
})
export type SmtpSettings = z.infer<typeof smtpSettings>

export { code as codeSchema }
