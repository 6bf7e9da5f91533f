import type { Amount } from './amount.ts'

/** An amount of money with its tax. Always net + tax = gross, in the currency that the holder names. */
export interface Price {
  readonly net: Amount
  readonly tax: Amount
  readonly gross: Amount
}

/** The same price in the order's currency and in the store's base currency. */
export interface TwoCurrencyPrice extends Price {
  readonly base: Price
}

/**
 * A line that carries money. Magento's shells (the child of a configurable, the parent of a dynamic bundle) are folded
 * away; `documentItem` says which Magento order item invoices and shipments have to name.
 */
export interface OrderLine extends TwoCurrencyPrice {
  /** Magento order item id of the row that carries the money. */
  readonly id: number
  /** The product that is delivered: the variant's SKU for a configurable, never a SKU composed by Magento. */
  readonly sku: string
  readonly name: string
  readonly quantity: Amount
  /** Percent, "22". Zero for exempt lines. */
  readonly taxRate: Amount
  /** Gross share of the order's discount, already taken off net, tax and gross. Positive. */
  readonly discount: Amount
  readonly virtual: boolean
  /** Chosen custom options, in words for the ERP's line text. */
  readonly options: readonly { readonly label: string; readonly value: string }[]
  /** The Magento order item that documents name, and how many units of this line one of it holds. */
  readonly documentItem: { readonly id: number; readonly unitsPer: Amount }
}

export interface OrderShipping extends TwoCurrencyPrice {
  /** "flatrate_flatrate"; absent for virtual orders. */
  readonly method?: string
  readonly description?: string
  readonly taxRate: Amount
  /** Gross share of the discount, already taken off. Positive. */
  readonly discount: Amount
}

/**
 * Whatever else is in grand_total: cash-on-delivery fee, gift wrapping, weee, and what pays for goods before the
 * payment method does (gift card, store credit, reward points), which is negative and has no tax.
 */
export interface OrderFee extends TwoCurrencyPrice {
  readonly code: string
  readonly label: string
  readonly taxRate: Amount
}

export interface OrderAddress {
  readonly firstName: string
  readonly lastName: string
  readonly company?: string
  readonly vatId?: string
  readonly street: readonly string[]
  readonly postcode: string
  readonly city: string
  readonly region?: string
  readonly regionCode?: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly phone?: string
  readonly email?: string
}

export interface OrderCustomer {
  /** Magento customer id; absent for guests. */
  readonly id?: number
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  /** customer_taxvat, for registered customers. */
  readonly taxId?: string
  readonly groupId: number
}

export interface OrderPayment {
  /** Magento method code: "checkmo". */
  readonly method: string
  /** The gateway's reference: last_trans_id. */
  readonly transactionId?: string
  readonly purchaseOrder?: string
  /** In order currency. What was really taken, offline payments included. */
  readonly paid: Amount
  readonly authorized: Amount
  /** In order currency; absent as long as nothing was given back. */
  readonly refunded?: Amount
}

/** Magento's states (contracts: magento §4). A status is a label below a state and can be anything. */
export const MAGENTO_STATES = [
  'new',
  'pending_payment',
  'payment_review',
  'processing',
  'complete',
  'closed',
  'canceled',
  'holded',
] as const
export type MagentoState = (typeof MAGENTO_STATES)[number]

/** "processing (packed)"; once where the status is called as its state. */
export const standing = ({ state, status }: { readonly state: string; readonly status: string }): string =>
  state === status ? state : `${state} (${status})`

/** What a Magento order means to us, in both currencies, adding up to the cent. */
export interface CanonicalOrder {
  readonly magentoId: number
  /** increment_id, as people see it: unique only per store view. */
  readonly number: string
  readonly storeViewId: number
  readonly state: MagentoState
  readonly status: string
  /** ISO 8601 with Z. Magento gives UTC without a zone. */
  readonly placedAt: string
  readonly updatedAt: string
  readonly currency: string
  readonly baseCurrency: string
  readonly grandTotal: Amount
  readonly baseGrandTotal: Amount
  readonly customer: OrderCustomer
  readonly billing: OrderAddress
  /** Absent for virtual orders. */
  readonly shippingAddress?: OrderAddress
  readonly lines: readonly OrderLine[]
  readonly shipping: OrderShipping
  readonly fees: readonly OrderFee[]
  readonly coupon?: string
  readonly payment: OrderPayment
  /** Sum per Magento order item: what documents exist for it already. Keyed by documentItem.id. */
  readonly progress: Readonly<Record<string, LineProgress>>
  readonly customerNote?: string
  /** What extensions of the shop add, by the names of `orders.fields`. */
  readonly fields?: Readonly<Record<string, string>>
  /** The number of the order that this one replaces (edit in the Magento admin), if any. */
  readonly replaces?: string
}

export interface LineProgress {
  readonly ordered: Amount
  readonly invoiced: Amount
  readonly shipped: Amount
  readonly refunded: Amount
  readonly canceled: Amount
}

/** Lines + shipping + fees against grand_total, in one currency. */
export interface TotalsCheck {
  readonly magento: Amount
  readonly sum: Amount
  readonly difference: Amount
}

/** Why an order could not become a canonical order. `code` is stable, `message` is for people. */
export interface OrderRefusal {
  readonly code: 'totals_differ' | 'invalid' | 'unsupported'
  readonly message: string
}
