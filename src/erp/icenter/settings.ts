import { z } from 'zod'
import { mappingHints, named } from '../../domain/mapping-hints.ts'
import { ABOUT, TABLE, taxRateKey } from '../code-tables.ts'
import { trustSettings } from '../trust-settings.ts'
import { code, fee, itemCode, payment, shippingMethod, vatRateCode } from './mapping-schema.ts'

/**
 * Settings of one company in SAOP iCenter: where it is, how Magento's codes are called there, and which variant of the
 * points that differ between installations it is (orderbridge doctor finds most of them out). The descriptions are what
 * people see in the configuration file's editor.
 */

const length = (size: number) => z.int().min(1).max(4000).default(size)

const subjects = z.strictObject({
  tagPrefix: z
    .string()
    .regex(/^[A-Z][A-Z0-9-]{0,4}$/, 'use 1 to 5 of A-Z, 0-9 and "-", beginning with a letter')
    .default('WEB')
    .describe(
      'SearchTag and ExternalID of our customers begin with it; take another one for every store of this company',
    ),
  collective: code.optional().describe('Customer that takes all orders when guests are "collective", "0000100"'),
  type: z.string().max(2).default('K').describe('CustomerType of new customers (K, O, S, D)'),
  group: code.optional().describe('FirstGroupCode of new private customers'),
  companyGroup: code.optional().describe('FirstGroupCode of new companies; absent: as group'),
  currency: z.string().length(3).default('EUR').describe('Currency of new customers, as ISO letters'),
  contactType: code.optional().describe('ContactTypeID of the contact that holds e-mail and phone'),
  recentHours: z
    .int()
    .min(1)
    .max(720)
    .default(24)
    .describe('How far back new customers are searched for our key, where SearchTag does not find them'),
})

const limits = z.strictObject({
  reference: length(30).describe('OrderReference; a key that is longer holds the order, it is never cut'),
  quotation: length(30).describe('QuotationNumber'),
  title: length(35).describe('Names on the order'),
  name: length(60).describe('Name of a customer'),
  address: length(60).describe('Street'),
  houseNumber: length(10),
  postcode: length(10),
  city: length(40),
  comment: length(250),
  itemTitle: length(60).describe('Chosen options, in the comment of the line'),
  tag: length(20).describe('SearchTag and ExternalID'),
  phone: length(20),
  email: length(80),
})

const statuses = z.strictObject({
  confirmed: z.array(z.string()).default(['Potrjeno', 'P']),
  closed: z.array(z.string()).default(['Zaključeno', 'Z']),
  canceled: z
    .array(z.string())
    .default(['Preklicano', 'Stornirano'])
    .describe('Besides CancelledDate. Words only: what a letter means differs, and this cancels the order in the shop'),
  notShipped: z
    .array(z.string())
    .default(['Odprto', 'V pripravi', 'O'])
    .describe('Dispatch advices that are only prepared: no delivery yet'),
  notIssued: z
    .array(z.string())
    .default(['Odprto', 'V pripravi', 'O'])
    .describe('Invoices that are only prepared: not told to the shop'),
})

const documents = z.strictObject({
  source: z
    .enum(['overview', 'invoice', 'order_status'])
    .default('overview')
    .describe('Where the id of an archived PDF is looked up first'),
  invoiceTemplate: z
    .int()
    .min(0)
    .optional()
    .describe('TemplateID with which an invoice that has no PDF is printed; absent: people print it'),
  attachmentIsDocument: z
    .boolean()
    .default(true)
    .describe('AttachmentID is the id that GetDocument takes; false: every PDF is printed by invoiceTemplate'),
})

const catalog = z.strictObject({
  priceLists: z.array(code).default([]).describe('Price lists that are read for the shop'),
  warehouses: z.array(code).default([]).describe('Warehouses whose stock is read; absent: the one of the orders'),
  stock: z.enum(['available', 'on_hand']).default('available').describe('AvailableStock, or the quantity on hand'),
  pageSize: z.int().min(1).max(10_000).default(1000).describe('Items per call: the cost is per call'),
})

