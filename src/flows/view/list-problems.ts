import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { CHANGED } from '../ledger/report-changed-days.ts'
import { causeAlone } from '../problem/cause-alone.ts'
import { beyond, cutPage, inOrder, type Page, type Paging } from './paging.ts'
import { id, moment, money, readRows } from './rows.ts'

const waitingOrder = z.object({ id, number: z.string(), since: moment })

const row = z
  .object({
    id,
    store: z.string(),
    connection: z.string().nullable(),
    title: z.string(),
    remedy: z.string(),
    detail: z.string(),
    opened_at: moment,
    last_seen_at: moment,
    closed_at: moment.nullable(),
    closed_reason: z.string().nullable(),
    orders: id,
    /** Orders of other systems that wait for it. */
    transfers: id,
    /** It is about one of them, and a person may close it. */
    of_transfer: z.boolean(),
    /** Nothing gets through to the far side, so everything waits. */
    whole: z.boolean(),
    /** The closed day of the ledger that it is about. */
    ledger_day: z.string().nullable(),
    /** A row of the connection's mapping ends it. */
    unmapped: z.boolean(),
    amounts: z.array(z.object({ currency: z.string(), total: money })),
    oldest: z.array(waitingOrder),
  })
  .transform(({ opened_at, last_seen_at, closed_at, closed_reason, of_transfer, ledger_day, ...r }) => ({
    ...r,
    title: r.orders > 1 ? causeAlone(r.title) : r.title,
    ofTransfer: of_transfer,
    ledgerDay: ledger_day ?? undefined,
    openedAt: opened_at,
    lastSeenAt: last_seen_at,
    closedAt: closed_at,
    closedReason: closed_reason,
  }))
export type ProblemCard = z.infer<typeof row>

const MOST_OPEN = 200
const PER_PAGE = 25

/** Open problems, heaviest first: how many orders wait (a refused log-in counts as one), times how long. Money of several currencies cannot be weighed together. */
export async function listOpenProblems(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  stores: readonly string[],
  limit = MOST_OPEN,
): Promise<ProblemCard[]> {
  const open = sql`
    select p.*, coalesce(w.orders, 0) as orders from problems p
    left join lateral (select count(*) as orders from problem_orders x where x.problem_id = p.id) w on true
    where p.closed_at is null and p.store = any(${sql.param([...stores])}::text[])
    order by greatest(w.orders, 1) * extract(epoch from ${ctx.clock.now().toISOString()}::timestamptz - p.opened_at) desc, p.opened_at
    limit ${limit}`
  return await readRows(ctx.db, row, problemRows(open, sql``))
}

/** How many are open: for the menu. */
export async function countOpenProblems(ctx: Pick<FlowContext, 'db'>, stores: readonly string[]): Promise<number> {
  const [found] = await readRows(
    ctx.db,
    z.object({ open: id }),
    sql`select count(*) as open from problems where closed_at is null and store = any(${sql.param([...stores])}::text[])`,
  )
  return found?.open ?? 0
}

/** Problems that are over, newest first. */
export async function listClosedProblems(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly paging: Paging },
): Promise<Page<ProblemCard>> {
  const { stores, paging } = input
  const sorted = inOrder(paging, sql`p.opened_at`, sql`p.id`)
  const closed = sql`
    select p.*, 0 as orders from problems p
    where p.closed_at is not null and p.store = any(${sql.param([...stores])}::text[]) ${beyond(paging, sql`p.opened_at`, sql`p.id`)}
    ${sorted} limit ${PER_PAGE + 1}`
  const found = await readRows(ctx.db, row, problemRows(closed, sorted))
  return cutPage(found, PER_PAGE, paging, problem => ({ at: problem.openedAt, id: problem.id }))
}

const problemRows = (from: SQL, order: SQL): SQL => sql`
  select p.id, p.store, p.connection, p.title, p.remedy, p.detail, p.opened_at, p.last_seen_at, p.closed_at, p.closed_reason, p.orders,
    starts_with(p.cause, 'mapping_missing:') as unmapped, starts_with(p.cause, 'transfer_') as of_transfer,
    split_part(p.cause, ':', 1) in ('login_refused', 'not_ready', 'no_answer', 'read_failed', 'source_unread') as whole,
    case when starts_with(p.cause, ${`${CHANGED}:`}) then split_part(p.cause, ':', 2) end as ledger_day,
    (select count(*) from transfers t
      where t.connection = p.connection and t.state in ('heard', 'held') and jsonb_exists(t.causes, p.cause)) as transfers,
    m.amounts, w.oldest
  from (${from}) p
  left join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('currency', s.currency, 'total', s.total::text) order by s.total desc), '[]') as amounts
    from (select o.currency, sum(o.grand_total) as total from problem_orders x join orders o on o.id = x.order_id
      where x.problem_id = p.id group by o.currency) s) m on true
  left join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'number', s.number, 'since', s.since) order by s.since, s.id), '[]') as oldest
    from (select o.id, o.number, x.since from problem_orders x join orders o on o.id = x.order_id
      where x.problem_id = p.id order by x.since, o.id limit 5) s) w on true
  ${order}`
