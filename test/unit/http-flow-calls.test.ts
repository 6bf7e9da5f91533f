import { describe, expect, it } from 'vitest'
import { leastFlow as base, far } from './http-flow-far.ts'
import { sampleOrder } from './sample-order.ts'
import { inputFor } from './sap-b1-sample.ts'

const changesWith = (paging: object) => ({
  changes: [
    { entity: 'sales_document', path: '/changes', query: { since: '{{since}}' }, rows: 'rows', id: 'id', paging },
  ],
})
const NOW = new Date('2026-01-31T12:00:00Z')

describe('log-ins', () => {
  it('by OAuth2 client credentials last as long as they say, and are renewed before they end', async () => {
    const { sent, connect, pass } = far(request =>
      request.url === 'https://login.example/token'
        ? { json: { access_token: `t${sent.length}`, expires_in: 3600 } }
        : { json: { rows: [] } },
    )
    const auth = {
      kind: 'oauth2',
      tokenUrl: 'https://login.example/token',
      clientId: 'shop',
      clientSecret: '{{secret.s}}',
      scope: 'orders',
      credentials: 'basic',
    }
    const erp = connect({ auth }, { s: 'gehe:im' })
    await erp.findSalesDocuments(['a-1'])
    await erp.findSalesDocuments(['a-2'])
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/token', '/api/find', '/api/find'])
    expect(sent[0]).toMatchObject({
      confidential: true,
      body: 'grant_type=client_credentials&scope=orders',
      headers: { authorization: `Basic ${Buffer.from('shop:gehe%3Aim').toString('base64')}` },
    })
    expect(sent[1]?.headers?.authorization).toBe('Bearer t1')
    pass(59.8)
    await erp.findSalesDocuments(['a-3'])
    expect(sent.at(-1)?.headers?.authorization).toBe('Bearer t4')
  })

  it.each([
    [
      { kind: 'basic', user: 'ana', password: '{{secret.s}}' },
      'authorization',
      `Basic ${Buffer.from('ana:č').toString('base64')}`,
    ],
    [{ kind: 'header', headers: { 'X-Api-Key': 'k {{secret.s}}' } }, 'x-api-key', 'k č'],
  ])('of kind %j go with every call', async (auth, name, value) => {
    const { sent, connect } = far(() => ({ json: { rows: [] } }))
    await connect({ auth }, { s: 'č' }).findSalesDocuments(['a-1'])
    expect(sent[0]?.headers?.[name]).toBe(value)
  })

  it.each([
    ['7', 7_000],
    ['Sat, 31 Jan 2026 12:00:20 GMT', 20_000],
    ['soon', undefined],
  ])('that the ERP puts off wait as long as it asks: %s', async (retryAfter, retryAfterMs) => {
    const headers = { 'retry-after': retryAfter, date: 'Sat, 31 Jan 2026 12:00:00 GMT' }
    const auth = { kind: 'oauth2', tokenUrl: 'https://login.example/token', clientId: 'a', clientSecret: 'b' }
    const logIn = far(() => ({ status: 429, headers })).connect({ auth })
    await expect(logIn.findSalesDocuments(['a-1'])).rejects.toMatchObject({ errorClass: 'transient', retryAfterMs })
    const call = far(() => ({ status: 503, headers })).connect({})
    await expect(call.findSalesDocuments(['a-1'])).rejects.toMatchObject({ errorClass: 'transient', retryAfterMs })
  })

  it('that are wrong stop the connection: 401 is not tried again without another log-in', async () => {
    const { sent, connect } = far(() => ({ status: 401, json: { message: 'no' } }))
    const erp = connect({ auth: { kind: 'basic', user: 'a', password: 'b' } })
    await expect(erp.findSalesDocuments(['a-1'])).rejects.toMatchObject({ errorClass: 'auth', message: 'no' })
    expect(sent).toHaveLength(1)
  })
})

