import { and, eq, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { orders } from '../../db/schema/orders.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import { backoffMs } from '../backoff.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { openProblem } from '../problem/open-problem.ts'
import { isAway, reportRemoteFailure } from '../problem/report-remote-failure.ts'
import { awaitReplaced } from './await-replaced.ts'
import { canonicalOf } from './canonical-of.ts'
import { chooseConnection } from './choose-connection.ts'
import { findEnteredByHand } from './entered-by-hand.ts'
import type { OrderRow } from './hear-orders.ts'
import { lookUpMasterData } from './look-up-master-data.ts'
import { placeSalesDocument } from './place-sales-document.ts'
import { tellStory } from './tell-story.ts'

const BATCH = 100
/** After a crash the next one takes over so much later. Doing it twice at once is harmless: each order is decided under its lock. */
const LEASE_SECONDS = 45

export interface PreparedOrder {
  readonly row: OrderRow
  readonly order: CanonicalOrder
  /** The number of what people entered in the ERP under its reference. */
  readonly enteredAs?: string | undefined
}

/**
 * Subjects and items first: takes the orders whose turn it is, looks everything up that they need in as few calls as
 * possible, and decides the sales document of each that has all it needs. @returns how many orders were taken.
 */
export async function prepareOrders(ctx: FlowContext): Promise<number> {
  const rows = await claimOrders(ctx)
  const groups = new Map<string, { connection: ConnectionSetup; batch: PreparedOrder[] }>()
  for (const row of rows) {
    const order = canonicalOf(row)
    // A person who sends it by hand has decided that it stands beside the one that it replaces.
    const mayWait = order?.replaces !== undefined && row.forced === 0
    if (mayWait && !(await inTransaction(ctx, tx => awaitReplaced(tx, row, order)))) continue
    const connection = await routeOrder(ctx, row)
    if (!connection) await holdWithoutConnection(ctx, row)
    else if (!order) await setAside(ctx, row)
    else {
      const group = groups.get(connection.code) ?? { connection, batch: [] }
      group.batch.push({ row, order })
      groups.set(connection.code, group)
    }
  }
  await Promise.all([...groups.values()].map(({ connection, batch }) => prepareBatch(ctx, connection, batch)))
  return rows.length
}

/** Orders whose hold time has passed become due here as well: the index by due time finds both. */
async function claimOrders(ctx: FlowContext): Promise<OrderRow[]> {
  const now = ctx.clock.now()
  const isWaiting = sql`${orders.phase} = 'waiting'`
  const turn = ctx.db
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        inArray(orders.phase, ['waiting', 'preparing']),
        lte(orders.dueAt, now),
        or(isNull(orders.leaseUntil), lt(orders.leaseUntil, now)),
      ),
    )
    .orderBy(orders.dueAt, orders.id)
    .limit(BATCH)
    .for('update', { skipLocked: true })
  const rows = await ctx.db
    .update(orders)
    .set({
      phase: 'preparing',
      phaseReason: sql`case when ${isWaiting} then 'the hold time has passed' else ${orders.phaseReason} end`,
      updatedAt: sql`case when ${isWaiting} then ${now.toISOString()}::timestamptz else ${orders.updatedAt} end`,
      leaseUntil: new Date(now.getTime() + LEASE_SECONDS * 1_000),
      attempts: sql`${orders.attempts} + 1`,
    })
    .where(inArray(orders.id, turn))
    .returning()
  return rows.sort((one, other) => one.id - other.id)
}

/** The first connection of the store that takes the order's store view. */
export async function routeOrder(
  ctx: FlowContext,
  row: { readonly store: string; readonly storeViewId: number },
): Promise<ConnectionSetup | undefined> {
  return chooseConnection(
    await ctx.remotes.store(row.store),
    await ctx.remotes.connectionsOf(row.store),
    row.storeViewId,
  )
}

