import { type Amount, fixed } from '../../domain/amount.ts'
import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv.ts'
import { type LedgerDocument, type LedgerOrder, remarkOf } from './ledger-day.ts'
import { type BookDay, dayState, STATE_WORDS } from './read-ledger.ts'
import { CLASS_WORDS } from './seal-content.ts'

const HEAD = [
  'store',
  'day',
  'currency',
  'state',
  'kind',
  'order',
  'class',
  'magento_number',
  'magento_amount',
  'erp_number',
  'erp_amount',
  'difference',
  'reason',
] as const

/**
 * One row for each order, invoice and credit of these days, as RFC 4180 writes it, with a head. No cell begins as a
 * formula would.
 */
export function exportCsv(days: readonly BookDay[]): string {
  const rows = days.flatMap(day => [
    ...day.orders.map(order => [...dayCells(day), 'order', ...orderCells(order)]),
    ...day.documents.map(document => [...dayCells(day), document.kind, ...documentCells(document)]),
  ])
  return BYTE_ORDER_MARK + [[...HEAD], ...rows].map(csvLine).join('')
}

const dayCells = (day: BookDay): string[] => [day.store, day.day, day.currency, STATE_WORDS[dayState(day)]]

const orderCells = (order: LedgerOrder): string[] => [
  order.number,
  CLASS_WORDS[order.class],
  order.source === undefined ? order.number : '',
  money(order.placed),
  order.erpNumbers.join(' '),
  money(order.erpTotal),
  order.class === 'in_erp' ? money(order.difference) : '',
  remarkOf(order),
]

const documentCells = (document: LedgerDocument): string[] => [
  document.orderNumber,
  document.state,
  document.magentoNumber ?? '',
  money(document.magentoTotal),
  document.erpNumber ?? '',
  money(document.erpTotal),
  money(document.difference),
  document.reason,
]

/** As machines read it: a point, no thousands, at least two decimals. */
const money = (value: Amount | undefined): string =>
  value === undefined ? '' : fixed(value, Math.max(2, value.split('.')[1]?.length ?? 0))
