import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import type postgres from 'postgres'
import { expect, test } from 'vitest'
import type { Database } from '../../src/db/client.ts'
import { ORDER_PHASES } from '../../src/db/schema/orders.ts'
import { TRANSFER_STATES } from '../../src/db/schema/transfers.ts'
import { createRemotes } from '../../src/flows/config/remotes.ts'
import { addUpMarkedDays } from '../../src/flows/ledger/add-up-marked-days.ts'
import type { DaySums } from '../../src/flows/ledger/day-sums.ts'
import { gapsOf, type LedgerDay } from '../../src/flows/ledger/ledger-day.ts'
import { readDaySums } from '../../src/flows/ledger/read-day-sums.ts'
import { readLedgerDays } from '../../src/flows/ledger/read-ledger-days.ts'
import { changesSince, contentOf } from '../../src/flows/ledger/seal-content.ts'
import { seedStores } from '../browser/seed-stores.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const { db } = database
await seedStores(db, database.box, new Date('2026-03-31T12:00:00Z'), 'https://admin.main.example')

const DAYS = ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30']
const LJUBLJANA = 'Europe/Ljubljana'
/** With half hours, and far away. */
const ZONES = [LJUBLJANA, 'Asia/Kolkata', 'Pacific/Auckland']
const ORDERS = 6

/** A connection of its own, on which a transaction may stay open. */
type Writer = postgres.ReservedSql

/** Everything that the ledger adds up, changed as the flows change it: `n` is the order. */
const changes: Readonly<Record<string, (writer: Writer, n: number, draw: number) => Promise<unknown>>> = {
  place: (writer, n, draw) => writer`
    insert into orders (store, magento_id, number, store_view_id, state, status, placed_at, magento_updated_at, customer_name,
      customer_email, currency, grand_total, phase, phase_reason, heard_at, updated_at)
    values ('main', ${n}, ${String(n)}, 1, 'new', 'pending', ${hour(draw)}, ${hour(draw)}, '', '', ${draw % 5 ? 'EUR' : 'USD'}, ${draw / 10}, 'waiting', '',
      now(), now()) on conflict do nothing`,
  move: (writer, n, draw) =>
    writer`update orders set phase = ${ORDER_PHASES[draw % ORDER_PHASES.length] ?? 'open'} where magento_id = ${n}`,
  change: (writer, n, draw) => writer`update orders set grand_total = ${draw / 10} where magento_id = ${n}`,
  touch: (writer, n) => writer`update orders set attempts = attempts + 1 where magento_id = ${n}`,
  plan: (writer, n, draw) => writer`
    insert into sales_documents (store, order_id, connection, orderbridge_id, state, total, currency, lines, created_at, updated_at)
    select store, id, 'b1', 'key-' || id, 'planned', ${draw / 10}, 'EUR', '[]', now(), now() from orders where magento_id = ${n}
    on conflict do nothing`,
  write: (writer, n, draw) => writer`
    update sales_documents set erp_id = 'e' || id, state = ${draw % 4 ? 'open' : 'canceled'}, total = ${draw / 10}, updated_at = now()
    where order_id = (select id from orders where magento_id = ${n})`,
  compare: (writer, n, draw) => writer`
    insert into comparisons (order_id, at, erp_total) select id, ${hour(draw * 3)}, ${draw % 3 ? draw / 10 : null} from orders where magento_id = ${n}
    on conflict (order_id) do update set at = excluded.at, erp_total = excluded.erp_total`,
  compareLater: (writer, n) => writer`
    update comparisons set at = clock_timestamp() where order_id = (select id from orders where magento_id = ${n})`,
  pair: (writer, n, draw) => writer`
    insert into document_pairs (store, order_id, kind, key, day, currency, erp_total, magento_total, state, reason)
    select store, id, ${draw % 2 ? 'invoice' : 'credit'}, 'p', ${DAYS[draw % 4] ?? ''}, currency, ${draw % 3 ? draw / 10 : null}, grand_total,
      ${draw % 2 ? 'open' : 'equal'}, '' from orders where magento_id = ${n}
    on conflict (order_id, key) do update set day = excluded.day, erp_total = excluded.erp_total, state = excluded.state`,
  unpair: (writer, n) =>
    writer`delete from document_pairs where order_id = (select id from orders where magento_id = ${n})`,
  drift: (writer, n, draw) => writer`
    insert into drifts (store, order_id, subject, class, what, text, magento_value, erp_value, first_seen_at, last_seen_at)
    select store, id, 'order:' || id, 'human_changed', ${draw % 2 ? 'total:p' : 'order_total:b1'}, '', '', '', now(), now()
    from orders where magento_id = ${n} on conflict do nothing`,
  accept: (writer, n) => writer`
    update drifts set accepted_at = now(), accepted_note = 'known' where order_id = (select id from orders where magento_id = ${n})`,
  closeDrift: (writer, n) => writer`
    update drifts set closed_at = now() where closed_at is null and order_id = (select id from orders where magento_id = ${n})`,
  /** An order of another system; it may be read only later. */
  transfer: (writer, n, draw) => writer`
    insert into transfers (store, connection, key, number, state, placed_at, currency, total, heard_at, updated_at)
    values ('main', 'b1', ${String(n)}, ${String(n)}, 'heard', ${draw % 6 ? hour(draw) : null}, ${draw % 6 ? 'EUR' : null},
      ${draw % 6 ? draw / 10 : null}, now(), now()) on conflict do nothing`,
  transferMove: (writer, n, draw) => writer`
    update transfers set state = ${TRANSFER_STATES[draw % TRANSFER_STATES.length] ?? 'heard'}, placed_at = ${hour(draw)}, currency = 'EUR',
      total = ${draw / 10}, erp_id = ${draw % 2 ? 'e' : null}, erp_number = ${draw % 2 ? `n${draw % 3}` : null},
      erp_total = ${draw % 2 ? draw / (draw % 5 ? 10 : 20) : null}, undone_at = ${draw % 7 ? null : hour(draw)} where key = ${String(n)}`,
  transferTouch: (writer, n) =>
    writer`update transfers set reason = reason || '.', plans = plans + 1 where key = ${String(n)}`,
  /** At once: both writers would wait for the row. */
  tolerate: (_, __, draw) => database.sql`
    update connections set policies = policies || jsonb_build_object('tolerance', ${String(draw % 3)}::text) where code = 'b1'`,
}

