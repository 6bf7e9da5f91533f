import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { DOCUMENT_KINDS, type DocumentFilter, matchingDocuments, storeDays } from './document-filter.ts'
import { cutPage, inOrder, type Page, type Paging } from './paging.ts'
import { id, moment, readRows } from './rows.ts'
import { shownAddress } from './shown-address.ts'

/** A mail that somebody did not get, or not yet, and what the mail server said. */
const trouble = z.object({
  recipient: z.string(),
  /** "waiting": it is tried again by itself. */
  state: z.enum(['waiting', 'failed']),
  /** Verbatim, addresses left out. */
  answer: z.string(),
  /** Nobody knows whether it went out. */
  unknown: z.boolean(),
  again: moment.nullable(),
  /** The server had taken it, and it came back then. */
  bounced: moment.nullable(),
})
export type MailTrouble = z.infer<typeof trouble>

const row = z
  .object({
    id,
    store: z.string(),
    order_id: id,
    order_number: z.string(),
    customer_name: z.string(),
    kind: z.enum(DOCUMENT_KINDS),
    number: z.string(),
    pages: id,
    size: id,
    attached: z.boolean(),
    created_at: moment,
    mail_state: z.enum(['waiting', 'sent', 'failed']).nullable(),
    mail_at: moment.nullable(),
    mails: id,
    troubles: z.array(trouble).nullable(),
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
    troubles: r.troubles ?? [],
  }))
export type DocumentRow = z.infer<typeof row>

const PER_PAGE = 50

/** Documents of these stores that match, newest first. Addresses are masked for who may not send to them. */
export async function listDocuments(
  ctx: Pick<FlowContext, 'db' | 'remotes' | 'actor'>,
  input: { readonly stores: readonly string[]; readonly filter: DocumentFilter; readonly paging: Paging },
): Promise<Page<DocumentRow>> {
  const { filter, paging } = input
  const stores = await storeDays(ctx, input.stores, filter)
  const found = await readRows(
    ctx.db,
    row,
    sql`select d.id, d.store, d.order_id, o.number as order_number, o.customer_name, d.kind, d.number, d.pages, d.size,
        d.magento_document_id is not null as attached, d.created_at,
        m.state as mail_state, coalesce(m.sent_at, m.created_at) as mail_at, coalesce(m.mails, 0) as mails, t.troubles
      from (${matchingDocuments(stores, filter, paging, PER_PAGE + 1)}) x
      join documents d on d.id = x.id join orders o on o.id = d.order_id
      left join lateral (
        select m.state, m.sent_at, m.created_at, count(*) over () as mails from mails m where m.document_id = d.id order by m.id desc limit 1) m on true
      left join lateral (${TROUBLES}) t on m.state <> 'sent'
      ${inOrder(paging, sql`d.created_at`, sql`d.id`)}`,
  )
  const shown = found.map(document => {
    const troubles = document.troubles.map(mail => ({
      ...mail,
      recipient: shownAddress(ctx, document.store, mail.recipient),
    }))
    return { ...document, troubles }
  })
  return cutPage(shown, PER_PAGE, paging, document => ({ at: document.createdAt, id: document.id }))
}

/** The last mail to each address, where it did not arrive: given up, or tried again after a refusal. */
const TROUBLES = sql`
  select jsonb_agg(jsonb_build_object('recipient', x.recipient, 'state', x.state, 'answer', coalesce(x.answer, x.reason, ''),
      'unknown', coalesce(x.error_class = 'unknown', false), 'again', case when x.state = 'waiting' then x.due_at end,
      'bounced', case when x.state = 'failed' then x.bounced_at end) order by x.id) as troubles
  from (
    select distinct on (lower(m.recipient)) m.id, m.recipient, m.state, m.answer, m.bounced_at, b.reason, b.due_at, b.state as step, b.error_class
    from mails m left join outbox b on b.idempotency_key = 'mail:' || m.id
    where m.document_id = d.id order by lower(m.recipient), m.id desc) x
  where x.state = 'failed' or (x.state = 'waiting' and x.step in ('retrying', 'verifying') and x.reason <> '')`
