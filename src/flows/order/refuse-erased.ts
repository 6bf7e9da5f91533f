import { UserError } from '../../domain/errors.ts'
import type { OrderRow } from './hear-orders.ts'

/** @throws UserError when nobody knows any more whom the order is for. */
export function refuseErased({ number, erasedAt }: Pick<OrderRow, 'number' | 'erasedAt'>): void {
  if (erasedAt === null) return
  throw new UserError(
    `Order ${number} cannot be sent: the data of its customer were erased here. If the customer wants it after all, place a new order in Magento.`,
  )
}