async function prepareBatch(
  ctx: FlowContext,
  connection: ConnectionSetup,
  batch: readonly PreparedOrder[],
): Promise<void> {
  try {
    const found = await lookUpMasterData(ctx, connection, batch)
    const erp = await ctx.remotes.erp(connection.code)
    const entered = await findEnteredByHand(ctx, connection, erp, batch)
    for (const prepared of batch) {
      const known = { ...prepared, enteredAs: entered.get(prepared.row.id) }
      await inTransaction(ctx, tx => placeSalesDocument(tx, erp, connection, known, found))
    }
  } catch (error) {
    // One of them may be what fails: halves tell which, and the others go on.
    if (batch.length > 1 && !isAway(error)) {
      const middle = Math.ceil(batch.length / 2)
      await prepareBatch(ctx, connection, batch.slice(0, middle))
      return await prepareBatch(ctx, connection, batch.slice(middle))
    }
    const row = batch.length === 1 ? batch[0]?.row : undefined
    const underWork = row && {
      cause: `order_fails:${connection.code}:${row.number}`,
      title: `Order ${row.number} cannot be prepared for ${connection.name}.`,
      orderId: row.id,
    }
    const place = { store: connection.store, connection: connection.code }
    // Both or nothing: told later, when the order is through, nobody would close the problem.
    await inTransaction(ctx, async tx => {
      // A commit whose answer was lost has moved them on: then nothing is wrong with them.
      if ((await putBack(tx, batch, error)) > 0) await reportRemoteFailure(tx, place, error, underWork)
    })
  }
}

/** @returns how many of them were still to be prepared. */
async function putBack(ctx: FlowContext, batch: readonly PreparedOrder[], error: unknown): Promise<number> {
  const reason =
    error instanceof RemoteError
      ? `the ERP did not answer the look-ups (${error.message.slice(0, 200)}); it is tried again`
      : 'the look-ups failed; it is tried again'
  const waitMs = backoffMs(Math.max(...batch.map(({ row }) => row.attempts)), ctx.random, {
    capMs: 120_000,
    atLeastMs: error instanceof RemoteError ? error.retryAfterMs : undefined,
  })
  const rows = await ctx.db
    .update(orders)
    .set({ phaseReason: reason, leaseUntil: null, dueAt: new Date(ctx.clock.now().getTime() + waitMs) })
    .where(
      and(
        inArray(
          orders.id,
          batch.map(({ row }) => row.id),
        ),
        eq(orders.phase, 'preparing'),
      ),
    )
    .returning({ id: orders.id })
  return rows.length
}

async function holdWithoutConnection(ctx: FlowContext, row: OrderRow): Promise<void> {
  await inTransaction(ctx, async tx => {
    const reason = `no connection takes orders of store view ${row.storeViewId}`
    const [held] = await tx.db
      .update(orders)
      .set({ phase: 'held', phaseReason: reason, dueAt: null, leaseUntil: null })
      .where(isStillPrepared(row))
      .returning({ id: orders.id })
    if (!held) return
    await openProblem(
      tx,
      {
        store: row.store,
        cause: `no_connection:${row.storeViewId}`,
        title: `No ERP connection takes orders of store view ${row.storeViewId}.`,
        remedy: 'Add the store view to policies.views of a connection, and try again.',
      },
      row.id,
    )
    await tellStory(tx, { store: row.store, orderId: row.id, stage: 'problem', text: `Held: ${reason}.` })
  })
}

/** Its stored form is of another version or was never readable: read it from Magento again. */
async function setAside(ctx: FlowContext, row: OrderRow): Promise<void> {
  await ctx.db
    .update(orders)
    .set({ phase: 'held', phaseReason: 'has to be read from Magento again', dueAt: null, leaseUntil: null })
    .where(isStillPrepared(row))
}

/** A person may have held or skipped it since it was claimed. */
const isStillPrepared = ({ id }: OrderRow) => and(eq(orders.id, id), eq(orders.phase, 'preparing'))
