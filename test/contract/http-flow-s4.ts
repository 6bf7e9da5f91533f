import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Books, checkBody, Refusal, type Row, rowsOf, take } from './http-flow-s4-books.ts'

/** A made-up S/4 that speaks OData v2, for tests only: as docs/flows/s4hana.yaml expects it, from public documentation. */
export interface S4 {
  readonly url: string
  readonly books: Books
  /** What happens to the next write: "drop" takes it and breaks the connection. */
  next: 'drop' | 'lock' | 'down' | undefined
  /** Invoices whose output is issued. */
  readonly issued: Set<string>
  /** The session with its token is over. */
  endSession(): void
  readonly counts: { tokens: number; writes: number }
  close(): Promise<void>
}

const ROOT = '/sap/opu/odata/sap/'
const page = (title: string): string => `<html><head><title>${title}</title></head><body></body></html>`

export async function startS4(clock: { now(): Date }): Promise<S4> {
  let session = 1
  const far: S4 = {
    url: '',
    books: { A_SalesOrder: [], A_OutbDeliveryHeader: [], A_BillingDocument: [] },
    next: undefined,
    issued: new Set(),
    endSession: () => {
      session++
    },
    counts: { tokens: 0, writes: 0 },
    close: () => new Promise(resolve => void server.close(() => resolve())),
  }
  const login = `Basic ${Buffer.from('SHOP:secret').toString('base64')}`

  const answer = (request: IncomingMessage, body: string, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://s4')
    const { headers, method } = request
    if (headers.authorization !== login) return void html(response, 401, 'Logon failed')
    if (headers['x-csrf-token'] === 'Fetch') {
      far.counts.tokens++
      response.setHeader('x-csrf-token', `token-${session}==`)
      response.setHeader('set-cookie', [
        `SAP_SESSIONID_S4_100=${session}; path=/; HttpOnly`,
        'sap-usercontext=sap-client=100',
      ])
      return void json(response, 200, { d: { EntitySets: Object.keys(far.books) } })
    }
    if (method === 'GET')
      return void json(response, 200, read(far, decodeURI(url.pathname).slice(ROOT.length), url.searchParams))
    const isBound =
      headers['x-csrf-token'] === `token-${session}==` && headers.cookie?.includes(`SAP_SESSIONID_S4_100=${session}`)
    if (!isBound) {
      response.setHeader('x-csrf-token', 'Required')
      response.statusCode = 403
      return void response.end('CSRF token validation failed')
    }
    write(far, JSON.parse(body), response, clock.now())
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    try {
      answer(request, Buffer.concat(chunks).toString(), response)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      json(response, error.status, refusal(error))
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo // listening on TCP
  return Object.assign(far, { url: `http://127.0.0.1:${port}${ROOT}` })
}

function html(response: ServerResponse, status: number, title: string): ServerResponse {
  return response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page(title))
}

function json(response: ServerResponse, status: number, body: unknown): ServerResponse {
  return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const refusal = ({ code, message }: Refusal) => ({
  error: {
    code,
    message: { lang: 'en', value: message },
    innererror: {
      application: { component_id: 'SD-SLS-API', service_id: 'API_SALES_ORDER_SRV', service_version: '0001' },
      errordetails: [
        { code, message, severity: 'error' },
        { code: 'V4/219', message: 'Sales document was not changed', severity: 'error' },
        { code: 'V1/555', message: 'The document is incomplete', severity: 'warning' },
        { code: '/IWBEP/CX_MGW_BUSI_EXCEPTION', message: '', severity: 'error' },
      ],
    },
  },
})

function write(far: S4, body: unknown, response: ServerResponse, now: Date): void {
  far.counts.writes++
  const what = far.next
  far.next = undefined
  if (what === 'down') return void html(response, 503, 'Service Unavailable')
  if (what === 'lock') throw new Refusal('V1/042', 'Customer 17100001 is currently being processed by user MARIJA')
  checkBody(body)
  const twin = far.books.A_SalesOrder.some(one => one.PurchaseOrderByCustomer === body.PurchaseOrderByCustomer)
  const order = take(far.books, body, now)
  if (what === 'drop') return void response.socket?.destroy()
  const warning = { code: 'V4/115', message: 'Customer reference exists already', severity: 'warning' }
  const saved = { code: 'V1/311', message: `Standard Order ${order.SalesOrder} has been saved`, severity: 'success' }
  response.setHeader('sap-message', JSON.stringify({ ...saved, details: twin ? [warning] : [] }))
  json(response, 201, { d: shown(order, []) })
}

/** Entity sets that are lines of documents. */
const LINES: Readonly<Record<string, readonly [keyof Books, string]>> = {
  A_OutbDeliveryItem: ['A_OutbDeliveryHeader', 'to_DeliveryDocumentItem'],
  A_BillingDocumentItem: ['A_BillingDocument', 'to_Item'],
}

function read(far: S4, path: string, query: URLSearchParams): unknown {
  if (path === 'API_BILLING_DOCUMENT_SRV/GetPDF') {
    const number = query.get('BillingDocument')?.slice(1, -1) ?? ''
    if (!far.issued.has(number)) throw new Refusal('ZOUT/001', `No output of billing document ${number}`)
    return { d: { GetPDF: { BillingDocumentBinary: Buffer.from(`%PDF-1.4 ${number}`).toString('base64') } } }
  }
  const [, set = '', key] = /^API_\w+(?:;v=0002)?\/(A_\w+)(?:\('([^']*)'\))?$/.exec(path) ?? []
  const expand = (query.get('$expand') ?? '').split(',').filter(part => part !== '')
  const rows = rowsIn(far.books, set)
  if (key !== undefined) {
    const found = rows.find(row => Object.values(row)[0] === key || row[keyOf(set)] === key)
    if (!found) throw new Refusal('/IWBEP/CM_MGW_RT/020', 'Resource not found', 404)
    return { d: shown(found, expand) }
  }
  const found = rows.filter(row => holds(row, query.get('$filter') ?? ''))
  const skip = Number(query.get('$skip') ?? 0)
  const results = found.slice(skip, skip + Number(query.get('$top') ?? found.length))
  const count = query.get('$inlinecount') === 'allpages' ? { __count: String(found.length) } : {}
  return { d: { ...count, results: results.map(row => selected(shown(row, expand), query.get('$select'))) } }
}

const keyOf = (set: string): string => set.replace(/^A_(Outb)?/, '').replace('DeliveryHeader', 'DeliveryDocument')

function rowsIn(books: Books, set: string): readonly Row[] {
  const lines = LINES[set]
  if (lines) return books[lines[0]].flatMap(document => rowsOf(document[lines[1]]))
  if (set === 'A_SalesOrder' || set === 'A_OutbDeliveryHeader' || set === 'A_BillingDocument') return books[set]
  throw new Refusal('/IWBEP/CM_MGW_RT/020', `Resource not found for segment '${set}'`, 404)
}

/** "A eq 'x' and B ge datetime'…'", or several eq with or. Unknown properties are refused. */
function holds(row: Row, filter: string): boolean {
  if (filter === '') return true
  return filter.split(' and ').every(part => part.split(' or ').some(one => compare(row, one)))
}

function compare(row: Row, text: string): boolean {
  const [, name = '', operator, type, value = ''] =
    /^(\w+) (eq|ge) (datetime|datetimeoffset)?'((?:[^']|'')*)'$/.exec(text.trim()) ?? []
  if (!(name in row)) throw new Refusal('005056A509B11EE1B9A8FEC11C21D78E', `Property ${name} is invalid`)
  if (operator === 'eq') return row[name] === value.replaceAll("''", "'")
  const zone = type === 'datetimeoffset' ? '' : 'Z'
  return Number(/\d+/.exec(String(row[name]))?.[0]) >= Date.parse(`${value}${zone}`)
}

function selected(row: Row, select: string | null): Row {
  if (select === null) return row
  const names = select.split(',')
  for (const name of names)
    if (!(name in row)) throw new Refusal('005056A509B11EE1B9A8FEC11C21D78E', `Property ${name} is invalid`)
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === '__metadata' || names.includes(name)))
}

/** What is not asked for by $expand is an address only. */
function shown(row: Row, expand: readonly string[]): Row {
  const entries = Object.entries(row).map(([name, value]) => {
    if (!name.startsWith('to_')) return [name, value]
    if (!expand.some(path => path.split('/')[0] === name)) return [name, { __deferred: { uri: `…/${name}` } }]
    const inner = expand.flatMap(path => (path.startsWith(`${name}/`) ? path.slice(name.length + 1) : []))
    return [name, { results: rowsOf(value).map(one => shown(one, inner)) }]
  })
  return { __metadata: { type: 'S4' }, ...Object.fromEntries(entries) }
}
