import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseCustomer } from '../../src/flows/customer/erase-customer.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { tellStory } from '../../src/flows/order/tell-story.ts'
import { openProblem } from '../../src/flows/problem/open-problem.ts'
import { finish } from '../support/clerk.ts'
import { dumpTables, findIn } from '../support/dump-tables.ts'
import { messagesOf, orderRow, storyOf } from '../support/look-up.ts'
import { boss as bossOf, placeTwo } from '../support/person-everywhere.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

let world: World
let [open, skipped] = [0, 0]
let email = ''
const boss = () => bossOf(world)
const erase = (finishedOnly: boolean, address = email) =>
  eraseCustomer(boss(), { store: STORE, email: address, reason: 'asked', finishedOnly, dryRun: false })

/** Two orders of one customer: one that the ERP has, and one that was left out. */
beforeAll(async () => {
  world = await createWorld()
  ;[open, skipped] = placeTwo(world)
  email = world.magento.order(open)?.customer_email ?? ''
  await world.runUntilQuiet()
  // As an order is that was left out before it was sent.
  const { id, customerName } = await orderRow(world, skipped)
  await world.database.sql`update orders set phase = 'held', acknowledged_at = null where id = ${id}`
  await skipOrder(boss(), { store: STORE, orderId: id, reason: `${customerName} ordered twice` })
}, 120_000)
afterAll(() => world[Symbol.asyncDispose]())

const named = async (table: string) => {
  const { customerName } = await orderRow(world, open)
  return findIn(new Map([[table, (await dumpTables(world.database)).get(table) ?? []]]), [customerName, email])
}

/** The number of its entry in the audit. */
const lastOf = async (action: string) => {
  const [entry] = await world.database.sql`select seq from audit where action = ${action} order by seq desc limit 1`
  return Number(entry?.seq)
}

test('what is unfinished keeps its words, its customer in the ERP and its open problem; what is finished is erased, and the audit that names the person is said', async () => {
  const row = await orderRow(world, open)
  await tellStory(world.ctx, { store: STORE, orderId: row.id, stage: 'answered', text: `To ${row.customerName}` })
  const detail = `${row.customerName} is blocked`
  const problem = { store: STORE, title: 'A customer is blocked.', remedy: 'Mend it.', detail }
  await openProblem(world.ctx, { ...problem, cause: 'blocked:1' }, row.id)
  await openProblem(world.ctx, { ...problem, cause: 'blocked:2' })
  const subjects = await world.database.sql`select * from links where kind = 'subject' order by id`
  const proof = { audit: [await lastOf('order.skip')], days: [] }
  expect(await erase(false)).toMatchObject({ refused: true, unfinished: [{ what: `Order ${row.number}` }], proof })
  expect((await orderRow(world, skipped)).customerEmail).toBe(email)
  expect(await erase(true)).toMatchObject({ refused: false, orders: [(await orderRow(world, skipped)).number] })
  expect(await orderRow(world, open)).toEqual(row)
  expect((await storyOf(world, open)).at(-1)).toBe(`To ${row.customerName}`)
  const reason = 'skipped by Boss: [erased] ordered twice'
  expect(await orderRow(world, skipped)).toMatchObject({ customerName: '', customerEmail: '', phaseReason: reason })
  expect(await world.database.sql`select * from links where kind = 'subject' order by id`).toEqual(subjects)
  const details = await world.database.sql`select detail from problems where cause like 'blocked:%' order by cause`
  expect(details.map(one => one.detail)).toEqual([detail, '[erased] is blocked'])
  expect(await named('outbox')).not.toEqual([])
})

test('a webhook with the address in it that nobody has read yet is waited for', async () => {
  await world.database.sql`
    insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
    values (${STORE}, 'async_events', 'x', 'delivery', '', 'x', ${Buffer.from(`{"customer_email":"${email}"}`)}, now(), now())`
  expect((await erase(false)).unfinished.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^Webhook \d+$/))
  await world.database.sql`delete from inbox where dedupe_key = 'x'`
})

test('what still happens to an erased order is followed, its answers are not kept and its invoice is mailed to nobody', async () => {
  const { id } = await orderRow(world, open)
  await world.database
    .sql`update orders set erased_at = now(), customer_name = '', customer_email = '' where id = ${id}`
  const before = (await messagesOf(world, open)).map(message => message.id)
  finish(world, open, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const fresh = (await messagesOf(world, open)).filter(message => !before.includes(message.id))
  expect(fresh.map(({ kind }) => kind)).toContain('magento.invoice.create')
  expect(fresh.map(({ kind }) => kind)).not.toContain('mail.send')
  expect((await storyOf(world, open)).join('\n')).toMatch(
    /Invoice \d+ is not mailed: the data of its customer were erased here\./,
  )
  const tries = await world.database.sql`
    select exchanges from attempts where outbox_id = any(${fresh.map(message => message.id)})`
  expect(tries.length).toBeGreaterThan(2)
  expect(tries.every(({ exchanges }) => exchanges.length === 0)).toBe(true)
})

test('an address that nobody has ordered with is said to be unknown', async () => {
  expect(await erase(false, 'nobody@example.com')).toMatchObject({ isUnknown: true, orders: [] })
})
