import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../../../src/config.ts'
import { applyConfiguration } from '../../../src/flows/config/apply-configuration.ts'
import { diagnose } from '../../../src/flows/config/diagnose.ts'
import { openRuntime, type Runtime } from '../../../src/runtime.ts'
import { type BenchChild, startChild } from '../../bench/child.ts'
import { bundleWorker } from './bundle.ts'
import type { Ask, Places, Verdict } from './far-sides.ts'
import { findViolations } from './invariants.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { type Mode, startWire, type Wire } from './wire.ts'
import { startWorkforce, type Workforce } from './workforce.ts'

export interface Ordeal {
  readonly orders: number
  readonly workers: number
  readonly killEveryMs: number
  /** The faults last until most orders are settled, but no longer. */
  readonly faultMs: number
  /** Which worker dies, and which wires are cut. */
  readonly seed: number
  readonly say: (line: string) => void
}

export interface Outcome {
  readonly kills: number
  readonly restarts: number
  readonly cuts: number
  readonly seconds: number
  /** Mails whose outcome was unknown and that went out again: the mailbox shows one. */
  readonly suppressed: number
  readonly violations: readonly string[]
}

/** What happens when so much of the time of faults is over; each once, while workers go on being killed. */
const EVENTS: readonly { readonly at: number; readonly what: Event }[] = [
  { at: 0.05, what: { kind: 'cut', mode: 'deaf', seconds: 6 } },
  { at: 0.2, what: { kind: 'restart', mode: 'immediate' } },
  { at: 0.35, what: { kind: 'cut', mode: 'drop', seconds: 4 } },
  { at: 0.5, what: { kind: 'restart', mode: 'fast' } },
  { at: 0.65, what: { kind: 'cut', mode: 'slow', seconds: 8 } },
]
type Event =
  | { readonly kind: 'restart'; readonly mode: 'immediate' | 'fast' }
  | { readonly kind: 'cut'; readonly mode: Mode; readonly seconds: number }

/** From here on everything is left in peace. */
const QUIET_FROM = 0.85
/** Longer than every lease: what a dead worker held is taken over by then. */
const STALL_MS = 180_000
const SAY_EVERY_MS = 15_000

/**
 * Real processes on one real database, and everything goes wrong: workers are killed each second, the database restarts
 * twice, the wires to the database and to the far sides are cut in three ways. Then quiet, and the invariants.
 */
export async function endure({ orders, seed, say, ...rest }: Ordeal): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), 'orderbridge-processes-'))
  chmodSync(home, 0o755) // as root the database runs under another account
  const ends: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })]
  const interrupted = () => void end(ends).finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  try {
    const scene = await setUp(home, ends)
    const startedAt = Date.now()
    const faults = await underFaults({ orders, say, ...rest, random: seeded(seed) }, scene, ends)
    say(`${elapsed(startedAt)}  quiet`)
    await untilSettled(scene, orders, line => say(`${elapsed(startedAt)}  ${line}`))
    const seconds = (Date.now() - startedAt) / 1_000
    const verdict = await scene.farSides.ask<Verdict>({ ask: 'judge' } satisfies Ask)
    const violations = await findViolations(scene.runtime.context({ kind: 'job', task: 'verdict' }), verdict, orders)
    return {
      ...faults.counts,
      seconds,
      suppressed: verdict.suppressed,
      violations: [...violations, ...faults.workforce.deaths],
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted)
    await end(ends)
  }
}

/** The last that was begun ends first. */
async function end(ends: (() => unknown)[]): Promise<void> {
  for (let next = ends.pop(); next; next = ends.pop()) await next()
}

interface Scene {
  readonly farSides: BenchChild
  readonly postgres: Postgres
  readonly runtime: Runtime
  readonly wires: Readonly<Record<string, Wire>>
  /** Of a process of the bridge: its way to everything goes over the wires. */
  readonly environment: Readonly<Record<string, string>>
  readonly workerFile: string
}

async function setUp(home: string, ends: (() => unknown)[]): Promise<Scene> {
  const farSides = startChild(new URL('./far-sides.ts', import.meta.url).href)
  ends.push(() => farSides.stop())
  const { configuration, ports } = await farSides.ask<Places>({ ask: 'places' } satisfies Ask)
  const postgres = await startPostgres(home)
  ends.push(() => postgres.stop())
  const database = new URL(postgres.url)
  const wires: Record<string, Wire> = {}
  for (const [name, port] of Object.entries({ database: Number(database.port), ...ports })) {
    const wire = await startWire(port)
    ends.push(() => wire.close())
    wires[name] = wire
  }
  const port = await freePort()
  const environment = {
    ORDERBRIDGE_HOME: home,
    ORDERBRIDGE_SECRET_KEY: randomBytes(32).toString('base64'),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    NODE_COMPILE_CACHE: join(home, 'compiled'),
  }
  const runtime = await openRuntime(loadConfig({ ...environment, DATABASE_URL: postgres.url }), { poolSize: 4 })
  ends.push(() => runtime.close())
  // Everything that the bridge calls, it calls over a wire.
  const rewired = Object.entries(ports).reduce(
    (text, [name, own]) =>
      text.replaceAll(new RegExp(`(127\\.0\\.0\\.1:|"port": )${own}\\b`, 'g'), `$1${wires[name]?.port}`),
    configuration,
  )
  const ctx = runtime.context({ kind: 'cli', user: 'ordeal' })
  await applyConfiguration(ctx, { text: rewired, variables: {}, fileName: 'ordeal', dryRun: false })
  await runtime.remotes.refresh()
  await diagnose(ctx, { config: runtime.config, fix: true }) // makes our field in the ERP
  database.port = String(wires.database?.port)
  const wired = { ...environment, DATABASE_URL: database.href }
  const web = await startWeb(wired)
  ends.push(() => web.kill('SIGKILL'))
  await farSides.ask({ ask: 'push', bridgeUrl: environment.PUBLIC_URL } satisfies Ask)
  const workerFile = join(home, 'worker.mjs')
  await bundleWorker(workerFile)
  return { farSides, postgres, runtime, wires, environment: wired, workerFile }
}

