import { describe, expect, test } from 'vitest'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { inputFor, recordedOrders } from './sap-b1-sample.ts'

const [sample] = recordedOrders()
if (!sample) throw new Error('there is no recorded order')
const input = inputFor(sample.order)
const clock = { now: () => new Date('2026-01-31T10:00:00Z') }

const flow = (orders: object, more: object = {}) => ({
  flow: 'trial',
  url: 'https://erp.example/api',
  headers: { 'x-key': '{{secret.key}}' },
  orders: {
    write: { path: '/orders', idempotencyHeader: 'Idempotency-Key', check: { id: 'id' } },
    ...orders,
  },
  ...more,
})
const script = `attributes.channel = 'web'
log.info('order ' + input.order.number)
output = { number: input.order.number, lines: input.order.lines.length }`

describe('trying a flow', () => {
  test('shows each step with what goes in and out, its attributes and its log', async () => {
    const settings = flow({ script, mapping: { kind: 'jsonata', expression: '{ "no": number, "n": lines }' } })
    const steps = await httpFlow.tryOut({ settings, input, clock, answer: { status: 201, body: '{"id": 7}' } })
    expect(steps.map(({ step }) => step)).toEqual(['script', 'mapping', 'request', 'check'])
    const [ran, mapped, request, check] = steps
    expect(ran).toMatchObject({
      attributes: { channel: 'web' },
      log: [{ level: 'info', text: `order ${input.order.number}` }],
    })
    expect(mapped).toMatchObject({
      input: ran?.output,
      output: { no: input.order.number, n: input.order.lines.length },
    })
    expect(request?.output).toMatchObject({
      method: 'POST',
      url: 'https://erp.example/api/orders',
      headers: { 'x-key': '(secret key)' },
      body: JSON.stringify(mapped?.output),
    })
    expect(check?.output).toEqual({ outcome: 'success', id: '7' })
  })

  test('names the line of the script that failed, and goes no further', async () => {
    const settings = flow({ script: `log.warn('so far')\n\ninput.order.nothing.number` })
    const steps = await httpFlow.tryOut({ settings, input, clock, answer: { status: 200, body: '{}' } })
    expect(steps).toHaveLength(1)
    expect(steps[0]?.error).toMatchObject({ line: 3 })
    expect(steps[0]?.log).toMatchObject([{ level: 'warn', text: 'so far' }])
  })

  test('says what the answer means: refused, to be repeated, or there already', async () => {
    const check = {
      id: 'id',
      errorText: 'error',
      classes: [{ when: { path: 'code', is: ['EXISTS'] }, class: 'duplicate', id: 'known' }],
    }
    const settings = flow({
      mapping: { kind: 'template', body: { no: '{{order.number}}' } },
      write: { path: '/orders', idempotencyHeader: 'Idempotency-Key', check },
    })
    const last = async (status: number, body: string) =>
      (await httpFlow.tryOut({ settings, input, clock, answer: { status, body } })).at(-1)
    expect(await last(409, '{"code":"EXISTS","known":12}')).toMatchObject({ output: { outcome: 'success', id: '12' } })
    expect(await last(422, '{"error":"no such item"}')).toMatchObject({
      output: { outcome: 'permanent' },
      error: { message: expect.stringContaining('no such item') },
    })
    expect(await last(503, 'busy')).toMatchObject({ output: { outcome: 'unknown' } })
  })

  test('that is stopped by a filter says so in place of a request', async () => {
    const settings = flow({
      filters: { payments: ['banktransfer-only'] },
      mapping: { kind: 'template', body: { no: '{{order.number}}' } },
    })
    const steps = await httpFlow.tryOut({ settings, input, clock })
    expect(steps.at(-1)).toMatchObject({
      step: 'held',
      error: { message: expect.stringContaining('does not pass the filter') },
    })
  })
})
