import { randomBytes } from 'node:crypto'
import { type MagentoOptions, type RunningMagento, startMagento } from '../../sandbox/magento/server.ts'
import type { OrderKind } from '../../sandbox/magento/shopper.ts'
import { type RunningMailbox, startMailbox } from '../../sandbox/mail/server.ts'
import { type SapB1, startSapB1 } from '../../sandbox/sap-b1/server.ts'
import { titleIn } from '../../src/admin-ui/language/told.ts'
import { type Applied, applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { createRemotes, type LiveRemotes } from '../../src/flows/config/remotes.ts'
import type { Actor, FlowContext } from '../../src/flows/context.ts'
import { processInbox } from '../../src/flows/inbox/process-inbox.ts'
import { prepareOrders } from '../../src/flows/order/prepare-orders.ts'
import { deliverOutbox } from '../../src/flows/outbox/deliver-outbox.ts'
import { onExchange, onLog } from '../../src/flows/outbox/exchange-recorder.ts'
import { confirmLease } from '../../src/flows/outbox/lease.ts'
import { ensureSchedules } from '../../src/flows/schedule/ensure-schedules.ts'
import { runDueTasks } from '../../src/flows/schedule/run-due-tasks.ts'
import { createLog, type Log } from '../../src/ops/log.ts'
import type { Telemetry } from '../../src/ops/telemetry.ts'
import { createKafka } from '../../src/outbound/kafka.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { seeded } from './seeded.ts'

export const STORE = 'main'
export const CONNECTION = 'b1'
export const STARTED = '2026-03-10T09:00:00Z'

/** Where the bridge is said to listen; no socket is opened. */
const BRIDGE = 'http://bridge.example'
type Door = (url: string, request: RequestInit) => Promise<Response>
type Patch = Readonly<Record<string, unknown>>

export interface WorldOptions {
  /** Of the store, the connection's settings and its policies: over what follows below. */
  readonly store?: Patch
  readonly settings?: Patch
  readonly policies?: Patch
  /** The companion module is in Magento (default). */
  readonly module?: boolean
  readonly seed?: number
  readonly log?: Log
  readonly telemetry?: Telemetry
  /** Of the simulated Magento: input limits, sources, a queue that stands. */
  readonly magento?: Pick<MagentoOptions, 'inputLimit' | 'sources' | 'queueStands'>
}

/** The bridge on a real database between a simulated shop, a simulated ERP and a mailbox, on a clock that only the test moves. */
export interface World extends AsyncDisposable {
  readonly magento: RunningMagento
  readonly b1: SapB1
  readonly mailbox: RunningMailbox
  readonly database: TestDatabase
  readonly remotes: LiveRemotes
  readonly ctx: FlowContext
  readonly clock: { now(): Date; pass(seconds: number): void }
  readonly webhookSecret: string
  context(actor: Actor): FlowContext
  /** @returns Magento's entity_id. */
  place(kind: OrderKind, at?: Date): number
  /** Applies the configuration with these changes, as a file would. */
  configure(
    changes: Pick<WorldOptions, 'store' | 'settings' | 'policies'> & { readonly secrets?: Patch },
  ): Promise<Applied>
  /** From now on what Magento and the ERP send to the bridge's address goes to this door. */
  listenWith(door: Door): void
  /** Inbox, look-ups and outbox until nothing is due at this moment. @returns how much was taken. */
  work(): Promise<number>
  /** Moves the clock, runs the tasks that are due, and works. @returns how much was taken. */
  pass(seconds: number): Promise<number>
  /** Minute after minute until one brings nothing new. */
  runUntilQuiet(): Promise<void>
}

const MINUTE = 61
const MAX_MINUTES = 60
const MAX_ROUNDS = 200

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const clock = createClock()
  const random = seeded(options.seed ?? 7)
  const database = await createDatabase()
  let door: Door = () => Promise.reject(new Error('nobody listens there'))
  const [magento, b1, mailbox] = await Promise.all([
    startMagento({
      clock,
      random: seeded(11),
      module: options.module ?? true,
      ...options.magento,
      fetch: async (url, init) => await door(String(url), init ?? {}),
    }),
    startSapB1({
      port: 0,
      gatewayPort: 0,
      clock,
      random: seeded(13),
      async post({ url, ...request }) {
        const answer = await door(url, request)
        return { status: answer.status, body: await answer.text() }
      },
    }),
    startMailbox({ clock }),
  ])
  b1.setExchangeRate('USD', 0.909091) // the shop's own rate is 1.1
  const { db, box } = database
  const { telemetry } = options
  const remotes = createRemotes({
    ...{ db, box, clock, random, onExchange, onLog },
    beforeCall: confirmLease,
    createKafka,
    ...(telemetry && { onCall: telemetry.called }),
  })
  const context = (actor: Actor): FlowContext => ({
    db,
    clock,
    random,
    log: options.log ?? createLog('silent'),
    actor,
    box,
    remotes,
    wake: () => {},
    publicUrl: BRIDGE,
    titleIn,
    ...(telemetry && { telemetry }),
  })
  const ctx = context({ kind: 'job', task: 'test' })
  const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`
  let configured: Parameters<World['configure']>[0] = {}
  const configure: World['configure'] = async changes => {
    configured = merge(configured, changes)
    const text = JSON.stringify(configuration({ magento, b1, mailbox, webhookSecret }, configured))
    const applied = await applyConfiguration(
      { ...ctx, actor: { kind: 'cli', user: 'test' } },
      { text, fileName: 'test.yaml', variables: {}, dryRun: false },
    )
    await remotes.refresh()
    return applied
  }
  await configure({
    ...(options.store && { store: options.store }),
    ...(options.settings && { settings: options.settings }),
    ...(options.policies && { policies: options.policies }),
  })
  await (await remotes.erp(CONNECTION)).diagnose({ fix: true }) // makes our user field, as "doctor --fix" does
  await ensureSchedules(ctx)
  await runDueTasks(ctx)
  await remotes.refresh()

  const inFlight = new Set<number>()
  const work = async (): Promise<number> => {
    let taken = 0
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const now =
        (await processInbox(ctx)) + (await prepareOrders(ctx)) + (await deliverOutbox(ctx, 'worker', inFlight))
      taken += now
      if (now === 0) return taken
    }
    throw new Error(`still busy after ${MAX_ROUNDS} rounds at the same moment`)
  }
  const pass = async (seconds: number): Promise<number> => {
    clock.pass(seconds)
    await remotes.refresh()
    await runDueTasks(ctx)
    return await work()
  }
  return {
    magento,
    b1,
    mailbox,
    database,
    remotes,
    ctx,
    clock,
    webhookSecret,
    context,
    place: (kind, at) => magento.placeOrder(kind, at).entity_id,
    configure,
    listenWith(next) {
      door = next
      magento.setWebhooks({ url: BRIDGE, secret: webhookSecret, storeCode: STORE })
    },
    work,
    pass,
    async runUntilQuiet() {
      await work()
      for (let minute = 0; minute < MAX_MINUTES; minute += 1) if ((await pass(MINUTE)) === 0) return
      throw new Error(`not quiet after ${MAX_MINUTES} minutes`)
    },
    async [Symbol.asyncDispose]() {
      await remotes.close()
      await Promise.all([magento.close(), b1.close(), mailbox.close()])
      await database.drop()
    },
  }
}

function createClock(): World['clock'] {
  let now = Date.parse(STARTED)
  return {
    now: () => new Date(now),
    pass: seconds => {
      now += seconds * 1_000
    },
  }
}

/** Later changes win; each part is merged one level deep. */
function merge(a: Patch, b: Patch): Patch {
  const parts = new Set([...Object.keys(a), ...Object.keys(b)])
  return Object.fromEntries([...parts].map(part => [part, { ...(a[part] as object), ...(b[part] as object) }])) // parts are objects
}

function configuration(
  far: Pick<World, 'magento' | 'b1' | 'mailbox' | 'webhookSecret'>,
  changed: Parameters<World['configure']>[0],
) {
  const { magento, b1, mailbox } = far
  return {
    smtp: { host: '127.0.0.1', port: mailbox.smtpPort },
    stores: [
      {
        code: STORE,
        name: 'Test shop',
        url: magento.url,
        timezone: 'Europe/Ljubljana',
        allowPrivateNetwork: true,
        mail: { from: 'Test shop <orders@shop.example>', locales: { sl: 'sl' } },
        auth: { kind: 'oauth1', ...magento.credentials },
        webhookSecrets: [far.webhookSecret],
        sessionKeys: ['a session key of the tests, long enough'],
        ...changed.store,
      },
    ],
    connections: [
      {
        code: CONNECTION,
        store: STORE,
        kind: 'sap-b1',
        name: 'SAP Business One',
        settings: {
          ...erpSettings,
          url: b1.url,
          gatewayUrl: b1.gatewayUrl,
          companyDb: b1.credentials.companyDb,
          ...changed.settings,
        },
        secrets: {
          user: b1.credentials.user,
          password: b1.credentials.password,
          webhookKey: b1.webhookKey,
          ...changed.secrets,
        },
        policies: { allowPrivateNetwork: true, ...changed.policies },
      },
    ],
  }
}

/** Codes of the simulated company (sandbox/sap-b1/seed.ts). */
const erpSettings = {
  vatGroups: { '22': 'S22', '9.5': 'S95', '5': 'S5', 'DE:19': 'S19', 'DE:7': 'S7', 'AT:20': 'S20' },
  exemptVatGroup: 'S0',
  shippingExpense: 1,
  roundingExpense: 4,
  fees: { cod: { expense: 2 }, store_credit: { expense: 3, vatGroup: 'S0' } },
  shippingMethods: { flatrate_flatrate: { transportation: 1 }, '*': {} },
  paymentAccount: '110100',
  timeoutSeconds: 2,
}
