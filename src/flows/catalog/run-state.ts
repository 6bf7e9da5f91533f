import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import { catalogRuns } from '../../db/schema/catalog.ts'
import { runs } from '../../db/schema/operations.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'

/** In this order: a new product is created with its price, and gets its stock once it is there. */
export const PHASES = ['products', 'prices', 'items', 'queue', 'stock', 'sums', 'absent', 'done'] as const
export type Phase = (typeof PHASES)[number]

const stateSchema = z.object({
  phase: z.enum(PHASES),
  /** Where the page before ended, within the phase. */
  next: z.string().optional(),
  /** The last product id of Magento that was listed. */
  aboveId: z.number().default(0),
  /** From where the ERP says what changed, by part: of the runs before, and of this one once it is through. */
  since: z.record(z.string(), z.string()).default({}),
  fresh: z.record(z.string(), z.string()).default({}),
  /** All stock was read, so that what was not in it is not there. */
  allStock: z.boolean().default(false),
  /** A person asked for a complete run: what it finds is meant, however much it is. */
  meant: z.boolean().default(false),
  counts: z.record(z.string(), z.number()).default({}),
})
type State = z.infer<typeof stateSchema>

export interface CatalogRun {
  readonly number: number
  readonly complete: boolean
  readonly startedAt: Date
  readonly state: State
}

/** Longer than the longest call with its repetitions: whoever holds the run writes, and nobody else. */
const LEASE_MS = 15 * 60_000

/** After a failure the clock leaves the far sides in peace for so long; a person need not wait. */
const REST_MS = 60_000

export class RunLost extends Error {
  override readonly name = 'RunLost'
}

export const taskName = (connection: string): string => `catalog:${connection}`

export interface Claimed {
  readonly run: CatalogRun
  keep(): Promise<void>
  /** A person asked for the end of the run, as far as the last keep() has heard. */
  isStopping(): boolean
  /** Ends the slice. `finished`: the run is through; `error`: why it does not go on for now. */
  release(how: { readonly finished: boolean; readonly error?: string }): Promise<void>
}

/**
 * Takes the run of a connection: the one that was left, or a new one when it is time.
 * @param begin 'due' by the clock; 'now', or 'complete', because somebody asked
 * @returns 'busy' when another process has it, undefined when nothing is due
 */
export async function claimRun(
  ctx: FlowContext,
  setup: ConnectionSetup,
  begin: 'due' | 'now' | 'complete',
): Promise<Claimed | 'busy' | undefined> {
  const holder = randomUUID()
  const { leaseUntil } = catalogRuns
  const { code: connection, store } = setup
  await ctx.db.insert(catalogRuns).values({ connection, store, state: {} }).onConflictDoNothing()
  const now = ctx.clock.now()
  const [row] = await ctx.db
    .update(catalogRuns)
    .set({ holder, leaseUntil: new Date(now.getTime() + LEASE_MS) })
    .where(
      and(
        eq(catalogRuns.connection, connection),
        or(
          isNull(leaseUntil),
          lt(leaseUntil, now),
          and(isNull(catalogRuns.holder), begin === 'due' ? isNotNull(catalogRuns.asked) : undefined),
        ),
      ),
    )
    .returning()
  if (!row) return 'busy'
  const wanted = begin === 'due' ? (row.asked ?? 'due') : begin
  // Whoever worked on it did not hear of the wish, or is gone.
  const stopped = row.stopAskedAt !== null && (await endStopped(ctx, row))
  const left = stopped ? undefined : leftRun(row, setup, wanted)
  const isNew = !left && (!stopped || wanted !== 'due') && isDue(row, setup, wanted, now)
  const before = stopped && row.complete ? { ...row, completedAt: null } : row
  const claimed = left ?? (isNew ? await beginRun(ctx, setup, before, wanted, now) : undefined)
  if (claimed) return await holdRun(ctx, setup, claimed.run, claimed.runId, holder)
  await ctx.db
    .update(catalogRuns)
    .set({ holder: null, leaseUntil: null })
    .where(and(eq(catalogRuns.connection, connection), eq(catalogRuns.holder, holder)))
  return undefined
}

type Row = typeof catalogRuns.$inferSelect

/**
 * Ends a run that a person does not want any more: what it wrote stays. The next one does what this one left out, so one
 * that compared everything is followed by one that does. @returns false when it was over by itself.
 */
export async function endStopped(
  ctx: FlowContext,
  { connection, runId }: Pick<Row, 'connection' | 'runId'>,
): Promise<boolean> {
  const now = ctx.clock.now()
  return await inTransaction(ctx, async tx => {
    const [ended] = await tx.db
      .update(catalogRuns)
      .set({ stopAskedAt: null, finishedAt: now })
      .where(and(eq(catalogRuns.connection, connection), isNull(catalogRuns.finishedAt)))
      .returning({ complete: catalogRuns.complete })
    if (ended?.complete)
      await tx.db.update(catalogRuns).set({ completedAt: null }).where(eq(catalogRuns.connection, connection))
    if (ended && runId !== null)
      await tx.db.update(runs).set({ finishedAt: now, outcome: 'stopped', error: null }).where(eq(runs.id, runId))
    return ended !== undefined
  })
}

