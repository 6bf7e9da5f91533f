import { type SQL, sql } from 'drizzle-orm'
import type { FlowContext } from '../context.ts'
import { storeZone } from '../ledger/store-zone.ts'
import { beyond, inOrder, type Paging } from './paging.ts'

export const DOCUMENT_KINDS = ['invoice', 'creditnote', 'delivery', 'other'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** What became of the last mail that carried it; "never": none did, nor one of the same invoice of another order. */
export const MAILED = ['failed', 'never', 'waiting', 'sent'] as const

/** Which documents a list shows. Everything absent: all of them. */
export interface DocumentFilter {
  readonly kind?: DocumentKind
  readonly mailed?: (typeof MAILED)[number]
  /** On the Magento order, or not there yet. */
  readonly attached?: boolean
  /** Came on or after this day of the store ("2026-03-10"). */
  readonly from?: string
  /** Came on or before this day. */
  readonly to?: string
  /** A number of the ERP, an order number, or the customer's e-mail address. */
  readonly search?: string
}

/** A store and the zone in which its days begin. */
interface StoreDays {
  readonly code: string
  readonly zone: string
}

/** Zones are asked for only where days matter. */
export async function storeDays(
  ctx: Pick<FlowContext, 'remotes'>,
  stores: readonly string[],
  { from, to }: DocumentFilter,
): Promise<StoreDays[]> {
  const zoneOf = async (code: string) => (from === undefined && to === undefined ? 'UTC' : await storeZone(ctx, code))
  return await Promise.all(stores.map(async code => ({ code, zone: await zoneOf(code) })))
}

/** Out of a mailing: a mail of it waits to go out, or went out since then. */
export interface Ready {
  readonly since: Date
}

/**
 * The ids of the documents that match, newest first (oldest first with `paging.before`), with `created_at`. Each store is
 * read from its own end of the index.
 * @param limit null: all of them.
 */
export function matchingDocuments(
  stores: readonly StoreDays[],
  filter: DocumentFilter,
  paging: Paging,
  limit: number | null,
  ready?: Ready,
): SQL {
  const scope = sql`unnest(${texts(stores.map(({ code }) => code))}, ${texts(stores.map(({ zone }) => zone))}) s(code, zone)`
  const conditions = sql`${conditionsOf(filter)} ${ready ? sql`and not ${onItsWay(sql`d`, ready)}` : sql``}`
  const place = beyond(paging, sql`d.created_at`, sql`d.id`)
  const order = inOrder(paging, sql`d.created_at`, sql`d.id`)
  if (filter.search)
    return sql`
      with found as materialized (${found(filter.search)})
      select d.id, d.created_at from found join documents d on d.id = found.id join ${scope} on s.code = d.store
      where true ${conditions} ${place} ${order} limit ${limit}`
  return sql`
    select d.id, d.created_at from ${scope} cross join lateral (
      select d.id, d.created_at from documents d where d.store = s.code ${conditions} ${place} ${order} limit ${limit}) d
    ${order} limit ${limit}`
}

const texts = (values: readonly string[]): SQL => sql`${sql.param([...values])}::text[]`

/** As the search of the orders reads numbers and addresses: whole ones, in any case. */
function found(search: string): SQL {
  const text = search.trim().slice(0, 100)
  return sql`
    select x.id from documents x join follow_ups f on f.id = x.follow_up_id where f.erp_number = ${text}
    union select x.id from orders o join documents x on x.order_id = o.id where o.number in (${text}, ${text.padStart(9, '0')})
    union select x.id from sales_documents n join documents x on x.order_id = n.order_id where n.erp_number = ${text}
    union select x.id from orders o join documents x on x.order_id = o.id where ${text.includes('@')} and lower(o.customer_email) = ${text.toLowerCase()}`
}

function conditionsOf({ kind, mailed, attached, from, to }: DocumentFilter): SQL {
  const parts: SQL[] = []
  if (kind) parts.push(sql`and d.kind = ${kind}`)
  if (attached !== undefined)
    parts.push(attached ? sql`and d.magento_document_id is not null` : sql`and d.magento_document_id is null`)
  if (from) parts.push(sql`and d.created_at >= (${from}::timestamp at time zone s.zone)`)
  if (to) parts.push(sql`and d.created_at < ((${to}::timestamp + interval '1 day') at time zone s.zone)`)
  if (mailed === 'never') parts.push(sql`and not ${wasMailed(sql`d`)}`)
  else if (mailed) parts.push(sql`and ${lastMail(sql`d`)} = ${mailed}`)
  // Few are: their index is read in place of every document.
  if (mailed === 'failed')
    parts.push(sql`and d.id in (select m.document_id from mails m where m.store = s.code and m.state = 'failed')`)
  return sql.join(parts, sql` `)
}

const lastMail = (d: SQL): SQL =>
  sql`(select m.state from mails m where m.document_id = ${d}.id order by m.id desc limit 1)`

/** The same document of the ERP, as other orders that it covers have it. */
const others = (d: SQL): SQL => sql`
  follow_ups f join follow_ups g on g.connection = f.connection and g.kind = f.kind and g.erp_id = f.erp_id and g.id <> f.id
  join orders p on p.id = g.order_id where f.id = ${d}.follow_up_id`

/** It went out, or is to: with this order, or with another one that it covers. */
export const wasMailed = (d: SQL): SQL => sql`(
  exists (select 1 from mails m where m.document_id = ${d}.id)
  or exists (select 1 from ${others(d)} and exists (
    select 1 from documents e join mails m on m.document_id = e.id where e.follow_up_id = g.id)))`

/** It holds orders of several customers: each would read what the others bought. */
export const isOfSeveral = (d: SQL): SQL => sql`
  exists (select 1 from ${others(d)} and lower(p.customer_email) <> (select lower(o.customer_email) from orders o where o.id = ${d}.order_id))`

export const onItsWay = (d: SQL, { since }: Ready): SQL => sql`
  exists (select 1 from mails m where m.document_id = ${d}.id
    and (m.state = 'waiting' or m.created_at > ${since.toISOString()}::timestamptz))`

/** For the audit: what was typed may be an address, unless it is a number. */
export function describeDocuments({ search, ...filter }: DocumentFilter): object {
  if (search === undefined) return filter
  return { ...filter, search: /^[\d-]+$/.test(search) ? search : '•••' }
}
