import { z } from 'zod'
import { amount } from '../../domain/amount.ts'
import type { ErpRequest, RequestReview } from '../connector.ts'
import { percentByRate } from './mapping.ts'
import { ORDER_HEADER } from './models.ts'
import { type PricedLine, totalOf } from './prices.ts'
import { ADD_ORDER } from './sales-document.ts'
import type { IcenterSettings } from './settings.ts'
import { writeXml, XmlProblem } from './xml.ts'

const number = z.union([z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/, 'is not a number'), z.number()]).transform(amount)
const line = z.looseObject({
  OrderLineNo: z.int(),
  ItemID: z.string().min(1),
  Qty: number,
  Price: number,
  DiscountPercentage: number.optional(),
  DiscountAmountAmount: number.optional(),
  VATRateId: z.string().optional(),
  PriceIncludeVAT: z.boolean(),
})
const body = z.strictObject({
  OrderHeader: z.looseObject({
    OrderYear: z.int(),
    CustomerId: z.string().min(1),
    OrderReference: z.string().optional(),
    QuotationNumber: z.string().optional(),
    CurrencyId: z.string(),
    RebatePercentage: number.optional(),
    OrderLines: z.strictObject({ OrderLine: z.array(line).min(1) }),
  }),
})
type Header = z.infer<typeof body>['OrderHeader']

/**
 * An order that a person has edited, before it is sent: what iCenter would come to by the rules of prices.ts, or why it
 * cannot be sent. Our key, the year and the numbers of the lines stay: by them the order and what follows is found. Pure.
 */
export function reviewRequest(edited: ErpRequest, planned: ErpRequest, settings: IcenterSettings): RequestReview {
  const parsed = body.safeParse(edited.body)
  const before = body.safeParse(planned.body).data?.OrderHeader
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { refusal: `${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is not an order'}.` }
  }
  const header = parsed.data.OrderHeader
  const key = settings.keyField === 'order_reference' ? 'OrderReference' : 'QuotationNumber'
  if (edited.path !== ADD_ORDER || header[key] !== before?.[key])
    return { refusal: `${key} is the key by which the order is found again: it has to stay as it is.` }
  if (header.OrderYear !== before?.OrderYear)
    return { refusal: 'OrderYear is where the order is searched for: it has to stay as it is.' }
  const numbersOf = ({ OrderLines }: Header) => OrderLines.OrderLine.map(({ OrderLineNo }) => OrderLineNo).join()
  if (numbersOf(header) !== numbersOf(before))
    return { refusal: 'Lines may be changed, not added or taken out: deliveries and invoices are followed by them.' }
  try {
    writeXml('OrderHeader', header, ORDER_HEADER)
  } catch (error) {
    if (error instanceof XmlProblem) return { refusal: `${error.message}.` }
    throw error
  }
  const total = header.CurrencyId === before.CurrencyId ? totalIn(header, settings) : undefined
  return { ...(total !== undefined && { total }) }
}

/** @returns undefined when discounts or unknown VAT rates keep us from telling. */
function totalIn(header: Header, settings: IcenterSettings) {
  const rates = percentByRate(settings)
  const isZero = (value: string | undefined) => (value ?? '0') === '0'
  if (!isZero(header.RebatePercentage)) return undefined
  const lines = header.OrderLines.OrderLine.flatMap((row): PricedLine[] => {
    const rate = rates.get(row.VATRateId ?? '')
    const plain = isZero(row.DiscountPercentage) && isZero(row.DiscountAmountAmount)
    const asSent = row.PriceIncludeVAT === (settings.priceMode === 'gross')
    return rate === undefined || !plain || !asSent ? [] : [{ quantity: row.Qty, price: row.Price, rate }]
  })
  return lines.length === header.OrderLines.OrderLine.length ? totalOf(lines, settings) : undefined
}
