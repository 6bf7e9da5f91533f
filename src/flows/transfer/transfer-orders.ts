import { and, eq, inArray } from 'drizzle-orm'
import { transfers } from '../../db/schema/transfers.ts'
import { RemoteError, UserError } from '../../domain/errors.ts'
import type { ErpSource, SourceRow } from '../../erp/connector.ts'
import { wordsOf } from '../../ops/words-of.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { isAway, reportRemoteFailure } from '../problem/report-remote-failure.ts'
import { SourceAway, watchSource } from './ask-source.ts'
import {
  changeTransfer,
  HELD_WAIT_MS,
  holdTransfer,
  later,
  lockTransfer,
  openCauses,
  type TransferRow,
} from './hold-transfer.ts'
import { lookAfterMissing } from './look-after-missing.ts'
import { lookAtTotals } from './look-at-totals.ts'
import { mayPlan } from './owe-effects.ts'
import { type Planning, planTransfer, unfit } from './plan-transfer.ts'
import { tellAgain } from './tell-again.ts'

/** What one run reads; the others come with the next one. Orders that are held take no turn from new ones. */
const MAX_NEW = 100
const MAX_HELD = 25
/** A run that goes on for longer would outlast its lease (schedule/run-due-tasks.ts). */
const LONGEST_MS = 60_000
const MAX_PAGES = 500
/** One order that cannot be read holds nobody else; so many in a row, and the source is away. */
const FAILURES_IN_A_ROW = 3
const READ_WAIT_MS = 60_000
/** From then on a person should know of an order that cannot be read, whatever the reason. */
const PATIENCE_MS = 15 * 60_000

export interface Counts {
  read: number
  planned: number
  held: number
  failed: number
  again: number
  ended: number
  settled: number
}

interface Run extends Planning {
  readonly startedAt: Date
  readonly counts: Counts
  /** Keys that the source has listed. */
  readonly seen: Set<string>
  failures: number
  readonly left: Record<'heard' | 'held', number>
}

/**
 * Reads the orders that wait in the source of a connection and decides their sales documents; what is under way is left
 * alone. Safe to run twice at once: each order is decided under its row's lock, and owed once.
 * @returns counts for the run
 */
export async function transferOrders(ctx: FlowContext, connectionCode: string): Promise<Record<string, number>> {
  const connection = await ctx.remotes.connection(connectionCode)
  const erp = await ctx.remotes.erp(connectionCode)
  const { source } = erp
  if (!source || connection.paused) return {}
  const counts: Counts = { read: 0, planned: 0, held: 0, failed: 0, again: 0, ended: 0, settled: 0 }
  const startedAt = ctx.clock.now()
  const run: Run = {
    connection,
    erp,
    source,
    startedAt,
    counts,
    seen: new Set(),
    failures: 0,
    left: { heard: MAX_NEW, held: MAX_HELD },
  }
  await watchSource(ctx, connection, async () => {
    const isWhole = await readWaiting(ctx, run)
    if (isWhole) counts.ended += await lookAfterMissing(ctx, run, run.seen)
    counts.settled += await lookAtTotals(ctx, run)
  })
  return { ...counts }
}

/** @returns whether the list was read to its end. */
async function readWaiting(ctx: FlowContext, run: Run): Promise<boolean> {
  let next: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await listWaiting(run.source, next)
    run.counts.read += page.rows.length
    await takePage(ctx, run, page.rows)
    if (page.next === undefined) return true
    if (run.left.heard <= 0) return false
    next = page.next
  }
  return false
}

async function listWaiting(source: ErpSource, next: string | undefined) {
  try {
    return await source.waiting(next)
  } catch (error) {
    if (error instanceof RemoteError) throw new SourceAway(error)
    throw error
  }
}

