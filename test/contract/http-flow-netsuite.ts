import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * As much of NetSuite as docs/flows/netsuite.yaml uses, made from public documentation and client code; nobody held it
 * against a live account. It exists in tests only. Queries are known by their text: no SQL is read here.
 */
export interface NetSuite {
  readonly url: string
  /** Of RESTlets: another host. */
  readonly restlets: string
  readonly orders: Order[]
  readonly documents: Document[]
  /** What happens to the next write: "drop" takes it and breaks the connection, the others answer as their names say. */
  next: 'drop' | 'trouble' | 'limit' | 'busy' | 'locked out' | 'invalid' | undefined
  readonly calls: string[]
  close(): Promise<void>
}

export interface Order {
  readonly id: string
  readonly externalId: string
  readonly rows: Row[]
  readonly fields: Readonly<Record<string, unknown>>
  status: string
  changed: string
}

interface Row {
  readonly item: { readonly id: string }
  readonly quantity: number
  readonly rate: number
}

export interface Document {
  readonly id: string
  readonly type: 'ItemShip' | 'CustInvc'
  readonly order: string
  readonly tranId: string
  readonly status: string
  readonly changed: string
  readonly items: readonly { readonly item: string; readonly quantity: number }[]
  readonly tracking?: readonly string[]
  readonly total?: number
}

export const SECRETS = { consumerKey: 'ck_1', consumerSecret: 'cs&1', token: 'tk_1', tokenSecret: 'ts_1' }

/** By SKU; the second one is not sold any more. */
const ITEMS = [
  { id: '55', itemid: 'S-001', displayname: 'Chair', isinactive: 'F', onHand: '7' },
  { id: '56', itemid: 'OLD', displayname: 'Stool', isinactive: 'T', onHand: undefined },
]

interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const error = (status: number, code: string, detail: string): Answer => ({
  status,
  body: { title: 'Error', status, 'o:errorDetails': [{ detail, 'o:errorCode': code }] },
})
const UNAUTHORIZED = error(401, 'INVALID_LOGIN', 'Invalid login attempt. For more details, see the Login Audit Trail.')
const FAULTS = {
  trouble: error(500, 'UNEXPECTED_ERROR', 'An unexpected error occurred.'),
  limit: error(429, 'CONCURRENCY_LIMIT_EXCEEDED', 'Concurrent request limit exceeded.'),
  busy: error(400, 'CONCURRENCY_LIMIT_EXCEEDED', 'Concurrent request limit exceeded.'),
  'locked out': UNAUTHORIZED,
  invalid: error(400, 'INVALID_CONTENT', 'Invalid Field Value 55 for the following field: item'),
}

export async function startNetSuite(clock: { now(): Date }): Promise<NetSuite> {
  const nonces = new Set<string>()
  const far = { orders: [], documents: [], next: undefined, calls: [] as string[] } as unknown as NetSuite // the rest is below
  const serve = (isRestlet: boolean) =>
    createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
      far.calls.push(`${request.method} ${url.pathname}`)
      const body = Buffer.concat(chunks).toString()
      const answer = !isSigned(request, url, nonces, clock.now())
        ? UNAUTHORIZED
        : isRestlet
          ? print(far, url)
          : route(far, request, url, body)
      if (!answer) return void request.socket.destroy()
      const type = { 'content-type': 'application/vnd.oracle.resource+json; type=singular' }
      response.writeHead(answer.status, { ...(answer.body !== undefined && type), ...answer.headers })
      response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body))
    })
  const servers = [serve(false), serve(true)]
  const origins = await Promise.all(
    servers.map(async server => {
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // listening on TCP
    }),
  )
  return Object.assign(far, {
    url: `${origins[0]}/services/rest`,
    restlets: origins[1],
    close: async () => {
      await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
    },
  })
}