/** The run that was stopped half-way, unless other settings, or a person, ask for another one. */
function leftRun(row: Row, setup: ConnectionSetup, begin: 'due' | 'now' | 'complete') {
  const state = stateSchema.safeParse(row.state).data
  if (!state || !row.startedAt || row.finishedAt || row.revision !== setup.revision) return undefined
  if (begin === 'complete' && !state.meant) return undefined
  const { number, complete, startedAt, runId } = row
  return { run: { number, complete, startedAt, state }, runId }
}

function isDue(row: Row, setup: ConnectionSetup, begin: 'due' | 'now' | 'complete', now: Date): boolean {
  if (begin !== 'due' || !row.startedAt || row.revision !== setup.revision) return true
  return now.getTime() - row.startedAt.getTime() >= setup.policies.catalog.everyMinutes * 60_000
}

async function beginRun(
  ctx: FlowContext,
  setup: ConnectionSetup,
  row: Row,
  begin: 'due' | 'now' | 'complete',
  now: Date,
) {
  const { code: connection, store, revision } = setup
  const since = stateSchema.safeParse(row.state).data?.since ?? {}
  const age = row.completedAt ? now.getTime() - row.completedAt.getTime() : Number.POSITIVE_INFINITY
  const complete =
    begin === 'complete' || row.revision !== revision || age >= setup.policies.catalog.completeHours * 3_600_000
  const state = stateSchema.parse({ phase: 'products', since, meant: begin === 'complete' })
  const number = row.number + 1
  return await inTransaction(ctx, async tx => {
    await tx.db
      .update(runs)
      .set({ finishedAt: now, outcome: 'stopped' })
      .where(and(eq(runs.store, store), eq(runs.task, taskName(connection)), isNull(runs.outcome)))
    const [shown] = await tx.db
      .insert(runs)
      .values({ store, task: taskName(connection), startedAt: now, counts: {} })
      .returning({ id: runs.id })
    const runId = shown?.id ?? null
    await tx.db
      .update(catalogRuns)
      .set({
        number,
        runId,
        complete,
        state,
        startedAt: now,
        finishedAt: null,
        revision,
        asked: null,
        stopAskedAt: null,
      })
      .where(eq(catalogRuns.connection, connection))
    return { run: { number, complete, startedAt: now, state }, runId }
  })
}

async function holdRun(
  ctx: FlowContext,
  setup: ConnectionSetup,
  run: CatalogRun,
  runId: number | null,
  holder: string,
): Promise<Claimed> {
  const mine = and(eq(catalogRuns.connection, setup.code), eq(catalogRuns.holder, holder))
  let stopping = false
  const save = async (change: Partial<typeof catalogRuns.$inferInsert>, shown: Partial<typeof runs.$inferInsert>) => {
    const [kept] = await ctx.db
      .update(catalogRuns)
      .set({ state: run.state, ...change })
      .where(mine)
      .returning({ stopAskedAt: catalogRuns.stopAskedAt })
    if (!kept) throw new RunLost(`The catalogue run of connection ${setup.code} was taken over by another process.`)
    stopping ||= kept.stopAskedAt !== null
    if (runId !== null)
      await ctx.db
        .update(runs)
        .set({ counts: run.state.counts, ...shown })
        .where(eq(runs.id, runId))
  }
  await save({ asked: null }, {})
  return {
    run,
    keep: () => save({ leaseUntil: new Date(ctx.clock.now().getTime() + LEASE_MS) }, {}),
    isStopping: () => stopping,
    async release({ finished, error }) {
      const at = ctx.clock.now()
      const free = { holder: null, leaseUntil: null }
      const resting = { holder: null, leaseUntil: new Date(at.getTime() + REST_MS) }
      if (!finished) {
        await save(error === undefined ? free : resting, { error: error ?? null })
        if (stopping) await endStopped(ctx, { connection: setup.code, runId })
        return
      }
      const state = { ...run.state, since: { ...run.state.since, ...run.state.fresh } }
      const completed = run.complete && { completedAt: run.startedAt }
      const over = { ...free, ...completed, state, finishedAt: at, stopAskedAt: null }
      await save(over, { finishedAt: at, outcome: 'done', error: null })
    },
  }
}

/** For a dry run: from the beginning, everything, kept nowhere. */
export const imaginedRun = (startedAt: Date): CatalogRun => ({
  number: -1,
  complete: true,
  startedAt,
  state: stateSchema.parse({ phase: 'products' }),
})
