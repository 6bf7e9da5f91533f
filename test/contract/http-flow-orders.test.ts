import { describe, expect, it } from 'vitest'
import { RemoteError } from '../../src/domain/errors.ts'
import { recordedOrders, sampleOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { sandboxFlow, useErp } from './http-flow-erp.ts'

const erp = useErp({ tokenSeconds: 600 })

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    error => (error instanceof RemoteError ? { class: error.errorClass, code: error.code } : error),
  )

describe('an order by the shipped flow', () => {
  for (const { name, order } of recordedOrders())
    it(`comes to the shopper's total to the cent: ${name}`, async () => {
      const { erp: far, flow, plan } = erp()
      for (const { sku, name: text } of order.lines)
        if (!far.list('items').some(item => item.code === sku)) far.createItem(sku, text)
      const { request, expectedTotal, hold } = await plan(order, `rec-${name}`)
      expect(hold).toBeUndefined()
      const made = await flow.createSalesDocument(request)
      expect(expectedTotal).toBe(order.grandTotal)
      expect([made.total, made.currency]).toEqual([order.grandTotal, order.currency])
      expect((await flow.findSalesDocuments([`rec-${name}`])).get(`rec-${name}`)).toEqual(made)
    })

  it('is planned the same way every time, without a call', async () => {
    const { sent, plan } = erp()
    const before = sent.length
    const [first, second] = [await plan(sampleOrder(), 'same-1'), await plan(sampleOrder(), 'same-1')]
    expect(first).toEqual(second)
    expect(sent.length).toBe(before)
    expect(JSON.stringify(first.request.context)).not.toContain(erp().erp.credentials.password)
  })

  it('is looked for with fifty others in one call', async () => {
    const { flow, place, sent } = erp()
    await place(sampleOrder(), 'batch-7')
    const before = sent.length
    const keys = Array.from({ length: 50 }, (_, index) => `batch-${index}`)
    expect([...(await flow.findSalesDocuments(keys)).keys()]).toEqual(['batch-7'])
    expect(sent.length - before).toBe(1)
  })

  it.each(['commitThenDrop', 'commitThenCut', 'commitsLate'] as const)(
    'that the ERP has taken without a readable answer (%s) is unknown, then found',
    async kind => {
      const { erp: far, flow, place } = erp()
      far.faults.add({ kind, ms: 50, match: { method: 'POST', path: '/orders' } })
      const failure = await failureOf(place(sampleOrder(), `lost-${kind}`))
      expect(failure).toMatchObject({ class: 'unknown' })
      await expect
        .poll(async () => (await flow.findSalesDocuments([`lost-${kind}`])).get(`lost-${kind}`)?.total)
        .toBe(sampleOrder().grandTotal)
    },
  )

  it.each([
    ['html500', 'unknown'],
    ['html200', 'unknown'],
    ['noAnswer', 'unknown'],
    ['tooMany', 'transient'],
  ] as const)('that was not taken (%s) is %s and not found', async (kind, errorClass) => {
    const { erp: far, flow, place } = erp()
    far.faults.add({ kind, match: { method: 'POST', path: '/orders' } })
    expect(await failureOf(place(sampleOrder(), `none-${kind}`))).toMatchObject({ class: errorClass })
    expect((await flow.findSalesDocuments([`none-${kind}`])).size).toBe(0)
  })

  it('survives a lost token in the middle: nothing was done, one log-in, one repetition', async () => {
    const { erp: far, place } = erp()
    const before = far.tokens.count()
    far.faults.add({ kind: 'tokenLost', match: { method: 'POST', path: '/orders' } })
    await place(sampleOrder(), 'token-1')
    expect(far.tokens.count()).toBe(before + 1)
    expect(far.list('orders').filter(order => order.externalId === 'token-1')).toHaveLength(1)
  })

  it('logs in again when the token has ended, and once for many calls', async () => {
    const { erp: far, flow, clock } = erp()
    clock.pass(60)
    const before = far.tokens.count()
    await Promise.all(Array.from({ length: 8 }, (_, index) => flow.readSalesDocuments([String(index)])))
    expect(far.tokens.count()).toBe(before + 1)
  })

  it('that the ERP refuses is permanent, in its own words and under its code', async () => {
    const { flow, plan } = erp()
    const order = sampleOrder()
    const { request } = await plan({ ...order, currency: 'nope' }, 'bad-1')
    expect(await failureOf(flow.createSalesDocument(request))).toEqual({
      class: 'permanent',
      code: 'http-flow:invalid',
    })
  })

  it('is adopted when the ERP says that it is a duplicate and names it', async () => {
    const { connect, erp: far, place, plan } = erp()
    const made = await place(sampleOrder(), 'dup-1')
    Object.assign(far.books, { uniqueExternalId: true })
    const { request } = await plan(sampleOrder(), 'dup-1')
    expect((await connect().createSalesDocument(request)).erpId).toBe(made.erpId)
    Object.assign(far.books, { uniqueExternalId: false })
  })

  it('is cancelled, then already so; too late once goods are out', async () => {
    const { flow, place, work } = erp()
    const made = await place(sampleOrder(), 'cancel-1')
    expect(await flow.cancelSalesDocument(made.erpId)).toEqual({ outcome: 'canceled' })
    expect(await flow.cancelSalesDocument(made.erpId)).toEqual({ outcome: 'already' })
    expect((await flow.findSalesDocuments(['cancel-1'])).size).toBe(0)
    const shipped = await place(sampleOrder(), 'cancel-2')
    work(shipped.erpId, 'deliver-then-invoice')
    expect(await flow.cancelSalesDocument(shipped.erpId)).toMatchObject({
      outcome: 'too_late',
      reason: expect.stringContaining('is on its way'),
    })
    expect((await flow.readSalesDocuments([shipped.erpId]))[0]?.state).toBe('closed')
  })

  it('keeps texts of every script, and cuts by rule without breaking a character', async () => {
    const { erp: far, plan, flow } = erp()
    const note = `čšž ß 漢字 & < > ' " ${'😀'.repeat(2500)}`
    const { request, warnings } = await plan({ ...sampleOrder(), customerNote: note }, 'text-1')
    const made = await flow.createSalesDocument(request)
    const kept = far.list('orders').find(order => String(order.id) === made.erpId)?.note ?? ''
    expect(kept.length).toBeLessThanOrEqual(250)
    expect(note.startsWith(kept)).toBe(true)
    expect(kept.isWellFormed()).toBe(true)
    expect(warnings).toContain('note: cut to 250 characters.')
  })

  it('cannot be edited away from its key, its address or its context', async () => {
    const { flow, plan, connect } = erp()
    const { request } = await plan(sampleOrder(), 'edit-1')
    const body = { ...(request.body as Record<string, unknown>) } // made by the mapping above
    expect(flow.reviewRequest({ ...request, body: { ...body, note: 'by hand' } }, request)).toEqual({})
    expect(flow.reviewRequest({ ...request, body: { ...body, externalId: 'x' } }, request)).toHaveProperty('refusal')
    // In another field nobody looks for it.
    const moved = { ...body, externalId: 'x', note: 'edit-1' }
    expect(flow.reviewRequest({ ...request, body: moved }, request)).toHaveProperty('refusal')
    const within = { ...request, body: { lines: [{ our: 'M2-edit-1' }, { our: 'M2-edit-1', item: 'A' }] } }
    expect(flow.reviewRequest({ ...within, body: { lines: [{ our: 'M2-edit-1' }] } }, within)).toEqual({})
    expect(flow.reviewRequest({ ...within, body: { lines: [{ our: 'edit-1' }] } }, within)).toHaveProperty('refusal')
    // A flow may ask for the number that people see.
    const { orders } = sandboxFlow() as { orders: { find: object } } // the flow that is shipped
    const find = { ...orders.find, query: { reference: '{{reference}}' }, perCall: 1 }
    const changed = { ...request, body: { ...body, reference: 'x' } }
    expect(flow.reviewRequest(changed, request)).toEqual({})
    expect(connect({ orders: { ...orders, find } }).reviewRequest(changed, request)).toHaveProperty('refusal')
    expect(flow.reviewRequest({ ...request, path: '/other' }, request)).toHaveProperty('refusal')
    expect(flow.reviewRequest({ ...request, context: {} }, request)).toHaveProperty('refusal')
  })

  it('is judged by the flow that it was planned with, whatever the flow says by then', async () => {
    const { connect, plan, sent } = erp()
    const { request } = await plan(sampleOrder(), 'old-1')
    const { orders } = sandboxFlow() as { orders: { write: object } }
    const changed = connect({
      version: 2,
      orders: { ...orders, write: { path: '/elsewhere', check: { id: 'nowhere' } } },
    })
    const made = await changed.createSalesDocument(JSON.parse(JSON.stringify(request)))
    expect(made.erpNumber).toMatch(/^SO-/)
    expect(sent.some(({ url }) => url.includes('elsewhere'))).toBe(false)
    expect(request.context).toMatchObject({ flow: 'sandbox-erp', version: 1 })
  })

  it('holds an order whose payment does not pass the filter', async () => {
    const { connect } = erp()
    const { orders } = sandboxFlow() as { orders: object }
    const strict = connect({ orders: { ...orders, filters: { payments: ['never'] } } })
    const { hold } = await strict.planSalesDocument(inputFor(sampleOrder()))
    expect(hold).toMatchObject({ code: 'flow_filter:payment', message: expect.stringContaining(sampleOrder().number) })
  })
})
