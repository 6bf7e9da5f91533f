import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createLoginLink } from '../../src/admin-ui/session/login-link.ts'
import { table } from '../../src/cli/table.ts'
import type { Sql } from '../../src/db/client.ts'
import { type RunningServer, startServer } from '../../src/node.ts'
import { openRuntime, type Runtime } from '../../src/runtime.ts'
import { type Seeded, seed } from '../browser/seed.ts'
import { startBare } from './bare.ts'
import { type BenchBridge, withBridge } from './bridge.ts'
import { cpuOfTree } from './cpu-time.ts'
import { explainEverything, type Statement, statementsOf } from './explain-log.ts'
import { fixed, percentile, round } from './figures.ts'
import { fill, filledEmail, filledName, filledNumber, filledOrder } from './fill.ts'
import { describeFirstView } from './first-view.ts'
import { describeServer } from './machine.ts'

const ORDERS = Number(process.env.BENCH_ORDERS ?? 1_000_000)
const REQUESTS = 60
const WARM_UP = 2
/** Otherwise the figures are those of the second. */
const AFTER_A_CHANGE = 'home, after a change'
/** On two connections: often enough that the server may have gone from plans for the values to plans for any (after five). */
const EXPLAINED_REQUESTS = 16
/** A table with more rows is one that may not be read whole. */
const LARGE = 10_000

/** Times and sizes of the pages with a million orders and ten million tries behind them, and how the database found them. */
export async function benchUi(say: (line: string) => void): Promise<void> {
  const settings = ['shared_preload_libraries=auto_explain', 'max_wal_size=16GB', 'maintenance_work_mem=512MB']
  await withBridge([...settings, 'fsync=off'], async bridge => {
    const { sql, db } = bridge.runtime.handle
    say(await describeServer(sql))
    const seeded = await seed(db, bridge.runtime.box, new Date())
    const startedAt = performance.now()
    const templates = [
      { store: 'main', orderId: seeded.done.id, share: 90 },
      { store: 'usa', orderId: seeded.foreign.id, share: 10 },
    ]
    await fill(sql, templates, ORDERS)
    say(
      `${round(ORDERS)} orders with all their rows made in ${fixed((performance.now() - startedAt) / 1000, 0)} s; ${await sizeOf(sql)}.`,
    )
    say('')
    await measure(bridge, addressesOf(seeded), say)
  })
}

async function sizeOf(sql: Sql): Promise<string> {
  const [row] = await sql<{ size: string; rows: string }[]>`
    select pg_size_pretty(pg_database_size(current_database())) as size,
      (select sum(reltuples)::bigint::text from pg_class where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'months')) as rows`
  return `${round(Number(row?.rows))} rows, ${row?.size}`
}

/** Pages by what a person does. */
function addressesOf(seeded: Seeded): readonly (readonly [string, string])[] {
  const orders = '/admin/orders'
  const deep = `${Date.now() - Math.round(ORDERS * 0.8) * 30_000}-${filledOrder(1)}`
  const middle = Math.round(ORDERS / 2)
  return [
    ['home', '/admin'],
    [AFTER_A_CHANGE, '/admin'],
    ['orders', orders],
    ['orders, 80 % back', `${orders}?after=${deep}`],
    ['orders, phase open', `${orders}?phase=open`],
    ['orders, held or waiting, over 1 day', `${orders}?phase=held,waiting&age=1d`],
    ['orders of one problem', `${orders}?problem=${seeded.held.problemId}`],
    ['search order number', `${orders}?q=${filledNumber(middle)}`],
    ['search ERP number', `${orders}?q=${20_000_000 + middle}`],
    ['search e-mail address', `${orders}?q=${encodeURIComponent(filledEmail(middle))}`],
    ['search first name (5,000 orders)', `${orders}?q=${filledName()}`],
    ['search SKU in every order', `${orders}?q=MUG-001`],
    ['search nothing there', `${orders}?q=nothing-like-that`],
    [
      'changes of the list',
      `${orders}/changes?top=${Date.now()}-${filledOrder(1)}&bottom=${Date.now() - 1_500_000}-${filledOrder(50)}&since=${Date.now() - 13_000}`,
    ],
    ['one order', `${orders}/${filledOrder(middle)}`],
    ['problems', '/admin/problems'],
    ['documents', '/admin/documents'],
    ['documents, search number', `/admin/documents?q=${filledNumber(middle)}`],
    ['runs', '/admin/runs'],
    ['ledger', '/admin/ledger'],
    ['drift', '/admin/drift'],
    ['connections', '/admin/connections'],
    ['audit', '/admin/audit'],
  ]
}

