import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { connections } from '../../src/db/schema/stores.ts'
import { connectionPolicies } from '../../src/domain/settings.ts'
import { fixed, round } from './figures.ts'
import { describeServer } from './machine.ts'
import { type WholeWay, withWholeWay } from './whole-way.ts'

const WARM_UP = 10
const BACKLOG = 150
const LATENCY_MS = 300
const LIMIT = 4
const LOOK_MS = 200

/** What share of the calls that an ERP's limit allows is made while a backlog drains, the ERP taking 300 ms for each. */
export async function benchDrain(say: (line: string) => void): Promise<void> {
  await withWholeWay(
    async way => {
      say(await describeServer(way.runtime.handle.sql))
      await limitCalls(way)
      await way.start()
      await way.place(WARM_UP)
      await way.settled(WARM_UP)
      const calls = watchCalls(await erpPorts(way))
      await way.place(BACKLOG)
      await untilBacklog(way, waiting => waiting > LIMIT)
      const from = performance.now()
      await untilBacklog(way, waiting => waiting <= LIMIT)
      const { made, busyMs, most } = calls.between(from, performance.now())
      const seconds = (performance.now() - from) / 1_000
      calls.stop()
      await way.settled(WARM_UP + BACKLOG)
      const share = busyMs / (seconds * 1_000 * LIMIT)
      say(
        `${round(BACKLOG)} orders, ERP with ${LATENCY_MS} ms a call, ${LIMIT} calls at once allowed: ${round(made)} calls in ${fixed(seconds)} s, never more than ${most} at once.`,
      )
      say(
        `Ratio of calls under way to calls allowed, while more messages for the ERP were ready to go: ${fixed(share, 3)}.`,
      )
    },
    { erpLatencyMs: LATENCY_MS },
  )
}

async function limitCalls({ runtime: { handle, remotes } }: WholeWay): Promise<void> {
  const [row] = await handle.db.select().from(connections)
  if (!row) throw new Error('nothing is configured')
  const policies = { ...connectionPolicies.parse(row.policies), maxConcurrentCalls: LIMIT }
  await handle.db
    .update(connections)
    .set({ policies, revision: row.revision + 1 })
    .where(eq(connections.code, row.code))
  await remotes.refresh()
}

const urls = z.object({ url: z.url(), gatewayUrl: z.url() })

async function erpPorts({ runtime }: WholeWay): Promise<ReadonlySet<string>> {
  const [row] = await runtime.handle.db.select().from(connections)
  const { url, gatewayUrl } = urls.parse(row?.settings)
  return new Set([url, gatewayUrl].map(address => new URL(address).port))
}

const count = z.object({ count: z.coerce.number() })

/** Messages for the ERP that may go now: what is behind a message to Magento does not wait for the ERP. */
async function untilBacklog({ runtime }: WholeWay, reached: (waiting: number) => boolean): Promise<void> {
  for (;;) {
    const [row] = await runtime.handle.sql`
      select count(*) from outbox o
      where o.far_side like 'erp:%' and o.state in ('pending', 'retrying', 'verifying', 'sending') and not exists (
        select 1 from outbox e where e.queue = o.queue and e.id < o.id and e.state not in ('delivered', 'superseded'))`
    if (reached(count.parse(row).count)) return
    await pause(LOOK_MS)
  }
}

/** Calls of this process to these ports, told by Node itself. */
function watchCalls(ports: ReadonlySet<string>) {
  const began = new Map<object, number>()
  const calls: { from: number; to: number }[] = []
  const requestOf = (message: unknown) => (message as { request: { getHeader(name: string): unknown } }).request // node:diagnostics_channel, http
  const start = (message: unknown) => {
    const request = requestOf(message)
    if (ports.has(String(request.getHeader('host')).split(':')[1] ?? '')) began.set(request, performance.now())
  }
  const end = (message: unknown) => {
    const request = requestOf(message)
    const from = began.get(request)
    if (from !== undefined) calls.push({ from, to: performance.now() })
    began.delete(request)
  }
  subscribe('http.client.request.start', start)
  subscribe('http.client.response.finish', end)
  return {
    between(from: number, to: number) {
      const all = [...calls, ...[...began.values()].map(at => ({ from: at, to }))].filter(
        call => call.to > from && call.from < to,
      )
      const busyMs = all.reduce((sum, call) => sum + Math.min(call.to, to) - Math.max(call.from, from), 0)
      const steps = all.flatMap(call => [
        { at: call.from, by: 1 },
        { at: call.to, by: -1 },
      ])
      let now = 0
      const heights = steps.sort((a, b) => a.at - b.at || a.by - b.by).map(({ by }) => (now += by))
      return { made: all.length, busyMs, most: Math.max(...heights) }
    },
    stop() {
      unsubscribe('http.client.request.start', start)
      unsubscribe('http.client.response.finish', end)
    },
  }
}