export const icenterSettings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('Base address of the API, "https://saop.example:82/iCenterAPI"'),
  organisation: z.int().min(1).describe('OrganisationId: number of the company'),
  orderBook: code.describe('Order book of the shop, "VNK"; best one that nobody else uses'),
  warehouse: code.describe('Warehouse of the orders, "001"').register(mappingHints, {
    is: 'code',
    list: 'warehouse',
    name: named('Warehouse', 'Lager', 'Skladišče'),
    beside: { of: 'shipping' },
  }),
  ...trustSettings,
  timezone: z.string().default('Europe/Ljubljana').describe('Time zone of the server: its times carry none'),
  keyField: z
    .enum(['order_reference', 'quotation_number'])
    .default('order_reference')
    .describe(
      'Where our key stands. In OrderReference it can be searched for; in QuotationNumber it is found by reading orders one by one',
    ),
  lookUp: z
    .enum(['auto', 'order_reference', 'number_walk'])
    .default('auto')
    .describe(
      'How an order is found by our key: by GetOrderStatus, or by reading the latest numbers; auto tries first',
    ),
  walk: z
    .strictObject({
      from: z
        .int()
        .min(1)
        .max(999_999_999)
        .optional()
        .describe('First number of the order book in a year; absent: 1, and a book without any order is not trusted'),
      window: z.int().min(10).max(5000).default(200).describe('So many latest numbers are read for our key'),
      most: z
        .int()
        .min(10)
        .max(100_000)
        .default(2000)
        .describe('And as many as this, back to the day on which the order was placed'),
      gap: z.int().min(1).max(100).default(10).describe('So many missing numbers in a row are the end of the book'),
    })
    .prefault({}),
  missingOrder: z
    .array(z.enum(['html', 'error_500']))
    .default([])
    .describe('Answers that mean "no such order" here besides 204, 400, 404 and empty ones'),
  subjects: subjects.prefault({}),
  priceMode: z
    .enum(['gross', 'net'])
    .default('gross')
    .describe('Send prices with tax (no cent differences), or without'),
  priceDecimals: z.int().min(2).max(5).default(4).describe('Decimals of unit prices; fewer mean more split lines'),
  grossPrices: z
    .enum(['kept', 'converted'])
    .default('kept')
    .describe('Whether the company computes with prices that include tax, or turns them into net prices first'),
  vatRounding: z
    .enum(['line', 'rate'])
    .default('line')
    .describe('Tax is rounded per line, or per rate of the document'),
  negativeFees: z
    .enum(['price', 'quantity', 'hold'])
    .default('price')
    .describe('What is taken off the total (gift cards): a negative price, a negative quantity, or ask a person'),
  vatRates: z
    .record(taxRateKey, vatRateCode)
    .default({})
    .describe('VAT rate code by tax rate, or by country and rate: {"22": "1", "DE:19": "D1"}')
    .register(mappingHints, TABLE.taxRates),
  exemptVatRate: code
    .optional()
    .describe('VAT rate code of lines and fees without tax')
    .register(mappingHints, {
      is: 'code',
      name: named('VAT rate code without tax', 'Steuersatz-Code ohne Steuer', 'Šifra stopnje brez DDV'),
      beside: { of: 'vat', code: '0' },
    }),
  countries: z
    .record(
      z.string().length(2),
      z
        .string()
        .min(1)
        .max(20)
        .register(mappingHints, { is: 'code', list: 'country', name: named('Country', 'Land', 'Država') }),
    )
    .default({})
    .describe('Country code by ISO letters, where they differ')
    .register(mappingHints, {
      is: 'table',
      of: 'country',
      missing: 'default',
      name: named('Countries', 'Länder', 'Države'),
    }),
  localCurrency: z.string().length(3).default('EUR').describe('Currency of documents that name none'),
  currencies: z
    .record(
      z.string().length(3),
      z
        .string()
        .min(1)
        .max(20)
        .register(mappingHints, { is: 'code', list: 'currency', name: named('Currency', 'Währung', 'Valuta') }),
    )
    .default({})
    .describe('Currency code by ISO letters, where it is not the ISO number ("978")')
    .register(mappingHints, {
      is: 'table',
      of: 'currency',
      missing: 'default',
      name: named('Currencies', 'Währungen', 'Valute'),
    }),
  payments: z
    .record(z.string(), payment)
    .default({ '*': {} })
    .describe(ABOUT.payments)
    .register(mappingHints, TABLE.payments),
  shippingMethods: z
    .record(z.string(), shippingMethod)
    .default({ '*': {} })
    .describe(ABOUT.shippingMethods)
    .register(mappingHints, TABLE.shippingMethods),
  shippingItem: itemCode
    .optional()
    .describe('Item for shipping, when the method does not name its own')
    .register(mappingHints, {
      is: 'code',
      name: named('Item for shipping', 'Artikel für Versand', 'Artikel za dostavo'),
      beside: { of: 'shipping', cause: 'item:shipping' },
    }),
  fees: z.record(z.string(), fee).default({}).describe(ABOUT.fees).register(mappingHints, TABLE.fees),
  roundingItem: itemCode
    .optional()
    .describe('Item that takes differences of up to 0.05')
    .register(mappingHints, {
      is: 'code',
      name: named('Item for roundings', 'Artikel für Rundungen', 'Artikel za zaokrožitve'),
      beside: { of: 'fee', code: 'rounding' },
    }),
  houseNumber: z
    .enum(['in_address', 'separate'])
    .default('in_address')
    .describe('Send "Glavna 1" as one, or cut the number at the end off into its own field'),
  deliveryDays: z.int().min(0).max(365).default(0).describe('DeliveryDate = day of the order + so many days'),
  comment: z
    .string()
    .max(200)
    .default('Magento {reference} {note}')
    .describe(
      'Comment; {reference}, {number}, {note}, {coupon}, {payment}, {transaction}, {purchaseOrder}, {shipping} and {field:name} of orders.fields are filled in',
    ),
  limits: limits.prefault({}).describe('Longest texts that the company takes'),
  statuses: statuses.prefault({}).describe('Status texts and codes, as GetOrder and its like answer them'),
  reduceOrders: z
    .boolean()
    .default(false)
    .describe('Take refunded goods off an order that is not shipped or invoiced (ModifyOrder); false: ask a person'),
  documents: documents.prefault({}),
  apiClientId: z.string().max(80).optional().describe('apiClientID of the API licence, for reading PDFs'),
  catalog: catalog.prefault({}),
  fullLookMinutes: z
    .int()
    .min(0)
    .max(1440)
    .default(60)
    .describe('So often the whole book is looked at for new dispatches and invoices; 0: never'),
  overlapMinutes: z.int().min(5).max(240).default(10).describe('Changes are read so far back again'),
  bom: z.boolean().default(true).describe('Begin bodies with a byte order mark, as the help page asks'),
  pauseMs: z.int().min(0).max(10_000).default(250).describe('Pause between the calls of one long read'),
  timeoutSeconds: z.number().min(1).max(600).default(120).describe('Lists of items may take a minute'),
})
export type IcenterSettings = z.infer<typeof icenterSettings>

export const icenterSecrets = z.strictObject({
  user: z.string().min(1).max(155),
  password: z.string().min(1).max(254),
})
export type IcenterSecrets = z.infer<typeof icenterSecrets>