type Addresses = ReturnType<typeof addressesOf>

async function measure(bridge: BenchBridge, addresses: Addresses, say: (line: string) => void): Promise<void> {
  const measured = new Map<string, Measured>()
  await withPages(bridge, bridge.runtime, async (get, firstView) => {
    say(await firstView('/admin'))
    for (const [name, address] of addresses) measured.set(name, await measurePage(bridge, get, { name, address }))
  })
  await explainEverything(bridge.runtime.handle.sql)
  const runtime = await openRuntime({ ...bridge.runtime.config, databaseUrl: bridge.databaseUrl }, { poolSize: 2 })
  const log = join(bridge.runtime.config.home, 'postgres', 'server.log')
  const large = await largeTables(runtime.handle.sql)
  const rows: string[][] = []
  const whole: string[] = []
  const indexes: string[] = []
  try {
    await withPages(bridge, runtime, async get => {
      for (const [name, address] of addresses) {
        const statements = await statementsOf(log, async () => {
          for (let i = 0; i < EXPLAINED_REQUESTS; i++) await get(address)
        })
        const page = measured.get(name)
        if (page) rows.push(rowOf(name, page, statements))
        indexes.push(`${name}: ${indexesOf(statements)}`)
        whole.push(...readWhole(name, statements, large))
      }
    })
    const atRest = await atRestOf(bridge, runtime, log)
    whole.push(...readWhole('worker without work', atRest, large))
    rows.push(['worker without work, 5 s', '', '', '', '', '', '', round(atRest.length), round(mostRows(atRest))])
  } finally {
    await runtime.close()
  }
  say('')
  for (const line of table(HEAD, rows)) say(line)
  say('')
  say(
    whole.length === 0
      ? `No statement read a table of more than ${round(LARGE)} rows whole (${large.size} such tables, plans as executed).`
      : `Tables of more than ${round(LARGE)} rows that were read whole:`,
  )
  for (const line of [...new Set(whole)]) say(`  ${line}`)
  say('')
  say('Indexes that were read:')
  for (const line of indexes) say(`  ${line}`)
}

async function withPages(
  { port }: BenchBridge,
  runtime: Runtime,
  work: (get: Get, firstView: (address: string) => Promise<string>) => Promise<void>,
): Promise<void> {
  const server = await startServer(runtime, { host: '127.0.0.1', port, web: true, worker: false })
  try {
    const cookie = await logIn(server, runtime)
    const get: Get = async address => {
      const answer = await fetch(server.url + address, { headers: { cookie }, redirect: 'manual' })
      const body = Buffer.from(await answer.arrayBuffer())
      if (answer.status !== 200 && answer.status !== 302) throw new Error(`${address} answered ${answer.status}`)
      return body
    }
    await work(get, address => describeFirstView(server.url, address, cookie))
  } finally {
    await server.stop()
  }
}

async function logIn(server: RunningServer, runtime: Runtime): Promise<string> {
  const link = await createLoginLink(runtime.context({ kind: 'cli', user: 'bench' }), { publicUrl: server.url })
  const token = new URL(link).searchParams.get('token') ?? ''
  const answer = await fetch(`${server.url}/admin/login`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
    headers: { origin: server.url },
    redirect: 'manual',
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`the log-in answered ${answer.status} without a cookie`)
  return cookie
}

type Get = (address: string) => Promise<Buffer>

