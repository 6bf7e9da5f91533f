import type { OrderRow } from './hear-orders.ts'

const KEPT_BACK = 'kept back by '

/** The phase's reason while a person holds it. */
export const keptBackBy = (name: string, reason: string): string => `${KEPT_BACK}${name}: ${reason}`

/** Nothing but a person lets it go: no rule, no news from Magento, no problem that is over. */
export const isHeldByPerson = (order: Pick<OrderRow, 'phase' | 'phaseReason'>): boolean =>
  order.phase === 'held' && order.phaseReason.startsWith(KEPT_BACK)
