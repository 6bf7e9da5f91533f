import { type Amount, add, compare, minimum, multiply, subtract, ZERO } from '../../domain/amount.ts'

/**
 * The quantity that a source must have, so that what Magento lets people buy is what the ERP can still sell. Magento
 * reserves every open order itself: for sale = source − reservations, until the shipment takes both back (recording
 * _facts-stock-through-an-order). What the ERP's figure has taken off for the same orders would be taken off twice, so
 * it is put back. In doubt the smaller quantity: the next run mends it, an oversold piece stays sold.
 */

/** One line of an order that is not through, in pieces of the line. */
export interface OpenLine {
  readonly ordered: Amount
  /** In Magento, whoever said it first: Magento or our own shipment. For virtual lines what is invoiced. */
  readonly shipped: Amount
  readonly canceled: Amount
  readonly refunded: Amount
  /** Delivered in the ERP. */
  readonly delivered: Amount
  /** Where the sales document stands for the ERP's figure: not there yet (or a draft), open, or closed. */
  readonly document: 'none' | 'open' | 'closed'
}

export interface Held {
  /** Reserved in Magento and in the ERP's figure already. */
  readonly seen: Amount
  /** Reserved in Magento, and the ERP's figure knows nothing of it. */
  readonly unseen: Amount
}

/** @param stockIs what the ERP's figure counts */
export function heldByLine(line: OpenLine, stockIs: 'available' | 'on_hand'): Held {
  const reserved = positive(subtract(line.ordered, add(line.shipped, line.canceled, line.refunded)))
  // An open order is committed as a whole; of a closed one, and of goods on hand, only what has left is gone.
  const gone = minimum(reserved, positive(subtract(line.delivered, line.shipped)))
  const seen = line.document === 'open' && stockIs === 'available' ? reserved : line.document === 'none' ? ZERO : gone
  return { seen, unseen: subtract(reserved, seen) }
}

/**
 * @param own what is held under this SKU
 * @param others under other SKUs of the same item of the ERP: Magento does not know that they are the same goods
 * @returns what is added to the ERP's figure
 */
export const correction = (own: readonly Held[], others: readonly Held[]): Amount =>
  subtract(add(ZERO, ...own.map(({ seen }) => seen)), add(ZERO, ...others.map(({ unseen }) => unseen)))

const positive = (value: Amount): Amount => (compare(value, ZERO) > 0 ? value : ZERO)

/** Magento counts its own order items; a line may have several pieces in each. */
export const inPieces = (value: Amount, unitsPer: Amount): Amount => multiply(value, unitsPer)