describe('pages', () => {
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: from + index }))
  const idsOf = async (erp: ReturnType<ReturnType<typeof far>['connect']>) =>
    (await erp.readChanges(undefined, NOW)).changes.map(({ erpId }) => Number(erpId))

  it('by offset are read to the first empty one', async () => {
    const { connect } = far((_request, path) => {
      const skip = Number(new URL(`http://x${path}`).searchParams.get('skip'))
      return { json: { rows: rows(skip, Math.min(3, 7 - skip)) } }
    })
    const paging = { kind: 'offset', parameter: 'skip', sizeParameter: 'take', size: 3 }
    expect(await idsOf(connect(changesWith(paging)))).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('by cursor and by Link header are followed to the end', async () => {
    const { connect, sent } = far((_request, path) => {
      const at = Number(/(?:after|page)=(\d+)/.exec(path)?.[1] ?? 0)
      const next = at < 2 ? { next: String(at + 1) } : {}
      const link =
        at < 2 ? { link: `</x>; rel="prev", <https://erp.example/api/changes?page=${at + 1}>; rel="next"` } : {}
      return { json: { rows: rows(at * 2, 2), ...next }, headers: { 'content-type': 'application/json', ...link } }
    })
    expect(await idsOf(connect(changesWith({ kind: 'cursor', parameter: 'after', path: 'next' })))).toEqual([
      0, 1, 2, 3, 4, 5,
    ])
    sent.length = 0
    expect(await idsOf(connect(changesWith({ kind: 'next' })))).toEqual([0, 1, 2, 3, 4, 5])
    expect(sent).toHaveLength(3)
  })

  it('end at the first that is not there; a list that is not there at all is a mistake, not an empty one', async () => {
    const { connect } = far((_request, path) => {
      const page = Number(/page=(\d+)/.exec(path)?.[1])
      return path.startsWith('/api/changes') && page < 3 ? { json: { rows: rows(page * 2, 2) } } : { status: 404 }
    })
    const feed = changesWith({ kind: 'page' }).changes
    expect(await idsOf(connect({ changes: feed }))).toEqual([2, 3, 4, 5])
    const gone = { errorClass: 'permanent', status: 404 }
    const elsewhere = feed.map(one => ({ ...one, path: '/chnages' }))
    await expect(connect({ changes: elsewhere }).readChanges(undefined, NOW)).rejects.toMatchObject(gone)
    const items = { path: '/items', rows: 'rows', fields: { code: 'code', name: 'name' } }
    await expect(connect({ catalog: { items } }).catalog?.readItems({})).rejects.toMatchObject(gone)
  })

  it('of items are read until each one is found, and not cut off', async () => {
    const { connect, sent } = far((_request, path) => {
      const page = Number(/page=(\d+)/.exec(path)?.[1])
      return { json: { rows: page < 4 ? [{ code: `S-${page}` }] : [] } }
    })
    const find = { path: '/items', rows: 'rows', perCall: 9, fields: { code: 'code' }, paging: { kind: 'page' } }
    const findIn = (maxPages: number, ...codes: string[]) =>
      connect({ items: { find: { ...find, query: { of: '{{codes|join}}' }, maxPages } } }).findItems(codes)
    expect([...(await findIn(9, 'S-1', 'S-2')).keys()]).toEqual(['S-1', 'S-2'])
    expect(sent).toHaveLength(2)
    expect([...(await findIn(9, 'S-3', 'S-9')).keys()]).toEqual(['S-3'])
    await expect(findIn(2, 'S-3')).rejects.toMatchObject({ code: 'http-flow:too-many-pages' })
  })

  it('never lead to another server', async () => {
    const { connect, sent } = far(() => ({ json: { rows: rows(0, 1), next: 'https://evil.example/changes' } }))
    const erp = connect({ ...changesWith({ kind: 'next', path: 'next' }), otherUrls: ['https://files.example'] })
    await expect(erp.readChanges(undefined, NOW)).rejects.toMatchObject({
      errorClass: 'permanent',
      code: 'http-flow:address',
    })
    expect(sent).toHaveLength(1)
  })
})

