import type { OrderRow } from './hear-orders.ts'

const GIVEN_UP = 'given up and cancelled in Magento: '

/** The phase's reason of what a person leaves out. */
export const skippedBy = (name: string, reason: string): string => `skipped by ${name}: ${reason}`
/** The same for what is cancelled in Magento with it: that is not taken back. */
export const givenUpBy = (name: string, reason: string): string => skippedBy(name, GIVEN_UP + reason)

/** Can be taken up again; what a rule left out is looked at anew by itself, what was given up is over. */
export const isSkippedByPerson = (order: Pick<OrderRow, 'phase' | 'phaseReason'>): boolean =>
  order.phase === 'skipped' &&
  order.phaseReason.startsWith('skipped by') &&
  !order.phaseReason.includes(`: ${GIVEN_UP}`)
