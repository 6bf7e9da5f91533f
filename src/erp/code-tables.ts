import { z } from 'zod'
import { named } from '../domain/mapping-hints.ts'

/** Tables that the settings of every ERP have: its own codes by those of Magento. */

/** "22", or "DE:19" by country. */
export const taxRateKey = z.string().regex(/^([A-Z]{2}:)?\d{1,2}(\.\d{1,4})?$/, 'use "22" or "DE:19"')

export const ABOUT = {
  payments: 'By Magento payment method; "*" is for all others. Without "*" an unknown method is held',
  shippingMethods: 'By Magento shipping method ("flatrate_flatrate"); "*" is for all others',
  fees: 'By code of the fee: cod, weee, gift_card, store_credit',
} as const

export const TABLE = {
  taxRates: { is: 'table', of: 'vat', missing: 'holds', name: named('Tax', 'Steuer', 'Davek') },
  payments: { is: 'table', of: 'payment', missing: 'holds', name: named('Payment', 'Zahlung', 'Plačilo') },
  shippingMethods: { is: 'table', of: 'shipping', missing: 'holds', name: named('Shipping', 'Versand', 'Dostava') },
  fees: { is: 'table', of: 'fee', missing: 'holds', name: named('Fees', 'Gebühren', 'Doplačila') },
} as const
