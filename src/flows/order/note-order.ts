import { createHash } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { orderEvents, orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { tellStory } from './tell-story.ts'

export const LONGEST_NOTE = 1_000

/** Writes what a person wants others to know into the story of an order. E-mail addresses and phone numbers are masked. */
export async function noteOrder(
  ctx: FlowContext,
  input: { readonly store: string; readonly orderId: number; readonly text: string },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const note = maskText(input.text.trim().slice(0, LONGEST_NOTE))
  if (!note) throw new UserError('The note is empty.')
  return await inTransaction(ctx, async tx => {
    const [order] = await tx.db
      .select({ number: orders.number })
      .from(orders)
      .where(and(eq(orders.store, input.store), eq(orders.id, input.orderId)))
      .for('update')
    if (!order) throw new UserError(`There is no order ${input.orderId} in store ${input.store}.`)
    const { store, orderId } = input
    const text = `${nameOf(ctx.actor)} noted: ${note}`
    const done = { message: `The note stands in the story of order ${order.number}.` }
    // Pressed twice, or sent again after a lost answer.
    if ((await lastOf(tx, orderId)) === text) return done
    await tellStory(tx, { store, orderId, stage: 'person', text })
    // The words stand in the story, where they can be erased with the customer; the audit proves which they were.
    const sha256 = createHash('sha256').update(note).digest('hex')
    await writeAudit(tx, { store, action: 'order.note', subject: `order:${order.number}`, after: { sha256 } })
    return done
  })
}

async function lastOf(ctx: FlowContext, orderId: number): Promise<string | undefined> {
  const [last] = await ctx.db
    .select({ text: orderEvents.text })
    .from(orderEvents)
    .where(eq(orderEvents.orderId, orderId))
    .orderBy(desc(orderEvents.id))
    .limit(1)
  return last?.text
}
