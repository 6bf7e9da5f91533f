import type { ErpPlan } from '../../sandbox/erp.ts'
import { finishOrder } from '../../sandbox/sap-b1/clerk.ts'
import { cancelDocument } from '../../sandbox/sap-b1/document-actions.ts'
import { createDocument, updateDocument } from '../../sandbox/sap-b1/document-post.ts'
import { type B1Document, type DocumentSet, kindOf, readDocument } from '../../sandbox/sap-b1/documents.ts'
import { STORE, type World } from './world.ts'

/** The hands of people in the ERP, one document at a time. */

/** The live sales order of a Magento order. */
export function erpOrder({ b1 }: World, orderId: number): B1Document {
  const found = b1
    .list<B1Document>('Orders')
    .find(document => document.U_OrderbridgeId === `${STORE}-${orderId}` && document.CancelStatus === 'csNo')
  if (!found) throw new Error(`order ${orderId} is not in the ERP`)
  return found
}

/** All steps of a plan at once. */
export const finish = (world: World, orderId: number, plan: ErpPlan): string[] =>
  finishOrder(world.b1, erpOrder(world, orderId).DocEntry, plan)

export interface Part {
  readonly line: number
  readonly quantity: number
}

const OBJECT = { Orders: 17, DeliveryNotes: 15, Invoices: 13, CreditNotes: 14, Returns: 16, DownPayments: 203 } as const

/** Makes a document from lines of another; all of it when `parts` is left out. */
export function make(
  { b1 }: World,
  set: DocumentSet,
  base: { readonly set: DocumentSet; readonly document: B1Document },
  options: { readonly parts?: readonly Part[]; readonly fields?: object } = {},
): B1Document {
  const parts =
    options.parts ?? base.document.DocumentLines.map(line => ({ line: line.LineNum, quantity: line.Quantity }))
  return b1.transact(work =>
    createDocument(work, kindOf(set), {
      CardCode: base.document.CardCode,
      ...options.fields,
      DocumentLines: parts.map(({ line, quantity }) => ({
        BaseType: OBJECT[base.set],
        BaseEntry: base.document.DocEntry,
        BaseLine: line,
        Quantity: quantity,
      })),
    }),
  )
}

export const cancel = ({ b1 }: World, set: DocumentSet, document: B1Document): void =>
  b1.transact(work => cancelDocument(work, kindOf(set), readDocument(work, set, document.DocEntry)))

export const confirm = ({ b1 }: World, document: B1Document): void =>
  void b1.transact(work =>
    updateDocument(
      work,
      kindOf('Orders'),
      'Orders',
      readDocument(work, 'Orders', document.DocEntry),
      { Confirmed: 'tYES' },
      false,
    ),
  )
