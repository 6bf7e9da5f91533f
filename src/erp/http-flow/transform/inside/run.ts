import jsonata from 'jsonata'
import { jolt } from '../jolt/jolt.ts'
import type { Json } from '../jolt/json.ts'
import type { Transform } from '../transform.ts'
import { createLog, type Log } from './log.ts'
import { money } from './money.ts'
import { random, replaceWorld, setWorld } from './world.ts'

/** Runs within QuickJS. `start`, the user's script (evaluated between the two by engine.ts) and `finish` make one run. */

export interface Job {
  readonly transform: Transform
  readonly input: Json
  readonly attributes: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly now: number
  readonly random: number
}

/** What a script leaves behind. */
interface Left {
  readonly main: unknown
  readonly hasOutput: boolean
  readonly output: unknown
  readonly attributes: unknown
}

export interface Failure {
  readonly kind: 'syntax' | 'runtime' | 'output'
  readonly message: string
  readonly line?: number
  readonly column?: number
}

let job: Job
let log: Log

/** @param sendLog the only function that leads out. */
export function prepare(sendLog: (level: string, text: string, line: number) => void): void {
  log = createLog(sendLog)
  replaceWorld()
}

/** @param text the job as JSON. */
export function start(text: string): void {
  job = JSON.parse(text) // written by open-cage.ts
  setWorld(job.now, job.random)
  if (job.transform.kind !== 'script') return
  const given = { input: job.input, attributes: { ...job.attributes }, log, money, now: new Date(job.now), random }
  Object.assign(globalThis, given)
}

/** @returns the result as JSON text: {output, attributes}, or {failure}. A script's errors are thrown. */
export async function finish(left: Left | undefined): Promise<string> {
  const { transform, input, attributes } = job
  if (transform.kind === 'script') return await finishScript(left)
  if (transform.kind === 'jolt') return writeResult(jolt(transform.spec)(input, { ...attributes }), attributes)
  try {
    const output = await jsonata(transform.expression).evaluate(input, jsonataBindings(attributes))
    return writeResult(output, attributes)
  } catch (error) {
    if (error instanceof Error) throw error
    return JSON.stringify({ failure: describeJsonata(error, transform.expression) })
  }
}

async function finishScript(left: Left | undefined): Promise<string> {
  if (!left) throw new TypeError('nothing was left by the script')
  if (typeof left.main === 'function') return writeResult(await left.main(job.input, left.attributes), left.attributes)
  if (left.hasOutput) return writeResult(await left.output, left.attributes)
  const message = 'The script gives no result: assign it to output, or define function main(input, attributes).'
  return JSON.stringify({ failure: { kind: 'runtime', message } satisfies Failure })
}

function jsonataBindings(attributes: Readonly<Record<string, string>>): Record<string, unknown> {
  return {
    attributes: { ...attributes },
    moneyAdd: money.add,
    moneySub: money.sub,
    moneyMul: money.mul,
    moneyDiv: money.div,
    moneyRound: money.round,
    moneyFixed: money.fixed,
    moneyCompare: money.compare,
    log: (text: unknown, level: unknown) => {
      const at = level === 'debug' || level === 'warn' || level === 'error' ? level : 'info'
      log[at](text)
    },
  }
}

/** JSONata throws plain objects: a code (S… for syntax), a message, and the position behind what it stumbled over. */
function describeJsonata(error: unknown, expression: string): Failure {
  const { code, message, position } = Object(error)
  const before = typeof position === 'number' ? expression.slice(0, position).split('\n') : undefined
  return {
    kind: String(code).startsWith('S') ? 'syntax' : 'runtime',
    message: String(message),
    ...(before ? { line: before.length, column: (before.at(-1) ?? '').length } : {}),
  }
}

function writeResult(output: unknown, attributes: unknown): string {
  return JSON.stringify({ output: output ?? null, attributes: texts(attributes) }, refuseNoNumbers)
}

/** JSON would make null of them, and an amount would be gone without a word. */
function refuseNoNumbers(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw new TypeError(`The output holds ${value} at "${key}": that is no number to send.`)
}

function texts(attributes: unknown): Record<string, string> {
  const all = Object.entries(Object(attributes)).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(
    all.map(([name, value]) => {
      if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol')
        throw new TypeError(`The attribute "${name}" is no text.`)
      return [name, String(value)]
    }),
  )
}
