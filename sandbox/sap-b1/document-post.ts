import { add, compare, negate, ZERO } from '../../src/domain/amount.ts'
import { breaksRule, malformed } from './b1-error.ts'
import { checkBase, drawBases, findBase } from './base-documents.ts'
import { mergeRows } from './business-partners.ts'
import { type Entity, rowsOf, type Work } from './company.ts'
import { buildDocument } from './document-build.ts'
import {
  type B1Document,
  type DocumentKind,
  type DocumentLine,
  drawnFrom,
  kindByDraftCode,
  putDocument,
  quantityOf,
  readDocument,
} from './documents.ts'
import { out } from './pricing.ts'
import { commitOpenGoods, moveGoods } from './stock.ts'

/** Storing documents: new ones, changed ones and drafts. */

/** @returns the stored document, its bases drawn and its goods moved. */
export function createDocument(work: Work, kind: DocumentKind, body: Entity): B1Document {
  checkReference(work, kind, body)
  return postDocument(work, kind, buildDocument(work, kind, body))
}

/** The company setting against double references, when it is switched on. */
function checkReference(work: Work, kind: DocumentKind, body: Entity): void {
  const { NumAtCard: reference, CardCode: partner } = body
  const faults = work.company.faults
  if (typeof reference !== 'string' || !faults.peek('numAtCardUnique', 'POST', `/${kind.set}`)) return
  const taken = work
    .list<B1Document>(kind.set)
    .some(other => other.NumAtCard === reference && other.CardCode === partner && other.CancelStatus === 'csNo')
  if (!taken) return
  faults.take(['numAtCardUnique'], 'POST', `/${kind.set}`)
  breaksRule('10001467 - There is already a record with duplicated customer/vendor reference number.')
}

function postDocument(work: Work, kind: DocumentKind, built: B1Document): B1Document {
  const entry = work.next(`${kind.set}:entry`, 1)
  const document: B1Document = {
    ...built,
    DocEntry: entry,
    DocNum: work.next(`${kind.set}:number`, kind.firstNumber),
    DocumentLines: built.DocumentLines.map(line => ({ ...line, DocEntry: entry })),
  }
  moveGoods(work, kind, document, 1)
  drawBases(work, kind, document, 1)
  const posted = putDocument(work, kind.set, document, 'Created')
  return kind.set === 'CreditNotes' ? settleWithCredit(work, posted) : posted
}

/** A credit note pays its invoice, as far as that is still open. */
function settleWithCredit(work: Work, credit: B1Document): B1Document {
  const base = credit.DocumentLines.find(line => line.BaseType === 13)
  if (!base) return credit
  const invoice = readDocument(work, 'Invoices', base.BaseEntry)
  if (invoice.DocumentStatus === 'bost_Close') return credit
  settleInvoice(work, invoice, credit.$total)
  return putDocument(
    work,
    'CreditNotes',
    { ...credit, DocumentStatus: 'bost_Close', $settled: credit.$total },
    'Updated',
  )
}

/** Adds to what an invoice got (payments, credit notes; negative when they are taken back); a settled one is closed. */
export function settleInvoice(work: Work, invoice: B1Document, sum: B1Document['$total']): void {
  const settled = add(invoice.$settled, sum)
  const done = compare(settled, invoice.$total) >= 0
  putDocument(
    work,
    'Invoices',
    { ...invoice, $settled: settled, DocumentStatus: done ? 'bost_Close' : 'bost_Open' },
    'Updated',
  )
}

/** A draft has its totals but moves nothing. `approval`: it waits for somebody in the ERP. */
export function createDraft(work: Work, kind: DocumentKind, body: Entity, approval: boolean): B1Document {
  const built = buildDocument(work, kind, body)
  const draft: B1Document = {
    ...built,
    DocEntry: work.next('Drafts:entry', 1),
    DocNum: work.get<{ readonly value: number }>('counters', `${kind.set}:number`)?.value ?? kind.firstNumber,
    DocObjectCode: kind.draftCode,
    AuthorizationStatus: approval ? 'dasPending' : 'dasWithout',
  }
  return putDocument(work, 'Drafts', draft, 'Created')
}

/** POST /DraftsService_SaveDraftToDocument, and what an approver's "generate" does. */
export function saveDraftToDocument(work: Work, entry: unknown): B1Document {
  const draft = readDocument(work, 'Drafts', entry)
  const kind = kindByDraftCode(draft.DocObjectCode)
  if (!kind || draft.DocumentStatus === 'bost_Close') return breaksRule('This draft has already been converted')
  if (draft.AuthorizationStatus === 'dasPending' || draft.AuthorizationStatus === 'dasRejected') {
    return breaksRule('This draft waits for an approval')
  }
  for (const line of draft.DocumentLines) {
    const base = findBase(work, kind, line)
    if (base) checkBase(base, draft.CardCode, quantityOf(line))
  }
  const status = draft.AuthorizationStatus === 'dasApproved' ? 'dasGenerated' : 'dasWithout'
  putDocument(work, 'Drafts', { ...draft, DocumentStatus: 'bost_Close', AuthorizationStatus: status }, 'Closed')
  const { DocObjectCode: _, ...document } = draft
  return postDocument(work, kind, { ...document, AuthorizationStatus: 'dasWithout' } as B1Document) // a draft without its object code
}

/** What may still be changed when a document is closed or posted. */
const TEXT_FIELDS =
  'NumAtCard Comments JournalMemo TrackingNumber AttachmentEntry TransportationCode Confirmed SalesPersonCode'.split(
    ' ',
  )

