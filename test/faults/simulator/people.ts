import type { Order } from '../../../sandbox/magento/records.ts'
import { ORDER_KINDS, type OrderKind, placeOrder } from '../../../sandbox/magento/shopper.ts'
import { B1Error } from '../../../sandbox/sap-b1/b1-error.ts'
import { stepOrder } from '../../../sandbox/sap-b1/clerk.ts'
import { type Plan, plans } from '../../../sandbox/sap-b1/clerk-plans.ts'
import type { B1Document } from '../../../sandbox/sap-b1/documents.ts'
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
  /** ERP plans by DocEntry. */
  readonly plans: ReadonlyMap<number, Plan>
}

interface Options {
  readonly seed: number
  readonly timeline: Timeline
  readonly weather: Weather
  readonly farSides: FarSides
  readonly onChange: () => void
  /** Whether the bridge knows of this sales document. */
  readonly isLinked: (docEntry: number) => Promise<boolean>
}

/** Large orders cost time and find nothing more. */
const RARE: Partial<Record<OrderKind, number>> = { 'many-items': 0.1, 'prices-excl-tax': 0.5 }
const KIND_WEIGHTS = Object.fromEntries(
  Object.keys(ORDER_KINDS).map(kind => [kind, RARE[kind as OrderKind] ?? 1]),
) as Record<OrderKind, number> // the keys of that constant

const PLAN_WEIGHTS: Readonly<Record<Plan, number>> = {
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
  const { seed, timeline, farSides, weather, onChange } = options
  const { magento, b1 } = farSides
  const shopper = randomFor(seed, 'shopper')
  const clerk = randomFor(seed, 'clerk')
  const orders: number[] = []
  const kinds = new Map<number, OrderKind>()
  const canceledByHand = new Set<number>()
  const chosen = new Map<number, Plan>()
  // Most accidents happen on the way to the sales document: not every seed has to go on to the invoice.
  const onHoliday = clerk() < 0.75
  const approving = new Set<number>()

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
      b1.createItem(sku, `Nov izdelek ${sku}`, 19.9)
      timeline.note(`clerk: enters ${sku}`)
    })
  }

  const count = Number(pickWeighted(shopper, { '1': 88, '2': 9, '3': 3 }))
  for (let index = 0; index < count; index += 1) {
    const kind = pickWeighted(shopper, KIND_WEIGHTS)
    timeline.plan('shopper', timeline.now() + between(shopper, 0, 120 * SECOND), () => shop(kind))
  }
  if (weather.has('approval needed') && shopper() < 0.5) {
    weather.count('approval needed')
    b1.company.faults.add({ kind: 'approvalDraft' })
  }

  const workOn = (document: B1Document, plan: Plan, afterMs: number): void =>
    timeline.plan(`clerk: ${plan} ${document.DocEntry}`, timeline.now() + afterMs, async () => {
      // The bridge looks for live documents only: one that is cancelled before it was found is made again
      // (docs/reliability.md, "A write to the outside happens at most once").
      if (plan === 'cancel' && !(await options.isLinked(document.DocEntry)))
        return workOn(document, plan, between(clerk, 10, 90) * SECOND)
      const step = tryStep(options, document.DocEntry, plan)
      timeline.note(`clerk: order ${document.DocEntry}: ${step ?? 'nothing left to do'}`)
      onChange()
      if (step !== undefined) workOn(document, plan, between(clerk, 1, 90) * SECOND)
    })

  const approve = (draft: B1Document) => {
    approving.add(draft.DocEntry)
    timeline.plan(`approver: draft ${draft.DocEntry}`, timeline.now() + between(clerk, 5, 900) * SECOND, () => {
      b1.approveDraft(draft.DocEntry)
      timeline.note(`approver: draft ${draft.DocEntry} is approved`)
      onChange()
    })
  }

  return {
    orders,
    canceledByHand,
    plans: chosen,
    look() {
      for (const draft of b1.list<B1Document>('Drafts')) if (!approving.has(draft.DocEntry)) approve(draft)
      for (const document of b1.list<B1Document>('Orders')) {
        if (chosen.has(document.DocEntry)) continue
        const plan = planFor(clerk, kinds.get(orderIdOf(document)) ?? 'guest-simple')
        chosen.set(document.DocEntry, plan)
        if (kinds.get(orderIdOf(document)) !== 'canceled-later' && !onHoliday)
          workOn(document, plan, between(clerk, 0, 2 * MINUTE))
      }
    },
  }
}

export const orderIdOf = (document: B1Document): number =>
  Number(String(document.U_OrderbridgeId ?? '').replace(`${STORE}-`, ''))

function planFor(random: Random, kind: OrderKind): Plan {
  const plan = pickWeighted(random, PLAN_WEIGHTS)
  return plan === 'cancel' && NOT_CANCELED.includes(kind) ? pick(random, plans.slice(0, 4)) : plan
}

/** Refused by the ERP's own rules: the clerk leaves it. */
function tryStep({ farSides, timeline }: Options, docEntry: number, plan: Plan): string | undefined {
  try {
    return stepOrder(farSides.b1, docEntry, plan)
  } catch (error) {
    if (!(error instanceof B1Error)) throw error
    timeline.note(`clerk: order ${docEntry} is refused: ${error.message}`)
    return undefined
  }
}
