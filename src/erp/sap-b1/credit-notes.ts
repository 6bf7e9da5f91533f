import {
  type Amount,
  absolute,
  add,
  amount,
  compare,
  divide,
  fixed,
  isZero,
  minimum,
  multiply,
  round,
  subtract,
  toJsonNumber,
  ZERO,
} from '../../domain/amount.ts'
import type { RefundInput, RefundOutcome } from '../connector.ts'
import type { B1Client } from './client.ts'
import {
  type B1Document,
  currencyOf,
  documentFields,
  documentSchema,
  grossOfLine,
  isComponent,
  totalOf,
} from './document-schema.ts'
import { isNotFound, unreadable } from './errors.ts'
import { findTargets, traceLines } from './follow-ups.ts'
import { findVatGroup } from './mapping.ts'
import { quote } from './odata.ts'
import { entriesOf, readByEntry } from './sales-documents.ts'
import type { SapB1Settings } from './settings.ts'

/** Credit notes that we make, because people refunded in the shop (contract §4.5). */

const INVOICE_TYPE = 13
/** As for sales orders: larger differences mean that the two sides speak of different things. */
const ROUNDING_LIMIT = amount('0.05')

/** A line of a live invoice, with what no credit note has taken back yet. */
export interface CreditableLine {
  readonly invoice: B1Document
  readonly lineNum: number
  readonly erpLine: number
  readonly quantity: Amount
  readonly open: Amount
  readonly gross: Amount
}

/** Invoiced lines of a sales order, oldest first. */
export async function readCreditable(client: B1Client, salesDocumentId: string): Promise<CreditableLine[]> {
  const { invoice, credit_note: credit } = await findTargets(client, entriesOf([salesDocumentId]))
  const isLive = ({ CancelStatus }: B1Document) => (CancelStatus ?? 'csNo') === 'csNo'
  const invoices = (await readByEntry(client, 'Invoices', entriesOf(invoice))).filter(isLive)
  const notes = (await readByEntry(client, 'CreditNotes', entriesOf(credit))).filter(isLive)
  const originOf = await traceLines(client, [...invoices, ...notes])
  const credited = new Map<string, Amount>()
  const put = (key: string, quantity: Amount) => credited.set(key, add(credited.get(key) ?? ZERO, quantity))
  for (const row of notes.flatMap(({ DocumentLines }) => DocumentLines ?? [])) {
    if (row.BaseType === INVOICE_TYPE) put(`${row.BaseEntry}:${row.BaseLine}`, row.Quantity)
    // Credited over a return: it counts against any invoice of that line.
    else if (!isComponent(row)) put(`order:${originOf(row)?.erpLine}`, row.Quantity)
  }
  return invoices.flatMap(document =>
    (document.DocumentLines ?? []).flatMap((row): CreditableLine[] => {
      const origin = isComponent(row) ? undefined : originOf(row)
      if (origin?.salesDocumentId !== salesDocumentId) return []
      const direct = subtract(row.Quantity, credited.get(`${document.DocEntry}:${row.LineNum}`) ?? ZERO)
      const returned = minimum(direct, credited.get(`order:${origin.erpLine}`) ?? ZERO)
      put(`order:${origin.erpLine}`, subtract(ZERO, returned))
      const open = subtract(direct, returned)
      if (compare(open, ZERO) <= 0) return []
      const gross = grossOfLine(document, row, client.settings.localCurrency)
      return [{ invoice: document, lineNum: row.LineNum, erpLine: origin.erpLine, quantity: row.Quantity, open, gross }]
    }),
  )
}

/** The credit note with our key, posted or waiting for an approval. */
export async function findCreditNote(client: B1Client, key: string): Promise<RefundOutcome | undefined> {
  const { udf, localCurrency } = client.settings
  const ofKey = `U_${udf} eq ${quote(key)}`
  const find = (set: 'CreditNotes' | 'Drafts', filter: string) =>
    client.list(set, { select: documentFields(udf), filter, orderBy: 'DocEntry' }, documentSchema)
  const [posted] = await find('CreditNotes', `${ofKey} and CancelStatus eq 'csNo'`)
  if (posted) return toOutcome(posted, localCurrency)
  const drafts = await find('Drafts', `${ofKey} and DocObjectCode eq 'oCreditNotes'`)
  const waiting = drafts.find(
    ({ DocumentStatus, AuthorizationStatus }) =>
      DocumentStatus === 'bost_Open' && AuthorizationStatus !== 'dasRejected' && AuthorizationStatus !== 'dasCancelled',
  )
  return waiting && { outcome: 'draft', erpNumber: String(waiting.DocNum) }
}

const toOutcome = (document: B1Document, localCurrency: string): RefundOutcome => ({
  outcome: 'credit_note',
  erpId: String(document.DocEntry),
  erpNumber: String(document.DocNum),
  total: totalOf(document, localCurrency),
  currency: currencyOf(document, localCurrency),
})

