import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { documents, mails } from '../../db/schema/documents.ts'
import { audit } from '../../db/schema/operations.ts'
import { followUps, orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { requireRole } from '../require-role.ts'
import { type DocumentFilter, describeDocuments, matchingDocuments, storeDays } from '../view/document-filter.ts'
import { maskText } from '../view/mask.ts'
import type { Paging } from '../view/paging.ts'
import { SAME_MAILING_MS, senders } from '../view/preview-mailing.ts'
import { id, moment, readRows } from '../view/rows.ts'
import { type LockedDocument, lockDocument, sendAgain } from './send-again.ts'

export interface Mailing {
  readonly stores: readonly string[]
  readonly filter: DocumentFilter
  readonly reason: string
  /** Of one press of the button: whoever presses it again, after a lost answer too, asks for the same. */
  readonly wish: string
  /** Not more than so many now; absent: all. */
  readonly most?: number
}

export interface Mailed {
  readonly mailed: number
  /** On their way meanwhile, or with orders of several customers in them. */
  readonly passedOver: number
  /** Match and were not looked at, because of `most`. */
  readonly left: number
}

const wishShape = z.string().regex(/^[\w-]{8,64}$/)

/**
 * Mails every document that matches to its customer: stamped as a copy, or as it is where nobody got it yet. Each is a
 * transaction of its own and told in its order's story; the audit has one entry per store, with the filter. Pressing twice
 * is pressing once: what waits to go out, or went out a moment ago, does not match any more.
 */
export async function mailMatching(ctx: FlowContext, input: Mailing): Promise<Mailed> {
  for (const store of input.stores) requireRole(ctx, 'operate', store)
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  if (Object.keys(input.filter).length === 0)
    throw new UserError('Choose which documents first: all that there are is more than anybody means.')
  const wish = wishShape.parse(input.wish)
  const { sending, withoutSender } = await senders(ctx, input.stores)
  if (sending.length === 0)
    throw new UserError(`Store ${withoutSender.join(', ')} sends no mails: set mail.from in its settings.`)
  const most = input.most ?? Number.POSITIVE_INFINITY
  const counts = { mailed: 0, passedOver: 0, left: 0 }
  for (const store of sending) {
    const matching = await countReady(ctx, store, input.filter)
    const room = most - counts.mailed - counts.passedOver
    if (matching > room) counts.left += matching - Math.max(0, room)
    if (matching === 0 || room <= 0) continue
    await auditOnce(ctx, { store, wish, reason, filter: input.filter, documents: Math.min(matching, room) })
    for await (const documentId of walk(ctx, store, input.filter, room)) {
      const done = await inTransaction(ctx, tx => mailOne(tx, store, documentId, { wish, reason }))
      counts[done ? 'mailed' : 'passedOver'] += 1
    }
    ctx.wake()
  }
  return counts
}

const sinceOf = (ctx: FlowContext) => new Date(ctx.clock.now().getTime() - SAME_MAILING_MS)

async function countReady(ctx: FlowContext, store: string, filter: DocumentFilter): Promise<number> {
  const days = await storeDays(ctx, [store], filter)
  const ready = matchingDocuments(days, filter, {}, null, { since: sinceOf(ctx) })
  const [found] = await readRows(ctx.db, z.object({ count: id }), sql`select count(*) as count from (${ready}) m`)
  return found?.count ?? 0
}

const PAGE = 200
const place = z.object({ id, created_at: moment })

/** From the newest to the oldest. */
async function* walk(ctx: FlowContext, store: string, filter: DocumentFilter, most: number): AsyncGenerator<number> {
  const days = await storeDays(ctx, [store], filter)
  let paging: Paging = {}
  for (let given = 0; given < most; ) {
    const limit = Math.min(PAGE, most - given)
    const rows = await readRows(ctx.db, place, matchingDocuments(days, filter, paging, limit, { since: sinceOf(ctx) }))
    for (const row of rows) yield row.id
    given += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    paging = { after: { at: last.created_at, id: last.id } }
  }
}

/** @returns false when it is passed over. */
async function mailOne(
  tx: FlowContext,
  store: string,
  documentId: number,
  { wish, reason }: { readonly wish: string; readonly reason: string },
): Promise<boolean> {
  const found = await lockDocument(tx, store, documentId)
  if (found?.order.erasedAt) return false
  const paper = found && (await lockPaper(tx, found))
  if (!paper || paper.ofSeveral || (await wasAskedFor(tx, paper.documents, wish))) return false
  const { document, order } = found
  const [earlier] = await tx.db
    .select({ id: mails.id })
    .from(mails)
    .where(inArray(mails.documentId, [...paper.documents]))
    .limit(1)
  await sendAgain(tx, found, { recipient: order.customerEmail, reason, wish, original: earlier === undefined })
  await tellStory(tx, {
    store,
    orderId: order.id,
    stage: 'person',
    text: `${nameOf(tx.actor)} asked to mail ${document.filename}${earlier ? ' again' : ''}, with others: ${reason}`,
  })
  return true
}

/** The document of the ERP with all orders that it covers, locked in one order as mailInvoice does. */
async function lockPaper(tx: FlowContext, { document, order }: LockedDocument) {
  const [own] = await tx.db.select().from(followUps).where(eq(followUps.id, document.followUpId))
  if (!own) return undefined
  const parts = await tx.db
    .select({ id: followUps.id, email: orders.customerEmail })
    .from(followUps)
    .innerJoin(orders, eq(orders.id, followUps.orderId))
    .where(and(eq(followUps.connection, own.connection), eq(followUps.kind, own.kind), eq(followUps.erpId, own.erpId)))
    .orderBy(asc(followUps.id))
    .for('update', { of: followUps })
  const covered = parts.map(part => part.id)
  const rows = await tx.db.select({ id: documents.id }).from(documents).where(inArray(documents.followUpId, covered))
  return {
    documents: rows.map(row => row.id),
    ofSeveral: parts.some(part => part.email.toLowerCase() !== order.customerEmail.toLowerCase()),
  }
}

/** By this press or by another one: waiting to go out, or made a moment ago. */
async function wasAskedFor(tx: FlowContext, papers: readonly number[], wish: string): Promise<boolean> {
  const [same] = await tx.db
    .select({ id: mails.id })
    .from(mails)
    .where(
      and(
        inArray(mails.documentId, [...papers]),
        or(eq(mails.wish, wish), eq(mails.state, 'waiting'), gt(mails.createdAt, sinceOf(tx))),
      ),
    )
    .limit(1)
  return same !== undefined
}

interface Press {
  readonly store: string
  readonly wish: string
  readonly reason: string
  readonly filter: DocumentFilter
  readonly documents: number
}

/** One press is one entry, however often its answer was lost. */
async function auditOnce(ctx: FlowContext, { store, wish, reason, filter, documents: count }: Press): Promise<void> {
  await inTransaction(ctx, async tx => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-mailing'), hashtext(${wish}))`)
    const [told] = await tx.db
      .select({ seq: audit.seq })
      .from(audit)
      .where(
        and(
          gt(audit.at, new Date(tx.clock.now().getTime() - 86_400_000)),
          eq(audit.store, store),
          eq(audit.action, 'documents.mail'),
          eq(sql`${audit.after} ->> 'wish'`, wish),
        ),
      )
      .limit(1)
    if (told) return
    const after = { filter: describeDocuments(filter), documents: count, wish }
    await writeAudit(tx, { store, action: 'documents.mail', subject: 'documents that match', after, reason })
  })
}
