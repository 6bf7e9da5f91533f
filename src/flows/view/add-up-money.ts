import { type Amount, add, isZero, subtract } from '../../domain/amount.ts'
import { counted } from '../../domain/counted.ts'
import type { CanonicalOrder } from '../../domain/order.ts'

export interface MoneyRow {
  readonly label: string
  readonly gross: Amount
}

/** How the order's total comes about, and what each ERP makes of it. In order currency. */
export interface MoneyTable {
  readonly parts: readonly MoneyRow[]
  readonly total: Amount
  /** Of the sales documents that have a total. Each one holds the whole order. */
  readonly erp: readonly {
    readonly name: string
    readonly total: Amount
    readonly difference: Amount
    readonly differs: boolean
  }[]
}

/** @param documents the sales documents that are not cancelled. */
export function addUpMoney(
  order: Pick<CanonicalOrder, 'lines' | 'shipping' | 'fees' | 'grandTotal'>,
  documents: readonly { readonly connectionName: string; readonly total: Amount | undefined }[],
): MoneyTable {
  const parts = [
    {
      label: counted(order.lines.length, 'line'),
      gross: add(...order.lines.map(line => line.gross)),
    },
    {
      label: order.shipping.description ? `Shipping (${order.shipping.description})` : 'Shipping',
      gross: order.shipping.gross,
    },
    ...order.fees.map(fee => ({ label: fee.label, gross: fee.gross })),
  ]
  const erp = documents.flatMap(({ connectionName, total }) => {
    if (total === undefined) return []
    const difference = subtract(total, order.grandTotal)
    return [{ name: connectionName, total, difference, differs: !isZero(difference) }]
  })
  return { parts, total: order.grandTotal, erp }
}
