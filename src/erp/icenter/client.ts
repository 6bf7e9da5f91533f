import { setTimeout as wait } from 'node:timers/promises'
import type { z } from 'zod'
import { RemoteError } from '../../domain/errors.ts'
import type { HttpAnswer, HttpRequest, HttpSend } from '../../domain/http.ts'
import { classify, classifyResult, fromFailure, messagesIn, openBody, refused, unreadable } from './errors.ts'
import { element, rows, text } from './fields.ts'
import type { IcenterSecrets, IcenterSettings } from './settings.ts'
import { type Model, writeXml, XmlProblem, type XmlValue } from './xml.ts'

/** Speaks with iCenter: headers, XML, results, pages. Every call carries its log-in, so there is no session. */
export interface IcenterClient {
  readonly settings: IcenterSettings
  readonly clock: { now(): Date }
  /** @param path below the base address: "Order/GetOrder/2026/VNK/512". @returns undefined where there is none. */
  get(path: string, query?: Query): Promise<XmlValue | undefined>
  /** One document by its key; what is not there is answered in many ways (contract §3). */
  find(path: string, query?: Query): Promise<XmlValue | undefined>
  /** All rows that a query answers in one piece. */
  rows<Row>(path: string, query: Query, row: z.ZodType<Row>): Promise<Row[]>
  /** One page of a query. */
  page<Row>(path: string, query: Query, row: z.ZodType<Row>, page: Page): Promise<Row[]>
  /** All pages of a query. */
  list<Row>(path: string, query: Query, row: z.ZodType<Row>): Promise<Row[]>
  /** A call that changes something. @returns the keys that iCenter answers; @throws RemoteError for all but Ok and Created */
  write(path: string, body?: WriteBody, query?: Query): Promise<readonly Key[]>
  /** One file of the archive: found as documents are, and its content is not kept with the attempt. */
  file(path: string): Promise<XmlValue | undefined>
  /** Between the calls of one long read. */
  pause(): Promise<void>
  /** Seconds by which the server's clock is ahead of ours, by its last answer; undefined when it does not say. */
  clockAhead(): number | undefined
}

/** Parameters by their names without the model's: {orderBook: "VNK"}. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Page {
  readonly number: number
  readonly size: number
}

export interface WriteBody {
  readonly root: string
  /** Elements by the model's order; or ready XML, when a document goes back as it came. */
  readonly content: { readonly value: object; readonly model: Model } | { readonly xml: string }
}

export interface Key {
  readonly name: string
  readonly value: string
}

/** Beyond it something is wrong with the query, or the server does not count pages. */
const MAX_PAGES = 500
const PAGE_SIZE = 1000

const result = element({
  ResultCode: text,
  Keys: rows(element({ Name: text, Value: text })),
  Rows: rows(element({ Keys: rows(element({ Name: text, Value: text })) })),
})

interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Query | undefined
  readonly prefix?: string
  readonly body?: string
  readonly confidential?: boolean
}

/** @param send opens the connection, with the certificate settings of this company. */
export function createClient(
  settings: IcenterSettings,
  secrets: IcenterSecrets,
  send: HttpSend,
  clock: { now(): Date },
): IcenterClient {
  let ahead: number | undefined
  const call = async (request: Call): Promise<HttpAnswer> => {
    const isWrite = request.method === 'POST'
    const answer = await send(toHttp(settings, secrets, request)).catch(cause => {
      throw fromFailure(cause, isWrite)
    })
    const date = Date.parse(answer.headers.date ?? '')
    if (!Number.isNaN(date)) ahead = Math.round((date - clock.now().getTime()) / 1000)
    return answer
  }
  const get = async (path: string, query?: Query): Promise<XmlValue | undefined> =>
    contentOf(await call({ method: 'GET', path, query }), path)
  const page: IcenterClient['page'] = async (path, query, row, { number, size }) =>
    parseRows(await get(path, { ...query, page: number, pageSize: size }), path, row)
  const pause = async (): Promise<void> => {
    if (settings.pauseMs > 0) await wait(settings.pauseMs)
  }
  return {
    settings,
    clock,
    get: (path, query) => get(path, query),
    find: async (path, query) => foundIn(await call({ method: 'GET', path, query }), path, settings),
    rows: async (path, query, row) => parseRows(await get(path, query), path, row),
    page,
    list: (path, query, row) => readAll(number => page(path, query, row, { number, size: PAGE_SIZE }), path, pause),
    write: async (path, body, query) => {
      const xml = body && bodyOf(body)
      const sent = { ...(xml === undefined ? {} : { body: xml }), query, prefix: 'order' }
      return keysOf(await call({ method: 'POST', path, ...sent }), path)
    },
    file: async path => foundIn(await call({ method: 'GET', path, confidential: true }), path, settings),
    pause,
    clockAhead: () => ahead,
  }
}

