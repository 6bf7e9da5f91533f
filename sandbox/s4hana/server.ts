import { setTimeout as pause } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { type Journal, openJournal } from '../journal.ts'
import { listen } from '../listen.ts'
import { SECRETS, secretsOf } from '../secrets.ts'
import type { SimulatorOptions } from '../simulator-options.ts'
import { type Books, transact } from './books.ts'
import { createFaults } from './faults.ts'
import { odataApp, ROOT } from './http.ts'
import { pagesApp } from './page.ts'
import { sandboxApp } from './sandbox-routes.ts'
import { seedBooks } from './seed.ts'
import { createSessions, type Sessions } from './sessions.ts'

export interface S4hana {
  readonly url: string
  readonly credentials: { readonly user: string; readonly password: string }
  /** Bearer token of /sandbox/*. */
  readonly sandboxToken: string
  readonly books: Books
  readonly sessions: Sessions
  close(): Promise<void>
}

/** Starts a simulated S/4HANA: OData services, switches below /sandbox and a page for people. */
export async function startS4hana(options: SimulatorOptions): Promise<S4hana> {
  const { books, sandboxToken } = openBooks(openJournal(options.journalFile), options)
  const sessions = createSessions(books)
  const sleep = async (ms: number) => void (await pause(ms))
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route(ROOT, odataApp({ books, sessions, latencyMs: options.latencyMs ?? 0, sleep }))
    .route('/sandbox', sandboxApp(books, sandboxToken))
    .route('/', pagesApp(books))
  const { url, close } = await listen(app, options.host ?? '127.0.0.1', options.port)
  return { url, credentials: { user: books.user, password: books.password }, sandboxToken, books, sessions, close }
}

/** Opens or founds the books; passwords stay the same over restarts. */
export function openBooks(
  journal: Journal,
  { clock, random, print }: Pick<SimulatorOptions, 'clock' | 'random' | 'print'>,
): { readonly books: Books; readonly sandboxToken: string } {
  const { secrets, isFirst, change } = secretsOf(journal, random, SECRETS)
  const books: Books = {
    journal,
    clock,
    random,
    user: 'SHOP',
    password: secrets.password,
    zone: 'Europe/Ljubljana',
    faults: createFaults(),
    ...(print && { print }),
  }
  transact(books, work => {
    work.put(change.collection, change.key, change.value)
    if (isFirst) seedBooks(work)
  })
  return { books, sandboxToken: secrets.sandboxToken }
}
