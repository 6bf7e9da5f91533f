import { afterEach, describe, expect, it } from 'vitest'
import type { IcenterConnector } from '../../src/erp/icenter/kind.ts'
import { inputFor } from '../unit/icenter-sample.ts'
import { sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './icenter-connector-company.ts'

describe('where GetOrderStatus does not find orders by their reference', () => {
  const company = useCompany({ variants: { orderReferenceFilter: false } })
  afterEach(() => company().saop.faults.clear())

  it('reads the latest numbers, and not those that it has read before', async () => {
    const { connect, sent } = company()
    const erp = connect()
    const place = (key: string) =>
      erp.createSalesDocument(erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: key })).request)
    for (const number of [1, 2, 3, 4, 5]) await place(`walk-${number}`)
    const found = await erp.findSalesDocuments(['walk-2', 'walk-5', 'walk-9'])
    expect([...found.keys()].toSorted()).toEqual(['walk-2', 'walk-5'])
    sent.length = 0
    expect((await erp.findSalesDocuments(['walk-1'])).size).toBe(1)
    const read = sent
      .filter(({ url }) => url.includes('/GetOrder/2026/VNK/'))
      .map(({ url }) => Number(url.split('/').at(-1)))
    const top = Math.max(...[...found.values()].map(({ erpId }) => Number(erpId.split('/').at(-1))))
    // The one that is answered, gaps, and those after the last one.
    expect(read.filter(number => number <= top).length).toBeLessThan(5)
  })

  it('finds an order whose answer was lost, with a connector that knows nothing yet', async () => {
    const { saop, connect, place } = company()
    saop.faults.add({ kind: 'commitThenDrop', match: { path: '/AddOrder' } })
    await expect(place(sampleOrder(), 'lost-9')).rejects.toMatchObject({ errorClass: 'unknown' })
    expect((await connect().findSalesDocuments(['lost-9'])).get('lost-9')).toMatchObject({ total: '12.2' })
  })
})

describe('where orders are read by their numbers, an old one', () => {
  const company = useCompany({ variants: { orderStatusAnswers: false, numberGaps: false } })
  const plan = (erp: IcenterConnector, key: string, documentDate: string) =>
    erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: key, documentDate })).request

  it('is looked for back to its day, and not sent where that is too far', async () => {
    const { connect, clock, saop } = company()
    const walk = { from: 501, window: 10, most: 20, gap: 2 }
    const busy = connect({ walk })
    clock.set('2026-02-01T12:00:00Z')
    await busy.createSalesDocument(plan(busy, 'first-1', '2026-02-01'))
    const old = plan(busy, 'old-1', '2026-02-01')
    saop.faults.add({ kind: 'commitThenDrop', match: { path: '/AddOrder' } })
    await expect(busy.createSalesDocument(old)).rejects.toMatchObject({ errorClass: 'unknown' })
    for (let day = 2; day <= 28; day++) {
      const date = `2026-02-${String(day).padStart(2, '0')}`
      clock.set(`${date}T12:00:00Z`)
      await busy.createSalesDocument(plan(busy, `day-${day}`, date))
    }
    const find = async (settings: object) =>
      (await connect({ walk: settings }).findSalesDocuments(['old-1'], new Map([['old-1', old]]))).size
    expect(await find({ ...walk, most: 100 })).toBe(1)
    expect(await find(walk)).toBe(0)
    await expect(connect({ walk }).createSalesDocument(old)).rejects.toMatchObject({
      errorClass: 'permanent',
      code: 'icenter:walk-too-far',
      message: expect.stringContaining('Raise walk.most'),
    })
    expect(saop.list('orders')).toHaveLength(29)
    await expect(connect({ walk }).createSalesDocument(plan(busy, 'new-1', '2026-02-28'))).resolves.toBeDefined()
  })
})

describe('where GetOrderStatus answers nothing at all', () => {
  const company = useCompany({ variants: { orderStatusAnswers: false, missingOrder: '404' } })

  it('does not believe an empty book, unless its first number is known', async () => {
    const { connect } = company()
    const careful = connect({ walk: {} })
    await expect(careful.findSalesDocuments(['any-1'])).rejects.toMatchObject({
      errorClass: 'auth',
      code: 'icenter:not_ready',
      message: expect.stringContaining('set walk.from'),
    })
    expect((await connect({ walk: { from: 501 } }).findSalesDocuments(['any-1'])).size).toBe(0)
  })

  it('finds orders by their numbers and follows them', async () => {
    const { saop, erp, connect, place } = company()
    saop.faults.add({ kind: 'commitThenDrop', match: { path: '/AddOrder' } })
    await expect(place(sampleOrder(), 'silent-1')).rejects.toMatchObject({ errorClass: 'unknown' })
    const found = (await erp.findSalesDocuments(['silent-1'])).get('silent-1')
    expect(found).toBeDefined()
    const { changes, cursor } = await connect().readChanges(undefined, new Date('2026-01-01T00:00:00Z'))
    expect(changes.map(({ erpId }) => erpId)).toEqual([found?.erpId])
    expect((await erp.readChanges(cursor, new Date())).changes).toEqual(changes)
  })
})

