import type { OrderAddress } from './order.ts'

/** The customer as the ERP shall know it. */
export interface Subject {
  /**
   * Who this is, stable over orders: "customer:45", "vat:SI12345678", "guest:ana@example.com" or "order:123";
   * decided by the connection's policy (domain/subject-policy.ts).
   */
  readonly key: string
  readonly kind: 'person' | 'company'
  readonly name: string
  readonly email: string
  readonly phone?: string
  readonly vatId?: string
  readonly billing: OrderAddress
  readonly shipping?: OrderAddress
  /** Magento customer id, when registered. */
  readonly customerId?: number
}

/** A subject found in the ERP. */
export interface FoundSubject {
  readonly erpId: string
  readonly name: string
  /** How it was recognised: our own key is certain, the others are as good as the ERP's data. */
  readonly by: 'our_key' | 'vat_id' | 'email'
  /** More than one matched: a person decides. */
  readonly ambiguousWith: readonly string[]
}

/** An item as the ERP knows it. */
export interface FoundItem {
  readonly erpId: string
  readonly name: string
  /** Cannot be sold: inactive, frozen, not a sales item; in the ERP's words. */
  readonly blocked?: string
}