/**
 * Based on the invoice lines, so that prices, taxes and stock are the ERP's own. Shipping and adjustments are expenses of
 * their own. A difference of up to 0.05 to the credit memo is a rounding expense; more is not sent.
 */
export async function createCreditNote(
  client: B1Client,
  input: RefundInput,
  creditable: readonly CreditableLine[],
): Promise<RefundOutcome> {
  const { settings } = client
  const lines = input.lines.flatMap(({ erpLines, quantity }) => take(creditable, erpLines, quantity))
  const [first] = lines
  if (!first) return { outcome: 'by_hand', reason: 'none of its lines is invoiced' }
  const currency = currencyOf(first.line.invoice, settings.localCurrency)
  if (currency !== input.currency)
    return { outcome: 'by_hand', reason: `the invoice is in ${currency} and the refund in ${input.currency}` }
  const expenses = planExpenses(settings, input, add(...lines.map(({ gross }) => gross)))
  if ('reason' in expenses) return { outcome: 'by_hand', reason: expenses.reason }
  const body = {
    CardCode: first.line.invoice.CardCode,
    [`U_${settings.udf}`]: input.key,
    NumAtCard: first.line.invoice.NumAtCard,
    DocDate: input.date,
    DocCurrency: input.currency,
    DiscountPercent: 0,
    Rounding: 'tNO',
    Comments: input.comment.slice(0, 254),
    ...(settings.branch === undefined ? {} : { BPL_IDAssignedToInvoice: settings.branch }),
    DocumentLines: lines.map(({ line, quantity }) => ({
      BaseType: INVOICE_TYPE,
      BaseEntry: line.invoice.DocEntry,
      BaseLine: line.lineNum,
      Quantity: toJsonNumber(quantity),
    })),
    DocumentAdditionalExpenses: expenses.rows,
  }
  try {
    const parsed = documentSchema.safeParse(await client.write('POST', 'CreditNotes', body))
    if (!parsed.success) throw unreadable('the new credit note', true)
    return toOutcome(parsed.data, settings.localCurrency)
  } catch (error) {
    if (!isNotFound(error)) throw error
    // An approval procedure answers "not found" although it has saved a draft (contract §3.1).
    const draft = await findCreditNote(client, input.key)
    if (draft) return draft
    throw error
  }
}

interface Taken {
  readonly line: CreditableLine
  readonly quantity: Amount
  readonly gross: Amount
}

function take(creditable: readonly CreditableLine[], erpLines: readonly number[], wanted: Amount): Taken[] {
  const taken: Taken[] = []
  let left = wanted
  for (const line of creditable.filter(({ erpLine }) => erpLines.includes(erpLine))) {
    const quantity = minimum(left, line.open)
    if (compare(quantity, ZERO) <= 0) break
    left = subtract(left, quantity)
    taken.push({ line, quantity, gross: round(divide(multiply(line.gross, quantity), line.quantity), 2) })
  }
  return taken
}

type Expenses = { readonly rows: readonly Record<string, unknown>[] } | { readonly reason: string }

/** @param goods what the lines will come to, gross. */
function planExpenses(settings: SapB1Settings, input: RefundInput, goods: Amount): Expenses {
  const rows: Record<string, unknown>[] = []
  const field = `LineGross${input.currency === settings.localCurrency ? '' : 'FC'}`
  const exempt = findVatGroup(settings, ZERO, input.country)
  const put = (ExpenseCode: number, value: Amount, VatGroup: string | undefined, Remarks: string) =>
    rows.push({
      ExpenseCode,
      [field]: toJsonNumber(value),
      ...(VatGroup === undefined ? {} : { VatGroup }),
      DistributionMethod: 'aedm_None',
      Remarks,
    })
  if (!isZero(input.shipping.gross)) {
    const code = settings.shippingMethods[input.shipping.method ?? '']?.expense ?? settings.shippingExpense
    if (code === undefined) return { reason: 'it refunds shipping, and shippingExpense of the connection is not set' }
    put(code, input.shipping.gross, findVatGroup(settings, input.shipping.taxRate, input.country), 'Shipping')
  }
  if (!isZero(input.adjustment)) {
    const fee = settings.fees.refund_adjustment
    const what = `it has an adjustment of ${fixed(input.adjustment, 2)} ${input.currency}`
    if (!fee) return { reason: `${what}, and "refund_adjustment" is not among the fees of the connection` }
    put(fee.expense, input.adjustment, fee.vatGroup ?? exempt, 'Refund adjustment')
  }
  const sum = add(goods, input.shipping.gross, input.adjustment)
  const difference = subtract(input.total, sum)
  if (isZero(difference)) return { rows }
  const code = settings.fees.rounding?.expense ?? settings.roundingExpense
  if (compare(absolute(difference), ROUNDING_LIMIT) > 0 || code === undefined)
    return {
      reason: `the credit note would come to ${fixed(sum, 2)} ${input.currency}, the credit memo is ${fixed(input.total, 2)}`,
    }
  put(code, difference, settings.fees.rounding?.vatGroup ?? exempt, 'Rounding')
  return { rows }
}