/** RFC 5849, reckoned here once more: what the flow signs is not checked by itself. */
function isSigned(request: IncomingMessage, url: URL, nonces: Set<string>, now: Date): boolean {
  const header = request.headers.authorization ?? ''
  const told = new Map([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))
  const enc = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  const oauth = [...told].filter(([name]) => name.startsWith('oauth_') && name !== 'oauth_signature')
  const all = [...oauth.map(([name, value]) => [name, decodeURIComponent(value)] as const), ...url.searchParams]
  const pairs = all.map(([name, value]) => `${enc(name)}=${enc(value)}`).sort()
  const base = [request.method ?? '', url.origin + url.pathname, pairs.join('&')].map(enc).join('&')
  const key = `${enc(SECRETS.consumerSecret)}&${enc(SECRETS.tokenSecret)}`
  const expected = createHmac('sha256', key).update(base).digest('base64')
  const nonce = told.get('oauth_nonce') ?? ''
  const age = Math.abs(now.getTime() / 1000 - Number(told.get('oauth_timestamp')))
  const isNew = nonce !== '' && !nonces.has(nonce)
  nonces.add(nonce)
  const isUs = told.get('oauth_consumer_key') === SECRETS.consumerKey && told.get('oauth_token') === SECRETS.token
  const isRight = decodeURIComponent(told.get('oauth_signature') ?? '') === expected
  return isUs && isNew && age <= 300 && told.get('realm') === '1234567_SB1' && isRight
}

function route(far: NetSuite, request: IncomingMessage, url: URL, body: string): Answer | undefined {
  const [, place = ''] = /^\/services\/rest\/(.*)$/.exec(url.pathname) ?? []
  if (place === 'query/v1/suiteql') return query(far, request, url, JSON.parse(body).q)
  const [, type, ref = ''] = /^record\/v1\/(\w+)(?:\/(.+))?$/.exec(place) ?? []
  if (request.method === 'GET') return record(far, type ?? '', ref, url)
  if (type !== 'salesOrder') return error(404, 'NONEXISTENT_ID', 'The record does not exist.')
  return write(far, { request, ref, body: JSON.parse(body) })
}

/** POST makes an order; PUT makes one or adds to it. Either is done before a lost answer is lost. */
function write(
  far: NetSuite,
  { request, ref, body }: { request: IncomingMessage; ref: string; body: Record<string, unknown> },
): Answer | undefined {
  const what = far.next
  far.next = undefined
  if (what && what !== 'drop') return FAULTS[what]
  const { externalId = ref.replace(/^eid:/, ''), item, ...fields } = body
  const known = far.orders.find(order => order.externalId === externalId)
  if (known && request.method === 'POST')
    return error(400, 'USER_ERROR', 'Error while accessing a resource. This record already exists.')
  const { items } = item as { readonly items: readonly Row[] } // of the flow's own template
  const order = known ?? {
    id: String(12_345 + far.orders.length),
    externalId: String(externalId),
    rows: [],
    fields,
    status: 'B',
    changed: '2026-01-31 04:00:00',
  }
  order.rows.push(...items)
  if (!known) far.orders.push(order)
  if (what === 'drop') return undefined
  const location = `http://${request.headers.host}/services/rest/record/v1/salesOrder/${order.id}`
  return { status: 204, headers: { location } }
}

const EUR = { links: [], id: '1', refName: 'Euro' }
const cents = (value: number): number => Math.round(value * 100) / 100
const totalOf = ({ rows, fields }: Order): number =>
  cents((rows.reduce((sum, { quantity, rate }) => sum + quantity * rate, 0) + Number(fields.shippingCost ?? 0)) * 1.22)

/** Sublists come only when they are asked for. */
function record(far: NetSuite, type: string, ref: string, url: URL): Answer {
  const whole = url.searchParams.get('expandSubResources') === 'true'
  const list = (items: readonly object[]) => (whole ? { items } : { links: [] })
  const id = decodeURIComponent(ref)
  const order = far.orders.find(one => id === one.id || id === `eid:${one.externalId}`)
  if (type === 'salesOrder' && order) {
    const rows = order.rows.map(({ item, ...row }, index) => ({ line: index + 1, item, ...row }))
    const { externalId, status } = order
    const body = { links: [], id: order.id, tranId: `SO${order.id}`, externalId, currency: EUR, total: totalOf(order) }
    return { status: 200, body: { ...body, orderStatus: { id: status, refName: '' }, item: list(rows) } }
  }
  const types: Readonly<Record<string, string>> = { itemFulfillment: 'ItemShip', invoice: 'CustInvc' }
  const document = far.documents.find(one => one.id === id && one.type === types[type])
  if (!document) return error(404, 'NONEXISTENT_ID', 'The record instance does not exist.')
  const items = document.items.map(({ item, quantity }, index) => ({
    orderLine: index + 1,
    item: { id: item },
    quantity,
  }))
  const money = document.total === undefined ? {} : { total: document.total, currency: EUR }
  return { status: 200, body: { id, tranId: document.tranId, ...money, item: list(items) } }
}

