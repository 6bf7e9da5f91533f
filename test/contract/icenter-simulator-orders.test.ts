import { describe, expect, it } from 'vitest'
import { finishOrder, stepOrder } from '../../sandbox/icenter/clerk.ts'
import type { MissingStyle } from '../../sandbox/icenter/variants.ts'
import {
  at,
  type Call,
  GOODS,
  HEAD,
  keys,
  orderXml,
  placeOrder,
  problems,
  type Reply,
  record,
  rows,
  simulated,
  textAt,
} from '../fixtures/icenter/simulated.ts'

const read = (call: Call, number: number) => call('GET', `api/Order/GetOrder/2026/VNK/${number}`)
const lines = (reply: Reply) => (at(reply.root, 'OrderLines')?.children ?? []).map(record)
const cancel = (call: Call, number: number) =>
  call('POST', `api/Order/PostOrderCancellation?order.orderYear=2026&order.orderBook=VNK&order.orderNumber=${number}`)
const key = (number: number) => ({ year: 2026, book: 'VNK', number })
const messages = (reply: Reply) => problems(reply).map(({ message }) => message)

describe('orders of the simulated iCenter', () => {
  it('fill in what was not said from their book, their customer and their items', async () => {
    const { call } = await simulated()
    const number = await placeOrder(call)
    const reply = await read(call, number)
    expect(record(reply.root)).toMatchObject({
      OrderNumber: String(number),
      InvoiceBook: 'IR',
      WarehouseId: '001',
      PriceListId: 'MPC',
      CurrencyId: '978',
      CustomerPayerId: '0000002',
      CustomerTitle1: 'Kovač & Sinovi d.o.o.',
      OrderDate: '2026-01-31T00:00:00',
      PaymentPeriod: '30',
      OrderStatus: 'Odprto',
      PaymentAmount: '52.79',
    })
    expect(lines(reply)[1]).toMatchObject({ OrderLineNo: '2', ItemTitle1: 'Izdelek 5 šumniki čšž', VATRateId: '2' })
  })

  it('take the price from the price list when none was sent', async () => {
    const { call } = await simulated()
    const number = await placeOrder(call, [{ item: 'S-003' }])
    expect(record((await read(call, number)).root).PaymentAmount).toBe('49.00')
  })

  it('are made twice when they are sent twice: there is no idempotency', async () => {
    const { call } = await simulated()
    await placeOrder(call)
    await placeOrder(call)
    const filter = 'api/Order/GetOrderStatus?searchQuery.orderBook=VNK&searchQuery.orderReference=WEB-000000123'
    expect(rows(await call('GET', filter))).toHaveLength(2)
  })

  it('count up per year and book, with gaps', async () => {
    const { call } = await simulated()
    const numbers: number[] = []
    for (let index = 0; index < 30; index++) numbers.push(await placeOrder(call))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(new Set(numbers).size).toBe(30)
    expect(Number(numbers.at(-1)) - Number(numbers[0])).toBeGreaterThan(29)
    const other = await call('POST', 'api/Order/AddOrder', orderXml(GOODS, { OrderBook: 'VNV' }))
    expect(Number(keys(other)[2])).toBeLessThan(510)
  })

  it('name their keys as the site does', async () => {
    const { call } = await simulated({
      variants: { keyElement: 'Key', orderKeyNames: ['LetoNarocila', 'KnjigaNarocila', 'StevilkaNarocila'] },
    })
    const reply = await call('POST', 'api/Order/AddOrder', orderXml(GOODS))
    const found = at(reply.root, 'Keys')?.children.map(one => [one.name, textAt(one, 'Name')])
    expect(found?.[2]).toEqual(['Key', 'StevilkaNarocila'])
  })

  it('are refused with everything that is wrong, and stored not at all', async () => {
    const { icenter, call } = await simulated()
    icenter.changeItem('S-002', { IsActive: 'N' })
    const body = orderXml(
      [{ item: 'S-1' }, { item: 'S-002' }, { item: 'S-001', quantity: 0, more: '<VATRateId>9</VATRateId>' }],
      { CustomerId: '2', WarehouseId: '1', DeliveryMethod: '99', CurrencyId: 'EUR', DocumentDeliveryCountry: 'XX' },
    )
    expect(messages(await call('POST', 'api/Order/AddOrder', body))).toEqual([
      'Stranka 2 ne obstaja!',
      'Skladišče 1 ne obstaja v šifrantu!',
      'Valuta EUR ne obstaja v šifrantu!',
      'Način dobave 99 ne obstaja v šifrantu!',
      'Država XX ne obstaja v šifrantu!',
      'Šifra artikla S-1 ne obstaja!',
      'Artikel S-002 ni aktiven!',
      'Količina v vrstici 3 ni pravilna!',
      'Stopnja DDV 9 ne obstaja v šifrantu!',
    ])
    expect(icenter.list('orders')).toEqual([])
  })

  it('lose elements out of order where a site reads strictly, without a word', async () => {
    const body = orderXml(GOODS).replace('<OrderReference>WEB-000000123</OrderReference>', '')
    const late = body.replace(
      '<OrderLines>',
      '<Comment>Magento</Comment><OrderReference>WEB-9</OrderReference><OrderLines>',
    )
    const lenient = await simulated()
    await lenient.call('POST', 'api/Order/AddOrder', late)
    expect(record((await read(lenient.call, 501)).root).OrderReference).toBe('WEB-9')
    const strict = await simulated({ variants: { elementOrderStrict: true } })
    expect((await strict.call('POST', 'api/Order/AddOrder', late)).status).toBe(200)
    const stored = record((await read(strict.call, 501)).root)
    expect([stored.Comment, stored.OrderReference]).toEqual(['Magento', undefined])
  })

  it.each<[MissingStyle, number, string | undefined]>([
    ['400', 400, undefined],
    ['404', 404, undefined],
    ['204', 204, undefined],
    ['500', 500, undefined],
    ['200-empty', 200, undefined],
    ['200-zero', 200, '0'],
  ])('say %s when they do not exist', async (missingOrder, status, number) => {
    const { call } = await simulated({ variants: { missingOrder } })
    const reply = await read(call, 77)
    expect([reply.status, textAt(reply.root, 'OrderNumber')]).toEqual([status, number])
  })

  it('are cancelled as long as nothing was dispatched or invoiced', async () => {
    const { icenter, call } = await simulated()
    const [open, dispatched, invoiced] = [await placeOrder(call), await placeOrder(call), await placeOrder(call)]
    for (const _ of [1, 2]) stepOrder(icenter, key(dispatched), 'deliver-then-invoice')
    for (const _ of [1, 2]) stepOrder(icenter, key(invoiced), 'invoice-then-deliver')
    expect((await cancel(call, open)).status).toBe(200)
    expect(record((await read(call, open)).root)).toMatchObject({
      OrderStatus: 'Preklicano',
      CancelledDate: '2026-01-31T10:00:00',
    })
    expect(messages(await cancel(call, open))[0]).toBe(
      `Naročila 2026/VNK/${open} ni mogoče preklicati, ker je že preklicano!`,
    )
    expect(messages(await cancel(call, dispatched))[0]).toMatch(/ker je že odpremljeno!$/)
    expect(messages(await cancel(call, invoiced))[0]).toMatch(/ker je zanj že izdan račun!$/)
    expect((await cancel(call, 9)).status).toBe(409)
  })

  it('are closed with what is left of them', async () => {
    const { icenter, call } = await simulated()
    const number = await placeOrder(call)
    for (const _ of [1, 2, 3]) stepOrder(icenter, key(number), 'two-deliveries')
    const close = `api/Order/PostOrderClose?order.orderYear=2026&order.orderBook=VNK&order.orderNumber=${number}`
    expect((await call('POST', close)).status).toBe(400)
    expect((await call('POST', `${close}&order.dispatchAdviceClose=true`)).status).toBe(200)
    const reply = await read(call, number)
    expect(record(reply.root).OrderStatus).toBe('Zaključeno')
    expect(lines(reply).map(line => [line.ShippedQTY, line.ClosedLine])).toEqual([
      ['2.000', 'true'],
      ['0.000', 'true'],
      ['1.000', 'true'],
    ])
    // What had left is still invoiced.
    expect(finishOrder(icenter, key(number), 'two-deliveries')).toEqual(['invoiced', 'printed'])
  })
})

