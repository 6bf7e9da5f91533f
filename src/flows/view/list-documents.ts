import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { cutPage, type Page, type Paging } from './paging.ts'
import { id, moment, readRows } from './rows.ts'

const row = z
  .object({
    id,
    store: z.string(),
    order_id: id,
    order_number: z.string(),
    customer_name: z.string(),
    kind: z.enum(['invoice', 'creditnote', 'delivery', 'other']),
    number: z.string(),
    pages: id,
    size: id,
    attached: z.boolean(),
    created_at: moment,
    mail_state: z.enum(['waiting', 'sent', 'failed']).nullable(),
    mail_at: moment.nullable(),
    mails: id,
  })
  .transform(r => ({
    id: r.id,
    store: r.store,
    orderId: r.order_id,
    orderNumber: r.order_number,
    customerName: r.customer_name,
    kind: r.kind,
    number: r.number,
    pages: r.pages,
    size: r.size,
    attached: r.attached,
    createdAt: r.created_at,
    /** The last mail that carried it. */
    mail: r.mail_state === null ? undefined : { state: r.mail_state, at: r.mail_at, count: r.mails },
  }))
export type DocumentRow = z.infer<typeof row>

const PER_PAGE = 50

/** Documents of these stores, newest first. `search` is a number of the ERP, an order number or the customer's e-mail. */
export async function listDocuments(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly search?: string | undefined; readonly paging: Paging },
): Promise<Page<DocumentRow>> {
  const { stores, paging } = input
  const search = input.search?.trim().slice(0, 100)
  const direction = paging.before ? sql`asc` : sql`desc`
  const place = paging.before ?? paging.after
  const matching = search
    ? sql`and d.id in (
        select x.id from follow_ups f join documents x on x.follow_up_id = f.id where f.erp_number = ${search}
        union select x.id from orders o join documents x on x.order_id = o.id where o.number in (${search}, ${search.padStart(9, '0')})
        union select x.id from orders o join documents x on x.order_id = o.id where lower(o.customer_email) = ${search.toLowerCase()})`
    : sql``
  const found = await readRows(
    ctx.db,
    row,
    sql`select d.id, d.store, d.order_id, o.number as order_number, o.customer_name, d.kind, d.number, d.pages, d.size,
        d.magento_document_id is not null as attached, d.created_at,
        m.state as mail_state, coalesce(m.sent_at, m.created_at) as mail_at, coalesce(m.mails, 0) as mails
      from documents d join orders o on o.id = d.order_id
      left join lateral (
        select x.state, x.sent_at, x.created_at, count(*) over () as mails from mails x where x.document_id = d.id order by x.id desc limit 1) m on true
      where d.store = any(${sql.param([...stores])}::text[]) ${matching}
        ${place ? sql`and d.id ${paging.before ? sql`>` : sql`<`} ${place.id}::bigint` : sql``}
      order by d.id ${direction} limit ${PER_PAGE + 1}`,
  )
  return cutPage(found, PER_PAGE, paging, document => ({ at: document.createdAt, id: document.id }))
}
