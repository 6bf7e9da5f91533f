import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { moduleHeaders, openDoors } from '../support/two-stores.ts'

const database = await testDatabase()
const NOW = new Date()
const { post, keys, app, close } = await openDoors(database, { now: () => NOW, rate: { perSecond: 0.1, burst: 5 } })
afterAll(close)

const body = '{"events":[]}'
const deliver = (store: 'main' | 'usa', address: string) =>
  post(`/webhooks/magento/${store}`, body, {
    ...moduleHeaders(body, keys[store].webhook[0], NOW),
    'x-test-address': address,
  })
const statuses = async (count: number, ask: (number: number) => Promise<Response> | Response) => {
  const found: number[] = []
  for (let number = 0; number < count; number += 1) found.push((await ask(number)).status)
  return found
}

test('a sender that comes too often is told when to come again; other senders and other stores are not', async () => {
  expect(await statuses(7, () => deliver('main', '203.0.113.5'))).toEqual([200, 200, 200, 200, 200, 429, 429])
  const refused = await deliver('main', '203.0.113.5')
  expect(refused.headers.get('retry-after')).toBe('10')
  expect(await refused.json()).toMatchObject({ code: 'too_many' })
  expect((await deliver('main', '203.0.113.6')).status).toBe(200)
  expect((await deliver('usa', '203.0.113.5')).status).toBe(200)
  expect((await app.request('/health', { headers: { 'x-test-address': '203.0.113.5' } })).status).toBe(200)
})

test('the addresses that an IPv6 sender has to itself are one sender', async () => {
  const address = (number: number) => `2001:db8:1:2::${number.toString(16)}`
  expect(await statuses(6, number => deliver('main', address(number)))).toEqual([200, 200, 200, 200, 200, 429])
  expect((await deliver('main', '2001:db8:1:3::1')).status).toBe(200)
})

test('an IPv4 sender is the same one over a dual-stack socket', async () => {
  expect(await statuses(4, () => deliver('main', '198.51.100.7'))).toEqual([200, 200, 200, 200])
  expect(await statuses(2, () => deliver('main', '::ffff:198.51.100.7'))).toEqual([200, 429])
})

test('made-up stores do not get anybody more', async () => {
  const ask = (number: number) => post(`/webhooks/magento/made-up-${number}`, body, { 'x-test-address': '203.0.113.9' })
  const found = await statuses(30, ask)
  expect(found.filter(status => status === 404)).toHaveLength(25)
  expect(found.slice(25)).toEqual([429, 429, 429, 429, 429])
})
