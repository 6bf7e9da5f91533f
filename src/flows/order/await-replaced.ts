import { and, eq, inArray, ne } from 'drizzle-orm'
import { z } from 'zod'
import { outbox } from '../../db/schema/messages.ts'
import { followUps, orders, salesDocuments } from '../../db/schema/orders.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { FlowContext } from '../context.ts'
import { orderQueue } from '../outbox/enqueue.ts'
import { openProblem, releaseFromProblems } from '../problem/open-problem.ts'
import { canonicalOf } from './canonical-of.ts'
import type { OrderRow } from './hear-orders.ts'
import { tellStory } from './tell-story.ts'

/** Only a fallback: whatever moves the other order wakes this one (resumeReplacement). */
const LOOK_AGAIN_MS = 10 * 60_000
/** An order that was edited so many times is followed back no further. */
const MAX_EDITS = 20

/** `old`: what it waits for, which the replaced order may itself have replaced. */
type Verdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly old: OrderRow; readonly reason: string }
  | { readonly kind: 'hold'; readonly old: OrderRow; readonly erpNumber: string; readonly connection: string }

/**
 * An edit in the Magento admin cancels an order and places one that replaces it. The new one is sent when the other's
 * sales document is out of the way; when that cannot be cancelled any more, both are one problem for a person.
 * @param row prepared now. @returns whether it may be sent.
 */
export async function awaitReplaced(ctx: FlowContext, row: OrderRow, order: CanonicalOrder): Promise<boolean> {
  const replaced = await findReplaced(ctx, row, order)
  if (!replaced) return true
  const verdict = await judge(ctx, replaced)
  if (verdict.kind === 'go') {
    await releaseFromProblems(ctx, replaced.id, { exactly: [causeOf(row, replaced)] })
    return true
  }
  const { old } = verdict
  const queue = orderQueue(old.id)
  const reason =
    verdict.kind === 'wait'
      ? verdict.reason
      : `replaces order ${old.number}, whose sales document ${verdict.erpNumber} cannot be cancelled any more`
  const now = ctx.clock.now()
  await ctx.db
    .update(orders)
    .set({
      phase: verdict.kind === 'wait' ? 'waiting' : 'held',
      phaseReason: reason,
      waitingFor: queue,
      dueAt: verdict.kind === 'wait' ? new Date(now.getTime() + LOOK_AGAIN_MS) : null,
      leaseUntil: null,
      attempts: 0,
      updatedAt: now,
    })
    .where(and(eq(orders.id, row.id), eq(orders.phase, 'preparing')))
  if (verdict.kind === 'hold') await holdBoth(ctx, row, verdict)
  else await releaseFromProblems(ctx, row.id, { exactly: [causeOf(row, old)] })
  if (verdict.kind === 'wait' && row.waitingFor !== queue)
    await tellStory(ctx, { store: row.store, orderId: row.id, stage: 'decided', text: `Decided: ${reason}.` })
  return false
}

/** The other order has moved on: orders that replace it look again. */
export async function resumeReplacement(ctx: FlowContext, replacedId: number): Promise<void> {
  const now = ctx.clock.now()
  const woken = await ctx.db
    .update(orders)
    .set({ phase: 'preparing', phaseReason: 'the order that it replaces has moved on', dueAt: now, updatedAt: now })
    .where(and(eq(orders.waitingFor, orderQueue(replacedId)), inArray(orders.phase, ['waiting', 'held'])))
    .returning({ id: orders.id })
  if (woken.length > 0) ctx.wake()
}

/** By number and store view: Magento keeps both when it edits. */
async function findReplaced(
  ctx: FlowContext,
  row: Pick<OrderRow, 'id' | 'store' | 'storeViewId'>,
  { replaces }: Pick<CanonicalOrder, 'replaces'>,
): Promise<OrderRow | undefined> {
  if (replaces === undefined) return undefined
  const [old] = await ctx.db
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.store, row.store),
        eq(orders.number, replaces),
        eq(orders.storeViewId, row.storeViewId),
        ne(orders.id, row.id),
      ),
    )
  return old
}

