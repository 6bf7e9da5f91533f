import { type HttpAnswer, HttpFailure, type HttpRequest, type HttpSend } from '../../domain/http.ts'

/** What a call does to the ERP. A POST that only asks is a read. */
export type CallKind = 'log-in' | 'read' | 'write'

/** What can happen to a call on its way. */
export type Fault =
  /** Nobody listens: it certainly did not arrive. */
  | 'refused'
  /** The connection breaks before the ERP has read it. */
  | 'drop before'
  /** The ERP does it, and the connection breaks in place of the answer. */
  | 'commit then drop'
  /** The ERP does it, and the answer does not come within the time that the request gives it. */
  | 'slow'
  /** The ERP does it, and its answer ends in the middle. */
  | 'cut answer'
  /** A proxy answers with a page and status 200; the ERP hears nothing of it. */
  | 'html 200'
  /** The ERP does it, and a proxy answers with a page and status 200. */
  | 'commit then html 200'
  | 'html 500'
  /** A proxy answers 502 with a page, as it does when the ERP takes too long: the ERP does it. */
  | 'commit then html 502'
  /** 429 with Retry-After: 7. */
  | 'throttled'
  /** No answer comes, and the ERP does it only after `release`. */
  | 'late commit'

export interface SentCall {
  readonly kind: CallKind
  readonly request: HttpRequest
}

/**
 * The wire between connectors and a simulated ERP, with everything that goes wrong on wires. It works on requests and
 * answers, so that every connector meets with the same faults, whatever its ERP speaks.
 */
export interface Network {
  readonly send: HttpSend
  readonly kindOf: (request: HttpRequest) => CallKind
  readonly calls: readonly SentCall[]
  /** How many calls of this kind were sent since the last `forget`. */
  count(kind: CallKind): number
  forget(): void
  /** The next calls of this kind meet with the fault, behind `after` that do not; without `times`, all until `mend`. */
  fail(fault: Fault, on: CallKind, times?: number, after?: number): void
  /** Something happens in the ERP right before the nth next call of this kind. */
  before(nth: number, on: CallKind, act: () => Promise<void> | void): void
  /** What came late takes effect now, in the order in which it was sent. */
  release(): Promise<void>
  mend(): void
}

interface Planned {
  readonly fault: Fault
  readonly on: CallKind
  left: number
  spared: number
}
interface Interruption {
  readonly on: CallKind
  readonly act: () => Promise<void> | void
  left: number
}

const PAGE = '<!DOCTYPE html>\n<html><head><title>Sorry</title></head><body><h1>Sorry</h1></body></html>\n'

/** @param over the way to the simulator @param kindOf tells log-ins, reads and writes apart */
export function createNetwork(over: HttpSend, kindOf: (request: HttpRequest) => CallKind): Network {
  const all: SentCall[] = []
  let faults: Planned[] = []
  let interruptions: Interruption[] = []
  let late: HttpRequest[] = []
  let forgotten = 0

  const takeFault = (kind: CallKind): Fault | undefined => {
    const planned = faults.find(({ on, left }) => on === kind && left > 0)
    if (!planned) return undefined
    if (planned.spared > 0) {
      planned.spared -= 1
      return undefined
    }
    planned.left -= 1
    return planned.fault
  }
  const interrupt = async (kind: CallKind) => {
    for (const one of interruptions) if (one.on === kind) one.left -= 1
    const due = interruptions.filter(({ left }) => left === 0)
    interruptions = interruptions.filter(({ left }) => left > 0)
    for (const { act } of due) await act()
  }
  const send: HttpSend = async request => {
    const kind = kindOf(request)
    all.push({ kind, request })
    await interrupt(kind)
    const fault = takeFault(kind)
    if (fault === 'late commit') {
      late.push(request)
      throw noAnswer(request)
    }
    return fault ? await meet(fault, request, over) : await over(request)
  }
  return {
    send,
    kindOf,
    get calls() {
      return all.slice(forgotten)
    },
    count: kind => all.slice(forgotten).filter(call => call.kind === kind).length,
    forget: () => {
      forgotten = all.length
    },
    fail: (fault, on, times = Number.POSITIVE_INFINITY, after = 0) =>
      void faults.push({ fault, on, left: times, spared: after }),
    before: (nth, on, act) => void interruptions.push({ on, act, left: nth }),
    release: async () => {
      const waiting = late
      late = []
      for (const request of waiting) await over(request)
    },
    mend: () => {
      faults = []
      interruptions = []
    },
  }
}

async function meet(fault: Exclude<Fault, 'late commit'>, request: HttpRequest, over: HttpSend): Promise<HttpAnswer> {
  const host = new URL(request.url).host
  switch (fault) {
    case 'refused':
      throw new HttpFailure('no', `${host}: connection refused`)
    case 'drop before':
      throw new HttpFailure('maybe', `${host}: the connection was closed without an answer`)
    case 'html 200':
      return page(200)
    case 'html 500':
      return page(500)
    case 'throttled':
      return page(429, { 'retry-after': '7' })
    case 'commit then drop':
      await over(request)
      throw new HttpFailure('maybe', `${host}: the connection was closed without an answer`)
    case 'slow':
      await over(request)
      throw noAnswer(request)
    case 'commit then html 200':
      await over(request)
      return page(200)
    case 'commit then html 502':
      await over(request)
      return page(502)
    case 'cut answer':
      return cut(await over(request), host)
  }
}

const noAnswer = ({ url, timeoutMs = 30_000 }: HttpRequest): HttpFailure =>
  new HttpFailure('maybe', `${new URL(url).host}: no complete answer within ${timeoutMs} ms`)

const page = (status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  cookies: [],
  body: new TextEncoder().encode(PAGE),
})

/** Half of the body. An answer without one has nothing to cut: its connection breaks. */
function cut(answer: HttpAnswer, host: string): HttpAnswer {
  if (answer.body.byteLength < 2) throw new HttpFailure('maybe', `${host}: the answer ended in the middle`)
  return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.byteLength / 2)) }
}
