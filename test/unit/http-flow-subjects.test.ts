import { describe, expect, it } from 'vitest'
import { add, amount, subtract } from '../../src/domain/amount.ts'
import type { Subject } from '../../src/domain/subject.ts'
import { far, leastFlow } from './http-flow-far.ts'
import { sampleOrder } from './sample-order.ts'
import { inputFor } from './sap-b1-sample.ts'

const ana: Subject = {
  key: 'guest:ana@example.com',
  kind: 'person',
  name: "Ana O'Hara",
  email: 'ana@example.com',
  billing: sampleOrder().billing,
}
const subjects = {
  find: {
    path: '/customers',
    query: { filter: 'email eq {{subject.email|quoted}} or name eq {{subject.name|quoted}}' },
    rows: 'rows',
    by: 'email',
    fields: { id: 'id', name: 'name' },
  },
  create: {
    path: '/customers',
    body: { name: '{{subject.name}}', town: '{{subject.billing.city}}', vat: '{{subject.vatId}}' },
    check: { id: 'id' },
  },
}

describe('customers that the ERP keeps', () => {
  it('are looked for by a query that no name can break', async () => {
    const { connect, sent } = far(() => ({ json: { rows: [{ id: 7, name: 'Ana' }] } }))
    expect((await connect({ subjects }).findSubjects([ana])).get(ana.key)).toEqual({
      erpId: '7',
      name: 'Ana',
      by: 'email',
      ambiguousWith: [],
    })
    expect(new URL(sent[0]?.url ?? '').searchParams.get('filter')).toBe(
      "email eq 'ana@example.com' or name eq 'Ana O''Hara'",
    )
  })

  it('are left to people when more than one fits, and not found without the address they are known by', async () => {
    const { connect, sent } = far(() => ({ json: { rows: [{ id: 7 }, { id: 8 }, { id: 7 }] } }))
    const erp = connect({ subjects })
    expect((await erp.findSubjects([ana])).get(ana.key)).toMatchObject({ erpId: '7', ambiguousWith: ['8'] })
    const apart = { ...ana, key: 'order:57' }
    const unknown = [{ ...ana, email: '' }, apart]
    expect((await erp.findSubjects(unknown)).size).toBe(0)
    expect([ana, ...unknown].map(one => erp.recognises?.(one))).toEqual([true, false, false])
    expect(sent).toHaveLength(1)
  })

  it('are created once: one that is there is answered, a lost answer is found again', async () => {
    const there: object[] = []
    const { connect, sent } = far(({ method }) => {
      if (method === 'GET') return { json: { rows: there } }
      there.push({ id: 9 })
      return { status: 502 }
    })
    const erp = connect({ subjects })
    await expect(erp.createSubject(ana)).rejects.toMatchObject({ errorClass: 'unknown' })
    expect(await erp.createSubject(ana)).toBe('9')
    expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(JSON.parse(String(sent[1]?.body))).toEqual({ name: "Ana O'Hara", town: ana.billing.city })
    expect(erp.describeSubject(ana)).toMatchObject({ method: 'POST', path: '/customers' })
  })
})

describe('the post step', () => {
  const post = {
    script: "attributes['log.post'] = input.response.status + ' ' + (input.erp.number ?? 'none')",
    request: { method: 'POST', path: '/release/{{erp.id}}' },
    onFailure: true,
  }

  it('runs after the order is written, and cannot undo that it was', async () => {
    const log: string[] = []
    const { connect, sent } = far((_request, path) => {
      if (path.startsWith('/api/release')) return { status: 500, json: { message: 'printer on fire' } }
      return { json: { id: 7, total: sampleOrder().grandTotal } }
    })
    const erp = connect({ orders: { ...leastFlow.orders, post } }, {}, text => log.push(text))
    const { request } = await erp.planSalesDocument(inputFor(sampleOrder()))
    expect((await erp.createSalesDocument(request)).erpId).toBe('7')
    expect(sent.at(-1)?.url).toBe('https://erp.example/api/release/7')
    expect(log).toEqual(['log.post: 200 7', expect.stringMatching(/was refused: printer on fire$/)])
    await erp.close()
  })

  it('runs after a refusal where it is told to, and the refusal stays', async () => {
    const log: string[] = []
    const { connect } = far(() => ({ status: 422, json: { message: 'no such town' } }))
    const only = { script: post.script, onFailure: true }
    const erp = connect({ orders: { ...leastFlow.orders, post: only } }, {}, text => log.push(text))
    const { request } = await erp.planSalesDocument(inputFor(sampleOrder()))
    await expect(erp.createSalesDocument(request)).rejects.toMatchObject({
      errorClass: 'permanent',
      message: 'no such town',
    })
    expect(log).toEqual(['log.post: 422 none'])
    await erp.close()
  })
})

it.each([
  [
    'adds up',
    [
      { rows: 'rows', amount: 'value' },
      { rows: '', amount: 'freight' },
    ],
    undefined,
  ],
  ['forgets the freight', [{ rows: 'rows', amount: 'value' }], 'less'],
  [
    'multiplies',
    [
      { rows: 'rows', amount: 'each', times: 'pieces' },
      { rows: '', amount: 'freight' },
    ],
    undefined,
  ],
] as const)('a body that %s is known before it is sent', async (_what, addsUp, difference) => {
  const sample = sampleOrder()
  const shipping = { ...sample.shipping, net: amount(4), tax: amount(1), gross: amount(5) }
  const order = { ...sample, shipping, grandTotal: add(...sample.lines.map(({ gross }) => gross), amount(5)) }
  const rows = { $each: 'order.lines', $item: { value: '{{item.gross}}', each: '{{item.gross}}', pieces: '1' } }
  const mapping = { kind: 'template', body: { rows, freight: '{{order.shipping.gross|number}}' } }
  const erp = far(() => ({})).connect({ orders: { ...leastFlow.orders, mapping, addsUp } })
  const { expectedTotal, hold } = await erp.planSalesDocument(inputFor(order))
  expect(hold).toBeUndefined()
  expect(expectedTotal).toBe(difference === undefined ? order.grandTotal : subtract(order.grandTotal, amount(5)))
})

it('a Jolt specification makes the body', async () => {
  const spec = [
    {
      operation: 'shift',
      spec: {
        orderbridgeId: 'ref',
        order: { number: 'no', lines: { '*': { itemCode: 'rows[&1].code', gross: 'rows[&1].value' } } },
      },
    },
  ]
  const erp = far(() => ({})).connect({ orders: { ...leastFlow.orders, mapping: { kind: 'jolt', spec } } })
  const { request } = await erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'shop-57' }))
  const [line] = sampleOrder().lines
  expect(request.body).toEqual({
    ref: 'shop-57',
    no: sampleOrder().number,
    rows: [{ code: line?.sku, value: line?.gross }],
  })
  await erp.close()
})
