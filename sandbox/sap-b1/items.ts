import { amount } from '../../src/domain/amount.ts'
import { breaksRule, notFound, refuse } from './b1-error.ts'
import { mergeRows } from './business-partners.ts'
import { type Entity, rowsOf, type Work } from './company.ts'
import { numberOf, out } from './pricing.ts'
import { type Item, moveStock, type WarehouseInfo } from './stock.ts'

/** Products and their prices. */

const DEFAULTS: Entity = {
  ForeignName: null,
  ItemsGroupCode: 100,
  BarCode: null,
  SalesItem: 'tYES',
  InventoryItem: 'tYES',
  PurchaseItem: 'tYES',
  Valid: 'tYES',
  Frozen: 'tNO',
  SalesVATGroup: 'S22',
  SalesUnit: 'kos',
  InventoryUOM: 'kos',
  DefaultWarehouse: '01',
  TreeType: 'iNotATree',
  ManageSerialNumbers: 'tNO',
  ManageBatchNumbers: 'tNO',
  QuantityOnStock: 0,
  QuantityOrderedFromVendors: 0,
  QuantityOrderedByCustomers: 0,
  ItemBarCodeCollection: [],
}

/** @throws -10 when the code is taken. */
export function createItem(work: Work, body: Entity): Item {
  const code = body.ItemCode
  if (typeof code !== 'string' || code === '') return breaksRule('Item code is missing [OITM.ItemCode]')
  if (work.get('Items', code)) return refuse(-10, `Item code '${code}' already exists`)
  const prices = (body.ItemPrices ?? []) as Entity[] // checked by readEntity
  const item: Item = {
    ...DEFAULTS,
    ...body,
    ItemCode: code,
    ItemName: typeof body.ItemName === 'string' ? body.ItemName : '',
    InventoryItem: body.InventoryItem === 'tNO' ? 'tNO' : 'tYES',
    QuantityOnStock: 0,
    ItemPrices: work.list('PriceLists').map(list => ({
      PriceList: list.PriceListNo,
      Price: null,
      Currency: null,
      ...prices.find(price => price.PriceList === list.PriceListNo),
    })),
    ItemWarehouseInfoCollection: work.list('Warehouses').map(warehouse => emptyWarehouse(warehouse)),
    CreateDate: work.today,
    CreateTime: work.time,
  }
  return save(work, item, 'Created')
}

const emptyWarehouse = (warehouse: Entity): WarehouseInfo => ({
  WarehouseCode: String(warehouse.WarehouseCode),
  InStock: 0,
  Committed: 0,
  Ordered: 0,
  Locked: 'tNO',
})

/** PATCH: prices are matched by price list, stock rows by warehouse, bar codes by entry. */
export function updateItem(work: Work, current: Entity, changes: Entity, replaceCollections: boolean): Item {
  const item = current as Item // stored by createItem
  const { ItemCode: _, ...rest } = changes
  const merged: Item = { ...item, ...rest }
  const keys = [
    ['ItemPrices', 'PriceList'],
    ['ItemWarehouseInfoCollection', 'WarehouseCode'],
    ['ItemBarCodeCollection', 'AbsEntry'],
  ] as const
  for (const [collection, key] of keys) {
    const sent = changes[collection]
    if (!Array.isArray(sent)) continue
    // Prices and stock rows exist for every list and warehouse; only bar codes can be taken away.
    const replace = replaceCollections && collection === 'ItemBarCodeCollection'
    merged[collection] = mergeRows(rowsOf(item[collection]), sent, row => String(row[key]), replace) as WarehouseInfo[] // rows of this collection
  }
  return save(work, merged, 'Updated')
}

function save(work: Work, item: Item, transaction: 'Created' | 'Updated'): Item {
  const saved = { ...item, UpdateDate: work.today, UpdateTime: work.time }
  work.put('Items', saved.ItemCode, saved)
  work.tell({ object: 'Items', transaction, key: { ItemCode: saved.ItemCode } })
  return saved
}

/** @returns the price of a list (0 when it has none), and whether the list is a gross one. */
export function itemPrice(
  work: Work,
  item: Item,
  priceList: number,
): { readonly price: number; readonly gross: boolean } {
  const list = work.get('PriceLists', priceList)
  const rows = (item.ItemPrices ?? []) as Entity[] // written by createItem
  const price = rows.find(row => row.PriceList === priceList)?.Price
  return { price: typeof price === 'number' ? price : 0, gross: list?.IsGrossPrice === 'tYES' }
}

/** POST /CompanyService_GetItemPrice. */
export function effectivePrice(work: Work, params: Entity): Entity {
  const item = work.get<Item>('Items', String(params.ItemCode)) ?? notFound()
  const partner = work.get('BusinessPartners', String(params.CardCode)) ?? notFound()
  const { price } = itemPrice(work, item, Number(partner.PriceListNum ?? 1))
  return { Price: out(numberOf(price)), Currency: 'EUR', Discount: 0 }
}

/** Goods receipt: what a person in the warehouse does when a shelf is empty. */
export function receiveGoods(work: Work, itemCode: string, warehouse: string, quantity: number): void {
  moveStock(work, itemCode, warehouse, Number(amount(quantity)), 0)
}
