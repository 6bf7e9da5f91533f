import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { id, moment, readRows } from './rows.ts'

const roles = z.array(z.string())
const stores = z.array(z.string()).nullable()

const personRow = z
  .object({ id: z.string(), name: z.string(), roles, stores, first_seen_at: moment, last_seen_at: moment, acts: id })
  .transform(({ first_seen_at, last_seen_at, ...rest }) => ({
    ...rest,
    firstSeenAt: first_seen_at,
    lastSeenAt: last_seen_at,
  }))
/** Somebody who has used the page. `acts`: what they did in 30 days that stands in the audit of these stores. */
export type Person = z.infer<typeof personRow>

const linkRow = z
  .object({
    jti: z.string(),
    name: z.string(),
    roles,
    stores,
    made_by: z.string(),
    created_at: moment,
    opened_at: moment.nullable(),
    until: moment,
  })
  .transform(({ made_by, created_at, opened_at, ...rest }) => ({
    ...rest,
    madeBy: made_by,
    createdAt: created_at,
    openedAt: opened_at,
  }))
/** A login link that still opens something; `until`: of the link, or of the session that it became. */
export type LiveLink = z.infer<typeof linkRow>

const MOST = 200
const ACTS_DAYS = 30

export interface TeamScope {
  readonly stores: readonly string[]
  /** Whoever sees all stores sees those who may see all stores as well. */
  readonly ofAll: boolean
}

/** Theirs are stores that the viewer sees, all of them. */
const within = ({ stores: codes, ofAll }: TeamScope) =>
  sql`case when jsonb_typeof(t.stores) = 'array' then t.stores <@ ${JSON.stringify(codes)}::jsonb else ${ofAll}::boolean end`

/** Who has used the page, latest first. */
export async function listPeople(ctx: Pick<FlowContext, 'db' | 'clock'>, scope: TeamScope): Promise<Person[]> {
  const since = new Date(ctx.clock.now().getTime() - ACTS_DAYS * 86_400_000).toISOString()
  return await readRows(
    ctx.db,
    personRow,
    sql`select t.id, t.name, t.roles, t.stores, t.first_seen_at, t.last_seen_at, coalesce(a.acts, 0) as acts
      from visitors t
      left join (
        select actor_id, count(*) as acts from audit
        where at >= ${since}::timestamptz
          and (store = any(${sql.param([...scope.stores])}::text[]) or (store = '*' and ${scope.ofAll}::boolean))
        group by actor_id) a on a.actor_id = 'admin_user ' || t.id
      where ${within(scope)} order by t.last_seen_at desc, t.id limit ${MOST}`,
  )
}

/** Links that nobody has opened and that are not over, and sessions that go on. */
export async function listLiveLinks(ctx: Pick<FlowContext, 'db' | 'clock'>, scope: TeamScope): Promise<LiveLink[]> {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`
  return await readRows(
    ctx.db,
    linkRow,
    sql`select t.jti, t.name, t.roles, t.stores, t.made_by, t.created_at, t.opened_at,
        coalesce(t.session_until, t.expires_at) as until
      from login_links t
      where t.ended_at is null and coalesce(t.session_until, t.expires_at) > ${now}
        and not exists (select 1 from spent_tokens s where s.jti = t.session_jti) and ${within(scope)}
      order by t.created_at desc, t.jti limit ${MOST}`,
  )
}
