import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { add, amount, fixed, subtract } from '../../src/domain/amount.ts'
import type { CanonicalOrder } from '../../src/domain/order.ts'
import { inputFor } from '../unit/icenter-sample.ts'
import { inBoth, recordedOrders, sampleAddress, sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './icenter-connector-company.ts'

const company = useCompany()
afterEach(() => company().saop.faults.clear())

describe('a planned order', () => {
  it.each(recordedOrders())(
    "of $name has in iCenter the total that was predicted, which is Magento's",
    async ({ name, order }) => {
      const { erp } = company()
      const plan = erp.planSalesDocument(inputFor(order, { orderbridgeId: `t-${name}`.slice(0, 30) }))
      expect(plan.hold).toBeUndefined()
      const document = await erp.createSalesDocument(plan.request)
      expect(document.total).toBe(plan.expectedTotal)
      expect(document.total).toBe(order.grandTotal)
      expect(document.currency).toBe(order.currency)
      expect(document.lines.map(({ erpLine }) => erpLine)).toEqual(plan.lines.map(({ erpLine }) => erpLine))
    },
  )

  it('keeps every amount to the cent for mixed rates, odd quantities, freight and gift cards, gross and net', async () => {
    const { erp, connect } = company()
    const net = connect({ priceMode: 'net' })
    let number = 0
    await fc.assert(
      fc.asyncProperty(mixedOrder, fc.boolean(), async (order, isNet) => {
        const connector = isNet ? net : erp
        number += 1
        const plan = connector.planSalesDocument(inputFor(order, { orderbridgeId: `mix-${number}` }))
        if (plan.hold) return expect(plan.hold.code).toBe('totals_differ')
        const document = await connector.createSalesDocument(plan.request)
        expect(document.total).toBe(plan.expectedTotal)
        expect(document.total).toBe(order.grandTotal)
      }),
      { numRuns: 60, seed: 41 },
    )
  })

  it('of a free order costs nothing, though the price list has a price', async () => {
    const line = sampleLine({ ...inBoth('0', '0', '0') })
    const document = await company().place(sampleOrder({ lines: [line], grandTotal: amount(0) }), 'free-1')
    expect(document.total).toBe('0')
  })

  it('carries text of all alphabets, and what XML gives a meaning to, unharmed', async () => {
    const { saop, place } = company()
    const address = { ...sampleAddress, firstName: 'Jürgen Žiga', lastName: "O'ß <漢字> & “Č”", city: 'Šempeter 😀' }
    const note = 'č š ž\u0000\u0008 ]]> & </Comment>\r\nnew line'
    const { erpId } = await place(sampleOrder({ shippingAddress: address, customerNote: note }), 'texts-1')
    const stored = saop.list('orders').find(({ key }) => `${key.year}/${key.book}/${key.number}` === erpId)
    expect(stored?.header).toMatchObject({
      DocumentDeliveryTitle1: "Jürgen Žiga O'ß <漢字> & “Č”",
      DocumentDeliveryCity: 'Šempeter 😀',
      Comment: 'Magento 000000057 č š ž ]]> & </Comment> new line',
    })
  })

  it('tells captured money with the order', async () => {
    const { saop, place } = company()
    const payment = { method: 'stripe', transactionId: 'PSP-77', paid: amount('12.2'), authorized: amount('12.2') }
    const { erpId } = await place(sampleOrder({ payment }), 'paid-1')
    const stored = saop.list('orders').find(({ key }) => `${key.year}/${key.book}/${key.number}` === erpId)
    expect(stored?.payments).toEqual([
      { PaymentLineNo: 1, PaymentPurposeID: 'K', PaymentAmount: '12.2', PaymentTransactionID: 'PSP-77' },
    ])
  })
})

describe('finding and creating', () => {
  it('finds orders by our key, and the first one where people have copied it', async () => {
    const { erp, place } = company()
    const first = await place(sampleOrder(), 'find-1')
    await place(sampleOrder(), 'find-1')
    await place(sampleOrder(), 'find-2')
    const found = await erp.findSalesDocuments(['find-1', 'find-2', 'find-3'])
    expect([...found.keys()].toSorted()).toEqual(['find-1', 'find-2'])
    expect(found.get('find-1')).toEqual(first)
    expect(first).toMatchObject({ orderbridgeId: 'find-1', state: 'open', total: '12.2', currency: 'EUR' })
  })

  it('does not take a cancelled order for a living one', async () => {
    const { erp, place } = company()
    const { erpId } = await place(sampleOrder(), 'dead-1')
    expect(await erp.cancelSalesDocument(erpId)).toEqual({ outcome: 'canceled' })
    expect((await erp.findSalesDocuments(['dead-1'])).size).toBe(0)
    expect(await erp.readSalesDocuments([erpId])).toMatchObject([{ erpId, state: 'canceled' }])
    expect(await erp.cancelSalesDocument(erpId)).toEqual({ outcome: 'already' })
  })

  it('finds an order of last year in January', async () => {
    const { erp } = company()
    const plan = erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'old-1', documentDate: '2025-12-31' }))
    const { erpId } = await erp.createSalesDocument(plan.request)
    expect(erpId).toMatch(/^2025\/VNK\/\d+$/)
    expect((await erp.findSalesDocuments(['old-1'])).get('old-1')?.erpId).toBe(erpId)
  })

  it.each(['commitThenDrop', 'cutBody', 'resultNone'] as const)(
    'calls an order whose answer ended in %s unknown, and finds it again',
    async kind => {
      const { saop, erp, place } = company()
      saop.faults.add({ kind, match: { path: '/AddOrder' } })
      await expect(place(sampleOrder(), `lost-${kind}`)).rejects.toMatchObject({ errorClass: 'unknown' })
      const found = (await erp.findSalesDocuments([`lost-${kind}`])).get(`lost-${kind}`)
      expect(found).toMatchObject({ state: 'open', total: '12.2' })
    },
  )

  it.each([
    ['html500', 'unknown'],
    ['html502', 'unknown'],
    ['busy503', 'unknown'],
    ['dropBefore', 'unknown'],
    ['internalError', 'unknown'],
    ['unauthorized', 'auth'],
  ] as const)('calls a write that ended in %s %s, and made nothing', async (kind, errorClass) => {
    const { saop, erp, place } = company()
    saop.faults.add({ kind, match: { path: '/AddOrder' } })
    const key = `fault-${kind}`
    await expect(place(sampleOrder(), key)).rejects.toMatchObject({ errorClass })
    expect((await erp.findSalesDocuments([key])).size).toBe(0)
  })

  it('leaves the outcome open when the new order cannot be read back', async () => {
    const { saop, erp, place } = company()
    saop.faults.add({ kind: 'html502', match: { path: '/GetOrder/' } })
    await expect(place(sampleOrder(), 'blind-1')).rejects.toMatchObject({ errorClass: 'unknown', code: 'icenter:502' })
    expect((await erp.findSalesDocuments(['blind-1'])).get('blind-1')).toBeDefined()
  })

  it.each(['html502', 'cutBody', 'dropBefore'] as const)('calls a read that ended in %s transient', async kind => {
    const { saop, erp, place } = company()
    const { erpId } = await place(sampleOrder(), `read-${kind}`)
    saop.faults.add({ kind, times: 2, match: { method: 'GET' } })
    await expect(erp.readSalesDocuments([erpId])).rejects.toMatchObject({ errorClass: 'transient' })
  })

  it('passes the refusal on in the words of iCenter, which come in windows-1250, and keeps them readable', async () => {
    const { erp, exchanges } = company()
    const order = sampleOrder({ lines: [sampleLine({ sku: 'Ž-1' })] })
    const plan = erp.planSalesDocument(inputFor(order, { orderbridgeId: 'refused-1' }))
    await expect(erp.createSalesDocument(plan.request)).rejects.toMatchObject({
      errorClass: 'permanent',
      code: 'icenter:409',
      message: expect.stringContaining('Šifra artikla Ž-1 ne obstaja!'),
    })
    expect(exchanges.at(-1)).toMatchObject({
      status: 409,
      responseBody: expect.stringContaining('Šifra artikla Ž-1 ne obstaja!'),
    })
  })

  it('refuses requests that are not a new order', async () => {
    const { erp } = company()
    const request = { method: 'POST', path: '/api/Order/ModifyOrder', body: { OrderHeader: {} } } as const
    await expect(erp.createSalesDocument(request)).rejects.toMatchObject({ code: 'icenter:request' })
  })

  it('refuses an element that iCenter would drop, before anything is sent', async () => {
    const { erp, sent } = company()
    const { request } = erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'foreign-1' }))
    const header: object = Object(Reflect.get(Object(request.body), 'OrderHeader'))
    sent.length = 0
    await expect(
      erp.createSalesDocument({ ...request, body: { OrderHeader: { ...header, Coment: 'x' } } }),
    ).rejects.toMatchObject({ errorClass: 'permanent', message: 'OrderHeader has no element Coment' })
    expect(sent).toEqual([])
  })

  it('asks once for each planned order, and for nothing else', async () => {
    const { connect, clock, sent } = company()
    clock.set('2026-03-31T12:00:00Z')
    const erp = connect()
    const keys = ['ask-1', 'ask-2', 'ask-3']
    const planned = new Map(
      keys.map(key => [key, erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: key })).request]),
    )
    await erp.findSalesDocuments(keys, planned)
    sent.length = 0
    expect((await erp.findSalesDocuments(keys, planned)).size).toBe(0)
    expect(sent).toHaveLength(3)
    clock.set('2026-01-31T12:00:00Z')
  })

  it('leaves ids out that no order has, and those that cannot be one', async () => {
    expect(await company().erp.readSalesDocuments(['2026/VNK/999999', '1042', "x' or 1=1", ''])).toEqual([])
  })

  it('says so when iCenter has kept another reference than our key, and names the order to cancel', async () => {
    const { saop, place } = company()
    const { textLimits, textTooLong } = saop.company.variants
    Object.assign(saop.company.variants, { textLimits: { OrderReference: 8 }, textTooLong: 'cut' })
    await expect(place(sampleOrder(), 'much-too-long-1')).rejects.toMatchObject({
      errorClass: 'permanent',
      code: 'icenter:key-not-kept',
      message: expect.stringMatching(/order 2026\/VNK\/\d+ and keeps "much-too" in place of our key/),
    })
    Object.assign(saop.company.variants, { textLimits, textTooLong })
  })

  it('asks for nothing when the plan is made', () => {
    const { erp, sent } = company()
    sent.length = 0
    const [first, second] = [1, 2].map(() => erp.planSalesDocument(inputFor(sampleOrder())))
    expect(first).toEqual(second)
    expect(sent).toEqual([])
  })

  it('tells no password and no customer in an error', async () => {
    const { connect } = company()
    const error = await connect({}, { password: 'wrong-secret' })
      .findItems(['S-001'])
      .catch(cause => cause)
    expect(error).toMatchObject({ errorClass: 'auth', code: 'icenter:401' })
    expect(error.message).not.toContain('wrong-secret')
  })
})

