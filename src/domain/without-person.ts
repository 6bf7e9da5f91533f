import type { CanonicalOrder, OrderAddress } from './order.ts'

/** Taxes follow the country. */
const nowhere = ({ country }: OrderAddress): OrderAddress => ({
  firstName: '',
  lastName: '',
  street: [],
  postcode: '',
  city: '',
  country,
})

/**
 * An order without the one who placed it: what is left is what the books need. What shoppers type themselves (options, notes,
 * numbers of their own) goes too, because anything may stand there; so does the description of the shipping, which may name
 * the shop where they pick it up.
 */
export function withoutPerson(order: CanonicalOrder): CanonicalOrder {
  const { customerNote: _note, coupon: _coupon, shippingAddress, shipping, payment, ...rest } = order
  const { description: _description, ...shipped } = shipping
  const { purchaseOrder: _number, ...paid } = payment
  return {
    ...rest,
    customer: { email: '', firstName: '', lastName: '', groupId: order.customer.groupId },
    billing: nowhere(order.billing),
    ...(shippingAddress && { shippingAddress: nowhere(shippingAddress) }),
    lines: order.lines.map(line => ({ ...line, options: [] })),
    shipping: shipped,
    payment: paid,
  }
}
