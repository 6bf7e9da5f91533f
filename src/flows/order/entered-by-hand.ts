import { inArray } from 'drizzle-orm'
import { orders } from '../../db/schema/orders.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import type { OutboxMessage } from '../outbox/claim-outbox.ts'
import type { ProblemText } from '../problem/open-problem.ts'
import { canonicalOf } from './canonical-of.ts'
import { dayIn, orderbridgeIdOf, referenceOf } from './plan-sales-document.ts'
import type { PreparedOrder } from './prepare-orders.ts'

/** Before that nobody has typed an order in: only those that waited are looked for, so that the others cost no call. */
const OLD_MS = 10 * 60_000

/** Customers telephone while an order waits, and somebody enters it. @returns its number in the ERP by our id of the order. */
export async function findEnteredByHand(
  ctx: FlowContext,
  connection: ConnectionSetup,
  erp: ErpConnector,
  batch: readonly PreparedOrder[],
): Promise<ReadonlyMap<number, string>> {
  const before = ctx.clock.now().getTime() - OLD_MS
  // Who sends it by hand has decided that it is to be sent.
  const waited = batch.filter(({ row }) => row.forced === 0 && row.heardAt.getTime() < before)
  const isTelling = connection.policies.reference.includes('{number}')
  if (!erp.findByHand || !isTelling || waited.length === 0) return new Map()
  const { settings } = await ctx.remotes.store(connection.store)
  const wanted = waited.map(({ row, order }) => ({
    id: row.id,
    reference: referenceOf(connection, order),
    since: dayIn(settings.timezone, order.placedAt),
  }))
  const found = await erp.findByHand(wanted)
  return new Map(
    wanted.flatMap(({ id, reference }) => {
      const number = found.get(reference)
      return number === undefined ? [] : [[id, number] as const]
    }),
  )
}

export const enteredByHand = (connection: ConnectionSetup, order: CanonicalOrder, number: string): ProblemText => ({
  store: connection.store,
  connection: connection.code,
  cause: `entered_by_hand:${connection.code}:${order.number}`,
  title: `Order ${order.number}: ${connection.name} has sales document ${number} with its reference and without our key.`,
  remedy: `If people entered this order, write the key ${orderbridgeIdOf(connection.store, order.magentoId)} into it and try again: it is taken over. If it is another one, give that another reference and try again.`,
})

/**
 * The same for orders that were planned and got no further: the ERP was away, or the connection paused.
 * @returns by message, why it is not sent
 */
export async function refuseEnteredByHand(
  ctx: FlowContext,
  connection: ConnectionSetup,
  erp: ErpConnector,
  messages: readonly OutboxMessage[],
): Promise<ReadonlyMap<number, RemoteError>> {
  const before = ctx.clock.now().getTime() - OLD_MS
  const late = messages.flatMap(({ id, orderId, createdAt }) =>
    orderId !== null && createdAt.getTime() < before ? [{ id, orderId }] : [],
  )
  if (!erp.findByHand || late.length === 0) return new Map()
  const ids = late.map(({ orderId }) => orderId)
  const rows = await ctx.db.select().from(orders).where(inArray(orders.id, ids))
  const waited = rows.flatMap(row => {
    const order = canonicalOf(row)
    return order ? [{ row, order }] : []
  })
  const entered = await findEnteredByHand(ctx, connection, erp, waited)
  return new Map(
    waited.flatMap(({ row, order }) => {
      const [number, message] = [entered.get(row.id), late.find(({ orderId }) => orderId === row.id)]
      if (number === undefined || !message) return []
      const { title, remedy } = enteredByHand(connection, order, number)
      const error = new RemoteError({ errorClass: 'permanent', code: 'entered_by_hand', message: `${title} ${remedy}` })
      return [[message.id, error] as const]
    }),
  )
}
