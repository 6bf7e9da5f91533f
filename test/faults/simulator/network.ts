import { maintenancePage } from '../../../sandbox/magento/error-pages.ts'
import { type HttpAnswer, HttpFailure, type HttpRequest, type HttpSend } from '../../../src/domain/http.ts'
import { MADE_UP } from './database.ts'
import { type ErpSide, portOf } from './erp-side.ts'
import type { Gate } from './gate.ts'
import { MAGENTO_URL, type MagentoShop } from './magento-shop.ts'
import type { Process } from './process.ts'
import { between, type Random } from './random.ts'
import { SECOND, type Timeline } from './timeline.ts'
import type { Weather } from './weather.ts'

/** What the bridge's processes call. */
export interface FarSides {
  readonly magento: MagentoShop
  readonly erp: ErpSide
  /** Until when they are not there. */
  readonly downUntil: { magento: number; erp: number }
}

interface Options {
  readonly farSides: FarSides
  readonly process: Process
  readonly gate: Gate
  readonly weather: Weather
  readonly timeline: Timeline
  readonly random: Random
}

const CHANCE = 0.04
/** Of a write: an order has six or seven. */
const KILLED_CHANCE = 0.2
/** They are at a write for no longer. Timeouts are longer: 30 s of Magento's calls, and what configuration.ts says. */
const LONGEST_SECONDS = { magento: 25, erp: 50, printer: 25 } as const
/**
 * A write whose answer was lost shows at most so late: a little less than what the effects wait before they look
 * (settlingDelayMs: 1 s for Magento, 2 s for the ERP).
 */
const LATE_MS = { magento: 900, erp: 1_900, printer: 900 } as const

/** printer: a port of the ERP besides its main one. */
type Side = keyof typeof LATE_MS

/** The way out of one process: to the simulated systems, with the accidents that networks and proxies have. */
export function createSimulatedSend(options: Options): HttpSend {
  const { farSides, process, gate, weather, timeline, random } = options
  const execute = (side: Side, request: HttpRequest): Promise<HttpAnswer> =>
    side === 'magento'
      ? farSides.magento.ask(request)
      : farSides.erp.ask(portOf(new URL(request.url).hostname) ?? '', request)

  return async request => {
    const side = sideOf(request.url)
    const label = labelOf(side, request)
    const latency = weather.strikes('slow answer', CHANCE)
      ? between(random, 2, LONGEST_SECONDS[side]) * SECOND
      : between(random, 0, 9) === 0
        ? between(random, 200, 3_000)
        : between(random, 0, 80)
    const pass = <T>(
      text: string,
      delayMs: number,
      work: () => Promise<T> | T,
      describe?: (result: unknown) => string,
    ) =>
      gate.pass(process, `${label}${text}`, delayMs, work, {
        ...(describe && { describe }),
        ...(side !== 'magento' && text === ' answered' && { followedByRealWork: isPrint(request) }),
      })
    /** The far side has done it within the settling time; its answer may take longer. */
    const perform = async (text: string) => {
      const doneMs = Math.min(latency, LATE_MS[side])
      const describe = (answer: unknown) => statusOf(answer)
      const answer = await pass(text, doneMs, () => execute(side, request), describe)
      if (latency > doneMs) await nothing(' takes its time to answer', latency - doneMs)
      return answer
    }
    /** A far side may be at a write until it answers, with or without whoever asked for it. */
    const performAtLast = async () => {
      if (side === 'printer' || request.method === 'GET') return await perform('')
      const isKilled = process.name.startsWith('worker') && weather.strikes('killed in a call', KILLED_CHANCE)
      // Soon killed and long at it: that is when a look after the lease comes too early.
      const doneMs = isKilled ? (LONGEST_SECONDS[side] - between(random, 0, 15)) * SECOND : latency
      const endsAt = timeline.now() + between(random, 0, 3_000)
      if (isKilled) timeline.plan(`${process.name} is killed`, endsAt, () => gate.kill(process))
      const options = { describe: statusOf, outlivesProcess: true }
      return await gate.pass(process, label, doneMs, () => execute(side, request), options)
    }
    const nothing = (text: string, delayMs = latency) => pass(text, delayMs, () => {})
    const timeoutMs = request.timeoutMs ?? 30_000

    if (farSides.downUntil[side === 'magento' ? 'magento' : 'erp'] > timeline.now()) {
      weather.count('far side down')
      await nothing(' is down')
      throw failure('no', 'connect ECONNREFUSED')
    }
    const fault = weather.strikesOneOf(
      [
        'connection refused',
        'request lost',
        'answer lost',
        'timeout before it was done',
        'timeout after it was done',
        'done late',
        'error 500',
        'page 502',
        'maintenance 503',
        'too many requests 429',
        'login lost 401',
        'page in place of JSON',
        ...(side === 'printer' ? (['print failed'] as const) : []),
      ],
      CHANCE,
    )
    switch (fault) {
      case undefined:
        break
      case 'connection refused':
        await nothing(' is refused')
        throw failure('no', 'connect ECONNREFUSED')
      case 'request lost':
        await nothing(' is lost')
        throw failure('maybe', 'socket hang up')
      case 'answer lost':
        await perform(' (its answer is lost)')
        throw failure('maybe', 'socket hang up')
      case 'timeout before it was done':
        await nothing(' times out', timeoutMs)
        throw failure('maybe', `no complete answer within ${timeoutMs} ms`)
      case 'timeout after it was done':
        await perform(' (its answer does not come)')
        await nothing(' times out', Math.max(0, timeoutMs - latency))
        throw failure('maybe', `no complete answer within ${timeoutMs} ms`)
      case 'done late': {
        await nothing(' is cut off and done later')
        timeline.plan(`${label} is done now`, timeline.now() + between(random, 1, LATE_MS[side]), async () => {
          const answer = await execute(side, request)
          timeline.note(`late: ${label} → ${statusOf(answer)}`)
        })
        throw failure('maybe', 'socket hang up')
      }
      case 'error 500':
        return await brokenAnswer(500, 'Internal Server Error')
      case 'page 502':
        return await brokenAnswer(502, 'Proxy Error')
      case 'page in place of JSON':
        return await brokenAnswer(200, 'Just a moment')
      case 'maintenance 503':
        await nothing(' meets maintenance mode')
        return page(503, side === 'magento' ? maintenancePage() : htmlPage('Service Unavailable'))
      case 'too many requests 429':
        await nothing(' is one too many')
        return {
          ...page(429, htmlPage('Too Many Requests')),
          headers: { 'retry-after': String(between(random, 1, 90)) },
        }
      case 'login lost 401':
        farSides.erp.endLogins()
        if (side === 'magento') {
          await nothing(' meets an authority that has forgotten us')
          return unauthorized()
        }
        break
      case 'print failed':
        await nothing(' finds the printer broken')
        return { ...page(200, 'An error has occurred while generating the PDF file.'), headers: {} }
    }
    const answer = await performAtLast()
    // Mostly it is here at once: a turn of its own would find nothing that the turn before does not.
    const wayBackMs = between(random, 0, 3) === 0 ? between(random, 1, 400) : 0
    if (wayBackMs > 0 || isPrint(request)) await nothing(' answered', wayBackMs)
    return answer

    /** Something between us and the far side answers in its place, when it was done already or before. */
    async function brokenAnswer(status: number, title: string): Promise<HttpAnswer> {
      if (between(random, 0, 1) === 0) await perform(` (answered by a page ${status})`)
      else await nothing(` (never got through: page ${status})`)
      return page(status, htmlPage(title))
    }
  }
}

