import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alerts } from '../../src/db/schema/alerts.ts'
import { firstRuns } from '../../src/db/schema/first-runs.ts'
import { drifts } from '../../src/db/schema/ledger.ts'
import { attempts, outboxEdits } from '../../src/db/schema/messages.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { links, orders } from '../../src/db/schema/orders.ts'
import { transfers } from '../../src/db/schema/transfers.ts'
import { verifyAudit } from '../../src/flows/audit/verify-audit.ts'
import { type EraseCustomer, eraseCustomer } from '../../src/flows/customer/erase-customer.ts'
import { exportCustomer, showCustomer } from '../../src/flows/customer/show-customer.ts'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import { closeDay } from '../../src/flows/ledger/close-day.ts'
import { readLedger } from '../../src/flows/ledger/read-ledger.ts'
import { verifySeals } from '../../src/flows/ledger/verify-seals.ts'
import { canonicalOf } from '../../src/flows/order/canonical-of.ts'
import { noteOrder } from '../../src/flows/order/note-order.ts'
import { pushOrderNow } from '../../src/flows/order/push-order-now.ts'
import { releaseOrder } from '../../src/flows/order/release-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { tellStory } from '../../src/flows/order/tell-story.ts'
import { editMessage } from '../../src/flows/outbox/edit-message.ts'
import { enqueue } from '../../src/flows/outbox/enqueue.ts'
import { retryMessage } from '../../src/flows/outbox/retry-message.ts'
import { askToPull, pullAgain } from '../../src/flows/poll/pull-again.ts'
import { openProblem } from '../../src/flows/problem/open-problem.ts'
import { reconcile } from '../../src/flows/reconcile/reconcile.ts'
import { readMessage } from '../../src/flows/view/read-message.ts'
import { saveView } from '../../src/flows/view/save-view.ts'
import { finish } from '../support/clerk.ts'
import { doorsOf, moduleDelivery, send } from '../support/doors.ts'
import { dumpTables, findIn } from '../support/dump-tables.ts'
import { messagesOf, orderRow, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

const DAY_MS = 86_400_000
let world: World
/** Of one customer: gone the whole way with a mended message and a mail that came back; skipped. */
let whole: number
let skipped: number
/** Of somebody else. */
let other: number
let email: string
let words: readonly string[]

const boss = () => world.context({ kind: 'admin_user', id: '7', name: 'Boss', roles: ['operate', 'configure'] })
const input = (changes: Partial<EraseCustomer> = {}): EraseCustomer => ({
  store: STORE,
  email,
  reason: 'asked by mail',
  finishedOnly: false,
  dryRun: false,
  ...changes,
})
const erase = (changes: Partial<EraseCustomer> = {}) => eraseCustomer(boss(), input(changes))
const traces = async () => findIn(await dumpTables(world.database, { withoutFiles: true }), words)

/** What points to a person: the address, the name, the street, the phone. */
function wordsOf(id: number): string[] {
  const order = world.magento.order(id)
  const address = order?.billing_address
  if (!order || !address) throw new Error(`Magento has no order ${id}`)
  const { firstname, lastname, street, telephone } = address
  return [
    order.customer_email,
    `${firstname} ${lastname}`,
    `${lastname} ${firstname}`,
    ...(street ?? []),
    `${telephone}`,
  ]
}

/** Orders until one customer has placed two. @returns those two, then one of somebody else */
function placeTwo(): readonly [number, number, number] {
  const byEmail = new Map<string, number[]>()
  for (let tries = 0; tries < 30; tries += 1) {
    const id = world.place('customer')
    const key = world.magento.order(id)?.customer_email ?? ''
    byEmail.set(key, [...(byEmail.get(key) ?? []), id])
    const [first, second] = [...byEmail.values()].find(ids => ids.length === 2) ?? []
    const [foreign] = [...byEmail.values()].find(ids => ids.length === 1) ?? []
    if (first && second && foreign) return [first, second, foreign]
  }
  throw new Error('no customer came back')
}

/** The ERP refuses the sales document, and a person mends it. */
async function mend(id: number, name: string) {
  const message = (await messagesOf(world, id)).find(({ state }) => state === 'dead')
  const part = message && (await readMessage(boss(), { stores: [STORE], id: message.id }))?.part?.value
  if (!message) throw new Error('nothing was refused')
  const mended = JSON.parse(JSON.stringify(part).replace('"ExpenseCode":99', '"ExpenseCode":1'))
  const edit = { store: STORE, messageId: message.id, part: mended, reason: 'the expense was wrong' }
  await editMessage(boss(), { ...edit, acceptDifference: false })
  await world.database.db
    .update(outboxEdits)
    .set({ reason: `the expense of ${name} was wrong` })
    .where(eq(outboxEdits.outboxId, message.id))
  await retryMessage(boss(), { store: STORE, messageId: message.id })
}

/** Everything that a far side or a person may say of somebody, in every table that has words. */
async function talk(row: typeof orders.$inferSelect): Promise<void> {
  const { db } = world.database
  const said = words.join(', ')
  await noteOrder(boss(), { store: STORE, orderId: row.id, text: `${row.customerName} wants one delivery, by noon` })
  await tellStory(boss(), { store: STORE, orderId: row.id, stage: 'answered', text: `The ERP said: ${said}` })
  const refused = {
    store: STORE,
    connection: 'b1',
    title: `Customer ${row.customerName} is refused.`,
    remedy: 'Mend it.',
  }
  await openProblem(world.ctx, { ...refused, cause: `refused:b1:subject.create:${said}`, detail: said })
  await db.insert(alerts).values({
    ...{ store: STORE, subject: 'problem:1', title: `Customer ${row.customerName} is refused.` },
    ...{ since: world.clock.now(), toldAt: world.clock.now() },
  })
  await db.insert(drifts).values({
    ...{ store: STORE, orderId: row.id, subject: `order:${row.id}`, class: 'human_changed', what: 'total:b1:order:1' },
    ...{ text: `Somebody booked for ${said}`, magentoValue: '1', erpValue: row.customerName, acceptedNote: said },
    ...{ firstSeenAt: world.clock.now(), lastSeenAt: world.clock.now(), acceptedAt: world.clock.now() },
    ...{ acceptedBy: 'Boss', closedAt: world.clock.now(), closedReason: row.customerName },
  })
  const view = { store: STORE, name: `Orders of ${row.customerName}`, shared: true }
  await saveView(boss(), {
    ...view,
    name: 'Complaint',
    query: new URLSearchParams({ q: email, phase: 'done' }).toString(),
  })
  const report = { requests: [{ body: { CardName: row.customerName, EmailAddress: email } }] }
  await db
    .insert(firstRuns)
    .values({ store: STORE, report, updatedAt: world.clock.now() })
    .onConflictDoUpdate({ target: firstRuns.store, set: { report } })
  await fromElsewhere(row)
}

/** The same person in an order of another system. */
async function fromElsewhere({ canonical, customerName }: typeof orders.$inferSelect): Promise<void> {
  const now = world.clock.now()
  const [transfer] = await world.database.db
    .insert(transfers)
    .values({
      ...{ store: STORE, connection: 'b1', key: 'hub-1', number: '2792', state: 'acknowledged', canonical },
      ...{ reason: `in the ERP for ${customerName}`, erpId: '1', erpNumber: '1', heardAt: now, updatedAt: now },
    })
    .returning()
  const messageId = await enqueue(world.ctx, {
    ...{ store: STORE, connection: 'b1', queue: `transfer:${transfer?.id}`, kind: 'transfer.write' },
    ...{
      idempotencyKey: 'transfer.write:1',
      payload: { number: '2792', request: { body: { CardName: customerName } } },
    },
  })
  await world.database.sql`update outbox set state = 'delivered' where id = ${messageId ?? 0}`
}

/** The same address in another store, and a call that was made for two orders at once. */
async function neighbours(mine: typeof orders.$inferSelect, theirs: typeof orders.$inferSelect): Promise<void> {
  const { db } = world.database
  await world.database.sql`
    insert into stores select 'second', settings, secrets, revision, paused_at, paused_reason, created_at, updated_at from stores`
  const { id: _, skuKeys: __, ...row } = mine
  await db.insert(orders).values({ ...row, store: 'second' })
  await db.insert(links).values({
    ...{ store: 'second', connection: 'second-b1', kind: 'subject', magentoKey: `guest:${email}`, erpKey: 'W1' },
    ...{ origin: 'created', checkedAt: world.clock.now(), createdAt: world.clock.now() },
  })
  const both = { method: 'GET', url: 'https://b1.example/Orders?$filter=x', status: 200, durationMs: 1 }
  const [tried] = await db.select().from(attempts).where(eq(attempts.orderId, theirs.id)).limit(1)
  if (!tried) throw new Error('nothing was sent')
  const exchanges = [
    { ...both, responseBody: JSON.stringify({ value: [{ CardName: mine.customerName }] }) },
    { ...both, responseBody: JSON.stringify({ value: [{ CardName: theirs.customerName }] }) },
  ]
  await db
    .update(attempts)
    .set({ exchanges })
    .where(and(eq(attempts.id, tried.id), eq(attempts.startedAt, tried.startedAt)))
}

beforeAll(async () => {
  world = await createWorld({ settings: { shippingExpense: 99 } })
  world.listenWith(async (url, request) => {
    const { pathname } = new URL(url)
    return await doorsOf(world).request(pathname, request)
  })
  ;[whole, skipped, other] = placeTwo()
  email = world.magento.order(whole)?.customer_email ?? ''
  words = wordsOf(whole)
  await world.runUntilQuiet()
  const { customerName } = await orderRow(world, whole)
  for (const id of [whole, other]) await mend(id, customerName)
  const row = await orderRow(world, skipped)
  await skipOrder(boss(), { store: STORE, orderId: row.id, reason: 'ordered twice' })
  await world.runUntilQuiet()
  for (const id of [whole, other]) finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  await comeBack()
  await talk(await orderRow(world, whole))
  world.clock.pass(2 * 86_400)
  await world.runUntilQuiet()
  await closeDay(boss(), { store: STORE, day: '2026-03-10', note: 'as it is' })
  await neighbours(await orderRow(world, whole), await orderRow(world, other))
}, 240_000)
afterAll(() => world[Symbol.asyncDispose]())

/** The invoice's mail comes back, and goes out again to another address of the same person's order. */
async function comeBack(): Promise<void> {
  const mail = world.mailbox.messages().find(({ to }) => to === email)
  const bounce = {
    messageId: mail?.messageId,
    recipient: email,
    status: '5.1.1',
    diagnostic: `550 <${email}>: unknown`,
  }
  const delivery = moduleDelivery(world, JSON.stringify(bounce))
  const answer = await send(doorsOf(world), { ...delivery, path: `/webhooks/mail/${STORE}` })
  expect(await answer.json()).toEqual({ recorded: 1, ignored: 0 })
  const [document] = await world.database.sql`
    select d.id from documents d join orders o on o.id = d.order_id where o.magento_id = ${whole}`
  const again = { store: STORE, documentId: Number(document?.id), recipient: email, reason: 'the box was full' }
  await resendInvoice(boss(), again)
  await world.runUntilQuiet()
}

const book = async () =>
  await readLedger(world.ctx, {
    store: STORE,
    fromDay: '2026-03-01',
    toDay: '2026-03-31',
  })

/** Rows that are of somebody else, in every table that has orders. */
async function rowsOf(orderId: number): Promise<unknown> {
  const { sql } = world.database
  return {
    orders: await sql`select * from orders where id = ${orderId}`,
    story: await sql`select * from order_events where order_id = ${orderId} order by id`,
    messages: await sql`select * from outbox where order_id = ${orderId} order by id`,
    mails: await sql`select * from mails where order_id = ${orderId} order by id`,
    tries: await sql`select id, outcome, error from attempts where order_id = ${orderId} order by id`,
    edits:
      await sql`select e.before, e.after from outbox_edits e join outbox m on m.id = e.outbox_id where m.order_id = ${orderId}`,
  }
}

test('the person stands in all these tables before', async () => {
  const tables = new Set((await traces()).map(trace => trace.split(':')[0]))
  for (const table of [
    ...['orders', 'outbox', 'outbox_edits', 'attempts', 'order_events', 'mails', 'problems', 'alerts', 'drifts'],
    ...['saved_views', 'first_runs', 'transfers', 'links'],
  ])
    expect([...tables]).toContain(table)
})

describe('what is kept about a person', () => {
  test('is counted, with the orders by number', async () => {
    const shown = await showCustomer(boss(), { store: STORE, email: email.toUpperCase() })
    expect(shown.orders.map(({ phase }) => phase).sort()).toEqual(['done', 'skipped'])
    expect(shown.transfers).toEqual(['2792'])
    expect(shown.counts).toMatchObject({ mails: 2, documents: 1, 'problems that name the person': 1 })
    expect(shown.unfinished).toEqual([])
  })

  test('is given out whole, without what was said of others, and the audit says that it was', async () => {
    const { text } = await commands().run('customer', 'show', email, '--store', STORE, '--json')
    const found = JSON.parse(text)
    expect(found.orders).toHaveLength(2)
    for (const word of words.slice(0, 2)) expect(text).toContain(word)
    expect(text).toContain('wants one delivery')
    expect(Buffer.from(found.documents[0].base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    for (const word of wordsOf(other)) expect(text).not.toContain(word)
    const [entry] = await world.database.db.select().from(audit).where(eq(audit.action, 'customer.export'))
    expect(entry?.after).toEqual({ orders: found.orders.map((order: { number: string }) => order.number) })
  })

  test('is nobody’s business without the role', async () => {
    const clerk = world.context({ kind: 'admin_user', id: '8', name: 'Clerk', roles: ['view', 'operate'] })
    await expect(exportCustomer(clerk, { store: STORE, email })).rejects.toThrow('configure')
    await expect(showCustomer(clerk, { store: STORE, email })).rejects.toThrow('configure')
    await expect(eraseCustomer(clerk, input())).rejects.toThrow('configure')
  })
})

const commands = () => orderCommands(world.database, world.clock)

describe('erasing a person', () => {
  test('changes nothing as long as one order is on its way; says which, and what to do', async () => {
    await world.database.sql`update orders set phase = 'open' where magento_id = ${whole}`
    const before = await dumpTables(world.database)
    const { text, exitCode } = await commands().run(...erasing(), '--dry-run')
    expect(exitCode).toBe(1)
    const { number } = await orderRow(world, whole)
    expect(text).toContain(`Order ${number} is open`)
    expect(text).toContain('Nothing would be erased. Finished:\n  1 order')
    expect((await erase()).refused).toBe(true)
    expect(await dumpTables(world.database)).toEqual(before)
    await world.database.sql`update orders set phase = 'done' where magento_id = ${whole}`
  })

  test('only tells what it would do in a dry run', async () => {
    const before = await dumpTables(world.database)
    const { text, exitCode } = await commands().run(...erasing(), '--dry-run')
    expect(exitCode).toBe(0)
    expect(text).toMatch(
      /^Would be erased:\n {2}2 orders \d+ \d+\n {2}orders of other systems 2792\nKept, because tax law/,
    )
    expect(await dumpTables(world.database)).toEqual(before)
  })

  test('asks for a reason and an address', async () => {
    await expect(erase({ reason: ' ' })).rejects.toThrow('A reason is needed')
    await expect(commands().run('customer', 'show', 'ana', '--store', STORE)).rejects.toThrow('has no @')
  })

  test('goes on where a crash has stopped it, leaves no trace but files that the law wants, and nobody else loses a word', async () => {
    const books = await book()
    const [foreign, second] = [await rowsOf((await orderRow(world, other)).id), await ofSecond()]
    await expect(eraseCustomer(dyingAt(2), input())).rejects.toThrow('the power is gone')
    await expect(eraseCustomer(dyingAt(3), input())).rejects.toThrow('the power is gone')
    expect(await traces()).not.toEqual([])
    const reason = `${words[1]} asked from ${email}`
    expect(await erase({ reason })).toMatchObject({ refused: false, unfinished: [], documents: [{ kind: 'invoice' }] })
    expect((await traces()).filter(trace => !/^(orders|links): /.test(trace))).toEqual([])
    expect(await ofMain()).toEqual([])
    expect(await rowsOf((await orderRow(world, other)).id)).toEqual(foreign)
    expect(await ofSecond()).toEqual(second)
    expect(await book()).toEqual(books)
    expect(await erase()).toMatchObject({ isUnknown: true })
  })

  test('leaves chains of hashes that verify, and closed days that did not change', async () => {
    for (const chain of await verifyAudit(world.ctx)) expect(chain.breaks).toEqual([])
    const [seals] = await verifySeals(world.ctx, STORE)
    expect(seals).toMatchObject({ breaks: [], changed: [] })
    expect(seals?.seals).toBeGreaterThan(0)
    const entries = await world.database.db.select().from(audit).where(eq(audit.action, 'customer.erase'))
    expect(JSON.stringify(entries.map(entry => entry.after))).toContain((await orderRow(world, whole)).number)
    expect(entries.at(-1)?.reason).toBe('[erased] asked from [erased]')
  })

  test('is told in the story, without what people had noted', async () => {
    const story = await storyOf(world, whole)
    expect(story).toContain('Boss noted: [erased]')
    expect(story.at(-1)).toMatch(/^Boss erased the customer's personal data: /)
  })

  test('keeps lines, money, keys and states of the order', async () => {
    const row = await orderRow(world, whole)
    const order = world.magento.order(whole)
    expect(row).toMatchObject({ number: order?.increment_id, phase: 'done', customerName: '', customerEmail: '' })
    expect(Number(row.grandTotal)).toBe(order?.grand_total)
    expect(row.skuKeys?.length).toBeGreaterThan(0)
    const [sales] = await world.database.sql`select * from sales_documents where order_id = ${row.id}`
    expect(sales).toMatchObject({ erp_id: expect.any(String), subject_erp_id: expect.any(String) })
  })

  test('of others’ calls that were made together takes out only what was said of the person', async () => {
    const { id } = await orderRow(world, other)
    const [tried] = await world.database.db.select().from(attempts).where(eq(attempts.orderId, id)).limit(1)
    expect(tried?.exchanges).toEqual([
      { method: 'GET', url: 'https://b1.example/Orders', status: 200, durationMs: 1 },
      expect.objectContaining({ responseBody: expect.stringContaining('CardName') }),
    ])
  })
})

describe('an order whose customer was erased', () => {
  test('is heard again by a poll, a pull and a comparison without the person, and follows what happens in Magento', async () => {
    world.clock.pass(3600)
    await world.runUntilQuiet()
    await askToPull(boss(), { store: STORE, since: new Date('2026-03-09T00:00:00Z'), what: 'both' })
    await pullAgain(world.ctx, STORE)
    const item = world.magento.order(whole)?.items[0]
    world.magento.refund({ orderId: whole, items: [{ order_item_id: item?.item_id ?? 0, qty: 1 }] })
    await world.runUntilQuiet()
    const to = new Date(world.clock.now().getTime() + 1_000)
    const from = new Date(to.getTime() - 30 * DAY_MS)
    expect(await reconcile(world.ctx, { store: STORE, from, to, unfinishedToo: true })).toMatchObject({ unheard: 0 })
    await world.runUntilQuiet()
    const row = await orderRow(world, whole)
    expect(row.magentoUpdatedAt > new Date('2026-03-11T00:00:00Z')).toBe(true)
    expect(Number(canonicalOf(row)?.payment.refunded)).toBeGreaterThan(0)
    expect(await ofMain()).toEqual([])
  })

  test('is not sent, and says why', async () => {
    const row = await orderRow(world, skipped)
    expect(row.phase).toBe('skipped')
    const at = { store: STORE, orderId: row.id }
    await expect(pushOrderNow(boss(), at)).rejects.toThrow('the data of its customer were erased')
    await expect(releaseOrder(boss(), at)).rejects.toThrow('the data of its customer were erased')
  })
})

const erasing = () => ['customer', 'erase', email, '--store', STORE, '--reason', 'asked'] as const

/** The process ends before its nth transaction. */
function dyingAt(nth: number) {
  let count = 0
  const { db } = world.database
  const dying = new Proxy(db, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name)
      return (...work: Parameters<typeof db.transaction>) => {
        count += 1
        if (count === nth) throw new Error('the power is gone')
        return target.transaction(...work)
      }
    },
  })
  return { ...boss(), db: dying }
}

/** Traces without the rows of the second store. */
async function ofMain(): Promise<string[]> {
  const dump = await dumpTables(world.database, { withoutFiles: true })
  const mine = [...dump].map(
    ([table, rows]) => [table, rows.filter(row => !row.includes('"store": "second"'))] as const,
  )
  return findIn(new Map(mine), words)
}

const ofSecond = async () => [
  ...(await world.database.sql`select * from orders where store = 'second'`),
  ...(await world.database.sql`select * from links where store = 'second'`),
]
