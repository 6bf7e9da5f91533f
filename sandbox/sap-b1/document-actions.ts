import { isZero, negate } from '../../src/domain/amount.ts'
import { breaksRule, refuse } from './b1-error.ts'
import { drawBases } from './base-documents.ts'
import type { Work } from './company.ts'
import { settleInvoice } from './document-post.ts'
import { type B1Document, type DocumentKind, drawnFrom, putDocument, readDocument } from './documents.ts'
import { commitOpenGoods, moveGoods } from './stock.ts'

/** Cancel, Close, Reopen and the counter documents (contract §4.4). */

const anythingDrawn = (document: B1Document): boolean =>
  document.DocumentLines.some(
    line => !isZero(drawnFrom(line, 'follow').quantity) || !isZero(drawnFrom(line, 'credit').quantity),
  )

/** An order is cancelled in place; every other document by a counter document. */
export function cancelDocument(work: Work, kind: DocumentKind, document: B1Document): void {
  if (kind.set !== 'Orders') {
    createCancellation(work, kind, document)
    return
  }
  if (document.CancelStatus !== 'csNo' || document.DocumentStatus === 'bost_Close') {
    breaksRule('The document is already closed or cancelled')
  }
  if (anythingDrawn(document))
    breaksRule('Cannot cancel: the order was delivered or invoiced in part; close it instead')
  commitOpenGoods(work, document, -1)
  putDocument(
    work,
    'Orders',
    { ...closedCopy(document), Cancelled: 'tYES', CancelStatus: 'csYes', CancelDate: work.today },
    'Cancelled',
  )
}

const closedCopy = (document: B1Document): B1Document => ({
  ...document,
  DocumentStatus: 'bost_Close',
  DocumentLines: document.DocumentLines.map(line => ({ ...line, LineStatus: 'bost_Close' })),
})

/** Closes what is open. Invoices close by being paid. */
export function closeDocument(work: Work, kind: DocumentKind, document: B1Document): void {
  if (kind.set === 'Invoices' || kind.set === 'CreditNotes') {
    refuse(-5006, 'The requested action is not supported for this object.')
  }
  if (document.DocumentStatus === 'bost_Close') breaksRule('The document is already closed or cancelled')
  if (kind.set === 'Orders') commitOpenGoods(work, openLinesOnly(document), -1)
  putDocument(work, kind.set, { ...closedCopy(document), ClosingDate: work.today, $closedByHand: true }, 'Closed')
}

const openLinesOnly = (document: B1Document): B1Document => ({
  ...document,
  DocumentLines: document.DocumentLines.filter(line => line.LineStatus === 'bost_Open'),
})

/** Only what was closed by hand opens again. */
export function reopenDocument(work: Work, kind: DocumentKind, document: B1Document): void {
  if (document.$closedByHand !== true) breaksRule('Only a document that was closed manually can be reopened')
  const reopened: B1Document = {
    ...document,
    DocumentStatus: 'bost_Open',
    ClosingDate: null,
    $closedByHand: false,
    DocumentLines: document.DocumentLines.map(line => ({
      ...line,
      LineStatus: line.RemainingOpenQuantity > 0 ? 'bost_Open' : 'bost_Close',
    })),
  }
  if (kind.set === 'Orders') commitOpenGoods(work, openLinesOnly(reopened), 1)
  putDocument(work, kind.set, reopened, 'Updated')
}

/** @returns the counter document. The original gives back what it took from its base documents. */
export function createCancellation(work: Work, kind: DocumentKind, document: B1Document): B1Document {
  if (kind.set === 'Orders') return refuse(-5006, 'The requested action is not supported for this object.')
  if (document.CancelStatus !== 'csNo') return breaksRule('The document is already closed or cancelled')
  if (anythingDrawn(document)) return breaksRule('Cannot cancel: the document has target documents')
  if (kind.set === 'Invoices' && !isZero(document.$settled)) {
    return breaksRule('Cannot cancel: the invoice is paid or credited in part')
  }
  drawBases(work, kind, document, -1)
  moveGoods(work, kind, document, -1)
  if (kind.set === 'CreditNotes') takeBackCredit(work, document)
  putDocument(
    work,
    kind.set,
    { ...closedCopy(document), Cancelled: 'tYES', CancelStatus: 'csYes', CancelDate: work.today },
    'Cancelled',
  )
  const entry = work.next(`${kind.set}:entry`, 1)
  return putDocument(
    work,
    kind.set,
    {
      ...closedCopy(document),
      DocEntry: entry,
      DocNum: work.next(`${kind.set}:number`, kind.firstNumber),
      DocDate: work.today,
      CreationDate: work.today,
      DocTime: work.time,
      CancelStatus: 'csCancellation',
      DocumentLines: closedCopy(document).DocumentLines.map(line => ({
        ...line,
        DocEntry: entry,
        RemainingOpenQuantity: 0,
        BaseType: kind.objectCode,
        BaseEntry: document.DocEntry,
        BaseLine: line.LineNum,
      })),
    },
    'Created',
  )
}

function takeBackCredit(work: Work, credit: B1Document): void {
  const base = credit.DocumentLines.find(line => line.BaseType === 13)
  if (!base || isZero(credit.$settled)) return
  settleInvoice(work, readDocument(work, 'Invoices', base.BaseEntry), negate(credit.$settled))
}