/** Over all days, the hours around midnight as well. */
const hour = (draw: number) => new Date(Date.parse('2026-03-26T20:07:00Z') + (draw % 100) * 3_600_000).toISOString()

const freshDays = async (store: string, timezone: string): Promise<LedgerDay[]> => {
  const [fromDay = '', toDay = ''] = [DAYS[0], DAYS.at(-1)]
  return await readLedgerDays({ db }, { store, timezone, fromDay, toDay })
}
const fresh = async (store: string, timezone: string) => sumsOf(await freshDays(store, timezone))
const sumsOf = (days: readonly LedgerDay[]) => {
  return days.map(({ day, currency, sums, ...rest }) => ({ day, currency, sums, gaps: gapsOf(rest).length }))
}

const withoutFingerprint = ({ fingerprint: _, ...sums }: DaySums) => sums

/** The database, with something that happens after the days were added up and before they are kept. */
function interrupted(happening: () => Promise<unknown>): Database {
  const watch = (target: Database, statements = { run: 0 }): Database =>
    new Proxy(target, {
      get(inner, name) {
        if (name === 'transaction')
          return (work: (tx: Database) => Promise<unknown>) => inner.transaction(tx => work(watch(tx, { run: 1 })))
        if (name === 'execute' && statements.run > 0)
          return async (query: Parameters<Database['execute']>[0]) => {
            statements.run += 1
            if (statements.run === 4) await happening()
            return await inner.execute(query)
          }
        return Reflect.get(inner, name)
      },
    })
  return watch(db)
}

const step = fc.record({
  /** Of two that write at the same time, each its own orders. */
  writer: fc.nat(1),
  order: fc.nat(ORDERS / 2 - 1),
  what: fc.constantFrom(...Object.keys(changes), 'accept', 'compare'),
  draw: fc.nat(99),
  end: fc.constantFrom('stays open', 'stays open', 'commit', 'commit', 'rollback', 'commits while days are added up'),
  zone: fc.constantFrom(...ZONES, LJUBLJANA, LJUBLJANA, LJUBLJANA),
  /** All, or one. */
  asked: fc.constantFrom(...DAYS.map(day => [day]), DAYS, DAYS),
})

