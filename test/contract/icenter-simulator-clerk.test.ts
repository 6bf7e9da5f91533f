import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ErpPlan, erpPlans } from '../../sandbox/erp.ts'
import { finishOrder, startClerk, workOrder } from '../../sandbox/icenter/clerk.ts'
import { pricedInvoice } from '../../sandbox/icenter/invoices.ts'
import type { ICenter } from '../../sandbox/icenter/server.ts'
import { GOODS, placeOrder, seededRandom, send, simulated, testClock } from '../fixtures/icenter/simulated.ts'

const key = (number: number) => ({ year: 2026, book: 'VNK', number })
const totals = (icenter: ICenter, book: string) =>
  icenter.transact(work =>
    work
      .list('invoices')
      .filter(one => one.key.book === book)
      .map(one => pricedInvoice(work, one).totals.payment),
  )

describe('the people in the simulated iCenter', () => {
  it.each<[ErpPlan, string, string[], string[]]>([
    ['deliver-then-invoice', 'confirmed prepared delivered invoiced printed', ['52.79'], []],
    ['invoice-then-deliver', 'confirmed invoiced prepared delivered printed', ['52.79'], []],
    [
      'two-deliveries',
      'confirmed prepared delivered prepared delivered invoiced invoiced printed printed',
      ['44.8', '7.99'],
      [],
    ],
    ['two-invoices', 'confirmed invoiced invoiced prepared delivered printed printed', ['44.8', '7.99'], []],
    ['invoice-only', 'confirmed invoiced printed', ['52.79'], []],
    ['credit-after', 'confirmed prepared delivered invoiced credited printed printed', ['52.79'], ['-19.9']],
    ['cancel', 'confirmed cancelled', [], []],
  ])('work an order by the plan %s', async (plan, steps, invoices, credits) => {
    const { icenter, call } = await simulated()
    const number = await placeOrder(call)
    expect(finishOrder(icenter, key(number), plan).join(' ')).toBe(steps)
    expect([totals(icenter, 'IR'), totals(icenter, 'DOB')]).toEqual([invoices, credits])
    for (const dispatch of icenter.list('dispatches')) expect(dispatch.tracking).toMatch(/^CP\d{9}SI$/)
  })

  it('invoice services without dispatching them', async () => {
    const { icenter, call } = await simulated()
    const number = await placeOrder(call, [{ item: 'V-SERVIS', price: '80.00' }])
    expect(finishOrder(icenter, key(number), 'two-deliveries')).toEqual(['confirmed', 'invoiced', 'printed'])
  })

  it('split a single line by quantity, and fill the shelf when goods are missing', async () => {
    const { icenter, call } = await simulated()
    icenter.setStock('S-001', '001', 0)
    const number = await placeOrder(call, [{ item: 'S-001', quantity: 3, price: '19.90' }])
    finishOrder(icenter, key(number), 'two-deliveries')
    expect(icenter.list('dispatches').map(({ lines }) => lines[0]?.quantity)).toEqual(['2', '1'])
  })

  it('go on after a restart where they stopped, by the same plan', async () => {
    const journalFile = join(mkdtempSync(join(tmpdir(), 'icenter-')), 'journal')
    const clock = testClock()
    const options = { intervalMs: 60_000, clock, random: seededRandom() }
    const first = await simulated({ journalFile }, clock)
    const number = await placeOrder(first.call)
    workOrder(first.icenter, key(number), 'two-invoices')
    const clerk = startClerk(first.icenter, options)
    clerk.round()
    clock.advance(60_000)
    clerk.round()
    clerk.stop()
    expect(totals(first.icenter, 'IR')).toEqual(['44.8'])
    await first.icenter.close()
    const second = await simulated({ journalFile }, clock)
    const again = startClerk(second.icenter, options)
    for (let round = 0; round < 8; round++) {
      clock.advance(60_000)
      again.round()
    }
    again.stop()
    expect(totals(second.icenter, 'IR')).toEqual(['44.8', '7.99'])
    expect(second.icenter.list('clerk')).toMatchObject([{ done: true }])
  })

  it('choose by the policy what to do with each order, and leave alone what they were told to', async () => {
    const { icenter, call, clock } = await simulated()
    for (const reference of ['A', 'B']) await placeOrder(call, GOODS, { OrderReference: reference })
    const none = Object.fromEntries(erpPlans.map(plan => [plan, 0]))
    const clerk = startClerk(icenter, {
      intervalMs: 60_000,
      clock,
      random: seededRandom(),
      policy: { stepMs: 1000, weights: { ...none, cancel: 1 }, ignore: order => order.header.OrderReference === 'B' },
    })
    for (let round = 0; round < 4; round++) {
      clerk.round()
      clock.advance(1000)
    }
    clerk.stop()
    expect(icenter.list('orders').map(({ status }) => status)).toEqual(['X', 'O'])
  })

  it('can be told over HTTP, and what they did is on a page', async () => {
    const { icenter, call } = await simulated({ variants: { numberGaps: false } })
    await placeOrder(call, GOODS, { OrderReference: '&lt;b&gt;1' })
    const headers = { authorization: `Bearer ${icenter.sandboxToken}` }
    const url = new URL('/sandbox/orders/2026/VNK/501/plan', icenter.url).href
    const plan = JSON.stringify({ plan: 'deliver-then-invoice', now: true })
    expect(JSON.parse((await send(url, 'POST', plan, headers)).text)).toEqual({
      steps: ['confirmed', 'prepared', 'delivered', 'invoiced', 'printed'],
    })
    const overview = await (await fetch(icenter.pageUrl)).text()
    expect(overview).toContain('2026/VNK/1, 2026/IR/1')
    expect(overview).toContain('&lt;b&gt;1')
    const detail = await (await fetch(`${icenter.pageUrl}orders/2026/VNK/501`)).text()
    expect(detail).toContain('52.79 EUR')
    expect((await fetch(`${icenter.pageUrl}orders/2026/VNK/9`)).status).toBe(404)
  })
})
