/** What the list can tell of an order beside its number, in the order in which it does. */
export const COLUMN_NAMES = [
  'state',
  'customer',
  'email',
  'total',
  'erp',
  'shipment',
  'invoice',
  'credit',
  'status',
  'placed',
  'acknowledged',
  'took',
  'waits',
  'step',
] as const
export type ColumnName = (typeof COLUMN_NAMES)[number]

/** Until somebody chooses others. */
export const FIRST_COLUMNS: readonly ColumnName[] = ['state', 'customer', 'total', 'erp', 'invoice', 'step']

/** "total,customer" → customer, total; undefined when it names none. */
export function readColumns(text: string): readonly ColumnName[] | undefined {
  const asked = text.split(',')
  const found = COLUMN_NAMES.filter(name => asked.includes(name))
  return found.length > 0 ? found : undefined
}

/** Those of the address, else those that the person chose for every day, else the first ones. */
export const columnsFor = (
  asked: readonly ColumnName[] | undefined,
  everyday: string | undefined,
): readonly ColumnName[] => asked ?? readColumns(new URLSearchParams(everyday).get('columns') ?? '') ?? FIRST_COLUMNS