interface Measured {
  readonly times: readonly number[]
  /** Of database, server and the one who asks; other work on the machine does not change it. */
  readonly cpuMs: number
  /** Of a handler that answers as many bytes. */
  readonly bare: readonly number[]
  readonly bytes: number
  readonly packed: number
}

async function measurePage(
  bridge: BenchBridge,
  get: Get,
  { name, address }: { readonly name: string; readonly address: string },
): Promise<Measured> {
  const prepare = name === AFTER_A_CHANGE ? () => tellOfChange(bridge) : undefined
  const body = await get(address)
  const server = await startBare(body.length)
  try {
    const bare = await timesOf(async () => await (await fetch(server.url)).arrayBuffer())
    const before = cpuOf(bridge)
    const times = await timesOf(() => get(address), prepare)
    const cpuMs = (cpuOf(bridge) - before) / (REQUESTS + WARM_UP)
    return { times, cpuMs, bare, bytes: body.length, packed: gzipSync(body).length }
  } finally {
    server.close()
  }
}

/** Has the server forget what it remembers, before the time is taken. */
async function tellOfChange({ runtime }: BenchBridge): Promise<void> {
  await runtime.handle.sql`select pg_notify('orderbridge_changed', code) from stores`
  await new Promise(resolve => setTimeout(resolve, 20))
}

function cpuOf({ runtime }: BenchBridge): number {
  const pid = readFileSync(join(runtime.config.home, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]
  return cpuOfTree(process.pid) + cpuOfTree(Number(pid))
}

async function timesOf(get: () => Promise<unknown>, prepare?: () => Promise<void>): Promise<number[]> {
  for (let i = 0; i < WARM_UP; i++) await get()
  const times: number[] = []
  for (let i = 0; i < REQUESTS; i++) {
    await prepare?.()
    const startedAt = performance.now()
    await get()
    times.push(performance.now() - startedAt)
  }
  return times.sort((a, b) => a - b)
}

const HEAD = ['page', 'p50 ms', 'p95 ms', 'CPU ms', 'to a bare one', 'bytes', 'gzip', 'statements', 'most rows read']

function rowOf(
  name: string,
  { times, cpuMs, bare, bytes, packed }: Measured,
  statements: readonly Statement[],
): string[] {
  const each = statements.length / EXPLAINED_REQUESTS
  return [
    name,
    fixed(percentile(times, 0.5)),
    fixed(percentile(times, 0.95)),
    fixed(cpuMs),
    fixed(percentile(times, 0.5) / percentile(bare, 0.5), 0),
    round(bytes),
    round(packed),
    fixed(each, 0),
    round(mostRows(statements)),
  ]
}

const indexesOf = (statements: readonly Statement[]): string =>
  [...new Set(statements.flatMap(({ indexes }) => indexes))].sort().join(', ')

const mostRows = (statements: readonly Statement[]): number =>
  Math.max(0, ...statements.map(({ scans }) => scans.reduce((sum, scan) => sum + scan.rows, 0)))

async function largeTables(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'months') and reltuples > ${LARGE}`
  return new Set(rows.map(({ name }) => name))
}

const readWhole = (page: string, statements: readonly Statement[], large: ReadonlySet<string>): string[] =>
  statements.flatMap(({ text, scans }) =>
    scans
      .filter(({ node, table: name }) => node.endsWith('Seq Scan') && large.has(name))
      .map(({ table: name }) => `${page}: ${name}: ${text.replace(/\s+/g, ' ').slice(0, 160)}`),
  )

/** The loops look for work all the time: with everything done they must find out at once. */
async function atRestOf({ port }: BenchBridge, runtime: Runtime, log: string): Promise<Statement[]> {
  await runtime.handle.sql`update connections set paused_at = now()`
  await runtime.handle.sql`update stores set paused_at = now()`
  return await statementsOf(log, async () => {
    const server = await startServer(runtime, { host: '127.0.0.1', port, web: false, worker: true })
    await new Promise(resolve => setTimeout(resolve, 5_000))
    await server.stop()
  })
}