/** The doors are not killed: what they had answered is in the database, and the module repeats what they had not. */
async function startWeb(environment: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('./web.ts', import.meta.url))
  const child = spawn(join('node_modules', '.bin', 'node'), ['--import', 'tsx', file], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

type Conditions = Pick<Ordeal, 'orders' | 'workers' | 'killEveryMs' | 'faultMs' | 'say'> & {
  readonly random: () => number
}

async function underFaults(
  { orders, workers, killEveryMs, faultMs, say, random }: Conditions,
  scene: Scene,
  ends: (() => unknown)[],
) {
  const workforce: Workforce = startWorkforce(workers, scene.workerFile, scene.environment, random)
  ends.push(() => workforce.stop())
  const counts = { kills: 0, restarts: 0, cuts: 0 }
  const startedAt = Date.now()
  const waiting = [...EVENTS]
  let event: Promise<void> = Promise.resolve()
  let happening = false
  const perSecond = Math.max(2, Math.ceil(orders / 40))
  let placed = 0
  for (let over = 0; over < 1 || waiting.length > 0 || happening; ) {
    if (workforce.deaths.length > 0) throw new Error(workforce.deaths.join('\n'))
    if (placed < orders) placed = await place(scene, Math.min(perSecond, orders - placed))
    await pause(killEveryMs)
    if (over < 1 && workforce.kill()) counts.kills += 1
    const settled = await settledOf(scene)
    over = Math.max(settled / orders / QUIET_FROM, (Date.now() - startedAt) / faultMs)
    const status = `${elapsed(startedAt)}  ${settled} settled, ${counts.kills} kills`
    if (counts.kills % 30 === 29) say(status)
    const next = waiting[0]
    if (!next || happening || over < next.at) continue
    waiting.shift()
    happening = true
    say(`${status}: ${next.what.kind} ${next.what.mode}`)
    counts[next.what.kind === 'cut' ? 'cuts' : 'restarts'] += 1
    event = happen(next.what, scene, random).finally(() => {
      happening = false
    })
  }
  await event
  return { counts, workforce }
}

const place = (scene: Scene, count: number): Promise<number> =>
  scene.farSides.ask<number>({ ask: 'place', count } satisfies Ask)

async function happen(event: Event, { postgres, wires }: Scene, random: () => number): Promise<void> {
  if (event.kind === 'restart') return await postgres.restart(event.mode)
  // The database and one far side: the others go on.
  const names = Object.keys(wires).filter(name => name !== 'database')
  const cut = [wires.database, wires[names[Math.floor(random() * names.length)] ?? '']]
  for (const wire of cut) wire?.set(event.mode)
  await pause(event.seconds * 1_000)
  for (const wire of cut) wire?.set('through')
}

/** The database may be away at any moment: then what was known a second ago is as good. */
let lastSettled = 0
async function settledOf({ runtime }: Scene): Promise<number> {
  const rows = await runtime.handle.sql<{ settled: number }[]>`
    select count(*)::int as settled from orders where phase in ('done', 'canceled')`.catch(() => [])
  lastSettled = rows[0]?.settled ?? lastSettled
  return lastSettled
}

async function untilSettled(scene: Scene, orders: number, say: (line: string) => void): Promise<void> {
  let [last, movedAt, saidAt] = ['', Date.now(), 0]
  while (Date.now() - movedAt < STALL_MS) {
    await pause(2_000)
    const { orders: judged } = await scene.farSides.ask<Verdict>({ ask: 'judge' } satisfies Ask)
    const right = judged.filter(order => order.finished && order.wrong.length === 0).length
    const [row] = await scene.runtime.handle.sql<{ messages: number; steps: number }[]>`
      select (select count(*)::int from outbox where state not in ('delivered', 'superseded')) as messages,
        (select coalesce(max(id), 0)::int from order_events) as steps`
    const settled = await settledOf(scene)
    const now = `${right} of ${orders} right on both sides, ${settled} settled, ${row?.messages} messages on their way`
    if (`${now} ${row?.steps}` !== last) [last, movedAt] = [`${now} ${row?.steps}`, Date.now()]
    const through = right === orders && settled === orders && row?.messages === 0
    if (through || Date.now() - saidAt > SAY_EVERY_MS) {
      say(now)
      saidAt = Date.now()
    }
    if (through) return
  }
}

const elapsed = (since: number): string => `${((Date.now() - since) / 1_000).toFixed(0).padStart(5)} s`

/** Park and Miller's generator. */
function seeded(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
