import type { Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { type Journal, openJournal } from '../journal.ts'
import { listen } from '../listen.ts'
import { SECRETS, secretsOf } from '../secrets.ts'
import type { SimulatorOptions } from '../simulator-options.ts'
import { beginWork, type Company, type Entity, type Work } from './company.ts'
import { type B1Controls, controlsOf } from './controls.ts'
import { createFaults, type Faults } from './faults.ts'
import { type HttpOptions, serviceLayerApp, transact } from './http.ts'
import { pagesApp } from './page.tsx'
import { reportingApp } from './reporting.ts'
import { sandboxApp } from './sandbox-routes.ts'
import { seedCompany } from './seed.ts'
import { createSessions, type Sessions } from './session.ts'
import { type PostWebhook, postByFetch, startWebhookSender } from './webhook-sender.ts'
import { createSubscription, updateSubscription } from './webhooks.ts'

export interface SapB1Options extends SimulatorOptions {
  /** Of the reporting service. */
  readonly gatewayPort: number
  readonly companyDb?: string
  readonly user?: string
  /** Absent: made up once and kept in the journal. */
  readonly password?: string
  readonly timeZone?: string
  readonly loginMs?: number
  readonly udfDelayMs?: number
  /** Subscribes this address to what happens to documents, signed with `webhookKey`. */
  readonly webhook?: { readonly url: string }
  readonly webhookRetryMs?: number
  /** Sends webhooks; by default over the network. */
  readonly post?: PostWebhook
}

export interface SapB1 extends B1Controls {
  readonly url: string
  readonly gatewayUrl: string
  readonly credentials: { readonly companyDb: string; readonly user: string; readonly password: string }
  /** Bearer token of /sandbox/*. */
  readonly sandboxToken: string
  /** HMAC key of the subscription made for `webhook`. */
  readonly webhookKey: string
  readonly company: Company
  readonly faults: Faults
  readonly sessions: Sessions
  /** One transaction from the inside, as a person at the ERP would do it. */
  transact<T>(act: (work: Work) => T): T
  close(): Promise<void>
}

/** Starts a simulated SAP Business One: Service Layer, reporting service, webhooks and a page for people. */
export async function startSapB1(options: SapB1Options): Promise<SapB1> {
  const { company, sandboxToken, webhookKey } = openCompany(openJournal(options.journalFile), options)
  const sessions = createSessions(company)
  const gatewaySessions = createSessions(company)
  const sender = startWebhookSender(company, options.post ?? postByFetch, options.webhookRetryMs ?? 1000)
  const sleep = async (ms: number) => void (await pause(ms))
  const http: HttpOptions = {
    company,
    sessions,
    latencyMs: options.latencyMs ?? 0,
    loginMs: options.loginMs ?? 0,
    sleep,
    wake: sender.wake,
  }
  const inside = <T>(act: (work: Work) => T): T => transact(http, act)
  const controls = controlsOf(company, inside)
  if (options.webhook) subscribe(inside, options.webhook.url, webhookKey)
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route('/', serviceLayerApp(http))
    .route('/sandbox', sandboxApp(company, sandboxToken, controls, inside))
    .route('/', pagesApp(company))
  const main = await listen(app, options.host ?? '127.0.0.1', options.port, refuseContinue)
  const gateway = await listen(
    reportingApp(company, gatewaySessions, sleep),
    options.host ?? '127.0.0.1',
    options.gatewayPort,
    refuseContinue,
  )
  return {
    ...controls,
    url: main.url,
    gatewayUrl: gateway.url,
    credentials: { companyDb: company.companyDb, user: company.user, password: company.password },
    sandboxToken,
    webhookKey,
    company,
    faults: company.faults,
    sessions,
    transact: inside,
    close: async () => {
      await Promise.all([main.close(), gateway.close()])
      await sender.stop()
    },
  }
}

/** Opens or founds the company; its passwords stay the same over restarts. */
export function openCompany(journal: Journal, options: Omit<SapB1Options, 'port' | 'gatewayPort'>) {
  const lengths = { ...SECRETS, webhookKey: 64 }
  const { secrets, isFirst, change } = secretsOf(journal, options.random, lengths, { password: options.password })
  const company: Company = {
    journal,
    clock: options.clock,
    random: options.random,
    companyDb: options.companyDb ?? 'SBODEMOSI',
    user: options.user ?? 'manager',
    password: secrets.password,
    timeZone: options.timeZone ?? 'Europe/Ljubljana',
    udfDelayMs: options.udfDelayMs ?? 0,
    faults: createFaults(),
    ...(options.print && { print: options.print }),
  }
  const work = beginWork(company)
  work.put(change.collection, change.key, change.value)
  if (isFirst) seedCompany(work)
  work.commit()
  return { company, ...secrets }
}

const WATCHED = ['Orders', 'DeliveryNotes', 'Invoices', 'CreditNotes']

/** Has B1 call this address, signed with the key. */
export function subscribe(inside: <T>(act: (work: Work) => T) => T, url: string, key: string): void {
  inside(work => {
    work.put('settings', 'adminInfo', { ...work.get<Entity>('settings', 'adminInfo'), EnableWebhook: 'tYES' })
    const body = {
      WebhookID: 'orderbridge',
      WebhookURL: url,
      AuthenticationType: 'HMAC',
      AuthenticationCred: JSON.stringify({ Key: key, Algorithm: 'HMACSha256' }),
      Handshake: 'tYES',
      EventCollection: WATCHED.flatMap(BusinessObject =>
        ['Created', 'Updated', 'Cancelled', 'Closed'].map(TransactionType => ({ BusinessObject, TransactionType })),
      ),
    }
    const current = work.get('EventSubscriptions', 'orderbridge')
    if (current) updateSubscription(work, current, body)
    else createSubscription(work, body)
  })
}

/** The load balancer cannot deal with "Expect: 100-continue" (contract §1). */
function refuseContinue(server: Pick<Server, 'on'>): void {
  server.on('checkContinue', (_request, response) => {
    response.statusCode = 500
    response.end()
  })
}
