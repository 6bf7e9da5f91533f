import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { table } from '../../src/cli/table.ts'
import { fixed, median } from './figures.ts'
import { describeServer } from './machine.ts'
import { withWholeWay } from './whole-way.ts'

const ONE_BY_ONE = 20
const BACKLOG = 1_000

/** HTTP calls per order, by kind: when orders come one by one, and when a thousand have waited for the bridge. */
export async function benchCalls(say: (line: string) => void): Promise<void> {
  const single = await countOneByOne(say)
  const backlog = await countBacklog(say)
  const kinds = [...new Set([...single.keys(), ...backlog.keys()])].sort()
  const per = (calls: ReadonlyMap<string, number>, kind: string, orders: number) =>
    fixed((calls.get(kind) ?? 0) / orders, 3)
  const total = (calls: ReadonlyMap<string, number>, orders: number) =>
    fixed([...calls.values()].reduce((sum, count) => sum + count, 0) / orders, 2)
  say('')
  for (const line of table(
    ['call', 'one by one', `backlog of ${BACKLOG.toLocaleString('en')}`],
    [
      ...kinds.map(kind => [kind, per(single, kind, ONE_BY_ONE), per(backlog, kind, BACKLOG)]),
      ['all calls per order', total(single, ONE_BY_ONE), total(backlog, BACKLOG)],
    ],
  ))
    say(line)
}

async function countOneByOne(say: (line: string) => void): Promise<Map<string, number>> {
  let calls = new Map<string, number>()
  await withWholeWay(async way => {
    say(await describeServer(way.runtime.handle.sql))
    await way.start()
    await way.place(1)
    await way.settled(1) // logged in, subscribed, master data known
    const seconds: number[] = []
    calls = await countCalls(async () => {
      for (let done = 1; done <= ONE_BY_ONE; done++) {
        const startedAt = performance.now()
        await way.place(1)
        await way.settled(1 + done)
        seconds.push((performance.now() - startedAt) / 1000)
      }
    })
    say(`One by one: an order takes ${fixed(median(seconds), 2)} s from placed to settled (median of ${ONE_BY_ONE}).`)
  })
  return calls
}

async function countBacklog(say: (line: string) => void): Promise<Map<string, number>> {
  let calls = new Map<string, number>()
  await withWholeWay(async way => {
    await way.place(BACKLOG)
    calls = await countCalls(async () => {
      const startedAt = performance.now()
      await way.start()
      await way.settled(BACKLOG)
      say(`Backlog: ${BACKLOG} orders settled ${fixed((performance.now() - startedAt) / 1000)} s after the start.`)
    })
  })
  return calls
}

/** Everything that this process asks over HTTP meanwhile, told by Node itself. */
async function countCalls(work: () => Promise<void>): Promise<Map<string, number>> {
  const calls = new Map<string, number>()
  const count = (message: unknown) => {
    const { request } = message as { request: { method: string; path: string } } // http.client.request.start of Node's documentation
    const kind = kindOf(request.method, request.path)
    calls.set(kind, (calls.get(kind) ?? 0) + 1)
  }
  subscribe('http.client.request.start', count)
  try {
    await work()
  } finally {
    unsubscribe('http.client.request.start', count)
  }
  return calls
}

/** "GET /rest/V1/orders/17?x=1" → "Magento  GET /V1/orders/{id}" */
function kindOf(method: string, path: string): string {
  const [place = ''] = path.split('?')
  const shape = place
    .replace(/^\/rest\/(?:all\/)?/, '/')
    .replace(/\('[^']*'\)/g, "('{key}')")
    .replace(/(?<=[/(])\d+(?=[/)]|$)/g, '{id}')
  const side = /^\/b1s\//.test(place) ? 'SAP' : /^\/(rest|graphql)/.test(place) ? 'Magento' : 'SAP gateway'
  return `${side} ${method} ${shape}`
}
