import { inArray } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import { table } from '../../src/cli/table.ts'
import type { Sql } from '../../src/db/client.ts'
import { outbox } from '../../src/db/schema/messages.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { claimOutbox } from '../../src/flows/outbox/claim-outbox.ts'
import { withBridge } from './bridge.ts'
import { fixed, median, round } from './figures.ts'
import { describeServer } from './machine.ts'

const FEW = 10_000
const MANY = Number(process.env.BENCH_DONE ?? 5_000_000)
const DUE = 20_000
const QUEUES = 4_000
const LANES = 2
const BATCH = 100
const ROUNDS = 5

/**
 * How fast due messages are claimed and marked as delivered, in order within each queue: beside few and beside many that
 * are done, and the same work by pg-boss's `key_strict_fifo` on the same server.
 */
export async function benchClaim(say: (line: string) => void): Promise<void> {
  await withBridge(['max_wal_size=8GB'], async ({ runtime, databaseUrl }) => {
    const { sql } = runtime.handle
    say(await describeServer(sql))
    const ctx = runtime.context({ kind: 'job', task: 'bench' })
    const boss = await byPgBoss(databaseUrl, sql)
    await fillDone(sql, 1, FEW)
    const few = await byOutbox(ctx, sql)
    await fillDone(sql, FEW + 1, MANY)
    const many = await byOutbox(ctx, sql)
    const row = (name: string, rate: number) => [name, round(rate), fixed(rate / few, 2), fixed(rate / boss, 1)]
    const lines = table(
      ['', 'claimed and finished/s', 'to the first', 'to pg-boss'],
      [
        row(`outbox, ${round(FEW)} done`, few),
        row(`outbox, ${round(MANY)} done`, many),
        row('pg-boss 12 key_strict_fifo, empty', boss),
      ],
    )
    for (const line of lines) say(line)
    say('')
    say(
      `${round(DUE)} due in ${round(QUEUES)} queues, in order within each; ${LANES} lanes, batches of ${BATCH}; medians of ${ROUNDS} rounds.`,
    )
    say(
      'pg-boss: insert, analyze, then fetch and complete of a batch; the outbox: claimOutbox and one update for a batch.',
    )
  })
}

async function fillDone(sql: Sql, from: number, to: number): Promise<void> {
  await sql`
    insert into outbox (store, queue, kind, idempotency_key, payload, state, due_at, created_at, finished_at)
    select 'main', 'order:' || i / 8, 'mail.send', 'done-' || i, '{}', 'delivered', now(), now(), now()
    from generate_series(${from}::int, ${to}::int) i`
  await sql`vacuum analyze outbox`
}

async function byOutbox(ctx: FlowContext, sql: Sql): Promise<number> {
  const rates: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    await sql`delete from outbox where idempotency_key like 'due-%'`
    await sql`
      insert into outbox (store, connection, queue, kind, idempotency_key, payload, state, due_at, created_at)
      select 'main', case i % 3 when 0 then 'b1' end, 'order:' || i % ${QUEUES}::int, case i % 3 when 1 then 'mail.send' else 'magento.status' end,
        'due-' || i, '{}', 'pending', now() - interval '1 second', now()
      from generate_series(1, ${DUE}::int) i`
    await sql`vacuum analyze outbox`
    const startedAt = performance.now()
    const claimed = await Promise.all(Array.from({ length: LANES }, (_, lane) => drain(ctx, `lane-${lane}`)))
    rates.push(DUE / ((performance.now() - startedAt) / 1000))
    check(claimed.flat().map(({ id }) => String(id)))
  }
  return median(rates)
}

async function drain(ctx: FlowContext, worker: string) {
  const claimed: { id: number }[] = []
  for (let empty = 0; empty < 3; ) {
    const batch = await claimOutbox(ctx, worker, BATCH)
    empty = batch.length === 0 ? empty + 1 : 0
    claimed.push(...batch)
    const ids = batch.map(({ id }) => id)
    if (ids.length > 0) await ctx.db.update(outbox).set({ state: 'delivered' }).where(inArray(outbox.id, ids))
  }
  return claimed
}

async function byPgBoss(databaseUrl: string, sql: Sql): Promise<number> {
  const boss = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false })
  boss.on('error', () => {}) // what fails is thrown to the caller as well
  await boss.start()
  const rates: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const queue = `fifo-${i}`
    await boss.createQueue(queue, { policy: 'key_strict_fifo' })
    await boss.insert(
      queue,
      Array.from({ length: DUE }, (_, n) => ({ data: {}, singletonKey: `order:${n % QUEUES}` })),
    )
    await sql`vacuum analyze`
    const startedAt = performance.now()
    const done = await Promise.all(Array.from({ length: LANES }, () => drainBoss(boss, queue)))
    rates.push(DUE / ((performance.now() - startedAt) / 1000))
    check(done.flat())
  }
  await boss.stop({ graceful: false })
  await sql`drop schema pgboss cascade`
  return median(rates)
}

async function drainBoss(boss: PgBoss, queue: string): Promise<string[]> {
  const done: string[] = []
  for (let empty = 0; empty < 3; ) {
    const ids = (await boss.fetch(queue, { batchSize: BATCH })).map(({ id }) => id)
    empty = ids.length === 0 ? empty + 1 : 0
    if (ids.length > 0) await boss.complete(queue, ids)
    done.push(...ids)
  }
  return done
}

function check(ids: readonly string[]): void {
  if (ids.length !== DUE || new Set(ids).size !== DUE) throw new Error(`${ids.length} of ${DUE} were claimed`)
}
