import { type ErpPlan, erpPlans } from '../../../sandbox/erp.ts'
import type { Order } from '../../../sandbox/magento/records.ts'
import { ORDER_KINDS, type OrderKind, placeOrder } from '../../../sandbox/magento/shopper.ts'
import type { SalesDocument } from '../../../src/domain/fulfilment.ts'
import { STORE } from './configuration.ts'
import type { FarSides } from './network.ts'
import { between, pick, pickWeighted, type Random, randomFor } from './random.ts'
import { MINUTE, SECOND, type Timeline } from './timeline.ts'
import type { Weather } from './weather.ts'

/** The people around the two systems: shoppers, the shop's staff, and the clerks in the ERP. */
export interface People {
  /** Looks for new sales documents and gives each to a clerk. */
  look(): void
  /** Magento ids of what was ordered. */
  readonly orders: readonly number[]
  /** Orders that somebody cancelled in Magento, whether it was possible or not. */
  readonly canceledByHand: ReadonlySet<number>
  /** What the clerks mean to do, by the ERP's id. */
  readonly plans: ReadonlyMap<string, ErpPlan>
}

interface Options {
  readonly seed: number
  readonly timeline: Timeline
  readonly weather: Weather
  readonly farSides: FarSides
  /** Orders that nobody places: the ERP's connection needs a person for each. */
  readonly leftOut: readonly OrderKind[]
  readonly onChange: () => void
  /** Whether the bridge knows of this sales document. */
  readonly isLinked: (erpId: string) => Promise<boolean>
}

/** Large orders cost time and find nothing more. */
const RARE: Partial<Record<OrderKind, number>> = { 'many-items': 0.1, 'prices-excl-tax': 0.5 }
const KIND_WEIGHTS = Object.fromEntries(
  Object.keys(ORDER_KINDS).map(kind => [kind, RARE[kind as OrderKind] ?? 1]),
) as Record<OrderKind, number> // the keys of that constant
const without = <Name extends string>(weights: Record<Name, number>, names: readonly Name[]): Record<Name, number> => ({
  ...weights,
  ...Object.fromEntries(names.map(name => [name, 0])),
})

const PLAN_WEIGHTS: Record<ErpPlan, number> = {
  'deliver-then-invoice': 40,
  'invoice-then-deliver': 15,
  'two-deliveries': 12,
  'two-invoices': 12,
  'invoice-only': 0,
  'credit-after': 12,
  cancel: 9,
}

/** Orders that nobody cancels in the ERP: the money is taken, or a person in Magento has them in hand. */
const NOT_CANCELED: readonly string[] = ['card-captured', 'card-authorized', 'held-then-released', 'canceled-later']

