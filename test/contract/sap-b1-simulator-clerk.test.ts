import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ErpPlan } from '../../sandbox/erp.ts'
import { finishOrder, startClerk, workOrder } from '../../sandbox/sap-b1/clerk.ts'
import type { B1Document } from '../../sandbox/sap-b1/documents.ts'
import type { SapB1 } from '../../sandbox/sap-b1/server.ts'
import { client, placeOrder, seededRandom, send, simulated, testClock } from '../fixtures/sap-b1/simulated.ts'

const totals = (b1: SapB1, set: string) => b1.list<B1Document>(set).map(document => document.DocTotal)

describe('the people in the simulated SAP Business One', () => {
  it.each([
    ['deliver-then-invoice', ['confirmed', 'delivered', 'invoiced'], [52.79], [52.79], []],
    ['invoice-then-deliver', ['confirmed', 'invoiced', 'delivered'], [52.79], [52.79], []],
    ['two-deliveries', ['confirmed', 'delivered', 'delivered', 'invoiced', 'invoiced'], [44.8, 7.99], [44.8, 7.99], []],
    ['two-invoices', ['confirmed', 'invoiced', 'invoiced', 'delivered', 'delivered'], [44.8, 7.99], [44.8, 7.99], []],
    ['invoice-only', ['confirmed', 'invoiced'], [], [52.79], []],
    ['credit-after', ['confirmed', 'delivered', 'invoiced', 'credited'], [52.79], [52.79], [19.9]],
    ['cancel', ['confirmed', 'cancelled'], [], [], []],
  ] as const)('work an order by the plan %s', async (plan, steps, deliveries, invoices, credits) => {
    const { b1 } = await simulated()
    await placeOrder(await client(b1))
    expect(finishOrder(b1, 1, plan)).toEqual(steps)
    expect(totals(b1, 'DeliveryNotes')).toEqual(deliveries)
    expect(totals(b1, 'Invoices')).toEqual(invoices)
    expect(totals(b1, 'CreditNotes')).toEqual(credits)
    for (const delivery of b1.list('DeliveryNotes')) expect(delivery.TrackingNumber).toMatch(/^CP\d{9}SI$/)
    const [order] = b1.list<B1Document>('Orders')
    expect(order).toMatchObject({ Confirmed: 'tYES', DocumentStatus: 'bost_Close' })
  })

  it('invoice services straight from the order', async () => {
    const { b1 } = await simulated()
    await placeOrder(await client(b1), { DocumentLines: [{ ItemCode: 'V-SERVIS', Quantity: 1 }] })
    expect(finishOrder(b1, 1, 'two-deliveries')).toEqual(['confirmed', 'invoiced'])
  })

  it('split a single line by quantity', async () => {
    const { b1 } = await simulated()
    await placeOrder(await client(b1), { DocumentLines: [{ ItemCode: 'S-001', Quantity: 3, PriceAfterVAT: 19.9 }] })
    finishOrder(b1, 1, 'two-deliveries')
    expect(b1.list<B1Document>('DeliveryNotes').map(d => d.DocumentLines[0]?.Quantity)).toEqual([2, 1])
  })

  it('fill the shelf when goods are missing', async () => {
    const { b1 } = await simulated()
    await placeOrder(await client(b1), { DocumentLines: [{ ItemCode: 'S-001', Quantity: 600 }] })
    expect(finishOrder(b1, 1, 'deliver-then-invoice')).toEqual(['confirmed', 'delivered', 'invoiced'])
  })

  it('go on after a restart where they stopped, by the same plan', async () => {
    const journalFile = join(mkdtempSync(join(tmpdir(), 'b1-')), 'journal')
    const clock = testClock()
    const options = { intervalMs: 60_000, clock, random: seededRandom() }
    const first = await simulated({ journalFile }, clock)
    await placeOrder(await client(first.b1))
    workOrder(first.b1, 1, 'two-invoices')
    const clerk = startClerk(first.b1, options)
    clerk.round()
    clock.advance(60_000)
    clerk.round()
    clerk.stop()
    expect(totals(first.b1, 'Invoices')).toEqual([44.8])
    await first.b1.close()
    const second = await simulated({ journalFile }, clock)
    const again = startClerk(second.b1, options)
    for (let round = 0; round < 6; round++) {
      clock.advance(60_000)
      again.round()
    }
    again.stop()
    expect(totals(second.b1, 'Invoices')).toEqual([44.8, 7.99])
    expect(totals(second.b1, 'DeliveryNotes')).toEqual([44.8, 7.99])
  })

  it('choose by the policy what to do with each order', async () => {
    const { b1, clock } = await simulated()
    const call = await client(b1)
    for (let count = 0; count < 5; count++) await placeOrder(call)
    const only = (plan: ErpPlan) => ({
      ...Object.fromEntries(
        [
          'deliver-then-invoice',
          'invoice-then-deliver',
          'two-deliveries',
          'two-invoices',
          'invoice-only',
          'credit-after',
        ].map(p => [p, 0]),
      ),
      [plan]: 1,
    })
    const clerk = startClerk(b1, {
      intervalMs: 60_000,
      clock,
      random: seededRandom(),
      policy: { weights: only('cancel'), ignore: order => order.DocEntry === 5 },
    })
    for (let round = 0; round < 4; round++) {
      clerk.round()
      clock.advance(60_000)
    }
    clerk.stop()
    expect(b1.list<B1Document>('Orders').map(order => order.Cancelled)).toEqual(['tYES', 'tYES', 'tYES', 'tYES', 'tNO'])
  })

  it('can be told over HTTP, and add an item that was missing', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const headers = { authorization: `Bearer ${b1.sandboxToken}` }
    const lines = { DocumentLines: [{ ItemCode: 'S-NEW-1', Quantity: 1, PriceAfterVAT: 10 }] }
    expect((await placeOrder(call, lines)).status).toBe(404)
    const item = { itemCode: 'S-NEW-1', name: 'Nov izdelek' }
    expect((await send(`${b1.url}/sandbox/items`, 'POST', item, headers)).status).toBe(201)
    expect((await placeOrder(call, lines)).status).toBe(201)
    const plan = { plan: 'deliver-then-invoice', now: true }
    const worked = await send(`${b1.url}/sandbox/orders/1/plan`, 'POST', plan, headers)
    expect(worked.json).toEqual({ steps: ['confirmed', 'delivered', 'invoiced'] })
  })
})

describe('the pages of the simulated SAP Business One', () => {
  it('list orders with what followed, escaped, and show every document', async () => {
    const { b1 } = await simulated()
    await placeOrder(await client(b1), { CardName: '<script>alert(1)</script>' })
    finishOrder(b1, 1, 'deliver-then-invoice')
    const { text } = await send(b1.url, 'GET')
    expect(text).toContain('10000001')
    expect(text).toContain('/documents/Invoices/1')
    expect(text).not.toContain('<script>')
    const detail = await send(`${b1.url}/documents/DeliveryNotes/1`, 'GET')
    expect(detail.text).toMatch(/CP\d{9}SI/)
    expect((await send(`${b1.url}/documents/Orders/99`, 'GET')).status).toBe(404)
  })
})
