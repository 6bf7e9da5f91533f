import { z } from 'zod'
import type { HttpAnswer, HttpRequest, HttpSend } from '../../domain/http.ts'
import {
  classify,
  fromFailure,
  isSessionLost,
  isStaleNode,
  parseJson,
  readRefusal,
  refused,
  unreadable,
} from './errors.ts'
import { joinSession, type Session } from './session.ts'
import type { SapB1Secrets, SapB1Settings } from './settings.ts'

/** Speaks with the Service Layer: session, headers, both OData versions, paging. Knows no business. */
export interface B1Client {
  readonly settings: SapB1Settings
  /** Below the service root: "Orders(1042)". */
  get(path: string): Promise<unknown>
  /** The raw answer of a GET, for files. */
  getBytes(path: string, maxBytes: number): Promise<Uint8Array>
  /** A call that changes something: an answer that does not come leaves the outcome unknown. undefined for 204. */
  write(
    method: 'POST' | 'PATCH',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown>
  /** A POST that only reads (QueryService_PostQuery, CompanyService_GetCompanyInfo): safe to repeat. */
  ask(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>
  /** Every row of a query, over all pages. */
  list<Row>(set: string, query: ListQuery, row: z.ZodType<Row>): Promise<Row[]>
  /** Seconds by which the server's clock is ahead of ours, by its last answer; undefined when it does not say. */
  clockAhead(): number | undefined
  close(): Promise<void>
}

export interface ListQuery {
  readonly select: readonly string[]
  readonly filter?: string
  /** The key: pages need an order that does not change (contract §3). */
  readonly orderBy: string
  /** First rows only. */
  readonly top?: number
  readonly ignoreCase?: boolean
}

interface Call {
  readonly method: HttpRequest['method']
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly isWrite: boolean
  readonly maxBytes?: number
}

/** 500 pages of 200 are more documents than a company changes in a month; beyond it something is wrong with the query. */
const MAX_PAGES = 500

export const nextLink = z.object({
  '@odata.nextLink': z.string().optional(),
  'odata.nextLink': z.string().optional(),
})
type NextLink = z.infer<typeof nextLink>

const page = nextLink.extend({ value: z.array(z.unknown()) })

/** Where a page begins. */
type From = { readonly skip: number } | { readonly afterEntry: number }

export const serviceRoot = (settings: SapB1Settings): string => `/b1s/${settings.version}`

/** @param send opens the connection, with the certificate settings of this company. */
export function createClient(
  settings: SapB1Settings,
  secrets: SapB1Secrets,
  send: HttpSend,
  clock: { now(): Date },
): B1Client {
  const root = `${settings.url.replace(/\/+$/, '')}${serviceRoot(settings)}`
  const session = joinSession({
    loginUrl: `${root}/Login`,
    logoutUrl: `${root}/Logout`,
    companyDb: settings.companyDb,
    user: secrets.user,
    password: secrets.password,
    clock,
  })
  let ahead: number | undefined

  const call = async (request: Call): Promise<HttpAnswer> => {
    const answer = await sendInSession(session, send, toHttp(root, settings, request), request.isWrite)
    const date = Date.parse(answer.headers.date ?? '')
    if (!Number.isNaN(date)) ahead = Math.round((date - clock.now().getTime()) / 1000)
    return answer
  }
  return {
    settings,
    get: async path => jsonOf(await call({ method: 'GET', path, isWrite: false }), path, false),
    getBytes: async (path, maxBytes) => (await call({ method: 'GET', path, isWrite: false, maxBytes })).body,
    write: async (method, path, body, headers = {}) =>
      jsonOf(await call({ method, path, body, headers, isWrite: true }), path, true),
    ask: async (path, body, headers = {}) =>
      jsonOf(await call({ method: 'POST', path, body, headers, isWrite: false }), path, false),
    list: (set, query, row) => listRows(call, settings.pageSize, set, query, row),
    clockAhead: () => ahead,
    close: () => session.release(send),
  }
}

const toHttp = (
  root: string,
  settings: SapB1Settings,
  { method, path, headers, body, maxBytes }: Call,
): HttpRequest => ({
  method,
  url: `${root}/${path}`,
  headers: { accept: 'application/json', ...headers },
  timeoutMs: settings.timeoutSeconds * 1000,
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  ...(maxBytes === undefined ? {} : { maxBytes }),
})

async function listRows<Row>(
  call: (request: Call) => Promise<HttpAnswer>,
  pageSize: number,
  set: string,
  query: ListQuery,
  row: z.ZodType<Row>,
): Promise<Row[]> {
  const headers = {
    prefer: `odata.maxpagesize=${pageSize}`,
    ...(query.ignoreCase ? { 'b1s-caseinsensitive': 'true' } : {}),
  }
  const rows: unknown[] = []
  let from: From | undefined = { skip: 0 }
  for (let pages = 0; from !== undefined; pages++) {
    if (pages >= MAX_PAGES) throw refused('too-many-rows', `SAP Business One has too many ${set} for one look`)
    const answer = await call({ method: 'GET', path: listPath(set, query, from), headers, isWrite: false })
    const parsed = page.safeParse(jsonOf(answer, set, false))
    if (!parsed.success) throw unreadable(set, false)
    rows.push(...parsed.data.value)
    from = query.top === undefined ? nextPage(query, parsed.data, from) : undefined
  }
  const parsed = z.array(row).safeParse(rows)
  if (!parsed.success) throw unreadable(`${set} (${parsed.error.issues[0]?.path.join('.') ?? ''})`, false)
  return parsed.data
}

/** A lost session (401) and a stale node (407) have executed nothing: one new log-in, one repetition. */
async function sendInSession(
  session: Session,
  send: HttpSend,
  request: HttpRequest,
  isWrite: boolean,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const cookie = await session.cookie(send)
    const answer = await sendOnce(send, request, cookie, isWrite)
    if (answer.status >= 200 && answer.status < 300) return answer
    const { code } = readRefusal(answer)
    const lost = isSessionLost(answer.status, code)
    const stale = isStaleNode(answer.status, code)
    if (lost) session.drop(cookie)
    if (stale) await session.logout(send, cookie)
    if (attempt > 1 || !(lost || stale)) throw classify(answer, isWrite)
  }
}

async function sendOnce(send: HttpSend, request: HttpRequest, cookie: string, isWrite: boolean): Promise<HttpAnswer> {
  const headers = {
    ...request.headers,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    cookie,
  }
  try {
    return await send({ ...request, headers })
  } catch (cause) {
    throw fromFailure(cause, isWrite)
  }
}

function jsonOf(answer: HttpAnswer, what: string, isWrite: boolean): unknown {
  if (answer.body.byteLength === 0) return undefined
  const value = parseJson(new TextDecoder().decode(answer.body))
  if (value === undefined) throw unreadable(what, isWrite)
  return value
}

function listPath(set: string, query: ListQuery, from: From): string {
  const behind = 'afterEntry' in from ? [`DocEntry gt ${from.afterEntry}`] : []
  const filter = [...(query.filter === undefined ? [] : [query.filter]), ...behind].join(' and ')
  const options = [
    `$select=${query.select.join(',')}`,
    ...(filter === '' ? [] : [`$filter=${encodeURIComponent(filter)}`]),
    `$orderby=${encodeURIComponent(`${query.orderBy} asc`)}`,
    ...(query.top === undefined ? [] : [`$top=${query.top}`]),
    ...('skip' in from && from.skip > 0 ? [`$skip=${from.skip}`] : []),
  ]
  return `${set}?${options.join('&')}`
}

/**
 * Documents go on behind the last DocEntry: one that leaves the list meanwhile, because somebody cancels or changes it,
 * would pull the others forward over an offset, and one of them would be missed.
 */
function nextPage(query: ListQuery, answer: z.infer<typeof page>, from: From): From | undefined {
  const skip = nextSkip(answer, 'skip' in from ? from.skip : 0)
  if (skip === undefined || query.orderBy !== 'DocEntry') return skip === undefined ? undefined : { skip }
  const last = entryOf.safeParse(answer.value.at(-1))
  if (!last.success) throw unreadable('the last row of a page', false)
  return { afterEntry: last.data.DocEntry }
}
const entryOf = z.object({ DocEntry: z.int() })

/** Of the next link only $skip is taken: it may have lost the other options (contract §3). */
export function nextSkip(answer: NextLink, skip: number): number | undefined {
  const link = answer['@odata.nextLink'] ?? answer['odata.nextLink']
  if (link === undefined) return undefined
  const next = Number(/[?&](?:\$|%24)skip=(\d{1,9})/i.exec(link)?.[1])
  if (!(next > skip)) throw unreadable('the address of the next page', false)
  return next
}
