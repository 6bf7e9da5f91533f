import { z } from 'zod'
import { add, amount, isZero, subtract } from '../../domain/amount.ts'
import type {
  CatalogItem,
  CatalogPage,
  CatalogPosition,
  CatalogPrice,
  CatalogStock,
  ErpCatalog,
} from '../erp-catalog.ts'
import type { B1Client } from './client.ts'
import { parseJson } from './errors.ts'
import { mappedVatGroups } from './mapping.ts'
import { quote } from './odata.ts'
import type { SapB1Settings } from './settings.ts'

/**
 * Items, prices and stock (contract §4.2), all of them read from Items. Pages go by the item code and not by offset, so
 * that items which come and go meanwhile hide no others; a new one behind the page is found in the overlap of the next
 * read.
 */
export function createCatalog(client: B1Client): ErpCatalog {
  return {
    stockIs: client.settings.catalog.quantity === 'on_hand' ? 'on_hand' : 'available',
    readItems: from => readItems(client, from),
    readStock: from => readStock(client, from),
    readPrices: from => readPrices(client, from),
  }
}

type Part = SapB1Settings['catalog']['changes'][number]

/** As in changes.ts: the night when the clocks go back, and transactions that commit late. */
const OVERLAP_MS = 70 * 60_000
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/

const moment = z.string().regex(MOMENT)
/** Where a page ended: the code, and what the first page has found out for all. */
const positionSchema = z.object({
  after: z.string(),
  cursor: z.union([moment, z.literal('')]),
  gross: z.record(z.string(), z.boolean()).default({}),
})
type Position = z.infer<typeof positionSchema>

const stamp = { ItemCode: z.string(), UpdateDate: z.string().nullish(), UpdateTime: z.string().nullish() }

interface Read<Row> {
  readonly part: Part
  readonly row: z.ZodType<Row & { ItemCode: string }>
  readonly select: readonly string[]
  readonly filter?: string
}

interface Batch<Row> {
  readonly rows: readonly Row[]
  readonly position: Position
  readonly page: Omit<CatalogPage<never>, 'rows'>
}

/** One page of items, of those only that changed since the cursor where UpdateDate can be trusted to tell. */
async function readBatch<Row>(
  client: B1Client,
  from: CatalogPosition,
  read: Read<Row>,
  prepare: () => Promise<Position['gross']> = async () => ({}),
): Promise<Batch<Row>> {
  const { changes } = client.settings.catalog
  const byDate = changes.includes(read.part)
  const since = byDate ? moment.safeParse(from.since).data : undefined
  const known = positionSchema.safeParse(parseJson(from.next ?? '')).data
  const position = known ?? {
    after: '',
    cursor: byDate ? await newestChange(client) : '',
    gross: await prepare(),
  }
  const begin = since && wallClock(Date.parse(`${since}Z`) - OVERLAP_MS)
  const conditions = [
    ...(position.after === '' ? [] : [`ItemCode gt ${quote(position.after)}`]),
    ...(begin ? [`UpdateDate ge '${begin.slice(0, 10)}'`] : []),
    ...(read.filter === undefined ? [] : [read.filter]),
  ]
  const { pageSize } = client.settings
  const rows = await client.list(
    'Items',
    {
      select: [...Object.keys(stamp), ...read.select],
      ...(conditions.length > 0 && { filter: conditions.join(' and ') }),
      orderBy: 'ItemCode',
      top: pageSize,
    },
    read.row.and(z.looseObject(stamp)),
  )
  const last = rows.at(-1)
  const next = rows.length < pageSize || !last ? {} : { next: JSON.stringify({ ...position, after: last.ItemCode }) }
  return {
    rows: begin ? rows.filter(row => momentOf(row) >= begin) : rows,
    position,
    page: { ...next, cursor: position.cursor, complete: since === undefined },
  }
}

/** The latest change of any item, by the company's own clock, before the first page is read. */
async function newestChange(client: B1Client): Promise<string> {
  const [newest] = await client.list(
    'Items',
    { select: Object.keys(stamp), orderBy: 'UpdateDate desc,UpdateTime desc,ItemCode', top: 1 },
    z.looseObject(stamp),
  )
  return newest?.UpdateDate ? momentOf(newest) : ''
}

const wallClock = (ms: number): string => new Date(ms).toISOString().slice(0, 19)

function momentOf({ UpdateDate, UpdateTime }: { UpdateDate?: unknown; UpdateTime?: unknown }): string {
  const time = /^\d{2}:\d{2}(:\d{2})?/.exec(String(UpdateTime ?? ''))?.[0] ?? '00:00:00'
  return `${String(UpdateDate ?? '').slice(0, 10)}T${time.length === 5 ? `${time}:00` : time}`
}

const numeric = z.union([z.number(), z.string()]).nullish()

const itemRow = z.looseObject({
  ItemCode: z.string(),
  ItemName: z.string().nullish(),
  Valid: z.string().nullish(),
  Frozen: z.string().nullish(),
  SalesItem: z.string().nullish(),
  BarCode: z.string().nullish(),
  ItemsGroupCode: numeric,
  SalesVATGroup: z.string().nullish(),
  SalesUnitWeight: numeric,
  User_Text: z.string().nullish(),
})

