import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { FlowContext } from '../flows/context.ts'
import { processInbox } from '../flows/inbox/process-inbox.ts'
import { prepareOrders } from '../flows/order/prepare-orders.ts'
import { extendLeases } from '../flows/outbox/claim-outbox.ts'
import { runDueTasks } from '../flows/schedule/run-due-tasks.ts'
import { wordsOf } from '../ops/words-of.ts'
import { createPump } from './pump.ts'

export interface Worker {
  /** Something became due: look now. */
  wake(): void
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>
}

export interface WorkerOptions {
  /** How long a loop sleeps when nothing wakes it. */
  readonly idleMs?: number
  /** Who holds a lease; random unless given. */
  readonly name?: string
}

const HEARTBEAT_MS = 10_000
/** Every commit wakes. What becomes due within so short a time is taken together, not one by one with a look for each. */
const GATHER_MS = 20

type Step = (ctx: FlowContext) => Promise<number>

/**
 * The loops that move everything: inbox, look-ups, outbox, schedule. Each takes what is due until nothing is, then
 * sleeps until it is woken or its time is over. Any number of workers may run; the database hands out the work.
 */
export function startWorker(
  context: (task: string, wake: () => void) => FlowContext,
  options: WorkerOptions = {},
): Worker {
  const name = options.name ?? randomUUID()
  const idleMs = options.idleMs ?? 1_000
  const stop = new AbortController()
  const { signal } = stop
  const sleepers = new Set<() => void>()
  // A call that comes while a loop is at work must not be slept over: it is counted.
  let calls = 0
  const wake = () => {
    calls += 1
    for (const rouse of sleepers) rouse()
  }

  const sleep = (ms: number) =>
    new Promise<void>(resolve => {
      const rouse = () => {
        clearTimeout(timer)
        sleepers.delete(rouse)
        resolve()
      }
      const timer = setTimeout(rouse, ms)
      sleepers.add(rouse)
    })

  const rest = (ms: number) => pause(ms, undefined, { signal }).catch(() => {}) // stopping ends it

  const run = (ctx: FlowContext, task: string, step: Step): Promise<number> =>
    step(ctx).catch((error: unknown) => {
      ctx.log.error({ task, error: wordsOf(error) }, 'step failed')
      return 0
    })
  /** Takes what is due until nothing is, then sleeps until it is woken. */
  const drain = async (task: string, step: Step) => {
    const ctx = context(task, wake)
    while (!signal.aborted) {
      const before = calls
      const taken = await run(ctx, task, step)
      if (taken === 0 && calls === before && !signal.aborted) await sleep(idleMs)
      await rest(GATHER_MS)
    }
  }
  /** Looks by the clock only. */
  const repeat = async (task: string, step: Step, everyMs: number) => {
    const ctx = context(task, wake)
    while (!signal.aborted) {
      await run(ctx, task, step)
      await rest(everyMs)
    }
  }

  const pump = createPump(name, wake)
  const heartbeat = context('heartbeat', wake)
  const beats = setInterval(() => {
    extendLeases(heartbeat, name, pump.inFlight()).catch((error: unknown) =>
      heartbeat.log.warn({ error: String(error) }, 'leases could not be extended'),
    )
  }, HEARTBEAT_MS)

  const loops = [
    drain('inbox', processInbox),
    drain('prepare', prepareOrders),
    drain('outbox', pump.fill),
    repeat('schedule', runDueTasks, idleMs),
  ]
  return {
    wake,
    async stop() {
      stop.abort()
      wake()
      await Promise.all(loops)
      await pump.empty()
      clearInterval(beats)
    },
  }
}
