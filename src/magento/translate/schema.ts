import { z } from 'zod'
import { type Amount, amount, round } from '../../domain/amount.ts'

/** Magento's columns are decimal(20,4); we take 12 digits before the point, more is not money. */
const LARGEST = 1e12
const DECIMALS = 4
const PLAIN_DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/

/** Absent, null and "" say the same: modules and webhooks write any of the three. */
const blank = (value: unknown): unknown =>
  value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value

/**
 * One number from Magento: JSON number or numeric string. Rounded to the four decimals of the database, which also
 * removes what old PHP versions print (59.100000000000001).
 * @returns undefined when it is not a number that money or a quantity can be.
 */
export function readAmount(value: unknown): Amount | undefined {
  const text = typeof value === 'string' ? value.trim() : value
  if (typeof text === 'string' && (text.length > 60 || !PLAIN_DECIMAL.test(text))) return undefined
  if (typeof text !== 'number' && typeof text !== 'string') return undefined
  if (!(Math.abs(Number(text)) < LARGEST)) return undefined
  return round(amount(text), DECIMALS)
}

const decimal = z.preprocess(
  blank,
  z
    .unknown()
    .transform((value, context): Amount | undefined => {
      if (value === undefined) return undefined
      const parsed = readAmount(value)
      if (parsed !== undefined) return parsed
      context.addIssue({ code: 'custom', message: 'is not a usable number' })
      return z.NEVER
    })
    .optional(),
)

const wholeNumber = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\s*\d{1,15}\s*$/)
        .transform(Number),
    ],
    'is missing or not a whole number',
  )
  .pipe(z.number().int('is not a whole number').nonnegative('is negative').max(Number.MAX_SAFE_INTEGER, 'is too large'))
const id = z.preprocess(blank, wholeNumber)
const optionalId = z.preprocess(blank, wholeNumber.optional())
/** parent_item_id and the like, where some payloads write 0 for "none". */
const optionalReference = optionalId.transform(value => (value === 0 ? undefined : value))

/** Texts and flags never make an order unusable: what is not a text is as good as absent. */
const text = z.preprocess(
  value => (typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined),
  z.string().optional(),
)
const flag = z.preprocess(value => value === true || value === 1 || value === '1' || value === 'true', z.boolean())
const lenientAmount = z.unknown().transform(readAmount).optional()

/** PHP writes an empty object as [], and webhooks may leave anything in places that we can do without. */
const lenient = <T extends z.ZodType>(schema: T) =>
  z.preprocess(value => (schema.safeParse(value).success ? value : undefined), schema.optional())
const list = <T extends z.ZodType>(schema: T) =>
  z.preprocess(value => (Array.isArray(value) ? value.filter(v => schema.safeParse(v).success) : []), z.array(schema))

const moneyFields = <const K extends string>(...names: readonly K[]) =>
  // Object.fromEntries forgets the names; they are exactly these.
  Object.fromEntries(names.flatMap(name => [name, `base_${name}`]).map(name => [name, decimal])) as Record<
    K | `base_${K}`,
    typeof decimal
  >

/** Two base fields lost their last letters to an old limit of column names (recording order-get-guest-simple). */
const FULL_NAME: Readonly<Record<string, string>> = {
  base_shipping_discount_tax_compensation_amnt: 'base_shipping_discount_tax_compensation_amount',
  base_weee_tax_applied_row_amnt: 'base_weee_tax_applied_row_amount',
}
const withFullNames = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const missing = Object.entries(FULL_NAME).filter(([short, full]) => short in value && !(full in value))
  if (missing.length === 0) return value
  const source = new Map(Object.entries(value))
  return { ...value, ...Object.fromEntries(missing.map(([short, full]) => [full, source.get(short)])) }
}

const tax = z.object({ percent: lenientAmount, tax_percent: lenientAmount, taxable_item_type: text, type: text })
const itemTaxes = z.object({ type: text, item_id: optionalId, applied_taxes: list(tax) })

