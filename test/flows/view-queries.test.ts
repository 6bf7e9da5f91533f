import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Role } from '../../src/flows/context.ts'
import { gapsOf } from '../../src/flows/ledger/ledger-day.ts'
import { readLedgerDays } from '../../src/flows/ledger/read-ledger-days.ts'
import {
  listChangedOrders,
  listOrders,
  ORDERS_PER_PAGE,
  type OrderRow,
  placeOfOrder,
} from '../../src/flows/view/list-orders.ts'
import { listClosedProblems, listOpenProblems } from '../../src/flows/view/list-problems.ts'
import { listRuns } from '../../src/flows/view/list-runs.ts'
import type { OrderFilter } from '../../src/flows/view/order-filter.ts'
import { type Paging, readPlace, writePlace } from '../../src/flows/view/paging.ts'
import { readAttempt } from '../../src/flows/view/read-attempt.ts'
import { readDocument } from '../../src/flows/view/read-document.ts'
import { readHome } from '../../src/flows/view/read-home.ts'
import { readOrder } from '../../src/flows/view/read-order.ts'
import { readOwner } from '../../src/flows/view/read-owner.ts'
import { isSpent, spendOnce } from '../../src/flows/view/spend-once.ts'
import { walkOrders } from '../../src/flows/view/walk-orders.ts'
import { seed } from '../browser/seed.ts'
import { testDatabase } from '../support/database.ts'

const now = new Date('2026-03-10T13:20:00Z')
const { db, sql, box } = await testDatabase()
const seeded = await seed(db, box, now)
const ctx = { db, clock: { now: () => now }, actor: { kind: 'cli', user: 'ada' } as const }
const both = ['main', 'usa']

const page = (filter: OrderFilter, paging: Paging = {}, stores = both) => listOrders(ctx, { stores, filter, paging })
const numbers = (rows: readonly OrderRow[]) => rows.map(row => row.number)

describe('the list of orders', () => {
  test('is newest first, and goes on where the page ended, in both directions, without a gap or a repeat', async () => {
    const first = await page({})
    expect(first.rows).toHaveLength(ORDERS_PER_PAGE)
    expect(first.newer).toBeUndefined()
    if (!first.older) throw new Error('there are more')
    const second = await page({}, { after: first.older })
    expect(second.older).toBeUndefined()
    const all = [...first.rows, ...second.rows]
    expect(new Set(numbers(all)).size).toBe(66)
    expect(all.map(row => row.placedAt.getTime())).toEqual(all.map(row => row.placedAt.getTime()).sort((a, b) => b - a))
    if (!second.newer) throw new Error('there are newer ones')
    const back = await page({}, { before: second.newer })
    expect(numbers(back.rows)).toEqual(numbers(first.rows))
  })

  test('shows one row with everything that a clerk asks for', async () => {
    const [row] = (await page({ search: seeded.done.number })).rows
    expect(row).toMatchObject({
      id: seeded.done.id,
      store: 'main',
      phase: 'done',
      erpNumbers: [seeded.done.erpNumber],
      invoices: ['70001'],
      lastStep: 'The invoice was mailed to the customer.',
      problem: null,
    })
  })

  test.each([
    ['an order number', '000100001'],
    ['an order number without its zeros', '100001'],
    ['a number of the ERP', '10000301'],
    ['an invoice number', '70001'],
    ['an e-mail address in any case', 'LUKA.horvat@example.com'],
    ['the start of a last name', 'horv'],
    ['both names', 'luka hor'],
    ['letters with a caron', 'Žag'],
    ['a SKU', 'LAMP-220'],
    ['a SKU in small letters', 'lamp-220'],
  ])('finds by %s', async (_, search) => {
    const { rows } = await page({ search })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThan(50)
  })

  test('finds nothing by a part of a number, and never fails on what people type', async () => {
    expect((await page({ search: '00010000' })).rows).toEqual([])
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 80, unit: 'grapheme' }), async text => {
        const search = text.replaceAll('\0', '')
        expect((await page(search === '' ? {} : { search })).rows.length).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
  })

  test('every filter narrows, and all together narrow most', async () => {
    const held = await page({ phases: ['held'] })
    expect(new Set(held.rows.map(row => row.phase))).toEqual(new Set(['held']))
    const waiting = await page({ problemId: seeded.held.problemId })
    expect(waiting.rows.map(row => row.problem)).toEqual(
      waiting.rows.map(() => 'SAP Business One does not know item SKU-4711.'),
    )
    expect(
      numbers((await page({ phases: ['held'], problemId: seeded.held.problemId, search: seeded.held.number })).rows),
    ).toEqual([seeded.held.number])
    const old = await page({ olderThanMinutes: 600, phases: ['done', 'held'] })
    for (const row of old.rows) expect(now.getTime() - row.placedAt.getTime()).toBeGreaterThanOrEqual(600 * 60_000)
    const [hourStart, hourEnd] = [new Date('2026-03-10T12:00:00Z'), new Date('2026-03-10T13:00:00Z')]
    for (const row of (await page({ placedFrom: hourStart, placedTo: hourEnd })).rows)
      expect(row.placedAt.toISOString()).toMatch(/^2026-03-10T12/)
  })

  test('says which shown rows changed and how many came above them', async () => {
    const { rows } = await page({}, {}, ['main'])
    const [top, bottom] = [rows[3], rows[10]]
    const changed = rows[5]
    if (!top || !bottom || !changed) throw new Error('too few')
    const ask = (since: Date) =>
      listChangedOrders(ctx, {
        stores: ['main'],
        filter: {},
        top: placeOfOrder(top),
        bottom: placeOfOrder(bottom),
        since,
      })
    const before = new Date(now.getTime() + 1_000)
    const later = new Date(now.getTime() + 2_000).toISOString()
    expect(await ask(before)).toEqual({ changed: [], newer: 3 })
    await sql`update orders set updated_at = ${later}::timestamptz where id = ${changed.id}`
    await sql`update orders set updated_at = ${later}::timestamptz where id = ${rows[20]?.id ?? 0}`
    expect(numbers((await ask(before)).changed)).toEqual([changed.number])
  })

  test('a place survives its address', () => {
    fc.assert(
      fc.property(fc.nat(4_000_000_000), fc.nat(), (seconds, id) => {
        const place = { at: new Date(seconds * 1000 + 7), id }
        expect(readPlace(writePlace(place))).toEqual(place)
      }),
    )
    for (const text of [undefined, '', 'x', '1', '-1-1', '1-', '1-2-3', '9'.repeat(40)])
      expect(readPlace(text)).toBeUndefined()
  })
})

