import type { Context } from 'hono'
import { UserError } from '../domain/errors.ts'
import type { Actor, Clock, FlowContext, Role } from '../flows/context.ts'
import type { StoreName } from '../flows/view/list-stores.ts'
import type { Assets } from './assets.ts'
import type { HomeReader } from './home/share-home.ts'
import type { LiveStreams } from './live/streams.ts'

export interface AdminOptions {
  /** What flows work with, for whoever is looking. */
  readonly context: (actor: Actor) => FlowContext
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string
  readonly clock: Clock
  /** Signs login links and sessions (flows/config/ensure-installation.ts). */
  readonly loginKey: Uint8Array
  readonly assets: Assets
  /** Tells pages that something changed; absent where a process cannot (Cloudflare): they ask by the clock. */
  readonly live?: LiveStreams | undefined
  /** Instead of reading the home page's figures for each who asks. */
  readonly readHome?: HomeReader | undefined
}

/** Who is looking, and at what they may look. */
export interface Viewer {
  readonly ctx: FlowContext
  readonly name: string
  readonly roles: readonly Role[]
  readonly stores: readonly StoreName[]
  /** BCP 47, for numbers and dates. */
  readonly locale: string
  /** Inside the Magento admin: known by a token on each request, no cookie. */
  readonly embedded: boolean
  /** Proof that a write comes from a page of ours; only with a cookie. */
  readonly formToken: string | undefined
  /** When the session is over. */
  readonly until: Date
}

export interface AdminEnv {
  Variables: {
    options: AdminOptions
    assets: Assets
    viewer: Viewer
    /** Who may frame the answer: an origin, or nobody. */
    framedBy: string | undefined
  }
}
export type AdminContext = Context<AdminEnv>

export const codesOf = (viewer: Viewer): string[] => viewer.stores.map(store => store.code)
export const may = (viewer: Viewer, role: Role): boolean => viewer.roles.includes(role)

/** An answer other than 200 with a sentence for the person. */
export class Refusal extends UserError {
  readonly status: 400 | 401 | 403 | 404
  constructor(status: 400 | 401 | 403 | 404, message: string) {
    super(message)
    this.status = status
  }
}

/** A value of the address, cut to what a person types; PostgreSQL takes no NUL. */
export const queryText = (c: AdminContext, name: string): string =>
  (c.req.query(name) ?? '').replaceAll('\0', '').trim().slice(0, 100)

/** A moment of the address, as text or in milliseconds; undefined for what is none, or beyond what PostgreSQL takes. */
export function readMoment(written: string | number): Date | undefined {
  const moment = new Date(written)
  const year = moment.getUTCFullYear()
  return year >= 1970 && year <= 9999 ? moment : undefined
}

const FALLBACK_LOCALE = 'en'

/** "de_DE", "de-DE,de;q=0.9" → "de-DE"; English for what nobody knows. */
export function localeOf(text: string | undefined): string {
  const first = text?.split(',')[0]?.split(';')[0]?.trim().replace('_', '-') ?? ''
  try {
    return Intl.NumberFormat.supportedLocalesOf(first)[0] ?? FALLBACK_LOCALE
  } catch {
    return FALLBACK_LOCALE
  }
}
