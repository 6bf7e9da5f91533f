import { z } from 'zod'
import { type Amount, add, amount, divide, isZero, multiply, round, ZERO } from '../domain/amount.ts'
import type { DocumentItem } from './contract.ts'
import type { Rest } from './rest.ts'

/** An order item as Magento keeps it, shells and parts included. */
export interface OrderRow {
  readonly id: number
  readonly parentId?: number
  readonly type: string
  readonly quantity: Amount
  readonly price: Amount
}

/**
 * Every row of the order with what is refunded of it, zeros included: with an empty list Magento refunds everything,
 * and rows that are not listed may be refunded in part (magento2 #14713). A bundle whose parts carry the money is
 * refunded by its parts; naming the bundle refunds nothing (CreditmemoFactory asks the parts of such a "dummy").
 */
export function refundItems(rows: readonly OrderRow[], items: readonly DocumentItem[]): DocumentItem[] {
  const refunded = new Map<number, Amount>(rows.map(row => [row.id, ZERO]))
  const put = (id: number, quantity: Amount) => refunded.set(id, add(refunded.get(id) ?? ZERO, quantity))
  for (const item of items) {
    const row = rows.find(({ id }) => id === item.orderItemId)
    const parts = row?.type === 'bundle' ? rows.filter(part => part.parentId === row.id && !isZero(part.price)) : []
    if (row === undefined || parts.length === 0) put(item.orderItemId, item.quantity)
    else for (const part of parts) put(part.id, round(divide(multiply(item.quantity, part.quantity), row.quantity), 4))
  }
  return [...refunded].map(([orderItemId, quantity]) => ({ orderItemId, quantity }))
}

const decimal = z.number().transform((value): Amount => amount(value))

const orderSchema = z.object({
  items: z.array(
    z.object({
      item_id: z.int(),
      parent_item_id: z.int().nullish(),
      product_type: z.string().nullish(),
      qty_ordered: decimal,
      price: decimal.nullish(),
    }),
  ),
})

/** All rows of one order. */
export async function readOrderRows(rest: Rest, orderId: number): Promise<OrderRow[]> {
  const query = `fields=${encodeURIComponent('items[item_id,parent_item_id,product_type,qty_ordered,price]')}`
  const order = await rest.call({ method: 'GET', path: `/V1/orders/${orderId}`, query }, orderSchema)
  return order.items.map(row => ({
    id: row.item_id,
    ...(row.parent_item_id != null && { parentId: row.parent_item_id }),
    type: row.product_type ?? '',
    quantity: row.qty_ordered,
    price: row.price ?? ZERO,
  }))
}
