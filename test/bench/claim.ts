import { inArray } from 'drizzle-orm'
import { table } from '../../src/cli/table.ts'
import type { Sql } from '../../src/db/client.ts'
import { outbox } from '../../src/db/schema/messages.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { claimOutbox } from '../../src/flows/outbox/claim-outbox.ts'
import { withBridge } from './bridge.ts'
import { fixed, median, round } from './figures.ts'
import { describeServer } from './machine.ts'

const DONE = 1_000_000
const DUE = 20_000
const QUEUES = 4_000
const LANES = 2
const BATCH = 100
const ROUNDS = 3

/** How fast due messages are claimed and marked as delivered, with nothing behind them and with a million done ones. */
export async function benchClaim(say: (line: string) => void): Promise<void> {
  await withBridge(['max_wal_size=8GB'], async ({ runtime }) => {
    const { sql } = runtime.handle
    say(await describeServer(sql))
    const ctx = runtime.context({ kind: 'job', task: 'bench' })
    const empty = await claimAll(ctx, sql)
    await sql`
      insert into outbox (store, queue, kind, idempotency_key, payload, state, due_at, created_at, finished_at)
      select 'main', 'order:' || i / 8, 'mail.send', 'done-' || i, '{}', 'delivered', now(), now(), now()
      from generate_series(1, ${DONE}::int) i`
    await sql`vacuum analyze outbox`
    const full = await claimAll(ctx, sql)
    const rows = [
      ['0', round(empty), '1.00'],
      [round(DONE), round(full), fixed(full / empty, 2)],
    ]
    for (const line of table(['done messages', 'claimed and delivered/s', 'ratio'], rows)) say(line)
    say('')
    say(
      `${round(DUE)} due in ${round(QUEUES)} queues, in order within each; ${LANES} lanes, batches of ${BATCH}; medians of ${ROUNDS}.`,
    )
  })
}

async function claimAll(ctx: FlowContext, sql: Sql): Promise<number> {
  const rates: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    await sql`delete from outbox where idempotency_key like 'due-%'`
    await sql`
      insert into outbox (store, queue, kind, idempotency_key, payload, state, due_at, created_at)
      select 'main', 'order:' || i % ${QUEUES}::int, 'mail.send', 'due-' || i, '{}', 'pending', now() - interval '1 second', now()
      from generate_series(1, ${DUE}::int) i`
    const startedAt = performance.now()
    const claimed = await Promise.all(Array.from({ length: LANES }, (_, lane) => drain(ctx, `lane-${lane}`)))
    const all = claimed.flat()
    if (all.length !== DUE || new Set(all.map(({ id }) => id)).size !== DUE)
      throw new Error(`${all.length} of ${DUE} were claimed`)
    rates.push(DUE / ((performance.now() - startedAt) / 1000))
  }
  return median(rates)
}

async function drain(ctx: FlowContext, worker: string) {
  const claimed: { id: number; queue: string }[] = []
  for (let empty = 0; empty < 3; ) {
    const batch = await claimOutbox(ctx, worker, BATCH)
    empty = batch.length === 0 ? empty + 1 : 0
    claimed.push(...batch)
    if (batch.length > 0)
      await ctx.db
        .update(outbox)
        .set({ state: 'delivered' })
        .where(
          inArray(
            outbox.id,
            batch.map(({ id }) => id),
          ),
        )
  }
  return claimed
}
