import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { problemOrders, problems } from '../../db/schema/operations.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { tellAndTakeUp } from '../problem/retry-problem.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { matchingOrders, type OrderFilter } from '../view/order-filter.ts'
import type { Paging } from '../view/paging.ts'
import { countStuck } from '../view/preview-stuck.ts'
import { id, moment, readRows } from '../view/rows.ts'
import type { OrderRow } from './hear-orders.ts'
import { lockOrder } from './retry-order.ts'
import { leaveOut } from './skip-order.ts'

export interface StuckOrders {
  readonly stores: readonly string[]
  readonly filter: OrderFilter
  /** Not more than so many now; absent: all. */
  readonly most?: number
}

export interface ActedOn {
  readonly acted: number
  /** They had moved on meanwhile, or a message of theirs is on its way. */
  readonly passedOver: number
  /** Match and were not looked at, because of `most`. */
  readonly left: number
}

/**
 * Tries again for every order that matches and needs a person. Each is a transaction of its own and told in its story;
 * the audit has one entry per store, with the filter. Pressing twice is pressing once: what goes on does not match any more.
 */
export async function retryStuck(ctx: FlowContext, input: StuckOrders): Promise<ActedOn> {
  for (const store of input.stores) requireRole(ctx, 'operate', store)
  const why = `${nameOf(ctx.actor)} asked to try again`
  return await actOnStuck(ctx, input, 'orders.retry', null, (tx, orderId) => tellAndTakeUp(tx, orderId, why))
}

/** Leaves out every order that matches and needs a person; of those in the ERP only what is stuck. */
export async function skipStuck(ctx: FlowContext, input: StuckOrders & { readonly reason: string }): Promise<ActedOn> {
  for (const store of input.stores) requireRole(ctx, 'operate', store)
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await actOnStuck(ctx, input, 'orders.skip', reason, async (tx, orderId) => {
    const order = await lockOrder(tx, orderId)
    return order !== undefined && (await needsPerson(tx, order)) && (await leaveOut(tx, order, reason)) !== 'busy'
  })
}

/** Under the order's lock: it may have gone on since it was found. */
async function needsPerson(ctx: FlowContext, order: OrderRow): Promise<boolean> {
  if (order.phase === 'held') return true
  const [open] = await ctx.db
    .select({ id: problems.id })
    .from(problemOrders)
    .innerJoin(problems, eq(problems.id, problemOrders.problemId))
    .where(and(eq(problemOrders.orderId, order.id), isNull(problems.closedAt)))
    .limit(1)
  return open !== undefined
}

const PAGE = 200
const place = z.object({ id, placed_at: moment })

async function actOnStuck(
  ctx: FlowContext,
  { stores, filter, most = Number.POSITIVE_INFINITY }: StuckOrders,
  action: string,
  reason: string | null,
  act: (tx: FlowContext, orderId: number) => Promise<boolean>,
): Promise<ActedOn> {
  const counts = { acted: 0, passedOver: 0, left: 0 }
  for (const store of stores) {
    const matching = await countStuck(ctx, { stores: [store], filter })
    const room = most - counts.acted - counts.passedOver
    if (matching > room) counts.left += matching - Math.max(0, room)
    if (matching === 0 || room <= 0) continue
    await writeAudit(ctx, {
      store,
      action,
      subject: 'orders that need a person',
      after: { filter: describe(filter), orders: Math.min(matching, room) },
      reason,
    })
    for await (const orderId of walk(ctx, store, filter, room)) {
      const done = await inTransaction(ctx, tx => act(tx, orderId))
      counts[done ? 'acted' : 'passedOver'] += 1
    }
    ctx.wake()
  }
  return counts
}

/** From the newest to the oldest, so that an order that gets stuck again at once is not met twice. */
async function* walk(ctx: FlowContext, store: string, filter: OrderFilter, most: number): AsyncGenerator<number> {
  let paging: Paging = {}
  for (let given = 0; given < most; ) {
    const limit = Math.min(PAGE, most - given)
    const stuck = matchingOrders([store], { ...filter, needsPerson: true }, ctx.clock.now(), paging, limit)
    const rows = await readRows(ctx.db, place, stuck)
    for (const row of rows) yield row.id
    given += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    paging = { after: { at: last.placed_at, id: last.id } }
  }
}

/** For the audit: what was typed may be a name, unless it is a number. */
function describe({ search, ...filter }: OrderFilter): object {
  if (search === undefined) return filter
  return { ...filter, search: /^[\d-]+$/.test(search) ? search : '•••' }
}
