import { z } from 'zod'
import { type Amount, add, amount } from '../../domain/amount.ts'

/** Marketing documents as the Service Layer gives them; all sets have the same type (contract §4.3). */

export type DocumentSet = 'Orders' | 'Drafts' | 'DeliveryNotes' | 'Returns' | 'Invoices' | 'CreditNotes'

/** B1's object numbers, as in BaseType. */
export const ORDER_TYPE = 17
export const setOfBaseType: Readonly<Record<number, DocumentSet>> = {
  13: 'Invoices',
  14: 'CreditNotes',
  15: 'DeliveryNotes',
  16: 'Returns',
}

const money = z.union([z.number(), z.string()]).transform((value, context): Amount => {
  try {
    return amount(value)
  } catch {
    context.addIssue({ code: 'custom', message: 'not a number' })
    return z.NEVER
  }
})
const optionalMoney = money.nullish()
/** v1 "2026-01-31", v2 "2026-01-31T00:00:00Z". */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .transform(text => text.slice(0, 10))

const line = z.object({
  LineNum: z.int(),
  ItemCode: z.string().nullish(),
  Quantity: money,
  RemainingOpenQuantity: optionalMoney,
  TreeType: z.string().nullish(),
  WarehouseCode: z.string().nullish(),
  BaseType: z.int().nullish(),
  BaseEntry: z.int().nullish(),
  BaseLine: z.int().nullish(),
  LineTotal: optionalMoney,
  TaxTotal: optionalMoney,
  GrossTotal: optionalMoney,
  RowTotalFC: optionalMoney,
  NetTaxAmountFC: optionalMoney,
  GrossTotalFC: optionalMoney,
})
export type B1Line = z.infer<typeof line>

const expense = z.object({
  ExpenseCode: z.int(),
  LineTotal: optionalMoney,
  TaxSum: optionalMoney,
  LineTotalFC: optionalMoney,
  TaxSumFC: optionalMoney,
})

export const documentSchema = z.looseObject({
  DocEntry: z.int(),
  DocNum: z.int(),
  DocDate: day,
  NumAtCard: z.string().nullish(),
  CardCode: z.string().nullish(),
  DocCurrency: z.string().nullish(),
  DocTotal: money,
  DocTotalFc: optionalMoney,
  DocumentStatus: z.string(),
  Cancelled: z.string().nullish(),
  CancelStatus: z.string().nullish(),
  Confirmed: z.string().nullish(),
  AuthorizationStatus: z.string().nullish(),
  ReserveInvoice: z.string().nullish(),
  TransportationCode: z.int().nullish(),
  TrackingNumber: z.string().nullish(),
  AttachmentEntry: z.int().nullish(),
  DocumentLines: z.array(line).nullish(),
  DocumentAdditionalExpenses: z.array(expense).nullish(),
})
export type B1Document = z.infer<typeof documentSchema>

/** $select of a document with all that documentSchema reads; AuthorizationStatus and others exist in every set. */
export const documentFields = (udf: string): string[] => [...Object.keys(documentSchema.shape), `U_${udf}`]

/** Documents in local currency have no "FC" amounts; local amounts of the others are conversions. */
const inForeign = (document: B1Document, localCurrency: string): boolean =>
  (document.DocCurrency ?? localCurrency) !== localCurrency

export const currencyOf = (document: B1Document, localCurrency: string): string => document.DocCurrency ?? localCurrency

/** In the document's currency. */
export const totalOf = (document: B1Document, localCurrency: string): Amount =>
  inForeign(document, localCurrency) ? (document.DocTotalFc ?? document.DocTotal) : document.DocTotal

/** Gross, in the document's currency. */
export function grossOfLine(document: B1Document, row: B1Line, localCurrency: string): Amount {
  const foreign = inForeign(document, localCurrency)
  const gross = foreign ? row.GrossTotalFC : row.GrossTotal
  if (gross !== null && gross !== undefined) return gross
  const [net, tax] = foreign ? [row.RowTotalFC, row.NetTaxAmountFC] : [row.LineTotal, row.TaxTotal]
  return add(...[net, tax].filter(value => value !== null && value !== undefined))
}

/** The expenses with these codes added up, in the document's currency; undefined when there are none. */
export function freightOf(
  document: B1Document,
  codes: ReadonlySet<number>,
  localCurrency: string,
): { readonly net: Amount; readonly tax: Amount; readonly gross: Amount } | undefined {
  const foreign = inForeign(document, localCurrency)
  const freight = (document.DocumentAdditionalExpenses ?? []).filter(({ ExpenseCode }) => codes.has(ExpenseCode))
  if (freight.length === 0) return undefined
  const sum = (values: readonly (Amount | null | undefined)[]) =>
    add(...values.filter(value => value !== null && value !== undefined))
  const net = sum(freight.map(row => (foreign ? row.LineTotalFC : row.LineTotal)))
  const tax = sum(freight.map(row => (foreign ? row.TaxSumFC : row.TaxSum)))
  return { net, tax, gross: add(net, tax) }
}

/** Components of a sales BOM: B1 adds and prices them itself; we know only the parent line. */
export const isComponent = (row: B1Line): boolean => row.TreeType === 'iIngredient'
