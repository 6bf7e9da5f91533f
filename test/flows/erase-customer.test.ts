import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempts } from '../../src/db/schema/messages.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { verifyAudit } from '../../src/flows/audit/verify-audit.ts'
import { type EraseCustomer, eraseCustomer } from '../../src/flows/customer/erase-customer.ts'
import { exportCustomer, showCustomer } from '../../src/flows/customer/show-customer.ts'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import { closeDay } from '../../src/flows/ledger/close-day.ts'
import { readLedger } from '../../src/flows/ledger/read-ledger.ts'
import { verifySeals } from '../../src/flows/ledger/verify-seals.ts'
import { canonicalOf } from '../../src/flows/order/canonical-of.ts'
import { pushOrderNow } from '../../src/flows/order/push-order-now.ts'
import { releaseOrder } from '../../src/flows/order/release-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { plannedDocument } from '../../src/flows/outbox/planned-request.ts'
import { askToPull, pullAgain } from '../../src/flows/poll/pull-again.ts'
import { reconcile } from '../../src/flows/reconcile/reconcile.ts'
import { finish } from '../support/clerk.ts'
import { doorsOf } from '../support/doors.ts'
import { dumpTables, findIn } from '../support/dump-tables.ts'
import { messagesOf, orderRow, storyOf } from '../support/look-up.ts'
import { boss as bossOf, comeBack, mend, neighbours, placeTwo, talk, wordsOf } from '../support/person-everywhere.ts'
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

const boss = () => bossOf(world)
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

beforeAll(async () => {
  world = await createWorld({ settings: { shippingExpense: 99 } })
  world.listenWith(async (url, request) => {
    const { pathname } = new URL(url)
    return await doorsOf(world).request(pathname, request)
  })
  ;[whole, skipped, other] = placeTwo(world)
  email = world.magento.order(whole)?.customer_email ?? ''
  words = wordsOf(world, whole)
  await world.runUntilQuiet()
  const { customerName } = await orderRow(world, whole)
  for (const id of [whole, other]) await mend(world, id, customerName)
  const row = await orderRow(world, skipped)
  await skipOrder(boss(), { store: STORE, orderId: row.id, reason: 'ordered twice' })
  await world.runUntilQuiet()
  for (const id of [whole, other]) finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  await comeBack(world, whole)
  await talk(world, await orderRow(world, whole), words)
  world.clock.pass(2 * 86_400)
  await world.runUntilQuiet()
  await closeDay(boss(), { store: STORE, day: '2026-03-10', note: 'as it is' })
  await neighbours(world, await orderRow(world, whole), await orderRow(world, other))
}, 240_000)
afterAll(() => world[Symbol.asyncDispose]())

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
    for (const word of wordsOf(world, other)) expect(text).not.toContain(word)
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
    const pairs = await world.database.sql`
      select * from links where kind = 'subject' and store = ${STORE} and erp_key = ${sales?.subject_erp_id}`
    expect(pairs).toEqual([])
  })

  test('keeps of a request what finds its document again', async () => {
    const [message] = await world.database.sql`select payload from outbox where kind = 'transfer.write'`
    expect(message?.payload).toEqual({
      ...{ number: '2792', orderbridgeId: 'main-s2792' },
      request: {
        ...{ method: 'POST', path: '', body: null },
        context: { order: { number: '2792' }, attributes: { to: '[erased]' } },
      },
    })
    const [sent] = (await messagesOf(world, whole)).filter(({ kind }) => kind === 'sales_document.create')
    expect(plannedDocument.parse(sent?.payload)).toMatchObject({
      orderbridgeId: `main-${whole}`,
      request: { body: null },
    })
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

test('an invoice that is sent again keeps its address until that is erased as well', async () => {
  const [document] = await world.database.sql`
    select d.id from documents d join orders o on o.id = d.order_id where o.magento_id = ${whole} and o.store = ${STORE}`
  const again = { store: STORE, documentId: Number(document?.id), recipient: email, reason: 'the customer asked' }
  await resendInvoice(boss(), again)
  expect((await erase()).unfinished).toMatchObject([{ why: 'is on its way. Wait until it is through.' }])
  await world.runUntilQuiet()
  expect(await ofMain()).toEqual([`mails: ${email}`])
  expect(await erase()).toMatchObject({ refused: false, orders: [], unfinished: [] })
  expect(await ofMain()).toEqual([])
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
