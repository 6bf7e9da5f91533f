import { setTimeout as pause } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { type Journal, openJournal } from '../journal.ts'
import { listen } from '../listen.ts'
import { SECRETS, secretsOf } from '../secrets.ts'
import type { SimulatorOptions } from '../simulator-options.ts'
import { apiApp } from './api.ts'
import { type Books, transact } from './books.ts'
import { type Controls, controlsOf } from './controls.ts'
import { createFaults, type Faults } from './faults.ts'
import { pagesApp } from './page.ts'
import { sandboxApp } from './sandbox-routes.ts'
import { seedBooks } from './seed.ts'
import { createTokens, type Tokens } from './tokens.ts'

export interface HttpErpOptions extends SimulatorOptions {
  readonly user?: string
  /** Absent: made up once and kept in the journal. */
  readonly password?: string
  readonly timeZone?: string
  /** How long a log-in is good; default 1200. */
  readonly tokenSeconds?: number
  /** The ERP refuses a second order with the same externalId; default: it makes two. */
  readonly uniqueExternalId?: boolean
}

export interface HttpErp extends Controls {
  readonly url: string
  readonly credentials: { readonly user: string; readonly password: string }
  /** Bearer token of /sandbox/*. */
  readonly sandboxToken: string
  readonly books: Books
  readonly faults: Faults
  readonly tokens: Tokens
  close(): Promise<void>
}

/** Starts a made-up ERP with a JSON API below /api/v1, switches below /sandbox and a page for people. */
export async function startHttpErp(options: HttpErpOptions): Promise<HttpErp> {
  const { books, sandboxToken } = openBooks(openJournal(options.journalFile), options)
  const tokens = createTokens(books, options.tokenSeconds ?? 1200)
  const controls = controlsOf(books)
  const sleep = async (ms: number) => void (await pause(ms))
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route('/api/v1', apiApp({ books, tokens, latencyMs: options.latencyMs ?? 0, sleep }))
    .route('/sandbox', sandboxApp(books, sandboxToken, controls))
    .route('/', pagesApp(books))
  const { url, close } = await listen(app, options.host ?? '127.0.0.1', options.port)
  return {
    ...controls,
    url,
    credentials: { user: books.user, password: books.password },
    sandboxToken,
    books,
    faults: books.faults,
    tokens,
    close,
  }
}

/** Opens or founds the books; passwords stay the same over restarts. */
export function openBooks(
  journal: Journal,
  options: Omit<HttpErpOptions, 'port'>,
): { readonly books: Books; readonly sandboxToken: string } {
  const { secrets, isFirst, change } = secretsOf(journal, options.random, SECRETS, { password: options.password })
  const { password, sandboxToken } = secrets
  const books: Books = {
    journal,
    clock: options.clock,
    random: options.random,
    user: options.user ?? 'shop',
    password,
    zone: options.timeZone ?? 'Europe/Ljubljana',
    uniqueExternalId: options.uniqueExternalId ?? false,
    faults: createFaults(),
    ...(options.print && { print: options.print }),
  }
  transact(books, work => {
    work.put(change.collection, change.key, change.value)
    if (isFirst) seedBooks(work)
  })
  return { books, sandboxToken }
}
