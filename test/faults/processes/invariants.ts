import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { verifyAudit } from '../../../src/flows/audit/verify-audit.ts'
import type { FlowContext } from '../../../src/flows/context.ts'
import type { Verdict } from './far-sides.ts'

const textRow = z.object({ text: z.string() })

/**
 * What has to hold when everything is quiet again: both sides as sandbox/verdict.ts judges them, nothing on its way or
 * waiting without a problem, no message before an earlier one of its queue, the audit unbroken.
 */
export async function findViolations(ctx: FlowContext, { orders }: Verdict, placed: number): Promise<string[]> {
  const texts = async (statement: ReturnType<typeof sql>) =>
    (await ctx.db.execute(statement)).map(row => textRow.parse(row).text)
  const chains = await verifyAudit(ctx)
  return [
    ...(orders.length === placed ? [] : [`${orders.length} orders in Magento, ${placed} were placed`]),
    ...orders.flatMap(({ number, wrong }) => wrong.map(text => `order ${number}: ${text}`)),
    ...orders.filter(order => !order.finished).map(({ number }) => `order ${number}: people or ERP still work on it`),
    ...(await texts(
      sql`select 'order ' || number || ' is ' || phase || ': ' || phase_reason as text from orders where phase not in ('done', 'canceled')`,
    )),
    ...(await texts(sql`
      select 'message ' || id || ' ' || kind || ' is ' || state || ': ' || reason as text from outbox where state not in ('delivered', 'superseded')`)),
    ...(await texts(
      sql`select 'inbox message ' || id || ' is not processed: ' || coalesce(outcome, '') as text from inbox where due_at is not null`,
    )),
    ...(await texts(sql`select 'problem ' || cause || ': ' || detail as text from problems where closed_at is null`)),
    ...(await texts(sql`
      select 'queue ' || queue || ': message ' || outbox_id || ' after ' || before as text from (
        select o.queue, a.outbox_id, max(a.outbox_id) over (partition by o.queue order by a.id) as before
        from attempts a join outbox o on o.id = a.outbox_id) tries
      where outbox_id < before`)),
    ...(await texts(sql`
      select 'document ' || document_id || ' has ' || count(*) || ' mails' as text from mails where copy_no = 0 group by document_id having count(*) > 1`)),
    ...chains.flatMap(({ store, breaks }) => breaks.map(({ text }) => `audit of ${store}: ${text}`)),
  ]
}
