import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { DRIFT_CLASSES } from '../../db/schema/ledger.ts'
import type { FlowContext } from '../context.ts'
import { beyond, cutPage, inOrder, type Page, type Paging } from '../view/paging.ts'
import { id, moment, readRows } from '../view/rows.ts'

const row = z
  .object({
    id,
    store: z.string(),
    order_id: id.nullable(),
    number: z.string().nullable(),
    connection: z.string().nullable(),
    subject: z.string(),
    class: z.enum(DRIFT_CLASSES),
    what: z.string(),
    text: z.string(),
    magento_value: z.string(),
    erp_value: z.string(),
    first_seen_at: moment,
    last_seen_at: moment,
    closed_at: moment.nullable(),
    closed_reason: z.string().nullable(),
    accepted_by: z.string().nullable(),
    accepted_note: z.string().nullable(),
  })
  .transform(r => ({
    id: r.id,
    store: r.store,
    orderId: r.order_id ?? undefined,
    /** Of the order; else the key that the document carries. */
    number: r.number ?? r.subject.replace('key:', ''),
    connection: r.connection ?? undefined,
    class: r.class,
    what: r.what,
    text: r.text,
    magento: r.magento_value,
    erp: r.erp_value,
    firstSeenAt: r.first_seen_at,
    lastSeenAt: r.last_seen_at,
    closedAt: r.closed_at ?? undefined,
    closedReason: r.closed_reason ?? undefined,
    accepted: r.accepted_by === null ? undefined : { by: r.accepted_by, note: r.accepted_note ?? '' },
  }))
export type DriftRow = z.infer<typeof row>

const columns = sql`d.id, d.store, d.order_id, o.number, d.connection, d.subject, d.class, d.what, d.text, d.magento_value,
  d.erp_value, d.first_seen_at, d.last_seen_at, d.closed_at, d.closed_reason, d.accepted_by, d.accepted_note`

const MOST_OPEN = 500
const PER_PAGE = 25

/** Open drifts of these stores, oldest first: what stood longest is asked for first. */
export const listOpenDrifts = (ctx: Pick<FlowContext, 'db'>, stores: readonly string[]): Promise<DriftRow[]> =>
  readRows(
    ctx.db,
    row,
    sql`select ${columns} from drifts d left join orders o on o.id = d.order_id
      where ${ofStores(stores)} and d.closed_at is null order by d.first_seen_at, d.id limit ${MOST_OPEN}`,
  )

/** @returns undefined when there is none, when it is gone, or when it belongs to another store. */
export async function readOpenDrift(
  ctx: Pick<FlowContext, 'db'>,
  stores: readonly string[],
  driftId: number,
): Promise<DriftRow | undefined> {
  const [found] = await readRows(
    ctx.db,
    row,
    sql`select ${columns} from drifts d left join orders o on o.id = d.order_id
      where ${ofStores(stores)} and d.closed_at is null and d.id = ${driftId}`,
  )
  return found
}

/** Drifts that are gone, newest first. */
export async function listClosedDrifts(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly paging: Paging },
): Promise<Page<DriftRow>> {
  const found = await readRows(
    ctx.db,
    row,
    sql`select ${columns} from drifts d left join orders o on o.id = d.order_id
      where ${ofStores(input.stores)} and d.closed_at is not null ${beyond(input.paging, sql`d.closed_at`, sql`d.id`)}
      ${inOrder(input.paging, sql`d.closed_at`, sql`d.id`)} limit ${PER_PAGE + 1}`,
  )
  return cutPage(found, PER_PAGE, input.paging, drift => ({ at: drift.closedAt ?? drift.lastSeenAt, id: drift.id }))
}

const ofStores = (stores: readonly string[]): SQL => sql`d.store = any(${sql.param([...stores])}::text[])`

/** Somebody has to do something about it: nobody accepted it, and it does not pass by itself. */
export const needsPerson = (drift: DriftRow): boolean =>
  drift.accepted === undefined && (drift.class === 'human_changed' || drift.class === 'impossible')