export function createPeople(options: Options): People {
  const { seed, timeline, farSides, leftOut, weather, onChange } = options
  const { magento, erp } = farSides
  const shopper = randomFor(seed, 'shopper')
  const clerk = randomFor(seed, 'clerk')
  const orders: number[] = []
  const kinds = new Map<number, OrderKind>()
  const canceledByHand = new Set<number>()
  const chosen = new Map<string, ErpPlan>()
  // Most accidents happen on the way to the sales document: not every seed has to go on to the invoice.
  const onHoliday = clerk() < 0.75
  const approving = new Set<string>()

  const staff = (orderId: number, action: 'cancel' | 'hold' | 'unhold', afterMs: number) =>
    timeline.plan(`staff: ${action} order ${orderId}`, timeline.now() + afterMs, async () => {
      if (action === 'cancel') canceledByHand.add(orderId)
      timeline.note(`staff: ${action} order ${orderId} → ${await magento.act(orderId, action)}`)
      onChange()
    })

  const shop = async (kind: OrderKind) => {
    const { entity_id: id } = placeOrder(magento.shop, kind)
    orders.push(id)
    kinds.set(id, kind)
    timeline.note(`shopper: order ${id}, ${kind}`)
    if (kind === 'held-then-released') {
      await magento.act(id, 'hold')
      staff(id, 'unhold', between(shopper, 5, 400) * SECOND)
    }
    if (kind === 'canceled-later') staff(id, 'cancel', between(shopper, 0, 400) * SECOND)
    if (kind === 'unknown-item') enterItem(id, between(shopper, 5, 600) * SECOND)
    onChange()
  }

  const enterItem = (orderId: number, afterMs: number) => {
    const sku = magento.shop.journal.get<Order>('orders', orderId)?.items[0]?.sku
    if (sku === undefined) return
    timeline.plan(`clerk: enters ${sku}`, timeline.now() + afterMs, () => {
      erp.enterItem(sku, `Nov izdelek ${sku}`, 19.9)
      timeline.note(`clerk: enters ${sku}`)
    })
  }

  const count = Number(pickWeighted(shopper, { '1': 88, '2': 9, '3': 3 }))
  for (let index = 0; index < count; index += 1) {
    const kind = pickWeighted(shopper, without(KIND_WEIGHTS, leftOut))
    timeline.plan('shopper', timeline.now() + between(shopper, 0, 120 * SECOND), () => shop(kind))
  }
  if (erp.demandApproval && weather.has('approval needed') && shopper() < 0.5) {
    weather.count('approval needed')
    erp.demandApproval()
  }

  const workOn = (erpId: string, plan: ErpPlan, afterMs: number): void =>
    timeline.plan(`clerk: ${plan} ${erpId}`, timeline.now() + afterMs, async () => {
      // The bridge looks for live documents only: one that is cancelled before it was found is made again
      // (docs/reliability.md, "A write to the outside happens at most once").
      if (plan === 'cancel' && !(await options.isLinked(erpId)))
        return workOn(erpId, plan, between(clerk, 10, 90) * SECOND)
      const step = erp.step(erpId, plan)
      timeline.note(`clerk: order ${erpId}: ${typeof step === 'string' ? step : JSON.stringify(step)}`)
      onChange()
      look()
      // Refused by the ERP's own rules: the clerk leaves it.
      if (typeof step === 'object' && 'done' in step) workOn(erpId, plan, between(clerk, 1, 90) * SECOND)
    })

  /** People in an ERP that the bridge cannot cancel in, until they are told to. */
  const listen = (document: SalesDocument): void =>
    timeline.plan(`clerk: listens for ${document.erpId}`, timeline.now() + between(clerk, 10, 90) * SECOND, () => {
      if (canceledByHand.has(orderIdOf(document))) workOn(document.erpId, 'cancel', 0)
      else listen(document)
    })

  const approve = (draft: SalesDocument) => {
    approving.add(draft.erpId)
    timeline.plan(`approver: ${draft.erpId}`, timeline.now() + between(clerk, 5, 900) * SECOND, () => {
      erp.approve?.(draft.erpId)
      timeline.note(`approver: ${draft.erpId} is approved`)
      onChange()
      look()
    })
  }

  const look = () => {
    for (const document of erp.salesDocuments()) {
      if (document.state === 'draft' ? approving.has(document.erpId) : chosen.has(document.erpId)) continue
      if (document.state === 'draft') approve(document)
      else begin(document)
    }
  }
  const begin = (document: SalesDocument) => {
    const kind = kinds.get(orderIdOf(document)) ?? 'guest-simple'
    const plan = planFor(clerk, kind, erp.plans)
    chosen.set(document.erpId, plan)
    if (kind === 'canceled-later' && erp.cancelsByHand && clerk() < 0.6) listen(document)
    if (kind !== 'canceled-later' && !onHoliday) workOn(document.erpId, plan, between(clerk, 0, 2 * MINUTE))
  }

  return {
    orders,
    canceledByHand,
    plans: chosen,
    look,
  }
}

const orderIdOf = ({ orderbridgeId = '' }: SalesDocument): number => Number(orderbridgeId.replace(`${STORE}-`, ''))

/** @param known plans that the clerks of this ERP know */
function planFor(random: Random, kind: OrderKind, known: readonly ErpPlan[]): ErpPlan {
  const unknown = erpPlans.filter(plan => !known.includes(plan))
  const plan = pickWeighted(random, without(PLAN_WEIGHTS, unknown))
  return plan === 'cancel' && NOT_CANCELED.includes(kind) ? pick(random, erpPlans.slice(0, 4)) : plan
}
