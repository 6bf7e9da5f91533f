import { describe, expect, it } from 'vitest'
import { finishOrder, stepOrder } from '../../sandbox/icenter/clerk.ts'
import { reverseDispatch } from '../../sandbox/icenter/dispatching.ts'
import { at, type Call, GOODS, placeOrder, record, rows, simulated, testClock } from '../fixtures/icenter/simulated.ts'

const key = (number: number) => ({ year: 2026, book: 'VNK', number })
const status = async (call: Call, query = '') =>
  rows(await call('GET', `api/Order/GetOrderStatus?searchQuery.orderBook=VNK${query}`))
const since = (moment: string) => `&searchQuery.recordDtModifiedFrom=${moment}`
const numbers = (found: readonly Record<string, string | null>[]) => found.map(row => Number(row.OrderNumber))
const overview = (call: Call, number: number) =>
  call(
    'GET',
    `api/Order/GetOrderProcessOverview?searchQuery.orderYear=2026&searchQuery.orderBook=VNK&searchQuery.orderNumber=${number}&searchQuery.includeDispatches=true&searchQuery.includeInvoices=true`,
  )

describe('GetOrderStatus of the simulated iCenter', () => {
  it('insists on the book, and shows dispatch, tracking, invoice and PDF as they appear', async () => {
    const { icenter, call } = await simulated({ variants: { numberGaps: false } })
    const number = await placeOrder(call)
    expect((await call('GET', 'api/Order/GetOrderStatus')).status).toBe(400)
    const seen: unknown[] = []
    for (
      let step: string | undefined = 'entered';
      step;
      step = stepOrder(icenter, key(number), 'deliver-then-invoice')
    ) {
      const [row] = await status(call)
      seen.push([step, row?.OrderStatusDescription, row?.Ref2Dispatch, row?.DispatchStatus, row?.Ref2Invoice])
      expect(row?.TrackingNumber === undefined).toBe(row?.DispatchStatus !== 'Z')
      expect(row?.AttachmentIDInvoice === undefined).toBe(step !== 'printed')
    }
    expect(seen).toEqual([
      ['entered', 'Odprto', undefined, undefined, undefined],
      ['confirmed', 'Potrjeno', undefined, undefined, undefined],
      ['prepared', 'Potrjeno', '2026/VNK/1', 'O', undefined],
      ['delivered', 'Zaključeno', '2026/VNK/1', 'Z', undefined],
      ['invoiced', 'Zaključeno', '2026/VNK/1', 'Z', '2026/IR/1'],
      ['printed', 'Zaključeno', '2026/VNK/1', 'Z', '2026/IR/1'],
    ])
  })

  it('filters by number, reference and status, and ends with a short page', async () => {
    const { icenter, call } = await simulated({ variants: { numberGaps: false } })
    for (const reference of ['WEB-1', 'WEB-2', 'WEB-3']) await placeOrder(call, GOODS, { OrderReference: reference })
    stepOrder(icenter, key(502), 'cancel')
    expect(numbers(await status(call, '&searchQuery.orderReference=WEB-2'))).toEqual([502])
    expect(numbers(await status(call, '&searchQuery.orderYear=2026&searchQuery.orderNumber=503'))).toEqual([503])
    expect(numbers(await status(call, '&searchQuery.orderStatusList=P,X'))).toEqual([502])
    expect(numbers(await status(call, '&searchQuery.page=1&searchQuery.pageSize=2'))).toEqual([501, 502])
    expect(numbers(await status(call, '&searchQuery.page=2&searchQuery.pageSize=2'))).toEqual([503])
    expect(await status(call, '&searchQuery.page=3&searchQuery.pageSize=2')).toEqual([])
  })

  it('answers nothing to the reference, or nothing at all, where a site is like that', async () => {
    const unfiltered = await simulated({ variants: { orderReferenceFilter: false } })
    await placeOrder(unfiltered.call)
    expect(await status(unfiltered.call, '&searchQuery.orderReference=WEB-000000123')).toEqual([])
    expect(await status(unfiltered.call)).toHaveLength(1)
    const silent = await simulated({ variants: { orderStatusAnswers: false } })
    const number = await placeOrder(silent.call)
    expect(await status(silent.call)).toEqual([])
    expect(record((await silent.call('GET', `api/Order/GetOrder/2026/VNK/${number}`)).root).OrderReference).toBe(
      'WEB-000000123',
    )
  })

  it('answers what changed since a moment of its own clock, inclusive or not', async () => {
    const clock = testClock()
    const inclusive = await simulated({}, clock)
    const exclusive = await simulated({ variants: { sinceInclusive: false } }, clock)
    for (const { call } of [inclusive, exclusive]) await placeOrder(call)
    const here = since('2026-01-31T10:00:00')
    expect(await status(inclusive.call, here)).toHaveLength(1)
    expect(await status(exclusive.call, here)).toHaveLength(0)
    expect(await status(inclusive.call, since('2026-01-31T10:00:00.001'))).toHaveLength(0)
    // 09:00 in London is 10:00 on the server's wall.
    expect(await status(inclusive.call, since('2026-01-31T09:00:00Z'))).toHaveLength(1)
    expect(await status(inclusive.call, since('2026-01-31T09:00:01Z'))).toHaveLength(0)
    expect(
      (await inclusive.call('GET', `api/Order/GetOrderStatus?searchQuery.orderBook=VNK${since('31.1.2026')}`)).status,
    ).toBe(400)
  })

  it('goes back an hour in October: what changes after the change looks older than what came before it', async () => {
    const clock = testClock('2026-10-25T00:50:00Z')
    const { icenter, call } = await simulated({ variants: { numberGaps: false } }, clock)
    await placeOrder(call)
    clock.advance(20 * 60_000)
    await placeOrder(call)
    expect(icenter.list('orders').map(order => order.modified)).toEqual([
      '2026-10-25T02:50:00.000',
      '2026-10-25T02:10:00.000',
    ])
    expect(numbers(await status(call, since('2026-10-25T02:45:00')))).toEqual([501])
    expect(numbers(await status(call, since('2026-10-25T01:45:00')))).toEqual([501, 502])
  })

  it.each([
    ['any', 1],
    ['order', 0],
  ] as const)('counts a print of the invoice as a change of the order or not (%s)', async (statusDelta, found) => {
    const { icenter, call, clock } = await simulated({ variants: { statusDelta } })
    const number = await placeOrder(call)
    for (const _ of [1, 2, 3, 4]) stepOrder(icenter, key(number), 'deliver-then-invoice')
    clock.advance(60_000)
    expect(stepOrder(icenter, key(number), 'deliver-then-invoice')).toBe('printed')
    expect(await status(call, since('2026-01-31T10:01:00'))).toHaveLength(found)
  })

  it.each([
    ['order', ['2026/VNK/2']],
    ['dispatch', ['2026/VNK/1', '2026/VNK/2']],
  ] as const)('has one row for each %s', async (statusRows, references) => {
    const { icenter, call } = await simulated({ variants: { statusRows, numberGaps: false } })
    finishOrder(icenter, key(await placeOrder(call)), 'two-deliveries')
    expect((await status(call)).map(row => row.Ref2Dispatch)).toEqual(references)
  })

  it('goes on naming a dispatch that was reversed, with its status', async () => {
    const { icenter, call } = await simulated({ variants: { numberGaps: false } })
    const number = await placeOrder(call)
    for (const _ of [1, 2, 3]) stepOrder(icenter, key(number), 'deliver-then-invoice')
    icenter.transact(work => reverseDispatch(work, { year: 2026, book: 'VNK', number: 1 }))
    expect((await status(call))[0]).toMatchObject({
      OrderStatusDescription: 'Potrjeno',
      Ref2Dispatch: '2026/VNK/1',
      DispatchStatusDescription: 'Stornirano',
    })
  })

  it('may write references in another way', async () => {
    const { icenter, call } = await simulated({ variants: { referenceStyle: 'VNK-2026-000512', numberGaps: false } })
    finishOrder(icenter, key(await placeOrder(call)), 'deliver-then-invoice')
    expect((await status(call))[0]).toMatchObject({ Ref2Dispatch: 'VNK-2026-000001', Ref2Invoice: 'IR-2026-000001' })
  })
})

