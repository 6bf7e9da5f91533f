import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { table } from '../../src/cli/table.ts'
import type { Sql } from '../../src/db/client.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { startServer } from '../../src/node.ts'
import type { Runtime } from '../../src/runtime.ts'
import { withBridge } from './bridge.ts'
import { startChild } from './child.ts'
import { fixed, median, round } from './figures.ts'
import type { LoadJob, LoadResult } from './load.ts'
import { describeServer } from './machine.ts'
import { findPgbench, type Reference } from './pgbench.ts'

const STORE = 'main'
const BODY_BYTES = 4096
const SECONDS = 8
const ROUNDS = 3

/** Webhooks per second through the real app, against what the same server commits for pgbench at the same concurrency. */
export async function benchIngest(say: (line: string) => void): Promise<void> {
  await withBridge(['max_connections=200', 'max_wal_size=8GB'], async ({ runtime, databaseUrl, port }) => {
    say(await describeServer(runtime.handle.sql))
    const secret = `whsec_${randomBytes(24).toString('base64')}`
    await configure(runtime, secret)
    const { sql } = runtime.handle
    await sql`create table reference_inserts (like inbox including all, unique (store, dedupe_key))`
    const body = deliveryBody()
    const script = fileURLToPath(new URL('./insert-delivery.sql', import.meta.url))
    const reference = findPgbench(databaseUrl, script, body) ?? ownReference(databaseUrl, body, say)
    const server = await startServer(runtime, {
      host: '127.0.0.1',
      port,
      web: true,
      worker: false,
      rate: { perSecond: 1e6, burst: 1e6 },
    })
    const load = startChild('./load.ts')
    const rows: string[][] = []
    try {
      for (const connections of [32, 128]) {
        const job = { host: '127.0.0.1', port, path: `/webhooks/magento/${STORE}`, secret, connections, body }
        rows.push(await compare(sql, reference, { ...job, seconds: SECONDS }, load.ask, say))
      }
    } finally {
      await load.stop()
      await server.stop()
    }
    say('')
    const head = ['connections', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', `${reference.name} inserts/s`, 'ratio']
    for (const line of table(head, rows)) say(line)
    say('')
    say(`${BODY_BYTES} byte bodies, signature verified, row committed before the answer. Medians of ${ROUNDS} rounds.`)
  })
}

async function configure(runtime: Runtime, secret: string): Promise<void> {
  const text = JSON.stringify({
    stores: [
      {
        code: STORE,
        name: 'Bench',
        url: 'https://shop.example',
        auth: { kind: 'oauth1', consumerKey: 'k', consumerSecret: 's', accessToken: 't', accessTokenSecret: 'u' },
        webhookSecrets: [secret],
      },
    ],
  })
  const ctx = runtime.context({ kind: 'cli', user: 'bench' })
  await applyConfiguration(ctx, { text, variables: {}, fileName: 'bench', dryRun: false })
  await runtime.remotes.refresh()
}

/** Events as the companion module sends them, as many as fit. */
function deliveryBody(): string {
  const events: unknown[] = []
  const text = () => JSON.stringify({ events })
  for (let id = 100_000; text().length < BODY_BYTES - 150; id += 7)
    events.push({
      id: randomBytes(12).toString('hex'),
      type: 'order.updated',
      entity_type: 'order',
      entity_id: id,
      increment_id: String(id).padStart(9, '0'),
    })
  return text().padEnd(BODY_BYTES, ' ')
}

type AskLoad = <Answer>(job: unknown) => Promise<Answer>

/** Rounds take turns, so that whatever else the machine does meets both. */
async function compare(sql: Sql, reference: Reference, job: LoadJob, ask: AskLoad, say: (line: string) => void) {
  const results: LoadResult[] = []
  const commits: number[] = []
  for (let round_ = 0; round_ < ROUNDS; round_++) {
    await rest(sql)
    const result = await ask<LoadResult>(job)
    const stored = Number((await sql`select count(*) as stored from inbox`)[0]?.stored)
    if (result.refused > 0 || stored !== result.answered)
      throw new Error(`${result.answered} answered, ${result.refused} refused, but ${stored} rows are stored`)
    results.push(result)
    await rest(sql)
    commits.push(await reference.run(job.connections, SECONDS))
    say(
      `${job.connections} connections, round ${round_ + 1}: ${round(result.perSecond)} requests/s, ${round(result.answered)} answered = ${round(stored)} rows; ${reference.name} ${round(commits.at(-1) ?? 0)}/s`,
    )
  }
  const of = (pick: (result: LoadResult) => number) => median(results.map(pick))
  const perSecond = of(result => result.perSecond)
  const milliseconds = [of(r => r.p50), of(r => r.p95), of(r => r.p99)].map(value => fixed(value))
  const committed = median(commits)
  return [String(job.connections), round(perSecond), ...milliseconds, round(committed), fixed(perSecond / committed, 2)]
}

/** Every round starts with empty tables and nothing left to write. */
async function rest(sql: Sql): Promise<void> {
  await sql`truncate inbox, inbox_keys, reference_inserts`
  await sql`checkpoint`
  await pause(500)
}

function ownReference(databaseUrl: string, body: string, say: (line: string) => void): Reference {
  say(
    'pgbench is not here (Debian: apt install postgresql-contrib). Instead: single inserts by postgres.js, which is slower.',
  )
  const child = startChild('./insert-rows.ts')
  return {
    name: 'postgres.js',
    run: (connections, seconds) => child.ask<number>({ databaseUrl, body, connections, seconds }),
  }
}
