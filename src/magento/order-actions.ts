import { z } from 'zod'
import { RemoteError } from '../domain/errors.ts'
import type { SyncState } from './contract.ts'
import { markedComment, syncMarker, syncMarkerStart } from './marker.ts'
import type { Rest } from './rest.ts'

/**
 * Plain Magento's POST /V1/orders is not used at all. It would set ext_order_id and statuses, but it saves an order that
 * it read before: at the same time as an invoice it undid qty_invoiced in one of three tries (recording
 * _race-save-ext-id-and-invoice-at-once), and it takes statuses that do not exist (order-save-status-unknown).
 */

/**
 * Cancels what can be cancelled. Magento answers false, not an error, for orders that are complete, closed, held or in
 * review (recordings order-cancel-*), and for one that is cancelled already, which counts as done here.
 */
export async function cancelOrder(rest: Rest, orderId: number): Promise<boolean> {
  if (await rest.call({ method: 'POST', path: `/V1/orders/${orderId}/cancel` }, z.boolean())) return true
  const order = await rest.call(
    { method: 'GET', path: `/V1/orders/${orderId}`, query: 'fields=state' },
    z.object({ state: z.string().nullish() }),
  )
  return order.state === 'canceled'
}

/** Writes a comment that only people in the Magento admin see, unless one of the last ones is the very same. */
export async function addComment(rest: Rest, orderId: number, comment: string): Promise<void> {
  const written = await readComments(rest, orderId)
  if (written.slice(-RECENT).includes(asStored(comment))) return
  await postComment(rest, orderId, comment)
}

const RECENT = 10

/** One comment per connection and state of its sales document: no comment when the last one says the same. */
export async function commentSyncStates(rest: Rest, orderId: number, states: readonly SyncState[]): Promise<void> {
  if (states.length === 0) return
  const written = await readComments(rest, orderId)
  for (const state of states) {
    const mark = syncMarker(state.connection, state.erpDocumentId || '-', state.state)
    const start = syncMarkerStart(state.connection)
    if (written.findLast(comment => comment.includes(start))?.includes(mark)) continue
    const what = [state.connectionName, state.erpDocumentNumber, state.state].filter(Boolean).join(' ')
    await postComment(rest, orderId, markedComment(state.message ? `${what}: ${state.message}` : what, mark))
  }
}

/**
 * The present status goes with every comment: 2.4.7 refuses any other, and before 2.4.7 leaving it out emptied it
 * (magento2 #38723, #34180). It can change between the two calls, so that refusal is answered once with a new look.
 */
async function postComment(rest: Rest, orderId: number, comment: string): Promise<void> {
  const post = async () => {
    const status = await rest.call({ method: 'GET', path: `/V1/orders/${orderId}/statuses` }, z.string().nullable())
    const statusHistory = { comment, ...(status && { status }), is_customer_notified: 0, is_visible_on_front: 0 }
    await rest.call({ method: 'POST', path: `/V1/orders/${orderId}/comments`, body: { statusHistory } }, z.boolean())
  }
  await post().catch(async (error: unknown) => {
    if (!(error instanceof RemoteError) || !/not part of the order status history/.test(error.message)) throw error
    await post()
  })
}

const commentsSchema = z.object({
  items: z.array(z.object({ entity_id: z.int(), comment: z.string().nullish() })).nullish(),
})

/** The texts of the order's comments, oldest first. */
async function readComments(rest: Rest, orderId: number): Promise<string[]> {
  const answer = await rest.call({ method: 'GET', path: `/V1/orders/${orderId}/comments` }, commentsSchema)
  const comments = [...(answer.items ?? [])].sort((a, b) => a.entity_id - b.entity_id)
  return comments.map(({ comment }) => comment ?? '')
}

/** What comes back of a comment: each character outside the BMP as "????" (recording order-comment-html). */
const asStored = (comment: string): string => comment.replace(/[\u{10000}-\u{10ffff}]/gu, '????')