function toHttp(settings: IcenterSettings, { user, password }: IcenterSecrets, request: Call): HttpRequest {
  const { method, path, query = {}, prefix = 'searchQuery', body, confidential } = request
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${prefix}.${name}=${encodeURIComponent(String(value))}`],
  )
  const root = settings.url.replace(/\/+$/, '')
  const question = parameters.length > 0 ? `?${parameters.join('&')}` : ''
  return {
    method,
    url: `${root}/api/${path}${question}`,
    headers: {
      accept: 'application/xml',
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      organisationid: String(settings.organisation),
      ...(body === undefined ? {} : { 'content-type': 'application/xml; charset=utf-8' }),
    },
    timeoutMs: settings.timeoutSeconds * 1000,
    ...(body === undefined ? {} : { body: settings.bom ? `\uFEFF${body}` : body }),
    ...(confidential ? { confidential } : {}),
  }
}

/** @throws RemoteError for an element that iCenter does not have, before anything is sent */
function bodyOf({ root, content }: WriteBody): string {
  if ('xml' in content) return content.xml
  try {
    return writeXml(root, content.value, content.model)
  } catch (error) {
    throw error instanceof XmlProblem ? refused('request', error.message) : error
  }
}

const isOk = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300

function contentOf(answer: HttpAnswer, what: string): XmlValue | undefined {
  if (!isOk(answer)) throw classify(answer, false)
  if (answer.status === 204 || answer.body.byteLength === 0) return undefined
  const { xml, root } = openBody(answer)
  if (xml === undefined) throw unreadable(nameOf(what), false)
  // A refusal with status 200 (contract §3).
  if (root === 'ArrayOfError') throw classifyResult('Error', messagesIn(xml), answer.status)
  return xml
}

/** "No such document": never an answer that a broken server or a wrong address gives too, unless the settings say so. */
function foundIn(answer: HttpAnswer, what: string, { missingOrder }: IcenterSettings): XmlValue | undefined {
  if (isOk(answer)) return contentOf(answer, what)
  const isXml = openBody(answer).xml !== undefined
  const isEmpty = answer.body.byteLength === 0
  if (answer.status === 400 || answer.status === 404) {
    if (isXml || isEmpty || missingOrder.includes('html')) return undefined
  }
  if (answer.status === 500 && isXml && missingOrder.includes('error_500')) return undefined
  const error = classify(answer, false)
  const mayMeanThat = (answer.status === 500 && isXml) || answer.status === 400 || answer.status === 404
  throw mayMeanThat ? withAdvice(error) : error
}

/** Some sites say so that there is no such document, and it is not for us to guess. */
function withAdvice({ errorClass, code, status, message }: RemoteError): RemoteError {
  const advice =
    'If this site says so that a document does not exist, set missingOrder of the connection (orderbridge doctor finds out)'
  return new RemoteError({
    errorClass,
    code,
    message: `${message}. ${advice}`,
    ...(status !== undefined && { status }),
  })
}

function parseRows<Row>(content: XmlValue | undefined, what: string, row: z.ZodType<Row>): Row[] {
  const parsed = rows(row).safeParse(content)
  if (parsed.success) return parsed.data
  throw unreadable(`${nameOf(what)} (${parsed.error.issues[0]?.path.join('.') ?? ''})`, false)
}

/** Until a page is not full, or empty; a server that does not count pages answers the same one again (contract §2). */
async function readAll<Row>(
  read: (page: number) => Promise<Row[]>,
  what: string,
  pause: () => Promise<void>,
): Promise<Row[]> {
  const all: Row[] = []
  let before = ''
  for (let number = 1; number <= MAX_PAGES; number++) {
    const page = await read(number)
    const first = JSON.stringify(page[0] ?? null)
    if (page.length === 0 || first === before) return all
    all.push(...page)
    if (page.length < PAGE_SIZE) return all
    before = first
    await pause()
  }
  throw refused('too-many-rows', `iCenter has too many rows of ${nameOf(what)} for one look`)
}

/** Success is 2xx and Ok or Created, nothing else (contract §3); warnings may come with it. */
function keysOf(answer: HttpAnswer, what: string): readonly Key[] {
  if (!isOk(answer)) throw classify(answer, true)
  const { xml, root } = openBody(answer)
  if (xml === undefined) throw unreadable(nameOf(what), true)
  if (root === 'ArrayOfError') throw classifyResult('Error', messagesIn(xml), answer.status)
  const parsed = result.safeParse(xml)
  if (!parsed.success) throw unreadable(nameOf(what), true)
  const { ResultCode, Keys, Rows } = parsed.data
  if (ResultCode !== 'Ok' && ResultCode !== 'Created')
    throw classifyResult(ResultCode ?? 'None', messagesIn(xml), answer.status)
  return [...Keys, ...Rows.flatMap(row => row.Keys)].map(({ Name = '', Value = '' }) => ({ name: Name, value: Value }))
}

/** "Order/GetOrder/2026/VNK/512" → "Order/GetOrder": for messages. */
const nameOf = (path: string): string => path.split('/').slice(0, 2).join('/')

/** @returns what the schema reads, or undefined for an empty element. @throws RemoteError when it is something else */
export function read<T>(content: XmlValue | undefined, schema: z.ZodType<T>, what: string): T | undefined {
  if (content === undefined || content === '') return undefined
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  throw unreadable(`${what} (${parsed.error.issues[0]?.path.join('.') ?? ''})`, false)
}
