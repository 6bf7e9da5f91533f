import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { dropConnection, type GateContext, type Sleep } from '../broken-connection.ts'
import { addInvoiceRoutes } from './add-invoice.ts'
import {
  type Answer,
  BadRequest,
  type Call,
  frameworkError,
  internalError,
  Rejection,
  type Route,
  rejected,
} from './answer.ts'
import { type Company, transact, type Work } from './company.ts'
import { customerRoutes } from './customers.ts'
import { dispatchRoutes } from './dispatches.ts'
import { documentRoutes } from './documents.ts'
import { fromUtf8, hasBom } from './encoding.ts'
import { BadValue } from './fields.ts'
import { createCrowd, failBefore, htmlAnswer, refuseStranger } from './gate.ts'
import { invoiceRoutes } from './invoices.ts'
import { itemRoutes } from './items.ts'
import { lookupRoutes } from './lookups.ts'
import { orderStatusRoutes } from './order-status.ts'
import { orderRoutes } from './orders.ts'
import { priceRoutes } from './prices.ts'
import { queryOf } from './query.ts'
import { toResponse } from './response.ts'
import { stockRoutes } from './stock.ts'
import { type Element, type Markup, parseXml, XmlError } from './xml.ts'

/** The Web API on HTTP: addresses, log-in, bodies, and what goes wrong on the way. */

export interface HttpOptions {
  readonly company: Company
  /** Before every answer. */
  readonly latencyMs: number
  readonly sleep: Sleep
}

export const BASE = '/iCenterAPI'
const MAX_BODY = 4 * 1024 * 1024

const routes: readonly Route[] = [
  ...customerRoutes(),
  ...itemRoutes(),
  ...stockRoutes(),
  ...priceRoutes(),
  ...lookupRoutes(),
  ...orderRoutes(),
  ...orderStatusRoutes(),
  ...dispatchRoutes(),
  ...invoiceRoutes(),
  ...addInvoiceRoutes(),
  ...documentRoutes(),
]

/** IIS does not mind the case of an address; fixed parts win over parameters. */
const patterns = routes
  .map(route => ({
    route,
    names: [...route.path.matchAll(/:(\w+)/g)].map(match => match[1] ?? ''),
    pattern: new RegExp(`^${BASE}${route.path.replaceAll('.', '\\.').replace(/:\w+/g, '([^/]+)')}/?$`, 'i'),
  }))
  .toSorted((a, b) => a.names.length - b.names.length)

export function icenterApp(options: HttpOptions): Hono<{ Bindings: HttpBindings }> {
  const { company, sleep } = options
  const crowd = createCrowd(company, sleep)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('*', bodyLimit({ maxSize: MAX_BODY, onError: () => htmlAnswer(413, 'Request entity too large.') }))
  app.all('*', async (context, next) => {
    if (!context.req.path.toLowerCase().startsWith(`${BASE.toLowerCase()}/`)) return next()
    return crowd(async () => {
      const failed = await failBefore(company, context, sleep)
      if (failed) return failed
      if (options.latencyMs > 0) await sleep(options.latencyMs)
      return refuseStranger(company, context) ?? (await serve(options, context))
    })
  })
  return app
}

async function serve({ company, sleep }: HttpOptions, context: GateContext): Promise<Response> {
  const { method, path } = context.req
  const url = new URL(context.req.url)
  const matches = patterns.filter(({ pattern }) => pattern.test(url.pathname))
  const found = matches.find(({ route }) => route.method === method)
  if (!found) return toResponse(company, notRouted(matches.length > 0, context.req.url))
  const run = () => answer(company, found, url, context, body)
  const body = new Uint8Array(await context.req.arrayBuffer())
  if (/\/GetItemsGeneralData$/i.test(path) && company.variants.itemsSlowMs > 0)
    await sleep(company.variants.itemsSlowMs)
  const late = company.faults.take(['commitLate'], method, path)
  if (late) {
    void sleep(late.ms ?? 1000).then(run)
    return dropConnection(context)
  }
  if (company.faults.take(['internalError'], method, path)) {
    return toResponse(company, internalError('Napaka pri dostopu do podatkovne baze.'))
  }
  const result = run()
  if (company.faults.take(['commitThenDrop'], method, path)) return dropConnection(context)
  const none = company.faults.take(['resultNone'], method, path) !== undefined
  const cut = company.faults.take(['cutBody'], method, path) !== undefined
  return toResponse(company, none ? await sayNone(result) : result, cut)
}

function notRouted(otherMethod: boolean, url: string): Answer {
  if (otherMethod) return frameworkError(405, 'The requested resource does not support this http method.')
  return frameworkError(404, `No HTTP resource was found that matches the request URI '${url}'.`)
}

const sayNone = async (answer: Answer): Promise<Answer> => {
  const text = String((await answer.body) ?? '')
  const body = text.replace(/<ResultCode>\w+</, '<ResultCode>None<') as Markup // the same markup, one word changed
  return { ...answer, body }
}

type Found = (typeof patterns)[number]

function answer(
  company: Company,
  { route, names, pattern }: Found,
  url: URL,
  context: GateContext,
  bytes: Uint8Array,
): Answer {
  try {
    const values = pattern.exec(url.pathname)?.slice(1) ?? []
    const call: Call = {
      params: Object.fromEntries(names.map((name, index) => [name, decoded(values[index] ?? '')])),
      query: queryOf(company, url.searchParams, route.prefix ?? 'searchQuery'),
      body: readBody(company, context.req.header('content-type') ?? '', bytes),
    }
    return transact(company, (work: Work) => route.handle(work, call))
  } catch (error) {
    return failureAnswer(company, error)
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new BadRequest('The request is invalid.')
  }
}

class UnsupportedMedia extends Error {}

function readBody(company: Company, type: string, bytes: Uint8Array): Element | undefined {
  if (bytes.length === 0) return undefined
  if (!/^(application|text)\/xml\b/i.test(type)) throw new UnsupportedMedia()
  if (company.variants.bomRequired && !hasBom(bytes)) throw new XmlError('Byte order mark is missing.')
  const text = fromUtf8(bytes)
  if (text === undefined) throw new XmlError('Invalid character in the given encoding.')
  return parseXml(text)
}

/** Nothing was stored. */
function failureAnswer(company: Company, error: unknown): Answer {
  if (error instanceof Rejection) return rejected(company, error.problems)
  if (error instanceof UnsupportedMedia) {
    return frameworkError(415, 'The request contains an entity body but no supported media type.')
  }
  const unreadable = error instanceof XmlError || error instanceof BadValue
  if (error instanceof BadRequest || unreadable) return frameworkError(400, error.message)
  throw error
}
