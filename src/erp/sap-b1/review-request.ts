import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type Amount, add, amount, compare, ZERO } from '../../domain/amount.ts'
import type { ErpRequest, RequestReview } from '../connector.ts'
import { mappedVatGroups } from './mapping.ts'
import { extend, withTax } from './prices.ts'
import type { SapB1Settings } from './settings.ts'

const number = z.number()
const expense = z.looseObject({
  LineGross: number.optional(),
  LineTotal: number.optional(),
  LineGrossFC: number.optional(),
  LineTotalFC: number.optional(),
  VatGroup: z.string().optional(),
})
const line = z.looseObject({
  ItemCode: z.string().min(1),
  Quantity: number.positive(),
  UnitPrice: number.optional(),
  PriceAfterVAT: number.optional(),
  DiscountPercent: number.optional(),
  VatGroup: z.string().optional(),
})
const orderBody = z.looseObject({
  CardCode: z.string().min(1),
  DocCurrency: z.string(),
  DiscountPercent: number.optional(),
  DocumentLines: z.array(line).min(1),
  DocumentAdditionalExpenses: z.array(expense).optional(),
})

/**
 * A sales order that a person has edited, before it is sent: what B1 would come to by the rules of prices.ts, or why it
 * cannot be sent. Our key and the number of lines stay: by them the document and what follows from it are found. Pure.
 */
export function reviewRequest(edited: ErpRequest, planned: ErpRequest, settings: SapB1Settings): RequestReview {
  const parsed = orderBody.safeParse(edited.body)
  const before = orderBody.safeParse(planned.body).data
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { refusal: `${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is not a sales order'}.` }
  }
  if (edited.method !== planned.method || edited.path !== planned.path)
    return { refusal: `Only the body may be changed: it has to stay a ${planned.method} to ${planned.path}.` }
  const body = parsed.data
  const key = `U_${settings.udf}`
  if (!isDeepStrictEqual(body[key], before?.[key]))
    return { refusal: `${key} is the key by which the document is found again: it has to stay as it is.` }
  if (body.DocumentLines.length !== before?.DocumentLines.length)
    return { refusal: 'Lines may be changed, not added or taken out: deliveries and invoices are followed by them.' }
  const total = body.DocCurrency === before.DocCurrency ? totalOf(body, settings) : undefined
  return { ...(total !== undefined && { total }) }
}

/** @returns undefined when discounts or unknown VAT groups keep us from telling. */
function totalOf(body: z.infer<typeof orderBody>, settings: SapB1Settings): Amount | undefined {
  const rates = new Map(mappedVatGroups(settings).map(({ code, rate }) => [code, rate]))
  const gross = settings.priceMode === 'gross'
  const taxed = (net: Amount, group: string | undefined): Amount | undefined => {
    const rate = rates.get(group ?? '')
    return rate === undefined ? undefined : withTax(net, rate)
  }
  const parts: (Amount | undefined)[] = [
    ...body.DocumentLines.map(({ Quantity, UnitPrice, PriceAfterVAT, DiscountPercent, VatGroup }) => {
      const price = gross ? PriceAfterVAT : UnitPrice
      if (price === undefined || (DiscountPercent ?? 0) !== 0) return undefined
      const value = extend(amount(price), amount(Quantity))
      return gross ? value : taxed(value, VatGroup)
    }),
    ...(body.DocumentAdditionalExpenses ?? []).map(({ VatGroup, ...fields }) => {
      const value = gross ? (fields.LineGrossFC ?? fields.LineGross) : (fields.LineTotalFC ?? fields.LineTotal)
      if (value === undefined) return undefined
      return gross ? amount(value) : taxed(amount(value), VatGroup)
    }),
  ]
  const known = parts.filter(part => part !== undefined)
  if (known.length < parts.length || compare(amount(body.DiscountPercent ?? 0), ZERO) !== 0) return undefined
  return add(ZERO, ...known)
}
