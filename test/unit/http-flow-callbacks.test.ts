import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'

const NOW = Date.parse('2026-01-31T12:00:00Z')
const KEY = 'hook-key-1234567890'

const callbacksWith = (proof: object, secrets: object = { hook: KEY }) => {
  const settings = {
    flow: 'small',
    url: 'https://erp.example',
    orders: {
      find: { path: '/o', fields: { id: 'id', total: 't' } },
      write: { path: '/o', check: { id: 'id' } },
      read: { path: '/o/{{id}}', fields: { id: 'id', total: 't' } },
    },
    callbacks: {
      proof,
      rows: 'events',
      maxRows: 3,
      fields: {
        entity: { path: 'type', values: { order: 'sales_document', bill: 'invoice' } },
        id: 'id',
        version: 'seq',
      },
    },
  }
  const options = {
    connection: 'erp',
    settings,
    secrets,
    send: httpFlow.imagined(),
    clock: { now: () => new Date(NOW) },
    random: () => 0,
  }
  const { callbacks } = httpFlow.create(options)
  if (!callbacks) throw new Error('the flow has callbacks')
  return callbacks
}

const hmac = {
  kind: 'hmac',
  header: 'X-Signature',
  secret: '{{secret.hook}}',
  prefix: 'sha256=',
  timestampHeader: 'X-Time',
}
const body = Buffer.from(
  JSON.stringify({ events: [{ type: 'order', id: '00042', seq: 9 }, { type: 'coffee', id: '1' }, { type: 'bill' }] }),
)
const stampAt = (ms: number) => String(Math.floor(ms / 1000))
const signed = (stamp: string, encoding: 'hex' | 'base64' = 'hex', over: Uint8Array = body, key = KEY) => ({
  method: 'POST',
  headers: {
    'x-time': stamp,
    'x-signature': `sha256=${createHmac('sha256', key).update(`${stamp}.`).update(over).digest(encoding)}`,
  },
  body: over,
})

describe('a callback with a signature', () => {
  it.each(['hex', 'base64'] as const)('is read row by row, and each row is answered (%s)', encoding => {
    expect(callbacksWith(hmac).parse(signed(stampAt(NOW), encoding))).toEqual({
      kind: 'changes',
      changes: [{ entity: 'sales_document', erpId: '00042', version: '00042@9' }],
      answer: {
        rows: [
          { row: 0, status: 'accepted' },
          { row: 1, status: 'ignored', reason: 'This kind of document is not followed' },
          { row: 2, status: 'refused', reason: 'the key is missing at "id"' },
        ],
      },
    })
  })

  it.each([
    ['another key', signed(stampAt(NOW), 'hex', body, 'not-the-key')],
    ['another body', { ...signed(stampAt(NOW)), body: Buffer.from('{}') }],
    [
      'another time',
      { ...signed(stampAt(NOW)), headers: { ...signed(stampAt(NOW)).headers, 'x-time': stampAt(NOW + 1000) } },
    ],
    ['no signature', { method: 'POST', headers: { 'x-time': stampAt(NOW) }, body }],
    ['a time long ago, replayed', signed(stampAt(NOW - 301_000))],
    ['a time to come', signed(stampAt(NOW + 301_000))],
    ['a time that is none', signed('soon')],
  ])('is refused with %s', (_what, request) => {
    expect(callbacksWith(hmac).parse(request)).toMatchObject({ kind: 'refused', status: 401 })
  })

  it('is refused when it is no JSON, or larger than the flow allows', () => {
    const many = Buffer.from(JSON.stringify({ events: Array.from({ length: 4 }, () => ({ type: 'order', id: '1' })) }))
    for (const bad of [Buffer.from('<html>'), many])
      expect(callbacksWith(hmac).parse(signed(stampAt(NOW), 'hex', bad))).toMatchObject({
        kind: 'refused',
        status: 400,
      })
  })

  it('is the same change when the same body comes twice', () => {
    const without = Buffer.from(JSON.stringify({ events: [{ type: 'order', id: '7' }] }))
    const [first, second] = [NOW, NOW + 1000].map(at => callbacksWith(hmac).parse(signed(stampAt(at), 'hex', without)))
    expect(first).toEqual(second)
  })
})

it('a callback with a secret in a header is believed only with the whole secret', async () => {
  const callbacks = callbacksWith({ kind: 'secret', header: 'X-Key', secret: 'Key {{secret.hook}}' })
  const parse = (key: string | undefined) => callbacks.parse({ method: 'POST', headers: { 'x-key': key }, body }).kind
  expect([parse(`Key ${KEY}`), parse(KEY), parse(''), parse(undefined)]).toEqual([
    'changes',
    'refused',
    'refused',
    'refused',
  ])
  expect(await callbacks.subscribe('https://bridge.example/webhooks/erp/erp')).toBe(false)
})
