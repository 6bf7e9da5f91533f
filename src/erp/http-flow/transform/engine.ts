import {
  newQuickJSWASMModule,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSWASMModule,
  RELEASE_SYNC,
  type VmCallResult,
} from 'quickjs-emscripten'
import { createLogBook, type LogBook } from './log-book.ts'
import { moduleName, moduleSource } from './module-source.ts'
import type { LogLine, TransformErrorKind } from './transform.ts'

/** One run. `text` is the job for inside/run.ts. */
export interface EngineJob {
  readonly text: string
  /** The user's script, where the job is one. */
  readonly script: string | undefined
  /** Of computing. */
  readonly timeoutMs: number
}

export type EngineAnswer = (
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false
      readonly kind: TransformErrorKind
      readonly message: string
      readonly line?: number
      readonly column?: number
    }
) & { readonly log: readonly LogLine[] }

/** Spent: the engine is not to be used again. */
export type Engine = (job: EngineJob) => { readonly answer: EngineAnswer; readonly spent: boolean }

const PAGE = 64 * 1024
/** The module asks for 5 % more at a time at least, and gives up where it cannot have that. */
const GROWTH = 1.06
/** The module is built to start with so much, and there is room to see it grow above the least memory of a run. */
const START_PAGES = 256
const MIN_MEMORY = 16 * 1024 * 1024
/** What the module's own data, its stack and the image take, measured: 6.4 MB. */
const OWN_BYTES = 8 * 1024 * 1024
/** Of QuickJS, within the module's own 5 MB. The worker's stack has to be larger by far (open-cage.ts). */
const STACK_BYTES = 1024 * 1024

/**
 * QuickJS with our code loaded, as an image of its memory: every run starts from the same bytes, so nothing that one
 * leaves behind reaches the next, and starting takes 2 ms instead of the 50 that loading JSONata takes.
 *
 * The memory is limited by the size of the module's memory: QuickJS's own limit does not see what strings and objects
 * take (measured: a loop that fills an array had 740 MB under a limit of 32).
 *
 * @param memoryBytes for one run; 16 MB at least.
 */
export async function createEngine(memoryBytes: number): Promise<Engine> {
  const pages = Math.ceil((OWN_BYTES + Math.max(MIN_MEMORY, memoryBytes)) / PAGE)
  const wasmMemory = new WebAssembly.Memory({ initial: START_PAGES, maximum: pages })
  const module = await newQuickJSWASMModule(newVariant(RELEASE_SYNC, { wasmMemory }))
  let deadline = Number.POSITIVE_INFINITY
  let late = false
  // Once late, always late: a promise swallows its interruption.
  const isLate = () => {
    late ||= computedMs() > deadline
    return late
  }
  const book = createLogBook()
  const cage = load(module, isLate, book)
  const image = takeImage(wasmMemory)
  // Memory does not shrink again: an engine that is full once would be full for all.
  const isFull = () => wasmMemory.buffer.byteLength * GROWTH >= pages * PAGE
  return job => {
    restoreImage(wasmMemory, image)
    book.clear()
    late = false
    deadline = computedMs() + job.timeoutMs
    try {
      const text = run(cage, job, { isLate, isFull })
      return { answer: { ok: true, text, log: book.lines() }, spent: isFull() }
    } catch (error) {
      // After a trap of V8 or the module itself, what the module's stack pointer holds is anyone's guess.
      const spent = isLate() || isFull() || !(error instanceof ThrownInside)
      return { answer: { ok: false, ...describe(error, isFull(), isLate()), log: book.lines() }, spent }
    }
  }
}

/** What this thread has computed so far. On a busy machine a clock on the wall would blame the script for waiting. */
function computedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

interface Limits {
  readonly isLate: () => boolean
  readonly isFull: () => boolean
}

interface CageHandles {
  readonly context: QuickJSContext
  readonly start: QuickJSHandle
  readonly finish: QuickJSHandle
}

function load(module: QuickJSWASMModule, isLate: () => boolean, book: LogBook): CageHandles {
  const runtime = module.newRuntime({
    maxStackSizeBytes: STACK_BYTES,
    interruptHandler: isLate,
  })
  runtime.setModuleLoader(moduleSource, moduleName)
  const context = runtime.newContext()
  const exported = context.unwrapResult(
    context.evalCode(moduleSource('inside/run.ts'), 'inside/run.ts', { type: 'module' }),
  )
  const log = context.newFunction('log', (level, text, line) =>
    book.add(context.getString(level), context.getString(text), context.getNumber(line)),
  )
  const prepare = context.getProp(exported, 'prepare')
  context.unwrapResult(context.callFunction(prepare, context.undefined, log)).dispose()
  // From here on nothing can be loaded: a script's import() finds no module.
  runtime.removeModuleLoader()
  return { context, start: context.getProp(exported, 'start'), finish: context.getProp(exported, 'finish') }
}

