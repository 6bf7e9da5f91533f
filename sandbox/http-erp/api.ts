import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { subtract } from '../../src/domain/amount.ts'
import type { GateContext, Sleep } from '../broken-connection.ts'
import { throughTroubles } from '../troubles.ts'
import {
  type Books,
  BooksError,
  type DocumentKind,
  documentKinds,
  type ErpDocument,
  type Item,
  type Order,
  transact,
  type Work,
} from './books.ts'
import { listPage } from './lists.ts'
import { cancelOrder, createOrder, readOrder } from './orders.ts'
import { printDocument } from './pdf.ts'
import type { Tokens } from './tokens.ts'

export interface ApiOptions {
  readonly books: Books
  readonly tokens: Tokens
  /** Before every answer. */
  readonly latencyMs: number
  readonly sleep: Sleep
}

const MAX_BODY = 1024 * 1024

/** The ERP's own API, below /api/v1. Amounts are numbers, times the server's wall clock, errors {error: {code, message}}. */
export function apiApp(options: ApiOptions): Hono<{ Bindings: HttpBindings }> {
  const { books, tokens } = options
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('*', bodyLimit({ maxSize: MAX_BODY }))
  app.use(
    '*',
    throughTroubles({
      faults: books.faults,
      latencyMs: options.latencyMs,
      sleep: options.sleep,
      errorBody,
      refuse: context => {
        const { method, path } = context.req
        if (path.endsWith('/token')) return undefined
        const header = context.req.header('authorization')
        if (books.faults.take(['tokenLost'], method, path)) tokens.end(header)
        return tokens.isGood(header) ? undefined : context.json(errorBody('token_expired', 'Log in first'), 401)
      },
    }),
  )
  app.onError((error, context) => {
    if (error instanceof BooksError)
      return context.json(errorBody(error.code, error.message, error.details), error.status)
    if (error instanceof SyntaxError) return context.json(errorBody('invalid', 'The body is not JSON'), 400)
    throw error
  })
  app.notFound(context => context.json(errorBody('not_found', 'There is no such address'), 404))
  app.post('/token', async context => {
    const { user, password } = fieldsOf(await context.req.json())
    const opened = tokens.open(String(user ?? ''), String(password ?? ''))
    if (!opened) return context.json(errorBody('login', 'User or password is wrong'), 401)
    return context.json({ access_token: opened.token, expires_in: opened.seconds })
  })
  orderRoutes(app, books)
  itemRoutes(app, books)
  for (const kind of documentKinds) documentRoutes(app, books, kind)
  return app
}

const errorBody = (code: string, message: string, details: object = {}) => ({ error: { code, message, ...details } })

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const queryOf = (context: GateContext): URLSearchParams => new URL(context.req.url).searchParams

function orderRoutes(app: Hono<{ Bindings: HttpBindings }>, books: Books): void {
  const idOf = (context: GateContext) => Number(context.req.param('id'))
  app.post('/orders', async context => {
    const body: unknown = await context.req.json()
    return context.json(orderOut(transact(books, work => createOrder(work, body))), 201)
  })
  app.get('/orders', context => {
    const query = queryOf(context)
    const wanted = (name: string) =>
      query
        .get(name)
        ?.split(',')
        .filter(one => one !== '')
    const [keys, ids] = [wanted('externalId'), wanted('id')]
    const rows = books.journal
      .list<Order>('orders')
      .filter(order => (keys?.includes(order.externalId) ?? true) && (ids?.includes(String(order.id)) ?? true))
    const { data, ...head } = listPage(query, rows, order => order.updatedAt)
    return context.json({ ...head, data: data.map(orderOut) })
  })
  app.get('/orders/:id{[0-9]+}', context =>
    context.json(orderOut(transact(books, work => readOrder(work, idOf(context))))),
  )
  app.post('/orders/:id{[0-9]+}/cancel', context =>
    context.json(orderOut(transact(books, work => cancelOrder(work, idOf(context))))),
  )
}

