import { z } from 'zod'
import type { Mailbox } from '../../../sandbox/mail/mailbox.ts'
import type { SecretBox } from '../../../src/db/secret-box.ts'
import type { Mailer } from '../../../src/documents/mailer.ts'
import { type ClientOptions, connectorOf, magentoOf } from '../../../src/flows/config/clients.ts'
import type { Setup } from '../../../src/flows/config/read-setup.ts'
import type { Actor, FlowContext, Remotes } from '../../../src/flows/context.ts'
import { processInbox } from '../../../src/flows/inbox/process-inbox.ts'
import { prepareOrders } from '../../../src/flows/order/prepare-orders.ts'
import { extendLeases } from '../../../src/flows/outbox/claim-outbox.ts'
import { confirmLease } from '../../../src/flows/outbox/lease.ts'
import { runDueTasks } from '../../../src/flows/schedule/run-due-tasks.ts'
import { createPump, type Pump } from '../../../src/jobs/pump.ts'
import type { Log } from '../../../src/ops/log.ts'
import { createPressure } from '../../../src/outbound/pressure.ts'
import { type Connections, createProcessDatabase, MADE_UP, type ProcessDatabase } from './database.ts'
import type { Gate } from './gate.ts'
import { createSimulatedMailer } from './mail.ts'
import { createSimulatedSend, type FarSides } from './network.ts'
import { currentSleep, type Process } from './process.ts'
import { randomFor } from './random.ts'
import type { Timeline } from './timeline.ts'
import type { Weather } from './weather.ts'

/** What all processes of one seed share. */
export interface Surroundings {
  readonly seed: number
  readonly timeline: Timeline
  readonly gate: Gate
  readonly weather: Weather
  readonly connections: Connections
  readonly farSides: FarSides
  readonly mailbox: Mailbox
  readonly box: SecretBox
  readonly setup: Setup
  readonly restartServer: () => Promise<void>
  /** Something went wrong that no accident of ours explains. */
  readonly unexpected: (text: string) => void
}

/** A process of the bridge with everything that it works with. */
export interface BridgeProcess {
  readonly process: Process
  readonly database: ProcessDatabase
  context(actor: Actor): FlowContext
  /** Runs a step of it; `onEnd` is called when it ends, not when the process dies. */
  start(name: string, step: () => Promise<number>, onEnd: (taken: number) => void): Promise<void>
}

/** Statements and transactions at the same time; small, so that steps wait for connections as they do under load. */
const POOL_SIZE = 5

export function createBridgeProcess(process: Process, around: Surroundings): BridgeProcess {
  const { seed, timeline, gate, weather, connections, box } = around
  const clock = { now: () => new Date(timeline.now() + process.clockAheadMs) }
  const random = randomFor(seed, process.name)
  const database = createProcessDatabase({
    process,
    gate,
    weather,
    connections,
    poolSize: POOL_SIZE,
    restartServer: around.restartServer,
  })
  const { db } = database
  const simulated = createSimulatedSend({ ...around, process, random: randomFor(seed, `network of ${process.name}`) })
  const createSend: NonNullable<ClientOptions['createSend']> =
    ({ beforeCall }) =>
    async request => {
      await beforeCall?.()
      return await simulated(request)
    }
  const remotes = createSimulatedRemotes(around, { clock, random, createSend, beforeCall: confirmLease }, () =>
    createSimulatedMailer({ ...around, process }),
  )
  const log = createRecordingLog(process, around)
  return {
    process,
    database,
    context: actor => ({
      db,
      clock,
      random,
      log,
      actor,
      box,
      remotes,
      publicUrl: undefined,
      wake: () => {},
    }),
    async start(name, step, onEnd) {
      process.running += 1
      timeline.note(`${process.name}: ${name} begins`)
      const ended = (taken: number) => {
        process.running -= 1
        onEnd(taken)
      }
      currentSleep.run(
        ms => gate.pass(process, `sleep ${ms} ms`, ms, () => {}),
        () => {
          step().then(ended, (error: unknown) => {
            const text = error instanceof Error ? error.message : String(error)
            timeline.note(`${process.name}: ${name} failed: ${text.slice(0, 120)}`)
            if (!isExplained(error)) around.unexpected(`${name} failed: ${stackOf(error)}`)
            ended(-1)
          })
        },
      )
      await gate.settle()
    },
  }
}

let hosts = 0

/**
 * The clients of one process, as remotes.ts makes them. The configuration does not change during a seed, so it is not
 * read again and again.
 */