const failure = (reached: 'no' | 'maybe', text: string) => new HttpFailure(reached, `${text} ${MADE_UP}`)

const htmlPage = (title: string): string =>
  `<!doctype html>\n<html><head><title>${title}</title></head><body>${MADE_UP}</body></html>\n`

const page = (status: number, text: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  cookies: [],
  body: Buffer.from(text),
})

const unauthorized = (): HttpAnswer => ({
  status: 401,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(
    JSON.stringify({
      message: `The consumer isn't authorized to access %resources. ${MADE_UP}`,
      parameters: { resources: 'Magento_Sales::actions_view' },
    }),
  ),
})

function sideOf(address: string): Side {
  const { origin, hostname } = new URL(address)
  if (origin === MAGENTO_URL) return 'magento'
  const port = portOf(hostname)
  if (port !== undefined) return port === 'main' ? 'erp' : 'printer'
  throw new Error(`nobody lives at ${origin}`)
}

/** A PDF is checked in a process of its own, in real time. */
const isPrint = (request: HttpRequest): boolean => /ExportPDFData|GetDocument|GetPDF|\/pdf$/.test(request.url)

const statusOf = (answer: unknown): string => String((answer as HttpAnswer).status) // every call here gives an answer

/** "POST erp Orders": the long parts of a query say little. */
function labelOf(side: Side, { method, url }: HttpRequest): string {
  const { pathname, searchParams } = new URL(url)
  const filter = searchParams.get('$filter') ?? searchParams.get('searchCriteria[filter_groups][0][filters][0][value]')
  return `${method} ${side} ${pathname.replace(/^\/(b1s\/v\d|rest\/V1|iCenterAPI\/api|api\/v\d)\//, '')}${filter === null ? '' : ` (${filter.slice(0, 60)})`}`
}