/** Lines with their own rates and discounts already taken off, freight, maybe a gift card; Magento's own rounding. */
const mixedOrder: fc.Arbitrary<CanonicalOrder> = fc
  .record({
    lines: fc.array(
      fc.record({
        sku: fc.constantFrom('S-001', 'S-005', 'P-0003'),
        cents: fc.integer({ min: 1, max: 500_000 }),
        quantity: fc.constantFrom('1', '2', '3', '7', '13', '250', '1.5', '0.333'),
        rate: fc.constantFrom('22', '9.5', '0', '20'),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    freight: fc.constantFrom(0, 350, 499),
    gift: fc.constantFrom(0, 0, 1),
  })
  .map(({ lines, freight, gift }) => {
    const priced = lines.map((line, index) =>
      sampleLine({
        id: index + 1,
        sku: line.sku,
        quantity: amount(line.quantity),
        taxRate: amount(line.rate),
        ...taxed(line.cents, line.rate),
        documentItem: { id: index + 1, unitsPer: amount(1) },
      }),
    )
    const shipping = { method: 'flatrate_flatrate', ...taxed(freight, '22'), taxRate: amount(22), discount: amount(0) }
    const fees = gift
      ? [{ code: 'gift_card', label: 'Gift card', ...inBoth('-0.01', '0', '-0.01'), taxRate: amount(0) }]
      : []
    const grandTotal = add(...priced.map(({ gross }) => gross), shipping.gross, ...fees.map(({ gross }) => gross))
    return sampleOrder({ lines: priced, shipping, fees, grandTotal, baseGrandTotal: grandTotal })
  })

/** Gross in cents; net is what Magento computes from it. */
function taxed(cents: number, rate: string) {
  const gross = amount(fixed(amount(cents / 100), 2))
  const net = amount(fixed(amount(cents / (100 + Number(rate))), 2))
  return inBoth(net, subtract(gross, net), gross)
}
