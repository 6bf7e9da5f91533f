import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import {
  DOCUMENT_KINDS,
  type DocumentFilter,
  isOfSeveral,
  matchingDocuments,
  onItsWay,
  storeDays,
  wasMailed,
} from './document-filter.ts'
import { id, readRows } from './rows.ts'
import { shownAddress } from './shown-address.ts'

/** What went out, or was asked for, since then is left out: it is the same wish. */
export const SAME_MAILING_MS = 10 * 60_000

const FIRST = 8

const preview = z.object({
  documents: id,
  recipients: id,
  originals: id,
  on_its_way: id,
  of_several: id,
  first: z.array(
    z.object({
      store: z.string(),
      kind: z.enum(DOCUMENT_KINDS),
      number: z.string(),
      order: z.string(),
      recipient: z.string(),
    }),
  ),
})

export interface MailingPreview extends Omit<z.infer<typeof preview>, 'on_its_way' | 'of_several'> {
  /** Match, and wait to go out or went out a moment ago. */
  readonly onItsWay: number
  /** Match, and hold orders of several customers. */
  readonly ofSeveral: number
  /** Of these stores, which have no sender for mails. */
  readonly withoutSender: readonly string[]
}

/**
 * What mailing all documents that match would do: how many, to how many people, and the newest of them. An invoice over
 * several orders of one customer is one mail. Addresses are masked for who may not send to them.
 */
export async function previewMailing(
  ctx: Pick<FlowContext, 'db' | 'clock' | 'remotes' | 'actor'>,
  input: { readonly stores: readonly string[]; readonly filter: DocumentFilter },
): Promise<MailingPreview> {
  const { sending, withoutSender } = await senders(ctx, input.stores)
  const stores = await storeDays(ctx, sending, input.filter)
  const since = new Date(ctx.clock.now().getTime() - SAME_MAILING_MS)
  const [found] = await readRows(
    ctx.db,
    preview,
    sql`
    with m as materialized (${matchingDocuments(stores, input.filter, {}, null)}),
    x as materialized (
      select d.id, d.store, d.kind, d.number, d.created_at, o.number as order_number, o.customer_email as recipient,
        (f.connection, f.kind, f.erp_id)::text as paper, ${wasMailed(sql`d`)} as mailed,
        ${onItsWay(sql`d`, { since })} as on_its_way, ${isOfSeveral(sql`d`)} as of_several
      from m join documents d on d.id = m.id join orders o on o.id = d.order_id join follow_ups f on f.id = d.follow_up_id)
    select count(distinct paper) filter (where ${GOES}) as documents,
      count(distinct lower(recipient)) filter (where ${GOES}) as recipients,
      count(distinct paper) filter (where ${GOES} and not mailed) as originals,
      count(*) filter (where on_its_way) as on_its_way,
      count(*) filter (where of_several and not on_its_way) as of_several,
      (select coalesce(jsonb_agg(jsonb_build_object('store', y.store, 'kind', y.kind, 'number', y.number, 'order', y.order_number, 'recipient', y.recipient)
          order by y.created_at desc, y.id desc), '[]')
        from (select * from x where ${GOES} order by created_at desc, id desc limit ${FIRST}) y) as first
    from x`,
  )
  if (!found) throw new Error('a query of one row returned none')
  const { on_its_way, of_several, first, ...rest } = found
  const seen = first.map(paper => ({ ...paper, recipient: shownAddress(ctx, paper.store, paper.recipient) }))
  return { ...rest, first: seen, onItsWay: on_its_way, ofSeveral: of_several, withoutSender }
}

const GOES = sql`not on_its_way and not of_several`

/** Stores that can send mails, and those that have no sender (mail.from). */
export async function senders(
  ctx: Pick<FlowContext, 'remotes'>,
  stores: readonly string[],
): Promise<{ readonly sending: readonly string[]; readonly withoutSender: readonly string[] }> {
  const known = await Promise.all(
    stores.map(async code => ({ code, mail: (await ctx.remotes.store(code)).settings.mail })),
  )
  const codes = (able: boolean) => known.filter(({ mail }) => (mail !== undefined) === able).map(({ code }) => code)
  return { sending: codes(true), withoutSender: codes(false) }
}
