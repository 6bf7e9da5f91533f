import { and, eq } from 'drizzle-orm'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { SalesDocumentInput, TrialStep } from '../../erp/connector.ts'
import { translateOrder } from '../../magento/translate/order.ts'
import { createPressure } from '../../outbound/pressure.ts'
import { connectorOf, kindOf } from '../config/clients.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { inputOf } from '../order/plan-sales-document.ts'
import { requireRole } from '../require-role.ts'
import { withSettings } from './check-settings.ts'
import { parseSettings } from './parse-settings.ts'
import { readVersion } from './read-version.ts'
import { ensureFirstVersion } from './remember-version.ts'

export interface TrySettings {
  readonly connection: string
  /** Settings as YAML, a version of them, or neither for the active ones. */
  readonly text?: string | undefined
  readonly version?: number | undefined
  /** Our id of an order, or one as Magento's REST gives it. */
  readonly order: { readonly id: number } | { readonly raw: unknown }
  /** What the ERP is taken to answer. */
  readonly answer?: { readonly status: number; readonly body: string } | undefined
}

/**
 * One order through the steps of a connection's settings, each with input and output. Nobody is called and nothing is
 * kept. Connectors without steps of their own show the request that they plan.
 */
export async function trySettings(ctx: FlowContext, input: TrySettings): Promise<readonly TrialStep[]> {
  const connection = await ctx.remotes.connection(input.connection)
  requireRole(ctx, 'configure', connection.store)
  const tried = await settingsToTry(ctx, connection, input)
  const { order, subjectId } = await orderToTry(ctx, connection, input.order)
  const { settings: store } = await ctx.remotes.store(connection.store)
  const items = new Map(order.lines.map(({ sku }) => [sku, connection.policies.itemMap[sku] ?? sku]))
  const given = inputOf(connection, { order, subjectId, items, timezone: store.timezone })
  const { answer } = input
  const trial = { settings: tried.settings, input: given, clock: ctx.clock, ...(answer && { answer }) }
  return (await kindOf(connection).tryOut?.(trial)) ?? (await planOnly(ctx, tried, given))
}

async function settingsToTry(ctx: FlowContext, connection: ConnectionSetup, input: TrySettings) {
  if (input.text !== undefined) return withSettings(connection, parseSettings(input.text))
  if (input.version === undefined) return connection
  await ensureFirstVersion(ctx, connection.code)
  const { settings } = await readVersion(ctx, connection.code, input.version)
  return withSettings(connection, { value: settings })
}

interface OrderToTry {
  readonly order: CanonicalOrder
  readonly subjectId: string
}

async function orderToTry(
  ctx: FlowContext,
  connection: ConnectionSetup,
  wanted: TrySettings['order'],
): Promise<OrderToTry> {
  if ('raw' in wanted) {
    const translated = translateOrder(wanted.raw)
    if (!translated.ok) throw new UserError(translated.refusal.message)
    return { order: translated.order, subjectId: '' }
  }
  const [row] = await ctx.db
    .select({ order: orders, subjectId: salesDocuments.subjectErpId })
    .from(orders)
    .leftJoin(
      salesDocuments,
      and(eq(salesDocuments.orderId, orders.id), eq(salesDocuments.connection, connection.code)),
    )
    .where(and(eq(orders.store, connection.store), eq(orders.id, wanted.id)))
  const order = row && canonicalOf(row.order)
  if (!order) throw new UserError(`Store ${connection.store} has no order ${wanted.id} that could be translated.`)
  return { order, subjectId: row.subjectId ?? '' }
}

async function planOnly(
  ctx: FlowContext,
  connection: ConnectionSetup,
  input: SalesDocumentInput,
): Promise<readonly TrialStep[]> {
  const imagined = kindOf(connection).imagined()
  const erp = connectorOf(connection, {
    clock: ctx.clock,
    random: ctx.random,
    createSend: () => imagined,
    pressure: createPressure(),
  })
  try {
    const { request, warnings, hold } = await erp.planSalesDocument(input)
    const { method, path, body } = request
    return [
      {
        step: 'request',
        input: input.order,
        output: { method, path, body },
        attributes: {},
        log: warnings.map(text => ({ level: 'warn', text })),
        ...(hold && { error: { message: `${hold.message} ${hold.remedy}` } }),
      },
    ]
  } finally {
    await erp.close()
  }
}
