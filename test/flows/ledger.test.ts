import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ledgerSeals } from '../../src/db/schema/ledger.ts'
import { ORDER_PHASES, orders, salesDocuments } from '../../src/db/schema/orders.ts'
import { add, amount, subtract, ZERO } from '../../src/domain/amount.ts'
import { exportCsv } from '../../src/flows/ledger/export-csv.ts'
import { addsUp, LEDGER_CLASSES } from '../../src/flows/ledger/ledger-day.ts'
import { readLedgerDays } from '../../src/flows/ledger/read-ledger-days.ts'
import { seedStores } from '../browser/seed-stores.ts'
import { testDatabase } from '../support/database.ts'

const NOW = new Date('2026-03-31T12:00:00Z')
const database = await testDatabase()
const { db } = database
await seedStores(db, database.box, NOW, 'https://admin.main.example')

const TIMEZONE = 'Europe/Ljubljana'
const march = { store: 'main', timezone: TIMEZONE, fromDay: '2026-03-01', toDay: '2026-03-31' }

interface Drawn {
  readonly phase: (typeof ORDER_PHASES)[number]
  readonly currency: 'EUR' | 'USD'
  readonly cents: number
  readonly minute: number
  readonly document: 'none' | 'planned' | 'open' | 'closed' | 'canceled'
  readonly off: number
}

/** March has an hour less in Ljubljana. */
const drawn = fc.record({
  phase: fc.constantFrom(...ORDER_PHASES),
  currency: fc.constantFrom('EUR', 'USD'),
  cents: fc.nat(1_000_000),
  minute: fc.nat((31 * 24 - 1) * 60 - 1),
  document: fc.constantFrom('none', 'planned', 'open', 'closed', 'canceled'),
  off: fc.constantFrom(0, 0, 0, 1, -1, 700),
})

const money = (cents: number) => (cents / 100).toFixed(2) // exact for the sizes that are drawn
const placedAt = ({ minute }: Drawn) => new Date(Date.parse('2026-02-28T23:00:00Z') + minute * 60_000)

async function fill(all: readonly Drawn[]): Promise<void> {
  await db.execute(sql`truncate orders restart identity cascade`)
  for (const [index, one] of all.entries()) {
    const at = placedAt(one)
    const [row] = await db
      .insert(orders)
      .values({
        store: 'main',
        magentoId: index + 1,
        number: String(index + 1).padStart(9, '0'),
        storeViewId: 1,
        state: 'processing',
        status: 'processing',
        placedAt: at,
        magentoUpdatedAt: at,
        customerName: '',
        customerEmail: '',
        currency: one.currency,
        grandTotal: money(one.cents),
        phase: one.phase,
        phaseReason: `because of ${one.phase}`,
        heardAt: at,
        updatedAt: at,
      })
      .returning({ id: orders.id })
    if (!row || one.document === 'none') continue
    await db.insert(salesDocuments).values({
      store: 'main',
      orderId: row.id,
      connection: 'b1',
      orderbridgeId: `main-${index + 1}`,
      state: one.document,
      erpId: one.document === 'planned' ? null : String(index + 1),
      erpNumber: one.document === 'planned' ? null : String(10_000 + index),
      total: money(one.cents + one.off),
      currency: one.currency,
      lines: [],
      createdAt: at,
      updatedAt: at,
    })
  }
}

