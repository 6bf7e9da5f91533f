import { and, eq } from 'drizzle-orm'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { SalesDocumentInput } from '../../erp/connector.ts'
import type { TrialAnswer, TrialStep } from '../../erp/connector-kind.ts'
import { translateOrder } from '../../magento/translate/order.ts'
import { createPressure } from '../../outbound/pressure.ts'
import { connectorOf, kindOf } from '../config/clients.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { inputOf } from '../order/plan-sales-document.ts'
import { requireRole } from '../require-role.ts'
import { withSettings } from './check-settings.ts'
import { parseSettings, type WrittenSettings } from './parse-settings.ts'
import { readVersionText } from './read-version-text.ts'

export interface TrySettings {
  readonly connection: string
  /** Settings as YAML, a version of them, or neither for the active ones. */
  readonly text?: string | undefined
  readonly version?: number | undefined
  /** Our id of an order, or one as Magento's REST gives it. */
  readonly order: { readonly id: number } | { readonly raw: unknown }
  /** What the ERP is taken to answer to the look for the order; absent: it is not there. */
  readonly found?: TrialAnswer | undefined
  /** What the ERP is taken to answer to the write; absent: the steps behind the request are left out. */
  readonly answer?: TrialAnswer | undefined
}

/** A step with the lines of the settings' text, as it was given or as `readVersionText` reads it. */
export interface TriedStep extends TrialStep {
  /** Where the step is written. */
  readonly writtenAt?: number
  /** Where it stopped. */
  readonly stoppedAt?: number
}

/**
 * One order through the steps of a connection's settings, each with input and output. Nobody is called and nothing is
 * kept. Connectors without steps of their own show the request that they plan.
 */
export async function trySettings(ctx: FlowContext, input: TrySettings): Promise<readonly TriedStep[]> {
  const connection = await ctx.remotes.connection(input.connection)
  requireRole(ctx, 'configure', connection.store)
  const { tried, written } = await settingsToTry(ctx, connection, input)
  const { order, subjectId } = await orderToTry(ctx, connection, input.order)
  const { settings: store } = await ctx.remotes.store(connection.store)
  const items = new Map(order.lines.map(({ sku }) => [sku, connection.policies.itemMap[sku] ?? sku]))
  const given = inputOf(connection, { order, subjectId, items, timezone: store.timezone })
  const { found, answer } = input
  const answers = { ...(found && { found }), ...(answer && { answer }) }
  const trial = { settings: tried.settings, input: given, clock: ctx.clock, ...answers }
  const steps = (await kindOf(connection).tryOut?.(trial)) ?? (await planOnly(ctx, tried, given))
  return steps.map(step => withLines(step, written))
}

function withLines(step: TrialStep, { lineOf, lineWithin }: WrittenSettings): TriedStep {
  const { source, error } = step
  if (!source) return step
  const stoppedAt = error && (error.line === undefined ? lineOf(source) : lineWithin(source, error.line).line)
  return { ...step, writtenAt: lineOf(source), ...(stoppedAt !== undefined && { stoppedAt }) }
}

async function settingsToTry(ctx: FlowContext, connection: ConnectionSetup, { text, version }: TrySettings) {
  const written = parseSettings(text ?? (await readVersionText(ctx, connection.code, version)).text)
  return { tried: withSettings(connection, written), written }
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
    const { settings } = await ctx.remotes.store(connection.store)
    const translated = translateOrder(wanted.raw, undefined, settings.orders.fields)
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
