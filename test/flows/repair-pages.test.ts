import { expect, test } from 'vitest'
import { z } from 'zod'
import { readMessage } from '../../src/flows/view/read-message.ts'
import { sidesOf } from '../support/both-sides.ts'
import { messagesOf, openProblems, orderRow, phaseOf } from '../support/look-up.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

async function held(world: World): Promise<readonly number[]> {
  const ids = [world.place('unknown-item'), world.place('unknown-item')]
  await world.runUntilQuiet()
  return ids
}

test('the list offers to try all that match again, shows what that is, and does it', async () => {
  await using world = await createWorld()
  const ids = await held(world)
  const page = await signIn(world)
  const list = await page.get('/admin/orders?phase=held')
  expect(list.text).toContain('hx-get="/admin/orders/stuck/retry?phase=held"')
  const dialog = await page.get('/admin/orders/stuck/retry?phase=held')
  expect(dialog.text).toMatch(/Try again: 2 orders[\s\S]*does not know item[\s\S]*Try 2 orders again/)
  expect(await phaseOf(world, ids[0] ?? 0)).toBe('held')
  const done = await page.post('/admin/orders/stuck/retry?phase=held')
  expect(done.text).toContain('2 orders are tried again.')
  expect(await Promise.all(ids.map(id => phaseOf(world, id)))).toEqual(['preparing', 'preparing'])
  expect((await page.post('/admin/orders/stuck/retry?phase=held')).text).toContain('needs a person any more')
  expect((await page.get('/admin/orders/stuck/retry')).status).toBe(422)
})

test('skipping all that match asks for the reason', async () => {
  await using world = await createWorld()
  const ids = await held(world)
  const page = await signIn(world)
  const [problem] = await openProblems(world)
  const address = `/admin/orders/stuck/skip?problem=${problem?.id}`
  expect((await page.get(address)).text).toContain('Skip 1 order')
  expect(await page.post(address, { reason: ' ' })).toMatchObject({ status: 422 })
  expect((await page.post(address, { reason: 'a test' })).text).toContain('1 order is skipped.')
  expect((await Promise.all(ids.map(id => phaseOf(world, id)))).sort()).toEqual(['held', 'skipped'])
})

test('who may only look is offered nothing of it, and gets nothing done', async () => {
  await using world = await createWorld()
  const [id = 0] = await held(world)
  const page = await signIn(world, { roles: ['view'] })
  expect((await page.get('/admin/orders?phase=held')).text).not.toContain('all that match')
  const runs = (await page.get('/admin/runs')).text
  for (const words of ['Pause', 'Hear it again']) expect(runs).not.toContain(words)
  const { id: orderId } = await orderRow(world, id)
  for (const path of [
    'orders/stuck/retry',
    'orders/stuck/skip',
    'orders/messages/1',
    'runs/pause',
    'runs/resume',
    'runs/pull',
  ])
    expect((await page.post(`/admin/${path}`, { reason: 'x' })).status, path).toBe(403)
  expect((await page.post(`/admin/orders/${orderId}/retry`)).status).toBe(403)
  expect(await phaseOf(world, id)).toBe('held')
})

test('a refused sales document is mended in its dialog and sent at once, and the page says with which configuration', async () => {
  await using world = await createWorld({ settings: { shippingExpense: 99 } })
  const id = world.place('customer')
  await world.runUntilQuiet()
  const page = await signIn(world)
  const { id: orderId } = await orderRow(world, id)
  const [message] = await messagesOf(world, id)
  const address = `/admin/orders/messages/${message?.id}`
  expect((await page.get(`/admin/orders/${orderId}`)).text).toContain(`hx-get="${address}"`)
  expect((await page.get(address)).text).toMatch(/as JSON[\s\S]*&quot;ExpenseCode&quot;: 99[\s\S]*Save and send/)
  const shown = await readMessage(world.ctx, { stores: [STORE], id: message?.id ?? 0 })
  const part = JSON.stringify(z.looseObject({}).parse(shown?.part?.value)).replace(
    '"ExpenseCode":99',
    '"ExpenseCode":1',
  )
  expect((await page.post(address, { part: '{', reason: 'x' })).text).toContain('This is no JSON')
  expect((await page.post(address, { part, reason: '' })).text).toContain('A reason is needed')
  const cheaper = part.replace(/"PriceAfterVAT":[\d.]+/, '"PriceAfterVAT":1')
  expect((await page.post(address, { part: cheaper, reason: 'x' })).text).toContain('does not fit the order')
  const edit = { part, reason: 'the code was wrong' }
  const review = await page.post(address, edit)
  expect(review.text).toMatch(
    /<del>\s*&quot;ExpenseCode&quot;: 99,?<\/del>[\s\S]*<ins>\s*&quot;ExpenseCode&quot;: 1,?<\/ins>/,
  )
  expect((await messagesOf(world, id))[0]).toMatchObject({ state: 'dead', editedAt: null })
  expect((await page.post(address, { ...edit, seen: 'yes' })).text).toContain('is sent again as edited')
  await world.runUntilQuiet()
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  expect((await page.get(`/admin/orders/${orderId}`)).text).toMatch(
    /planned with configuration \d+ of the connection, \d+ of the store, edited by a person/,
  )
  expect((await page.get(address)).status).toBe(422)
})

test('the runs page tells how each far side is, pauses one with a reason and lets it go on', async () => {
  await using world = await createWorld()
  const page = await signIn(world)
  expect((await page.get('/admin/runs')).text).toMatch(/Far sides[\s\S]*Magento[\s\S]*SAP Business One[\s\S]*Mail/)
  expect((await page.get('/admin/runs/pause?what=connection&code=b1')).text).toContain('Pause connection b1')
  expect((await page.post('/admin/runs/pause', { what: 'connection', code: 'b1', reason: '' })).status).toBe(422)
  await page.post('/admin/runs/pause', { what: 'connection', code: 'b1', reason: 'stocktaking' })
  const id = world.place('customer')
  await world.runUntilQuiet()
  expect((await page.get('/admin/runs')).text).toMatch(/SAP Business One[\s\S]*Paused[\s\S]*stocktaking/)
  expect(sidesOf(world, id).salesDocuments).toEqual([])
  await page.post('/admin/runs/resume', { what: 'connection', code: 'b1' })
  await world.runUntilQuiet()
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  expect((await page.get('/admin/runs/pause?what=moon')).status).toBe(400)
})

test('the runs page has a day heard again', async () => {
  await using world = await createWorld()
  const page = await signIn(world)
  const said = await page.post('/admin/runs/pull', { store: STORE, since: '2026-03-01', what: 'both' })
  expect(said.text).toContain('is heard again')
  expect((await page.post('/admin/runs/pull', { store: 'usa', since: '2026-03-01', what: 'both' })).text).toContain(
    'no such store',
  )
  expect((await page.post('/admin/runs/pull', { store: STORE, since: 'March', what: 'both' })).status).toBe(422)
})