/** Amounts go out as numbers, as most ERPs write them. */
function orderOut(order: Order) {
  return {
    ...order,
    total: Number(order.total),
    lines: order.lines.map(line => ({
      ...line,
      quantity: Number(line.quantity),
      open: Number(subtract(line.quantity, line.shipped)),
      gross: Number(line.gross),
      taxRate: Number(line.taxRate),
      shipped: Number(line.shipped),
      invoiced: Number(line.invoiced),
    })),
    charges: order.charges.map(charge => ({ ...charge, gross: Number(charge.gross), taxRate: Number(charge.taxRate) })),
  }
}

function itemRoutes(app: Hono<{ Bindings: HttpBindings }>, books: Books): void {
  const items = () => books.journal.list<Item>('items')
  app.get('/items', context => {
    const query = queryOf(context)
    const codes = query.get('code')?.split(',')
    const { data, ...head } = listPage(
      query,
      items().filter(item => codes?.includes(item.code) ?? true),
      item => item.updatedAt,
    )
    return context.json({
      ...head,
      data: data.map(({ code, name, active, taxRate, updatedAt }) => ({
        code,
        name,
        active,
        taxRate: Number(taxRate),
        updatedAt,
      })),
    })
  })
  app.get('/stock', context => {
    const { data, ...head } = listPage(queryOf(context), items(), item => item.stockUpdatedAt)
    return context.json({
      ...head,
      data: data.map(({ code, onHand, reserved, stockUpdatedAt }) => ({
        code,
        warehouse: 'MAIN',
        onHand: Number(onHand),
        reserved: Number(reserved),
        updatedAt: stockUpdatedAt,
      })),
    })
  })
  app.get('/prices', context => {
    const { data, ...head } = listPage(queryOf(context), items(), item => item.updatedAt)
    return context.json({
      ...head,
      data: data.map(({ code, price, updatedAt }) => ({
        code,
        list: 'RETAIL',
        currency: 'EUR',
        gross: Number(price),
        updatedAt,
      })),
    })
  })
}

function documentRoutes(app: Hono<{ Bindings: HttpBindings }>, books: Books, kind: DocumentKind): void {
  const read = (context: GateContext): ErpDocument => {
    const document = books.journal.get<ErpDocument>(kind, context.req.param('id') ?? '')
    if (!document) throw new BooksError(404, 'not_found', 'There is no such document')
    return document
  }
  const numberOf = (work: Work, document: ErpDocument) => readOrder(work, document.orderId).externalId
  const out = (document: ErpDocument) => ({
    ...document,
    externalId: transact(books, work => numberOf(work, document)),
    total: Number(document.total),
    lines: document.lines.map(line => ({ ...line, quantity: Number(line.quantity), gross: Number(line.gross) })),
    charges: document.charges.map(charge => ({
      ...charge,
      gross: Number(charge.gross),
      taxRate: Number(charge.taxRate),
    })),
  })
  app.get(`/${kind}`, context => {
    const query = queryOf(context)
    const order = query.get('orderId')
    const rows = books.journal
      .list<ErpDocument>(kind)
      .filter(document => order === null || String(document.orderId) === order)
    const { data, ...head } = listPage(query, rows, document => document.updatedAt)
    return context.json({ ...head, data: data.map(out) })
  })
  app.get(`/${kind}/:id{[0-9]+}`, context => context.json(out(read(context))))
  app.get(`/${kind}/:id{[0-9]+}/pdf`, async context => {
    const document = read(context)
    if (books.faults.take(['pdfMissing'], 'GET', context.req.path))
      throw new BooksError(404, 'not_printed', 'It is not printed yet')
    const order = transact(books, work => readOrder(work, document.orderId))
    const bytes = books.print?.(`${kind} ${document.id}`) ?? (await printDocument(books, kind, document, order))
    return context.body(new Uint8Array(bytes), 200, { 'content-type': 'application/pdf' })
  })
}
