import { and, desc, eq, inArray } from 'drizzle-orm'
import { documents } from '../../db/schema/documents.ts'
import { followUps, orders } from '../../db/schema/orders.ts'
import { type Mistake, mistakesIn } from '../../documents/mail-placeholders.ts'
import { type MailValues, type WrittenMail, writeMail } from '../../documents/mail-template.ts'
import type { MailKind, MailTemplate } from '../../documents/shipped-mails.ts'
import { amount } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { mailLocale } from '../document/mail-locale.ts'

export interface TemplatePreview {
  readonly mistakes: readonly Mistake[]
  /** Absent while there are mistakes. */
  readonly mail: WrittenMail | undefined
  /** The order that it was written for; absent: a made-up one. */
  readonly order: { readonly id: number; readonly number: string } | undefined
}

/** The mail as it would read for the newest document of its kind, or for a made-up order where there is none yet. */
export async function previewTemplate(
  ctx: Pick<FlowContext, 'db' | 'remotes' | 'clock'>,
  asked: { readonly store: string; readonly kind: MailKind; readonly language: string; readonly words: MailTemplate },
): Promise<TemplatePreview> {
  const { store, kind, language, words } = asked
  const mistakes = mistakesIn(words, language)
  const found = await newestValues(ctx, store, kind)
  const values = found?.values ?? (await sampleValues(ctx, store, language))
  const mail = mistakes.length > 0 ? undefined : writeMail(words, language, values)
  return { mistakes, mail, order: found?.order }
}

const KINDS: Readonly<Record<MailKind, readonly (typeof documents.$inferSelect)['kind'][]>> = {
  invoice: ['invoice'],
  invoice_copy: ['invoice'],
  creditnote: ['creditnote'],
  creditnote_copy: ['creditnote'],
  document: ['delivery', 'other'],
  document_copy: ['delivery', 'other'],
}

async function newestValues(ctx: Pick<FlowContext, 'db' | 'remotes'>, store: string, kind: MailKind) {
  const [row] = await ctx.db
    .select({
      id: orders.id,
      store: orders.store,
      storeViewId: orders.storeViewId,
      orderNumber: orders.number,
      customerName: orders.customerName,
      number: documents.number,
      total: followUps.total,
      currency: followUps.currency,
      date: followUps.date,
    })
    .from(documents)
    .innerJoin(orders, eq(orders.id, documents.orderId))
    .innerJoin(followUps, eq(followUps.id, documents.followUpId))
    .where(and(eq(documents.store, store), inArray(documents.kind, [...KINDS[kind]])))
    .orderBy(desc(documents.createdAt), desc(documents.id))
    .limit(1)
  if (!row) return undefined
  const { settings } = await ctx.remotes.store(store)
  const values: MailValues = {
    locale: await mailLocale(ctx, row),
    storeName: settings.name,
    orderNumber: row.orderNumber,
    number: row.number,
    customerName: row.customerName,
    total: { amount: amount(row.total), currency: row.currency },
    date: row.date,
  }
  return { order: { id: row.id, number: row.orderNumber }, values }
}

/** Of nobody: for trial mails, which go to any address, and for stores that have no document yet. */
export async function sampleValues(
  ctx: Pick<FlowContext, 'remotes' | 'clock'>,
  store: string,
  language: string,
): Promise<MailValues> {
  const { settings } = await ctx.remotes.store(store)
  return {
    locale: language,
    storeName: settings.name,
    orderNumber: '000000123',
    number: '4711',
    customerName: 'Ana Kos',
    total: { amount: amount('123.45'), currency: 'EUR' },
    date: ctx.clock.now().toISOString().slice(0, 10),
  }
}
