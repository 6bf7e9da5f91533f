import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { fixed } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { Subject } from '../../domain/subject.ts'
import { chooseSubject, identityOf } from '../../domain/subject-policy.ts'
import type { ErpConnector, SalesDocumentPlan } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { enqueue, orderQueue, revisionsOf } from '../outbox/enqueue.ts'
import { openProblem, type ProblemText, releaseFromProblems } from '../problem/open-problem.ts'
import { enteredByHand } from './entered-by-hand.ts'
import { findObstacles, totalsObstacle } from './find-obstacles.ts'
import type { MasterData } from './master-data.ts'
import { orderbridgeIdOf, planSalesDocument } from './plan-sales-document.ts'
import type { PreparedOrder } from './prepare-orders.ts'
import { tellStory } from './tell-story.ts'

/** One order, everything looked up: its sales document is decided, or what keeps it is written down. One transaction. */
export async function placeSalesDocument(
  ctx: FlowContext,
  erp: ErpConnector,
  connection: ConnectionSetup,
  { row, order, enteredAs }: PreparedOrder,
  found: MasterData,
): Promise<void> {
  const [current] = await ctx.db.select().from(orders).where(eq(orders.id, row.id)).for('no key update')
  if (current?.phase !== 'preparing') return // cancelled or skipped while the look-ups ran
  const obstacles = [
    ...(enteredAs === undefined ? [] : [enteredByHand(connection, order, enteredAs)]),
    ...findObstacles(connection, order, found),
  ]
  if (obstacles.length > 0) return await hold(ctx, row.id, obstacles)
  const choice = chooseSubject(order, connection.policies)
  const subjectId = choice.kind === 'collective' ? '' : found.subjects.get(choice.subject.key)
  if (choice.kind === 'own' && subjectId === undefined)
    return await createSubjectFirst(ctx, connection, row.id, choice.subject)
  const { settings, revision } = await ctx.remotes.store(connection.store)
  const plan = await planSalesDocument(erp, connection, {
    order,
    subjectId: subjectId ?? '',
    items: found.items,
    timezone: settings.timezone,
  })
  if (plan.hold) {
    const { code, message, remedy } = plan.hold
    return await hold(ctx, row.id, [
      { store: row.store, connection: connection.code, cause: `${code}:${connection.code}`, title: message, remedy },
    ])
  }
  const difference = totalsObstacle(connection, order, plan)
  if (difference) return await hold(ctx, row.id, [difference])
  const plannedWith = { storeRevision: revision, connectionRevision: connection.revision }
  await push(ctx, connection, row.id, order, { plan, subjectId: subjectId ?? '', plannedWith })
}

async function hold(ctx: FlowContext, orderId: number, obstacles: readonly ProblemText[]): Promise<void> {
  await releaseFromProblems(ctx, orderId)
  const reason = obstacles.map(obstacle => obstacle.title).join(' ')
  await ctx.db
    .update(orders)
    .set({
      phase: 'held',
      phaseReason: reason,
      dueAt: null,
      leaseUntil: null,
      waitingFor: null,
      updatedAt: ctx.clock.now(),
    })
    .where(eq(orders.id, orderId))
  for (const obstacle of obstacles) {
    await openProblem(ctx, obstacle, orderId)
    await tellStory(ctx, {
      store: obstacle.store,
      orderId,
      stage: 'problem',
      text: `Held: ${obstacle.title} ${obstacle.remedy}`,
    })
  }
}

/**
 * The customer is an effect of its own; several new orders of one customer wait for the same message. Those that the ERP
 * cannot tell apart stand in one queue: the second finds what the first has made.
 */
async function createSubjectFirst(
  ctx: FlowContext,
  connection: ConnectionSetup,
  orderId: number,
  subject: Subject,
): Promise<void> {
  const idempotencyKey = `subject:${connection.code}:${subject.key}`
  let queue = `subject:${connection.code}:${identityOf(subject)}`
  const made = await enqueue(ctx, {
    store: connection.store,
    connection: connection.code,
    queue,
    kind: 'subject.create',
    idempotencyKey,
    payload: { subject },
  })
  if (made === undefined) queue = await sendAgain(ctx, connection, idempotencyKey, subject)
  // What stopped before it in the queue is the same customer: nobody else would wake it.
  else await wake(ctx, and(eq(outbox.queue, queue), inArray(outbox.state, ['dead', 'held'])))
  await ctx.db
    .update(orders)
    .set({ phaseReason: 'the customer is created in the ERP first', dueAt: null, leaseUntil: null, waitingFor: queue })
    .where(eq(orders.id, orderId))
  await tellStory(ctx, {
    store: connection.store,
    orderId,
    stage: 'decided',
    text: 'The customer is not in the ERP yet and is created first.',
  })
}

