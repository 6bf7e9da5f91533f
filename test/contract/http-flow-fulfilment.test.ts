import { PDFDocument } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { transact } from '../../sandbox/http-erp/books.ts'
import { cancelDocument } from '../../sandbox/http-erp/documents.ts'
import { add, amount, ZERO } from '../../src/domain/amount.ts'
import { sampleOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { sandboxFlow, useErp } from './http-flow-erp.ts'

const erp = useErp()

describe('what the ERP makes of an order', () => {
  it('is heard of by the feeds and traced back to the lines of the plan', async () => {
    const { flow, place, plan, work, clock } = erp()
    const { lines } = await plan(sampleOrder(), 'whole-1')
    const order = await place(sampleOrder(), 'whole-1')
    const { cursor } = await flow.readChanges(undefined, clock.now())
    clock.pass(30)
    work(order.erpId, 'deliver-then-invoice')
    const { changes } = await flow.readChanges(cursor, clock.now())
    expect(changes.map(({ entity }) => entity)).toEqual(['sales_document', 'shipment', 'invoice'])
    const invoices = await flow.readFollowUps(
      'invoice',
      changes.flatMap(one => (one.entity === 'invoice' ? one.erpId : [])),
    )
    expect(invoices).toHaveLength(1)
    expect(invoices[0]).toMatchObject({
      orderbridgeId: 'whole-1',
      total: order.total,
      canceled: false,
      date: '2026-01-31',
    })
    expect(invoices[0]?.lines.map(line => [line.salesDocumentId, line.erpLine])).toEqual(
      lines.map(({ erpLine }) => [order.erpId, erpLine]),
    )
    const [shipment] = await flow.findFollowUps([order.erpId])
    expect(shipment).toMatchObject({
      kind: 'shipment',
      tracking: [{ number: expect.stringMatching(/^GLS\d{11}$/), carrier: 'GLS' }],
    })
  })

  it('adds up over partial invoices, freight on the first, and is cancelled by people', async () => {
    const { flow, place, work, erp: far } = erp()
    const sample = sampleOrder()
    const shipping = { ...sample.shipping, net: amount('4.1'), tax: amount('0.9'), gross: amount(5) }
    const lines = sample.lines.map(line => ({ ...line, quantity: amount(3) }))
    const three = { ...sample, lines, shipping, grandTotal: add(sample.grandTotal, amount(5)) }
    const order = await place(three, 'parts-1')
    work(order.erpId, 'two-invoices')
    const invoices = (await flow.findFollowUps([order.erpId])).filter(({ kind }) => kind === 'invoice')
    expect(invoices).toHaveLength(2)
    expect(add(ZERO, ...invoices.map(({ total }) => total))).toBe(order.total)
    expect(invoices.map(({ freight }) => freight?.gross)).toEqual(['5', undefined])
    transact(far.books, inside => cancelDocument(inside, 'invoices', Number(invoices[1]?.erpId)))
    const [again] = await flow.readFollowUps('invoice', [invoices[1]?.erpId ?? '', '999999'])
    expect(again?.canceled).toBe(true)
  })

  it('comes as PDF; none as long as there is none', async () => {
    const { flow, place, work, erp: far } = erp()
    const order = await place(sampleOrder(), 'pdf-1')
    work(order.erpId, 'credit-after')
    const made = await flow.findFollowUps([order.erpId])
    expect(made.map(({ kind }) => kind)).toEqual(['shipment', 'invoice', 'credit_note'])
    far.faults.add({ kind: 'pdfMissing' })
    expect(await flow.fetchDocument('invoice', made[1]?.erpId ?? '')).toBeUndefined()
    for (const { kind, erpId, erpNumber } of made) {
      const bytes = await flow.fetchDocument(kind, erpId)
      expect((await PDFDocument.load(bytes ?? new Uint8Array())).getTitle()).toContain(erpNumber)
    }
    expect(await flow.fetchDocument('invoice', '424242')).toBeUndefined()
  })

  it('is a new version whenever something moves, within one second too', async () => {
    const { flow, place, work, clock } = erp()
    clock.pass(60)
    const order = await place(sampleOrder(), 'moves-1')
    const versions = async () =>
      (await flow.readChanges(undefined, clock.now())).changes
        .filter(one => one.erpId === order.erpId)
        .map(one => one.version)
    const before = await versions()
    work(order.erpId, 'cancel')
    const after = await versions()
    expect([before.length, after.length]).toEqual([1, 1])
    expect(after).not.toEqual(before)
  })
})

describe('feeds', () => {
  it('miss nothing while the clocks go back', async () => {
    const { connect, clock, place, flow: first } = erp()
    clock.pass((Date.parse('2026-10-25T00:00:00Z') - clock.now().getTime()) / 60_000)
    const flow = connect()
    let { cursor } = await flow.readChanges(undefined, clock.now())
    const seen = new Set<string>()
    const placed: string[] = []
    // Every ten minutes from 02:00 summer time to 04:00 winter time: 02:00 to 03:00 comes twice.
    for (let step = 0; step < 18; step++) {
      clock.pass(10)
      const { erpId } = await place(sampleOrder(), `autumn-${step}`)
      placed.push(erpId)
      const read = await flow.readChanges(cursor, clock.now())
      cursor = read.cursor
      for (const change of read.changes) seen.add(change.erpId)
    }
    expect(placed.filter(id => !seen.has(id))).toEqual([])
    expect(await first.readSalesDocuments(placed)).toHaveLength(placed.length)
  })

  it('read to the end of pages whose rows move while they are read', async () => {
    const { connect, clock, place, erp: far } = erp()
    clock.pass(24 * 60)
    const orders: string[] = []
    for (let index = 0; index < 9; index++) {
      orders.push((await place(sampleOrder(), `page-${index}`)).erpId)
      clock.pass(0.02)
    }
    const changes = (sandboxFlow().changes as { entity: string }[]).slice(0, 1) // the flow that is shipped
    const [feed] = changes
    const small = connect({
      changes: [{ ...feed, paging: { kind: 'page', size: 3, sizeParameter: 'pageSize', end: 'short' } }],
    })
    // Between the first two pages an order of the first one moves to the end: all behind it come one place forward.
    const moving = small.readChanges(undefined, new Date(clock.now().getTime() - 60_000))
    clock.pass(0.02)
    transact(far.books, work => {
      const order = far.list('orders').find(one => String(one.id) === orders[0])
      if (order) work.put('orders', order.id, { ...order, status: 'CONFIRMED', updatedAt: work.now })
    })
    const found = new Set((await moving).changes.map(({ erpId }) => erpId))
    expect(orders.filter(id => !found.has(id))).toEqual([])
  })

  it('stop at an ERP that sends the same page for ever', async () => {
    const { connect, clock } = erp()
    const changes = [{ ...(sandboxFlow().changes as object[])[0], paging: { kind: 'page', parameter: 'ignored' } }] // as shipped
    const since = new Date(clock.now().getTime() - 60 * 24 * 60_000)
    await expect(connect({ changes }).readChanges(undefined, since)).rejects.toMatchObject({ code: 'http-flow:paging' })
  })
})

describe('master data', () => {
  it('finds items with leading zeros in one call, and says why one cannot be sold', async () => {
    const { flow, erp: far, sent } = erp()
    far.createItem('00042', 'Leading zeros')
    far.createItem('OLD', 'Old one')
    far.setActive('OLD', false)
    const before = sent.length
    const found = await flow.findItems(['00042', '42', 'OLD', 'S-001'])
    expect(sent.length - before).toBe(1)
    expect(Object.fromEntries(found)).toEqual({
      '00042': { erpId: '00042', name: 'Leading zeros' },
      OLD: { erpId: 'OLD', name: 'Old one', blocked: 'is not sold any more' },
      'S-001': { erpId: 'S-001', name: 'Izdelek 1 šumniki čšž' },
    })
  })

  it('lets the customer travel in the order', async () => {
    const { flow } = erp()
    const subject = {
      key: 'guest:ana@example.com',
      kind: 'person' as const,
      name: 'Ana',
      email: 'ana@example.com',
      billing: sampleOrder().billing,
    }
    expect((await flow.findSubjects([subject])).get(subject.key)).toMatchObject({ erpId: subject.key, by: 'our_key' })
  })

  it('reads the catalogue page by page, whole first, then what changed', async () => {
    const { flow, erp: far, clock } = erp()
    const readAll = async (since?: string) => {
      const rows = []
      let next: string | undefined
      for (;;) {
        const page = await flow.catalog?.readStock({
          ...(since !== undefined && { since }),
          ...(next !== undefined && { next }),
        })
        if (!page) throw new Error('the flow has no catalogue')
        rows.push(...page.rows)
        if (page.next === undefined) return { rows, cursor: page.cursor, complete: page.complete }
        next = page.next
      }
    }
    clock.pass(60)
    const whole = await readAll()
    expect(whole.complete).toBe(true)
    expect(whole.rows).toHaveLength(far.list('items').length)
    clock.pass(60)
    far.setStock('S-002', 7)
    const delta = await readAll(whole.cursor)
    expect(delta.complete).toBe(false)
    expect(delta.rows).toMatchObject([{ code: 'S-002', warehouse: 'MAIN', quantity: amount(7) }])
    const prices = await flow.catalog?.readPrices({})
    expect(prices?.rows.find(({ code }) => code === 'S-001')).toMatchObject({
      list: 'RETAIL',
      currency: 'EUR',
      price: '19.9',
    })
  })
})

describe('orderbridge doctor', () => {
  it('finds nothing wrong with the shipped flow', async () => {
    const findings = await erp().flow.diagnose({ fix: false })
    expect(findings.filter(({ ok }) => !ok)).toEqual([])
    expect(findings.map(({ check }) => check)).toEqual([
      'existence query',
      'items',
      'changes',
      'items of the catalogue',
      'stock',
      'prices',
    ])
  })

  it('tells a wrong password without repeating it, and asks only once', async () => {
    const { connect, sent } = erp()
    const wrong = connect({}, { password: 'not-it-9f3b' })
    const before = sent.length
    const [finding] = await wrong.diagnose({ fix: false })
    await wrong.diagnose({ fix: false })
    expect(finding).toMatchObject({ check: 'log-in', ok: false, remedy: expect.stringContaining('secrets') })
    expect(JSON.stringify(finding)).not.toContain('not-it-9f3b')
    expect(sent.length - before).toBe(1)
  })

  it('tells a query that fails on an unknown key', async () => {
    const { connect } = erp()
    const { orders } = sandboxFlow() as { orders: { find: object } } // as shipped
    const broken = connect({ orders: { ...orders, find: { ...orders.find, path: '/nowhere', absentStatuses: [] } } })
    expect((await broken.diagnose({ fix: false }))[0]).toMatchObject({ check: 'existence query', ok: false })
  })

  it('plans in an imagined ERP without calling anything', async () => {
    const { httpFlow } = await import('../../src/erp/http-flow/kind.ts')
    const { erp: far, clock } = erp()
    const imagined = httpFlow.create({
      connection: 'erp',
      settings: { ...sandboxFlow(), url: 'http://nowhere.invalid' },
      secrets: far.credentials,
      send: httpFlow.imagined(),
      clock,
      random: () => 0,
    })
    expect([...(await imagined.findItems(['A', 'B'])).keys()]).toEqual(['A', 'B'])
    expect((await imagined.findSalesDocuments(['x-1'])).size).toBe(0)
    expect((await imagined.planSalesDocument(inputFor(sampleOrder()))).hold).toBeUndefined()
  })
})
