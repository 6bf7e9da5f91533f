import { createHash } from 'node:crypto'
import type postgres from 'postgres'
import type { Sql } from '../../src/db/client.ts'

/** Rows that are made a million times, apart from what has to differ. */
export interface Template {
  readonly store: string
  readonly orderId: number
  /** Of a hundred orders so many come from this one. */
  readonly share: number
}

/** Ids of the filled rows start here: order i is BASE + i, its rows elsewhere BASE + 10 i and following. */
const BASE = 10_000_000
/** More of a kind than this are left out: the story of an order may be long. */
const MOST_PER_ORDER = 4
/** Nor has an order so many tries; it makes ten million of a million orders. */
const ATTEMPTS_PER_ORDER = 10

const FIRST_NAMES = 200

/** One of the first names of the customers, shared by one order in two hundred. */
export const filledName = (): string => `A${createHash('md5').update('7').digest('hex').slice(0, 6)}`
export const filledOrder = (i: number): number => BASE + i
export const filledNumber = (i: number): string => String(BASE + i)
export const filledEmail = (i: number): string => `customer${i % 300_000}@example.com`

/**
 * Copies seeded orders with all that belongs to them, order i placed i × 30 seconds before now. Indexes are built
 * afterwards, triggers and foreign keys do not run.
 */
export async function fill(sql: Sql, templates: readonly Template[], count: number): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = 'public' and not exists (select 1 from pg_constraint c where c.conname = i.indexname)`
  const connection = await sql.reserve()
  try {
    await connection`set session_replication_role = replica`
    await connection`set synchronous_commit = off`
    await makeMonths(connection, count)
    for (const { name } of indexes) await connection`drop index ${connection(name)}`
    let from = 0
    for (const template of templates) {
      const until = from + Math.round((count * template.share) / 100)
      await fillFrom(connection, template, from + 1, until)
      from = until
    }
    await fillInbox(connection, count)
    // "on only" is how the index of a table with months is written down; what is wanted are those of the months.
    for (const { definition } of indexes) await connection.unsafe(definition.replace(' ON ONLY ', ' ON '))
    await connection`reset session_replication_role`
    await connection`vacuum analyze`
  } finally {
    connection.release()
  }
}

/** So far back as the orders go. */
async function makeMonths(sql: postgres.ReservedSql, count: number): Promise<void> {
  await sql`
    select make_month(parent, month::date)
    from unnest(array['attempts', 'inbox']) parent,
      generate_series(date_trunc('month', now() - ${count}::int * interval '30 seconds'), date_trunc('month', now()) - interval '1 day', '1 month') month
    where to_regclass('months.' || parent || to_char(month, '_YYYY_MM')) is null`
}

type Overrides = Readonly<Record<string, string>>

async function fillFrom(sql: postgres.ReservedSql, { orderId }: Template, from: number, to: number): Promise<void> {
  const order = `${BASE} + i`
  const own = `${BASE} + i * 10 + t.k`
  const placed = "now() - i * interval '30 seconds'"
  const copy = (table: string, overrides: Overrides) =>
    copyRows(sql, { table, where: `order_id = ${orderId}`, overrides, from, to })
  await copyRows(sql, {
    table: 'orders',
    where: `id = ${orderId}`,
    from,
    to,
    overrides: {
      id: order,
      magento_id: order,
      number: `(${order})::text`,
      placed_at: placed,
      magento_updated_at: placed,
      heard_at: placed,
      acknowledged_at: placed,
      settled_at: placed,
      updated_at: placed,
      customer_name: `initcap('a' || substr(md5((i % ${FIRST_NAMES})::text), 1, 6)) || ' ' || initcap('b' || substr(md5((i % 5003)::text), 1, 7))`,
      customer_email: `'customer' || (i % 300000) || '@example.com'`,
      phase: phaseOf('i'),
    },
  })
  await copy('sales_documents', {
    id: own,
    order_id: order,
    orderbridge_id: `'filled-' || i`,
    erp_id: `(${own})::text`,
    erp_number: `(2 * ${BASE} + i)::text`,
  })
  await copy('follow_ups', {
    id: own,
    order_id: order,
    erp_id: `(${own})::text`,
    erp_number: `(${own} + 200000000)::text`,
  })
  await copy('documents', {
    id: own,
    order_id: order,
    follow_up_id: `${BASE} + i * 10 + 1`,
    content: "''::bytea",
    created_at: placed,
  })
  await copy('mails', { id: own, order_id: order, document_id: `${BASE} + i * 10`, created_at: placed })
  await copy('order_events', { id: own, order_id: order, at: placed, outbox_id: `${BASE} + i * 10` })
  await copy('outbox', {
    id: own,
    order_id: order,
    queue: `'order:' || (${order})`,
    idempotency_key: `'filled:' || i || ':' || t.k`,
    state: "'delivered'",
  })
  await copyRows(sql, {
    table: 'attempts',
    where: `order_id = ${orderId}`,
    from,
    to,
    perOrder: ATTEMPTS_PER_ORDER,
    overrides: { id: own, order_id: order, outbox_id: `${BASE} + i * 10`, started_at: placed },
  })
}

/** Two in a hundred are still followed; a few wait, are held, or were left out. */
const phaseOf = (i: string): string =>
  `case when ${i} % 50 = 7 then 'open' when ${i} % 400 = 9 then 'waiting' when ${i} % 1000 = 3 then 'held'
    when ${i} % 300 = 11 then 'canceled' when ${i} % 700 = 13 then 'skipped' else 'done' end`

interface Copy {
  readonly table: string
  readonly where: string
  /** SQL by column; `i` is the number of the order, `t.k` that of the row within it. Other columns are copied. */
  readonly overrides: Overrides
  readonly from: number
  readonly to: number
  /** So many of each order, over and over where there are fewer; absent: those that there are, up to MOST_PER_ORDER. */
  readonly perOrder?: number
}

async function copyRows(
  sql: postgres.ReservedSql,
  { table, where, overrides, from, to, perOrder }: Copy,
): Promise<void> {
  const columns = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const values = columns.map(({ name }) => overrides[name] ?? `t."${name}"`).join(', ')
  // Everything in it is from this file or the catalog.
  await sql.unsafe(`
    insert into "${table}" (${names}) overriding system value
    select ${values} from generate_series(${from}, ${to}) i
    cross join (
      select x.*, row_number() over (order by r, id) - 1 as k from "${table}" x cross join generate_series(1, ${perOrder ?? 1}) r
      where ${where} order by r, id limit ${perOrder ?? MOST_PER_ORDER}) t`)
}

async function fillInbox(sql: postgres.ReservedSql, count: number): Promise<void> {
  await sql`
    insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, received_at, attempts, outcome, processed_at)
    select 'main', 'module', 'module:filled-' || i, 'order', (${BASE} + i)::text, 'order.created', now() - i * interval '30 seconds', 1, 'known',
      now() - i * interval '30 seconds'
    from generate_series(1, ${count}::int) i`
}
