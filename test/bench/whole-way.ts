import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { diagnose } from '../../src/flows/config/diagnose.ts'
import { startServer } from '../../src/node.ts'
import type { Runtime } from '../../src/runtime.ts'
import { type BenchBridge, withBridge } from './bridge.ts'
import { type BenchChild, startChild } from './child.ts'
import type { Ask, Counted } from './far-sides.ts'

export interface WholeWay extends BenchBridge {
  readonly farSides: BenchChild
  /** Starts the bridge's web side and worker, and has the shop push its events to it. */
  start(): Promise<void>
  /** Stops what start has started; the far sides stay. */
  stop(): Promise<void>
  place(count: number): Promise<void>
  /** Resolves when so many orders are settled. @throws when nothing at all happens for half a minute. */
  settled(count: number): Promise<void>
}

/** By the clock nothing is asked: what is measured comes from events, as it does in a shop with the companion module. */
const POLL_SECONDS = 3_600

/**
 * A bridge between a shop, an ERP and a mailbox, all configured and none of it started. They answer at once, but for the
 * ERP when it is told to take its time.
 */
export async function withWholeWay(
  work: (way: WholeWay) => Promise<void>,
  { erpLatencyMs = 0 }: { readonly erpLatencyMs?: number } = {},
): Promise<void> {
  await withBridge(['max_wal_size=8GB'], async bridge => {
    const { runtime, port } = bridge
    const farSides = startChild('./far-sides.ts', [String(erpLatencyMs)])
    const ask = <Answer>(asked: Ask) => farSides.ask<Answer>(asked)
    let server: Awaited<ReturnType<typeof startServer>> | undefined
    try {
      await configure(runtime, await ask<string>({ ask: 'configuration' }))
      await work({
        ...bridge,
        farSides,
        async start() {
          server = await startServer(runtime, { host: '127.0.0.1', port, web: true, worker: true })
          await ask({ ask: 'push', bridgeUrl: server.url })
        },
        async stop() {
          await server?.stop()
          server = undefined
        },
        place: async count => void (await ask({ ask: 'place', count })),
        settled: count => untilSettled(runtime, count, () => ask<Counted>({ ask: 'count' })),
      })
    } finally {
      await server?.stop()
      await farSides.stop()
    }
  })
}

const file = z.looseObject({
  stores: z.array(z.looseObject({ pollSeconds: z.number() })),
  connections: z.array(z.looseObject({ policies: z.looseObject({ pollSeconds: z.number() }) })),
})

async function configure(runtime: Runtime, text: string): Promise<void> {
  const configuration = file.parse(JSON.parse(text))
  for (const store of configuration.stores) store.pollSeconds = POLL_SECONDS
  for (const { policies } of configuration.connections) policies.pollSeconds = POLL_SECONDS
  const ctx = runtime.context({ kind: 'cli', user: 'bench' })
  await applyConfiguration(ctx, {
    text: JSON.stringify(configuration),
    variables: {},
    fileName: 'bench',
    dryRun: false,
  })
  await runtime.remotes.refresh()
  await diagnose(ctx, { config: runtime.config, fix: true }) // makes our field in the ERP
}

const STALL_MS = 30_000

async function untilSettled({ handle }: Runtime, count: number, farSides: () => Promise<Counted>): Promise<void> {
  let [steps, movedAt, settled] = [-1, Date.now(), 0]
  while (settled < count) {
    await pause(50)
    const [row] = await handle.sql<{ settled: number; steps: number }[]>`
      select count(*) filter (where phase = 'done')::int as settled, (select coalesce(max(id), 0)::int from order_events) as steps from orders`
    settled = row?.settled ?? 0
    if (row && row.steps !== steps) [steps, movedAt] = [row.steps, Date.now()]
    if (Date.now() - movedAt > STALL_MS) {
      const phases = await handle.sql`select phase, count(*)::int from orders group by phase`
      const open = await handle.sql`select title, detail from problems where closed_at is null`
      throw new Error(`${settled} of ${count} are settled and nothing moves: ${JSON.stringify({ phases, open })}`)
    }
  }
  const { salesDocuments, complete, pdfs, mails } = await farSides()
  if ([salesDocuments, complete, pdfs, mails].some(found => found !== count))
    throw new Error(
      `${count} orders are settled, but the far sides have ${salesDocuments} sales documents, ${complete} complete orders, ${pdfs} PDFs and ${mails} mails`,
    )
}
