import { and, eq, isNotNull, ne } from 'drizzle-orm'
import { followUps, orders, salesDocuments } from '../../db/schema/orders.ts'
import { wordsOf } from '../../ops/words-of.ts'
import type { FlowContext } from '../context.ts'

/** Somebody in the Magento admin waits for the answer: after this it is given with what is known. */
const PATIENCE_MS = 2_500

export interface MayCancel {
  readonly allowed: boolean
  readonly reason: string
}

/**
 * Asks the ERP whether an order can still be cancelled. Only goods that have left forbid it: deliveries that were not
 * cancelled. An ERP that does not answer forbids nothing; then what was heard of before counts.
 * @param patienceMs how long the ERP has
 */
export async function mayCancel(
  ctx: FlowContext,
  input: { readonly store: string; readonly magentoId: number },
  patienceMs = PATIENCE_MS,
): Promise<MayCancel> {
  const documents = await ctx.db
    .select({ orderId: orders.id, connection: salesDocuments.connection, erpId: salesDocuments.erpId })
    .from(orders)
    .innerJoin(salesDocuments, eq(salesDocuments.orderId, orders.id))
    .where(
      and(
        eq(orders.store, input.store),
        eq(orders.magentoId, input.magentoId),
        isNotNull(salesDocuments.erpId),
        ne(salesDocuments.state, 'canceled'),
      ),
    )
  if (documents.length === 0) return { allowed: true, reason: 'The order is not in the ERP.' }
  const answers = await Promise.all(documents.map(document => askErp(ctx, document, patienceMs)))
  return (
    answers.find(({ allowed }) => !allowed) ??
    answers.find(({ reason }) => reason !== NOTHING_LEFT) ?? { allowed: true, reason: NOTHING_LEFT }
  )
}

const NOTHING_LEFT = 'Nothing was delivered.'

async function askErp(
  ctx: FlowContext,
  document: { readonly orderId: number; readonly connection: string; readonly erpId: string | null },
  patienceMs: number,
): Promise<MayCancel> {
  const { name } = await ctx.remotes.connection(document.connection)
  const answer = await within(patienceMs, readDeliveries(ctx, document))
  const deliveries = answer ?? (await heardDeliveries(ctx, document.orderId))
  if (deliveries.length > 0)
    return {
      allowed: false,
      reason: `Goods have left: delivery ${deliveries.join(', ')} in ${name}. Refund the order when they come back.`,
    }
  const reason = answer ? NOTHING_LEFT : `${name} does not answer: whether goods have left is not known.`
  return { allowed: true, reason }
}

/** Their numbers; undefined when the ERP refuses or fails to say. */
async function readDeliveries(
  ctx: FlowContext,
  { connection, erpId }: { readonly connection: string; readonly erpId: string | null },
): Promise<string[] | undefined> {
  try {
    const erp = await ctx.remotes.erp(connection)
    const all = await erp.findFollowUps(erpId === null ? [] : [erpId])
    return all.filter(({ kind, canceled }) => kind === 'shipment' && !canceled).map(({ erpNumber }) => erpNumber)
  } catch (error) {
    ctx.log.info({ connection, error: wordsOf(error) }, 'the ERP did not say what was delivered')
    return undefined
  }
}

async function heardDeliveries(ctx: FlowContext, orderId: number): Promise<string[]> {
  const rows = await ctx.db
    .select({ erpNumber: followUps.erpNumber })
    .from(followUps)
    .where(and(eq(followUps.orderId, orderId), eq(followUps.kind, 'shipment'), eq(followUps.canceled, 0)))
  return rows.map(({ erpNumber }) => erpNumber)
}

/** @returns undefined when it takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, ms, undefined)
  })
  try {
    return await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
  }
}
