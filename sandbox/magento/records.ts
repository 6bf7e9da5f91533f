/** What the simulated Magento keeps. Field names are Magento's; fields that no rule here looks at pass through. */
export interface OrderItem {
  item_id: number
  order_id: number
  parent_item_id?: number
  product_id: number
  product_type: string
  sku: string
  name: string
  qty_ordered: number
  qty_invoiced: number
  qty_shipped: number
  qty_refunded: number
  qty_canceled: number
  row_total: number
  tax_amount: number
  discount_amount: number
  updated_at: string
  [field: string]: unknown
}

export interface OrderAddress {
  entity_id: number
  parent_id: number
  address_type: string
  firstname: string
  lastname: string
  company?: string
  street: string[]
  postcode: string
  city: string
  country_id: string
  email?: string
  telephone?: string
  vat_id?: string
  [field: string]: unknown
}

export interface OrderPayment {
  entity_id: number
  parent_id: number
  method: string
  additional_information: (string | null)[]
  last_trans_id?: string
  [field: string]: unknown
}

export interface Comment {
  entity_id: number
  parent_id: number
  comment: string | null
  created_at: string
  is_customer_notified: number | null
  is_visible_on_front: number
  status?: string | null
  entity_name?: string
}

/** As placed and lived with; `items[].row_total` is the true one (output.ts changes it on the way out). */
export interface Order {
  entity_id: number
  increment_id: string
  store_id: number
  state: string
  status: string
  created_at: string
  updated_at: string
  is_virtual: number
  customer_email: string
  customer_firstname?: string
  customer_lastname?: string
  customer_id?: number
  ext_order_id?: string
  hold_before_state?: string
  hold_before_status?: string
  grand_total: number
  total_due: number
  total_qty_ordered: number
  order_currency_code: string
  base_currency_code: string
  billing_address_id: number
  items: OrderItem[]
  billing_address: OrderAddress
  payment: OrderPayment
  status_histories: Comment[]
  extension_attributes: {
    shipping_assignments: { shipping: { address?: OrderAddress; method?: string; total?: unknown } }[]
    [field: string]: unknown
  }
  [field: string]: unknown
}

export interface DocumentItem {
  entity_id: number
  parent_id: number
  order_item_id: number
  name: string
  sku: string
  product_id: number
  qty: number
  [field: string]: unknown
}

/** Invoices, shipments and credit memos have this much in common. */
export interface OrderDocument {
  entity_id: number
  increment_id: string
  order_id: number
  store_id: number
  created_at: string
  updated_at: string
  items: DocumentItem[]
  comments: Comment[]
  [field: string]: unknown
}

export interface Invoice extends OrderDocument {
  state: number
  grand_total: number
  base_grand_total: number
  transaction_id?: string
}

export interface Track {
  entity_id: number
  parent_id: number
  order_id: number
  track_number: string
  title: string
  carrier_code: string
  created_at: string
  updated_at: string
  weight: number | null
  qty: number | null
  description: string | null
}

export interface Shipment extends OrderDocument {
  total_qty: number
  tracks: Track[]
}

export interface Creditmemo extends OrderDocument {
  state: number
  grand_total: number
  base_grand_total: number
  invoice_id?: number
  transaction_id?: string
}