/** PATCH of a document (contract §3): merge, lines by LineNum, totals again. */
export function updateDocument(
  work: Work,
  kind: DocumentKind,
  set: DocumentKind['set'] | 'Drafts',
  current: B1Document,
  changes: Entity,
  replaceCollections: boolean,
): B1Document {
  const open = current.DocumentStatus === 'bost_Open' && (set === 'Orders' || set === 'Drafts')
  const textOnly = Object.keys(changes).every(property => TEXT_FIELDS.includes(property) || property.startsWith('U_'))
  if (textOnly) return putDocument(work, set, { ...current, ...changes } as B1Document, 'Updated') // types checked by readEntity
  if (!open) return breaksRule(`Only texts and user fields of document ${current.DocNum} can still be changed`)
  const merged = mergeDocument(current, changes, replaceCollections)
  const rebuilt = buildDocument(work, kind, merged)
  const numbers = numbersOf(rowsOf(merged.DocumentLines))
  const lines = rebuilt.DocumentLines.map((line, index) =>
    keepDrawn(line, numbers[index] ?? index, current.DocumentLines, kind),
  )
  const updated: B1Document = {
    ...rebuilt,
    DocEntry: current.DocEntry,
    DocNum: current.DocNum,
    AuthorizationStatus: current.AuthorizationStatus,
    CreationDate: current.CreationDate,
    DocTime: current.DocTime,
    DocumentLines: lines,
    $settled: current.$settled,
  }
  if (set === 'Orders') {
    commitOpenGoods(work, current, -1)
    commitOpenGoods(work, updated, 1)
  }
  return putDocument(work, set, updated, 'Updated')
}

function mergeDocument(current: B1Document, changes: Entity, replace: boolean): Entity {
  const header = Object.fromEntries(Object.entries(current).filter(([property]) => !property.startsWith('$')))
  const merged: Entity = { ...header, ...changes }
  const byNumber = (row: Entity) => String(row.LineNum)
  const address = changes.AddressExtension
  if (address) merged.AddressExtension = { ...(current.AddressExtension as Entity), ...(address as Entity) } // complex values
  const sent = rowsOf(changes.DocumentLines)
  const numbered = numbersOf(sent, current.DocumentLines).map((LineNum, index) => ({ ...sent[index], LineNum }))
  merged.DocumentLines = mergeRows(
    current.DocumentLines,
    numbered,
    byNumber,
    replace && 'DocumentLines' in changes,
  ).map(row =>
    keepPrice(
      row,
      numbered.find(line => line.LineNum === row.LineNum),
    ),
  )
  const expenses = rowsOf(changes.DocumentAdditionalExpenses)
  merged.DocumentAdditionalExpenses = mergeRows(
    current.DocumentAdditionalExpenses,
    expenses.map((row, index) => ({ LineNum: current.DocumentAdditionalExpenses.length + index, ...row })),
    byNumber,
    replace && 'DocumentAdditionalExpenses' in changes,
  ).map(row =>
    keepExpense(
      row,
      expenses.find(expense => expense.LineNum === row.LineNum),
    ),
  )
  return merged
}

/** LineNum of every row; rows without one get the next free numbers. */
function numbersOf(rows: readonly Entity[], existing: readonly DocumentLine[] = []): number[] {
  const used = [...existing.map(line => line.LineNum), ...rows.map(row => Number(row.LineNum ?? -1))]
  let next = Math.max(-1, ...used) + 1
  return rows.map(row => (typeof row.LineNum === 'number' ? row.LineNum : next++))
}

const LINE_PRICES = 'UnitPrice Price PriceAfterVAT GrossPrice LineTotal RowTotalFC GrossTotal'.split(' ')

/** A line whose price was not sent again keeps it; a new discount starts from the price before discount. */
function keepPrice(row: Entity, sent: Entity | undefined): Entity {
  const bare = Object.fromEntries(Object.entries(row).filter(([property]) => !LINE_PRICES.includes(property)))
  const prices = Object.entries(sent ?? {}).filter(([property]) => LINE_PRICES.includes(property))
  if (prices.length > 0) return { ...bare, $basis: undefined, ...Object.fromEntries(prices) }
  if (sent && 'DiscountPercent' in sent) return { ...bare, $basis: undefined, UnitPrice: row.UnitPrice }
  return bare
}

function keepExpense(row: Entity, sent: Entity | undefined): Entity {
  const { LineTotal, LineGross, LineTotalFC: _fc, LineGrossFC: _gross, ...bare } = row
  if (sent && 'LineGross' in sent) return { ...bare, LineGross }
  if (sent && ('LineTotal' in sent || 'VatGroup' in sent)) return { ...bare, LineTotal }
  return { ...bare, $fixed: { net: row.$net, tax: row.$tax } }
}

function keepDrawn(
  line: DocumentLine,
  number: number,
  before: readonly DocumentLine[],
  kind: DocumentKind,
): DocumentLine {
  const old = before.find(candidate => candidate.LineNum === number)
  const drawn = old ? drawnFrom(old, 'follow') : undefined
  const open = add(quantityOf(line), drawn ? negate(drawn.quantity) : ZERO)
  if (compare(open, ZERO) < 0) {
    return malformed(`Quantity is below what was delivered already [${kind.lineTable}.Quantity][line: ${number + 1}]`)
  }
  return {
    ...line,
    LineNum: number,
    $drawn: old?.$drawn ?? {},
    RemainingOpenQuantity: out(open),
    LineStatus: compare(open, ZERO) === 0 ? 'bost_Close' : 'bost_Open',
  }
}
