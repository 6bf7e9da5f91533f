import type { OrderRefusal, TotalsCheck } from '../../domain/order.ts'

/** Carries a refusal up to translateOrder, which is the only place that catches it. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: OrderRefusal['code']
  readonly totals: TotalsCheck | undefined
  constructor(code: OrderRefusal['code'], message: string, totals?: TotalsCheck) {
    super(message)
    this.code = code
    this.totals = totals
  }
}

/**
 * @param message what is wrong in the order, without its number and without a full stop.
 * @param totals in order currency, when they are what is wrong.
 * @throws Refused always.
 */
export function refuse(code: OrderRefusal['code'], message: string, totals?: TotalsCheck): never {
  throw new Refused(code, message, totals)
}
