import type { CanonicalOrder } from '../../domain/order.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import type { ProblemText } from '../problem/open-problem.ts'
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
