import { and, asc, eq, inArray } from 'drizzle-orm'
import { orders } from '../../db/schema/orders.ts'
import { amount } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { numbersMeant, type OrderKey } from '../order/order-key.ts'

export type NamedOrder = Awaited<ReturnType<typeof findOrders>>[number]

/** @returns every order of these stores that the key may mean: as typed first, then with zeros in front, then as our id. */
export async function findOrders(ctx: Pick<FlowContext, 'db'>, stores: readonly string[], key: OrderKey) {
  const find = async (meant: typeof BY_ID | typeof BY_ENTITY | typeof BY_NUMBER, value: number | string) => {
    const rows = await ctx.db
      .select(COLUMNS)
      .from(orders)
      .where(and(inArray(orders.store, [...stores]), eq(meant, value)))
      .orderBy(asc(orders.id))
    return rows.map(row => ({ ...row, grandTotal: amount(row.grandTotal) }))
  }
  if (key.kind === 'id') return await find(BY_ID, key.id)
  if (key.kind === 'entity') return await find(BY_ENTITY, key.id)
  for (const number of numbersMeant(key.number)) {
    const found = await find(BY_NUMBER, number)
    if (found.length > 0) return found
  }
  return /^[1-9]\d{0,14}$/.test(key.number) ? await find(BY_ID, Number(key.number)) : []
}

const BY_ID = orders.id
const BY_ENTITY = orders.magentoId
const BY_NUMBER = orders.number

const COLUMNS = {
  id: orders.id,
  store: orders.store,
  magentoId: orders.magentoId,
  number: orders.number,
  storeViewId: orders.storeViewId,
  placedAt: orders.placedAt,
  currency: orders.currency,
  grandTotal: orders.grandTotal,
  customerEmail: orders.customerEmail,
}