describe('a store never sees the rows of another', () => {
  test('in lists', async () => {
    expect(new Set((await page({}, {}, ['usa'])).rows.map(row => row.store))).toEqual(new Set(['usa']))
    for (const search of [seeded.done.number, seeded.done.erpNumber, seeded.done.email, '70001'])
      expect(
        (await page({ search }, {}, ['usa'])).rows.filter(row => row.id === seeded.done.id),
        search,
      ).toEqual([])
    expect((await page({ problemId: seeded.held.problemId }, {}, ['usa'])).rows).toEqual([])
    for (const problem of await listOpenProblems(ctx, ['usa'])) expect(problem.store).toBe('usa')
    expect((await listClosedProblems(ctx, { stores: ['usa'], paging: {} })).rows).toEqual([])
    for (const run of (await listRuns(ctx, { stores: ['usa'], paging: {} })).rows) expect(run.store).toBe('usa')
    expect((await readHome(ctx, ['usa'])).stores.map(store => store.store)).toEqual(['usa'])
    expect((await page({}, {}, [])).rows).toEqual([])
  })

  test('one by one', async () => {
    const stores = ['usa']
    expect(await readOrder(ctx, { stores, id: seeded.done.id })).toBeUndefined()
    expect(await readDocument(ctx, { stores, id: seeded.done.invoiceId })).toBeUndefined()
    expect(await readAttempt(ctx, { stores, id: seeded.attemptId })).toBeUndefined()
    expect(await readOwner(ctx, { stores, kind: 'order', id: seeded.done.id })).toBeUndefined()
    expect(await readOwner(ctx, { stores, kind: 'document', id: seeded.done.invoiceId })).toBeUndefined()
    expect(await readOwner(ctx, { stores, kind: 'problem', id: seeded.held.problemId })).toBeUndefined()
    expect((await readOwner(ctx, { stores: both, kind: 'order', id: seeded.done.id }))?.store).toBe('main')
  })
})