describe('an order', () => {
  it('is sent under the same idempotency key every time, where the ERP promises to make one of it', async () => {
    const { connect, sent } = far(() => ({ status: 503 }))
    const write = {
      method: 'PUT',
      path: '/orders/{{orderbridgeId}}',
      idempotencyHeader: 'Idempotency-Key',
      check: { id: 'id' },
    }
    const erp = connect({ orders: { write } })
    const { request } = await erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'shop-57' }))
    for (let attempt = 0; attempt < 2; attempt++)
      await expect(erp.createSalesDocument(request)).rejects.toMatchObject({ errorClass: 'unknown' })
    expect((await erp.findSalesDocuments(['shop-57'])).size).toBe(0)
    expect(sent.map(({ url, method, headers }) => [method, url, headers?.['idempotency-key']])).toEqual([
      ['PUT', 'https://erp.example/api/orders/shop-57', 'shop-57'],
      ['PUT', 'https://erp.example/api/orders/shop-57', 'shop-57'],
    ])
  })

  it('is not written while the ERP cannot tell whether it is there', async () => {
    const { connect } = far(() => ({ status: 409, json: { message: 'Index is built' } }))
    const { orders } = base
    const erp = connect({ orders: { ...orders, find: { ...orders.find, failureStatuses: [409] } } })
    await expect(erp.findSalesDocuments(['a-1'])).rejects.toMatchObject({
      errorClass: 'transient',
      message: 'The ERP cannot tell whether the order is there. Index is built',
    })
  })

  it('that the ERP lists and does not give is not taken for one that is not there: it would be made again', async () => {
    const { orders } = base
    const find = { ...orders.find, fields: { id: 'id' } }
    for (const answer of [{ status: 404 }, { json: { id: '00000018', total: '5' } }]) {
      const { connect } = far((_request, path) =>
        path.startsWith('/api/find') ? { json: { rows: [{ id: 18 }] } } : answer,
      )
      await expect(connect({ orders: { ...orders, find } }).findSalesDocuments(['a-1'])).rejects.toMatchObject({
        errorClass: 'transient',
        message: expect.stringContaining('lists order 18'),
      })
    }
  })

  it('that carries another key than the one that was asked for is not ours', async () => {
    const { connect } = far(() => ({
      json: {
        rows: [
          { id: 1, total: '5', key: 'a-12' },
          { id: 2, total: '6', key: 'a-1' },
        ],
      },
    }))
    const { orders } = base
    const erp = connect({
      orders: { ...orders, find: { ...orders.find, fields: { ...orders.find.fields, orderbridgeId: 'key' } } },
    })
    expect((await erp.findSalesDocuments(['a-1'])).get('a-1')).toMatchObject({ erpId: '2', total: '6' })
  })

  it('whose state has no word of ours is told by name, not guessed', async () => {
    const { connect } = far(() => ({ json: { id: 1, total: '5', status: 'LIMBO' } }))
    const { orders } = base
    const read = {
      ...orders.read,
      fields: { ...orders.read.fields, state: { path: 'status', values: { NEW: 'open' } } },
    }
    await expect(connect({ orders: { ...orders, read } }).readSalesDocuments(['1'])).rejects.toMatchObject({
      errorClass: 'permanent',
      code: 'http-flow:fields',
      message: expect.stringContaining('"LIMBO"'),
    })
  })

  it('whose total is missing in the answer is not read as zero', async () => {
    const { connect } = far(() => ({ json: { id: 1 } }))
    await expect(connect({}).readSalesDocuments(['1'])).rejects.toMatchObject({ code: 'http-flow:fields' })
  })
})

