import type { ErpChange } from '../../domain/fulfilment.ts'
import type { B1Document, B1Line } from './document-schema.ts'
import { ORDER_TYPE } from './document-schema.ts'
import type { SapB1Settings } from './settings.ts'

/**
 * Goods leave with an invoice that was made from the order itself, unless it is a reserve invoice. Companies that write no
 * delivery notes have that part of it told as a delivery (`invoicesDeliver`), so that nobody else has to know of it.
 */

const PREFIX = 'invoice:'

export const deliveryIdOf = (invoiceId: string): string => `${PREFIX}${invoiceId}`

/** @returns the invoices among the ids of deliveries. */
export const invoicesIn = (deliveryIds: readonly string[]): string[] =>
  deliveryIds.filter(id => id.startsWith(PREFIX)).map(id => id.slice(PREFIX.length))

export const tookGoods = (document: B1Document): boolean => document.ReserveInvoice !== 'tYES'
export const isStraightFromOrder = ({ BaseType }: B1Line): boolean => BaseType === ORDER_TYPE

/** What changed at an invoice may have changed at the delivery in it. */
export function withDeliveries({ invoicesDeliver }: SapB1Settings, changes: readonly ErpChange[]): ErpChange[] {
  if (!invoicesDeliver) return [...changes]
  const deliveries = changes
    .filter(({ entity }) => entity === 'invoice')
    .map(
      ({ erpId, version }): ErpChange => ({
        entity: 'shipment',
        erpId: deliveryIdOf(erpId),
        version: deliveryIdOf(version),
      }),
    )
  return [...changes, ...deliveries]
}
