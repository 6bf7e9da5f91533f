import { RemoteError, UserError } from '../../domain/errors.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import type { CatalogWork, Difference } from './catalog-work.ts'
import { followQueue } from './follow-queue.ts'
import { listAllProducts } from './known-products.ts'
import { forgetRefusals } from './remembered-values.ts'
import { reportRefusals } from './report-refusals.ts'
import { type Claimed, claimRun, imaginedRun, type Phase } from './run-state.ts'
import { syncItems } from './sync-items.ts'
import { syncPrices } from './sync-prices.ts'
import { syncStock, syncSums } from './sync-stock.ts'
import { zeroAbsentStock } from './zero-absent-stock.ts'

/** idle: nothing is due; busy: another process has it; waiting: Magento's queue; more: the slice is over; stopped: by a person. */
export type SliceResult = 'idle' | 'busy' | 'waiting' | 'more' | 'done' | 'stopped'

export interface SliceOptions {
  readonly begin: 'due' | 'now' | 'complete'
  /** The slice ends with the first writing after so many milliseconds. */
  readonly longestMs: number
}

/**
 * Works on the catalogue run of a connection for a while: the one that was left, or a new one. One process at a time;
 * where it stops, the next slice goes on.
 * @throws RemoteError, UserError when a far side cannot be read or written; the run stays where it is.
 */
export async function runCatalog(
  ctx: FlowContext,
  setup: ConnectionSetup,
  { begin, longestMs }: SliceOptions,
): Promise<SliceResult> {
  const claimed = await claimRun(ctx, setup, begin)
  if (claimed === 'busy' || claimed === undefined) return claimed ?? 'idle'
  const until = ctx.clock.now().getTime() + longestMs
  try {
    const isOver = () => claimed.isStopping() || ctx.clock.now().getTime() >= until
    const work = await workOf(ctx, setup, claimed, isOver)
    const result = await goThrough(work)
    await claimed.release({ finished: result === 'done' })
    if (result === 'done') await reportRefusals(ctx, setup, claimed.run.state.counts)
    return result !== 'done' && claimed.isStopping() ? 'stopped' : result
  } catch (error) {
    const told = error instanceof RemoteError || error instanceof UserError
    await claimed.release({ finished: false, error: told ? error.message : 'It stopped unexpectedly; see the log.' })
    throw error
  }
}

async function workOf(
  ctx: FlowContext,
  setup: ConnectionSetup,
  claimed: Pick<Claimed, 'run' | 'keep' | 'isStopping'>,
  timeUp: () => boolean,
): Promise<CatalogWork> {
  const { catalog: erp } = await ctx.remotes.erp(setup.code)
  const { catalog: magento } = await ctx.remotes.magento(setup.store)
  if (!erp) throw new UserError(`${setup.name} (${setup.kind}) cannot tell its items. Leave catalog.sync empty.`)
  const { run, keep, isStopping } = claimed
  return { ctx, setup, settings: setup.policies.catalog, magento, erp, run, keep, isStopping, timeUp }
}

const STEPS: Readonly<Record<Exclude<Phase, 'done'>, Step>> = {
  products: { next: 'prices', run: prepare },
  prices: { next: 'items', part: 'prices', run: syncPrices },
  items: { next: 'queue', part: 'items', run: syncItems },
  queue: { next: 'stock', run: async work => (await followQueue(work)) === 'done' },
  stock: { next: 'sums', part: 'stock', run: syncStock },
  sums: { next: 'absent', part: 'stock', run: syncSums },
  absent: { next: 'done', part: 'stock', run: zeroAbsentStock },
}

interface Step {
  readonly next: Phase
  /** Left out where the policy does not name it. */
  readonly part?: CatalogWork['settings']['sync'][number]
  /** @returns true when the phase is through */
  readonly run: (work: CatalogWork) => Promise<boolean>
}

async function prepare(work: CatalogWork): Promise<boolean> {
  if (work.run.complete && !work.dry) await forgetRefusals(work)
  return await listAllProducts(work)
}

async function goThrough(work: CatalogWork): Promise<'waiting' | 'more' | 'done'> {
  const { state } = work.run
  while (state.phase !== 'done') {
    const { phase } = state
    const { part, next, run } = STEPS[phase]
    if (part === undefined || work.settings.sync.includes(part)) {
      const through = await run(work)
      if (!through) {
        await work.keep()
        return phase === 'queue' ? 'waiting' : 'more'
      }
    }
    state.phase = next
    delete state.next
    await work.keep()
    if (state.phase !== 'done' && (work.isStopping() || (work.dry && work.timeUp()))) return 'more'
  }
  return 'done'
}

export interface CatalogDiff {
  readonly counts: Readonly<Record<string, number>>
  /** How many values would be written. */
  readonly total: number
  /** The first of them. */
  readonly differences: readonly Difference[]
  /** false: the time was over before everything was compared. */
  readonly isWhole: boolean
}

/**
 * Compares everything and writes nothing, neither to Magento nor to our tables.
 * @param longestMs ends with the first page after so long
 */
export async function diffCatalog(
  ctx: FlowContext,
  setup: ConnectionSetup,
  limit: number,
  longestMs = Number.POSITIVE_INFINITY,
): Promise<CatalogDiff> {
  const differences: Difference[] = []
  let total = 0
  const run = imaginedRun(ctx.clock.now())
  const until = ctx.clock.now().getTime() + longestMs
  const imagined = { run, keep: async () => {}, isStopping: () => false }
  const base = await workOf(ctx, setup, imagined, () => ctx.clock.now().getTime() >= until)
  const dry = {
    seen: new Set<string>(),
    sums: new Map(),
    tell(difference: Difference) {
      total += 1
      if (differences.length < limit) differences.push(difference)
    },
  }
  const result = await goThrough({ ...base, dry })
  return { counts: run.state.counts, total, differences, isWhole: result === 'done' }
}