describe('the page of an order', () => {
  test('adds its parts up and compares them with the ERP to the cent', async () => {
    const order = await readOrder(ctx, { stores: both, id: seeded.differing.id })
    expect(order?.money?.total).toBe(order?.grandTotal)
    expect(order?.money?.erp).toEqual([
      expect.objectContaining({ name: 'SAP Business One', difference: '0.01', differs: true }),
    ])
  })

  test('marks the one quantity that differs, and no other', async () => {
    const order = await readOrder(ctx, { stores: both, id: seeded.differing.id })
    const [line] = order?.lines ?? []
    expect(line?.shipped).toEqual({ erp: line?.ordered, magento: '0', differs: true })
    expect(line?.invoiced.differs).toBe(false)
    expect(line?.refunded.differs).toBe(false)
  })

  test('names what still has to go out', async () => {
    await sql`
      insert into outbox (store, order_id, queue, kind, idempotency_key, payload, state, reason, due_at, created_at)
      values ('main', ${seeded.held.id}, 'order:x', 'sales_document.create', 'owed-1', '{}', 'retrying', 'timeout', ${now.toISOString()}, ${now.toISOString()})`
    const order = await readOrder(ctx, { stores: both, id: seeded.held.id })
    expect(order?.owed).toEqual([
      expect.objectContaining({ noun: 'the sales document', state: 'retrying', reason: 'timeout' }),
    ])
  })

  test('folds tries into one entry', async () => {
    const order = await readOrder(ctx, { stores: both, id: seeded.done.id })
    expect(order?.timeline.map(entry => entry.attempts.length)).toEqual([0, 0, 4, 0, 0, 0])
  })
})

describe('home', () => {
  test('counts what it opens: each number is the length of the list behind it', async () => {
    const { stores } = await readHome(ctx, both)
    for (const store of stores) {
      const list = (filter: OrderFilter) => page(filter, {}, [store.store]).then(found => found.rows.length)
      for (const phase of ['waiting', 'preparing', 'pushing', 'open', 'held'] as const)
        expect(store.phases[phase], phase).toBe(await list({ phases: [phase] }))
      expect(store.placed).toBe(await list({ placedFrom: store.midnight }))
      expect(store.late).toBeGreaterThan(0)
    }
  })

  test('today begins at midnight of the store', async () => {
    const { stores } = await readHome(ctx, both)
    expect(stores.map(store => store.midnight.toISOString())).toEqual([
      '2026-03-09T23:00:00.000Z',
      '2026-03-10T04:00:00.000Z',
    ])
  })

  test('the hours of the last day hold every order of it once', async () => {
    const { hours } = await readHome(ctx, both)
    expect(hours).toHaveLength(24)
    const first = (hours[0]?.start ?? now).toISOString()
    const [counted] = await sql`select count(*)::int as count from orders where placed_at >= ${first}::timestamptz`
    expect(hours.reduce((sum, hour) => sum + hour.orders, 0)).toBe(counted?.count)
  })

  test('each bar opens what it counts', async () => {
    const { hours } = await readHome(ctx, both)
    for (const hour of hours) {
      const within = { from: hour.start, to: new Date(hour.start.getTime() + 3_600_000) }
      const placed = { placedFrom: within.from, placedTo: within.to }
      expect((await page(placed)).rows).toHaveLength(hour.orders)
      const waiting = await page({ ...placed, phases: ['waiting', 'preparing', 'pushing', 'held'] })
      expect(waiting.rows).toHaveLength(hour.onTheWay + hour.needPerson)
      const mailed = await page({ mailedFrom: within.from, mailedTo: within.to })
      const [counted] = await sql`
        select count(distinct order_id)::int as orders, count(*)::int as mails from mails
        where created_at >= ${within.from.toISOString()}::timestamptz and created_at < ${within.to.toISOString()}::timestamptz`
      expect(mailed.rows).toHaveLength(counted?.orders)
      expect(hour.mails.sent + hour.mails.unsent + hour.mails.failed).toBe(counted?.mails)
    }
    const { waitingBefore } = await readHome(ctx, both)
    const older = { phases: ['waiting', 'preparing', 'pushing', 'held'], placedTo: hours[0]?.start ?? now } as const
    expect((await page(older)).rows).toHaveLength(waitingBefore)
    expect(waitingBefore).toBeGreaterThan(0)
    for (const kind of ['onTheWay', 'needPerson'] as const)
      expect(hours.reduce((sum, hour) => sum + hour[kind], 0)).toBeGreaterThan(0)
    expect(hours.reduce((sum, hour) => sum + hour.mails.sent, 0)).toBeGreaterThan(0)
  })

  test('says how long the orders of an hour took to get into the ERP', async () => {
    const { hours } = await readHome(ctx, both)
    const [row] = await sql`
      select extract(epoch from date_trunc('hour', placed_at))::float as start, array_agg(extract(epoch from acknowledged_at - heard_at)::float order by acknowledged_at - heard_at) as seconds
      from orders where acknowledged_at is not null and placed_at > ${now.toISOString()}::timestamptz - interval '20 hours'
      group by 1 having count(*) >= 2 order by 1 limit 1`
    const found = hours.find(hour => hour.start.getTime() === row?.start * 1_000)
    const [half, most] = [found?.halfSeconds ?? -1, found?.mostSeconds ?? -1]
    expect(half).toBeGreaterThanOrEqual(row?.seconds[0])
    expect(most).toBeGreaterThanOrEqual(half)
    expect(most).toBeLessThanOrEqual(row?.seconds.at(-1))
  })

  test('adds up today as the ledger of the day does, also what was cancelled, compared or is in another currency', async () => {
    const before = await booksAndLedger()
    expect(before.books.flat().length).toBeGreaterThan(0)
    expect(before.books).toEqual(before.ledger)
    const today = sql`select d.id from sales_documents d join orders o on o.id = d.order_id
      where d.erp_id is not null and o.store = 'main' and o.placed_at >= ${now.toISOString()}::timestamptz - interval '10 hours'`
    await sql`update sales_documents set state = 'canceled' where id in (${today} order by d.id limit 1)`
    await sql`update sales_documents set currency = 'CHF' where id in (${today} order by d.id offset 1 limit 1)`
    await sql`
      insert into comparisons (order_id, at, erp_total)
      select order_id, updated_at + interval '1 second', 1.23 from sales_documents where id in (${today} order by d.id offset 2 limit 1)`
    await sql`update sales_documents set total = null where id in (${today} order by d.id offset 3 limit 1)`
    const after = await booksAndLedger()
    expect(after.books).toEqual(after.ledger)
    expect(after.books).not.toEqual(before.books)
  })
})

