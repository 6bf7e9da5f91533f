import { setTimeout as pause } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { type Journal, openJournal } from '../journal.ts'
import { listen } from '../listen.ts'
import { SECRETS, secretsOf } from '../secrets.ts'
import type { SimulatorOptions } from '../simulator-options.ts'
import { beginWork, type Company, transact, type Work } from './company.ts'
import { controlsOf, type ICenterControls } from './controls.ts'
import { createFaults, type Faults } from './faults.ts'
import { BASE, icenterApp } from './http.ts'
import { pagesApp } from './page.tsx'
import { sandboxApp } from './sandbox-routes.ts'
import { seedCompany } from './seed.ts'
import { type Variants, variantsSchema } from './variants.ts'

export interface ICenterOptions extends SimulatorOptions {
  readonly user?: string
  /** Absent: made up once and kept in the journal. */
  readonly password?: string
  readonly organisation?: number
  readonly timeZone?: string
  /** Points in which real servers differ; what is left out is as in variants.ts. */
  readonly variants?: Partial<Variants>
}

export interface ICenter extends ICenterControls {
  /** "http://127.0.0.1:8383/iCenterAPI". */
  readonly url: string
  /** For people: orders and what followed. */
  readonly pageUrl: string
  readonly credentials: {
    readonly user: string
    readonly password: string
    readonly organisation: number
    readonly apiClientId: string
  }
  /** Bearer token of /sandbox/*. */
  readonly sandboxToken: string
  readonly company: Company
  readonly faults: Faults
  /** One transaction from the inside, as a person at the ERP would do it. */
  transact<T>(act: (work: Work) => T): T
  close(): Promise<void>
}

/** Starts a simulated SAOP iCenter: its Web API and a page for people. */
export async function startICenter(options: ICenterOptions): Promise<ICenter> {
  const { company, sandboxToken } = openCompany(openJournal(options.journalFile), options)
  const sleep = async (ms: number) => void (await pause(ms))
  const inside = <T>(act: (work: Work) => T): T => transact(company, act)
  const controls = controlsOf(company, inside)
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route('/', icenterApp({ company, latencyMs: options.latencyMs ?? 0, sleep }))
    .route('/sandbox', sandboxApp(company, sandboxToken, controls, inside))
    .route('/', pagesApp(company))
  const main = await listen(app, options.host ?? '127.0.0.1', options.port)
  const { user, password, organisation, apiClientId } = company
  return {
    ...controls,
    url: `${main.url}${BASE}`,
    pageUrl: `${main.url}/`,
    credentials: { user, password, organisation, apiClientId },
    sandboxToken,
    company,
    faults: company.faults,
    transact: inside,
    close: main.close,
  }
}

/** Opens or founds the company; its secrets stay the same over restarts. */
export function openCompany(journal: Journal, options: Omit<ICenterOptions, 'port'>) {
  const lengths = { ...SECRETS, apiClientId: 32 }
  const { secrets, isFirst, change } = secretsOf(journal, options.random, lengths, { password: options.password })
  const company: Company = {
    journal,
    clock: options.clock,
    random: options.random,
    user: options.user ?? 'icenter',
    password: secrets.password,
    organisation: options.organisation ?? 1,
    apiClientId: secrets.apiClientId,
    timeZone: options.timeZone ?? 'Europe/Ljubljana',
    variants: variantsSchema.parse(options.variants ?? {}),
    faults: createFaults(),
    ...(options.print && { print: options.print }),
  }
  journal.commit([change])
  if (isFirst) {
    const work = beginWork(company)
    seedCompany(work)
    work.commit()
  }
  return { company, sandboxToken: secrets.sandboxToken }
}
