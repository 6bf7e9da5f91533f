import type { OrderRefusal } from '../../domain/order.ts'

/** Carries a refusal up to translateOrder, which is the only place that catches it. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: OrderRefusal['code']
  constructor(code: OrderRefusal['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** @throws Refused always. `message` says what is wrong in the order, without its number and without a full stop. */
export function refuse(code: OrderRefusal['code'], message: string): never {
  throw new Refused(code, message)
}
