import { z } from 'zod'
import { type Amount, amount, ZERO } from '../domain/amount.ts'
import type { CreditMemo } from './contract.ts'
import { chunks, PAGE_SIZE, readAll } from './lists.ts'
import type { Rest } from './rest.ts'
import type { Filter } from './search-criteria.ts'

/** Credit memos of these orders, oldest first: one call per 100 orders (recordings creditmemos-list, creditmemo-get-adjustment). */
export async function readCreditMemos(rest: Rest, orderIds: readonly number[]): Promise<CreditMemo[]> {
  const memos: CreditMemo[] = []
  for (const chunk of chunks([...new Set(orderIds)], PAGE_SIZE)) {
    const group: Filter[] = [{ field: 'order_id', condition: 'in', value: chunk }]
    const rows = await readAll(rest, '/V1/creditmemos', { groups: [group], fields: FIELDS }, rowSchema)
    memos.push(...rows.map(toCreditMemo))
  }
  return memos
}

const FIELDS =
  'items[entity_id,increment_id,order_id,grand_total,shipping_incl_tax,adjustment,items[order_item_id,qty],comments[comment]]'

const decimal = z.number().transform((value): Amount => amount(value))

const rowSchema = z.object({
  entity_id: z.int(),
  increment_id: z.string(),
  order_id: z.int(),
  grand_total: decimal,
  shipping_incl_tax: decimal.nullish(),
  adjustment: decimal.nullish(),
  items: z.array(z.object({ order_item_id: z.int(), qty: decimal })).nullish(),
  comments: z.array(z.object({ comment: z.string().nullish() })).nullish(),
})

const toCreditMemo = (row: z.infer<typeof rowSchema>): CreditMemo => ({
  id: row.entity_id,
  incrementId: row.increment_id,
  orderId: row.order_id,
  items: (row.items ?? []).map(item => ({ orderItemId: item.order_item_id, quantity: item.qty })),
  grandTotal: row.grand_total,
  shipping: row.shipping_incl_tax ?? ZERO,
  adjustment: row.adjustment ?? ZERO,
  comments: (row.comments ?? []).flatMap(({ comment }) => comment ?? []),
})
