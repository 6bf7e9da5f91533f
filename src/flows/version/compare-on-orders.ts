import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { settingsVersions } from '../../db/schema/versions.ts'
import { UserError } from '../../domain/errors.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { ErpConnector, SalesDocumentPlan } from '../../erp/connector.ts'
import { createPressure } from '../../outbound/pressure.ts'
import { connectorOf, kindOf } from '../config/clients.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { planSalesDocument } from '../order/plan-sales-document.ts'
import { requireRole } from '../require-role.ts'
import { withSettings } from './check-settings.ts'
import { compareRequests, type ValueDifference } from './compare-requests.ts'
import { parseSettings } from './parse-settings.ts'
import { readVersion, type Tried } from './read-version.ts'
import { ensureFirstVersion } from './remember-version.ts'

export const MOST_ORDERS = 200

export interface OrderDifference {
  readonly orderId: number
  readonly number: string
  /** Empty: the request is the same. */
  readonly values: readonly ValueDifference[]
  /** Why the version would not send it. */
  readonly held: string | undefined
  /** Why the active version does not either. */
  readonly heldNow: string | undefined
}

export interface Comparison extends Tried {
  /** Absent: the text that was given. */
  readonly version?: number
  /** Only orders that would differ. */
  readonly differences: readonly OrderDifference[]
}

export interface CompareOnOrders {
  readonly connection: string
  readonly last: number
  /** A version, or settings as YAML that need not be kept. */
  readonly wanted: { readonly version: number } | { readonly text: string }
}

/**
 * Plans the last orders of a connection with the active settings and with others, and says where the requests differ.
 * Nothing is sent: both speak with an imagined ERP. What came of it is kept with the version.
 */
export async function compareOnOrders(ctx: FlowContext, input: CompareOnOrders): Promise<Comparison> {
  const connection = await ctx.remotes.connection(input.connection)
  requireRole(ctx, 'configure', connection.store)
  if (!Number.isSafeInteger(input.last) || input.last < 1 || input.last > MOST_ORDERS)
    throw new UserError(`Give a number of orders from 1 to ${MOST_ORDERS}.`)
  await ensureFirstVersion(ctx, connection.code)
  const active = await readVersion(ctx, connection.code)
  const { wanted } = input
  const later =
    'text' in wanted
      ? withSettings(connection, parseSettings(wanted.text)).settings
      : (await readVersion(ctx, connection.code, wanted.version)).settings
  const known = await readOrders(ctx, connection, input.last)
  const differences = await planBoth(ctx, connection, { now: active.settings, later }, known)
  const tried: Tried = {
    at: ctx.clock.now().toISOString(),
    against: active.version,
    orders: known.length,
    same: known.length - differences.length,
    different: differences.length,
    newlyHeld: differences.filter(isNewlyHeld).length,
  }
  if ('text' in wanted) return { ...tried, differences }
  await ctx.db
    .update(settingsVersions)
    .set({ tried })
    .where(and(eq(settingsVersions.subject, connection.code), eq(settingsVersions.version, wanted.version)))
  return { ...tried, version: wanted.version, differences }
}

/** The same for settings that nobody has kept yet. */
export async function compareUnkept(
  ctx: FlowContext,
  connection: ConnectionSetup,
  settings: { readonly now: unknown; readonly later: unknown },
  last: number,
): Promise<Pick<Tried, 'orders' | 'different' | 'newlyHeld'>> {
  const known = await readOrders(ctx, connection, last)
  const differences = await planBoth(ctx, connection, settings, known)
  return {
    orders: known.length,
    different: differences.length,
    newlyHeld: differences.filter(isNewlyHeld).length,
  }
}

const isNewlyHeld = ({ held, heldNow }: OrderDifference): boolean => held !== undefined && heldNow === undefined

/** @returns only the orders that would differ. */
async function planBoth(
  ctx: FlowContext,
  connection: ConnectionSetup,
  settings: { readonly now: unknown; readonly later: unknown },
  known: readonly KnownOrder[],
): Promise<OrderDifference[]> {
  const now = await planAll(ctx, connection, settings.now, known)
  const later = await planAll(ctx, connection, settings.later, known)
  return known
    .map((order, index) => differenceOf(order, now[index], later[index]))
    .filter(({ values, held, heldNow }) => values.length > 0 || held !== heldNow)
}

export interface KnownOrder {
  readonly id: number
  readonly order: CanonicalOrder
  /** The ERP's customer, as far as the order got; "" else. */
  readonly subjectId: string
}

async function readOrders(ctx: FlowContext, connection: ConnectionSetup, last: number): Promise<KnownOrder[]> {
  const rows = await ctx.db
    .select({ order: orders, subjectId: salesDocuments.subjectErpId })
    .from(orders)
    .innerJoin(
      salesDocuments,
      and(eq(salesDocuments.orderId, orders.id), eq(salesDocuments.connection, connection.code)),
    )
    .where(and(eq(orders.store, connection.store), isNotNull(orders.canonical), isNull(orders.erasedAt)))
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(last)
  return rows.flatMap(({ order: row, subjectId }) => {
    const order = canonicalOf(row)
    return order ? [{ id: row.id, order, subjectId: subjectId ?? '' }] : []
  })
}

/** In an imagined ERP. One after the other: scripts of a connection run one order at a time. */
export async function planAll(
  ctx: FlowContext,
  connection: ConnectionSetup,
  settings: unknown,
  known: readonly KnownOrder[],
): Promise<SalesDocumentPlan[]> {
  const { settings: store } = await ctx.remotes.store(connection.store)
  const { timezone } = store
  const changed = withSettings(connection, { value: settings })
  const imagined = kindOf(connection).imagined()
  const erp = connectorOf(changed, {
    clock: ctx.clock,
    random: ctx.random,
    createSend: () => imagined,
    pressure: createPressure(),
  })
  try {
    const plans: SalesDocumentPlan[] = []
    for (const { order, subjectId } of known) plans.push(await planOne(erp, changed, { order, subjectId, timezone }))
    return plans
  } finally {
    await erp.close()
  }
}

function planOne(
  erp: ErpConnector,
  connection: ConnectionSetup,
  { order, subjectId, timezone }: { order: CanonicalOrder; subjectId: string; timezone: string },
): Promise<SalesDocumentPlan> {
  const items = new Map(order.lines.map(({ sku }) => [sku, connection.policies.itemMap[sku] ?? sku]))
  return planSalesDocument(erp, connection, { order, subjectId, items, timezone })
}

function differenceOf(
  { id, order }: KnownOrder,
  now: SalesDocumentPlan | undefined,
  then: SalesDocumentPlan | undefined,
): OrderDifference {
  const shown = (plan: SalesDocumentPlan | undefined) => ({
    ...(plan && { method: plan.request.method, path: plan.request.path, body: plan.request.body }),
    total: plan?.expectedTotal,
  })
  return {
    orderId: id,
    number: order.number,
    values: compareRequests(shown(now), shown(then)),
    held: then?.hold?.message,
    heldNow: now?.hold?.message,
  }
}
