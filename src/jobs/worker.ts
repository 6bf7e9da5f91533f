import { randomUUID } from 'node:crypto'
import type { FlowContext } from '../flows/context.ts'
import { processInbox } from '../flows/inbox/process-inbox.ts'
import { prepareOrders } from '../flows/order/prepare-orders.ts'
import { extendLeases, recoverLost } from '../flows/outbox/claim-outbox.ts'
import { deliverOutbox } from '../flows/outbox/deliver-outbox.ts'
import { runDueTasks } from '../flows/schedule/run-due-tasks.ts'
import { wordsOf } from '../ops/words-of.ts'

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
  let stopping = false
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

  const loop = async (task: string, step: (ctx: FlowContext) => Promise<number>, restMs = idleMs) => {
    const ctx = context(task, wake)
    while (!stopping) {
      const before = calls
      const taken = await step(ctx).catch((error: unknown) => {
        ctx.log.error({ task, error: wordsOf(error) }, 'step failed')
        return 0
      })
      if (taken === 0 && calls === before && !stopping) await sleep(restMs)
    }
  }

  const inFlight = new Set<number>()
  const heartbeat = context('heartbeat', wake)
  const beats = setInterval(() => {
    extendLeases(heartbeat, name, [...inFlight]).catch((error: unknown) =>
      heartbeat.log.warn({ error: String(error) }, 'leases could not be extended'),
    )
  }, HEARTBEAT_MS)

  const loops = [
    loop('inbox', processInbox),
    loop('prepare', prepareOrders),
    // Two lanes: a slow batch of one far side does not keep the others waiting.
    loop('outbox', ctx => deliverOutbox(ctx, name, inFlight)),
    loop('outbox', ctx => deliverOutbox(ctx, name, inFlight)),
    loop('recover', recoverLost, 5_000),
    loop('schedule', runDueTasks),
  ]
  return {
    wake,
    async stop() {
      stopping = true
      wake()
      await Promise.all(loops)
      clearInterval(beats)
    },
  }
}
