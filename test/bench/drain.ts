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
const LOOK_MS = 100

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
      const windows = await watchBacklog(way, WARM_UP + BACKLOG)
      calls.stop()
      const parts = windows.map(({ from, to }) => calls.between(from, to))
      const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
      const seconds = sum(windows.map(({ from, to }) => to - from)) / 1_000
      const busyMs = sum(parts.map(part => part.busyMs))
      const most = Math.max(...parts.map(part => part.most))
      const share = busyMs / (seconds * 1_000 * LIMIT)
      say(
        `${round(BACKLOG)} orders, ERP with ${LATENCY_MS} ms a call, ${LIMIT} calls at once allowed: about ${round(busyMs / LATENCY_MS)} calls in the ${fixed(seconds)} s in which more than ${LIMIT} messages for it were ready, never more than ${most} at once.`,
      )
      say(`Ratio of calls under way to calls allowed in that time: ${fixed(share, 3)}.`)
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

const seen = z.object({ waiting: z.coerce.number(), settled: z.coerce.number() })

/**
 * Until all is settled: the stretches of time in which more messages for the ERP could go than it may get at once. What
 * is behind a message to Magento does not wait for the ERP.
 */
async function watchBacklog({ runtime }: WholeWay, orders: number): Promise<{ from: number; to: number }[]> {
  const windows: { from: number; to: number }[] = []
  let since: number | undefined
  for (;;) {
    const [row] = await runtime.handle.sql`
      select count(*) filter (where o.far_side like 'erp:%' and not exists (
        select 1 from outbox e where e.queue = o.queue and e.id < o.id and e.state not in ('delivered', 'superseded'))) as waiting,
        (select count(*) from orders where phase in ('done', 'canceled')) as settled
      from outbox o where o.state in ('pending', 'retrying', 'verifying', 'sending')`
    const { waiting, settled } = seen.parse(row)
    const now = performance.now()
    if (waiting > LIMIT && since !== undefined) windows.push({ from: since, to: now })
    since = waiting > LIMIT ? now : undefined
    if (settled >= orders) return windows
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
      return { busyMs, most: Math.max(...heights) }
    },
    stop() {
      unsubscribe('http.client.request.start', start)
      unsubscribe('http.client.response.finish', end)
    },
  }
}
