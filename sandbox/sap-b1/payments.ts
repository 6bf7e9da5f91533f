import { type Amount, add, compare, negate, subtract, ZERO } from '../../src/domain/amount.ts'
import { breaksRule } from './b1-error.ts'
import { type Entity, rowsOf, type Work } from './company.ts'
import { settleInvoice } from './document-post.ts'
import { readDocument } from './documents.ts'
import { numberOf } from './pricing.ts'

/** Incoming payments: money of a customer, applied to invoices (contract §4.5). */

/** @throws -5002 when the means of payment and the applied sums differ, or an invoice has less open. */
export function createPayment(work: Work, body: Entity): Entity {
  const partner = work.get('BusinessPartners', String(body.CardCode))
  if (!partner) return breaksRule('Invalid BP code [ORCT.CardCode]')
  const received = add(
    numberOf(body.TransferSum),
    numberOf(body.CashSum),
    ...rowsOf(body.PaymentCreditCards).map(row => numberOf(row.CreditSum)),
    ...rowsOf(body.PaymentChecks).map(row => numberOf(row.CheckSum)),
  )
  if (compare(received, ZERO) <= 0) return breaksRule('Payment means are missing [ORCT]')
  checkAccount(work, body, 'TransferSum', 'TransferAccount')
  checkAccount(work, body, 'CashSum', 'CashAccount')
  const invoices = rowsOf(body.PaymentInvoices)
  const applied = add(...invoices.map(row => numberOf(row.SumApplied)))
  if (compare(applied, received) > 0) return breaksRule('Applied amount is larger than the payment')
  for (const row of invoices) applyTo(work, row, body.CardCode, numberOf(row.SumApplied))
  const entry = work.next('IncomingPayments:entry', 1)
  const payment: Entity = {
    DocType: 'rCustomer',
    DocDate: work.today,
    TaxDate: work.today,
    TransferAccount: null,
    TransferSum: 0,
    TransferDate: null,
    TransferReference: null,
    CashSum: 0,
    CounterReference: null,
    Remarks: null,
    JournalRemarks: null,
    PaymentInvoices: [],
    DocCurrency: 'EUR',
    ...body,
    CardName: partner.CardName,
    DocEntry: entry,
    DocNum: work.next('IncomingPayments:number', 70000001),
    Cancelled: 'tNO',
  }
  work.put('IncomingPayments', entry, payment)
  work.tell({ object: 'IncomingPayments', transaction: 'Created', key: { DocEntry: String(entry) } })
  return payment
}

function checkAccount(work: Work, body: Entity, sum: string, account: string): void {
  if (typeof body[sum] !== 'number' || body[sum] === 0) return
  if (!work.get('ChartOfAccounts', String(body[account]))) breaksRule(`G/L account is not valid [ORCT.${account}]`)
}

function applyTo(work: Work, row: Entity, cardCode: unknown, sum: Amount): void {
  const type = row.InvoiceType ?? 'it_Invoice'
  if (type === 'it_DownPayment') return void readDocument(work, 'DownPayments', row.DocEntry)
  if (type !== 'it_Invoice') breaksRule(`Payments cannot be applied to '${String(type)}'`)
  const invoice = readDocument(work, 'Invoices', row.DocEntry)
  if (invoice.CardCode !== cardCode) breaksRule('Invoice belongs to another business partner')
  if (invoice.CancelStatus !== 'csNo') breaksRule('Invoice is already closed or blocked')
  if (compare(sum, subtract(invoice.$total, invoice.$settled)) > 0) breaksRule('Invoice is already closed or blocked')
  settleInvoice(work, invoice, sum)
}

/** POST /IncomingPayments(n)/Cancel: its invoices are open again. */
export function cancelPayment(work: Work, current: Entity): void {
  if (current.Cancelled === 'tYES') breaksRule('The payment is already cancelled')
  for (const row of rowsOf(current.PaymentInvoices)) {
    if ((row.InvoiceType ?? 'it_Invoice') !== 'it_Invoice') continue
    settleInvoice(work, readDocument(work, 'Invoices', row.DocEntry), negate(numberOf(row.SumApplied)))
  }
  work.put('IncomingPayments', String(current.DocEntry), { ...current, Cancelled: 'tYES' })
  work.tell({
    object: 'IncomingPayments',
    transaction: 'Cancelled',
    key: { DocEntry: String(current.DocEntry) },
  })
}
