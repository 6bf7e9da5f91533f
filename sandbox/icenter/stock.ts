import { type Amount, add, compare, isZero, subtract, ZERO } from '../../src/domain/amount.ts'
import { type Answer, BadRequest, type Call, ok, type Route } from './answer.ts'
import { type Row, stockKey, type Work } from './company.ts'
import { text, writeRow } from './fields.ts'
import { isGoods } from './items.ts'
import { STOCK_ADVANCE } from './models.ts'
import { pageOf } from './query.ts'
import { dispatchedOf } from './references.ts'
import { branch, leaf, type Markup, root } from './xml.ts'

/** Quantities of the warehouses that were asked for, added up: the answer does not say which (contract §5). */
export const stockRoutes = (): Route[] => [
  {
    method: 'GET',
    path: '/api/Stock/GetStocks',
    handle: (work, call) => answer(work, call, call.query.list('warehouseIdList') ?? allWarehouses(work), stockItem),
  },
  {
    method: 'GET',
    path: '/api/Stock/GetStockAdvance',
    handle: (work, call) => {
      call.query.required('warehouseIdList')
      return answer(work, call, call.query.list('warehouseIdList') ?? [], advanceItem)
    },
  },
]

const allWarehouses = (work: Work): string[] => [...new Set(work.list('stock').map(row => row.warehouse))]

interface Figures {
  readonly item: string
  readonly onHand: Amount
  readonly allocated: Amount
}

function answer(
  work: Work,
  { query }: Call,
  warehouses: readonly string[],
  write: (figures: Figures) => Markup[],
): Answer {
  if (warehouses.length > 200) throw new BadRequest('The request is invalid.')
  const known = warehouses.filter(code => work.get('lookups', 'warehouses')?.rows.some(row => row.WarehouseId === code))
  // "3" in place of "0000003" is 200 with one empty row (contract §1).
  if (known.length === 0) return ok(root('ArrayOfItem', [branch('Item', [])]))
  const all = query.boolean('includeZeroQuantities') === true || !work.company.variants.zeroQuantitiesLeftOut
  const wanted = query.text('itemId')
  const allocated = allocations(work, known)
  const rows = work
    .list('items')
    .filter(item => isGoods(item) && (wanted === undefined || item.ItemID === wanted))
    .map(item => figuresOf(work, item, known, allocated))
    .filter(({ onHand }) => all || !isZero(onHand))
  return ok(
    root(
      'ArrayOfItem',
      pageOf(rows, query).map(row => branch('Item', write(row))),
    ),
  )
}

function figuresOf(work: Work, item: Row, warehouses: readonly string[], allocated: ReadonlyMap<string, Amount>) {
  const code = text(item, 'ItemID')
  const onHand = add(ZERO, ...warehouses.map(warehouse => onHandIn(work, code, warehouse)))
  return { item: code, onHand, allocated: allocated.get(code) ?? ZERO }
}

const stockItem = ({ item, onHand }: Figures): Markup[] => [
  ...writeRow({ ItemID: item, Qty: onHand }, STOCK_ADVANCE.slice(0, 2)),
  leaf('StockSeries', ''),
]
const advanceItem = ({ item, onHand, allocated }: Figures): Markup[] =>
  writeRow(
    {
      ItemID: item,
      Qty: onHand,
      StockAdvanceForecast: ZERO,
      AllocatedStock: allocated,
      AvailableStock: subtract(onHand, allocated),
    },
    STOCK_ADVANCE,
  )

export const onHandIn = (work: Work, item: string, warehouse: string): Amount =>
  work.get('stock', stockKey(item, warehouse))?.quantity ?? ZERO

/** What open orders still wait for, by item. */
function allocations(work: Work, warehouses: readonly string[]): ReadonlyMap<string, Amount> {
  const open = new Map<string, Amount>()
  for (const order of work.list('orders')) {
    if (order.status === 'X' || order.status === 'Z') continue
    for (const line of order.lines) {
      if (!warehouses.includes(text(line, 'WareHouseId'))) continue
      const waits = subtract(line.Qty, dispatchedOf(work, order, line.OrderLineNo))
      if (compare(waits, ZERO) > 0) open.set(line.ItemID, add(open.get(line.ItemID) ?? ZERO, waits))
    }
  }
  return open
}

/** @param change negative when goods leave */
export function moveStock(work: Work, item: string, warehouse: string, change: Amount): void {
  const quantity = add(onHandIn(work, item, warehouse), change)
  work.put('stock', stockKey(item, warehouse), { item, warehouse, quantity })
}
