import { beginWork, type Company, type Entity, type Work } from '../../../sandbox/sap-b1/company.ts'
import { type B1Controls, controlsOf } from '../../../sandbox/sap-b1/controls.ts'
import type { B1Document, DocumentSet } from '../../../sandbox/sap-b1/documents.ts'
import { createFaults } from '../../../sandbox/sap-b1/faults.ts'
import { serviceLayerApp, transact } from '../../../sandbox/sap-b1/http.ts'
import { seedCompany } from '../../../sandbox/sap-b1/seed.ts'
import { createSessions, type Sessions } from '../../../sandbox/sap-b1/session.ts'
import { createSubscription, type Notification } from '../../../sandbox/sap-b1/webhooks.ts'
import type { HttpAnswer, HttpRequest } from '../../../src/domain/http.ts'
import { latin1, rawPdf } from '../../fixtures/pdf/raw-pdf.ts'
import { askApp } from './ask-app.ts'
import type { Random } from './random.ts'
import type { SnapshotJournal } from './snapshot-journal.ts'

/** Hosts; workers of one seed put their own number behind the name, because each has a session of its own. */
export const B1_HOST = 'business-one'
export const GATEWAY_HOST = 'print-gateway'
export const B1_LOGIN = { companyDb: 'SBODEMOSI', user: 'manager', password: 'a password of the simulator' } as const
export const B1_WEBHOOK_KEY = 'a key for callbacks of the simulator'

/** The simulated SAP Business One of the sandbox without its sockets and timers. */
export interface BusinessOne extends B1Controls {
  readonly company: Company
  readonly sessions: Sessions
  ask(request: HttpRequest): Promise<HttpAnswer>
  /** The API Gateway that prints. */
  print(request: HttpRequest): Promise<HttpAnswer>
  transact<T>(act: (work: Work) => T): T
}

interface B1Options {
  readonly journal: SnapshotJournal
  readonly clock: { now(): Date }
  readonly random: Random
  /** Called after each commit with what waits to be told to subscribers. */
  readonly onEvents?: (notifications: readonly Notification[]) => void
}

const companyOf = ({ journal, clock, random }: B1Options): Company => ({
  journal,
  clock,
  random,
  ...B1_LOGIN,
  timeZone: 'Europe/Ljubljana',
  udfDelayMs: 0,
  faults: createFaults(),
})

/** Fills an empty journal with the company, and subscribes the bridge to its callbacks. */
export function seedBusinessOne(options: B1Options): void {
  const work = beginWork(companyOf(options))
  seedCompany(work)
  // SAP refuses documents in a currency without the day's rate; the shop's own is 1.1.
  work.put('exchangeRates', 'USD', { rate: 0.909091 })
  work.put('settings', 'adminInfo', { ...work.get<Entity>('settings', 'adminInfo'), EnableWebhook: 'tYES' })
  createSubscription(work, {
    WebhookID: 'orderbridge-b1',
    WebhookURL: 'http://bridge.test/webhooks/erp/b1',
    AuthenticationType: 'HMAC',
    AuthenticationCred: JSON.stringify({ Key: B1_WEBHOOK_KEY, Algorithm: 'HMACSha256' }),
    EventCollection: ['Orders', 'DeliveryNotes', 'Invoices', 'CreditNotes'].flatMap(BusinessObject =>
      ['Created', 'Updated', 'Cancelled', 'Closed'].map(TransactionType => ({ BusinessObject, TransactionType })),
    ),
  })
  work.commit()
}

/** Opens the company over a journal that was seeded. */
export function openBusinessOne(options: B1Options): BusinessOne {
  const company = companyOf(options)
  const sessions = createSessions(company)
  const told = new Set<string>()
  const wake = () => {
    const fresh = company.journal.list<Notification>('EventNotifications').filter(one => !told.has(one.NotificationID))
    for (const one of fresh) told.add(one.NotificationID)
    options.onEvents?.(fresh)
  }
  const sleep = async () => {}
  const http = { company, sessions, latencyMs: 0, loginMs: 0, sleep, wake }
  const inside = <T>(act: (work: Work) => T): T => transact(http, act)
  const app = serviceLayerApp(http)
  return {
    ...controlsOf(company, inside),
    company,
    sessions,
    ask: request => askApp(app.fetch, request),
    print: async request => printed(company, sessions, request),
    transact: inside,
  }
}

const SETS: Readonly<Record<string, DocumentSet>> = { INV: 'Invoices', RIN: 'CreditNotes', DLN: 'DeliveryNotes' }

/** A page without text whose bytes differ from document to document: rendering a real one would cost more than all else. */
function printed(company: Company, sessions: Sessions, request: HttpRequest): HttpAnswer {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname === '/login') {
    const { answer, cookies } = sessions.login('v2', JSON.parse(String(request.body)))
    return json(answer.status, answer.json, cookies)
  }
  if (!sessions.touch(request.headers?.cookie)) return json(401, 'Unauthorized')
  const set = SETS[searchParams.get('DocCode')?.slice(0, 3) ?? '']
  const key = Number(/"Dockey@".*?\[\[(\d+)\]\]/.exec(String(request.body))?.[1])
  const document = set && company.journal.get<B1Document>(set, key)
  if (!document) return json(200, 'An error has occurred while generating the PDF file.')
  return json(200, rawPdf([latin1(`(${set} ${document.DocNum})`)]).toString('base64'))
}

const json = (status: number, value: unknown, cookies: readonly string[] = []): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  cookies,
  body: Buffer.from(JSON.stringify(value)),
})