async function readItems(client: B1Client, from: CatalogPosition): Promise<CatalogPage<CatalogItem>> {
  const { publishedField } = client.settings.catalog
  const select = Object.keys(itemRow.shape).filter(field => field !== 'ItemCode')
  const { rows, page } = await readBatch(client, from, {
    part: 'items',
    row: itemRow,
    select: publishedField === undefined ? select : [...select, publishedField],
  })
  return { ...page, rows: rows.map(row => toItem(row, client.settings)) }
}

const YES = /^(y|yes|tyes|1|d|da)$/i

function toItem(row: z.infer<typeof itemRow>, settings: SapB1Settings): CatalogItem {
  const { publishedField } = settings.catalog
  const rate = mappedVatGroups(settings).find(({ code }) => code === row.SalesVATGroup)?.rate
  const weight = amount(row.SalesUnitWeight ?? 0)
  return {
    code: row.ItemCode,
    name: row.ItemName ?? '',
    ...(row.User_Text && { description: row.User_Text }),
    active: row.SalesItem !== 'tNO' && row.Valid !== 'tNO' && row.Frozen !== 'tYES',
    ...(publishedField !== undefined && { published: YES.test(String(row[publishedField] ?? '')) }),
    ...(row.BarCode && { ean: row.BarCode }),
    ...(row.ItemsGroupCode != null && { group: String(row.ItemsGroupCode) }),
    ...(rate !== undefined && { taxRate: rate }),
    ...(!isZero(weight) && { weight }),
  }
}

const stockRow = z.looseObject({
  ItemCode: z.string(),
  ItemWarehouseInfoCollection: z
    .array(z.object({ WarehouseCode: z.string(), InStock: numeric, Committed: numeric, Ordered: numeric }))
    .nullish(),
})

async function readStock(client: B1Client, from: CatalogPosition): Promise<CatalogPage<CatalogStock>> {
  const { catalog, warehouses } = client.settings
  const named = catalog.warehouses.length > 0 ? catalog.warehouses : [warehouses.default ?? []].flat()
  const { rows, page } = await readBatch(client, from, {
    part: 'stock',
    row: stockRow,
    select: ['ItemWarehouseInfoCollection'],
    filter: "InventoryItem eq 'tYES'",
  })
  const stock = rows.flatMap(({ ItemCode, ItemWarehouseInfoCollection: places }) =>
    (places ?? [])
      .filter(({ WarehouseCode }) => named.length === 0 || named.includes(WarehouseCode))
      .map(place => ({
        code: ItemCode,
        warehouse: place.WarehouseCode,
        quantity: quantityOf(place, catalog.quantity),
      })),
  )
  return { ...page, rows: stock }
}

type Place = NonNullable<z.infer<typeof stockRow>['ItemWarehouseInfoCollection']>[number]

function quantityOf(place: Place, kind: SapB1Settings['catalog']['quantity']): CatalogStock['quantity'] {
  const onHand = amount(place.InStock ?? 0)
  if (kind === 'on_hand') return onHand
  const available = subtract(onHand, amount(place.Committed ?? 0))
  return kind === 'available' ? available : add(available, amount(place.Ordered ?? 0))
}

const priceRow = z.looseObject({
  ItemCode: z.string(),
  ItemPrices: z
    .array(z.object({ PriceList: z.coerce.number(), Price: numeric, Currency: z.string().nullish() }))
    .nullish(),
})

/** A list in which the item has no price, or 0, which is how B1 keeps none, has no row. */
async function readPrices(client: B1Client, from: CatalogPosition): Promise<CatalogPage<CatalogPrice>> {
  const { catalog, localCurrency } = client.settings
  const { rows, position, page } = await readBatch(
    client,
    from,
    { part: 'prices', row: priceRow, select: ['ItemPrices'] },
    () => readGrossLists(client),
  )
  const prices = rows.flatMap(({ ItemCode, ItemPrices }) =>
    (ItemPrices ?? []).flatMap(({ PriceList: list, Price, Currency }) => {
      const price = amount(Price ?? 0)
      if (isZero(price) || (catalog.priceLists.length > 0 && !catalog.priceLists.includes(list))) return []
      const taxIncluded = position.gross[String(list)] ?? false
      return [
        { code: ItemCode, list: String(list), currency: Currency || localCurrency, taxIncluded, price, tiers: [] },
      ]
    }),
  )
  return { ...page, rows: prices }
}

const listRow = z.object({ PriceListNo: z.int(), IsGrossPrice: z.string().nullish() })

/** By number, whether the prices of a list include tax; not in the contract, so a setting can say it instead. */
export async function readGrossLists(client: B1Client): Promise<Position['gross']> {
  const select = Object.keys(listRow.shape)
  const { grossPrices } = client.settings.catalog
  const ask = grossPrices === 'ask'
  const lists = await client.list(
    'PriceLists',
    { select: ask ? select : ['PriceListNo'], orderBy: 'PriceListNo' },
    listRow,
  )
  return Object.fromEntries(
    lists.map(({ PriceListNo, IsGrossPrice }) => [
      String(PriceListNo),
      ask ? IsGrossPrice === 'tYES' : grossPrices === 'yes',
    ]),
  )
}