function query(far: NetSuite, request: IncomingMessage, url: URL, q: string): Answer {
  if (request.headers.prefer !== 'transient') return error(400, 'INVALID_HEADER', 'Prefer: transient is missing.')
  const limit = Number(url.searchParams.get('limit'))
  const offset = Number(url.searchParams.get('offset') ?? 0)
  if (limit < 1 || limit > 1000 || offset % limit !== 0) return error(400, 'INVALID_PARAMETER', 'limit or offset')
  const found = answerOf(far, q.replace(/\s+/g, ' '))
  if (!found) return error(400, 'INVALID_SEARCH', `Search error occurred: ${q}`)
  const items = found.slice(offset, offset + limit).map(row => ({ links: [], ...row }))
  const hasMore = offset + limit < found.length
  return { status: 200, body: { links: [], count: items.length, hasMore, items, offset, totalResults: found.length } }
}

type Sql = readonly [RegExp, (far: NetSuite, groups: Readonly<Record<string, string>>) => readonly object[]]

/** Keys in lower case, values as texts, columns without a value left out. */
const QUERIES: readonly Sql[] = [
  [
    /^SELECT i\.id, i\.itemid, .* FROM item i WHERE i\.itemid IN \((?<codes>.*)\) ORDER BY i\.id$/,
    (_far, { codes = '' }) =>
      ITEMS.filter(({ itemid }) => codes.split(',').includes(`'${itemid}'`)).map(({ onHand: _, ...row }) => row),
  ],
  [
    /^SELECT i\.itemid, i\.displayname, .* WHERE i\.itemtype IN .* ORDER BY i\.itemid$/,
    () => ITEMS.map(({ onHand: _, id: __, ...row }) => row),
  ],
  [
    /^SELECT i\.itemid, a\.location, .* ORDER BY i\.itemid, a\.location$/,
    () =>
      ITEMS.map(({ itemid, onHand }) => ({
        itemid,
        location: '6',
        ...(onHand !== undefined && { quantityavailable: onHand }),
      })),
  ],
  [
    /^SELECT DISTINCT .* FROM PreviousTransactionLineLink l .*c\.type='(?<type>\w+)'.* WHERE (?<by>l\.previousdoc|c\.id)=(?<id>\d+) /,
    (far, { type, by, id }) =>
      far.documents
        .filter(one => one.type === type && (by === 'c.id' ? one.id : one.order) === id)
        .filter(({ status }) => type !== 'ItemShip' || status === 'C')
        .map(one => ({ id: one.id, tranid: one.tranId, day: one.changed.slice(0, 10), orderid: one.order })),
  ],
  [
    /^SELECT tn\.trackingnumber FROM TrackingNumberMap m .* WHERE m\.transaction=(?<id>\d+) /,
    (far, { id }) =>
      (far.documents.find(one => one.id === id)?.tracking ?? []).map(number => ({ trackingnumber: number })),
  ],
  [
    /^SELECT t\.id, .* WHERE t\.type='(?<type>\w+)'.* t\.entity=4242 .*>= TO_DATE\('(?<since>[^']*)'.*<= TO_DATE\('(?<until>[^']*)'/,
    (far, { type, since = '', until = '' }) => {
      const orders = far.orders.map(({ id, status, changed }) => ({ id, status, changed }))
      const documents = far.documents
        .filter(one => one.type === type && (type !== 'ItemShip' || one.status === 'C'))
        .map(({ id, status, changed }) => ({ id, status, changed }))
      return (type === 'SalesOrd' ? orders : documents).filter(({ changed }) => changed >= since && changed <= until)
    },
  ],
]

function answerOf(far: NetSuite, q: string): readonly object[] | undefined {
  for (const [pattern, rows] of QUERIES) {
    const found = pattern.exec(q)
    if (found) return rows(far, found.groups ?? {})
  }
  return undefined
}

/** The RESTlet of docs/netsuite.md. */
function print(far: NetSuite, url: URL): Answer {
  const { script, deploy, id } = Object.fromEntries(url.searchParams)
  if (script !== 'customscript_orderbridge_pdf' || deploy !== 'customdeploy_orderbridge_pdf')
    return { status: 400, body: { error: { code: 'SSS_INVALID_SCRIPTLET_ID', message: 'That Suitelet is invalid.' } } }
  const document = far.documents.find(one => one.id === id)
  if (!document)
    return { status: 400, body: { error: { code: 'RCRD_DSNT_EXIST', message: 'That record does not exist.' } } }
  const base64 = Buffer.from(`%PDF-1.4 ${document.tranId}`).toString('base64')
  return { status: 200, body: { name: `${document.tranId}.pdf`, base64 } }
}
