import { and, eq, inArray, notInArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import type { ConnectionPolicies } from '../../domain/settings.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { releaseFromProblems } from '../problem/open-problem.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { canonicalOf } from './canonical-of.ts'
import type { OrderRow } from './hear-orders.ts'
import { routeOrder } from './prepare-orders.ts'
import { lockOrder } from './retry-order.ts'
import { givenUpBy } from './skipped-by-person.ts'
import { tellStory } from './tell-story.ts'
import { undoInMagento } from './undo-in-magento.ts'

const ASK: ConnectionPolicies['cancel'] = { fromErp: 'problem', invoiced: 'problem' }

/**
 * An order that does not get into the ERP is given up: cancelled in Magento, which releases an authorized payment; what
 * is invoiced there is refunded where `policies.cancel.invoiced` says so. What was to be sent to the ERP is not sent.
 * @throws UserError when it is in the ERP, or may be, or when a person has to do it in Magento.
 */
export async function cancelInMagento(
  ctx: FlowContext,
  input: { readonly store: string; readonly orderId: number; readonly reason: string },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const reason = maskText(input.reason.trim().slice(0, 500))
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const row = await lockOrder(tx, input.orderId)
    if (row?.store !== input.store) throw new UserError(`There is no order ${input.orderId} in store ${input.store}.`)
    if (row.state === 'canceled' || row.state === 'closed')
      return { message: `Order ${row.number} is ${row.state} in Magento already.` }
    if (row.acknowledgedAt !== null)
      throw new UserError(
        `Order ${row.number} is in the ERP. Cancel it in Magento: the sales document is cancelled with it, if that is still possible.`,
      )
    await withdraw(tx, row)
    await undo(tx, row, reason)
    await writeDown(tx, row, reason)
    tx.wake()
    return { message: `Order ${row.number} is being cancelled in Magento.` }
  })
}

async function undo(ctx: FlowContext, row: OrderRow, reason: string): Promise<void> {
  const order = canonicalOf(row)
  if (!order) throw new UserError(`Order ${row.number} cannot be read: cancel it in Magento.`)
  const connection = await routeOrder(ctx, row)
  const isDecided = await undoInMagento(ctx, {
    row,
    order,
    cancel: connection?.policies.cancel ?? ASK,
    key: `${row.store}:order:${row.magentoId}:given_up`,
    comment: `Given up: ${reason}`,
  })
  if (!isDecided)
    throw new UserError(
      `Order ${row.number} is invoiced in Magento and cannot be cancelled there. Refund it in Magento, or set policies.cancel.invoiced of the connection.`,
    )
}

/** It is left out by a person until Magento's answer is read back; then it is cancelled. */
async function writeDown(ctx: FlowContext, row: OrderRow, reason: string): Promise<void> {
  const now = ctx.clock.now()
  const who = nameOf(ctx.actor)
  await ctx.db
    .update(orders)
    .set({
      phase: 'skipped',
      phaseReason: givenUpBy(who, reason),
      dueAt: null,
      waitingFor: null,
      settledAt: now,
      updatedAt: now,
    })
    .where(eq(orders.id, row.id))
  await releaseFromProblems(ctx, row.id)
  await tellStory(ctx, {
    store: row.store,
    orderId: row.id,
    stage: ctx.actor.kind === 'job' ? 'decided' : 'person',
    text: `${who} gave the order up, it is cancelled in Magento: ${reason}`,
  })
  await writeAudit(ctx, {
    store: row.store,
    action: 'order.cancel',
    subject: `order:${row.number}`,
    before: { phase: row.phase },
    after: { phase: 'skipped' },
    reason,
  })
}

/** What was refused is not sent any more. @throws UserError when one of the messages may have got through. */
async function withdraw(ctx: FlowContext, row: { readonly id: number; readonly number: string }): Promise<void> {
  const open = await ctx.db
    .select({ state: outbox.state, errorClass: outbox.errorClass })
    .from(outbox)
    .where(and(eq(outbox.orderId, row.id), notInArray(outbox.state, ['delivered', 'superseded'])))
    .for('update')
  if (open.some(({ state, errorClass }) => ['sending', 'verifying'].includes(state) || errorClass === 'unknown'))
    throw new UserError(
      `Order ${row.number}: whether a message got through is open. Wait until that is known, or decide it, then cancel.`,
    )
  await ctx.db
    .update(outbox)
    .set({ state: 'superseded', reason: 'the order was given up', finishedAt: ctx.clock.now() })
    .where(and(eq(outbox.orderId, row.id), inArray(outbox.state, ['pending', 'retrying', 'held', 'dead'])))
}
