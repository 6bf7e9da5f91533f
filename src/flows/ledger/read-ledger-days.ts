import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { PAIR_STATES } from '../../db/schema/ledger.ts'
import { type Amount, absolute, compare, fixed, isZero, subtract, ZERO } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { id, money, readRows } from '../view/rows.ts'
import { LEDGER_CLASSES, type LedgerDay, type LedgerDocument, type LedgerOrder, sumDay } from './ledger-day.ts'
import { documentRows, orderRows } from './ledger-rows.ts'

const orderRow = z.object({
  id,
  magento_id: id,
  source: z.string().nullable(),
  number: z.string(),
  currency: z.string(),
  day: z.string(),
  phase_reason: z.string(),
  placed: money,
  class: z.enum(LEDGER_CLASSES),
  erp_total: money.nullable(),
  erp_numbers: z.array(z.string()),
  tolerance: money,
  drift: z.string().nullable(),
  accepted: z.string().nullable(),
})

const documentRow = z.object({
  order_id: id,
  order_number: z.string(),
  kind: z.enum(['invoice', 'credit']),
  key: z.string(),
  day: z.string(),
  currency: z.string(),
  erp_number: z.string().nullable(),
  erp_total: money.nullable(),
  magento_number: z.string().nullable(),
  magento_total: money.nullable(),
  state: z.enum(PAIR_STATES),
  reason: z.string(),
  accepted: z.string().nullable(),
})

/**
 * The days of a store from one to the other, both included, per currency, oldest first; days without orders and documents
 * are left out.
 * @param input.fromDay ISO dates in the store's time zone
 */
export async function readLedgerDays(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly store: string; readonly timezone: string; readonly fromDay: string; readonly toDay: string },
): Promise<LedgerDay[]> {
  const { store, timezone, fromDay, toDay } = input
  const [orders, documents] = await Promise.all([
    readRows(ctx.db, orderRow, sql`${orderRows(store, timezone, fromDay, toDay)} order by placed_at, id`),
    readRows(ctx.db, documentRow, sql`${documentRows(store, fromDay, toDay)} order by p.day, o.number, p.key`),
  ])
  const placeOf = (row: { readonly day: string; readonly currency: string }) => `${row.day} ${row.currency}`
  const ordersOf = Map.groupBy(orders, placeOf)
  const documentsOf = Map.groupBy(documents, placeOf)
  const places = [...new Set([...ordersOf.keys(), ...documentsOf.keys()])].sort()
  return places.map(place => {
    const [day = '', currency = ''] = place.split(' ')
    const mine = (ordersOf.get(place) ?? []).map(orderOf)
    const papers = (documentsOf.get(place) ?? []).map(documentOf)
    return { store, currency, day, orders: mine, documents: papers, sums: sumDay(mine, papers) }
  })
}

function orderOf(row: z.infer<typeof orderRow>): LedgerOrder {
  const inErp = row.class === 'in_erp'
  const erpTotal = inErp ? (row.erp_total ?? undefined) : undefined
  const difference = inErp ? subtract(row.placed, erpTotal ?? ZERO) : ZERO
  const { explained, reason } = inErp ? explain(row, erpTotal, difference) : notInErp(row)
  return {
    id: row.id,
    magentoId: row.magento_id,
    source: row.source ?? undefined,
    number: row.number,
    class: row.class,
    reason,
    placed: row.placed,
    erpTotal,
    erpNumbers: inErp ? row.erp_numbers : [],
    difference,
    explained,
    drift: row.drift ?? undefined,
  }
}

interface Explanation {
  readonly explained: boolean
  readonly reason: string
}

function explain(row: z.infer<typeof orderRow>, erpTotal: Amount | undefined, difference: Amount): Explanation {
  if (erpTotal === undefined) return { explained: false, reason: 'the sales document is in another currency' }
  if (isZero(difference)) return { explained: true, reason: '' }
  if (compare(absolute(difference), row.tolerance) <= 0)
    return { explained: true, reason: `rounding, within the tolerance of ${fixed(row.tolerance, 2)}` }
  if (row.accepted !== null) return { explained: true, reason: `accepted: ${row.accepted}` }
  return { explained: false, reason: 'the sales document has another total' }
}

/** "unexplained" speaks for itself; it counts as a gap by its class. */
const notInErp = (row: z.infer<typeof orderRow>): Explanation => ({ explained: true, reason: row.phase_reason })

const documentOf = (row: z.infer<typeof documentRow>): LedgerDocument => ({
  orderId: row.order_id,
  orderNumber: row.order_number,
  kind: row.kind,
  key: row.key,
  erpNumber: row.erp_number ?? undefined,
  erpTotal: row.erp_total ?? undefined,
  magentoNumber: row.magento_number ?? undefined,
  magentoTotal: row.magento_total ?? undefined,
  difference: subtract(row.erp_total ?? ZERO, row.magento_total ?? ZERO),
  ...(row.state === 'open' && row.accepted !== null
    ? { state: 'explained', reason: `accepted: ${row.accepted}` }
    : { state: row.state, reason: row.reason }),
})
