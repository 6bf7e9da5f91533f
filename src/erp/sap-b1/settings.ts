import { z } from 'zod'
import { mappingHints, named } from '../../domain/mapping-hints.ts'
import { ABOUT, TABLE, taxRateKey } from '../code-tables.ts'
import { trustSettings } from '../trust-settings.ts'
import { expenseCode, NAMES, vatGroupCode, warehouseCode } from './code-fields.ts'

/**
 * Settings of one SAP Business One company: where it is, and how Magento's codes are called there. The descriptions are
 * what people see in the configuration file's editor.
 */

const subjects = z.strictObject({
  cardCodePrefix: z
    .string()
    .regex(/^[A-Z][A-Z0-9-]{0,4}$/, 'use 1 to 5 of A-Z, 0-9 and "-", beginning with a letter')
    .default('WEB')
    .describe('Business partner codes begin with it; take another one for every store that writes into this company'),
  collective: z.string().max(15).optional().describe('CardCode that takes all orders when guests are "collective"'),
  group: z.int().optional().describe('GroupCode of new private customers; absent: the default group of the company'),
  companyGroup: z.int().optional().describe('GroupCode of new companies; absent: as group'),
  currency: z.string().max(3).default('##').describe('Currency of new customers; ## allows all'),
  series: z.int().optional().describe('Series of new customers, when their manual series is not the default one'),
})

const payment = z.strictObject({
  paymentMethod: z
    .string()
    .max(15)
    .optional()
    .describe('Payment method code (wizard) for the sales order')
    .register(mappingHints, {
      is: 'code',
      list: 'payment_method',
      name: named('Payment method', 'Zahlweg', 'Način plačila'),
    }),
  paymentGroup: z
    .int()
    .optional()
    .describe('Payment terms (PaymentGroupCode)')
    .register(mappingHints, {
      is: 'code',
      list: 'payment_terms',
      name: named('Payment terms', 'Zahlungsbedingung', 'Plačilni pogoji'),
    }),
  account: z
    .string()
    .optional()
    .describe('G/L account on which money captured in the shop is booked')
    .register(mappingHints, { is: 'code', list: 'account', name: NAMES.account }),
})

const shippingMethod = z.strictObject({
  transportation: z
    .int()
    .optional()
    .describe('Shipping type (TransportationCode)')
    .register(mappingHints, {
      is: 'code',
      list: 'shipping_type',
      name: named('Shipping type', 'Versandart', 'Način dostave'),
    }),
  expense: expenseCode.optional(),
})

const fee = z.strictObject({
  expense: expenseCode,
  vatGroup: vatGroupCode
    .optional()
    .describe('VAT group of this expense, of the same rate as the fee; absent: by its tax rate'),
})

const catalog = z.strictObject({
  priceLists: z.array(z.int().min(1)).default([]).describe('Price lists that are read for the shop; empty: all'),
  grossPrices: z
    .enum(['ask', 'yes', 'no'])
    .default('ask')
    .describe('Prices of the lists include tax: as SAP says of each list (IsGrossPrice), or all of them, or none'),
  warehouses: z
    .array(z.string().max(8))
    .default([])
    .describe('Warehouses whose stock is read; empty: warehouses.default, without that all'),
  quantity: z
    .enum(['available', 'on_hand', 'expected'])
    .default('available')
    .describe('available: in stock less committed; expected: and what is ordered from suppliers; on_hand: in stock'),
  changes: z
    .array(z.enum(['items', 'prices', 'stock']))
    .default(['items'])
    .describe(
      'What is read by the UpdateDate of items between complete reads. Goods movements and price lists with a factor may leave that date as it is, so stock and prices are read as a whole unless they are named here',
    ),
  publishedField: z
    .string()
    .regex(/^U_\w{1,50}$/)
    .optional()
    .describe('User field of items that says "belongs into the shop": Y, yes, tYES or 1'),
})

