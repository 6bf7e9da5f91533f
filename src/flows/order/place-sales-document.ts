import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { absolute, amount, compare, fixed, subtract } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { Subject } from '../../domain/subject.ts'
import { chooseSubject } from '../../domain/subject-policy.ts'
import type { ErpConnector, SalesDocumentPlan } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { enqueue, orderQueue } from '../outbox/enqueue.ts'
import { openProblem, type ProblemText, releaseFromProblems } from '../problem/open-problem.ts'
import type { MasterData } from './look-up-master-data.ts'
import type { PreparedOrder } from './prepare-orders.ts'
import { tellStory } from './tell-story.ts'

/** One order, everything looked up: its sales document is decided, or what keeps it is written down. One transaction. */
export async function placeSalesDocument(
  ctx: FlowContext,
  erp: ErpConnector,
  connection: ConnectionSetup,
  { row, order }: PreparedOrder,
  found: MasterData,
): Promise<void> {
  const [current] = await ctx.db.select().from(orders).where(eq(orders.id, row.id)).for('no key update')
  if (current?.phase !== 'preparing') return // cancelled or skipped while the look-ups ran
  const obstacles = findObstacles(connection, order, found)
  if (obstacles.length > 0) return await hold(ctx, row.id, obstacles)
  const choice = chooseSubject(order, connection.policies)
  const subjectId = choice.kind === 'collective' ? '' : found.subjects.get(choice.subject.key)
  if (choice.kind === 'own' && subjectId === undefined)
    return await createSubjectFirst(ctx, connection, row.id, choice.subject)
  const plan = await planFor(ctx, erp, connection, order, found, subjectId ?? '')
  if (plan.hold) {
    const { code, message, remedy } = plan.hold
    return await hold(ctx, row.id, [
      { store: row.store, connection: connection.code, cause: `${code}:${connection.code}`, title: message, remedy },
    ])
  }
  const difference = totalsObstacle(connection, order, plan)
  if (difference) return await hold(ctx, row.id, [difference])
  await push(ctx, connection, row.id, order, plan, subjectId ?? '')
}

/** Our key in the ERP: connection, store and Magento's identity, so that restored or moved databases find it again. */
export const orderbridgeIdOf = (store: string, magentoId: number): string => `${store}-${magentoId}`

export async function planFor(
  ctx: FlowContext,
  erp: ErpConnector,
  connection: ConnectionSetup,
  order: CanonicalOrder,
  found: Pick<MasterData, 'items'>,
  subjectId: string,
): Promise<SalesDocumentPlan> {
  const { settings } = await ctx.remotes.store(connection.store)
  return erp.planSalesDocument({
    order,
    orderbridgeId: orderbridgeIdOf(connection.store, order.magentoId),
    reference: connection.policies.reference
      .replaceAll('{number}', order.number)
      .replaceAll('{store}', connection.store),
    subjectId,
    items: found.items,
    documentDate: dayIn(settings.timezone, order.placedAt),
  })
}

/** The calendar day of a moment in a time zone, as ISO date ("sv" writes dates that way). */
export const dayIn = (timeZone: string, moment: string): string =>
  new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(new Date(moment))

