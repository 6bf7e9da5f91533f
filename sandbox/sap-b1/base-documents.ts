import { type Amount, add, compare, isZero, negate, subtract, ZERO } from '../../src/domain/amount.ts'
import { breaksRule, notFound } from './b1-error.ts'
import type { Entity, Work } from './company.ts'
import {
  type B1Document,
  type Channel,
  type DocumentKind,
  type DocumentLine,
  type DocumentReference,
  type Drawn,
  drawnFrom,
  type Expense,
  kindByObject,
  putDocument,
  quantityOf,
  readDocument,
} from './documents.ts'
import { out, type PriceBasis } from './pricing.ts'

/** Making a document from another one: what is copied, what closes, and what comes back when it is cancelled. */

const CLOSED = 'One of the base documents has already been closed'

/** Header fields that a target takes over when the request does not set them. */
const COPIED = [
  'NumAtCard',
  'DocCurrency',
  'DocRate',
  'DiscountPercent',
  'PaymentMethod',
  'PaymentGroupCode',
  'TransportationCode',
  'SalesPersonCode',
  'ContactPersonCode',
  'FederalTaxID',
  'ShipToCode',
  'PayToCode',
  'Address',
  'Address2',
  'AddressExtension',
  'BPL_IDAssignedToInvoice',
  'DocType',
  'PriceMode',
  'Comments',
]

export interface BaseLine {
  readonly kind: DocumentKind
  readonly document: B1Document
  readonly line: DocumentLine
  readonly channel: Channel
}

/** @returns the base line that a line of the body names, or undefined when it names none. */
export function findBase(work: Work, target: DocumentKind, line: Entity): BaseLine | undefined {
  const type = line.BaseType
  if (typeof type !== 'number' || type === -1) return undefined
  const kind = kindByObject(type)
  if (!kind || !target.bases.includes(type)) return breaksRule(`Base type ${type} is not allowed for ${target.set}`)
  const document = readDocument(work, kind.set, line.BaseEntry)
  const base = document.DocumentLines.find(candidate => candidate.LineNum === line.BaseLine) ?? notFound()
  const channel: Channel = target.set === 'CreditNotes' && kind.set === 'Invoices' ? 'credit' : 'follow'
  if (kind.set === 'Invoices' && channel === 'follow' && document.ReserveInvoice !== 'tYES') {
    return breaksRule('Only a reserve invoice can be delivered')
  }
  return { kind, document, line: base, channel }
}

/** The header of the first base document, for the fields that the body leaves open. */
export function headerFromBase(bases: readonly BaseLine[]): Entity {
  const first = bases[0]?.document
  if (!first) return {}
  const copied: Entity = { CardCode: first.CardCode }
  for (const [property, value] of Object.entries(first)) {
    if (COPIED.includes(property) || property.startsWith('U_')) copied[property] = value
  }
  return copied
}

export const openQuantity = ({ line, channel }: Pick<BaseLine, 'line' | 'channel'>): Amount =>
  subtract(quantityOf(line), drawnFrom(line, channel).quantity)

/** @throws -5002 when the base is closed, of another partner, or has less left than asked for. */
export function checkBase(base: BaseLine, cardCode: unknown, quantity: Amount): void {
  const { document, line, channel } = base
  if (document.CardCode !== cardCode) breaksRule('Base document card and target document card do not match.')
  const open = openQuantity(base)
  const closed =
    channel === 'follow' ? line.LineStatus === 'bost_Close' || document.DocumentStatus === 'bost_Close' : false
  if (document.CancelStatus !== 'csNo' || compare(open, ZERO) <= 0) breaksRule(CLOSED)
  // A reserve invoice that is paid is closed, and is still delivered.
  if (closed && document.ReserveInvoice !== 'tYES') breaksRule(CLOSED)
  if (compare(quantity, open) > 0)
    breaksRule('Quantity in target document exceeds the open quantity of the base document')
}

/**
 * The price of a target line without a price of its own. The last piece of a base line takes what the others left, so
 * that all targets together come to the base line's total exactly.
 */
export function basisFromBase(base: BaseLine, quantity: Amount): PriceBasis {
  const { line, channel } = base
  if (compare(quantity, openQuantity(base)) === 0) {
    const drawn = drawnFrom(line, channel)
    return { kind: 'fixed', net: subtract(line.$net, drawn.net), tax: subtract(line.$tax, drawn.tax) }
  }
  const gross = line.$basis.kind === 'unitGross' || line.$basis.kind === 'lineGross'
  const value = gross ? line.PriceAfterVAT : line.Price
  return { kind: gross ? 'unitGross' : 'unitNet', value: String(value) as Amount } // written by pricing.ts
}

/**
 * Freight goes with the first target, as in the client's "draw all freight"; with a credit note or a return only when
 * everything that is left comes back.
 */
