import { readFileSync } from 'node:fs'
import { asc } from 'drizzle-orm'
import { parse } from 'yaml'
import type { Order } from '../../sandbox/http-erp/books.ts'
import { type HttpErp, startHttpErp } from '../../sandbox/http-erp/server.ts'
import { type Omnitron, startOmnitron } from '../../sandbox/omnitron/server.ts'
import { problems } from '../../src/db/schema/operations.ts'
import { transfers } from '../../src/db/schema/transfers.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { createRemotes } from '../../src/flows/config/remotes.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { deliverOutbox } from '../../src/flows/outbox/deliver-outbox.ts'
import { onExchange, onLog } from '../../src/flows/outbox/exchange-recorder.ts'
import { confirmLease } from '../../src/flows/outbox/lease.ts'
import { type RunResult, runTask } from '../../src/flows/schedule/run-due-tasks.ts'
import { tasksOf } from '../../src/flows/schedule/tasks.ts'
import { createLog } from '../../src/ops/log.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { seeded } from '../support/seeded.ts'

export const CONNECTION = 'omni'
type Json = Record<string, unknown>

/** Omnitron, the shipped flow, and the made-up ERP, on a clock that only the test moves. */
export interface TransferWorld extends AsyncDisposable {
  readonly omnitron: Omnitron
  readonly erp: HttpErp
  readonly ctx: FlowContext
  readonly database: TestDatabase
  readonly clock: { now(): Date; pass(seconds: number): void }
  configure(change: (flow: Json & { source: Json }) => void): Promise<void>
  /** One run of the task that reads what waits. */
  look(): Promise<RunResult>
  /** Delivers what is due now. */
  deliver(): Promise<void>
  /** Looks, asks the ERP what changed, delivers, and lets a minute pass, so many times. */
  pass(minutes: number): Promise<void>
  written(): Order[]
  transfers(): Promise<(typeof transfers.$inferSelect)[]>
  problems(): Promise<{ cause: string; title: string; remedy: string; closed: boolean }[]>
}

export async function createTransferWorld(): Promise<TransferWorld> {
  let time = Date.parse('2026-03-10T09:00:00Z')
  const clock = {
    now: () => new Date(time),
    pass: (seconds: number) => {
      time += seconds * 1_000
    },
  }
  const random = seeded(7)
  const database = await createDatabase()
  const { db, box, drop } = database
  const [omnitron, erp] = await Promise.all([
    startOmnitron({ port: 0, clock }),
    startHttpErp({ port: 0, clock, random }),
  ])
  const remotes = createRemotes({ db, box, clock, random, onExchange, onLog, beforeCall: confirmLease })
  const ctx: FlowContext = {
    db,
    clock,
    random,
    log: createLog('silent'),
    actor: { kind: 'job', task: 'test' },
    box,
    remotes,
    wake: () => {},
    publicUrl: undefined,
  }
  const flow = shippedFlow()
  Object.assign(flow, { url: `${erp.url}/api/v1`, timeoutSeconds: 2 })
  Object.assign(flow.source, { url: `${omnitron.url}/api/v1`, timeoutSeconds: 2 })
  const configure: TransferWorld['configure'] = async change => {
    change(flow)
    const text = JSON.stringify(configuration(flow, erp, omnitron))
    const actor = { kind: 'cli' as const, user: 'test' }
    await applyConfiguration({ ...ctx, actor }, { text, fileName: 'test.yaml', variables: {}, dryRun: false })
    await remotes.refresh()
  }
  await configure(() => {})

  const run = async (wanted: string) => {
    await remotes.refresh()
    const task = (await tasksOf(ctx, 'shop')).find(({ name }) => name === `${wanted}:${CONNECTION}`)
    if (!task) throw new Error(`the connection has no task ${wanted}`)
    return await runTask(ctx, task)
  }
  const look = () => run('transfer')
  const deliver = async () => {
    for (let round = 0; round < 50; round += 1) if ((await deliverOutbox(ctx, 'worker', new Set())) === 0) return
    throw new Error('still busy after 50 rounds at the same moment')
  }
  return {
    omnitron,
    erp,
    ctx,
    database,
    clock,
    configure,
    look,
    deliver,
    async pass(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        await look()
        await run('erp-changes')
        await deliver()
        clock.pass(61)
      }
    },
    written: () => erp.books.journal.list<Order>('orders'),
    transfers: () => db.select().from(transfers).orderBy(asc(transfers.id)),
    problems: async () =>
      (await db.select().from(problems).orderBy(asc(problems.id))).map(({ cause, title, remedy, closedAt }) => ({
        cause,
        title,
        remedy,
        closed: closedAt !== null,
      })),
    async [Symbol.asyncDispose]() {
      await remotes.close()
      await Promise.all([omnitron.close(), erp.close()])
      await drop()
    },
  }
}

/** As it is shipped, but for the addresses. */
export const shippedFlow = (): Json & { source: Json } =>
  parse(readFileSync(new URL('../../docs/flows/omnitron.yaml', import.meta.url), 'utf8'))

const configuration = (flow: Json, erp: HttpErp, omnitron: Omnitron) => ({
  stores: [
    {
      code: 'shop',
      name: 'Test shop',
      url: 'https://shop.example',
      timezone: 'Europe/Ljubljana',
      auth: { kind: 'bearer', token: 'a-token-of-the-tests' },
      sessionKeys: ['a session key of the tests, long enough'],
    },
  ],
  connections: [
    {
      code: CONNECTION,
      store: 'shop',
      kind: 'http-flow',
      name: 'The ERP',
      settings: flow,
      secrets: { user: erp.credentials.user, password: erp.credentials.password, token: omnitron.credentials.token },
      // No order of the shop goes here.
      policies: { allowPrivateNetwork: true, views: [] },
    },
  ],
})