const rawOption = z.object({ option_id: text, option_value: text, label: text, value: text, print_value: text })
const jsonObject = (value: unknown): unknown => {
  if (typeof value !== 'string' || value.length > 65_535) return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

const item = z.preprocess(
  withFullNames,
  z.object({
    item_id: id,
    parent_item_id: optionalReference,
    product_id: optionalId,
    product_type: text,
    sku: text,
    name: text,
    is_virtual: flag,
    qty_ordered: decimal,
    qty_invoiced: decimal,
    qty_shipped: decimal,
    qty_refunded: decimal,
    qty_canceled: decimal,
    tax_percent: decimal,
    ...moneyFields(
      'price',
      'row_total',
      'row_total_incl_tax',
      'tax_amount',
      'discount_amount',
      'discount_tax_compensation_amount',
      'weee_tax_applied_row_amount',
    ),
    weee_tax_applied: z.preprocess(jsonObject, list(z.record(z.string(), z.unknown()))),
    product_option: lenient(z.object({ extension_attributes: lenient(z.object({ custom_options: list(rawOption) })) })),
    /** Commerce webhooks and I/O events send the model's own field, which also has labels (contracts: magento 5). */
    product_options: z.preprocess(jsonObject, lenient(z.object({ options: list(rawOption), shipment_type: text }))),
    extension_attributes: lenient(z.object({ itemized_taxes: list(tax) })),
  }),
)

const address = z.object({
  address_type: text,
  firstname: text,
  lastname: text,
  company: text,
  vat_id: text,
  street: z.preprocess(
    value => (Array.isArray(value) ? value : typeof value === 'string' ? value.split('\n') : []),
    list(z.string()),
  ),
  postcode: text,
  city: text,
  region: text,
  region_code: text,
  country_id: text,
  telephone: text,
  email: text,
})

const shippingFields = moneyFields(
  'shipping_amount',
  'shipping_tax_amount',
  'shipping_incl_tax',
  'shipping_discount_amount',
  'shipping_discount_tax_compensation_amount',
)

const assignment = z.object({
  shipping: lenient(
    z.object({
      address: lenient(address),
      method: text,
      total: z.preprocess(withFullNames, lenient(z.object(shippingFields))),
    }),
  ),
})

/** A sales order as `GET /V1/orders/:id` gives it. Everything that we do not read is ignored or left as it is. */
export const magentoOrder = z.preprocess(
  withFullNames,
  z.looseObject({
    entity_id: id,
    increment_id: text,
    store_id: id,
    state: text,
    status: text,
    created_at: text,
    updated_at: text,
    order_currency_code: text,
    base_currency_code: text,
    is_virtual: flag,
    customer_id: optionalReference,
    customer_is_guest: flag,
    customer_email: text,
    customer_firstname: text,
    customer_lastname: text,
    customer_taxvat: text,
    customer_group_id: optionalId.catch(undefined),
    customer_note: text,
    coupon_code: text,
    relation_parent_real_id: text,
    shipping_description: text,
    shipping_method: text,
    ...moneyFields(
      'grand_total',
      'subtotal',
      'tax_amount',
      'discount_amount',
      'discount_tax_compensation_amount',
      'total_paid',
      'total_refunded',
    ),
    ...shippingFields,
    items: z.array(item, 'is not a list of items'),
    billing_address: lenient(address),
    shipping_address: lenient(address),
    payment: lenient(
      z.object({
        method: text,
        last_trans_id: text,
        po_number: text,
        amount_paid: lenientAmount,
        amount_authorized: lenientAmount,
      }),
    ),
    extension_attributes: lenient(
      z.looseObject({
        shipping_assignments: list(assignment),
        applied_taxes: list(tax),
        item_applied_taxes: list(itemTaxes),
        additional_itemized_taxes: list(tax),
      }),
    ),
  }),
)

export type MagentoOrder = z.infer<typeof magentoOrder>
export type MagentoItem = MagentoOrder['items'][number]
export type MagentoAddress = z.infer<typeof address>
