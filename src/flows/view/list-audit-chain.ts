import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { cutLooked, type Page, type Paging } from './paging.ts'
import { id, moment, readRows } from './rows.ts'

const row = z.object({
  seq: id,
  at: moment,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  fits: z.boolean(),
})
export type AuditEntry = Omit<z.infer<typeof row>, 'fits'>

const PER_PAGE = 50
/** Entries that are looked through for one page: a word that is rare is searched in steps, never in all years at once. */
const LOOKED_THROUGH = 20_000

/**
 * One chain, newest first. `search` is a part of who, of what was done, of to what, or of the reason.
 * A page of a search can be short, or empty, and still have older ones behind it.
 */
export async function listAuditChain(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly chain: string; readonly search: string; readonly paging: Paging },
): Promise<Page<AuditEntry>> {
  const { chain, paging } = input
  const newer = paging.before !== undefined
  const place = paging.before ?? paging.after
  const words = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
  const fits = sql`(actor ilike ${words} or action ilike ${words} or subject ilike ${words} or coalesce(reason, '') ilike ${words})`
  const direction = newer ? sql`asc` : sql`desc`
  const newest = sql`
    select seq, at, actor, action, subject, before, after, reason from audit
    where store = ${chain} ${place ? sql`and seq ${newer ? sql`>` : sql`<`} ${place.id}::bigint` : sql``}
    order by seq ${direction} limit ${input.search === '' ? PER_PAGE + 1 : LOOKED_THROUGH}`
  // The last one that was looked at comes along, whether it fits or not: older pages go on behind it.
  const found = await readRows(
    ctx.db,
    row,
    sql`with looked as (${newest}), kept as (
        (select *, true as fits from looked where ${fits} order by seq ${direction} limit ${PER_PAGE + 1}))
      select * from kept union all
      (select *, false from looked where (select count(*) from looked) = ${LOOKED_THROUGH}
        and (select count(*) from kept) <= ${PER_PAGE} order by seq ${newer ? sql`desc` : sql`asc`} limit 1)
      order by seq ${direction}`,
  )
  const looked = found.map(({ fits, ...entry }) => ({ fits, row: entry }))
  return cutLooked(looked, PER_PAGE, paging, ({ at, seq }) => ({ at, id: seq }))
}
