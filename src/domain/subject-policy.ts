import type { CanonicalOrder, OrderAddress } from './order.ts'
import type { ConnectionPolicies } from './settings.ts'
import type { Subject } from './subject.ts'

/** Who the order is booked on: a subject of its own, or the one that is shared by all guests. */
export type SubjectChoice = { readonly kind: 'own'; readonly subject: Subject } | { readonly kind: 'collective' }

/**
 * A VAT id decides for companies, then the Magento customer, then the connection's rule for guests.
 * VAT ids are compared without blanks, dots and dashes.
 */
export function chooseSubject(order: CanonicalOrder, policies: Pick<ConnectionPolicies, 'guests'>): SubjectChoice {
  const vatId = normaliseVatId(order.billing.vatId ?? order.customer.taxId)
  const company = order.billing.company?.trim()
  const own = (key: string, kind: Subject['kind']): SubjectChoice => ({
    kind: 'own',
    subject: subjectOf(order, key, kind, vatId),
  })
  if (vatId && company) return own(`vat:${vatId}`, 'company')
  const kind = company ? 'company' : 'person'
  if (order.customer.id !== undefined) return own(`customer:${order.customer.id}`, kind)
  if (policies.guests === 'collective') return { kind: 'collective' }
  const email = order.customer.email.trim().toLowerCase()
  return policies.guests === 'per_email' && email ? own(`guest:${email}`, kind) : own(`order:${order.magentoId}`, kind)
}

/**
 * Equal for subjects that the ERP's data cannot tell apart, whatever their keys: "customer:45" and "guest:ana@example.com"
 * with one address are one customer there. One per order is meant to be apart.
 */
export function identityOf({ key, vatId, email }: Pick<Subject, 'key' | 'vatId' | 'email'>): string {
  if (key.startsWith('order:')) return key
  if (vatId) return `vat:${normaliseVatId(vatId)}`
  return email ? `email:${email.trim().toLowerCase()}` : key
}

function subjectOf(order: CanonicalOrder, key: string, kind: Subject['kind'], vatId: string | undefined): Subject {
  const { billing, customer, shippingAddress } = order
  const person = fullName(billing) || `${customer.firstName} ${customer.lastName}`.trim()
  return {
    key,
    kind,
    name: (kind === 'company' && billing.company?.trim()) || person || customer.email,
    email: customer.email.trim(),
    ...(billing.phone && { phone: billing.phone }),
    ...(vatId && { vatId }),
    billing,
    ...(shippingAddress && { shipping: shippingAddress }),
    ...(customer.id !== undefined && { customerId: customer.id }),
  }
}

export const fullName = (address: OrderAddress): string => `${address.firstName} ${address.lastName}`.trim()

export function normaliseVatId(vatId: string | undefined): string | undefined {
  const plain = vatId?.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return plain ? plain : undefined
}
