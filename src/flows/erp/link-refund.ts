import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { outbox } from '../../db/schema/messages.ts'
import { followUps, refunds } from '../../db/schema/orders.ts'
import { amount, compare, isZero, subtract } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'

type RefundRow = typeof refunds.$inferSelect
type FollowUpRow = typeof followUps.$inferSelect

const storedLines = z.array(z.object({ itemId: z.number(), quantity: z.string().transform(amount) }))

export function refundCause({ magentoId }: Pick<RefundRow, 'magentoId'>): string {
  const cause = `refund:${magentoId}`
  return cause
}

/**
 * A credit note of the ERP may be what people refunded in Magento before: then it is its answer, and no second credit
 * memo is made. By our key it is certain; else the same goods, or else the same total, of the same order.
 * @param creditMemoId what our key on the credit note names
 * @returns the credit memo.
 */
export async function linkRefund(
  ctx: FlowContext,
  followUp: FollowUpRow,
  creditMemoId?: number,
): Promise<RefundRow | undefined> {
  const open = await ctx.db
    .select()
    .from(refunds)
    .where(and(eq(refunds.orderId, followUp.orderId), eq(refunds.ours, 0), isNull(refunds.erpId)))
    .orderBy(asc(refunds.magentoId))
  const refund =
    creditMemoId === undefined
      ? (open.find(one => sameGoods(one, followUp)) ?? open.find(one => sameTotal(one, followUp)))
      : open.find(one => one.magentoId === creditMemoId)
  if (!refund || (creditMemoId === undefined && (await isUnderWay(ctx, refund)))) return undefined
  await link(ctx, refund, followUp)
  return refund
}

/** The other way round: the ERP was first. */
export async function linkHeardCreditNote(ctx: FlowContext, refund: RefundRow): Promise<boolean> {
  const heard = await ctx.db
    .select()
    .from(followUps)
    .where(
      and(
        eq(followUps.orderId, refund.orderId),
        eq(followUps.kind, 'credit_note'),
        eq(followUps.canceled, 0),
        isNull(followUps.magentoId),
      ),
    )
    .orderBy(asc(followUps.id))
  const followUp = heard.find(one => sameGoods(refund, one)) ?? heard.find(one => sameTotal(refund, one))
  if (!followUp) return false
  await link(ctx, refund, followUp)
  return true
}

const sameTotal = (refund: RefundRow, followUp: FollowUpRow): boolean =>
  refund.currency === followUp.currency && isZero(subtract(amount(refund.total), amount(followUp.total)))

function sameGoods(refund: RefundRow, followUp: FollowUpRow): boolean {
  const [a, b] = [refund, followUp].map(({ lines }) =>
    storedLines.parse(lines).toSorted((one, other) => one.itemId - other.itemId),
  )
  if (!a || !b || a.length === 0 || a.length !== b.length) return false
  return a.every((line, index) => {
    const other = b[index]
    return other !== undefined && line.itemId === other.itemId && compare(line.quantity, other.quantity) === 0
  })
}

const messageOf = (refund: RefundRow) =>
  and(
    eq(outbox.orderId, refund.orderId),
    eq(outbox.kind, 'sales_document.refund'),
    sql`${outbox.payload} ->> 'refundId' = ${String(refund.id)}`,
  )

async function isUnderWay(ctx: FlowContext, refund: RefundRow): Promise<boolean> {
  const [sent] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(messageOf(refund), inArray(outbox.state, ['sending', 'verifying'])))
  return sent !== undefined
}

async function link(ctx: FlowContext, refund: RefundRow, followUp: FollowUpRow): Promise<void> {
  const now = ctx.clock.now()
  const { connection, erpId, erpNumber } = followUp
  await ctx.db
    .update(refunds)
    .set({ state: 'answered', connection, erpId, erpNumber, updatedAt: now })
    .where(eq(refunds.id, refund.id))
  if (followUp.kind === 'credit_note')
    await ctx.db
      .update(followUps)
      .set({ magentoId: refund.magentoId, magentoNumber: refund.number, updatedAt: now })
      .where(eq(followUps.id, followUp.id))
  await ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason: `${erpNumber} is its credit note`, finishedAt: now })
    .where(and(messageOf(refund), inArray(outbox.state, ['pending', 'retrying', 'held', 'dead'])))
  await releaseFromProblems(ctx, refund.orderId, {
    exactly: [refundCause(refund)],
    startingWith: [`refused:${connection}:sales_document.refund:`],
  })
  // The credit note may have been left to people, before the refund was heard of (decide-follow-up.ts).
  await releaseFromProblems(ctx, refund.orderId, {
    exactly: [],
    startingWith: [`by_hand:${connection}:${followUp.kind}:${erpId}:`],
  })
  await tellStory(ctx, {
    store: refund.store,
    orderId: refund.orderId,
    stage: 'decided',
    text: `${followUp.kind === 'invoice' ? 'The cancelled invoice' : 'Credit note'} ${erpNumber} is the ERP's side of credit memo ${refund.number}: both sides have it.`,
  })
}