describe('ModifyOrder of the simulated iCenter', () => {
  const modify = (call: Call, body: string) => call('POST', 'api/Order/ModifyOrder', HEAD + body)
  /** The document as GetOrder answers it, to be sent back. */
  const document = async (call: Call, number: number) =>
    (await read(call, number)).text.replace(/^<\?xml[^>]*\?>/, '').replaceAll(/ xmlns:xsd="[^"]*"/g, '')

  it.each(['sent', 'net'] as const)(
    'replaces the whole document, and keeps what is sent back as it was (%s)',
    async detailPrice => {
      const { call } = await simulated({ variants: { detailPrice } })
      const number = await placeOrder(call)
      const before = await document(call, number)
      expect((await modify(call, before)).root.name).toBe('UpdateResultWithDocumentsKeys')
      expect(await document(call, number)).toBe(before)
      const fewer = before.replace('<Qty>2.000</Qty>', '<Qty>1.000</Qty>')
      expect((await modify(call, fewer)).status).toBe(200)
      expect(record((await read(call, number)).root).PaymentAmount).toBe('32.89')
    },
  )

  it('drops lines and elements that are not in it', async () => {
    const { call } = await simulated()
    const number = await placeOrder(call, GOODS, { Comment: 'Magento' })
    const body = orderXml([{ item: 'S-001', price: '19.90' }])
      .replace(HEAD, '')
      .replaceAll('OrderHeader>', 'OrderHeaderDetail>')
      .replace('</OrderBook>', `</OrderBook><OrderNumber>${number}</OrderNumber>`)
    expect((await modify(call, body)).status).toBe(200)
    const reply = await read(call, number)
    expect([record(reply.root).Comment, lines(reply).length]).toEqual([undefined, 1])
  })

  it('is refused for lines that have left, and for orders that are done or do not exist', async () => {
    const { icenter, call } = await simulated()
    const number = await placeOrder(call)
    for (const _ of [1, 2, 3]) stepOrder(icenter, key(number), 'two-deliveries')
    const whole = await document(call, number)
    expect(messages(await modify(call, whole.replace('<Qty>2.000</Qty>', '<Qty>1.000</Qty>')))[0]).toMatch(
      /Vrstica 1 .* je že odpremljena!$/,
    )
    expect((await modify(call, whole.replace(/<OrderLine><OrderLineNo>2<.*?<\/OrderLine>/, ''))).status).toBe(200)
    finishOrder(icenter, key(number), 'two-deliveries')
    expect(messages(await modify(call, whole))[0]).toMatch(/ima status Zaključeno!$/)
    expect(messages(await modify(call, whole.replaceAll(`<OrderNumber>${number}<`, '<OrderNumber>9<')))[0]).toBe(
      'Naročilo 2026/VNK/9 ne obstaja!',
    )
  })
})
