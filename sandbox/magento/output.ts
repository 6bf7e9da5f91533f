import { CURRENCIES, minus, num, plus, put } from './money.ts'
import type { Comment, Order, OrderItem } from './records.ts'

/**
 * An order as REST answers it: rows with the changed totals, children with a copy of their parent row, and the rows
 * again below the shipping assignment (recordings order-get-*).
 */
export function orderOutput(order: Order, moduleAttribute?: unknown): Record<string, unknown> {
  const items = order.items.map(item => itemOutput(item, order))
  return {
    ...withoutMissing(order),
    items,
    status_histories: [...order.status_histories].sort(newestFirst),
    extension_attributes: {
      ...order.extension_attributes,
      shipping_assignments: order.extension_attributes.shipping_assignments.map(assignment => ({
        ...assignment,
        items,
      })),
      ...(moduleAttribute === undefined ? {} : { orderbridge: moduleAttribute }),
    },
  }
}

const newestFirst = (a: Comment, b: Comment): number =>
  a.created_at === b.created_at ? b.entity_id - a.entity_id : a.created_at < b.created_at ? 1 : -1

function itemOutput(item: OrderItem, order: Order): Record<string, unknown> {
  const parent = order.items.find(candidate => candidate.item_id === item.parent_item_id)
  return {
    ...changedTotals(item),
    ...(parent ? { parent_item: withoutMissing(parent) } : {}),
  }
}

/**
 * Magento changes the row totals of order items on output: minus the discount, floor 0. In documents they are true.
 * Source: contracts magento-observed, "Reading orders".
 */
export function changedTotals(item: OrderItem): Record<string, unknown> {
  const output = withoutMissing(item)
  for (const currency of CURRENCIES) {
    const net = num(item, `${currency}row_total`)
    const discount = num(item, `${currency}discount_amount`)
    const tax = plus(num(item, `${currency}tax_amount`), num(item, `${currency}discount_tax_compensation_amount`))
    put(output, `${currency}row_total`, Math.max(minus(net, discount), 0))
    put(output, `${currency}row_total_incl_tax`, Math.max(minus(plus(net, tax), discount), 0))
  }
  return output
}

/** What POST /V1/orders answers: only what was sent and what the save had to load (recordings order-save-*). */
export function partialSaveOutput(order: Order, sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { extension_attributes: _attributes, ...answered } = orderOutput(order)
  const rows = order.items.map(item => {
    const { extension_attributes: _unloaded, ...row } = withoutMissing(item)
    return row
  })
  const kept = [
    'billing_address_id',
    'created_at',
    'entity_id',
    'updated_at',
    'billing_address',
    'payment',
    'status_histories',
  ]
  return {
    base_grand_total: null,
    base_total_due: 0,
    customer_email: null,
    grand_total: null,
    total_due: 0,
    ...Object.fromEntries(
      [...kept, ...Object.keys(sent)].filter(key => key in answered).map(key => [key, answered[key]]),
    ),
    items: rows,
  }
}

const withoutMissing = (record: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
