import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { followUps, orders } from '../../db/schema/orders.ts'
import { amount, fixed } from '../../domain/amount.ts'
import { documentItems, type LineQuantity } from '../../domain/document-items.ts'
import type { FollowUp } from '../../domain/fulfilment.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { publishFollowUp } from '../event/publish-follow-up.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import type { OrderRow } from '../order/hear-orders.ts'
import { settleOrder } from '../order/settle-order.ts'
import { tellStory } from '../order/tell-story.ts'
import { decideFollowUp, type FollowUpToDecide, followTracks } from './decide-follow-up.ts'
import type { SalesDocumentRow } from './hear-erp-changes.ts'
import { type LeftLine, partsBySource } from './parts-by-source.ts'

export type FollowUpRow = typeof followUps.$inferSelect

const planLines = z.array(z.object({ itemId: z.number(), erpLine: z.number() }))
const storedLines = z.array(z.object({ itemId: z.number(), quantity: z.string() }))
const storedTracking = z.array(z.object({ number: z.string() }))
const NOUN = { shipment: 'Delivery', invoice: 'Invoice', credit_note: 'Credit note' } as const

/** A delivery, invoice or credit note of one of our sales documents. @returns what came of it, in words. */
export async function takeFollowUp(
  ctx: FlowContext,
  connection: ConnectionSetup,
  document: SalesDocumentRow,
  followUp: FollowUp,
): Promise<string> {
  const [row] = await ctx.db.select().from(orders).where(eq(orders.id, document.orderId)).for('no key update')
  const order = row && canonicalOf(row)
  if (!row || !order) return 'the order cannot be read'
  const lines = linesOf(document, followUp)
  const [existing] = await ctx.db
    .select()
    .from(followUps)
    .where(
      and(
        eq(followUps.connection, connection.code),
        eq(followUps.kind, followUp.kind),
        eq(followUps.erpId, followUp.erpId),
        eq(followUps.orderId, row.id),
      ),
    )
  if (existing) return await takeChange(ctx, connection, row, order, existing, followUp)
  const earlier = await earlierLines(ctx, document.orderId, followUp)
  const items = documentItems(order.lines, earlier, lines)
  const parts = partsBySource(order.lines, earlier, lines, connection.policies.catalog.stock.sources)
  const stored = await store(ctx, connection, document, followUp, lines)
  const what = `${NOUN[followUp.kind]} ${followUp.erpNumber}`
  await tellStory(ctx, {
    store: row.store,
    orderId: row.id,
    stage: 'heard',
    text: `${what} was made in ${connection.name}: ${describeLines(lines, order)}${followUp.kind === 'shipment' ? '' : `, ${fixed(followUp.total, 2)} ${followUp.currency}`}.`,
  })
  if (followUp.canceled) return 'cancelled before it was heard of'
  await publishFollowUp(ctx, { row, order, stored, followUp, lines })
  await decideFollowUp(ctx, { connection, row, order, stored, followUp, items, parts })
  await settleOrder(ctx, row.id)
  return 'followed'
}

function linesOf(document: SalesDocumentRow, followUp: FollowUp): LeftLine[] {
  const plan = planLines.parse(document.lines)
  return followUp.lines.flatMap(line => {
    const planned =
      line.salesDocumentId === document.erpId ? plan.find(candidate => candidate.erpLine === line.erpLine) : undefined
    const { quantity, warehouse } = line
    return planned ? [{ itemId: planned.itemId, quantity, ...(warehouse !== undefined && { warehouse }) }] : []
  })
}

/** Lines of this order's earlier documents of the same kind: what they hold of a bundle counts together. */
async function earlierLines(ctx: FlowContext, orderId: number, followUp: FollowUp): Promise<LineQuantity[]> {
  const rows = await ctx.db
    .select({ lines: followUps.lines })
    .from(followUps)
    .where(
      and(
        eq(followUps.orderId, orderId),
        eq(followUps.kind, followUp.kind),
        eq(followUps.canceled, 0),
        ne(followUps.erpId, followUp.erpId),
      ),
    )
  return rows
    .flatMap(row => storedLines.parse(row.lines))
    .map(line => ({ itemId: line.itemId, quantity: amount(line.quantity) }))
}

