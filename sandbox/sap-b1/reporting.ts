import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Sleep } from '../broken-connection.ts'
import { beginWork, type Company } from './company.ts'
import { type B1Document, type DocumentSet, kindOf } from './documents.ts'
import { failBefore } from './gate.ts'
import { renderPdf } from './print-layout.ts'
import type { Sessions } from './session.ts'

/** The API Gateway's reporting service, which prints documents (contract §4.7). It has its own log-in. */

/** Layout codes begin with the object's letters. */
const LAYOUTS: readonly (readonly [string, DocumentSet])[] = [
  ['INV', 'Invoices'],
  ['RIN', 'CreditNotes'],
  ['DLN', 'DeliveryNotes'],
  ['RDR', 'Orders'],
]

const parameters = z.array(
  z.object({ name: z.string(), type: z.string(), value: z.array(z.array(z.union([z.number(), z.string()]))) }),
)

export function reportingApp(company: Company, sessions: Sessions, sleep: Sleep): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('*', async (context, next) => {
    const failed = await failBefore(context, company.faults, sleep)
    return failed ?? next()
  })
  app.post('/login', async context => {
    const body: unknown = await context.req.json().catch(() => undefined)
    const { answer, cookies } = sessions.login('v2', body)
    if (answer.status !== 200) return context.text('Login failed', 401)
    const response = context.json(answer.json)
    for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
    return response
  })
  app.post('/rs/v1/ExportPDFData', async context => {
    const cookie = context.req.header('cookie')
    if (company.faults.take(['sessionLost'], 'POST', context.req.path)) sessions.end(cookie)
    if (!sessions.touch(cookie)) return context.text('Unauthorized', 401)
    const code = context.req.query('DocCode') ?? ''
    const set = LAYOUTS.find(([prefix]) => /^[A-Z]{3}\d{4,}$/.test(code) && code.startsWith(prefix))?.[1]
    if (!set) return context.text(`There is no default Crystal Report layout related to ${code.slice(0, 20)}`)
    if (company.faults.take(['pdfFailure'], 'POST', context.req.path)) return context.text(FAILED)
    const parsed = parameters.safeParse(await context.req.json().catch(() => undefined))
    const value = (name: string) => (parsed.success ? parsed.data.find(p => p.name === name)?.value[0]?.[0] : undefined)
    const document = company.journal.get<B1Document>(set, Number(value('Dockey@')))
    if (!document || value('Schema@') !== company.companyDb) return context.text(FAILED)
    const title = `${set} ${document.DocNum}`
    const pdf = company.print?.(title) ?? (await renderPdf(beginWork(company), kindOf(set), document))
    return context.json(Buffer.from(pdf).toString('base64'))
  })
  return app
}

const FAILED = 'An error has occurred while generating the PDF file.'