test('the sums of a day are always those of its orders and documents, whoever changes what, and however long it takes to commit', async () => {
  const writers = [await database.sql.reserve(), await database.sql.reserve()] as const
  const holds = fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async steps => {
      for (const writer of writers) await writer`rollback`
      await database.sql`delete from drifts`
      await database.sql`delete from document_pairs`
      await database.sql`delete from comparisons`
      await database.sql`delete from sales_documents`
      await database.sql`delete from orders`
      await database.sql`delete from transfers`
      // Where most things that may change are there already.
      for (let n = 1; n <= ORDERS; n++)
        for (const what of ['place', 'transfer', 'plan', 'write', 'pair', 'drift'])
          await changes[what]?.(writers[0], n, 7 * n)
      const isOpen = [false, false]
      const prints = new Map<string, { readonly fingerprint: string | undefined; readonly content: string }>()
      for (const { writer: index, order, what, draw, end, zone, asked } of steps) {
        const writer = index === 0 ? writers[0] : writers[1]
        if (!isOpen[index]) await writer`begin`
        isOpen[index] = end === 'stays open'
        await changes[what]?.(writer, 1 + index + 2 * order, draw)
        if (end === 'commits while days are added up')
          await readDaySums({ db: interrupted(() => writer`commit`) }, { store: 'main', timezone: zone, days: asked })
        if (end === 'commit' || end.startsWith('commits')) await writer`commit`
        if (end === 'rollback') await writer`rollback`
        const days = asked
        const expected = (await freshDays('main', zone)).filter(({ day }) => days.includes(day))
        const found = await readDaySums({ db }, { store: 'main', timezone: zone, days })
        expect(found.map(withoutFingerprint)).toEqual(sumsOf(expected))
        for (const [index, day] of expected.entries()) {
          const place = `${zone} ${day.day} ${day.currency}`
          const fingerprint = found[index]?.fingerprint
          const before = prints.get(place)
          if (before && changesSince(before.content, day).length > 0) expect(fingerprint).not.toBe(before.fingerprint)
          prints.set(place, { fingerprint, content: contentOf(day) })
        }
      }
      for (const writer of writers) await writer`commit`
      expect(await readDaySums({ db }, { store: 'usa', timezone: LJUBLJANA, days: DAYS })).toEqual([])
    }),
    { numRuns: 20, endOnFailure: true },
  )
  await holds.finally(async () => {
    for (const writer of writers) await writer`rollback`
    for (const writer of writers) writer.release()
  })
})

test('what was marked is added up once, and a day that did not change is not added up again', async () => {
  const writer = await database.sql.reserve()
  const change = (name: string, n: number, draw: number) => changes[name]?.(writer, n, draw)
  await change('place', 101, 10)
  await change('plan', 101, 10)
  await change('pair', 101, 10)
  const remotes = createRemotes({ db, box: database.box, clock: { now: () => new Date() }, random: () => 0 })
  await addUpMarkedDays({ db, remotes }, 'main')
  const marks = () =>
    database.sql`select quarter::text from ledger_order_marks union all select day from ledger_document_marks`
  expect(await marks()).toEqual([])
  const kept = () => database.sql`select day, xmin::text from ledger_days where store = 'main' order by day`
  const before = await kept()
  await readDaySums({ db }, { store: 'main', timezone: LJUBLJANA, days: before.map(({ day }) => day) })
  await change('touch', 101, 0) // nothing that the ledger reads
  await readDaySums({ db }, { store: 'main', timezone: LJUBLJANA, days: before.map(({ day }) => day) })
  expect(await kept()).toEqual(before)
  expect(before.length).toBeGreaterThan(0)
  writer.release()
})

test('who asks while another keeps the sums of the store does not wait, and gets true ones', async () => {
  await db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-ledger-sums'), hashtext('main'))`)
    const writer = await database.sql.reserve()
    await changes.place?.(writer, 102, 11)
    writer.release()
    const found = await readDaySums({ db }, { store: 'main', timezone: LJUBLJANA, days: DAYS })
    expect(found.map(withoutFingerprint)).toEqual(await fresh('main', LJUBLJANA))
  })
})
