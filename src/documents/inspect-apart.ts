import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Inspection, InspectionJob, Refusal } from './inspect-pdf.ts'

export interface InspectorOptions {
  /** Processes at once; the rest wait in order. Default 2. */
  readonly processes?: number
  /** Files that one process reads before it is replaced: what a file leaves behind has an end. Default 100. */
  readonly filesPerProcess?: number
  /** A process that has nothing to do for so long ends. Default 10,000. */
  readonly idleMs?: number
  /** Starts one process of inspect-pdf-child.ts. */
  readonly start?: () => ChildProcess
}

/**
 * Reads a PDF in a process of its own. The time counts from when its turn has come and the process is there.
 * @throws only when no process can be started: that says nothing about the file, and can be repeated.
 */
export type Inspect = (job: InspectionJob, timeoutMs: number) => Promise<Inspection>

/** 2,000 pages of text fit into 64; a process that wants more than this is not reading an invoice. */
const HEAP_MB = 192

/** Starting takes 0.2 s, and much longer on a machine that has too much to do: no fault of the file. */
const START_MS = 60_000

interface Reader {
  readonly child: ChildProcess
  /** @throws when the process does not begin. */
  readonly ready: Promise<void>
  files: number
  idle?: NodeJS.Timeout
}

/**
 * Readers are kept warm: starting one takes 0.2 s, reading an invoice a few milliseconds. Running out of heap ends a
 * process at once, worker threads included (Node 24: a string of 10 MB does it), so nothing less than a process keeps
 * ours alive. Only files that were found clean share one; whatever else was read ends its reader.
 */
export function createInspector(options: InspectorOptions = {}): Inspect {
  const { processes = 2, filesPerProcess = 100, idleMs = 10_000, start = startReader } = options
  const resting: Reader[] = []
  const waiting: (() => void)[] = []
  let busy = 0

  const end = (reader: Reader) => {
    clearTimeout(reader.idle)
    const at = resting.indexOf(reader)
    if (at >= 0) resting.splice(at, 1)
    reader.child.kill('SIGKILL')
  }
  const rest = (reader: Reader) => {
    hold(reader.child, false)
    resting.push(reader)
    reader.idle = setTimeout(() => end(reader), idleMs).unref()
  }
  const take = (): Reader => {
    const reader = resting.pop()
    if (!reader) return open(start(), end)
    clearTimeout(reader.idle)
    hold(reader.child, true)
    return reader
  }
  const inspect: Inspect = async (job, timeoutMs) => {
    const reader = take()
    reader.files += 1
    await reader.ready.catch(error => {
      end(reader)
      throw error
    })
    const outcome = await readFile(reader.child, job, timeoutMs)
    if (outcome.kind === 'read' && isClean(outcome.inspection) && reader.files < filesPerProcess) rest(reader)
    else end(reader)
    if (outcome.kind === 'read') return outcome.inspection
    if (outcome.kind === 'late') return refuse('The PDF takes too long to read.')
    // It may have died of what earlier files left in its heap: the file has a right to a fresh one.
    if (reader.files > 1) return await inspect(job, timeoutMs)
    return refuse('The PDF cannot be read: it is damaged, or needs too much memory.')
  }
  return async (job, timeoutMs) => {
    if (busy >= processes) await new Promise<void>(resolve => waiting.push(resolve))
    else busy += 1
    try {
      return await inspect(job, timeoutMs)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy -= 1
    }
  }
}

/** The machine may have been short of time or memory. */
const refuse = (reason: string): Refusal => ({ ok: false, reason, again: true })

const startReader = (): ChildProcess =>
  fork(fileURLToPath(new URL('./inspect-pdf-child.ts', import.meta.url)), {
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'], // pdf-lib talks to the console about odd files
  })

function open(child: ChildProcess, end: (reader: Reader) => void): Reader {
  const reader: Reader = { child, ready: beginningOf(child), files: 0 }
  reader.ready.catch(() => {}) // for who waits for it
  child.once('exit', () => end(reader))
  child.on('error', () => {}) // said by readFile; a process that cannot be killed has ended
  return reader
}

/** Its first message says that it is ready (inspect-pdf-child.ts). */
function beginningOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('A reader of PDFs did not start in time.')), START_MS)
    const settle = (act: () => void) => () => {
      clearTimeout(late)
      act()
    }
    child.once('message', settle(resolve))
    child.once(
      'exit',
      settle(() => reject(new Error('A reader of PDFs ended before it began.'))),
    )
    child.once('error', error => settle(() => reject(error))())
  })
}

/** Whether our process waits for this one before it ends. */
function hold(child: ChildProcess, on: boolean): void {
  for (const handle of [child, child.channel]) on ? handle?.ref() : handle?.unref()
}

const isClean = (inspection: Inspection): boolean => inspection.ok && inspection.removed.length === 0

type Outcome =
  | { readonly kind: 'read'; readonly inspection: Inspection }
  | { readonly kind: 'late' }
  | { readonly kind: 'died' }

function readFile(child: ChildProcess, job: InspectionJob, timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const said = (message: unknown) => finish({ kind: 'read', inspection: message as Inspection }) // sent by inspect-pdf-child.ts only
    const died = () => finish({ kind: 'died' })
    const failed = (error: Error) => {
      reject(error)
      finish({ kind: 'died' })
    }
    const timer = setTimeout(() => finish({ kind: 'late' }), timeoutMs)
    const finish = (outcome: Outcome) => {
      clearTimeout(timer)
      child.off('message', said).off('exit', died).off('error', failed)
      resolve(outcome)
    }
    child.on('message', said).on('exit', died).on('error', failed)
    if (child.exitCode !== null || child.signalCode !== null || !child.connected)
      died() // it ended while it rested
    else child.send(job, () => {}) // a failure shows as exit or error
  })
}
