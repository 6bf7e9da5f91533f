import { and, eq, inArray, notInArray, sql } from 'drizzle-orm'
import { comparisons, documentPairs } from '../../db/schema/ledger.ts'
import { type Amount, amount } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import type { Pair } from './pair-documents.ts'
import type { OrderRow } from './sides.ts'

export interface PairedOrder {
  readonly row: OrderRow
  readonly pairs: readonly Pair[]
  /** What its live sales documents come to, in the order's currency. */
  readonly erpTotal: Amount | undefined
}

export interface ReadWhen {
  /** The store's. */
  readonly timezone: string
  /** Before the first of both sides was asked. */
  readonly readAt: Date
}

type PairRow = typeof documentPairs.$inferInsert

/** What the ledger adds up of these orders becomes what the comparison saw; rows that stay the same are not touched. */
export async function writePairs(ctx: FlowContext, when: ReadWhen, orders: readonly PairedOrder[]): Promise<void> {
  const { timezone, readAt: at } = when
  const ids = orders.map(({ row }) => row.id)
  if (ids.length === 0) return
  const stored = await ctx.db.select().from(documentPairs).where(inArray(documentPairs.orderId, ids))
  const earlier = await ctx.db.select().from(comparisons).where(inArray(comparisons.orderId, ids))
  const compared = new Set(earlier.map(({ orderId }) => orderId))
  for (const { row, pairs } of orders) {
    const mine = stored.filter(pair => pair.orderId === row.id)
    const dayOf = (pair: Pair) =>
      pair.day ??
      mine.find(one => one.key === pair.key)?.day ??
      firstSeen(ctx, timezone, row, pair, compared.has(row.id))
    const wanted = pairs.map(pair => rowOf(row, pair, dayOf(pair)))
    await replace(ctx, row.id, mine, wanted)
  }
  const rows = orders.map(({ row, erpTotal }) => ({ orderId: row.id, at, erpTotal: erpTotal ?? null }))
  await ctx.db
    .insert(comparisons)
    .values(rows.sort((a, b) => a.orderId - b.orderId))
    .onConflictDoUpdate({ target: comparisons.orderId, set: { at, erpTotal: sql`excluded.erp_total` } })
}

/** An invoice that was there when the order was first compared was made at checkout, as far as anybody can tell. */
function firstSeen(ctx: FlowContext, timezone: string, row: OrderRow, pair: Pair, comparedBefore: boolean): string {
  const moment = pair.kind === 'invoice' && !comparedBefore ? row.placedAt : ctx.clock.now()
  return dayIn(timezone, moment.toISOString())
}

const rowOf = (row: OrderRow, pair: Pair, day: string): PairRow => ({
  store: row.store,
  orderId: row.id,
  kind: pair.kind,
  key: pair.key,
  day,
  currency: pair.currency,
  erpNumber: pair.erp?.number ?? null,
  erpTotal: pair.erp?.total ?? null,
  magentoNumber: pair.magento?.number ?? null,
  magentoTotal: pair.magento?.total ?? null,
  state: pair.state,
  reason: pair.reason,
})

async function replace(
  ctx: FlowContext,
  orderId: number,
  stored: readonly (typeof documentPairs.$inferSelect)[],
  wanted: readonly PairRow[],
): Promise<void> {
  const keys = wanted.map(({ key }) => key)
  if (stored.some(({ key }) => !keys.includes(key)))
    await ctx.db
      .delete(documentPairs)
      .where(and(eq(documentPairs.orderId, orderId), keys.length > 0 ? notInArray(documentPairs.key, keys) : undefined))
  for (const row of wanted) {
    const before = stored.find(({ key }) => key === row.key)
    if (before && isSame(before, row)) continue
    const { orderId: _, key: __, ...set } = row
    await ctx.db
      .insert(documentPairs)
      .values(row)
      .onConflictDoUpdate({ target: [documentPairs.orderId, documentPairs.key], set })
  }
}

const COLUMNS = ['day', 'currency', 'erpNumber', 'magentoNumber', 'state', 'reason'] as const

function isSame(a: PairRow, b: PairRow): boolean {
  const money = (value: string | null | undefined) => (value == null ? null : amount(value))
  return (
    COLUMNS.every(column => a[column] === b[column]) &&
    money(a.erpTotal) === money(b.erpTotal) &&
    money(a.magentoTotal) === money(b.magentoTotal)
  )
}
