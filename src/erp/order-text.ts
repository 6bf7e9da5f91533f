import type { CanonicalOrder } from '../domain/order.ts'

/** What people may put into the remarks of a document, by the name in braces. Empty where the order does not have it. */
const valuesOf = (order: CanonicalOrder): Readonly<Record<string, string | undefined>> => ({
  number: order.number,
  note: order.customerNote,
  coupon: order.coupon,
  payment: order.payment.method,
  transaction: order.payment.transactionId,
  purchaseOrder: order.payment.purchaseOrder,
  shipping: order.shipping.description,
  ...Object.fromEntries(Object.entries(order.fields ?? {}).map(([name, text]) => [`field:${name}`, text])),
})

/**
 * "Magento {number} {note}" with what the order says; braces around anything else stay as they are.
 * @param more names that only this ERP knows
 */
export function orderText(
  template: string,
  order: CanonicalOrder,
  more: Readonly<Record<string, string>> = {},
): string {
  const values = new Map(Object.entries({ ...valuesOf(order), ...more }))
  return template.replace(/\{((?:field:)?\w+)\}/g, (braced, name: string) =>
    values.has(name) || name.startsWith('field:') ? (values.get(name) ?? '') : braced,
  )
}
