import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inbox } from '../../src/db/schema/messages.ts'
import { audit, cursors } from '../../src/db/schema/operations.ts'
import { askToPull, pullAgain } from '../../src/flows/poll/pull-again.ts'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { messagesOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

const ada = (world: World) => world.context({ kind: 'admin_user', id: '7', name: 'Ada', roles: ['operate'] })
const SINCE = new Date('2026-03-01T00:00:00Z')
const pollCursors = async (world: World) =>
  (await world.database.db.select().from(cursors)).filter(({ task }) => task !== 'pull-again').map(row => row.position)

test('what was lost on the way is heard again since a day, and what is known comes to nothing', async () => {
  await using world = await createWorld()
  const ids = [world.place('customer'), world.place('guest-simple')]
  await world.runUntilQuiet()
  for (const id of ids) finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const [lost = 0, known = 0] = ids
  // A backup of the database from before the second order came: neither it nor its documents are known.
  await world.database.sql`
    truncate follow_ups, documents, mails, order_events, problem_orders, attempts, outbox_edits, comparisons, document_pairs cascade`
  await world.database.sql`delete from outbox where order_id = (select id from orders where magento_id = ${lost})`
  await world.database
    .sql`delete from sales_documents where order_id = (select id from orders where magento_id = ${lost})`
  await world.database.sql`delete from orders where magento_id = ${lost}`
  const before = await messagesOf(world, known)
  const at = await pollCursors(world)
  await askToPull(ada(world), { store: STORE, since: SINCE, what: 'orders' })
  await pullAgain(world.ctx, STORE)
  expect(await pollCursors(world)).toEqual(at)
  await world.runUntilQuiet()
  expect(sidesOf(world, lost).salesDocuments).toHaveLength(1)
  expect(await messagesOf(world, known)).toEqual(before)
})

test('documents of the ERP that were missed are followed, each once, week by week', async () => {
  await using world = await createWorld()
  const id = world.place('customer')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  // The poll is told that it has read them already.
  await world.database.sql`update cursors set position = jsonb_build_object('cursor', ${JSON.stringify(
    Object.fromEntries(
      ['Orders', 'Drafts', 'DeliveryNotes', 'Invoices', 'CreditNotes'].map(set => [set, '2026-04-30T00:00:00']),
    ),
  )}::text) where task like 'erp-changes%'`
  await world.database.sql`update schedules set next_at = '2030-01-01' where task in ('reconcile', 'magento-sweep')`
  await world.pass(3_600)
  expect((await messagesOf(world, id)).map(({ kind }) => kind)).not.toContain('magento.invoice.create')
  await askToPull(ada(world), { store: STORE, since: SINCE, what: 'erp' })
  await world.runUntilQuiet()
  await expectWhole(world, id)
  await askToPull(ada(world), { store: STORE, since: SINCE, what: 'both' })
  await world.runUntilQuiet()
  await expectWhole(world, id)
})

test('is under way once, whoever asks; it is written down, and another one has to wait', async () => {
  await using world = await createWorld()
  world.place('customer')
  await world.runUntilQuiet()
  const SINCE = new Date('2026-02-28T23:00:00Z')
  const ask = (since: Date) => askToPull(ada(world), { store: STORE, since, what: 'both' })
  await ask(SINCE)
  // 1 March in the store's zone begins on 28 February in UTC: what was asked for is what is said.
  const { message } = await ask(SINCE)
  expect(message).toContain('since 2026-03-01')
  await expect(ask(new Date('2026-02-01'))).rejects.toThrow('is being pulled since 2026-03-01 already')
  await expect(ask(new Date('2027-01-01'))).rejects.toThrow('has not come yet')
  expect(await world.database.db.select().from(audit).where(eq(audit.action, 'pull'))).toHaveLength(1)
  expect(await pullAgain(world.ctx, STORE)).toMatchObject({ read: expect.any(Number), left: 0 })
  expect(await pullAgain(world.ctx, STORE)).toEqual({ read: 0, new: 0, left: 0 })
  const heard = await world.database.db.select().from(inbox).where(eq(inbox.source, 'person'))
  expect(heard.map(({ entity }) => entity).sort()).toEqual(['order', 'sales_document'])
})

test('an order from before the cut-over is not sent because somebody pulls from an earlier day', async () => {
  // Without the module's outbox, which would bring it by itself.
  await using world = await createWorld({ module: false })
  const old = world.place('customer', new Date('2026-02-01T10:00:00Z'))
  await world.runUntilQuiet()
  await askToPull(ada(world), { store: STORE, since: new Date('2026-01-01T00:00:00Z'), what: 'orders' })
  await world.runUntilQuiet()
  expect(sidesOf(world, old).salesDocuments).toEqual([])
})

test('on the command line it reads all of it and says how much', async () => {
  await using world = await createWorld()
  world.place('customer')
  await world.runUntilQuiet()
  const { run } = orderCommands(world.database, world.clock)
  expect((await run('pull', '--since', '2026-03-01')).text).toMatch(/^store main: \d+ read, [1-9]\d* to be looked at/)
  expect((await run('pull')).exitCode).toBe(2)
  await expect(run('pull', '--since', 'March')).rejects.toThrow('is not a day')
})
