import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { FlowContext } from '../context.ts'
import { readRows } from '../view/rows.ts'
import { addedUp, type DaySums, daySums, ledgerSums } from './day-sums.ts'
import { boundsOf, sumRows } from './ledger-rows.ts'
import { shiftDay } from './store-zone.ts'

/** Goes up with every change of what sumRows counts: what was kept by the rules before does not count any more. */
const RULES = 2

interface Days {
  readonly store: string
  readonly timezone: string
  /** ISO dates in the store's time zone. */
  readonly days: readonly string[]
}

/**
 * The sums of these days, as they are in this moment, for each day and currency with content, oldest first. Days on which
 * nothing was marked since they were added up are answered by what was kept then; the others are added up now, and kept.
 * Never a sum that is not true: docs/adr/0015-kept-sums-of-the-ledger.md.
 */
export async function readDaySums(ctx: Pick<FlowContext, 'db'>, input: Days): Promise<DaySums[]> {
  const kept = await readKept(ctx.db, input)
  const days = input.days.filter(day => !kept.has(day))
  const fresh = days.length === 0 ? [] : await addUpAndKeep(ctx.db, { ...input, days })
  const place = ({ day, currency }: DaySums) => `${day} ${currency}`
  return [...[...kept.values()].flat(), ...fresh].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

const keptSums = z.array(
  z.object({ currency: z.string(), sums: ledgerSums, gaps: z.number(), fingerprint: z.string() }),
)
const keptDay = z
  .object({ day: z.string(), sums: keptSums })
  .transform(({ day, sums }) => [day, sums.map((one): DaySums => ({ day, ...one }))] as const)

/** Of the days that are true still. One statement: what it reads and the marks are of the same moment. */
async function readKept(db: Database, { store, timezone, days }: Days): Promise<Map<string, readonly DaySums[]>> {
  const rows = await readRows(
    db,
    keptDay,
    sql`select k.day, k.sums
      from (${boundsOf(listed(days), timezone)}) a
      join ledger_days k on k.store = ${store} and k.day = a.day and k.basis = (${basisOf(store, timezone)})
      where not exists (
          select from ledger_order_marks m
          where m.store = ${store} and m.quarter > a.starts - interval '15 minutes' and m.quarter < a.ends)
        and not exists (select from ledger_document_marks m where m.store = ${store} and m.day = a.day)`,
  )
  return new Map(rows)
}

/**
 * One at a time keeps what it adds up, from one moment that began after the last one had kept its own: so what is kept only
 * ever becomes newer, and no mark is taken away whose change is not in it. Nobody waits: who comes meanwhile keeps nothing.
 */
const addUpAndKeep = (db: Database, input: Days): Promise<DaySums[]> =>
  db.transaction(async tx => {
    const [lock] = await readRows(
      tx,
      z.object({ mine: z.boolean() }),
      sql`select pg_try_advisory_xact_lock(hashtext('orderbridge-ledger-sums'), hashtext(${input.store})) as mine`,
    )
    const result = await addUp(tx, input)
    if (lock?.mine) await keep(tx, input, result)
    return result.sums
  })

interface Result {
  readonly basis: string
  /** What was committed when it was added up. */
  readonly snapshot: string
  readonly sums: DaySums[]
}

const resultRow = z
  .object({ basis: z.string(), snapshot: z.string(), rows: z.array(addedUp) })
  .transform(({ rows, ...row }): Result => ({ ...row, sums: daySums(rows) }))

/** In one statement: a single moment for everything that is in it. */
async function addUp(db: Database, { store, timezone, days }: Days): Promise<Result> {
  const [result] = await readRows(
    db,
    resultRow,
    sql`select (${basisOf(store, timezone)}) as basis, pg_current_snapshot()::text as snapshot,
      coalesce(json_agg(json_build_object('day', r.day, 'currency', r.currency, 'name', r.name,
        'count', r.count, 'money', r.money::text, 'other_count', r.other_count, 'other_money', r.other_money::text,
        'gaps', r.gaps, 'fingerprint', r.fingerprint::text)), '[]') as rows
      from (${sql.join(
        stretchesOf(days).map(({ fromDay, toDay }) => sumRows(store, timezone, fromDay, toDay)),
        sql` union all `,
      )}) r`,
  )
  if (!result) throw new Error('an aggregate without a row') // cannot be
  return result
}

/** The days as stretches without a hole: each is read from one end of an index to the other. */
function stretchesOf(days: readonly string[]): { readonly fromDay: string; readonly toDay: string }[] {
  const stretches: { fromDay: string; toDay: string }[] = []
  for (const day of [...days].sort()) {
    const last = stretches.at(-1)
    if (last && shiftDay(last.toDay, 1) === day) last.toDay = day
    else stretches.push({ fromDay: day, toDay: day })
  }
  return stretches
}

/** Days that were kept by another time zone or tolerance go: marks of theirs may lie in these days now. */
async function keep(db: Database, { store, timezone, days }: Days, { basis, snapshot, sums }: Result): Promise<void> {
  const rows = days.map(day => ({
    day,
    sums: sums.filter(one => one.day === day).map(({ day: _, ...one }) => one),
  }))
  const seen = sql`pg_visible_in_snapshot(m.tx, ${snapshot}::pg_snapshot)`
  await db.execute(sql`
    with kept as (
      insert into ledger_days (store, day, basis, sums)
      select ${store}, x.day, ${basis}, x.sums from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(day text, sums jsonb)
      on conflict (store, day) do update set basis = excluded.basis, sums = excluded.sums),
    others as (
      delete from ledger_days k
      where k.store = ${store} and k.basis <> ${basis} and k.day not in (${listed(days)})),
    orders as (
      delete from ledger_order_marks m using (${boundsOf(listed(days), timezone)}) a
      where m.store = ${store} and m.quarter >= a.starts and m.quarter <= a.ends - interval '15 minutes' and ${seen})
    delete from ledger_document_marks m where m.store = ${store} and m.day in (${listed(days)}) and ${seen}`)
}

/** What sums depend on besides the rows that are marked. */
const basisOf = (store: string, timezone: string): SQL => sql`
  select concat_ws(' ', ${String(RULES)}::text, ${timezone}::text,
    string_agg(c.code || ':' || coalesce(c.policies ->> 'tolerance', ''), ' ' order by c.code))
  from connections c where c.store = ${store}`

const listed = (days: readonly string[]): SQL => sql`select unnest(${sql.param([...days])}::text[])`
