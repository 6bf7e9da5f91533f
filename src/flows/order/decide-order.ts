import type { CanonicalOrder } from '../../domain/order.ts'
import type { StoreSetup } from '../config/read-setup.ts'
import { dayIn } from './plan-sales-document.ts'

/** What is to be done with an order that is not in the ERP yet. */
export type Decision =
  | { readonly phase: 'preparing'; readonly reason: string }
  | { readonly phase: 'waiting'; readonly reason: string; readonly until?: Date }
  | { readonly phase: 'skipped' | 'canceled'; readonly reason: string }

const NOT_YET: ReadonlyMap<string, string> = new Map([
  ['pending_payment', 'waits for the payment'],
  ['payment_review', 'waits for the payment review in Magento'],
  ['holded', 'on hold in Magento'],
])

/** Magento's clock may be behind ours by so much; the first poll begins as much earlier (poll-magento-orders.ts). */
const ADDED_OVERLAP_MS = 60_000

/** The rules of the store and of the order's store view, in the order in which a merchant would ask them. Pure. */
export function decideOrder(order: CanonicalOrder, setup: StoreSetup, now: Date, forced: boolean): Decision {
  const view = setup.views.find(candidate => candidate.id === order.storeViewId)
  const rules = { ...setup.settings.orders, ...(view && setup.settings.orders.views[view.code]) }
  if (order.state === 'canceled')
    return { phase: 'canceled', reason: 'cancelled in Magento before it was sent to the ERP' }
  if (order.state === 'closed')
    return { phase: 'skipped', reason: 'refunded in full in Magento before it was sent to the ERP' }
  if (forced) return { phase: 'preparing', reason: 'sent by hand' }
  if (rules.skip)
    return { phase: 'skipped', reason: `orders of store view ${view?.code ?? order.storeViewId} are not sent` }
  if (rules.since && dayIn(setup.settings.timezone, order.placedAt) < rules.since)
    return { phase: 'skipped', reason: `placed before the cut-over date ${rules.since}` }
  if (!rules.since && setup.addedAt && Date.parse(order.placedAt) < setup.addedAt.getTime() - ADDED_OVERLAP_MS)
    return { phase: 'skipped', reason: 'placed before the store was added, and no cut-over date is set' }
  const notYet = NOT_YET.get(order.state)
  if (notYet) return { phase: 'waiting', reason: notYet }
  if (rules.statuses && !rules.statuses.includes(order.status))
    return {
      phase: 'waiting',
      reason: `waits for one of the statuses ${rules.statuses.join(', ')}; it is ${order.status}`,
    }
  const until = new Date(Date.parse(order.placedAt) + (rules.holdMinutes ?? 0) * 60_000)
  if (until > now) return { phase: 'waiting', reason: 'waits for the hold time to pass', until }
  return { phase: 'preparing', reason: 'customer and items are looked up in the ERP' }
}
