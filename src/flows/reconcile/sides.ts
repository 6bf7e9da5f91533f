import { z } from 'zod'
import type { followUps, orders, refunds, salesDocuments } from '../../db/schema/orders.ts'
import type { FollowUp, SalesDocument } from '../../domain/fulfilment.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { ErpRequest } from '../../erp/connector.ts'
import type { MagentoDocument } from '../../magento/contract.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'

export type OrderRow = typeof orders.$inferSelect
export type SalesDocumentRow = typeof salesDocuments.$inferSelect
export type FollowUpRow = typeof followUps.$inferSelect
export type RefundRow = typeof refunds.$inferSelect

/** `lines` of a sales document: which line of the ERP is which of the order. */
export const planLines = z.array(z.object({ itemId: z.number(), erpLine: z.number() }))

/** What the bridge itself has written down about an order. */
export interface Known {
  readonly row: OrderRow
  readonly salesDocuments: readonly SalesDocumentRow[]
  /** By our key, what was or will be sent: some ERPs are asked with it. */
  readonly planned: ReadonlyMap<string, ErpRequest>
  readonly followUps: readonly FollowUpRow[]
  /** Credit memos of Magento. */
  readonly refunds: readonly RefundRow[]
  /** A message for one of both sides is on its way. */
  readonly underWay: boolean
  /** Why a message does not get on any more; a person has it as a problem. */
  readonly stuck: string | undefined
  /** The last change that we made or heard of. */
  readonly movedAt: Date
}

/** An order as Magento has it now. */
export type MagentoSide =
  | { readonly kind: 'found'; readonly order: CanonicalOrder; readonly documents: readonly MagentoDocument[] }
  /** Its parts do not make its total any more; the reason in words. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'missing' }

/** An order as one ERP has it now. */
export interface ErpSide {
  readonly connection: ConnectionSetup
  /** Our row about it; absent when nothing was planned. */
  readonly known: SalesDocumentRow | undefined
  /** What the ERP has under the id that we remember, cancelled or not. */
  readonly remembered: SalesDocument | undefined
  /** Every live document that carries our key. */
  readonly live: readonly SalesDocument[]
  readonly followUps: readonly FollowUp[]
}

/** One order, looked at from everywhere at about the same moment. */
export interface Sides {
  readonly known: Known
  readonly magento: MagentoSide
  readonly erp: readonly ErpSide[]
  readonly now: Date
}
