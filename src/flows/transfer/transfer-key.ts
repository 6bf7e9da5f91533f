import { createHash } from 'node:crypto'

/** What a sales document's key may be long (erp/connector.ts). */
const MAX_LENGTH = 50

/**
 * Our key in the ERP for an order that the shop does not know: "shop-s2792097964712363". Keys of the shop's orders have a
 * digit behind the dash. Numbers with other signs, which an ERP may not tell apart, and long ones become a digest; that
 * no two orders share one is kept by the database (transfers.orderbridge_id).
 */
export function transferKeyOf(store: string, number: string): string {
  const plain = `${store}-s${number}`
  if (/^\d+$/.test(number) && plain.length <= MAX_LENGTH) return plain
  const digest = createHash('sha256').update(number).digest('hex')
  return `${store}-sx${digest.slice(0, 24)}`.slice(0, MAX_LENGTH)
}
