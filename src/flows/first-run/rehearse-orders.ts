import { compare, isZero } from '../../domain/amount.ts'
import { RemoteError, UserError } from '../../domain/errors.ts'
import type { StoreSettings } from '../../domain/settings.ts'
import type { Magento } from '../../magento/contract.ts'
import { productsToLookUp } from '../../magento/translate/order.ts'
import type { ConnectionSetup, StoreSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { describeRaw } from '../order/describe-raw.ts'
import { type OrderPreview, previewOrder } from '../order/preview-order.ts'
import { requireRole } from '../require-role.ts'
import { keepFirstRun, type RehearsedOrder, type Report, readFirstRun } from './first-run.ts'

export const REHEARSED = 10
/** A page waits for so long at most; then it asks again. */
const LONGEST_MS = 12_000
/** Longer than that and one order more: whoever comes meanwhile leaves it alone. */
const LEASE_MS = 40_000

/**
 * What the bridge would do with the last orders of the shop, as if they were placed now and nothing had to wait: by the
 * same steps as when it does it, look-ups in the ERP included. Nothing is written to the outside. Works for some seconds;
 * called again it goes on where it was.
 * @param input.anew begin again, with the orders that are the last ones now
 */
export async function rehearseOrders(
  ctx: FlowContext,
  input: { readonly store: string; readonly anew: boolean },
): Promise<void> {
  const { store, anew } = input
  requireRole(ctx, 'operate', store)
  if (ctx.webOnly)
    throw new UserError('This part of Orderbridge calls nobody. Run "orderbridge order preview" where the workers run.')
  const connections = await ctx.remotes.connectionsOf(store)
  if (connections.length === 0) throw new UserError('There is no ERP to try it with yet. Connect one first.')
  const magento = await ctx.remotes.magento(store)
  const known = anew ? undefined : (await readFirstRun(ctx, { stores: [store], store }))?.report
  const now = ctx.clock.now()
  if (known?.workingUntil && known.workingUntil > now) return
  const begun = known ?? (await begin(ctx, store, magento))
  const workingUntil = new Date(now.getTime() + LEASE_MS)
  await keepFirstRun(ctx, store, { report: { ...begun, workingUntil } })
  const setup = await setupOf(ctx, store, magento)
  const report = await work(ctx, { magento, setup, connections }, { ...begun, stopped: undefined }, async reached =>
    keepFirstRun(ctx, store, { report: { ...reached, workingUntil } }),
  )
  await keepFirstRun(ctx, store, { report: { ...report, part: begun.part + 1 } })
}

/** Order by order, as long as the time reaches. What a far side, or the settings, say against it ends it for now. */
async function work(
  ctx: FlowContext,
  sides: Omit<Wanted, 'id'>,
  begun: Report,
  keep: (report: Report) => Promise<void>,
): Promise<Report> {
  const until = ctx.clock.now().getTime() + LONGEST_MS
  let report = begun
  for (;;) {
    const [id, ...left] = report.left
    if (id === undefined || ctx.clock.now().getTime() >= until) return report
    try {
      const rehearsed = await rehearse(ctx, { ...sides, id })
      report = { ...report, left, orders: [...report.orders, ...rehearsed] }
    } catch (error) {
      if (!(error instanceof RemoteError || error instanceof UserError)) throw error
      return { ...report, stopped: error.message }
    }
    await keep(report)
  }
}

async function begin(ctx: FlowContext, store: string, magento: Magento): Promise<Report> {
  const newest = await magento.readNewestOrders(REHEARSED).catch(asUserError)
  const left = newest.flatMap(raw => describeRaw(raw)?.magentoId ?? [])
  const report = { at: ctx.clock.now(), left, orders: [], part: 0 }
  await keepFirstRun(ctx, store, { report })
  return report
}

function asUserError(error: unknown): never {
  if (error instanceof RemoteError)
    throw new UserError(`Magento did not give its last orders: ${error.message}`, { cause: error })
  throw error
}

/** Neither history nor hold time nor the pause keeps an order from being tried. */
async function setupOf(ctx: FlowContext, store: string, magento: Magento): Promise<StoreSetup> {
  const { addedAt: _, ...setup } = await ctx.remotes.store(store)
  const views = setup.views.length > 0 ? setup.views : await magento.readStoreViews().catch(asUserError)
  const { settings } = setup
  const byView = Object.entries(settings.orders.views).map(([code, rules]) => [code, atOnce(rules)] as const)
  const orders = { ...atOnce(settings.orders), views: Object.fromEntries(byView) }
  return { ...setup, views, paused: false, settings: { ...settings, orders } }
}

type Rules = StoreSettings['orders']['views'][string]

function atOnce<R extends Rules>({ since: _, holdMinutes: __, ...rules }: R): Omit<R, 'since' | 'holdMinutes'> {
  return rules
}

interface Wanted {
  readonly magento: Magento
  readonly setup: StoreSetup
  readonly connections: readonly ConnectionSetup[]
  readonly id: number
}

/** @returns nothing for an order that Magento does not have any more. */
async function rehearse(ctx: FlowContext, { magento, setup, connections, id }: Wanted): Promise<RehearsedOrder[]> {
  const [raw] = await magento.readOrders([id])
  const facts = describeRaw(raw)
  if (!facts) return []
  const productIds = productsToLookUp(raw)
  const productSkus = productIds.length > 0 ? await magento.readSkus(productIds) : new Map<number, string>()
  const { clock, random } = ctx
  const input = { raw, productSkus, store: setup, connections, clock, random, lookUps: 'real' as const }
  return [asRehearsed(facts, await previewOrder(input))]
}

function asRehearsed(facts: NonNullable<ReturnType<typeof describeRaw>>, preview: OrderPreview): RehearsedOrder {
  const { order, totals, connection, requests, erpTotal, held, existing, newCustomer, missingItems } = preview
  const isOther = order !== undefined && erpTotal !== undefined && compare(erpTotal, order.grandTotal) !== 0
  return {
    id: facts.magentoId,
    number: facts.number,
    placedAt: facts.placedAt,
    total: order?.grandTotal ?? facts.grandTotal,
    currency: order?.currency ?? facts.currency,
    outcome: outcomeOf(preview),
    ...(connection && { connection: connection.name }),
    ...(existing && { message: existing.erpNumber }),
    ...(held && { message: held.message, remedy: held.remedy }),
    ...(erpTotal !== undefined && { erpTotal }),
    differs: isOther || (totals !== undefined && !isZero(totals.difference)),
    ...(newCustomer !== undefined && { newCustomer }),
    missingItems: [...missingItems],
    requests: requests.map(({ method, path, body }) => ({ method, path, body })),
    warnings: [...preview.warnings],
  }
}

function outcomeOf({ order, existing, held }: OrderPreview): RehearsedOrder['outcome'] {
  if (!order) return 'refused'
  if (existing) return 'there'
  if (!held) return 'sent'
  if (held.code === 'waiting') return 'waits'
  return held.code === 'skipped' || held.code === 'canceled' ? 'left_out' : 'held'
}
