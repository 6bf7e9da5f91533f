import { z } from 'zod'

const moment = z
  .string()
  .transform(text => new Date(`${text.replace(' ', 'T').replace(/Z$/, '')}Z`))
  .refine(date => !Number.isNaN(date.getTime()))

const rawSchema = z.object({
  entity_id: z.coerce.number().int(),
  increment_id: z.coerce.string(),
  store_id: z.coerce.number().int().catch(0),
  state: z.string().catch('unknown'),
  status: z.string().catch('unknown'),
  created_at: moment,
  updated_at: moment,
  customer_firstname: z.string().catch(''),
  customer_lastname: z.string().catch(''),
  customer_email: z.string().catch(''),
  order_currency_code: z.string().catch('EUR'),
  grand_total: z.coerce.number().finite().catch(0),
})

/** The little that is needed to show an order that could not be translated; undefined when even that is missing. */
export function describeRaw(raw: unknown) {
  const parsed = rawSchema.safeParse(raw)
  if (!parsed.success) return undefined
  const order = parsed.data
  return {
    magentoId: order.entity_id,
    number: order.increment_id,
    storeViewId: order.store_id,
    state: order.state,
    status: order.status,
    placedAt: order.created_at,
    magentoUpdatedAt: order.updated_at,
    customerName: `${order.customer_firstname} ${order.customer_lastname}`.trim(),
    customerEmail: order.customer_email,
    currency: order.order_currency_code,
    grandTotal: String(order.grand_total),
  }
}