describe.each(['400', '404', '204', '200-empty', '200-zero'] as const)('a site that answers %s for no order', style => {
  const company = useCompany({ variants: { missingOrder: style } })

  it('has no such order', async () => {
    expect(await company().erp.readSalesDocuments(['2026/VNK/12345'])).toEqual([])
    expect(await company().erp.findFollowUps(['2026/VNK/12345'])).toEqual([])
  })
})

describe('a site that answers 500 for no order', () => {
  const company = useCompany({ variants: { missingOrder: '500' } })

  it('is taken for broken, unless the settings say that it means that', async () => {
    const { erp, connect } = company()
    await expect(erp.readSalesDocuments(['2026/VNK/12345'])).rejects.toMatchObject({
      errorClass: 'transient',
      message: expect.stringContaining('set missingOrder of the connection'),
    })
    expect(await connect({ missingOrder: ['error_500'] }).readSalesDocuments(['2026/VNK/12345'])).toEqual([])
  })

  it('is still broken when it answers a page', async () => {
    const { saop, connect } = company()
    saop.faults.add({ kind: 'html500' })
    await expect(connect({ missingOrder: ['error_500'] }).readSalesDocuments(['2026/VNK/12345'])).rejects.toMatchObject(
      { errorClass: 'transient' },
    )
  })
})

describe('our key in QuotationNumber', () => {
  const company = useCompany()

  it('leaves the order number to people, who search by it, and is found by it and by itself', async () => {
    const { saop, connect } = company()
    const erp = connect({ keyField: 'quotation_number' })
    const { request } = erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'main-57' }))
    const { erpId, orderbridgeId } = await erp.createSalesDocument(request)
    expect(orderbridgeId).toBe('main-57')
    expect(saop.list('orders')[0]?.header).toMatchObject({ OrderReference: '000000057', QuotationNumber: 'main-57' })
    const planned = new Map([['main-57', request]])
    expect(
      (await connect({ keyField: 'quotation_number' }).findSalesDocuments(['main-57'], planned)).get('main-57')?.erpId,
    ).toBe(erpId)
    expect(
      (await connect({ keyField: 'quotation_number' }).findSalesDocuments(['main-57'])).get('main-57')?.erpId,
    ).toBe(erpId)
  })
})

describe('a site with a mind of its own', () => {
  const company = useCompany({
    variants: {
      bomRequired: true,
      elementOrderStrict: true,
      keyElement: 'Key',
      orderKeyNames: ['LetoNarocila', 'KnjigaNarocil', 'StevilkaNarocila'],
      rejection: '200',
      errorEncoding: 'windows-1250-undeclared',
      orderStatusText: false,
    },
  })

  it('takes our orders whole, and its keys are understood by what they look like', async () => {
    const { saop, place, erp } = company()
    const document = await place(sampleOrder(), 'mind-1')
    expect(document).toMatchObject({ total: '12.2', state: 'open', orderbridgeId: 'mind-1' })
    expect(saop.list('orders')[0]?.header).toMatchObject({ DocumentDeliveryCity: 'Ljubljana', PaymentTypeID: '01' })
    expect(await erp.cancelSalesDocument(document.erpId)).toEqual({ outcome: 'canceled' })
    expect(await erp.readSalesDocuments([document.erpId])).toMatchObject([{ state: 'canceled' }])
  })

  it('refuses with status 200, and that is a refusal', async () => {
    const { erp } = company()
    const plan = erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'mind-2', subjectId: '2' }))
    await expect(erp.createSalesDocument(plan.request)).rejects.toMatchObject({
      errorClass: 'permanent',
      code: 'icenter:Error',
      message: 'Stranka 2 ne obstaja! Stranka 2 ne obstaja!',
    })
  })

  it('needs bom: without it nothing is taken, and that is told', async () => {
    const { connect } = company()
    const erp = connect({ bom: false })
    const plan = erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'mind-3' }))
    await expect(erp.createSalesDocument(plan.request)).rejects.toMatchObject({ errorClass: 'permanent', status: 400 })
  })
})

describe('a company that turns prices with tax into net prices', () => {
  const company = useCompany({ variants: { grossPrices: 'converted', vatRounding: 'rate' } })

  it('comes to the total that was predicted, with a rounding of cents', async () => {
    const { connect } = company()
    const erp = connect({ grossPrices: 'converted', vatRounding: 'rate' })
    const order = sampleOrder()
    const plan = erp.planSalesDocument(inputFor(order, { orderbridgeId: 'conv-1' }))
    expect((await erp.createSalesDocument(plan.request)).total).toBe(plan.expectedTotal)
    expect(plan.expectedTotal).toBe(order.grandTotal)
  })
})