describe('an answer that does not look as the flow says', () => {
  it.each([
    ['an error with status 200', { json: { error: 'db down' } }],
    ['nothing at all', {}],
    ['a page', { headers: { 'content-type': 'text/html' }, body: Buffer.from('<html>') }],
  ])('is never taken for "not there": %s', async (_what, answer) => {
    await expect(
      far(() => answer)
        .connect({})
        .findSalesDocuments(['a-1']),
    ).rejects.toMatchObject({ errorClass: 'transient' })
    const feed = far(() => answer).connect(changesWith({ kind: 'none' }))
    await expect(feed.readChanges(undefined, NOW)).rejects.toMatchObject({ errorClass: 'transient' })
  })

  it.each([
    ['an empty list', { json: { rows: [] } }],
    ['null', { json: { rows: null } }],
    ['204', { status: 204 }],
    ['404', { status: 404, json: { message: 'none' } }],
  ])('is "not there" as %s', async (_what, answer) => {
    expect(
      (
        await far(() => answer)
          .connect({})
          .findSalesDocuments(['a-1'])
      ).size,
    ).toBe(0)
  })

  it('is "not there" without its rows where the flow says so', async () => {
    const { orders } = base
    const erp = far(() => ({ json: {} })).connect({
      orders: { ...orders, find: { ...orders.find, withoutRows: 'none' } },
    })
    expect((await erp.findSalesDocuments(['a-1'])).size).toBe(0)
  })

  it('is a mistake when the row that was found does not tell its key', async () => {
    const { orders } = base
    const fields = { ...orders.find.fields, orderbridgeId: 'kee' }
    const erp = far(() => ({ json: { rows: [{ id: 1, total: 5, key: 'a-1' }] } })).connect({
      orders: { ...orders, find: { ...orders.find, fields } },
    })
    await expect(erp.findSalesDocuments(['a-1'])).rejects.toMatchObject({
      errorClass: 'permanent',
      code: 'http-flow:fields',
    })
  })

  it('leaves a write unknown: a page with 200, an order that cannot be read back', async () => {
    const page = { headers: { 'content-type': 'text/html' }, body: Buffer.from('<html>') }
    for (const check of [
      { id: 'id' },
      { script: 'attributes.seen = String(input.response.status)' },
      { classes: [{ when: { path: 'x', present: false }, class: 'permanent' }] },
    ]) {
      const erp = far(() => page).connect({ orders: { ...base.orders, write: { path: '/write', check } } })
      const { request } = await erp.planSalesDocument(inputFor(sampleOrder()))
      await expect(erp.createSalesDocument(request)).rejects.toMatchObject({
        errorClass: 'unknown',
        code: 'http-flow:unreadable',
      })
      await erp.close()
    }
    const silent = far(({ method }) => (method === 'POST' ? { json: { id: 7 } } : { status: 404 })).connect({})
    const { request } = await silent.planSalesDocument(inputFor(sampleOrder()))
    await expect(silent.createSalesDocument(request)).rejects.toMatchObject({
      errorClass: 'unknown',
      message: expect.stringContaining('named 7'),
    })
  })
})

it('an order is held when a limit would cut the key by which it is found', async () => {
  const mapping = { kind: 'template', body: { ref: '{{orderbridgeId}}', note: '{{order.number}}' } }
  const erp = far(() => ({})).connect({ orders: { ...base.orders, mapping }, textLimits: { '*': 8 } })
  const { hold } = await erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'shop-long-1042' }))
  expect(hold).toMatchObject({ code: 'key_too_long' })
})

describe('a PDF behind an address', () => {
  const followUps = {
    invoice: {
      ofOrder: { path: '/i/{{id}}', rows: 'rows' },
      fields: { id: 'id', total: 'total' },
      lines: { rows: 'lines', line: 'no', quantity: 'qty' },
      pdf: { path: '/pdf/{{id}}', source: 'url', field: 'link' },
    },
  }

  it('is fetched from servers of the flow, without our credentials when it is another one', async () => {
    const { connect, sent } = far(({ url }) =>
      url.startsWith('https://files.example')
        ? { headers: { 'content-type': 'application/pdf' }, body: Buffer.from('%PDF') }
        : { json: { link: 'https://files.example/x.pdf?sig=1' } },
    )
    const auth = { kind: 'header', headers: { 'X-Key': '{{secret.s}}' } }
    const erp = connect(
      { followUps, auth, headers: { 'X-Own': '{{secret.s}}' }, otherUrls: ['https://files.example'] },
      { s: 'k-4711' },
    )
    expect(Buffer.from((await erp.fetchDocument('invoice', '7:8')) ?? []).toString()).toBe('%PDF')
    expect(JSON.stringify(sent[0]?.headers)).toContain('k-4711')
    expect(JSON.stringify(sent[1])).not.toContain('k-4711')
  })

  it('is not fetched from anywhere else', async () => {
    const { connect } = far(() => ({ json: { link: 'http://169.254.169.254/latest' } }))
    await expect(connect({ followUps }).fetchDocument('invoice', '7:8')).rejects.toMatchObject({
      code: 'http-flow:address',
    })
  })
})