/**
 * The link is gone or an earlier try is dead: the same message is sent again, it never makes a second customer.
 * @returns its queue
 */
async function sendAgain(
  ctx: FlowContext,
  connection: ConnectionSetup,
  idempotencyKey: string,
  subject: Subject,
): Promise<string> {
  const isIt = eq(outbox.idempotencyKey, idempotencyKey)
  // Its outcome may be written down in this moment: whoever comes second sees what the other did.
  const [row] = await ctx.db.select({ queue: outbox.queue }).from(outbox).where(isIt).for('update')
  if (!row) throw new Error(`the message ${idempotencyKey} is not there`)
  await wake(ctx, and(isIt, inArray(outbox.state, ['dead', 'held', 'delivered'])), {
    // What a person has edited is sent as it is.
    payload: sql`case when ${outbox.editedAt} is null then ${JSON.stringify({ subject })}::text::json else ${outbox.payload} end`,
    ...revisionsOf(connection.store, connection.code),
  })
  return row.queue
}

async function wake(ctx: FlowContext, which: SQL | undefined, changes: object = {}): Promise<void> {
  await ctx.db
    .update(outbox)
    .set({ state: 'pending', dueAt: ctx.clock.now(), attempts: 0, reason: 'an order waits for it', ...changes })
    .where(which)
}

interface Planned {
  readonly plan: SalesDocumentPlan
  readonly subjectId: string
  readonly plannedWith: { readonly storeRevision: number; readonly connectionRevision: number }
}

async function push(
  ctx: FlowContext,
  connection: ConnectionSetup,
  orderId: number,
  order: CanonicalOrder,
  { plan, subjectId, plannedWith }: Planned,
): Promise<void> {
  const now = ctx.clock.now()
  const orderbridgeId = orderbridgeIdOf(connection.store, order.magentoId)
  const values = { lines: plan.lines, subjectErpId: subjectId, currency: order.currency, updatedAt: now }
  const [document] = await ctx.db
    .insert(salesDocuments)
    .values({
      ...values,
      store: connection.store,
      orderId,
      connection: connection.code,
      orderbridgeId,
      state: 'planned',
      createdAt: now,
    })
    .onConflictDoUpdate({ target: [salesDocuments.orderId, salesDocuments.connection], set: values })
    .returning({ id: salesDocuments.id })
  if (!document) throw new Error('insert returned no row')
  const payload = {
    salesDocumentId: document.id,
    orderbridgeId,
    request: plan.request,
    expectedTotal: plan.expectedTotal,
    warnings: plan.warnings,
  }
  const made = await enqueue(ctx, {
    store: connection.store,
    connection: connection.code,
    orderId,
    queue: orderQueue(orderId),
    kind: 'sales_document.create',
    idempotencyKey: `${connection.code}:${orderbridgeId}`,
    payload,
    plannedWith,
  })
  if (made === undefined)
    // Tried before and given up or skipped: the same message goes again, with what the mapping says now.
    await ctx.db
      .update(outbox)
      .set({
        ...plannedWith,
        state: 'pending',
        dueAt: now,
        attempts: 0,
        payload,
        editedAt: null,
        reason: 'tried again',
        finishedAt: null,
      })
      .where(
        and(
          eq(outbox.idempotencyKey, `${connection.code}:${orderbridgeId}`),
          inArray(outbox.state, ['dead', 'held', 'superseded']),
        ),
      )
  await ctx.db
    .update(orders)
    .set({
      phase: 'pushing',
      phaseReason: `on its way to ${connection.name}`,
      dueAt: null,
      leaseUntil: null,
      waitingFor: null,
      attempts: 0,
      updatedAt: now,
    })
    .where(eq(orders.id, orderId))
  await releaseFromProblems(ctx, orderId)
  const warnings = plan.warnings.length > 0 ? ` Note: ${plan.warnings.join(' ')}` : ''
  await tellStory(ctx, {
    store: connection.store,
    orderId,
    stage: 'decided',
    text: `Customer and items are known; the sales document for ${connection.name} is on its way, it will come to ${fixed(plan.expectedTotal, 2)} ${order.currency}. Planned with configuration ${plannedWith.connectionRevision} of ${connection.name}, ${plannedWith.storeRevision} of the store.${warnings}`,
  })
}
