import { describe, expect, it } from 'vitest'
import { RemoteError } from '../../src/domain/errors.ts'
import { sampleOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { sandboxFlow, useErp } from './http-flow-erp.ts'

const erp = useErp()
const shipped = sandboxFlow() as { orders: { mapping: { body: object }; write: { check: object } } } // as shipped

const flowWith = (orders: object) =>
  erp().connect({ orders: { ...shipped.orders, ...orders }, scripts: { timeoutMs: 500 } })
const requestOf = async (flow: ReturnType<typeof flowWith>, orderbridgeId: string) =>
  await flow.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId }))

describe('scripts of a flow', () => {
  it('change the order before the mapping, and pass attributes and log on', async () => {
    const flow = flowWith({
      script: `attributes['log.script.note'] = 'lines: ' + input.order.lines.length
        attributes.who = 'script'
        input.order.customerNote = 'by ' + attributes.who + ' at ' + new Date(now).toISOString()
        output = input`,
      post: { request: { method: 'POST', path: '/orders/{{erp.id}}/cancel' } },
    })
    const { request, warnings } = await requestOf(flow, 'script-1')
    expect(request.body).toMatchObject({
      note: `by script at ${new Date(sampleOrder().updatedAt).toISOString()}`,
      externalId: 'script-1',
    })
    expect(warnings).toContain(`log.script.note: lines: ${sampleOrder().lines.length}`)
    expect(request.context).toMatchObject({ attributes: { who: 'script' } })
    const made = await flow.createSalesDocument(request)
    // The post step of this flow cancels what was written.
    expect((await flow.readSalesDocuments([made.erpId]))[0]?.state).toBe('canceled')
  })

  it('find what extensions of the shop add to the order', async () => {
    const flow = flowWith({ script: 'input.order.customerNote = input.order.fields.day; output = input' })
    const order = sampleOrder({ fields: { day: '2026-04-01' } })
    const { request } = await flow.planSalesDocument(inputFor(order, { orderbridgeId: 'fields-1' }))
    expect(request.body).toMatchObject({ note: '2026-04-01' })
  })

  it('hold the order with the line when they fail or run away, and the next order goes on', async () => {
    for (const [script, code] of [
      ['const a = 1\nthrow new Error("no such town")', 'flow_failed:runtime:2'],
      ['for (;;) {}', 'flow_failed:timeout:0'],
      ['output = 7', 'flow_failed:output'],
    ] as const) {
      const { hold, request } = await requestOf(flowWith({ script, mapping: undefined }), 'held-1')
      expect(hold).toMatchObject({ code, message: expect.stringContaining(sampleOrder().number) })
      expect(request.body).toBeUndefined()
      if (code === 'flow_failed:runtime:2') expect(hold?.message).toMatch(/line 2.*no such town/)
    }
    expect((await requestOf(flowWith({}), 'next-1')).hold).toBeUndefined()
  })

  it('say that an order is in the ERP already: it is adopted and not written', async () => {
    const { place, erp: far } = erp()
    const made = await place(sampleOrder(), 'exists-1')
    const before = far.list('orders').length
    const flow = flowWith({
      script: `attributes.order_exists = 'true'; attributes.erp_id = '${made.erpId}'; output = input`,
    })
    const { request } = await requestOf(flow, 'exists-1')
    expect(await flow.createSalesDocument(request)).toEqual(made)
    const lost = flowWith({ script: `attributes.order_exists = 'true'; output = input` })
    const claim = lost.createSalesDocument((await requestOf(lost, 'exists-nowhere')).request)
    await expect(claim).rejects.toMatchObject({ errorClass: 'permanent', code: 'http-flow:order-exists' })
    expect(far.list('orders')).toHaveLength(before)
  })

  it('judge answers one by one', async () => {
    const check = {
      script: `const { response, request } = input
        attributes['log.seen'] = String(response.status)
        if (response.status === 201 && request.note === undefined) { attributes.result = 'success'; attributes.erp_id = String(response.body.id) }
        else { attributes.result = 'transient'; attributes.error_text = 'later: ' + response.body.error.message; attributes.error_code = 'E1' }`,
    }
    const flow = flowWith({ write: { path: '/orders', check } })
    const { request } = await requestOf(flow, 'judge-1')
    expect((await flow.createSalesDocument(request)).orderbridgeId).toBe('judge-1')
    const failed = await flow.createSalesDocument({ ...request, body: {} }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(RemoteError)
    expect(failed).toMatchObject({
      errorClass: 'transient',
      code: 'http-flow:E1',
      message: expect.stringMatching(/^later: /),
    })
  })

  it('that fail while they judge leave the outcome to the look-up', async () => {
    const flow = flowWith({ write: { path: '/orders', check: { script: 'null.x' } } })
    const failed = await flow
      .createSalesDocument((await requestOf(flow, 'judge-2')).request)
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ errorClass: 'unknown' })
    expect((await flow.findSalesDocuments(['judge-2'])).size).toBe(1)
  })

  it('are found wrong by the doctor before an order is', async () => {
    const findings = await flowWith({ script: 'const = 1' }).diagnose({ fix: false })
    expect(findings[0]).toMatchObject({ check: 'orders.script', ok: false, detail: expect.stringContaining('line 1') })
  })
})

it('a mapping in JSONata makes the same order', async () => {
  const expression = `{
    "externalId": orderbridgeId, "reference": reference, "date": documentDate, "currency": order.currency,
    "customer": { "name": order.billing.firstName & " " & order.billing.lastName },
    "lines": [order.lines.{ "item": itemCode, "text": name, "quantity": quantity, "gross": gross, "taxRate": taxRate }]
  }`
  const flow = flowWith({ mapping: { kind: 'jsonata', expression } })
  const made = await flow.createSalesDocument((await requestOf(flow, 'jsonata-1')).request)
  expect(made.lines).toHaveLength(sampleOrder().lines.length)
})
