import { afterAll, expect, test } from 'vitest'
import { startMagento } from '../../sandbox/magento/server.ts'

const magento = await startMagento({
  clock: { now: () => new Date('2026-03-10T09:00:00Z') },
  random: () => 0.5,
  module: true,
  bridge: { url: 'http://bridge.example', storeCode: 'main', sessionKey: 'k'.repeat(40) },
})
afterAll(() => magento.close())
const press = (id: number, action: string, headers: Record<string, string> = {}) =>
  fetch(`${magento.url}/admin/orders/${id}/${action}`, { method: 'POST', redirect: 'manual', headers })

test('the page of an order offers what the staff may do, and does it', async () => {
  const { entity_id: id, increment_id: number } = magento.placeOrder('guest-simple')
  const text = await (await fetch(`${magento.url}/admin/orders/${id}`)).text()
  expect([...text.matchAll(/<button type="submit">([^<]+)/g)].map(([, label]) => label)).toEqual([
    'Change',
    'Cancel',
    'Edit (the same again)',
  ])
  const answer = await press(id, 'edit')
  expect(answer.status).toBe(303)
  const edited = magento.order(Number(answer.headers.get('location')?.split('/').at(-1)))
  expect(edited).toMatchObject({ increment_id: `${number}-1`, relation_parent_id: id, relation_parent_real_id: number })
  expect(magento.order(id)).toMatchObject({ state: 'canceled', relation_child_real_id: `${number}-1` })
})

test('what was charged is refunded piece by piece; what is not possible is refused in words', async () => {
  const { entity_id: id } = magento.placeOrder('card-captured')
  expect((await press(id, 'refund-one')).status).toBe(303)
  expect((await press(id, 'refund')).status).toBe(303)
  expect(magento.order(id)?.state).toBe('closed')
  const refused = await press(id, 'cancel')
  expect([refused.status, await refused.text()]).toEqual([400, 'You have not canceled the item.'])
})

test('another site cannot press the buttons', async () => {
  const { entity_id: id } = magento.placeOrder('guest-simple')
  expect((await press(id, 'cancel', { 'sec-fetch-site': 'cross-site' })).status).toBe(404)
  expect(magento.order(id)?.state).toBe('new')
})

test('who looks is told to the admin itself, and to no other site', async () => {
  const ask = (origin: string) =>
    fetch(`${magento.url}/admin/orderbridge/token`, { method: 'POST', headers: { origin } })
  expect((await ask('https://elsewhere.example')).status).toBe(403)
  const answer = await ask(magento.url)
  expect([answer.status, await answer.json()]).toEqual([200, { token: expect.stringMatching(/^ey/) }])
})
