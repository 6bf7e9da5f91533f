import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { stores } from '../../db/schema/stores.ts'
import { storeSettings } from '../../domain/settings.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { id, moment, readRows } from '../view/rows.ts'
import { type KeptPart, keptByInstallation, monthsBefore, monthsOf } from './kept-months.ts'
import { OLD_ROWS } from './old-rows.ts'

/** So many rows are looked at in one transaction. */
const BATCH = 1_000
/** So many go in one run: the polls of this process wait for it meanwhile. */
const MOST = 20_000

export interface Forgotten {
  readonly attempts: number
  readonly inbox: number
  /** There is more: the next run goes on. */
  readonly isMore: boolean
}

/**
 * Deletes rows of one store that are older than the months that it keeps, where those are fewer than the installation's. What
 * something unfinished still needs stays until that is done, or until the installation drops the month.
 * @param most rows at a time, and per run of each table
 * @returns undefined when the store keeps what the installation keeps
 */
export async function forgetStoreRows(
  ctx: FlowContext,
  store: string,
  most: { readonly batch: number; readonly run: number } = { batch: BATCH, run: MOST },
): Promise<Forgotten | undefined> {
  // As it is committed now, not as this process remembers it: what goes cannot be brought back.
  const [row] = await ctx.db.select({ settings: stores.settings }).from(stores).where(eq(stores.code, store))
  const settings = row && storeSettings.safeParse(row.settings).data
  if (!settings?.keep) return undefined
  const installation = keptByInstallation(ctx)
  const forget = async (part: KeptPart) => {
    const months = monthsOf(part, settings, installation)
    if (months >= installation[part]) return { gone: 0, isMore: false }
    return await forgetBefore(ctx, { store, part, before: monthsBefore(ctx.clock.now(), months), ...most })
  }
  const [attempts, inbox] = [await forget('attemptsMonths'), await forget('inboxMonths')]
  return { attempts: attempts.gone, inbox: inbox.gone, isMore: attempts.isMore || inbox.isMore }
}

interface Span {
  readonly store: string
  readonly part: KeptPart
  readonly before: Date
  readonly batch: number
  readonly run: number
}

async function forgetBefore(ctx: FlowContext, span: Span) {
  let gone = 0
  let place: Place = { at: new Date(0), id: 0 }
  while (gone < span.run) {
    const next = await inTransaction(ctx, inside => forgetBatch(inside, span, place))
    gone += next.gone
    if (!next.last) return { gone, isMore: false }
    place = next.last
  }
  return { gone, isMore: true }
}

interface Place {
  readonly at: Date
  readonly id: number
}

const seenRow = z.object({ id, at: moment, needed: z.boolean() })

/** One batch behind this place. @returns how many went, and where the next one begins: undefined behind the last row */
async function forgetBatch(ctx: FlowContext, span: Span, place: Place) {
  if (!(await isAlone(ctx, span.store))) return { gone: 0, last: undefined }
  const { table, at, columns, done, needed } = OLD_ROWS[span.part]
  const seen = await readRows(
    ctx.db,
    seenRow,
    sql`with seen as materialized (
        select ${columns} from ${table} r
        where r.store = ${span.store} and r.${at} < ${span.before.toISOString()}::timestamptz and ${done}
          and (r.${at}, r.id) > (${place.at.toISOString()}::timestamptz, ${place.id}::bigint)
        order by r.${at}, r.id limit ${span.batch})
      select r.id, r.${at} as at, ${needed} as needed from seen r order by r.${at}, r.id`,
  )
  const gone = await deleteRows(
    ctx,
    span,
    seen.filter(row => !row.needed),
  )
  return { gone, last: seen.at(-1) }
}

/** Two processes would wait for each other's rows; whoever comes second leaves the work to the first. */
async function isAlone({ db }: FlowContext, store: string): Promise<boolean> {
  const lock = sql`select pg_try_advisory_xact_lock(hashtext(${`orderbridge-forget:${store}`})) as alone`
  const [row] = await readRows(db, z.object({ alone: z.boolean() }), lock)
  return row?.alone === true
}

/** Between two moments that are said, so that only the months are opened that hold them. */
async function deleteRows({ db }: FlowContext, { store, part }: Span, rows: readonly Place[]): Promise<number> {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return 0
  const { table, at, done } = OLD_ROWS[part]
  const deleted = await db.execute(
    sql`delete from ${table} r
      where r.store = ${store} and r.${at} >= ${first.at.toISOString()}::timestamptz and r.${at} <= ${last.at.toISOString()}::timestamptz
        and ${done} and r.id = any(${sql.param(rows.map(row => row.id))}::bigint[])`,
  )
  return deleted.count
}
