import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { callShares, farSides } from '../../db/schema/operations.ts'
import type { Side } from '../../outbound/pressure.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { type Adapted, adaptWindow } from './adapt-window.ts'
import { UNLIMITED } from './breaker.ts'
import { divideWindow } from './divide-window.ts'

/** A share that nobody renewed for so long is free again; longer than any beat, and than a pause for garbage. */
const LEASE_MS = 15_000
/** One burst of refusals halves the window once: answers to what was sent before it shrank say nothing new. */
const ONE_BURST_MS = 1_000
/** Of pg_advisory_xact_lock: shares are divided by one process at a time. */
const LOCK = 7_203_641

/**
 * What this process saw of its far sides changes their windows; then it takes its share of each. A gate shrinks before
 * the share is given back and grows after it was taken, so that all processes together stay within the window.
 * @param worker the name of this process
 */
export async function holdShares(ctx: FlowContext, worker: string, sides: readonly Side[]): Promise<void> {
  if (sides.length === 0) return
  const now = ctx.clock.now()
  const slots = await inTransaction(ctx, async tx => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    const keys = sides.map(({ key }) => key)
    const known = await tx.db.select().from(farSides).where(inArray(farSides.key, keys))
    const shares = await tx.db
      .select()
      .from(callShares)
      .where(and(inArray(callShares.farSide, keys), gt(callShares.leaseUntil, now)))
    const wanted = new Map<Side, number>()
    for (const side of sides) {
      const row = known.find(({ key }) => key === side.key)
      const { window } = await moveWindow(tx, side, row, now)
      const others = shares.filter(share => share.farSide === side.key && share.worker !== worker)
      wanted.set(side, divideWindow(window, worker, others, now.getTime()))
    }
    await writeShares(tx, worker, wanted, now)
    return wanted
  })
  for (const [side, count] of slots) side.gate.resize(count)
}

async function moveWindow(
  ctx: FlowContext,
  side: Side,
  row: typeof farSides.$inferSelect | undefined,
  now: Date,
): Promise<Adapted> {
  const { max } = side
  const before = { window: Math.min(row?.window ?? UNLIMITED, max), reason: row?.windowReason ?? '' }
  const observed = side.take()
  const sameBurst = row !== undefined && now.getTime() - row.windowChangedAt.getTime() < ONE_BURST_MS
  const after = observed.refused > 0 && sameBurst ? before : adaptWindow(before, observed, max)
  if (after.window === before.window && after.reason === before.reason) return before
  const values = { window: after.window, windowReason: after.reason, windowChangedAt: now }
  await ctx.db
    .insert(farSides)
    .values({ key: side.key, ...values })
    .onConflictDoUpdate({ target: farSides.key, set: values })
  return after
}

async function writeShares(ctx: FlowContext, worker: string, wanted: ReadonlyMap<Side, number>, now: Date) {
  const leaseUntil = new Date(now.getTime() + LEASE_MS)
  const rows = [...wanted].map(([side, count]) => {
    if (count < side.gate.limit) side.gate.resize(count)
    // Calls that are under way cannot be given back: their places are kept until they end.
    return { farSide: side.key, worker, slots: Math.max(count, side.gate.running), leaseUntil }
  })
  await ctx.db
    .insert(callShares)
    .values(rows)
    .onConflictDoUpdate({
      target: [callShares.farSide, callShares.worker],
      set: { slots: sql`excluded.slots`, leaseUntil: sql`excluded.lease_until` },
    })
}

/** Nothing is to be sent there for now: the places are the others'. @param sides of which no call is under way. */
export async function giveBackShares(ctx: FlowContext, worker: string, sides: readonly Side[]): Promise<void> {
  if (sides.length === 0) return
  for (const side of sides) side.gate.resize(0)
  const keys = sides.map(({ key }) => key)
  await ctx.db.delete(callShares).where(and(eq(callShares.worker, worker), inArray(callShares.farSide, keys)))
}