async function store(
  ctx: FlowContext,
  connection: ConnectionSetup,
  document: SalesDocumentRow,
  followUp: FollowUp,
  lines: readonly LineQuantity[],
): Promise<FollowUpRow> {
  const now = ctx.clock.now()
  const [row] = await ctx.db
    .insert(followUps)
    .values({
      store: document.store,
      orderId: document.orderId,
      connection: connection.code,
      kind: followUp.kind,
      erpId: followUp.erpId,
      erpNumber: followUp.erpNumber,
      canceled: followUp.canceled ? 1 : 0,
      total: followUp.total,
      currency: followUp.currency,
      date: followUp.date,
      lines,
      tracking: followUp.tracking,
      createdAt: now,
      updatedAt: now,
    })
    .returning()
  if (!row) throw new Error('insert returned no row')
  return row
}

async function takeChange(
  ctx: FlowContext,
  connection: ConnectionSetup,
  row: OrderRow,
  order: CanonicalOrder,
  existing: FollowUpRow,
  followUp: FollowUp,
): Promise<string> {
  if (isHeard(existing, followUp)) return 'known'
  if (!followUp.canceled)
    return await takeTracks(ctx, { connection, row, order, stored: existing, followUp, items: [], parts: [] })
  await ctx.db.update(followUps).set({ canceled: 1, updatedAt: ctx.clock.now() }).where(eq(followUps.id, existing.id))
  await tellStory(ctx, {
    store: row.store,
    orderId: row.id,
    stage: 'heard',
    text: `${NOUN[followUp.kind]} ${followUp.erpNumber} was cancelled in ${connection.name}.`,
  })
  const lines = storedLines
    .parse(existing.lines)
    .map(line => ({ itemId: line.itemId, quantity: amount(line.quantity) }))
  await decideFollowUp(ctx, {
    connection,
    row,
    order,
    stored: { ...existing, canceled: 1 },
    followUp,
    items: documentItems(order.lines, [], lines),
    parts: [],
  })
  return 'its cancellation is followed'
}

/** Nothing is to be done for what the ERP says of it: no order has to be locked to find that out. */
export const isHeard = (stored: FollowUpRow, followUp: FollowUp): boolean =>
  stored.canceled === 1 || (!followUp.canceled && newTracks(stored, followUp).length === 0)

function newTracks(stored: FollowUpRow, { kind, tracking }: FollowUp): FollowUp['tracking'] {
  if (kind !== 'shipment') return []
  const known = new Set(storedTracking.parse(stored.tracking).map(({ number }) => number))
  return tracking.filter(({ number }) => !known.has(number))
}

/** A parcel's number is often written on the delivery hours after it was made. */
async function takeTracks(ctx: FlowContext, input: FollowUpToDecide): Promise<string> {
  const { followUp, stored, row, connection } = input
  const added = newTracks(stored, followUp)
  await ctx.db
    .update(followUps)
    .set({ tracking: followUp.tracking, updatedAt: ctx.clock.now() })
    .where(eq(followUps.id, stored.id))
  await tellStory(ctx, {
    store: row.store,
    orderId: row.id,
    stage: 'heard',
    text: `Delivery ${followUp.erpNumber} has got tracking number ${added.map(({ number }) => number).join(', ')} in ${connection.name}.`,
  })
  await followTracks(ctx, input, added)
  await settleOrder(ctx, row.id)
  return 'its tracking numbers are followed'
}

function describeLines(lines: readonly LineQuantity[], order: CanonicalOrder): string {
  const words = lines
    .slice(0, 5)
    .map(({ itemId, quantity }) => `${quantity} × ${order.lines.find(line => line.id === itemId)?.sku ?? itemId}`)
  return words.length === 0 ? 'no goods' : words.join(', ') + (lines.length > 5 ? ` and ${lines.length - 5} more` : '')
}
