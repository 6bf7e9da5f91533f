import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Order } from '../../sandbox/magento/records.ts'
import { type RunningMagento, startMagento } from '../../sandbox/magento/server.ts'
import { rawCall } from './magento-call.ts'

interface Recorded {
  case: string
  method: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body?: unknown
  status: number
  contentType: string
  /** null for HTML pages, which nobody reads. */
  answer: unknown
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../fixtures/magento-sandbox/${name}`, import.meta.url), 'utf8')) as T // trimmed recordings

let magento: RunningMagento

beforeAll(async () => {
  magento = await startMagento({
    clock: { now: () => new Date() },
    random: Math.random,
    module: false,
    bearerAllowed: true,
  })
  magento.importOrder(read<Order>('order-2.json'))
})
afterAll(() => magento.close())

/** Report ids are random, and the order of top-level lists (store views, search hits) is the database's. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(one => JSON.stringify(one)).sort()
  return JSON.parse(JSON.stringify(value).replace(/Report ID: webapi-[0-9a-f]{13}/, 'Report ID: webapi-x'))
}

const headersOf = (recorded: Recorded): Record<string, string> =>
  Object.fromEntries(
    Object.entries(recorded.headers).map(([name, value]) => [
      name,
      value
        .replace('<full integration token>', magento.credentials.accessToken)
        .replace('<full consumer_key>', magento.credentials.consumerKey)
        .replace('<full access_token>', magento.credentials.accessToken),
    ]),
  )

describe('the simulated Magento answers as the recorded one did', () => {
  for (const recorded of read<Recorded[]>('answers.json')) {
    it(recorded.case, async () => {
      const query = new URLSearchParams(recorded.query).toString()
      const answer = await rawCall({
        method: recorded.method,
        url: `${magento.url}${recorded.path}${query ? `?${query}` : ''}`,
        headers: headersOf(recorded),
        ...(recorded.body === undefined
          ? {}
          : { body: typeof recorded.body === 'string' ? recorded.body : JSON.stringify(recorded.body) }),
      })
      expect({ status: answer.status, contentType: answer.contentType }).toEqual({
        status: recorded.status,
        contentType: recorded.contentType,
      })
      if (recorded.answer === null) return
      expect(comparable(answer.json ?? '')).toEqual(comparable(recorded.answer))
    })
  }
})