describe('GetOrderProcessOverview of the simulated iCenter', () => {
  it('lists every dispatch and invoice with its key, reversed ones and credits too', async () => {
    const { icenter, call } = await simulated({ variants: { numberGaps: false } })
    const number = await placeOrder(call)
    finishOrder(icenter, key(number), 'credit-after')
    const { root } = await overview(call, number)
    const dispatches = (at(root, 'Order_Dispatches')?.children ?? []).map(record)
    expect(dispatches).toMatchObject([{ DispatchNumber: '1', DispatchStatusDescription: 'Zaključeno' }])
    expect(dispatches[0]?.TrackingNumber).toMatch(/^CP\d{9}SI$/)
    const invoices = (at(root, 'Order_Invoices')?.children ?? []).map(record)
    expect(invoices.map(row => [row.InvoiceBook, row.IDInvoiceNumber])).toEqual([
      ['IR', 'IR-2026-000001'],
      ['DOB', 'DOB-2026-000001'],
    ])
  })

  it('leaves credits out where a site does', async () => {
    const { icenter, call } = await simulated({ variants: { creditsInOverview: false } })
    const number = await placeOrder(call)
    finishOrder(icenter, key(number), 'credit-after')
    expect(at((await overview(call, number)).root, 'Order_Invoices')?.children).toHaveLength(1)
  })

  it('shows only what was asked for', async () => {
    const { call } = await simulated()
    const number = await placeOrder(call)
    const bare = `api/Order/GetOrderProcessOverview?searchQuery.orderYear=2026&searchQuery.orderBook=VNK&searchQuery.orderNumber=${number}`
    const { root } = await call('GET', bare)
    expect([at(root, 'Order_Dispatches'), at(root, 'Order_Invoices')]).toEqual([undefined, undefined])
    expect(record(root).OrderStatusDescription).toBe('Odprto')
  })
})
