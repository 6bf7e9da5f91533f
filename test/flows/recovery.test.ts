import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { TransactionSql } from 'postgres'
import { expect, test } from 'vitest'
import type { Database } from '../../src/db/client.ts'
import { outbox } from '../../src/db/schema/messages.ts'
import { links, orders } from '../../src/db/schema/orders.ts'
import { processInbox } from '../../src/flows/inbox/process-inbox.ts'
import { prepareOrders } from '../../src/flows/order/prepare-orders.ts'
import { claimOutbox, extendLeases, LEASE_SECONDS, type OutboxMessage } from '../../src/flows/outbox/claim-outbox.ts'
import { deliverClaimed, deliverOutbox } from '../../src/flows/outbox/deliver-outbox.ts'
import { effectKinds } from '../../src/flows/outbox/effect-kinds.ts'
import { recordOutcome } from '../../src/flows/outbox/record-outcome.ts'
import { runDueTasks } from '../../src/flows/schedule/run-due-tasks.ts'
import { sidesOf } from '../support/both-sides.ts'
import { erpOrder, finish, make } from '../support/clerk.ts'
import { attemptsAt, messagesOf, openCauses, orderRow, phaseOf, statesOf, storyOf } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'

/** An order whose customer is known, up to the sales document that is about to be sent. */
async function readyToPush(world: World): Promise<number> {
  const id = world.place('customer')
  world.clock.pass(61)
  await world.remotes.refresh()
  await runDueTasks(world.ctx)
  await processInbox(world.ctx)
  await prepareOrders(world.ctx)
  await deliverOutbox(world.ctx, 'worker', new Set()) // the customer
  await prepareOrders(world.ctx)
  expect(await statesOf(world, id)).toEqual(['sales_document.create pending'])
  return id
}

/** What a worker does until it dies: everything but writing down what came of it. */
async function sendAndDie(world: World): Promise<OutboxMessage> {
  const [message] = await claimOutbox(world.ctx, 'the one that dies', 1)
  const effect = message && effectKinds.get(message.kind)
  if (!message || !effect) throw new Error('nothing was due')
  await effect.deliver(world.ctx, message, effect.payload.parse(message.payload))
  return message
}

/** A database whose next transactions fail when they are about to commit; the first `after` ones do not. */
function failing(db: Database, times: number, after = 0): Database {
  let count = 0
  return new Proxy(db, {
    get(target, key, receiver) {
      if (key === 'transaction') count += 1
      if (key !== 'transaction' || count <= after || count > after + times) return Reflect.get(target, key, receiver)
      return (work: Parameters<Database['transaction']>[0]) =>
        target.transaction(async tx => {
          await work(tx)
          throw new Error('the connection to the database broke')
        })
    },
  })
}

