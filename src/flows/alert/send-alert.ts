import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { alertMails } from '../../db/schema/alerts.ts'
import { problems } from '../../db/schema/operations.ts'
import { alertMail } from '../../documents/alert-mail.ts'
import type { Mail } from '../../documents/mailer.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'

const items = z.array(
  z.object({
    kind: z.enum(['open', 'over']),
    title: z.string(),
    orders: z.number(),
    numbers: z.array(z.string()).default([]), // absent in what a version before decided
    since: z.string(),
    url: z.string().optional(),
  }),
)

/** The letter as it was decided, with the sender of now. */
export async function writeAlert(ctx: FlowContext, alertMailId: number): Promise<Mail> {
  const [row] = await ctx.db.select().from(alertMails).where(eq(alertMails.id, alertMailId))
  if (!row) throw new Error(`alert mail ${alertMailId} does not exist`)
  const { settings } = await ctx.remotes.store(row.store)
  if (!settings.mail) throw noSender()
  // Whoever runs the shop need not speak the language of its customers.
  const locale = settings.mail.locale ?? 'en'
  const titleIn = ctx.titleIn ?? ((_, title) => title)
  const content = alertMail({
    locale,
    storeName: settings.name,
    timezone: settings.timezone,
    items: items.parse(row.items).map(item => ({ ...item, title: titleIn(locale, item.title) })),
  })
  const { from } = settings.mail
  return { from, to: row.recipient, ...content, messageId: row.messageId, attachments: [] }
}

export const noSender = (): RemoteError =>
  new RemoteError({
    errorClass: 'permanent',
    code: 'no_sender',
    message: 'The store has no sender for mails.',
  })

/** It went out: that one before it was refused is over. */
export async function settleAlert(ctx: FlowContext, alertMailId: number, answer: string): Promise<void> {
  const now = ctx.clock.now()
  const [row] = await ctx.db
    .update(alertMails)
    .set({ state: 'sent', answer: answer.slice(0, 500), sentAt: now })
    .where(eq(alertMails.id, alertMailId))
    .returning({ store: alertMails.store })
  if (!row) return
  await ctx.db
    .update(problems)
    .set({ closedAt: now, closedReason: 'mails go out again' })
    .where(
      and(
        eq(problems.store, row.store),
        isNull(problems.closedAt),
        sql`starts_with(${problems.cause}, 'refused:mail:mail.send:')`,
        sql`not exists (select 1 from problem_orders w where w.problem_id = ${problems.id})`,
      ),
    )
}

export async function giveUpAlert(ctx: FlowContext, alertMailId: number, error: string): Promise<void> {
  await ctx.db
    .update(alertMails)
    .set({ state: 'failed', answer: error.slice(0, 500) })
    .where(eq(alertMails.id, alertMailId))
}