describe('whatever orders there are', () => {
  test('placed is the sum of the classes and the differences, by count and by money, per day and currency', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { maxLength: 25 }), async all => {
        await fill(all)
        const days = await readLedgerDays({ db }, march)
        for (const { sums } of days) expect(addsUp(sums)).toBe(true)
        for (const currency of ['EUR', 'USD'] as const) {
          const mine = days.filter(day => day.currency === currency)
          const own = all.filter(one => one.currency === currency)
          expect(mine.reduce((count, day) => count + day.sums.placed.count, 0)).toBe(own.length)
          expect(add(...mine.map(day => day.sums.placed.money))).toBe(
            amount(money(own.reduce((sum, o) => sum + o.cents, 0))),
          )
          const parts = LEDGER_CLASSES.map(name => add(...mine.map(day => day.sums.classes[name].money)))
          const difference = add(...mine.map(day => day.sums.difference))
          expect(subtract(add(...mine.map(day => day.sums.placed.money)), add(...parts, difference))).toBe(ZERO)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('each order is on the day of the store on which it was placed, once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { maxLength: 15 }), async all => {
        await fill(all)
        const days = await readLedgerDays({ db }, march)
        const local = new Intl.DateTimeFormat('sv', { timeZone: TIMEZONE, dateStyle: 'short' })
        const expected = all.map((one, index) => `${index + 1} ${local.format(placedAt(one))} ${one.currency}`).sort()
        const found = days.flatMap(({ day, currency, orders: mine }) =>
          mine.map(o => `${o.magentoId} ${day} ${currency}`),
        )
        expect(found.sort()).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })
})

test('a day that is read alone is the day that a month shows', async () => {
  await fill(fc.sample(drawn, { numRuns: 60, seed: 5 }))
  const month = await readLedgerDays({ db }, march)
  for (const day of new Set(month.map(one => one.day)))
    expect(await readLedgerDays({ db }, { ...march, fromDay: day, toDay: day })).toEqual(
      month.filter(one => one.day === day),
    )
})

test('the clocks go forward on 29 March: that day has 23 hours, and no order falls between two days', async () => {
  const at = (moment: string) => ({
    phase: 'held' as const,
    currency: 'EUR' as const,
    cents: 100,
    document: 'none' as const,
    off: 0,
    minute: (Date.parse(moment) - Date.parse('2026-02-28T23:00:00Z')) / 60_000,
  })
  await fill([
    at('2026-03-28T22:59:00Z'),
    at('2026-03-28T23:00:00Z'),
    at('2026-03-29T21:59:00Z'),
    at('2026-03-29T22:00:00Z'),
  ])
  const days = await readLedgerDays({ db }, march)
  expect(days.map(day => [day.day, day.sums.placed.count])).toEqual([
    ['2026-03-28', 1],
    ['2026-03-29', 2],
    ['2026-03-30', 1],
  ])
})

describe('the export', () => {
  const open = { seals: [], changes: [] }
  const fields = (csv: string): string[][] => {
    // A reader of RFC 4180, written apart from the writer.
    const rows: string[][] = [[]]
    let text = ''
    let quoted = false
    for (let at = 0; at < csv.length; at += 1) {
      const char = csv[at]
      if (quoted && char === '"' && csv[at + 1] === '"') {
        text += '"'
        at += 1
      } else if (char === '"') quoted = !quoted
      else if (!quoted && char === ',') {
        rows.at(-1)?.push(text)
        text = ''
      } else if (!quoted && char === '\r' && csv[at + 1] === '\n') {
        rows.at(-1)?.push(text)
        rows.push([])
        text = ''
        at += 1
      } else text += char
    }
    return rows.slice(0, -1)
  }

  test('reads back as it was written, and no cell is a formula, whatever people wrote as reasons', async () => {
    await fill(fc.sample(drawn, { numRuns: 5, seed: 9 }))
    const [day] = await readLedgerDays({ db }, march)
    const [order] = day?.orders ?? []
    if (!day || !order) throw new Error('nothing was placed')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('=1+1', '+a', '-a', '@x', '\t=1', 'a"b,c\r\nd', 'a;=1'),
        ),
        reason => {
          const rows = fields(exportCsv([{ ...day, ...open, orders: [{ ...order, reason }], documents: [] }]).slice(1))
          expect(rows).toHaveLength(2)
          const written = rows[1]?.at(-1) ?? ''
          expect(written.replaceAll("'", '')).toBe(reason.replaceAll("'", ''))
          if (!/^-?\d+(\.\d+)?$/.test(written)) expect(written).not.toMatch(/(^|[;\t\r\n])[ "]*[=+\-@]/)
        },
      ),
    )
  })

  test('has one row for each order, and its amounts add up to the day', async () => {
    await fill(fc.sample(drawn, { numRuns: 30, seed: 3 }))
    const days = await readLedgerDays({ db }, march)
    const [head, ...rows] = fields(exportCsv(days.map(day => ({ ...day, ...open }))).slice(1))
    const column = head?.indexOf('magento_amount') ?? -1
    expect(rows).toHaveLength(30)
    expect(add(...rows.map(row => amount(row[column] ?? '')))).toBe(add(...days.map(day => day.sums.placed.money)))
  })
})

test('nothing of another store is in it', async () => {
  await fill(fc.sample(drawn, { numRuns: 4, seed: 1 }))
  expect(await readLedgerDays({ db }, { ...march, store: 'usa' })).toEqual([])
  expect(await db.select().from(ledgerSeals).where(eq(ledgerSeals.store, 'usa'))).toEqual([])
})
