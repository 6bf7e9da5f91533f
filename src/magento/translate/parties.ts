import { isZero, ZERO } from '../../domain/amount.ts'
import type { OrderAddress, OrderCustomer, OrderPayment } from '../../domain/order.ts'
import { refuse } from './refusal.ts'
import type { MagentoAddress, MagentoOrder } from './schema.ts'
import { line } from './text.ts'

/** Only the keys that have a value, as exactOptionalPropertyTypes wants them. */
export function present<K extends string>(fields: Readonly<Record<K, string | undefined>>): { [P in K]?: string } {
  const entries = Object.entries<string | undefined>(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [P in K]?: string } // the same keys, less the absent ones
}

/**
 * Billing address, and the shipping address unless the order is virtual. An order without a billing address is billed
 * to where it goes.
 * @throws Refused when there is no address or it has no country.
 */
export function addressesOf(order: MagentoOrder): { billing: OrderAddress; shippingAddress?: OrderAddress } {
  const assigned = order.extension_attributes?.shipping_assignments.map(each => each.shipping?.address)
  const shipping = order.is_virtual ? undefined : (assigned?.find(a => a !== undefined) ?? order.shipping_address)
  const billing = order.billing_address ?? shipping
  if (!billing) return refuse('invalid', 'billing_address is missing')
  const billed = address(billing, order, 'billing_address')
  return shipping
    ? { billing: billed, shippingAddress: address(shipping, order, 'shipping address') }
    : { billing: billed }
}

function address(raw: MagentoAddress, order: MagentoOrder, where: string): OrderAddress {
  const country = line(raw.country_id)?.toUpperCase()
  if (!country || !/^[A-Z]{2}$/.test(country)) return refuse('invalid', `${where} has no country_id of two letters`)
  return {
    firstName: line(raw.firstname) ?? line(order.customer_firstname) ?? '',
    lastName: line(raw.lastname) ?? line(order.customer_lastname) ?? '',
    street: raw.street
      .slice(0, 10)
      .map(part => line(part))
      .filter(part => part !== undefined),
    postcode: line(raw.postcode) ?? '',
    city: line(raw.city) ?? '',
    country,
    ...present({
      company: line(raw.company),
      vatId: line(raw.vat_id),
      region: line(raw.region),
      regionCode: line(raw.region_code),
      phone: line(raw.telephone),
      email: line(raw.email),
    }),
  }
}

/** @throws Refused when the order has no e-mail address: it is what a guest is recognised by. */
export function customerOf(order: MagentoOrder, billing: OrderAddress): OrderCustomer {
  const email = line(order.customer_email) ?? billing.email
  if (!email) return refuse('invalid', 'customer_email is missing')
  const guest = order.customer_is_guest || order.customer_id === undefined
  return {
    email,
    firstName: line(order.customer_firstname) ?? billing.firstName,
    lastName: line(order.customer_lastname) ?? billing.lastName,
    groupId: order.customer_group_id ?? 0,
    ...(guest || order.customer_id === undefined ? {} : { id: order.customer_id }),
    ...present({ taxId: line(order.customer_taxvat) }),
  }
}

/** total_paid is absent until something is paid; the payment's own amount_paid then is as well (order-get-card-auth). */
export function paymentOf(order: MagentoOrder): OrderPayment {
  const payment = order.payment
  const method = line(payment?.method)
  if (!method) return refuse('invalid', 'payment.method is missing')
  return {
    method,
    paid: order.total_paid ?? payment?.amount_paid ?? ZERO,
    authorized: payment?.amount_authorized ?? ZERO,
    ...(order.total_refunded !== undefined && !isZero(order.total_refunded) && { refunded: order.total_refunded }),
    ...present({ transactionId: line(payment?.last_trans_id), purchaseOrder: line(payment?.po_number) }),
  }
}
