import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { GateContext, Sleep } from '../broken-connection.ts'
import { sameText } from '../same-text.ts'
import { htmlPage, throughTroubles } from '../troubles.ts'
import { readBilling } from './billing.ts'
import { type Books, Refusal, transact } from './books.ts'
import { CUSTOMER } from './customizing.ts'
import { readOData, SERVICES, setsOf, shown } from './odata.ts'
import { createOrder } from './orders.ts'
import { printInvoice } from './pdf.ts'
import { orderRow } from './rows.ts'
import type { Sessions } from './sessions.ts'

export interface HttpOptions {
  readonly books: Books
  readonly sessions: Sessions
  /** Before every answer. */
  readonly latencyMs: number
  readonly sleep: Sleep
}

/** Where the services are. */
export const ROOT = '/sap/opu/odata/sap'
const MAX_BODY = 1024 * 1024
const TOKEN = 'x-csrf-token'

/** The OData v2 services of S/4 for sales orders, outbound deliveries and billing documents. */
export function odataApp({ books, sessions, latencyMs, sleep }: HttpOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('*', bodyLimit({ maxSize: MAX_BODY }))
  const refuse = (context: GateContext) => refuseStranger(context, books) ?? refuseUnbound(context, books, sessions)
  app.use('*', throughTroubles({ faults: books.faults, latencyMs, sleep, errorBody, refuse }))
  app.onError((error, context) => {
    if (error instanceof Refusal) return context.json(errorBody(error.code, error.message), error.status)
    if (error instanceof SyntaxError)
      return context.json(errorBody('005056A509B11EE1B9A8FEC11C21578E', 'Malformed body'), 400)
    throw error
  })
  app.all('*', async context => {
    const { service, path } = addressOf(context)
    // Without the slash S/4 redirects, and gives no token.
    if (path === undefined) return context.redirect(`${new URL(context.req.url).pathname}/`, 307)
    giveToken(context, sessions)
    if (context.req.method === 'POST' && path === 'A_SalesOrder') return await create(context, books)
    if (!isReading(context))
      throw new Refusal('/IWBEP/CM_MGW_RT/022', `Method '${context.req.method}' not allowed`, 405)
    if (path === '') return context.json({ d: { EntitySets: setsOf(service) } })
    const query = new URL(context.req.url).searchParams
    if (service === 'API_BILLING_DOCUMENT_SRV' && path === 'GetPDF')
      return context.json(await readPdf(books, query.get('BillingDocument')?.slice(1, -1) ?? ''))
    return context.json(readOData(books, service, path, query))
  })
  return app
}

/** @returns what is behind the service, undefined for a service without its slash. */
function addressOf(context: GateContext): { readonly service: string; readonly path: string | undefined } {
  const address = decodeURIComponent(new URL(context.req.url).pathname).slice(ROOT.length + 1)
  const [, service = '', path] = /^(\w+)(?:;v=\d{4})?(?:\/(.*))?$/.exec(address) ?? []
  if (!SERVICES.has(service))
    throw new Refusal('/IWFND/MED/170', `No service found for namespace , name ${service}, version 0001`, 404)
  return { service, path }
}

function refuseStranger(context: GateContext, { user, password }: Books): Response | undefined {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return sameText(context.req.header('authorization') ?? '', expected) ? undefined : htmlPage(401, 'Logon failed')
}

/** Clients that want only a token ask for the head of a service. */
const isReading = ({ req: { method } }: GateContext): boolean => method === 'GET' || method === 'HEAD'

/** A write needs the token of the session that its cookies name. */
function refuseUnbound(context: GateContext, { faults }: Books, sessions: Sessions): Response | undefined {
  if (isReading(context)) return undefined
  const { method, path } = context.req
  if (faults.take(['sessionsEnd'], method, path)) sessions.clear()
  if (sessions.binds(context.req.header(TOKEN), context.req.header('cookie'))) return undefined
  return context.text('CSRF token validation failed', 403, { [TOKEN]: 'Required' })
}

function giveToken(context: GateContext, sessions: Sessions): void {
  if (context.req.header(TOKEN)?.toLowerCase() !== 'fetch') return
  const { token, cookies } = sessions.open(context.req.header('cookie'))
  context.header(TOKEN, token)
  for (const cookie of cookies) context.header('set-cookie', cookie, { append: true })
}

async function create(context: GateContext, books: Books): Promise<Response> {
  if (books.faults.take(['locked'], context.req.method, context.req.path))
    throw new Refusal('V1/042', `Customer ${CUSTOMER} is currently being processed by user MARIJA`)
  const body: unknown = await context.req.json()
  const { order, isTwin } = transact(books, work => createOrder(work, body))
  const warning = { code: 'V4/115', message: 'Customer reference exists already', severity: 'warning' }
  const saved = { code: 'V1/311', message: `Standard Order ${order.number} has been saved`, severity: 'success' }
  context.header('location', new URL(`A_SalesOrder('${order.number}')`, context.req.url).href)
  context.header('sap-message', JSON.stringify({ ...saved, details: isTwin ? [warning] : [] }))
  return context.json({ d: shown(orderRow(order), [], 'API_SALES_ORDER_SRV') }, 201)
}

async function readPdf(books: Books, number: string): Promise<object> {
  const document = readBilling(books.journal, number)
  if (!document.isIssued) throw new Refusal('ZOUT/001', `No output of billing document ${number}`, 404)
  if (books.faults.take(['pdfMissing'])) throw new Refusal('ZOUT/002', `The output of ${number} cannot be rendered`)
  const bytes = books.print?.(`invoice ${number}`) ?? (await printInvoice(books, document))
  return { d: { GetPDF: { BillingDocumentBinary: Buffer.from(bytes).toString('base64') } } }
}

/** The sentence that counts, among others that are nobody's business. */
const errorBody = (code: string, message: string): object => ({
  error: {
    code,
    message: { lang: 'en', value: message },
    innererror: {
      application: { component_id: 'SD-SLS-API', service_namespace: '/SAP/', service_version: '0001' },
      errordetails: [
        { code, message, severity: 'error' },
        { code: 'V4/219', message: 'Sales document was not changed', severity: 'error' },
        { code: 'V1/555', message: 'The document is incomplete', severity: 'warning' },
        { code: '/IWBEP/CX_MGW_BUSI_EXCEPTION', message: '', severity: 'error' },
      ],
    },
  },
})
