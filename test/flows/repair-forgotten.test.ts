import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inbox, outbox } from '../../src/db/schema/messages.ts'
import { runs, schedules } from '../../src/db/schema/operations.ts'
import { processInbox } from '../../src/flows/inbox/process-inbox.ts'
import { receiveHints } from '../../src/flows/inbox/receive-hints.ts'
import { retryProblem } from '../../src/flows/problem/retry-problem.ts'
import { runTaskNow } from '../../src/flows/schedule/run-task-now.ts'
import { listOrders } from '../../src/flows/view/list-orders.ts'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { erpOrder, finish } from '../support/clerk.ts'
import { doorsOf, moduleDelivery, send } from '../support/doors.ts'
import { messagesOf, openCauses, openProblems, orderRow, phaseOf, statesOf } from '../support/look-up.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

const ada = (world: World) => world.context({ kind: 'admin_user', id: '7', name: 'Ada', roles: ['operate'] })

/** An order that is in the ERP, whose mail was refused for good. */
async function withDeadMail(world: World): Promise<number> {
  const id = world.place('customer')
  await world.runUntilQuiet()
  world.mailbox.faults.add({ kind: 'reject' })
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  expect(await statesOf(world, id)).toContain('mail.send dead')
  return id
}

/** What the ERP's poll says of the sales document, for the first time again. */
async function hearAgain(world: World, id: number): Promise<void> {
  const { DocEntry } = erpOrder(world, id)
  const hint = { source: 'erp_poll', entity: 'sales_document', eventType: 'sales_document.changed' } as const
  await receiveHints(world.ctx, STORE, [
    { ...hint, connection: CONNECTION, dedupeKey: 'again', entityKey: String(DocEntry) },
  ])
}

test('an order whose problem was closed by somebody who died before letting it go goes on, in any phase', async () => {
  await using world = await createWorld()
  const id = await withDeadMail(world)
  expect(await phaseOf(world, id)).not.toBe('held')
  await world.database.sql`update problems set closed_at = now(), closed_reason = 'and then the process died'`
  await world.runUntilQuiet()
  expect(await statesOf(world, id)).toContain('mail.send delivered')
  await expectWhole(world, id)
})

test('an order that a person skipped while its problem is tried again stays skipped', async () => {
  await using world = await createWorld()
  const ids = [world.place('unknown-item'), world.place('unknown-item')]
  await world.runUntilQuiet()
  const [problem] = await openProblems(world)
  const [first] = ids
  await world.database
    .sql`update orders set phase = 'skipped', phase_reason = 'skipped by Eva: x' where magento_id = ${first ?? 0}`
  await retryProblem(ada(world), { store: STORE, problemId: problem?.id ?? 0 })
  await world.work()
  expect(await Promise.all(ids.map(id => phaseOf(world, id)))).toEqual(['skipped', 'held'])
})

test('a webhook that cannot be taken apart is put back with a problem, and those behind it are processed', async () => {
  await using world = await createWorld()
  const app = doorsOf(world)
  const event = (entity: number) =>
    JSON.stringify({ events: [{ id: `e${entity}`, type: 'order.created', entity_type: 'order', entity_id: entity }] })
  for (const entity of [900_001, 900_002])
    expect((await send(app, moduleDelivery(world, event(entity), { id: `m${entity}` }))).status).toBe(200)
  const [poisoned] = await world.database.db.select().from(inbox).where(eq(inbox.entity, 'delivery')).orderBy(inbox.id)
  await world.database.sql.unsafe(`
    create function refuse_poison() returns trigger language plpgsql as $$
      begin if new.entity_key = '900001' then raise exception 'no'; end if; return new; end $$`)
  await world.database.sql`create trigger poison before insert on inbox for each row execute function refuse_poison()`
  await processInbox(world.ctx)
  const rows = await world.database.db.select().from(inbox).where(eq(inbox.entity, 'delivery')).orderBy(inbox.id)
  expect(rows).toMatchObject([
    { outcome: expect.stringMatching(/^could not be read: no /), leaseUntil: null },
    { outcome: '1 event', dueAt: null },
  ])
  expect(await openCauses(world)).toEqual([`not_processed:delivery:${poisoned?.id}`])
  await world.database.sql`drop trigger poison on inbox`
  await world.runUntilQuiet()
  expect(await openCauses(world)).toEqual([])
})

test('the list of what needs a person has the orders of other phases that wait for a problem', async () => {
  await using world = await createWorld()
  const open = await withDeadMail(world)
  const held = world.place('unknown-item')
  await world.runUntilQuiet()
  const list = async (phases: readonly ('held' | 'open' | 'done' | 'waiting')[], search?: string) => {
    const filter = { phases, ...(search && { search }) }
    const { rows } = await listOrders(world.ctx, { stores: [STORE], filter, paging: {} })
    return rows.map(({ number }) => number)
  }
  const numbers = await Promise.all([held, open].map(async id => (await orderRow(world, id)).number))
  expect(await list(['held'])).toEqual(numbers)
  expect(await list(['held', 'waiting'])).toEqual(numbers)
  expect(await list(['held'], numbers[1])).toEqual([numbers[1]])
  expect(await list(['waiting'])).toEqual([])
})

test('a document of the ERP whose push was given up is linked when the ERP shows it, and asked for no more', async () => {
  await using world = await createWorld()
  const id = world.place('customer')
  await world.runUntilQuiet()
  const [push] = await messagesOf(world, id)
  // As if the outcome had never been found out: neither the message nor the order know of the document.
  await world.database.sql`
    update outbox set state = 'held', error_class = 'unknown', result = null, finished_at = null where id = ${push?.id ?? 0}`
  await world.database.sql`update sales_documents set state = 'planned', erp_id = null, erp_number = null`
  await world.database.sql`update orders set phase = 'held', acknowledged_at = null`
  await hearAgain(world, id)
  await world.runUntilQuiet()
  expect(await statesOf(world, id)).toContain('sales_document.create delivered')
  expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  const waiting = await world.database.sql`select 1 from inbox where due_at is not null`
  expect(waiting).toHaveLength(0)
})

test('a document of the ERP whose order was skipped here is asked for once', async () => {
  await using world = await createWorld()
  const id = world.place('customer')
  await world.runUntilQuiet()
  await world.database.sql`update outbox set state = 'superseded' where kind = 'sales_document.create'`
  await world.database.sql`update sales_documents set state = 'planned', erp_id = null, erp_number = null`
  await world.database.sql`update orders set phase = 'skipped', phase_reason = 'skipped by Eva: x'`
  await hearAgain(world, id)
  await world.runUntilQuiet()
  const rows = await world.database.db.select().from(inbox).where(eq(inbox.source, 'erp_poll')).orderBy(inbox.id)
  expect(rows.map(row => [row.outcome, row.attempts]).at(-1)).toEqual(['ours, but the order was skipped', 1])
  expect(await phaseOf(world, id)).toBe('skipped')
})

test('where the web side calls nobody, "Run now" leaves the run to a worker and records none', async () => {
  await using world = await createWorld()
  const before = await world.database.db.select().from(runs)
  world.clock.pass(1)
  const said = await runTaskNow({ ...ada(world), webOnly: true }, { store: STORE, task: 'magento-orders' })
  expect(said.message).toContain('a worker does it')
  expect(await world.database.db.select().from(runs)).toEqual(before)
  const [planned] = await world.database.db.select().from(schedules).where(eq(schedules.task, 'magento-orders'))
  expect(planned?.nextAt).toEqual(world.clock.now())
  world.place('customer')
  await world.pass(0)
  expect(await world.database.db.select().from(outbox)).not.toEqual([])
})