function takeImage(memory: WebAssembly.Memory): Uint8Array {
  const bytes = new Uint8Array(memory.buffer)
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  return bytes.slice(0, end)
}

function restoreImage(memory: WebAssembly.Memory, image: Uint8Array): void {
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(image)
  bytes.fill(0, image.length)
}

const JOBS_AT_ONCE = 1_000

/** Reads what the script left, in a scope of its own: `let output` at the top of a script is no property of anything. */
const LEFT = `({
  main: typeof main === 'undefined' ? undefined : main,
  hasOutput: typeof output !== 'undefined',
  output: typeof output === 'undefined' ? undefined : output,
  attributes,
})`

/** @returns what finish() of inside/run.ts gives. @throws what QuickJS or the WebAssembly below it throws. */
function run({ context, start, finish }: CageHandles, job: EngineJob, { isLate, isFull }: Limits): string {
  const call = (fn: QuickJSHandle, ...args: QuickJSHandle[]) =>
    take(context, context.callFunction(fn, context.undefined, args))
  call(start, context.newString(job.text))
  let left = context.undefined
  if (job.script !== undefined) {
    take(context, context.evalCode(job.script, 'script', { type: 'global' }))
    left = take(context, context.evalCode(LEFT, 'left', { type: 'global' }))
  }
  const promise = call(finish, left)
  // An interrupt ends one job only, and a job can make another: the time is looked at between them too.
  while (context.runtime.hasPendingJob() && !isLate()) {
    const jobs = context.runtime.executePendingJobs(JOBS_AT_ONCE)
    if (jobs.error) throw new ThrownInside(context.dump(jobs.error))
  }
  // Promises swallow both: what stands in output then is not what the script was about to give.
  if (isLate() || isFull()) throw new ThrownInside(undefined)
  const state = context.getPromiseState(promise)
  if (state.type === 'fulfilled') return context.getString(state.value)
  if (state.type === 'rejected') throw new ThrownInside(context.dump(state.error))
  throw new ThrownInside({ message: 'It waits for a promise that nothing fulfils.' })
}

function take(context: QuickJSContext, result: VmCallResult<QuickJSHandle>): QuickJSHandle {
  if (result.error) throw new ThrownInside(context.dump(result.error))
  return result.value
}

/** What code within QuickJS threw, as plain data. */
class ThrownInside extends Error {
  readonly thrown: unknown
  constructor(thrown: unknown) {
    super('thrown within QuickJS')
    this.thrown = thrown
  }
}

type Described = Omit<Extract<EngineAnswer, { ok: false }>, 'ok' | 'log'>

/** @param isFull the module's memory has grown as far as it can: whatever went wrong then, this was the reason. */
function describe(error: unknown, isFull: boolean, isLate: boolean): Described {
  const { name, message, stack } = readThrown(error)
  if (isLate) return { kind: 'timeout', message: '' }
  if (isFull || (name === 'InternalError' && /^(out of memory|string too long)/.test(message)))
    return { kind: 'memory', message: '' }
  const at = /\bscript:(\d+):(\d+)/.exec(stack)
  const place = at ? { line: Number(at[1]), column: Number(at[2]) } : {}
  if (!(error instanceof ThrownInside) || message.includes('stack overflow'))
    return { kind: 'runtime', message: TOO_DEEP, ...place }
  // Of the script itself, where JSON.parse and the like have callers.
  const isSyntax = name === 'SyntaxError' && /^\s*at script:\d+:\d+\s*$/m.test(stack)
  const told = name === '' || name === 'Error' || name === 'JoltError' ? message : `${name}: ${message}`
  return { kind: isSyntax ? 'syntax' : 'runtime', message: told.slice(0, 1_000), ...place }
}

const TOO_DEEP = 'It nests too deep, or calls itself without end.'

function readThrown(error: unknown): { name: string; message: string; stack: string } {
  const thrown = error instanceof ThrownInside ? error.thrown : undefined
  if (typeof thrown !== 'object' || thrown === null) return { name: '', message: String(thrown), stack: '' }
  const text = (key: string) => (Reflect.has(thrown, key) ? String(Reflect.get(thrown, key)) : '')
  return { name: text('name'), message: text('message') || JSON.stringify(thrown), stack: text('stack') }
}
