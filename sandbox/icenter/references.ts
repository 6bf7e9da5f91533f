import { type Amount, add, ZERO } from '../../src/domain/amount.ts'
import { type Dispatch, type DocumentKey, type Invoice, idOf, type Order, type Work } from './company.ts'

/** What was made from an order, and how far its lines have come. */

interface Made {
  readonly order?: DocumentKey
}
/** By order, for each array that Work.list has answered: a list of orders asks for the documents of every one. */
const groups = new WeakMap<readonly Made[], ReadonlyMap<string, readonly Made[]>>()

function madeFrom<T extends Made>(rows: readonly T[], order: DocumentKey): readonly T[] {
  const known = groups.get(rows) ?? Map.groupBy(rows, row => (row.order ? idOf(row.order) : ''))
  groups.set(rows, known)
  return (known.get(idOf(order)) ?? []) as readonly T[] // grouped from rows
}

export const allDispatchesOf = (work: Work, order: DocumentKey): readonly Dispatch[] =>
  madeFrom(work.list('dispatches'), order)

/** Invoices and credits, reversed ones too. */
export const allInvoicesOf = (work: Work, order: DocumentKey): readonly Invoice[] =>
  madeFrom(work.list('invoices'), order)

export const dispatchesOf = (work: Work, order: DocumentKey): Dispatch[] =>
  allDispatchesOf(work, order).filter(one => one.status !== 'X')

/** Invoices that count; a credit takes pieces of them back and is not among them. */
export const invoicesOf = (work: Work, order: DocumentKey): Invoice[] =>
  allInvoicesOf(work, order).filter(one => one.credits === undefined && one.status !== 'S')

export const creditsOf = (work: Work, order: DocumentKey): Invoice[] =>
  allInvoicesOf(work, order).filter(one => one.credits !== undefined)

const sum = (amounts: readonly Amount[]): Amount => add(ZERO, ...amounts)

/** Pieces of a line that have left the warehouse. */
export const shippedOf = (work: Work, order: Order, line: number): Amount =>
  sum(
    dispatchedLines(
      dispatchesOf(work, order.key).filter(({ status }) => status === 'Z'),
      line,
    ),
  )

/** Pieces of a line that stand on a dispatch advice, gone or not. */
export const dispatchedOf = (work: Work, order: Order, line: number): Amount =>
  sum(dispatchedLines(dispatchesOf(work, order.key), line))

const dispatchedLines = (dispatches: readonly Dispatch[], line: number): Amount[] =>
  dispatches.flatMap(({ lines }) => lines.filter(one => one.orderLine === line).map(({ quantity }) => quantity))

export const invoicedOf = (work: Work, order: Order, line: number): Amount =>
  sum(
    invoicesOf(work, order.key).flatMap(({ lines }) =>
      lines.filter(one => one.orderLine === line).map(({ priced }) => priced.Qty),
    ),
  )

/** How the site writes the key of one document on another. */
export function referenceText(work: Work, key: DocumentKey | undefined): string | undefined {
  if (!key) return undefined
  if (work.company.variants.referenceStyle === '2026/VNK/512') return idOf(key)
  return `${key.book}-${key.year}-${String(key.number).padStart(6, '0')}`
}

/** Takes the next number of a book; some are taken and given up by somebody else. */
export function takeNumber(work: Work, kind: string, year: number, book: string, first: number): DocumentKey {
  const { variants, random } = work.company
  const number = work.next(`${kind}:${year}:${book}`, first)
  if (variants.numberGaps && random() < GAP_CHANCE) return takeNumber(work, kind, year, book, first)
  return { year, book, number }
}

const GAP_CHANCE = 0.1