/** Today's lines of the home page, and the same sums of the ledger. */
async function booksAndLedger() {
  const { stores } = await readHome(ctx, both)
  const books = stores.map(store => store.books.map(({ fingerprint: _, ...line }) => line))
  const ledger = await Promise.all(
    stores.map(async ({ store, today }) => {
      const timezone = store === 'usa' ? 'America/New_York' : 'Europe/Ljubljana'
      const days = await readLedgerDays(ctx, { store, timezone, fromDay: today, toDay: today })
      return days
        .filter(({ sums }) => sums.placed.count > 0)
        .sort((a, b) => b.sums.placed.count - a.sums.placed.count)
        .map(({ day, currency, sums, ...rest }) => ({ day, currency, sums, gaps: gapsOf(rest).length }))
    }),
  )
  return { books, ledger }
}

describe('problems', () => {
  test('come with their orders and money, the heaviest first', async () => {
    const [first] = await listOpenProblems(ctx, ['main'])
    const waiting = await page({ problemId: seeded.held.problemId })
    expect(first).toMatchObject({
      id: seeded.held.problemId,
      orders: waiting.rows.length,
      amounts: [{ currency: 'EUR' }],
    })
    expect(first?.oldest.map(order => order.number)).toContain(seeded.held.number)
  })
})

test('of two who spend the same token at once, one wins, and it stays spent', async () => {
  const tries = await Promise.all(
    Array.from({ length: 5 }, () => spendOnce(ctx, 'token-1', new Date(now.getTime() + 60_000))),
  )
  expect(tries.filter(Boolean)).toHaveLength(1)
  expect(await isSpent(ctx, 'token-1')).toBe(true)
  expect(await isSpent(ctx, 'token-2')).toBe(false)
})

test('e-mail addresses are read whole by who may act in the store, and masked by who may only look', async () => {
  const emails = async (roles: readonly Role[], stores?: readonly string[]) => {
    const actor = { kind: 'admin_user', id: '7', name: 'Ada', roles, ...(stores && { stores }) } as const
    const looking = { db, clock: { now: () => now }, actor }
    const order = await readOrder(looking, { stores: ['main'], id: seeded.done.id })
    const asked = { stores: ['main'], filter: { search: seeded.done.number }, now }
    const listed = (await listOrders(looking, { ...asked, paging: {} })).rows
    const walked: OrderRow[] = []
    for await (const rows of walkOrders(looking, asked)) walked.push(...rows)
    return new Set([
      order?.customerEmail,
      ...(order?.mails ?? []).map(mail => mail.recipient),
      ...[...listed, ...walked].map(row => row.customerEmail),
    ])
  }
  expect(await emails(['view', 'operate'])).toEqual(new Set([seeded.done.email]))
  const [masked, ...others] = await emails(['view', 'configure'])
  expect([masked, others]).toEqual([expect.stringMatching(/^\w•••@\w•••\.com$/), []])
  expect(await emails(['view', 'operate'], ['usa'])).toEqual(new Set([masked]))
})
