import { describe, expect, it } from 'vitest'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { flowSettings } from '../../src/erp/http-flow/settings.ts'
import { configurationJsonSchema } from '../../src/flows/config/configuration-schema.ts'

const find = { path: '/orders', query: { ref: '{{orderbridgeId}}' }, fields: { id: 'id', total: 'total' } }
const write = { path: '/orders', check: { id: 'id' } }
const small = { flow: 'small', url: 'https://erp.example', orders: { find, write } }

const mistakesOf = (settings: object) => {
  const parsed = flowSettings.safeParse(settings)
  return parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
}

describe('the definition of a flow', () => {
  it('needs a name, an address, a query and a write, and nothing else', () => {
    expect(mistakesOf(small)).toEqual([])
  })

  it('is refused without a query by which the order is found, unless the ERP promises an idempotent write', () => {
    expect(mistakesOf({ ...small, orders: { write } })).toEqual([expect.stringMatching(/^orders\.find: is missing/)])
    expect(mistakesOf({ ...small, orders: { write: { ...write, idempotencyHeader: 'Idempotency-Key' } } })).toEqual([])
  })

  it.each([
    [
      'a secret in a body',
      { orders: { find: { ...find, body: { key: '{{secret.key}}' } }, write } },
      /^orders\.find\.body\.key: a secret may stand/,
    ],
    [
      'a secret in an address',
      { orders: { find, write: { ...write, path: '/orders/{{secret.key}}' } } },
      /^orders\.write\.path: a secret/,
    ],
    [
      'an unknown filter',
      { orders: { find, write: { ...write, path: '/x/{{order.number|explode}}' } } },
      /filters are cut, upper/,
    ],
    ['a place that is none', { orders: { find: { ...find, path: '/{{a b}}' }, write } }, /names no place/],
    [
      'pages in the query for the order',
      { orders: { find: { ...find, paging: { kind: 'page' } }, write } },
      /^orders\.find\.paging/,
    ],
    [
      'many keys that the request does not use',
      { orders: { find: { ...find, perCall: 9, fields: { ...find.fields, orderbridgeId: 'ref' } }, write } },
      /^orders\.find\.perCall/,
    ],
    [
      'many keys and a query by the number of one',
      {
        orders: {
          find: {
            ...find,
            perCall: 9,
            query: { k: '{{keys|join(,)}}', n: '{{order.number}}' },
            fields: { ...find.fields, orderbridgeId: 'ref' },
          },
          write,
        },
      },
      /^orders\.find\.perCall/,
    ],
    [
      'changes of documents that nothing reads',
      { changes: [{ path: '/c', entity: 'invoice', id: 'id' }] },
      /^changes\.0\.entity: is invoice/,
    ],
    ['a zone that is none', { zone: 'Middle/Earth' }, /^zone: must be a name like/],
    ['a word that is unknown', { timeout: 3 }, /Unrecognized key/],
    [
      'invoices whose lines nothing tells',
      { followUps: { invoice: { ofOrder: { path: '/i' }, fields: { id: 'id' } } } },
      /^followUps\.invoice\.lines/,
    ],
  ])('is refused with %s', (_what, changes, message) => {
    expect(mistakesOf({ ...small, ...changes })).toEqual([expect.stringMatching(message)])
  })

  it('names the secrets that are missing, never what is in one', () => {
    const settings = { ...small, auth: { kind: 'basic', user: '{{secret.user}}', password: '{{secret.password}}' } }
    const make = () =>
      httpFlow.create({
        connection: 'erp',
        settings,
        secrets: { user: 'u-4711' },
        send: httpFlow.imagined(),
        clock: { now: () => new Date(0) },
        random: () => 0,
      })
    expect(make).toThrow(/connection erp names secrets that are not set: password\./)
    expect(make).not.toThrow(/u-4711/)
  })

  it('is part of the schema for editors', () => {
    expect(JSON.stringify(configurationJsonSchema([httpFlow]))).toContain('HttpFlowField')
  })
})
