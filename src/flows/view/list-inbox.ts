import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { parseOrderKey } from '../order/order-key.ts'
import { findOrders } from './find-orders.ts'
import { beyond, cutLooked, inOrder, type Page, type Paging } from './paging.ts'
import { id, moment, readRows } from './rows.ts'

const row = z
  .object({
    id,
    store: z.string(),
    connection: z.string().nullable(),
    connection_name: z.string().nullable(),
    source: z.string(),
    dedupe_key: z.string(),
    /** "delivery": a webhook's body as it came in. */
    entity: z.string(),
    entity_key: z.string(),
    event_type: z.string(),
    received_at: moment,
    due_at: moment.nullable(),
    leased: z.boolean(),
    attempts: z.number(),
    outcome: z.string().nullable(),
    processed_at: moment.nullable(),
    orders: z.array(z.object({ id, number: z.string() })),
    erp_number: z.string().nullable(),
  })
  .transform(r => ({
    ...{ id: r.id, store: r.store, connection: r.connection, source: r.source, key: r.dedupe_key },
    connectionName: r.connection_name ?? r.connection ?? undefined,
    ...{ entity: r.entity, entityKey: r.entity_key, eventType: r.event_type, attempts: r.attempts },
    receivedAt: r.received_at,
    /** Absent: it is through. */
    dueAt: r.due_at ?? undefined,
    /** A worker has it in hand. */
    isBeingRead: r.due_at !== null && r.leased,
    /** What came of it; of one that waits, why it was put back. */
    outcome: r.outcome ?? undefined,
    processedAt: r.processed_at ?? undefined,
    /** The orders that it is about, where they are known; a document of an ERP may be about several. */
    orders: r.orders,
    erpNumber: r.erp_number ?? undefined,
  }))
export type InboxRow = z.infer<typeof row>

export interface InboxFilter {
  /** Only what is not through yet. */
  readonly waiting?: boolean
  readonly source?: string
  readonly connection?: string
  /** An order number, with what the ERP made of the order; or the key of anything, in Magento or in the ERP. */
  readonly search?: string
}

const PER_PAGE = 50
/** Rows that are looked through for one page: a door that was silent for months is searched in steps. */
const LOOKED_THROUGH = 10_000

/** What was received by these stores, newest first. A page of one door can be short and still have older ones behind it. */
export async function listInbox(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  input: { readonly stores: readonly string[]; readonly filter: InboxFilter; readonly paging: Paging },
): Promise<Page<InboxRow>> {
  const { stores, filter, paging } = input
  const { source, connection } = filter
  const limit = source === undefined && connection === undefined ? PER_PAGE + 1 : LOOKED_THROUGH
  const [newest, backwards] = [inOrder(paging, AT, ID), inOrder(turned(paging), AT, ID)]
  const found = await readRows(
    ctx.db,
    z
      .object({ fits: z.boolean() })
      .loose()
      .transform(({ fits, ...rest }) => ({ fits, row: row.parse(rest) })),
    sql`with looked as materialized (
        select r.* from (${await lookedAt(ctx, stores, filter, paging, limit)}) r ${newest} limit ${limit}),
      kept as materialized (
        select r.* from looked r where true ${source === undefined ? sql`` : sql`and r.source = ${source}`}
          ${connection === undefined ? sql`` : sql`and r.connection = ${connection}`} ${newest} limit ${PER_PAGE + 1}),
      shown as (
        select r.*, true as fits from kept r
        union all (select r.*, false from looked r where (select count(*) from looked) = ${limit}
          and (select count(*) from kept) <= ${PER_PAGE} ${backwards} limit 1))
      ${described(ctx.clock.now())} ${newest}`,
  )
  return cutLooked(found, PER_PAGE, paging, ({ receivedAt, id }) => ({ at: receivedAt, id }))
}

/** One of them. @returns undefined when there is none in these stores. */
export async function findInboxRow(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  input: { readonly stores: readonly string[]; readonly id: number },
): Promise<InboxRow | undefined> {
  const [found] = await readRows(
    ctx.db,
    row,
    sql`with shown as (select ${COLUMNS} from inbox i
      where i.id = ${input.id} and i.store = any(${sql.param([...input.stores])}::text[]))
      ${described(ctx.clock.now())}`,
  )
  return found
}