test('a worker that dies before it sends: nothing is known until its lease ends, then it is looked up and sent once', async () => {
  await using world = await createWorld()
  const id = await readyToPush(world)
  expect(await claimOutbox(world.ctx, 'the one that dies', 10)).toHaveLength(1)
  expect(await world.work()).toBe(0)
  await world.pass(LEASE_SECONDS + 1)
  expect(await attemptsAt(world, 'sales_document.create')).toEqual(['verify send_again', 'send delivered'])
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test.each([
  { what: 'is found when it is there', isDone: true, tries: ['verify verifying', 'verify delivered'] },
  {
    what: 'is sent again when it never came',
    isDone: false,
    tries: ['verify verifying', 'verify send_again', 'send delivered'],
  },
])(
  'a worker that dies while the ERP may be at it for a minute: the order is looked up twice, and $what',
  async ({ isDone, tries }) => {
    await using world = await createWorld({ settings: { timeoutSeconds: 60 } })
    const id = await readyToPush(world)
    const [message] = await claimOutbox(world.ctx, 'the one that dies', 1)
    const effect = message && effectKinds.get(message.kind)
    if (!message || !effect) throw new Error('nothing was due')
    await world.pass(LEASE_SECONDS + 1)
    // 45 seconds after it was asked, SAP is done.
    world.clock.pass(14)
    if (isDone) await effect.deliver(world.ctx, message, effect.payload.parse(message.payload))
    await world.runUntilQuiet()
    expect(await attemptsAt(world, 'sales_document.create')).toEqual(tries)
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  },
)

test('a first look that fails tells nothing: after it the ERP is waited for as long', async () => {
  await using world = await createWorld({ settings: { timeoutSeconds: 60 } })
  const id = await readyToPush(world)
  const [message] = await claimOutbox(world.ctx, 'the one that dies', 1)
  const effect = message && effectKinds.get(message.kind)
  if (!message || !effect) throw new Error('nothing was due')
  world.b1.faults.add({ kind: 'html502', match: { path: '/Orders', method: 'GET' } })
  await world.pass(LEASE_SECONDS + 1)
  await world.pass(5) // looked again, and not there yet
  await effect.deliver(world.ctx, message, effect.payload.parse(message.payload))
  await world.runUntilQuiet()
  expect(await attemptsAt(world, 'sales_document.create')).toEqual([
    'verify verifying',
    'verify verifying',
    'verify delivered',
  ])
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('a worker that dies while a plain Magento may be at a shipment: that is looked up twice as well, and made once', async () => {
  await using world = await createWorld({ module: false })
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  world.clock.pass(300)
  await world.remotes.refresh()
  await runDueTasks(world.ctx)
  await processInbox(world.ctx)
  let [message] = await claimOutbox(world.ctx, 'the one that dies', 1)
  while (message && message.kind !== 'magento.shipment.create') {
    await deliverClaimed(world.ctx, [message], () => {})
    ;[message] = await claimOutbox(world.ctx, 'the one that dies', 1)
  }
  if (!message) throw new Error('no shipment was due')
  const effect = effectKinds.get(message.kind)
  await world.pass(LEASE_SECONDS + 1)
  await effect?.deliver(world.ctx, message, effect.payload.parse(message.payload))
  await world.runUntilQuiet()
  expect(await attemptsAt(world, message.kind)).toEqual(['verify verifying', 'verify delivered'])
  expect(sidesOf(world, id).shipments).toHaveLength(1)
})

test('what a dead worker was only reading is read again at once', async () => {
  await using world = await createWorld({ settings: { timeoutSeconds: 60 } })
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  make(world, 'Invoices', { set: 'Orders', document: erpOrder(world, id) })
  let fetching: OutboxMessage | undefined
  for (let minute = 0; minute < 10 && !fetching; minute += 1) {
    world.clock.pass(61)
    await world.remotes.refresh()
    await runDueTasks(world.ctx)
    await processInbox(world.ctx)
    const taken = await claimOutbox(world.ctx, 'the one that dies', 10)
    fetching = taken.find(({ kind }) => kind === 'document.fetch')
    const others = taken.filter(message => message !== fetching)
    await deliverClaimed(world.ctx, others, () => {})
  }
  await world.pass(LEASE_SECONDS + 1)
  expect(await attemptsAt(world, 'document.fetch')).toEqual(['verify send_again', 'send delivered'])
})

test('a worker that dies after it has sent: the document is found and adopted', async () => {
  await using world = await createWorld()
  const id = await readyToPush(world)
  await sendAndDie(world)
  await world.pass(LEASE_SECONDS + 1)
  expect(await attemptsAt(world, 'sales_document.create')).toEqual(['verify delivered'])
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  expect(await phaseOf(world, id)).toBe('open')
})

test('a worker that lives keeps its lease for as long as it works', async () => {
  await using world = await createWorld()
  await readyToPush(world)
  const [message] = await claimOutbox(world.ctx, 'slow', 1)
  for (let beat = 0; beat < 5; beat += 1) {
    world.clock.pass(LEASE_SECONDS - 5)
    await extendLeases(world.ctx, 'slow', [message?.id ?? 0])
    expect(await world.work()).toBe(0)
  }
})

test('a worker that slept over its lease with a message in its hands does not send what another one has taken over', async () => {
  await using world = await createWorld()
  const id = await readyToPush(world)
  const asleep = await claimOutbox(world.ctx, 'sleeper', 10)
  world.clock.pass(LEASE_SECONDS + 1)
  // The others have looked it up, found nothing, and are about to send when the sleeper wakes.
  await deliverOutbox(world.ctx, 'other', new Set())
  expect(await attemptsAt(world, 'sales_document.create')).toEqual(['verify send_again'])
  await deliverClaimed(world.ctx, asleep, () => {})
  expect(sidesOf(world, id).salesDocuments).toHaveLength(0)
  await world.runUntilQuiet()
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('a worker that comes back after its lease ran out does not overwrite what the next one has written', async () => {
  await using world = await createWorld()
  const id = await readyToPush(world)
  // The first one is stopped in the middle of its call, and gets no answer when it goes on.
  world.b1.faults.add({ kind: 'slow', ms: 400, match: { method: 'POST', path: '/Orders' } })
  world.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/Orders' } })
  const late = deliverOutbox(world.ctx, 'late', new Set())
  await pause(150)
  await sendAsAnother(world)
  expect(await statesOf(world, id)).toContain('sales_document.create delivered')
  await late
  expect(await statesOf(world, id)).toContain('sales_document.create delivered')
})

/** The lease of the one at work runs out; another takes over, and what it sends is let through. */
async function sendAsAnother(world: World): Promise<void> {
  const [row] = await world.database.db.select().from(outbox).where(eq(outbox.kind, 'sales_document.create'))
  if (!row) throw new Error('there is no such message')
  await world.database.db
    .update(outbox)
    .set({ state: 'delivered', worker: null, leaseUntil: null, attempts: row.attempts + 1, reason: 'by another' })
    .where(eq(outbox.id, row.id))
}

test('the outcome cannot be stored at first: it is stored at the second try, and nothing is sent twice', async () => {
  await using world = await createWorld()
  const id = await readyToPush(world)
  await deliverOutbox({ ...world.ctx, db: failing(world.database.db, 1) }, 'worker', new Set())
  expect(await attemptsAt(world, 'sales_document.create')).toEqual(['send delivered'])
  expect(await phaseOf(world, id)).toBe('open')
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('the outcome cannot be stored at all: it is verified when the lease has run out', async () => {
  await using world = await createWorld()
  const id = await readyToPush(world)
  await deliverOutbox({ ...world.ctx, db: failing(world.database.db, 4) }, 'worker', new Set())
  expect(await statesOf(world, id)).toEqual(['sales_document.create sending'])
  await world.pass(LEASE_SECONDS + 1)
  expect(await attemptsAt(world, 'sales_document.create')).toEqual(['verify delivered'])
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('what came of it can never be written down: a person is told, it is looked up with growing pauses, and heals', async () => {
  await using world = await createWorld()
  const id = await readyToPush(world)
  const { sql } = world.database
  await sql`alter table sales_documents add constraint fault check (erp_id is null)`
  for (let minute = 0; minute < 30; minute += 1) await world.pass(61)
  expect(await statesOf(world, id)).toEqual(['sales_document.create verifying'])
  expect(await openCauses(world)).toEqual([expect.stringMatching(/^not_recorded:sales_document.create:/)])
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  await sql`alter table sales_documents drop constraint fault`
  await world.pass(700)
  await world.runUntilQuiet()
  expect(await attemptsAt(world, 'sales_document.create')).toEqual(['verify delivered'])
  expect(await openCauses(world)).toEqual([])
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
})

test('a transaction that fails while an order is decided leaves nothing behind, and the order is decided again', async () => {
  await using world = await createWorld()
  const id = world.place('guest-simple')
  world.clock.pass(61)
  await world.remotes.refresh()
  await runDueTasks(world.ctx)
  // Not even that it failed can be written down: its lease runs out.
  const broken = processInbox({ ...world.ctx, db: failing(world.database.db, 9) })
  await expect(broken).rejects.toThrow('the connection to the database broke')
  await expect(orderRow(world, id)).rejects.toThrow('has not heard')
  await world.runUntilQuiet()
  expect(await phaseOf(world, id)).toBe('open')
  expect((await storyOf(world, id)).filter(text => text.startsWith('Order '))).toHaveLength(1)
})

test('a message that nobody here can read stops alone, with a problem; the others go on', async () => {
  await using world = await createWorld()
  const broken = await readyToPush(world)
  const [message] = await messagesOf(world, broken)
  await world.database.db
    .update(outbox)
    .set({ payload: { of: 'another version' } })
    .where(eq(outbox.id, message?.id ?? 0))
  const fine = world.place('guest-simple')
  await world.runUntilQuiet()
  expect(await phaseOf(world, fine)).toBe('open')
  expect(await statesOf(world, broken)).toEqual(['sales_document.create dead'])
  expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:b1:sales_document.create/)])
})

test('an order that cannot be stored stops alone: the others that were heard with it go on', async () => {
  await using world = await createWorld()
  const [broken, ...fine] = Array.from({ length: 5 }, () => world.place('guest-simple'))
  const number = world.magento.order(broken ?? 0)?.increment_id ?? ''
  await world.database.sql.unsafe(`alter table orders add constraint broken check (number <> '${number}')`)
  await world.runUntilQuiet()
  for (const id of fine) expect(await phaseOf(world, id)).toBe('open')
  expect(await openCauses(world)).toEqual([`not_processed:order:${broken}`])
  await world.database.sql.unsafe('alter table orders drop constraint broken')
  await world.pass(300)
  await world.runUntilQuiet()
  expect(await phaseOf(world, broken ?? 0)).toBe('open')
  expect(await openCauses(world)).toEqual([])
})

test('an order whose sales document cannot be stored stops alone: the others of its batch go on', async () => {
  await using world = await createWorld({
    policies: { guests: 'collective' },
    settings: { subjects: { collective: 'C-WEB' } },
  })
  const [broken, ...fine] = Array.from({ length: 5 }, () => world.place('guest-simple'))
  await world.database.sql.unsafe(
    `alter table sales_documents add constraint broken check (orderbridge_id <> 'main-${broken}')`,
  )
  await world.runUntilQuiet()
  for (const id of fine) expect(await phaseOf(world, id)).toBe('open')
  expect(await phaseOf(world, broken ?? 0)).toBe('preparing')
  expect(await openCauses(world)).toEqual([expect.stringMatching(/^order_fails:b1:/)])
  await world.database.sql.unsafe('alter table sales_documents drop constraint broken')
  await world.pass(600)
  await world.runUntilQuiet()
  expect(await phaseOf(world, broken ?? 0)).toBe('open')
  expect(await openCauses(world)).toEqual([])
})

test('a customer whom the ERP cannot be asked for is not made twice: a person has to look', async () => {
  await using world = await createWorld()
  await readyToPush(world)
  const { db } = world.database
  await db.update(outbox).set({ state: 'verifying' }).where(eq(outbox.kind, 'subject.create'))
  const remotes = {
    ...world.ctx.remotes,
    erp: async (code: string) => ({ ...(await world.ctx.remotes.erp(code)), recognises: () => false }),
  }
  for (const partner of world.b1.list<{ $key: string }>('BusinessPartners'))
    if (partner.$key.startsWith('WEB')) world.b1.transact(work => work.put('BusinessPartners', partner.$key, undefined))
  const before = world.b1.list('BusinessPartners').length
  await deliverOutbox({ ...world.ctx, remotes }, 'worker', new Set())
  expect((await attemptsAt(world, 'subject.create')).at(-1)).toBe('verify held')
  expect(world.b1.list('BusinessPartners')).toHaveLength(before)
})

test('an order that asks for a customer in the very moment in which its creation is written down does not wait for ever', async () => {
  await using world = await createWorld()
  const id = await readyToPush(world)
  const { db, sql } = world.database
  // The customer is gone from both sides and is created again; an order of the same customer is prepared meanwhile.
  await db.delete(links).where(eq(links.kind, 'subject'))
  for (const partner of world.b1.list<{ $key: string }>('BusinessPartners'))
    if (partner.$key.startsWith('WEB')) world.b1.transact(work => work.put('BusinessPartners', partner.$key, undefined))
  await db.delete(outbox).where(eq(outbox.kind, 'sales_document.create'))
  await db.update(outbox).set({ state: 'pending' }).where(eq(outbox.kind, 'subject.create'))
  const [message] = await claimOutbox(world.ctx, 'worker', 1)
  const effect = effectKinds.get('subject.create')
  if (!message || !effect) throw new Error('nothing was due')
  await db.update(orders).set({ phase: 'preparing', dueAt: world.clock.now() })
  const running: Promise<unknown>[] = []
  await sql.begin(async tx => {
    // The order has looked at the message and is about to write down that it waits for it: its story is held up.
    await tx`lock table order_events in exclusive mode`
    running.push(prepareOrders(world.ctx))
    await untilWaiting(tx, 1)
    const payload: unknown = effect.payload.parse(message.payload)
    const outcome = { ok: true, delivered: await effect.deliver(world.ctx, message, payload) } as const
    let recorded = false
    running.push(
      recordOutcome(world.ctx, { message, effect, payload }, world.clock.now(), outcome, []).finally(() => {
        recorded = true
      }),
    )
    await Promise.race([untilWaiting(tx, 2), until(() => recorded)])
  })
  await Promise.all(running)
  await world.work()
  expect(await phaseOf(world, id)).toBe('open')
})

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500 && !(await done()); tries += 1) await pause(20)
}

/** Until so many sessions wait for a lock in this database. Asked on a connection that is held: the pool may have no other. */
const untilWaiting = (sql: TransactionSql, count: number): Promise<void> =>
  until(async () => {
    const rows = await sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return rows.length >= count
  })
