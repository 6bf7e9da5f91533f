import { describe, expect, test } from 'vitest'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { orderInput } from '../../src/erp/http-flow/plan.ts'
import { orderPlaces } from '../../src/flows/version/settings-words.ts'
import { recordedOrders } from './sample-order.ts'
import { inputFor } from './sap-b1-sample.ts'

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

  test('shows the look for the order: it is written when it is not there, and left alone when it is', async () => {
    const find = {
      path: '/orders',
      query: { key: '{{orderbridgeId}}' },
      rows: 'orders',
      failureStatuses: [423],
      fields: { id: 'id', total: 'total', state: 'state' },
    }
    const settings = flow({ find, mapping: { kind: 'template', body: { no: '{{order.number}}' } } })
    const stepsWith = (found?: { status: number; body: string }) =>
      httpFlow.tryOut({ settings, input, clock, ...(found && { found }) })
    const [, assumed, request] = await stepsWith()
    expect(assumed).toMatchObject({
      step: 'find',
      input: { request: { method: 'GET', url: `https://erp.example/api/orders?key=${input.orderbridgeId}` } },
      output: { outcome: 'not there' },
      log: [{ text: 'Taken to be not there.' }],
    })
    expect(request?.step).toBe('request')
    const known = `{"orders":[{"id":7,"total":"1","state":"open"}]}`
    const there = await stepsWith({ status: 200, body: known })
    expect(there.map(({ step }) => step)).toEqual(['mapping', 'find'])
    expect(there.at(-1)?.output).toMatchObject({ outcome: 'there', id: '7' })
    const locked = await stepsWith({ status: 423, body: 'locked' })
    expect(locked.map(({ step }) => step)).toEqual(['mapping', 'find'])
    expect(locked.at(-1)).toMatchObject({ output: { outcome: 'transient' }, error: { message: /cannot tell/ } })
  })

  test('shows what follows the write, and names where each step is written', async () => {
    const settings = flow({
      mapping: { kind: 'template', body: { no: '{{order.number}}' } },
      post: {
        script: `attributes.seen = input.erp.id`,
        request: { method: 'POST', path: '/orders/{{erp.id}}/release', body: { by: '{{attributes.seen}}' } },
      },
    })
    const steps = await httpFlow.tryOut({ settings, input, clock, answer: { status: 201, body: '{"id": 7}' } })
    expect(steps.map(({ step, source }) => `${step}: ${source?.join('.')}`)).toEqual([
      'mapping: orders.mapping.body',
      'request: orders.write',
      'check: orders.write.check',
      'post: orders.post.script',
      'post request: orders.post.request',
    ])
    expect(steps[1]?.output).toMatchObject({ headers: { 'idempotency-key': input.orderbridgeId } })
    expect(steps.at(-1)).toMatchObject({
      output: { method: 'POST', url: 'https://erp.example/api/orders/7/release', body: '{"by":"7"}' },
      attributes: { seen: '7' },
    })
    const refusedOrder = await httpFlow.tryOut({ settings, input, clock, answer: { status: 422, body: '{}' } })
    expect(refusedOrder.at(-1)?.step).toBe('check')
  })

  test('says when a script holds the order to be there, and when a request cannot be made', async () => {
    const saying = await httpFlow.tryOut({
      settings: flow({ script: `attributes.order_exists = 'true'\nattributes.erp_id = '9'\noutput = input` }),
      input,
      clock,
    })
    expect(saying.at(-1)).toMatchObject({ step: 'find', output: { outcome: 'there', id: '9' } })
    const post = { request: { method: 'POST', path: '/orders/{{attributes.nothing}}' } }
    const settings = flow({ mapping: { kind: 'template', body: { no: '{{order.number}}' } }, post })
    const steps = await httpFlow.tryOut({ settings, input, clock, answer: { status: 201, body: '{"id": 7}' } })
    expect(steps.at(-1)).toMatchObject({
      step: 'post request',
      log: [{ text: /did not work: The request cannot be made/ }],
    })
  })
})

test('every place that scripts get is among those that an editor offers', () => {
  const offered = new Set([...orderPlaces().map(({ path }) => path), ...httpFlow.words.places])
  const missing = pathsIn(orderInput(input)).filter(path => !offered.has(path) && !/^order\.progress\./.test(path))
  expect(missing).toEqual([])
})

/** "order.lines[].sku", of plain JSON */
function pathsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(inner => pathsIn(inner, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return [path].filter(one => !one.endsWith('[]'))
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, path === '' ? key : `${path}.${key}`))
}
