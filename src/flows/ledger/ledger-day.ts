import { type Amount, add, isZero, subtract, ZERO } from '../../domain/amount.ts'

/** What became of an order that was placed; each order is in exactly one class. */
export const LEDGER_CLASSES = ['in_erp', 'held', 'waiting', 'skipped', 'canceled', 'unexplained'] as const
export type LedgerClass = (typeof LEDGER_CLASSES)[number]

export interface LedgerOrder {
  readonly id: number
  /** Of an order that Magento does not know: its transfer's, below 0. */
  readonly magentoId: number
  /** The connection by which it came from another system than Magento. */
  readonly source: string | undefined
  readonly number: string
  readonly class: LedgerClass
  /** Why it is not in the ERP, or why its total differs there. */
  readonly reason: string
  /** The grand total where it was placed. */
  readonly placed: Amount
  /** Of its live sales documents; undefined when it is not in the ERP, or in another currency there. */
  readonly erpTotal: Amount | undefined
  readonly erpNumbers: readonly string[]
  /** placed less erpTotal, for orders in the ERP. */
  readonly difference: Amount
  /** The difference is zero, within the tolerance, or accepted by a person. */
  readonly explained: boolean
  /** An open drift that needs somebody. */
  readonly drift: string | undefined
}

/** For files and terminals: the reason, and of an order that Magento does not know by which connection it came. */
export function remarkOf({ source, reason }: Pick<LedgerOrder, 'source' | 'reason'>): string {
  if (source === undefined) return reason
  return `of another system, by ${source}${reason ? `; ${reason}` : ''}`
}

export interface LedgerDocument {
  readonly orderId: number
  readonly orderNumber: string
  readonly kind: 'invoice' | 'credit'
  readonly key: string
  readonly erpNumber: string | undefined
  readonly erpTotal: Amount | undefined
  readonly magentoNumber: string | undefined
  readonly magentoTotal: Amount | undefined
  /** The ERP's total less Magento's. */
  readonly difference: Amount
  readonly state: 'equal' | 'explained' | 'late' | 'open'
  readonly reason: string
}

export interface Sum {
  readonly count: number
  readonly money: Amount
}

/** placed = the classes + difference, by count and by money; erp = magento + difference. */
export interface LedgerSums {
  readonly placed: Sum
  /** How much of it was placed in other systems than Magento, if anything was. */
  readonly elsewhere?: Sum
  /** In the ERP: what the ERP has. The others: what was placed. */
  readonly classes: Readonly<Record<LedgerClass, Sum>>
  readonly difference: Amount
  readonly invoiced: BothSums
  readonly credited: BothSums
}

export interface BothSums {
  readonly erp: Sum
  readonly magento: Sum
  readonly difference: Amount
}

/** One day of one store in one currency. */
export interface LedgerDay {
  readonly store: string
  readonly currency: string
  /** ISO date in the store's time zone. */
  readonly day: string
  readonly orders: readonly LedgerOrder[]
  readonly documents: readonly LedgerDocument[]
  readonly sums: LedgerSums
}

const sum = (values: readonly Amount[]): Sum => ({ count: values.length, money: add(...values) })

/** Pure. */
export function sumDay(orders: readonly LedgerOrder[], documents: readonly LedgerDocument[]): LedgerSums {
  const of = (name: LedgerClass): Sum => {
    const mine = orders.filter(order => order.class === name)
    return sum(mine.map(order => (name === 'in_erp' ? (order.erpTotal ?? ZERO) : order.placed)))
  }
  const elsewhere = orders.filter(({ source }) => source !== undefined)
  return {
    placed: sum(orders.map(order => order.placed)),
    ...(elsewhere.length > 0 && { elsewhere: sum(elsewhere.map(order => order.placed)) }),
    classes: {
      in_erp: of('in_erp'),
      held: of('held'),
      waiting: of('waiting'),
      skipped: of('skipped'),
      canceled: of('canceled'),
      unexplained: of('unexplained'),
    },
    difference: add(...orders.map(order => order.difference)),
    invoiced: sumDocuments(documents.filter(({ kind }) => kind === 'invoice')),
    credited: sumDocuments(documents.filter(({ kind }) => kind === 'credit')),
  }
}

function sumDocuments(documents: readonly LedgerDocument[]): BothSums {
  const erp = sum(documents.flatMap(({ erpTotal }) => erpTotal ?? []))
  const magento = sum(documents.flatMap(({ magentoTotal }) => magentoTotal ?? []))
  return { erp, magento, difference: subtract(erp.money, magento.money) }
}

/** What keeps the day from adding up, down to the order; empty when every order and every cent has its reason. */
export function gapsOf({ orders, documents }: Pick<LedgerDay, 'orders' | 'documents'>): string[] {
  return [
    ...orders.flatMap(order => {
      if (order.class === 'unexplained')
        return [`Order ${order.number} is neither in the ERP nor held: ${order.reason}.`]
      return order.explained ? [] : [`Order ${order.number} differs by ${order.difference}: ${order.reason}.`]
    }),
    ...documents.flatMap(document =>
      document.state === 'open'
        ? [
            `${nameOf(document)} of order ${document.orderNumber} differs by ${document.difference}: ${document.reason}.`,
          ]
        : [],
    ),
  ]
}

const nameOf = ({ kind, erpNumber, magentoNumber }: LedgerDocument): string =>
  `${kind === 'invoice' ? 'Invoice' : 'Credit'} ${erpNumber ?? magentoNumber ?? ''}`

/** What has to be over before the day may be closed without a person. */
export function obstaclesOf(day: Pick<LedgerDay, 'orders' | 'documents'>): string[] {
  return [
    ...gapsOf(day),
    ...day.orders.flatMap(order => {
      if (order.class === 'held' || order.class === 'waiting')
        return [`Order ${order.number} is ${order.class}: ${order.reason}.`]
      return order.drift === undefined ? [] : [`Order ${order.number}: ${order.drift}`]
    }),
    ...day.documents.flatMap(document =>
      document.state === 'late' ? [`${nameOf(document)} of order ${document.orderNumber}: ${document.reason}`] : [],
    ),
  ]
}

/** Whether all of the placed money is accounted for; false would be a mistake of ours. */
export function addsUp({ placed, classes, difference }: LedgerSums): boolean {
  const parts = Object.values(classes)
  const money = subtract(placed.money, add(...parts.map(part => part.money), difference))
  return isZero(money) && placed.count === parts.reduce((count, part) => count + part.count, 0)
}
