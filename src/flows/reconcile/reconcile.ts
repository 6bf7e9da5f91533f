import { and, eq, inArray, isNull, like } from 'drizzle-orm'
import { drifts } from '../../db/schema/ledger.ts'
import { orders } from '../../db/schema/orders.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { FlowContext } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { type Comparison, comparePage } from './compare-page.ts'
import { advanceComparison, beginComparison, endComparison } from './comparison-progress.ts'
import type { Difference } from './difference.ts'
import { findStrays, magentoIdOf } from './find-strays.ts'
import { findUnheard, orderHint } from './find-unheard.ts'
import { countOrdersToCompare, listOrdersToCompare, type Wanted } from './list-orders-to-compare.ts'
import { writeDrifts } from './write-drifts.ts'

/** Orders placed at or after `from` and before `to`. */
export interface Window {
  readonly store: string
  readonly from: Date
  readonly to: Date
  /** Names this comparison in the keys of its hints. */
  readonly run: string
}

export interface ReconcileResult {
  /** Orders that were compared. */
  readonly read: number
  /** Orders that nobody had told us of; they are on their way in now. */
  readonly unheard: number
  /** Days of the store on which those were placed. */
  readonly unheardDays: ReadonlySet<string>
  /** What was read again so that the bridge catches up. */
  readonly healed: number
  /** Drifts that were not known before, and those that are gone. */
  readonly found: number
  readonly gone: number
  /** A person ended it before all orders were looked at. */
  readonly stoppedBy: string | undefined
}

/**
 * Compares both sides over a window, 100 orders at a time with constant memory: orders, lines, quantities, totals and
 * states. What the bridge missed is healed by hints, through the flows that would have done it; everything else is kept
 * as drift until a later comparison does not find it any more.
 * A person may stop it after each page (comparison-progress.ts).
 * @throws RemoteError of the first connection that failed, after everything else was compared.
 */
export async function reconcile(
  ctx: FlowContext,
  input: { readonly store: string; readonly from: Date; readonly to: Date; readonly unfinishedToo?: boolean },
): Promise<ReconcileResult> {
  const { store, from, to } = input
  const window = { store, from, to, run: ctx.clock.now().toISOString() }
  const unheard = await findUnheard(ctx, window)
  const run: Comparison = { store, run: window.run, strays: new Map(), failed: new Map() }
  await startConnections(ctx, run, from)
  const extra = await ordersOfStrays(ctx, run)
  const compared = await compareAll(ctx, run, { ...input, unfinishedToo: input.unfinishedToo ?? false, extra })
  const [failure] = run.failed.values()
  if (failure) throw failure
  return { ...compared, unheard: unheard.count, unheardDays: unheard.days }
}

async function compareAll(ctx: FlowContext, run: Comparison, wanted: Wanted) {
  const counts = { read: 0, healed: 0, found: 0, gone: 0 }
  await beginComparison(ctx, run.store, run.run, await countOrdersToCompare(ctx, wanted))
  try {
    for await (const page of listOrdersToCompare(ctx, wanted)) {
      const result = await comparePage(ctx, run, page)
      for (const name of ['read', 'healed', 'found', 'gone'] as const) counts[name] += result[name]
      const stoppedBy = await advanceComparison(ctx, run.store, run.run, page.length)
      if (stoppedBy !== undefined) return { ...counts, stoppedBy }
    }
    return { ...counts, stoppedBy: undefined }
  } finally {
    await endComparison(ctx, run.store, run.run)
  }
}

/** Paused connections are left in peace. */
async function startConnections(ctx: FlowContext, run: Comparison, since: Date): Promise<void> {
  for (const connection of await ctx.remotes.connectionsOf(run.store)) {
    if (connection.paused) continue
    try {
      run.strays.set(connection.code, await findStrays(ctx, connection, since))
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error
      run.failed.set(connection.code, error)
    }
  }
}

/** @returns our ids of the orders whose keys stray documents carry; keys of no order are written down by themselves. */
async function ordersOfStrays(ctx: FlowContext, run: Comparison): Promise<number[]> {
  const ids: number[] = []
  for (const [connection, strays] of run.strays) {
    const wanted = [...strays.keys()].flatMap(key => magentoIdOf(run.store, key) ?? [])
    const rows =
      wanted.length === 0
        ? []
        : await ctx.db
            .select({ id: orders.id, magentoId: orders.magentoId })
            .from(orders)
            .where(and(eq(orders.store, run.store), inArray(orders.magentoId, wanted)))
    ids.push(...rows.map(row => row.id))
    const known = new Set(rows.map(row => row.magentoId))
    await writeOwnerless(
      ctx,
      run,
      connection,
      [...strays].filter(([key]) => !known.has(magentoIdOf(run.store, key) ?? 0)),
    )
  }
  return ids
}

/** The key may be of an order that we have not heard of: it is asked for, and the drift closes when it comes. */
async function writeOwnerless(
  ctx: FlowContext,
  run: Comparison,
  connection: string,
  ownerless: readonly (readonly [string, readonly SalesDocument[]])[],
): Promise<void> {
  const { name } = await ctx.remotes.connection(connection)
  const differences = (key: string, documents: readonly SalesDocument[]): Difference[] =>
    documents.map(({ erpId, erpNumber }) => ({
      what: `ownerless:${connection}:${erpId}`,
      connection,
      class: 'human_changed',
      text: `${name} has sales document ${erpNumber} with the key ${key}, and the bridge knows no such order. If Magento has it, it is heard now; else remove the key there.`,
      magento: 'none',
      erp: erpNumber,
    }))
  const now = ownerless.map(([key, documents]) => ({ subject: `key:${key}`, differences: differences(key, documents) }))
  const before = await openOwnerless(ctx, run.store, connection)
  const over = before.filter(subject => !now.some(one => one.subject === subject))
  await writeDrifts(
    ctx,
    run.store,
    [...now, ...over.map(subject => ({ subject, differences: [] }))].map(one => ({ ...one, orderId: undefined })),
    [connection],
  )
  const hints = ownerless.map(([key]) => orderHint(magentoIdOf(run.store, key) ?? 0, run.run))
  await receiveHints(ctx, run.store, hints)
}

async function openOwnerless(ctx: FlowContext, store: string, connection: string): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ subject: drifts.subject })
    .from(drifts)
    .where(
      and(
        eq(drifts.store, store),
        eq(drifts.connection, connection),
        like(drifts.what, `ownerless:${connection}:%`),
        isNull(drifts.closedAt),
      ),
    )
  return rows.map(row => row.subject)
}
