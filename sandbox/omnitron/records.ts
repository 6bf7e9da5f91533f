/** Omnitron's own records, as its API names the fields. Amounts are decimal strings with two digits. */

export interface Address {
  readonly pk: number
  readonly email: string
  readonly phone_number: string
  readonly first_name: string
  readonly last_name: string
  readonly country: { readonly id: number; readonly name: string; readonly code: string; readonly is_active: boolean }
  readonly city: { readonly id: number; readonly name: string; readonly country: number }
  readonly line: string
  readonly postcode: string
  readonly company_name: string | null
  readonly tax_office: string | null
  readonly tax_no: string | null
}

export interface Customer {
  readonly pk: number
  readonly email: string
  readonly first_name: string
  readonly last_name: string
  readonly phone_number: string
  readonly channel_code: string
  readonly erp_code: string | null
  readonly user_type: 'guest' | 'registered'
  readonly extra_field: object
}

/** Lists have the ids of its relations, the detailed form the records themselves. */
export interface Order {
  readonly pk: number
  readonly number: string
  readonly channel: number
  readonly status: string
  readonly date_placed: string
  readonly customer: number
  readonly shipping_address: number
  readonly billing_address: number
  readonly currency: string
  readonly amount: string
  readonly shipping_amount: string
  readonly shipping_tax_rate: string | null
  readonly discount_amount: string
  readonly extra_field: object
  readonly payment_option: number
  readonly payment_option_slug: string
  readonly is_send: boolean
  readonly modified_date: string
}

/** One row for each piece. */
export interface OrderItem {
  readonly pk: number
  readonly order: number
  readonly product: number
  readonly price_list: number
  readonly stock_list: number
  readonly status: string
  readonly price_currency: string
  readonly price: string
  readonly tax_rate: string
  readonly installment_interest_amount: string
  readonly shipping_company: number | null
  readonly shipment_code: string | null
  readonly tracking_number: string | null
  readonly invoice_number: string | null
  readonly cancel_status: string
  readonly extra_field: object
  readonly attributes: object
  readonly modified_date: string
}

export interface Product {
  readonly pk: number
  readonly name: string
  readonly sku: string
  readonly base_code: string
}

export interface DiscountItem {
  readonly pk: number
  readonly name: string
  readonly amount: string
  readonly order: number
  readonly offer_type: string
  readonly code: string | null
  readonly benefitapplicant_set: readonly number[]
  readonly conditionapplicant_set: readonly number[]
  readonly promotion: { readonly pk: number; readonly name: string; readonly slug: string }
}

export interface CancellationPlan {
  readonly pk: number
  readonly plan_type: 'cancel' | 'refund'
  readonly cancellation_plan_status: 'waiting' | 'completed'
  readonly order: number
  readonly order_items: readonly number[]
  readonly modified_date: string
}

/** Status codes of orders and their lines. */
export const STATUSES: ReadonlySet<string> = new Set(
  '50 100 200 300 350 400 450 500 510 520 540 544 545 546 550 600'.split(' '),
)
export const APPROVED = '400'
export const CANCELLED = '100'