function findObstacles(connection: ConnectionSetup, order: CanonicalOrder, found: MasterData): ProblemText[] {
  const base = { store: connection.store, connection: connection.code }
  const skus = [...new Set(order.lines.map(line => line.sku))].filter(sku => !found.items.has(sku))
  const items = skus.map((sku): ProblemText => {
    const blocked = found.blockedItems.get(sku)
    return blocked
      ? {
          ...base,
          cause: `item_blocked:${connection.code}:${sku}`,
          title: `${connection.name} does not sell item ${sku}.`,
          remedy: 'Release the item in the ERP, or map the SKU to another one; the orders go on by themselves.',
          detail: blocked.blocked ?? '',
        }
      : {
          ...base,
          cause: `item_missing:${connection.code}:${sku}`,
          title: `${connection.name} does not know item ${sku}.`,
          remedy: 'Create the item in the ERP or map the SKU (policies.itemMap); the orders go on by themselves.',
        }
  })
  const choice = chooseSubject(order, connection.policies)
  const double = choice.kind === 'own' ? found.ambiguous.get(choice.subject.key) : undefined
  if (double)
    items.push({
      ...base,
      cause: `subject_ambiguous:${connection.code}:${order.number}`,
      title: `Order ${order.number}: the ERP has more than one customer that fits (${[double.erpId, ...double.ambiguousWith].join(', ')}).`,
      remedy:
        'Merge the customers in the ERP, or give the right one the VAT id and take it from the others; then try again.',
    })
  if (
    choice.kind === 'own' &&
    !double &&
    !found.subjects.has(choice.subject.key) &&
    connection.policies.missingSubjects === 'hold'
  )
    items.push({
      ...base,
      cause: `subject_missing:${connection.code}:${order.number}`,
      title: `Order ${order.number}: its customer is not in ${connection.name}.`,
      remedy:
        'Create the customer in the ERP, then try again; or let the connection create customers (policies.missingSubjects).',
    })
  return items
}

function totalsObstacle(
  connection: ConnectionSetup,
  order: CanonicalOrder,
  plan: SalesDocumentPlan,
): ProblemText | undefined {
  const difference = subtract(plan.expectedTotal, order.grandTotal)
  if (compare(absolute(difference), amount(connection.policies.tolerance)) <= 0) return undefined
  return {
    store: connection.store,
    connection: connection.code,
    cause: `totals_differ:${connection.code}:${order.number}`,
    title: `Order ${order.number}: ${connection.name} would come to ${fixed(plan.expectedTotal, 2)} instead of ${fixed(order.grandTotal, 2)} ${order.currency}.`,
    remedy: 'Check the tax and freight mapping with "orderbridge order preview"; then try again.',
  }
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

/** The customer is an effect of its own; several new orders of one customer wait for the same message. */
async function createSubjectFirst(
  ctx: FlowContext,
  connection: ConnectionSetup,
  orderId: number,
  subject: Subject,
): Promise<void> {
  const queue = `subject:${connection.code}:${subject.key}`
  const made = await enqueue(ctx, {
    store: connection.store,
    connection: connection.code,
    queue,
    kind: 'subject.create',
    idempotencyKey: queue,
    payload: { subject },
  })
  // The link is gone or an earlier try is dead: the same message is sent again, it never makes a second customer.
  if (made === undefined)
    await ctx.db
      .update(outbox)
      .set({
        state: 'pending',
        dueAt: ctx.clock.now(),
        attempts: 0,
        reason: 'an order waits for it',
        payload: { subject },
      })
      .where(and(eq(outbox.idempotencyKey, queue), inArray(outbox.state, ['dead', 'held', 'delivered'])))
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

async function push(
  ctx: FlowContext,
  connection: ConnectionSetup,
  orderId: number,
  order: CanonicalOrder,
  plan: SalesDocumentPlan,
  subjectId: string,
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
    mappingRevision: connection.revision,
  }
  const made = await enqueue(ctx, {
    store: connection.store,
    connection: connection.code,
    orderId,
    queue: orderQueue(orderId),
    kind: 'sales_document.create',
    idempotencyKey: `${connection.code}:${orderbridgeId}`,
    payload,
  })
  if (made === undefined)
    // Tried before and given up: the same message goes again, with what the mapping says now.
    await ctx.db
      .update(outbox)
      .set({ state: 'pending', dueAt: now, attempts: 0, payload, reason: 'tried again' })
      .where(
        and(eq(outbox.idempotencyKey, `${connection.code}:${orderbridgeId}`), inArray(outbox.state, ['dead', 'held'])),
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
    text: `Customer and items are known; the sales document for ${connection.name} is on its way, it will come to ${fixed(plan.expectedTotal, 2)} ${order.currency}.${warnings}`,
  })
}
