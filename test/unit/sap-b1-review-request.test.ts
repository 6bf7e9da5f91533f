import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amount, compare } from '../../src/domain/amount.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { reviewRequest } from '../../src/erp/sap-b1/review-request.ts'
import { planSalesDocument } from '../../src/erp/sap-b1/sales-document.ts'
import { translateOrder } from '../../src/magento/translate/order.ts'
import { generatedOrder } from './canonical-generator.ts'
import { recordedOrders, sampleOrder } from './sample-order.ts'
import { inputFor, settingsWith } from './sap-b1-sample.ts'

const modes = ['gross', 'net'] as const

/** What it would come to when nobody changed anything; undefined for an order that is held before it is sent. */
function untouched(order: CanonicalOrder, priceMode: (typeof modes)[number]) {
  const settings = settingsWith({ priceMode })
  const plan = planSalesDocument(inputFor(order), settings)
  if (plan.hold) return undefined
  // As the database gives it back.
  const request = JSON.parse(JSON.stringify(plan.request))
  return { planned: plan.expectedTotal, review: reviewRequest(request, request, settings) }
}

describe('a request that nobody changed', () => {
  test.each(modes)('comes to what was planned, for every recorded order, with %s prices', mode => {
    const reviewed = recordedOrders().flatMap(({ order }) => untouched(order, mode) ?? [])
    expect(reviewed.length).toBeGreaterThan(5)
    for (const { planned, review } of reviewed) expect(review).toEqual({ total: planned })
  })

  test('comes to what was planned, for any order that Magento can make', () => {
    fc.assert(
      fc.property(generatedOrder, fc.constantFrom(...modes), (generated, mode) => {
        const translated = translateOrder(generated.raw)
        const result = translated.ok ? untouched(translated.order, mode) : undefined
        if (result) expect(result.review).toEqual({ total: result.planned })
      }),
      { numRuns: 200 },
    )
  })
})

describe('an edited request', () => {
  const settings = settingsWith()
  const { request } = planSalesDocument(inputFor(sampleOrder()), settings)
  const body = request.body as Readonly<Record<string, unknown>> // planSalesDocument makes an object
  const review = (changes: object) => reviewRequest({ ...request, body: { ...body, ...changes } }, request, settings)
  const [line] = body.DocumentLines as readonly Readonly<Record<string, unknown>>[] // it has one line

  test('comes to what its prices and quantities say, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 1_000_000 }), (quantity, cents) => {
        const priced = { ...line, Quantity: quantity, PriceAfterVAT: cents / 100 }
        const found = review({ DocumentLines: [priced] })
        if (!('total' in found) || found.total === undefined) throw new Error('it has a total')
        expect(compare(found.total, amount(((quantity * cents) / 100).toFixed(2)))).toBe(0)
      }),
    )
  })

  test.each([
    ['a discount on a line', { DocumentLines: [{ ...line, DiscountPercent: 5 }] }],
    ['a discount on the whole', { DiscountPercent: 5 }],
    ['another currency', { DocCurrency: 'USD' }],
    ['a line without a price', { DocumentLines: [{ ...line, PriceAfterVAT: undefined }] }],
  ])('with %s has a total that nobody here can tell', (_, changes) => {
    expect(review(changes)).toEqual({})
  })

  test('with a VAT group that is not mapped has no known total when prices are net', () => {
    const net = settingsWith({ priceMode: 'net' })
    const planned = planSalesDocument(inputFor(sampleOrder()), net).request
    const edited = JSON.parse(JSON.stringify(planned.body).replace('"S22"', '"S99"'))
    expect(reviewRequest({ ...planned, body: edited }, planned, net)).toEqual({})
  })

  test.each([
    ['its key', { U_OrderbridgeId: 'other' }],
    ['one line more', { DocumentLines: [line, line] }],
    ['no line', { DocumentLines: [] }],
    ['a quantity of zero', { DocumentLines: [{ ...line, Quantity: 0 }] }],
    ['no customer', { CardCode: '' }],
  ])('is refused with %s changed or missing', (_, changes) => {
    expect(review(changes)).toEqual({ refusal: expect.any(String) })
  })
})
