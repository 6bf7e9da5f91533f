import { join } from 'node:path'
import { createLoginLink } from '../../src/admin-ui/session/login-link.ts'
import { table } from '../../src/cli/table.ts'
import type { Sql } from '../../src/db/client.ts'
import { type RunningServer, startServer } from '../../src/node.ts'
import { openRuntime, type Runtime } from '../../src/runtime.ts'
import { type Seeded, seed } from '../browser/seed.ts'
import { type BenchBridge, withBridge } from './bridge.ts'
import { explainEverything, type Statement, statementsOf } from './explain-log.ts'
import { fixed, percentile, round } from './figures.ts'
import { fill, filledEmail, filledName, filledNumber, filledOrder } from './fill.ts'
import { describeServer } from './machine.ts'

const ORDERS = Number(process.env.BENCH_ORDERS ?? 1_000_000)
const REQUESTS = 30
/** On two connections: often enough that the server may have gone from plans for the values to plans for any (after five). */
const EXPLAINED_REQUESTS = 16
/** A table with more rows is one that may not be read whole. */
const LARGE = 10_000

/** Times of the admin pages with a million orders behind them, and how the database found what they show. */
export async function benchPages(say: (line: string) => void): Promise<void> {
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
      'changes of the list (every 3 s)',
      `${orders}/changes?top=${Date.now()}-${filledOrder(1)}&bottom=${Date.now() - 1_500_000}-${filledOrder(50)}&since=${Date.now() - 13_000}`,
    ],
    ['one order', `${orders}/${filledOrder(middle)}`],
    ['problems', '/admin/problems'],
    ['documents', '/admin/documents'],
    ['documents, search number', `/admin/documents?q=${filledNumber(middle)}`],
    ['runs', '/admin/runs'],
  ]
}

type Addresses = ReturnType<typeof addressesOf>

async function measure(bridge: BenchBridge, addresses: Addresses, say: (line: string) => void): Promise<void> {
  const times = new Map<string, readonly number[]>()
  await withPages(bridge, bridge.runtime, async get => {
    for (const [name, address] of addresses) times.set(name, await timesOf(() => get(address)))
  })
  await explainEverything(bridge.runtime.handle.sql)
  const runtime = await openRuntime({ ...bridge.runtime.config, databaseUrl: bridge.databaseUrl }, { poolSize: 2 })
  const log = join(bridge.runtime.config.home, 'postgres', 'server.log')
  const large = await largeTables(runtime.handle.sql)
  const rows: string[][] = []
  const whole: string[] = []
  try {
    await withPages(bridge, runtime, async get => {
      for (const [name, address] of addresses) {
        const statements = await statementsOf(log, async () => {
          for (let i = 0; i < EXPLAINED_REQUESTS; i++) await get(address)
        })
        rows.push(rowOf(name, times.get(name) ?? [], statements))
        whole.push(...readWhole(name, statements, large))
      }
    })
    const atRest = await atRestOf(bridge, runtime, log)
    whole.push(...readWhole('worker without work', atRest, large))
    rows.push(['worker without work, 5 s', '', '', round(atRest.length), round(mostRows(atRest))])
  } finally {
    await runtime.close()
  }
  for (const line of table(['page', 'p50 ms', 'p95 ms', 'statements', 'most rows read by a statement'], rows)) say(line)
  say('')
  say(
    whole.length === 0
      ? `No statement read a table of more than ${round(LARGE)} rows whole (${large.size} such tables, plans as executed).`
      : `Tables of more than ${round(LARGE)} rows that were read whole:`,
  )
  for (const line of [...new Set(whole)]) say(`  ${line}`)
}

async function withPages(
  { port }: BenchBridge,
  runtime: Runtime,
  work: (get: (address: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const server = await startServer(runtime, { host: '127.0.0.1', port, web: true, worker: false })
  try {
    const cookie = await logIn(server, runtime)
    await work(async address => {
      const answer = await fetch(server.url + address, { headers: { cookie }, redirect: 'manual' })
      await answer.arrayBuffer()
      if (answer.status !== 200 && answer.status !== 302) throw new Error(`${address} answered ${answer.status}`)
    })
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

async function timesOf(get: () => Promise<void>): Promise<number[]> {
  await get()
  await get()
  const times: number[] = []
  for (let i = 0; i < REQUESTS; i++) {
    const startedAt = performance.now()
    await get()
    times.push(performance.now() - startedAt)
  }
  return times.sort((a, b) => a - b)
}

function rowOf(name: string, times: readonly number[], statements: readonly Statement[]): string[] {
  const each = statements.length / EXPLAINED_REQUESTS
  return [
    name,
    fixed(percentile(times, 0.5)),
    fixed(percentile(times, 0.95)),
    fixed(each, 0),
    round(mostRows(statements)),
  ]
}

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