export function expensesFromBase(target: DocumentKind, bases: readonly BaseLine[], lines: readonly Entity[]): Entity[] {
  const documents = [...new Map(bases.map(base => [`${base.kind.set}:${base.document.DocEntry}`, base])).values()]
  return documents.flatMap(base => {
    const back = target.set === 'CreditNotes' || target.set === 'Returns'
    if (target.set === 'DownPayments' || (back && !takesEverything(base, lines))) return []
    return base.document.DocumentAdditionalExpenses.filter(expense => expense.Status === 'bost_Open' || back).map(
      ({ ExpenseCode, VatGroup, Remarks, DistributionMethod, LineNum, $net, $tax }): Entity => ({
        ExpenseCode,
        VatGroup,
        Remarks,
        DistributionMethod,
        BaseDocType: base.kind.objectCode,
        BaseDocEntry: base.document.DocEntry,
        BaseDocLine: LineNum,
        $fixed: { net: $net, tax: $tax },
      }),
    )
  })
}

function takesEverything(base: BaseLine, lines: readonly Entity[]): boolean {
  return base.document.DocumentLines.every(line => {
    const taken = lines.find(l => l.BaseEntry === base.document.DocEntry && l.BaseLine === line.LineNum)
    const open = openQuantity({ line, channel: base.channel })
    return isZero(open) || (taken !== undefined && (taken.Quantity === undefined || taken.Quantity === Number(open)))
  })
}

/** The rounding of the base goes with the first target too, so that one order and its one invoice agree. */
export function roundingFromBase(bases: readonly BaseLine[]): Entity {
  const first = bases[0]?.document
  if (first?.Rounding !== 'tYES') return {}
  const untouched = first.DocumentLines.every(line => Object.keys(line.$drawn).length === 0)
  return untouched ? { Rounding: 'tYES', RoundingDiffAmount: first.RoundingDiffAmount } : {}
}

/** Takes the quantities of a new document (or gives them back, `direction` -1) from its base documents. */
export function drawBases(work: Work, target: DocumentKind, document: B1Document, direction: 1 | -1): void {
  if (target.set === 'DownPayments') return
  for (const line of document.DocumentLines) {
    const base = findBase(work, target, line)
    if (!base) continue
    const drawn = moveDrawn(drawnFrom(base.line, base.channel), line, direction)
    const changed: DocumentLine = { ...base.line, $drawn: { ...base.line.$drawn, [base.channel]: drawn } }
    const lines = base.document.DocumentLines.map(other => (other === base.line ? withStatus(base, changed) : other))
    const $targets = withTarget(base.document.$targets ?? [], { set: target.set, entry: document.DocEntry })
    putDocument(
      work,
      base.kind.set,
      closeWhenDone(base, { ...base.document, DocumentLines: lines, $targets }),
      'Updated',
    )
  }
  for (const expense of document.DocumentAdditionalExpenses) drawExpense(work, expense, direction)
}

const withTarget = (targets: readonly DocumentReference[], added: DocumentReference): readonly DocumentReference[] =>
  targets.some(({ set, entry }) => set === added.set && entry === added.entry) ? targets : [...targets, added]

function moveDrawn(drawn: Drawn, line: DocumentLine, direction: 1 | -1): Drawn {
  const signed = (value: Amount) => (direction === 1 ? value : negate(value))
  return {
    quantity: add(drawn.quantity, signed(quantityOf(line))),
    net: add(drawn.net, signed(line.$net)),
    tax: add(drawn.tax, signed(line.$tax)),
  }
}

function withStatus(base: BaseLine, line: DocumentLine): DocumentLine {
  const shown: Channel = base.kind.set === 'Invoices' && base.document.ReserveInvoice !== 'tYES' ? 'credit' : 'follow'
  const open = openQuantity({ line, channel: shown })
  return {
    ...line,
    RemainingOpenQuantity: out(open),
    LineStatus: isZero(open) ? 'bost_Close' : 'bost_Open',
  }
}

/** Orders, deliveries and returns close with their last line; invoices when they are settled (settleInvoice). */
function closeWhenDone(base: BaseLine, document: B1Document): B1Document {
  if (base.kind.set === 'Invoices') return document
  const done = document.DocumentLines.every(line => line.LineStatus === 'bost_Close')
  return { ...document, DocumentStatus: done ? 'bost_Close' : 'bost_Open' }
}

function drawExpense(work: Work, expense: Expense, direction: 1 | -1): void {
  const kind = kindByObject(expense.BaseDocType)
  if (!kind || expense.BaseDocEntry === null) return
  const document = readDocument(work, kind.set, expense.BaseDocEntry)
  const expenses = document.DocumentAdditionalExpenses.map(other =>
    other.LineNum === expense.BaseDocLine
      ? { ...other, Status: direction === 1 ? ('bost_Close' as const) : ('bost_Open' as const) }
      : other,
  )
  work.put(kind.set, document.DocEntry, { ...document, DocumentAdditionalExpenses: expenses })
}
