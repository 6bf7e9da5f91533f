import { databaseOn } from '../../../src/db/client.ts'
import { add, amount, compare, isZero } from '../../../src/domain/amount.ts'
import { canonicalJson } from '../../../src/flows/audit/hash-entry.ts'
import { verifyAudit } from '../../../src/flows/audit/verify-audit.ts'
import type { DaySums } from '../../../src/flows/ledger/day-sums.ts'
import { LEDGER_CLASSES, type LedgerDay, type LedgerOrder } from '../../../src/flows/ledger/ledger-day.ts'
import { readDaySums } from '../../../src/flows/ledger/read-day-sums.ts'
import { readLedgerDays } from '../../../src/flows/ledger/read-ledger-days.ts'
import { STORE } from './configuration.ts'
import type { Connections } from './database.ts'
import { type Evidence, isLive } from './evidence.ts'

/** Every seed begins and ends within these days. */
const DAYS = { store: STORE, timezone: 'Europe/Ljubljana', fromDay: '2026-03-10', toDay: '2026-03-12' }
/** For those who only look at the sums. */
export const LEDGER_DAYS = { ...DAYS, days: ['2026-03-10', '2026-03-11', '2026-03-12'] }

/** What an accountant and an auditor would look at. @returns what is wrong */
export async function checkBooks({ admin }: Connections, evidence: readonly Evidence[]): Promise<string[]> {
  const db = databaseOn(admin)
  const days = await readLedgerDays({ db }, DAYS)
  const kept = await readDaySums({ db }, LEDGER_DAYS)
  const chains = await verifyAudit({ db })
  return [
    ...days.flatMap(sums),
    ...keptSums(days, kept),
    ...ledgerOrders(
      days.flatMap(day => day.orders),
      evidence,
    ),
    ...chains.flatMap(({ breaks }) => breaks.map(({ text }) => `audit: ${text}`)),
  ]
}

/** Placed = in the ERP + held + … + difference, by count and by money. */
function sums({ day, currency, sums: { placed, classes, difference } }: LedgerDay): string[] {
  const all = LEDGER_CLASSES.map(name => classes[name])
  const count = all.reduce((sum, { count }) => sum + count, 0)
  const money = add(...all.map(({ money }) => money), difference)
  return count === placed.count && compare(money, placed.money) === 0
    ? []
    : [
        `ledger of ${day}: ${placed.count} orders over ${placed.money} ${currency} placed, ${count} over ${money} told of`,
      ]
}

/** What a person is shown of the month was kept at some moment of the day. It is what the orders come to now. */
function keptSums(days: readonly LedgerDay[], kept: readonly DaySums[]): string[] {
  const told = (all: readonly Pick<DaySums, 'day' | 'currency' | 'sums'>[]) =>
    canonicalJson(all.map(({ day, currency, sums }) => ({ day, currency, sums })))
  const now = told(days)
  return told(kept) === now ? [] : [`ledger: the sums that were kept are ${told(kept)}, the orders come to ${now}`]
}

/** Each order once, with Magento's money, in the class that both sides say. */
function ledgerOrders(booked: readonly LedgerOrder[], evidence: readonly Evidence[]): string[] {
  return evidence.flatMap(({ order, row, salesDocuments }) => {
    if (!row) return []
    const mine = booked.filter(entry => entry.magentoId === order.entity_id)
    const [entry] = mine
    if (!entry || mine.length > 1) return [`ledger: order ${order.entity_id} is in it ${mine.length} times`]
    const name = `ledger: order ${order.entity_id} (${row.phase}) is ${entry.class}`
    const live = salesDocuments.filter(isLive)
    const wrong: string[] = []
    if (!isZero(subtracted(entry, order.grand_total))) wrong.push(`${name} with ${entry.placed}`)
    if (entry.class === 'unexplained') wrong.push(name)
    if ((entry.class === 'in_erp') !== live.length > 0 && salesDocuments.length > 0)
      wrong.push(`${name}, the ERP has ${live.length} live sales documents`)
    if (entry.class === 'in_erp' && !entry.explained) wrong.push(`${name}: ${entry.reason}`)
    return wrong
  })
}

const subtracted = (entry: LedgerOrder, total: number) => add(entry.placed, amount(-total))
