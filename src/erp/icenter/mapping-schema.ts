import { z } from 'zod'
import { mappingHints, named } from '../../domain/mapping-hints.ts'

/** What stands in the rows of the mapping: codes of iCenter, with their names for the forms of the page. */

export const code = z.string().min(1).max(20)
export const itemCode = z
  .string()
  .min(1)
  .max(40)
  .describe('Item of iCenter, mostly a service')
  .register(mappingHints, { is: 'code', name: named('Item', 'Artikel', 'Artikel') })
/** iCenter has no list of its rates. */
export const vatRateCode = z
  .string()
  .min(1)
  .max(20)
  .register(mappingHints, { is: 'code', name: named('VAT rate code', 'Steuersatz-Code', 'Šifra stopnje DDV') })

export const payment = z.strictObject({
  purpose: code
    .optional()
    .describe('PaymentPurposeID of the payment line; absent: captured money is not told')
    .register(mappingHints, {
      is: 'code',
      list: 'payment_purpose',
      name: named('Payment purpose', 'Zahlungszweck', 'Namen plačila'),
    }),
  purposeCode: code
    .optional()
    .describe('PaymentPurposeCode of the order')
    .register(mappingHints, {
      is: 'code',
      list: 'payment_purpose',
      name: named('Purpose on the order', 'Zweck am Auftrag', 'Namen na naročilu'),
    }),
  type: code
    .optional()
    .describe('PaymentTypeID of the order')
    .register(mappingHints, {
      is: 'code',
      list: 'payment_type',
      name: named('Payment type', 'Zahlungsart', 'Vrsta plačila'),
    }),
  method: z
    .string()
    .max(40)
    .optional()
    .describe('PaymentMethod of the order')
    .register(mappingHints, { is: 'code', name: named('Payment method', 'Zahlweg', 'Način plačila') }),
})

export const shippingMethod = z.strictObject({
  deliveryMethod: code
    .optional()
    .describe('DeliveryMethod (shipping method) of the order')
    .register(mappingHints, {
      is: 'code',
      list: 'shipping_method',
      name: named('Shipping method', 'Versandart', 'Način dostave'),
    }),
  item: itemCode.optional(),
})

export const fee = z.strictObject({
  item: itemCode,
  vatRate: vatRateCode
    .optional()
    .describe('VAT rate code of this item, of the same rate as the fee; absent: by its tax rate'),
})
