import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Cage } from './cage.ts'
import type { EngineAnswer, EngineJob } from './engine.ts'
import type { Job } from './inside/run.ts'
import {
  DEFAULT_LIMITS,
  type LogLine,
  type Transform,
  TransformError,
  type TransformErrorKind,
  type Transformed,
  type TransformLimits,
  type TransformProblem,
} from './transform.ts'

/** To the thread. */
export interface CageJob extends EngineJob {
  readonly memoryBytes: number
  readonly maxOutputBytes: number
}

/** Loading everything takes 0.3 s on an idle machine. */
const START_MS = 30_000
/**
 * The engine keeps the time itself, by what it has computed; what it cannot interrupt (a search in one long text) is ended
 * from here, when so many times as much has passed on the wall: other threads may have had the processor meanwhile.
 */
const WALL_FACTOR = 5
/** QuickJS's own stack of 1 MB takes up to 20 MB of V8's (measured: nested parentheses in a source text). */
const STACK_MB = 64

/**
 * Runs scripts, JSONata and Jolt in QuickJS in a thread of their own: docs/flow-scripts.md tells what they can do and what
 * keeps them in. A thread that does not answer in time is ended, the next run starts another.
 */
export function openCage(start: () => Worker = startWorker): Cage {
  let worker: Worker | undefined
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  const begin = (): Worker => {
    const thread = start()
    thread.once('exit', () => {
      if (worker === thread) worker = undefined
    })
    return thread
  }
  const runNow = async (job: CageJob): Promise<EngineAnswer> => {
    if (closed) throw new Error('The cage is closed.')
    worker ??= begin()
    const outcome = await ask(worker, job)
    if (closed) throw new Error('The cage is closed.')
    if (outcome.kind === 'answered') return outcome.answer
    await worker?.terminate()
    worker = undefined
    if (outcome.kind === 'broken') throw outcome.error
    return { ok: false, kind: outcome.kind, message: '', log: [] }
  }
  return {
    async run(transform, input, attributes, world, limits) {
      const all = { ...DEFAULT_LIMITS, ...limits }
      const job = write(transform, all, {
        transform,
        input: input ?? null,
        attributes,
        now: world.now.getTime(),
        random: world.random,
      })
      const turn = last.then(() => runNow(job))
      last = turn.catch(() => {})
      return read(transform, all, await turn)
    },
    async close() {
      closed = true
      await worker?.terminate()
      worker = undefined
    },
  }
}

/** No limit on V8's heap: nothing of the user's is on it, and a thread that reaches one takes the process with it. */
function startWorker(): Worker {
  const worker = new Worker(new URL('./cage-worker.ts', import.meta.url), {
    // Of its own: what the process was started with (tsx, --inspect) is not for it.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {},
    resourceLimits: { stackSizeMb: STACK_MB },
    name: 'cage',
  })
  // The timers of a run keep the process alive, a resting thread does not.
  worker.unref()
  worker.on('error', () => {}) // told by ask()
  return worker
}

type Outcome =
  | { readonly kind: 'answered'; readonly answer: EngineAnswer }
  | { readonly kind: 'timeout' | 'memory' }
  | { readonly kind: 'broken'; readonly error: Error }

function ask(worker: Worker, job: CageJob): Promise<Outcome> {
  return new Promise(resolve => {
    let started = false
    const heard = (message: 'started' | EngineAnswer) => {
      if (message !== 'started') return finish({ kind: 'answered', answer: message })
      started = true
      clearTimeout(timer)
      // After a pause of our own thread the answer may be waiting: it is heard before setImmediate.
      timer = setTimeout(() => setImmediate(() => finish({ kind: 'timeout' })), job.timeoutMs * WALL_FACTOR)
    }
    const failed = (error: Error) => finish(started ? { kind: 'memory' } : { kind: 'broken', error })
    const ended = () => failed(new Error('The thread for scripts ended before it began.'))
    let timer = setTimeout(() => failed(new Error('The thread for scripts did not begin in time.')), START_MS)
    const finish = (outcome: Outcome) => {
      clearTimeout(timer) // what was told first counts
      worker.off('message', heard).off('error', failed).off('exit', ended)
      resolve(outcome)
    }
    worker.on('message', heard).on('error', failed).on('exit', ended)
    worker.postMessage(job)
  })
}

type WrittenJob = Omit<Job, 'input'> & { readonly input: unknown }

function write(transform: Transform, limits: TransformLimits, written: WrittenJob): CageJob {
  let text: string
  try {
    text = JSON.stringify(written)
  } catch (error) {
    throw new TransformError('runtime', { message: `The input is no JSON: ${String(error).slice(0, 200)}.` })
  }
  const bytes = Buffer.byteLength(text)
  // It is there as text first and as values then.
  if (bytes > limits.memoryBytes / 4) {
    const message = `The input has ${megabytes(bytes)}, too much for a memory of ${megabytes(limits.memoryBytes)}.`
    throw new TransformError('memory', { message })
  }
  return { ...limits, text, script: transform.kind === 'script' ? transform.source : undefined }
}

const Place = { line: z.number().optional(), column: z.number().optional() }
const Result = z.union([
  z.strictObject({ output: z.unknown(), attributes: z.record(z.string().max(200), z.string()) }),
  z.strictObject({
    failure: z.strictObject({ kind: z.enum(['syntax', 'runtime', 'output']), message: z.string(), ...Place }),
  }),
])

function read(transform: Transform, limits: TransformLimits, answer: EngineAnswer): Transformed {
  const { log } = answer
  if (!answer.ok) throw failure(transform, limits, answer.kind, answer, log)
  const result = parseResult(answer.text)
  if (!result)
    throw failure(transform, limits, 'output', { message: 'The output was made unreadable by the script.' }, log)
  if ('failure' in result) throw failure(transform, limits, result.failure.kind, result.failure, log)
  return { output: result.output, attributes: result.attributes, log }
}

/** @returns undefined for what inside/run.ts does not write: a script can replace JSON.stringify there. */
function parseResult(text: string): z.infer<typeof Result> | undefined {
  try {
    return Result.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const NAMES = { script: 'script', jsonata: 'expression', jolt: 'specification' } as const

type Told = { readonly message: string; readonly line?: number | undefined; readonly column?: number | undefined }

function failure(
  transform: Transform,
  limits: TransformLimits,
  kind: TransformErrorKind,
  { message, line, column }: Told,
  log: readonly LogLine[],
): TransformError {
  const name = NAMES[transform.kind]
  const texts: Record<TransformErrorKind, string> = {
    timeout: `The ${name} ran longer than ${limits.timeoutMs.toLocaleString('en')} ms and was stopped.`,
    memory: `The ${name} needed more than ${megabytes(limits.memoryBytes)} of memory and was stopped.`,
    syntax: `The ${name} cannot be read: ${message}`,
    runtime: `The ${name} failed: ${message}`,
    output: message,
  }
  const problem: TransformProblem = {
    message: texts[kind],
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  }
  return new TransformError(kind, problem, log)
}

const megabytes = (bytes: number): string => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`