export const sapB1Settings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('Service Layer, "https://b1.example:50000"'),
  version: z.enum(['v1', 'v2']).default('v2').describe('v2 is OData 4 (10.0 FP 2105 and later)'),
  companyDb: z.string().min(1).max(128).describe('Company database'),
  gatewayUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('API Gateway that prints PDFs, "https://b1.example:60000"'),
  ...trustSettings,
  localCurrency: z.string().length(3).default('EUR').describe('Currency that the company keeps its books in'),
  subjects: subjects.prefault({}),
  priceMode: z
    .enum(['gross', 'net'])
    .default('gross')
    .describe('gross: send prices with tax (no cent differences); net: send prices without tax'),
  priceDecimals: z
    .int()
    .min(2)
    .max(6)
    .default(2)
    .describe(
      'Decimals of prices in the company (System Initialization, Display); more of them means fewer split lines',
    ),
  vatGroups: z
    .record(taxRateKey, vatGroupCode)
    .default({})
    .describe('VAT group by tax rate, or by country and rate: {"22": "S22", "DE:19": "DE19"}')
    .register(mappingHints, TABLE.taxRates),
  exemptVatGroup: z
    .string()
    .optional()
    .describe('VAT group of lines, fees and roundings without tax')
    .register(mappingHints, {
      is: 'code',
      list: 'vat_group',
      name: named('VAT group without tax', 'Steuergruppe ohne Steuer', 'Davčna skupina brez davka'),
      beside: { of: 'vat', code: '0' },
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
  shippingExpense: expenseCode
    .optional()
    .describe('Expense for shipping, when the method does not name its own')
    .register(mappingHints, {
      is: 'code',
      list: 'expense',
      name: named('Additional expense for shipping', 'Frachtart für Versand', 'Dodatni strošek za dostavo'),
      beside: { of: 'shipping', cause: 'expense:shipping' },
    }),
  fees: z.record(z.string(), fee).default({}).describe(ABOUT.fees).register(mappingHints, TABLE.fees),
  roundingExpense: expenseCode
    .optional()
    .describe('Expense that takes differences of up to 0.05')
    .register(mappingHints, {
      is: 'code',
      list: 'expense',
      name: named('Additional expense for roundings', 'Frachtart für Rundungen', 'Dodatni strošek za zaokrožitve'),
      beside: { of: 'fee', code: 'rounding' },
    }),
  warehouses: z
    .strictObject({
      default: z
        .string()
        .max(8)
        .optional()
        .describe('Absent: the default warehouse of the item')
        .register(mappingHints, {
          is: 'code',
          list: 'warehouse',
          name: named('Warehouse of all others', 'Lager für alle anderen', 'Skladišče za vse druge'),
          beside: { of: 'view' },
        }),
      views: z
        .record(z.string(), warehouseCode)
        .default({})
        .describe('By id of the store view')
        .register(mappingHints, {
          is: 'table',
          of: 'view',
          missing: 'default',
          name: named('Warehouses by store view', 'Lager je Store View', 'Skladišča po pogledih trgovine'),
        }),
      skuPrefixes: z
        .record(z.string(), warehouseCode)
        .default({})
        .describe('By beginning of the SKU; longest wins')
        .register(mappingHints, {
          is: 'table',
          of: 'sku',
          missing: 'default',
          name: named('Warehouses by SKU', 'Lager je SKU', 'Skladišča po SKU'),
        }),
    })
    .prefault({}),
  invoicesDeliver: z
    .boolean()
    .default(false)
    .describe(
      'Goods leave with invoices that are made from the order itself, without a delivery note: such an invoice, unless it is a reserve invoice, ships the order in Magento too',
    ),
  salesBoms: z
    .record(z.string(), z.int().min(1).max(200))
    .default({})
    .describe(
      'Sales bills of materials: number of components by item code, because SAP adds them as lines of their own',
    ),
  stateCountries: z
    .array(z.string().length(2))
    .default([])
    .describe('Countries whose states exist in the company; elsewhere the region is written as county'),
  deliveryDays: z.int().min(0).max(365).default(0).describe('DocDueDate = day of the order + so many days'),
  workingDays: z.boolean().default(false).describe('Count Monday to Friday only'),
  branch: z.int().optional().describe('Branch (BPL id), in companies with several branches'),
  udf: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,19}$/)
    .default('OrderbridgeId')
    .describe('User field of marketing documents that holds our key; written without U_'),
  comments: z
    .string()
    .max(200)
    .default('Magento {number} {note}')
    .describe(
      'Remarks of the document; {number}, {note}, {coupon}, {payment}, {transaction}, {purchaseOrder}, {shipping} and {field:name} of orders.fields are filled in',
    ),
  userFields: z
    .record(z.string().regex(/^U_\w{1,50}$/, 'use "U_" and the name of the user field'), z.string().max(200))
    .default({})
    .describe(
      'User fields of the sales document, filled in like the remarks: {"U_DeliveryDay": "{field:deliveryDay}"}; an empty one is left out',
    ),
  documents: z
    .strictObject({
      invoice: z.string().default('INV20007').describe('Layout code of invoices'),
      creditNote: z.string().default('RIN20007').describe('Layout code of credit memos'),
      delivery: z.string().default('DLN20007').describe('Layout code of deliveries'),
    })
    .prefault({}),
  pdfSource: z
    .enum(['gateway', 'attachment', 'both'])
    .default('gateway')
    .describe('Where PDFs come from: printed by the API Gateway, attached in SAP, or attached and else printed'),
  webhook: z
    .strictObject({
      enabled: z.boolean().default(false).describe('Event subscriptions, 10.0 FP 2602 and later, v2 only'),
    })
    .prefault({}),
  catalog: catalog.prefault({}),
  paymentAccount: z
    .string()
    .optional()
    .describe('G/L account for incoming payments of methods without their own')
    .register(mappingHints, {
      is: 'code',
      list: 'account',
      name: named('G/L account of all others', 'Sachkonto für alle anderen', 'Konto za vse druge'),
      beside: { of: 'payment' },
    }),
  pageSize: z.int().min(1).max(1000).default(200),
  timeoutSeconds: z.number().min(1).max(600).default(60).describe('SAP takes its time with large documents'),
})
export type SapB1Settings = z.infer<typeof sapB1Settings>

export const sapB1Secrets = z.strictObject({
  user: z.string().min(1).max(155),
  password: z.string().min(1).max(254),
  webhookKey: z.string().min(16).max(256).optional().describe('Key with which SAP signs its events (HMAC SHA-256)'),
  webhookKeyPrevious: z
    .string()
    .min(16)
    .max(256)
    .optional()
    .describe('The key before, while events signed with it are still on their way (24 hours)'),
})
export type SapB1Secrets = z.infer<typeof sapB1Secrets>
