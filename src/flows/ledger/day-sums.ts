import { z } from 'zod'
import { add, subtract, ZERO } from '../../domain/amount.ts'
import { money } from '../view/rows.ts'
import { LEDGER_CLASSES, type LedgerSums, type Sum } from './ledger-day.ts'

/** The sums of a day in one currency, without its orders. */
export interface DaySums {
  /** ISO date in the store's time zone. */
  readonly day: string
  readonly currency: string
  readonly sums: LedgerSums
  /** How many orders and documents do not add up. */
  readonly gaps: number
  /** The same as long as nothing of its rows changes: what a seal would find changed, changes it (seal-content.ts). */
  readonly fingerprint: string
}

const sum = z.object({ count: z.number(), money })
const both = z.object({ erp: sum, magento: sum, difference: money })

/** As seals and kept days have them. */
export const ledgerSums: z.ZodType<LedgerSums> = z
  .object({
    placed: sum,
    elsewhere: sum.optional(),
    classes: z.object({ in_erp: sum, held: sum, waiting: sum, skipped: sum, canceled: sum, unexplained: sum }),
    difference: money,
    invoiced: both,
    credited: both,
  })
  .transform(({ elsewhere, ...sums }) => ({ ...sums, ...(elsewhere && { elsewhere }) }))

/** A row of sumRows (ledger-rows.ts). */
export const addedUp = z.object({
  day: z.string(),
  currency: z.string(),
  name: z.enum([...LEDGER_CLASSES, 'invoice', 'credit', 'elsewhere']),
  count: z.number(),
  money,
  other_count: z.number(),
  other_money: money,
  gaps: z.number(),
  fingerprint: z.string(),
})
type AddedUp = z.infer<typeof addedUp>

/** What the database added up, as sumDay (ledger-day.ts) would have. Pure. */
export function daySums(rows: readonly AddedUp[]): DaySums[] {
  const places = Map.groupBy(rows, ({ day, currency }) => `${day} ${currency}`)
  return [...places.values()].flatMap(mine => {
    const [first] = mine
    if (!first) return []
    const gaps = mine.reduce((count, row) => count + row.gaps, 0)
    const fingerprint = mine
      .map(row => `${row.name} ${row.count} ${row.fingerprint}`)
      .sort()
      .join(' ')
    return [{ day: first.day, currency: first.currency, sums: sumsOf(mine), gaps, fingerprint }]
  })
}

function sumsOf(rows: readonly AddedUp[]): LedgerSums {
  const row = (name: AddedUp['name']) => rows.find(one => one.name === name)
  const placed = (name: AddedUp['name']): Sum => ({ count: row(name)?.count ?? 0, money: row(name)?.money ?? ZERO })
  const other = (name: AddedUp['name']): Sum => ({
    count: row(name)?.other_count ?? 0,
    money: row(name)?.other_money ?? ZERO,
  })
  const all = LEDGER_CLASSES.map(placed)
  const inErp = { count: placed('in_erp').count, money: other('in_erp').money }
  const documents = (kind: 'invoice' | 'credit') => {
    const [erp, magento] = [placed(kind), other(kind)]
    return { erp, magento, difference: subtract(erp.money, magento.money) }
  }
  const elsewhere = row('elsewhere')
  return {
    ...(elsewhere && { elsewhere: { count: elsewhere.count, money: elsewhere.money } }),
    placed: { count: all.reduce((count, one) => count + one.count, 0), money: add(...all.map(one => one.money)) },
    classes: {
      in_erp: inErp,
      held: placed('held'),
      waiting: placed('waiting'),
      skipped: placed('skipped'),
      canceled: placed('canceled'),
      unexplained: placed('unexplained'),
    },
    difference: subtract(placed('in_erp').money, inErp.money),
    invoiced: documents('invoice'),
    credited: documents('credit'),
  }
}
