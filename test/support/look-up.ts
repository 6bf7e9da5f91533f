import { and, asc, eq, isNull } from 'drizzle-orm'
import { attempts, outbox } from '../../src/db/schema/messages.ts'
import { problemOrders, problems } from '../../src/db/schema/operations.ts'
import { orderEvents, orders } from '../../src/db/schema/orders.ts'
import type { World } from './world.ts'

/** What the bridge has written down, for the expectations of tests. */

export async function orderRow({ database: { db } }: World, magentoId: number) {
  const [row] = await db.select().from(orders).where(eq(orders.magentoId, magentoId))
  if (!row) throw new Error(`the bridge has not heard of order ${magentoId}`)
  return row
}

export const phaseOf = async (world: World, magentoId: number): Promise<string> =>
  (await orderRow(world, magentoId)).phase

/** Sentences of the order's story, oldest first. */
export async function storyOf(world: World, magentoId: number): Promise<string[]> {
  const { id } = await orderRow(world, magentoId)
  const rows = await world.database.db
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.orderId, id))
    .orderBy(asc(orderEvents.id))
  return rows.map(row => row.text)
}

export async function messagesOf(world: World, magentoId: number) {
  const { id } = await orderRow(world, magentoId)
  return await world.database.db.select().from(outbox).where(eq(outbox.orderId, id)).orderBy(asc(outbox.id))
}

/** "sales_document.create delivered", … in the order in which they are delivered. */
export const statesOf = async (world: World, magentoId: number): Promise<string[]> =>
  (await messagesOf(world, magentoId)).map(message => `${message.kind} ${message.state}`)

/** "send verifying", "verify delivered", … of all messages of one kind, or of one order's. */
export async function attemptsAt(world: World, kind: string, magentoId?: number): Promise<string[]> {
  const orderId = magentoId === undefined ? undefined : (await orderRow(world, magentoId)).id
  const rows = await world.database.db
    .select({ step: attempts.step, outcome: attempts.outcome })
    .from(attempts)
    .innerJoin(outbox, eq(outbox.id, attempts.outboxId))
    .where(and(eq(outbox.kind, kind), orderId === undefined ? undefined : eq(outbox.orderId, orderId)))
    .orderBy(asc(attempts.id))
  return rows.map(({ step, outcome }) => `${step} ${outcome}`)
}

/** Open ones, oldest first, with the Magento ids of the orders that wait. */
export async function openProblems({ database: { db } }: World) {
  const rows = await db.select().from(problems).where(isNull(problems.closedAt)).orderBy(asc(problems.id))
  return await Promise.all(
    rows.map(async problem => {
      const waiting = await db
        .select({ magentoId: orders.magentoId })
        .from(problemOrders)
        .innerJoin(orders, eq(orders.id, problemOrders.orderId))
        .where(and(eq(problemOrders.problemId, problem.id)))
        .orderBy(asc(orders.magentoId))
      return { ...problem, orders: waiting.map(row => row.magentoId) }
    }),
  )
}

/** "item_missing:b1:S-001", … */
export const openCauses = async (world: World): Promise<string[]> =>
  (await openProblems(world)).map(problem => problem.cause)