async function takePage(ctx: FlowContext, run: Run, listed: readonly SourceRow[]): Promise<void> {
  if (listed.length === 0) return
  for (const { key } of listed) run.seen.add(key)
  const rows = await hear(ctx, run, listed)
  const open = await openCauses(
    ctx,
    run.connection.store,
    [...rows.values()].flatMap(row => row.causes),
  )
  for (const one of listed) {
    const row = rows.get(one.key)
    if (!row) continue
    if (row.state === 'heard' || row.state === 'held') {
      if (run.left[row.state] > 0 && isDue(ctx, row, open)) await take(ctx, run, row, row.state, one)
    } else if (await tellAgain(ctx, row, run)) run.counts.again += 1
  }
}

/** Remembers orders that are new. @returns all of them, by key */
async function hear(ctx: FlowContext, { connection }: Run, listed: readonly SourceRow[]) {
  const now = ctx.clock.now()
  const place = { store: connection.store, connection: connection.code }
  await ctx.db
    .insert(transfers)
    .values(
      listed.map(({ key, number }) => ({
        ...place,
        key,
        number,
        state: 'heard' as const,
        dueAt: now,
        heardAt: now,
        updatedAt: now,
      })),
    )
    .onConflictDoNothing({ target: [transfers.connection, transfers.key] })
  const keys = listed.map(({ key }) => key)
  const rows = await ctx.db
    .select()
    .from(transfers)
    .where(and(eq(transfers.connection, connection.code), inArray(transfers.key, keys)))
  return new Map(rows.map(row => [row.key, row]))
}

/** Its time has come, or all that it waited for is closed: by a person, or because the cause is gone. */
function isDue(ctx: FlowContext, { dueAt, causes }: TransferRow, open: ReadonlySet<string>): boolean {
  if (dueAt !== null && dueAt <= ctx.clock.now()) return true
  return causes.length > 0 && !causes.some(cause => open.has(cause))
}

/** What fails with one order is written down with it; what fails with several in a row is the source. */
async function take(
  ctx: FlowContext,
  run: Run,
  row: TransferRow,
  state: 'heard' | 'held',
  listed: SourceRow,
): Promise<void> {
  // A write whose outcome nobody knows: a person finds it out, and the message goes on from there.
  if (!(await mayPlan(ctx, row.id))) return await changeTransfer(ctx, row.id, { dueAt: later(ctx, HELD_WAIT_MS) })
  const isLate = ctx.clock.now().getTime() - run.startedAt.getTime() > LONGEST_MS
  run.left[state] = isLate ? 0 : run.left[state] - 1
  try {
    run.counts[await planTransfer(ctx, run, row, listed)] += 1
    run.failures = 0
  } catch (error) {
    // The ERP away, or wrong settings: the same would happen to all of them.
    if (error instanceof UserError || isAway(error)) throw error
    run.counts.failed += 1
    run.failures += error instanceof SourceAway ? 1 : 0
    if (error instanceof SourceAway && run.failures >= FAILURES_IN_A_ROW) throw error
    await putOff(ctx, run, row, error)
  }
}

async function putOff(ctx: FlowContext, { connection, startedAt }: Run, row: TransferRow, error: unknown) {
  const isYoung = startedAt.getTime() - row.heardAt.getTime() < PATIENCE_MS
  const isErp = error instanceof RemoteError
  const isOurs = !isErp && !(error instanceof SourceAway)
  const stack = error instanceof Error ? error.stack : undefined
  if (isOurs) ctx.log.error({ transfer: row.id, stack }, 'unexpected failure')
  // The ERP refuses a look-up: one problem for all orders that it hits.
  if (isErp) await reportRemoteFailure(ctx, { store: connection.store, connection: connection.code }, error)
  await inTransaction(ctx, async tx => {
    const current = await lockTransfer(tx, row.id)
    if (current.state !== 'heard' && current.state !== 'held') return
    if (isOurs || (error instanceof SourceAway && !isYoung))
      return await holdTransfer(tx, current, [unfit(connection, row, wordsOf(error))])
    const reason = `it could not be prepared: ${wordsOf(error).slice(0, 300)}`
    await changeTransfer(tx, row.id, { dueAt: later(tx, READ_WAIT_MS), reason })
  })
}