const cancelResult = z.object({ outcome: z.string() })

async function judge(ctx: FlowContext, old: OrderRow, edits = 0): Promise<Verdict> {
  const [documents, messages, made] = await Promise.all([
    ctx.db.select().from(salesDocuments).where(eq(salesDocuments.orderId, old.id)),
    ctx.db
      .select({ kind: outbox.kind, state: outbox.state, result: outbox.result })
      .from(outbox)
      .where(and(eq(outbox.orderId, old.id), inArray(outbox.kind, ['sales_document.create', 'sales_document.cancel']))),
    ctx.db
      .select({ id: followUps.id })
      .from(followUps)
      .where(
        and(eq(followUps.orderId, old.id), eq(followUps.canceled, 0), inArray(followUps.kind, ['shipment', 'invoice'])),
      ),
  ])
  const pushes = messages.filter(({ kind }) => kind === 'sales_document.create')
  if (pushes.some(({ state }) => !['delivered', 'superseded', 'dead'].includes(state)))
    return wait(old, `waits until it is known whether order ${old.number}, which it replaces, is in the ERP`)
  const live = documents.find(({ erpId, state }) => erpId !== null && state !== 'canceled')
  if (!live) return await judgeUnsent(ctx, old, edits)
  const cancellation = messages.find(({ kind }) => kind === 'sales_document.cancel')
  const isStopped = cancellation && ['dead', 'held', 'superseded'].includes(cancellation.state)
  const isPartlyDone = cancelResult.safeParse(cancellation?.result).data?.outcome === 'closed' || made.length > 0
  if (isStopped || (isPartlyDone && (live.state === 'closed' || old.state !== 'canceled')))
    return { kind: 'hold', old, erpNumber: live.erpNumber ?? '', connection: live.connection }
  if (live.state === 'closed') return { kind: 'go' }
  return wait(
    old,
    `waits until sales document ${live.erpNumber} of order ${old.number}, which it replaces, is cancelled in the ERP`,
  )
}

const wait = (old: OrderRow, reason: string): Verdict => ({ kind: 'wait', old, reason })

/** Nothing of it is in the ERP; but it may itself replace one that is. */
async function judgeUnsent(ctx: FlowContext, old: OrderRow, edits: number): Promise<Verdict> {
  const isOver = ['canceled', 'closed'].includes(old.state) || old.phase === 'skipped'
  if (!isOver) return wait(old, `waits until order ${old.number}, which it replaces, is cancelled in Magento`)
  const order = canonicalOf(old)
  const older = order && edits < MAX_EDITS ? await findReplaced(ctx, old, order) : undefined
  return older ? await judge(ctx, older, edits + 1) : { kind: 'go' }
}

function causeOf(row: OrderRow, old: OrderRow): string {
  const cause = `replaces:${old.number}:${row.number}`
  return cause
}

async function holdBoth(
  ctx: FlowContext,
  row: OrderRow,
  { old, erpNumber, connection }: Extract<Verdict, { kind: 'hold' }>,
): Promise<void> {
  const problem = {
    store: row.store,
    connection,
    cause: causeOf(row, old),
    title: `Order ${row.number} replaces order ${old.number}, whose sales document ${erpNumber} cannot be cancelled any more.`,
    remedy: `Undo what was delivered or invoiced of ${erpNumber} in the ERP, cancel it there and try again. Or go on with ${erpNumber} and skip order ${row.number}. "Send now" sends order ${row.number} beside it.`,
  }
  // One cause, one problem: the refused cancellation is what this one is about.
  await releaseFromProblems(ctx, old.id, {
    exactly: [],
    startingWith: [`refused:${connection}:sales_document.cancel:`],
  })
  for (const { id } of [row, old]) {
    await openProblem(ctx, problem, id)
    await tellStory(ctx, { store: row.store, orderId: id, stage: 'problem', text: `Held: ${problem.title}` })
  }
}
