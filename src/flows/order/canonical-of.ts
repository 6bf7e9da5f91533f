import { z } from 'zod'
import { type Amount, amount } from '../../domain/amount.ts'
import { type CanonicalOrder, MAGENTO_STATES } from '../../domain/order.ts'

const decimal = z.string().transform((text): Amount => amount(text))
const price = z.object({ net: decimal, tax: decimal, gross: decimal })
const twoCurrency = price.extend({ base: price })
const optional = <T extends z.ZodType>(type: T) => type.optional()
export const addressSchema = z.object({
  firstName: z.string(),
  lastName: z.string(),
  company: optional(z.string()),
  vatId: optional(z.string()),
  street: z.array(z.string()),
  postcode: z.string(),
  city: z.string(),
  region: optional(z.string()),
  regionCode: optional(z.string()),
  country: z.string(),
  phone: optional(z.string()),
  email: optional(z.string()),
})

export const canonicalSchema = z.object({
  magentoId: z.number(),
  number: z.string(),
  storeViewId: z.number(),
  state: z.enum(MAGENTO_STATES),
  status: z.string(),
  placedAt: z.string(),
  updatedAt: z.string(),
  currency: z.string(),
  baseCurrency: z.string(),
  grandTotal: decimal,
  baseGrandTotal: decimal,
  customer: z.object({
    id: optional(z.number()),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    taxId: optional(z.string()),
    groupId: z.number(),
  }),
  billing: addressSchema,
  shippingAddress: optional(addressSchema),
  lines: z.array(
    twoCurrency.extend({
      id: z.number(),
      sku: z.string(),
      name: z.string(),
      quantity: decimal,
      taxRate: decimal,
      discount: decimal,
      virtual: z.boolean(),
      options: z.array(z.object({ label: z.string(), value: z.string() })),
      documentItem: z.looseObject({ id: z.number(), unitsPer: decimal }),
    }),
  ),
  shipping: twoCurrency.extend({
    method: optional(z.string()),
    description: optional(z.string()),
    taxRate: decimal,
    discount: decimal,
  }),
  fees: z.array(twoCurrency.extend({ code: z.string(), label: z.string(), taxRate: decimal })),
  coupon: optional(z.string()),
  payment: z.object({
    method: z.string(),
    transactionId: optional(z.string()),
    purchaseOrder: optional(z.string()),
    paid: decimal,
    authorized: decimal,
    refunded: optional(decimal),
  }),
  progress: z.record(
    z.string(),
    z.object({ ordered: decimal, invoiced: decimal, shipped: decimal, refunded: decimal, canceled: decimal }),
  ),
  customerNote: optional(z.string()),
  fields: optional(z.record(z.string(), z.string())),
  replaces: optional(z.string()),
})

/** The canonical order as the database keeps it; undefined when there is none or it is of another version. */
export function canonicalOf(row: { readonly canonical: unknown }): CanonicalOrder | undefined {
  const parsed = canonicalSchema.safeParse(row.canonical)
  // JSON has no undefined: an optional key is there with a value, or it is not there.
  return parsed.success ? (parsed.data as CanonicalOrder) : undefined
}
