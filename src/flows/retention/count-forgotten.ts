import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { StoreSettings } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'
import { id, readRows } from '../view/rows.ts'
import { KEPT_PARTS, type KeptPart, keptByInstallation, monthsBefore, monthsOf } from './kept-months.ts'
import { OLD_ROWS } from './old-rows.ts'

/** What a change of the settings deletes: said before it is saved. */
export interface ToForget {
  readonly part: KeptPart
  /** What is older than this goes. */
  readonly before: Date
  /** Rounded; what something unfinished needs is counted as well, and stays. */
  readonly rows: number
  /** Nobody counted further. */
  readonly isMore: boolean
}

/** Counting them takes 0.1 s; who deletes more does not ask how many more. */
const MOST = 100_000

/** Of each part that is kept for fewer months than before. */
export async function countForgotten(
  ctx: Pick<FlowContext, 'db' | 'clock' | 'keep'>,
  store: string,
  before: Pick<StoreSettings, 'keep'>,
  after: Pick<StoreSettings, 'keep'>,
): Promise<readonly ToForget[]> {
  const installation = keptByInstallation(ctx)
  const shorter = KEPT_PARTS.filter(part => monthsOf(part, after, installation) < monthsOf(part, before, installation))
  return await Promise.all(
    shorter.map(async part => {
      const until = monthsBefore(ctx.clock.now(), monthsOf(part, after, installation))
      const rows = await countBefore(ctx, store, part, until)
      return { part, before: until, rows: rounded(Math.min(rows, MOST)), isMore: rows > MOST }
    }),
  )
}

async function countBefore({ db }: Pick<FlowContext, 'db'>, store: string, part: KeptPart, before: Date) {
  const { table, at, done } = OLD_ROWS[part]
  const [row] = await readRows(
    db,
    z.object({ rows: id }),
    sql`select count(*) as rows from (
      select from ${table} r where r.store = ${store} and r.${at} < ${before.toISOString()}::timestamptz and ${done}
      limit ${MOST + 1}) old`,
  )
  return row?.rows ?? 0
}

/** 12,345 → 12,000: the first two digits. */
function rounded(rows: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(rows, 1))) - 1)
  return Math.round(rows / step) * step
}

/** Whether something is kept for longer than before: what is gone does not come back by it. */
export function keepsLonger(
  ctx: Pick<FlowContext, 'keep'>,
  before: Pick<StoreSettings, 'keep'>,
  after: Pick<StoreSettings, 'keep'>,
): boolean {
  const installation = keptByInstallation(ctx)
  return KEPT_PARTS.some(part => monthsOf(part, after, installation) > monthsOf(part, before, installation))
}
