import { z } from 'zod'
import type { RemoteError } from '../../domain/errors.ts'
import { at, textOf } from '../paths.ts'
import { type Answer, type FlowClient, readBody } from './client.ts'
import { refused } from './errors.ts'
import { languageOf, parseJson } from './formats.ts'
import { rowsOf } from './read-rows.ts'
import type { Paging, ReadStep } from './request-schema.ts'
import type { Vars } from './template.ts'

/** Rows of a reading step, page by page. */
export interface Page {
  readonly rows: readonly unknown[]
  /** For the next call; absent on the last page. Plain text, so that it can be kept. */
  readonly next?: string
  readonly imagined: boolean
}

const placeSchema = z.union([
  z.object({ page: z.int(), seen: z.int() }),
  z.object({ url: z.string(), from: z.string() }),
  z.object({ cursor: z.string() }),
])
type Place = z.infer<typeof placeSchema>

/** Beyond it something is wrong with the query. */
const MAX_ROWS = 200_000

/** @param next where the page before ended */
export async function readPage(
  client: FlowClient,
  step: ReadStep,
  vars: Vars,
  what: string,
  next?: string,
): Promise<Page> {
  const place = placeOf(next)
  const answer =
    place && 'url' in place
      ? await client.follow(place.url, place.from, step)
      : await client.call(step, vars, { what, isWrite: false, query: queryOf(step.paging, place) })
  const { imagined } = answer
  const isBehindLast = place !== undefined && 'page' in place && answer.status === 404
  if (imagined || isBehindLast || step.absentStatuses.includes(answer.status)) return { rows: [], imagined }
  const body = readBody(answer, client.settings, what)
  const rows = rowsOf(body, step, languageOf(step, client.settings), what)
  if (rows.length > MAX_ROWS)
    throw refused('too-many-rows', `The ERP sent more than ${MAX_ROWS} rows of ${what} at once`)
  const after = nextPlace(step.paging, { place, rows, body, answer })
  if (after === undefined) return { rows, imagined }
  const text = JSON.stringify(after)
  if (text === next) throw refused('paging', `The ERP names the page of ${what} that it has just sent as the next one`)
  return { rows, imagined, next: text }
}

function placeOf(next: string | undefined): Place | undefined {
  if (next === undefined) return undefined
  const parsed = placeSchema.safeParse(parseJson(next))
  if (!parsed.success) throw refused('paging', 'This is no place in the pages of this flow: begin the read again')
  return parsed.data
}

function queryOf(paging: Paging, place: Place | undefined): Record<string, string> {
  switch (paging.kind) {
    case 'page':
    case 'offset': {
      const { page, seen } = place && 'page' in place ? place : { page: 0, seen: 0 }
      const value = paging.kind === 'page' ? paging.first + page : seen
      const size = paging.sizeParameter === undefined ? {} : { [paging.sizeParameter]: String(paging.size) }
      return { [paging.parameter]: String(value), ...size }
    }
    case 'cursor':
      return place && 'cursor' in place ? { [paging.parameter]: place.cursor } : {}
    default:
      return {}
  }
}

interface Read {
  readonly place: Place | undefined
  readonly rows: readonly unknown[]
  readonly body: unknown
  readonly answer: Answer
}

function nextPlace(paging: Paging, { place, rows, body, answer }: Read): Place | undefined {
  switch (paging.kind) {
    case 'none':
      return undefined
    case 'page':
    case 'offset': {
      const before = place && 'page' in place ? place : { page: 0, seen: 0 }
      const seen = before.seen + rows.length
      const total = paging.total === undefined ? undefined : Number(textOf(at(body, paging.total)))
      const isTold = paging.more !== undefined && textOf(at(body, paging.more)) === 'false'
      const isLast =
        isTold ||
        rows.length === 0 ||
        (paging.end === 'short' && rows.length < paging.size) ||
        seen >= (total ?? seen + 1)
      return isLast ? undefined : { page: before.page + 1, seen }
    }
    case 'next': {
      const url = paging.path === undefined ? linkedNext(answer.headers.link) : textOf(at(body, paging.path))
      return url === undefined ? undefined : { url, from: answer.url }
    }
    case 'cursor': {
      const cursor = textOf(at(body, paging.path))
      return cursor === undefined ? undefined : { cursor }
    }
  }
}

/** RFC 8288: `<https://erp.example/orders?page=2>; rel="next"`. */
const linkedNext = (header: string | undefined): string | undefined =>
  header
    ?.slice(0, 8000)
    .split(/,\s*(?=<)/)
    .map(link => /^<([^>]*)>(.*)$/.exec(link.trim()))
    .find(match => /;\s*rel="?([\w ]*\s)?next\b/i.test(match?.[2] ?? ''))?.[1]

export const tooManyPages = ({ maxPages }: ReadStep, what: string): RemoteError =>
  refused(
    'too-many-pages',
    `The ERP has more than ${maxPages} pages of ${what}: raise maxPages, or mend the paging of the flow`,
  )

/** Rows of pages that are told by number move when rows before them come or go: read again until nothing new comes. */
const MAX_PASSES = 4

/** All rows of a step, each once, in however many pages and passes it came. */
export async function readAll(client: FlowClient, step: ReadStep, vars: Vars, what: string): Promise<unknown[]> {
  const found = new Map<string, unknown>()
  const isNumbered = step.paging.kind === 'page' || step.paging.kind === 'offset'
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    const before = found.size
    const pages = await readPass(client, step, vars, what, found)
    if (!isNumbered || pages < 2 || (pass > 1 && found.size === before)) return [...found.values()]
  }
  return [...found.values()]
}

/** Rows are told apart by what stands in them; of those alike in one page, two lines of an order say, each counts. */
function keysOf(rows: readonly unknown[]): string[] {
  const times = new Map<string, number>()
  return rows.map(row => {
    const text = JSON.stringify(row)
    const time = times.get(text) ?? 0
    times.set(text, time + 1)
    return `${time} ${text}`
  })
}

/** @returns how many pages with rows there were. */
async function readPass(
  client: FlowClient,
  step: ReadStep,
  vars: Vars,
  what: string,
  found: Map<string, unknown>,
): Promise<number> {
  let next: string | undefined
  let filled = 0
  let before = ''
  for (let pages = 1; ; pages++) {
    const page = await readPage(client, step, vars, what, next)
    if (page.rows.length > 0) filled++
    const keys = keysOf(page.rows)
    const content = keys.join()
    if (content !== '' && content === before)
      throw refused('paging', `The ERP sends the same page of ${what} again and again: mend the paging of the flow`)
    before = content
    for (const [index, row] of page.rows.entries()) found.set(keys[index] ?? '', row)
    if (found.size > MAX_ROWS)
      throw refused('too-many-rows', `The ERP has more than ${MAX_ROWS} rows of ${what} for one look`)
    if (page.next === undefined) return filled
    if (pages >= step.maxPages) throw tooManyPages(step, what)
    next = page.next
  }
}
