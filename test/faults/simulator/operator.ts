import { UserError } from '../../../src/domain/errors.ts'
import { pause, resume } from '../../../src/flows/config/pause.ts'
import type { Actor, FlowContext } from '../../../src/flows/context.ts'
import { readDaySums } from '../../../src/flows/ledger/read-day-sums.ts'
import { runTaskNow } from '../../../src/flows/schedule/run-task-now.ts'
import { LEDGER_DAYS } from './books.ts'
import { CONNECTION, STORE } from './configuration.ts'
import { createProcess } from './process.ts'
import { between, pick, randomFor } from './random.ts'
import { MINUTE, SECOND } from './timeline.ts'
import { createBridgeProcess, type Surroundings } from './worker.ts'

const ACTOR: Actor = { kind: 'cli', user: 'operator' }
const TASKS = ['magento-orders', 'magento-outbox', `erp-changes:${CONNECTION}`, 'recheck-problems']
const CONNECTION_PAUSE = { kind: 'connection', code: CONNECTION, reason: 'the ERP is being looked after' } as const

/**
 * People who run the bridge: on some days they have tasks run beside the schedule, two at a time, look at the ledger, and
 * pause the ERP for a while. All of it is written into the audit.
 * @param until the faults stop: what was paused goes on then at the latest
 */
export function planOperator(around: Surroundings, until: number, onChange: () => void): void {
  const { seed, timeline } = around
  const random = randomFor(seed, 'operator')
  if (random() < 0.6) return
  const { start, context } = createBridgeProcess(createProcess('operator'), around)
  const act = (name: string, at: number, work: (ctx: FlowContext) => Promise<unknown>) =>
    timeline.plan(`operator: ${name}`, at, async () => {
      const step = async () => {
        await work(context(ACTOR)).catch((error: unknown) => {
          // What a far side that fails makes of it is told to the person.
          if (!(error instanceof UserError)) throw error
          timeline.note(`operator: ${error.message}`)
        })
        return 1
      }
      await start(name, step, onChange)
    })
  const soon = () => timeline.now() + between(random, 0, Math.min(until - timeline.now(), 10 * MINUTE))
  const at = soon()
  for (const delayMs of [0, between(random, 0, 2) * SECOND]) {
    const task = pick(random, TASKS)
    act(`runs ${task}`, at + delayMs, ctx => runTaskNow(ctx, { store: STORE, task }))
  }
  act('looks at the ledger', soon(), ctx => readDaySums(ctx, LEDGER_DAYS))
  if (random() < 0.5) return
  const from = soon()
  act('pauses the connection', from, ctx => pause(ctx, CONNECTION_PAUSE))
  act('resumes the connection', from + between(random, 1, 600) * SECOND, ctx => resume(ctx, CONNECTION_PAUSE))
  act('makes sure that nothing is paused', until + SECOND, ctx => resume(ctx, CONNECTION_PAUSE))
}
