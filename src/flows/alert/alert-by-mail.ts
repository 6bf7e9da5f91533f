import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { alertMails, alerts } from '../../db/schema/alerts.ts'
import type { AlertItem } from '../../documents/alert-mail.ts'
import type { AlertSettings } from '../../domain/settings.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { messageIdOf } from '../document/mail-document.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { type Alert, alertsOver, problemsToTell, sidesToTell, type Told } from './find-alerts.ts'

/**
 * Owes the mails that tell the people of a store of problems, and that they are over. One mail holds all that came up
 * since the last one, and there is at most one in `digestMinutes`; nothing is told twice. @returns counts for the run.
 */
export async function alertByMail(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const { settings } = await ctx.remotes.store(store)
  const { alerts: wanted, mail } = settings
  if (!wanted || !mail) return { mails: 0 }
  return await inTransaction(ctx, async inside => {
    // Tasks may run side by side: the second one finds told what the first one tells.
    await inside.db.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-alerts'), hashtext(${store}))`)
    if (await isTooSoon(inside, store, wanted)) return { mails: 0 }
    const open = [...(await problemsToTell(inside, store, wanted)), ...(await sidesToTell(inside, store, wanted))]
    const over = await alertsOver(inside, store)
    if (open.length + over.length === 0) return { mails: 0 }
    await remember(inside, store, open, over)
    const items = [...open.map(one => openItem(inside, one)), ...over.map(one => overItem(inside, one))]
    for (const recipient of wanted.to) await owe(inside, { store, recipient, from: mail.from, items })
    return { mails: wanted.to.length, told: open.length, over: over.length }
  })
}

async function isTooSoon(ctx: FlowContext, store: string, { digestMinutes }: AlertSettings): Promise<boolean> {
  const [last] = await ctx.db
    .select({ at: alertMails.createdAt })
    .from(alertMails)
    .where(eq(alertMails.store, store))
    .orderBy(desc(alertMails.createdAt))
    .limit(1)
  return last !== undefined && last.at.getTime() + digestMinutes * 60_000 > ctx.clock.now().getTime()
}

async function remember(ctx: FlowContext, store: string, open: readonly Alert[], over: readonly Told[]): Promise<void> {
  const now = ctx.clock.now()
  if (open.length > 0)
    await ctx.db
      .insert(alerts)
      .values(open.map(({ subject, title, since }) => ({ store, subject, title, since, toldAt: now })))
  if (over.length === 0) return
  const ids = over.map(one => one.id)
  await ctx.db
    .update(alerts)
    .set({ overAt: now })
    .where(and(eq(alerts.store, store), inArray(alerts.id, ids)))
}

const openItem = (ctx: FlowContext, { subject, title, orders, numbers, since }: Alert): AlertItem => ({
  kind: 'open',
  title,
  orders,
  numbers,
  since: since.toISOString(),
  url: addressOf(ctx, subject),
})

const overItem = (ctx: FlowContext, { subject, title, since }: Told): AlertItem => ({
  kind: 'over',
  title,
  orders: 0,
  numbers: [],
  since: since.toISOString(),
  url: addressOf(ctx, subject),
})

function addressOf({ publicUrl }: FlowContext, subject: string): string | undefined {
  if (!publicUrl) return undefined
  const [kind, key] = subject.split(':')
  return kind === 'problem' ? `${publicUrl}/admin/problems#problem-${key}` : `${publicUrl}/admin/runs`
}

async function owe(
  ctx: FlowContext,
  mail: {
    readonly store: string
    readonly recipient: string
    readonly from: string
    readonly items: readonly AlertItem[]
  },
): Promise<void> {
  const { store, recipient, from, items } = mail
  const createdAt = ctx.clock.now()
  const documentId = `alert:${store}:${createdAt.toISOString()}`
  const [row] = await ctx.db
    .insert(alertMails)
    .values({
      store,
      recipient,
      messageId: await messageIdOf(ctx, from, { documentId, recipient, copyNo: 0 }),
      items,
      state: 'waiting',
      createdAt,
    })
    .returning({ id: alertMails.id })
  if (!row) throw new Error('insert returned no row')
  const queue = `alert:${row.id}`
  await enqueue(ctx, {
    store,
    queue,
    kind: 'mail.send',
    idempotencyKey: queue,
    payload: { alertMailId: row.id },
  })
}