function createSimulatedRemotes(
  { setup }: Surroundings,
  options: Omit<ClientOptions, 'pressure'>,
  createMailer: () => Mailer,
): Remotes {
  const [store] = setup.stores
  const [connection] = setup.connections
  if (!store || !connection) throw new Error('nothing is configured')
  // Log-ins at the ERP are shared in a real process: simulated ones must not meet, so each calls it by another name.
  const own = `-${hosts++}`
  const pressure = createPressure()
  const magento = magentoOf(store, { ...options, pressure })
  const erp = connectorOf({ ...connection, settings: renamed(connection.settings, own) }, { ...options, pressure })
  const mailer = createMailer()
  return {
    store: async () => store,
    connection: async () => connection,
    connectionsOf: async () => [connection],
    magento: async () => magento,
    erp: async () => erp,
    erpOf: () => erp,
    refresh: async () => {},
    mailer: async () => mailer,
    kafka: async () => undefined,
    pressure,
  }
}

const renamed = (settings: unknown, own: string): unknown =>
  JSON.parse(JSON.stringify(settings).replaceAll('.erp.test', `.erp${own}.test`))

/** With what lies behind it: drizzle says which statement failed, and the driver why. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const said = error.stack ?? error.message
  return error.cause === undefined ? said : `${said}\n  caused by ${stackOf(error.cause)}`
}

/** drizzle wraps what the driver throws. */
function isExplained(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.message.includes(MADE_UP) || isExplained(error.cause)
}

function createRecordingLog(process: Process, { timeline, unexpected }: Surroundings): Log {
  const record = (level: string) => (fields: object, text: string) => {
    const said = JSON.stringify(fields)
    timeline.note(`${process.name}: ${level}: ${text} ${said.slice(0, 300)}`)
    if (level === 'error' && !said.includes(MADE_UP)) unexpected(`${text} ${said.slice(0, 1_500)}`)
  }
  return { debug: () => {}, info: record('info'), warn: record('warn'), error: record('error') }
}

export type Lane = 'inbox' | 'prepare' | 'outbox' | 'schedule'
/** As src/jobs/worker.ts has them. */
export const LANES: readonly { readonly name: string; readonly lane: Lane }[] = [
  { name: 'inbox', lane: 'inbox' },
  { name: 'prepare', lane: 'prepare' },
  { name: 'outbox', lane: 'outbox' },
  { name: 'schedule', lane: 'schedule' },
]

export interface Worker extends BridgeProcess {
  readonly busy: Set<string>
  /** Until when lanes sleep that found nothing; milliseconds of virtual time. */
  readonly rests: Map<Lane, number>
  readonly pump: Pump
  beatAt: number
}

/** @param wake called when the worker has room for more */
export const createWorker = (process: Process, around: Surroundings, wake: () => void): Worker => ({
  ...createBridgeProcess(process, around),
  busy: new Set(),
  rests: new Map(),
  pump: createPump(process.name, wake),
  beatAt: around.timeline.now(),
})

/** One turn of a lane, as the loops of src/jobs/worker.ts do it. */
export function turnOf(worker: Worker, lane: Lane): Promise<number> {
  const ctx = worker.context({ kind: 'job', task: lane })
  switch (lane) {
    case 'inbox':
      return processInbox(ctx)
    case 'prepare':
      return prepareOrders(ctx)
    case 'outbox':
      return worker.pump.fill(ctx)
    case 'schedule':
      return runDueTasks(ctx)
  }
}

export async function beat(worker: Worker): Promise<number> {
  await extendLeases(worker.context({ kind: 'job', task: 'heartbeat' }), worker.process.name, worker.pump.inFlight())
  return 0
}

const dueRow = z.object({
  inbox: z.coerce.date().nullable(),
  prepare: z.coerce.date().nullable(),
  outbox: z.coerce.date().nullable(),
  schedule: z.coerce.date().nullable(),
})
export type DueTimes = Partial<Record<Lane, number>>

/** When each lane has something to take, by the bridge's own rules; a lane without work is absent. Milliseconds. */
export async function readDueTimes({ admin }: Connections): Promise<DueTimes> {
  const [row] = await admin`
    select
      (select min(greatest(due_at, lease_until + interval '1 ms')) from inbox where due_at is not null) as inbox,
      (select min(greatest(due_at, lease_until + interval '1 ms')) from orders
        where phase in ('waiting', 'preparing') and due_at is not null) as prepare,
      least((select min(greatest(o.due_at, o.lease_until + interval '1 ms', case when f.opened_at is not null then f.probe_at end))
        from outbox o left join far_sides f on f.key = o.far_side
        where o.state in ('pending', 'retrying', 'verifying') and not exists (
          select 1 from outbox e where e.queue = o.queue and e.id < o.id and e.state not in ('delivered', 'superseded'))),
        (select min(lease_until + interval '1 ms') from outbox where state = 'sending')) as outbox,
      (select min(greatest(next_at, lease_until + interval '1 ms')) from schedules) as schedule`
  const due: DueTimes = {}
  for (const [lane, at] of Object.entries(dueRow.parse(row))) if (at) due[lane as Lane] = at.getTime() // its keys are the lanes
  return due
}