const [AT, ID] = [sql`r.received_at`, sql`r.id`]
const COLUMNS = sql.raw(
  'i.id, i.store, i.connection, i.source, i.dedupe_key, i.entity, i.entity_key, i.event_type, i.received_at, i.due_at, i.lease_until, i.attempts, i.outcome, i.processed_at',
)

/** The same place from its other side. */
const turned = ({ before }: Paging): Paging => (before ? {} : { before: { at: new Date(0), id: 0 } })

/**
 * The newest rows behind the place. What waits and what is through are read apart, because each has its index; of what
 * is searched for, the keys are known first.
 */
async function lookedAt(
  ctx: Pick<FlowContext, 'db'>,
  stores: readonly string[],
  { waiting = false, search = '' }: InboxFilter,
  paging: Paging,
  limit: number,
): Promise<SQL> {
  const among = (from: SQL, of: SQL) => sql`
    select r.* from ${from} cross join lateral (
      select ${COLUMNS} from inbox i where ${of} ${beyond(paging, sql`i.received_at`, sql`i.id`)}
      ${inOrder(paging, sql`i.received_at`, sql`i.id`)} limit ${limit}) r`
  if (search !== '') {
    const due = waiting ? sql`and i.due_at is not null` : sql``
    const keys = await keysOf(ctx, stores, search)
    return sql`select distinct * from (${among(
      sql`(${keys}) k`,
      sql`i.store = k.store and i.entity = k.entity and i.entity_key = k.key and (k.connection is null or i.connection = k.connection) ${due}`,
    )}) r`
  }
  const each = sql`unnest(${sql.param([...stores])}::text[]) s(code)`
  const waits = among(each, sql`i.store = s.code and i.due_at is not null`)
  return waiting ? waits : sql`(${waits}) union all (${among(each, sql`i.store = s.code and i.due_at is null`)})`
}

/** Under which keys news of these orders come in: Magento's, and those of what the ERP made of them. */
async function keysOf(ctx: Pick<FlowContext, 'db'>, stores: readonly string[], search: string): Promise<SQL> {
  const orders = (await findOrders(ctx, stores, parseOrderKey(search))).map(order => order.id)
  const meant = sql`o.id = any(${sql.param(orders)}::bigint[])`
  return sql`
    select o.store, 'order' as entity, o.magento_id::text as key, null as connection from orders o where ${meant}
    union select d.store, 'sales_document', d.erp_id, d.connection from sales_documents d join orders o on o.id = d.order_id
      where ${meant} and d.erp_id is not null
    union select f.store, f.kind, f.erp_id, f.connection from follow_ups f join orders o on o.id = f.order_id where ${meant}
    union select s.code, e.entity, ${search}::text, null from unnest(${sql.param([...stores])}::text[]) s(code)
      cross join unnest(array['order', 'sales_document', 'shipment', 'invoice', 'credit_note']) e(entity)`
}

/** With what a person calls it: the connection's name, the orders, the number in the ERP. */
const described = (now: Date): SQL => sql`
  select r.*, c.name as connection_name, coalesce(r.lease_until > ${now.toISOString()}::timestamptz, false) as leased,
    coalesce(a.orders, '[]') as orders, a.erp_number
  from shown r left join connections c on c.code = r.connection
  left join lateral (
    select jsonb_agg(jsonb_build_object('id', x.id, 'number', x.number) order by x.id) as orders, min(x.erp_number) as erp_number
    from (
      select o.id, o.number, null as erp_number from orders o
      where r.entity = 'order' and o.store = r.store and o.magento_id = substring(r.entity_key from '^[0-9]{1,18}$')::bigint
      union all select o.id, o.number, d.erp_number from sales_documents d join orders o on o.id = d.order_id
      where r.entity = 'sales_document' and d.store = r.store and d.connection = r.connection and d.erp_id = r.entity_key
      union all (select o.id, o.number, f.erp_number from follow_ups f join orders o on o.id = f.order_id
        where r.entity = f.kind and f.store = r.store and f.connection = r.connection and f.erp_id = r.entity_key
        order by o.id limit 5)) x) a on true`
