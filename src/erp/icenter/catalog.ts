import { z } from 'zod'
import { type Amount, amount, compare, divide, isZero, ZERO } from '../../domain/amount.ts'
import type {
  CatalogItem,
  CatalogPage,
  CatalogPosition,
  CatalogPrice,
  CatalogStock,
  ErpCatalog,
} from '../erp-catalog.ts'
import type { IcenterClient } from './client.ts'
import { currencyOf } from './currencies.ts'
import { decimal, element, flag, integer, moment, text } from './fields.ts'
import { percentByRate } from './mapping.ts'
import { parseJson } from './parse-json.ts'
import { dayAt, readFrom } from './server-time.ts'

/**
 * Items in pages, since a call costs the same whatever its size; stock and prices as a whole per warehouse and list, one
 * page each, because their answers do not say which one they are from (contract §2, §5).
 */
export const createCatalog = (client: IcenterClient): ErpCatalog => ({
  stockIs: client.settings.catalog.stock,
  readItems: from => readItems(client, from),
  readStock: from => readStock(client, from),
  readPrices: from => readPrices(client, from),
})

/** Where a read is, and the moment of our clock at which it began: for `since` of the next one. */
const place = z.object({ at: z.iso.datetime(), next: z.int().min(0) })
type Place = z.infer<typeof place>

function placeOf(client: IcenterClient, { next }: CatalogPosition, first: number): Place {
  const parsed = place.safeParse(parseJson(next ?? ''))
  return parsed.success ? parsed.data : { at: client.clock.now().toISOString(), next: first }
}

const onTo = (here: Place): string => JSON.stringify({ ...here, next: here.next + 1 })

const item = element({
  ItemID: text,
  ItemTitle1: text,
  ItemTitle2: text,
  GeneralData: element({ VATRateID: text, ItemGroup: text, WebPublish: text, ItemEANCode: text }),
  SalesData: element({ IsActive: flag }),
  PropertiesData: element({ ItemWeightPerUnit: decimal }),
})

async function readItems(client: IcenterClient, from: CatalogPosition): Promise<CatalogPage<CatalogItem>> {
  const { catalog, timezone, overlapMinutes } = client.settings
  const here = placeOf(client, from, 1)
  const since = z.iso.datetime().safeParse(from.since)
  const recordDtModifiedFrom = since.success
    ? readFrom(new Date(since.data), client.clock.now(), timezone, overlapMinutes)
    : undefined
  // One that was switched off has to be heard of too.
  const query = { includeNonActiveItems: true, recordDtModifiedFrom }
  const page = { number: here.next, size: catalog.pageSize }
  const read = await client.page('Item/GetItemsGeneralData', query, item, page)
  const more = read.length >= catalog.pageSize
  if (more) await client.pause()
  const rates = percentByRate(client.settings)
  return {
    rows: read.flatMap(row => toItem(row, rates)),
    ...(more ? { next: onTo(here) } : {}),
    cursor: here.at,
    // Pages are counted: while one item is deleted, another may slip from a page to the one before. One page is whole.
    complete: !since.success && !more && here.next === 1,
  }
}

function toItem(row: ReturnType<(typeof item)['parse']>, rates: ReadonlyMap<string, Amount>): CatalogItem[] {
  const { ItemID, GeneralData: general, SalesData, PropertiesData } = row
  if (ItemID === undefined) return []
  const taxRate = rates.get(general.VATRateID ?? '')
  const weight = PropertiesData.ItemWeightPerUnit
  return [
    {
      code: ItemID,
      name: [row.ItemTitle1, row.ItemTitle2].filter(Boolean).join(' '),
      active: SalesData.IsActive !== false,
      ...(general.WebPublish === undefined ? {} : { published: /^d/i.test(general.WebPublish) }),
      ...(general.ItemEANCode === undefined ? {} : { ean: general.ItemEANCode }),
      ...(general.ItemGroup === undefined ? {} : { group: general.ItemGroup }),
      ...(taxRate === undefined ? {} : { taxRate }),
      ...(weight === undefined || isZero(weight) ? {} : { weight }),
    },
  ]
}

const stock = element({ ItemID: text, Qty: decimal, AvailableStock: decimal })

/** One page per warehouse; sold-out items may be left out unless they are asked for, so they are. */
async function readStock(client: IcenterClient, from: CatalogPosition): Promise<CatalogPage<CatalogStock>> {
  const { catalog, warehouse } = client.settings
  const warehouses = catalog.warehouses.length > 0 ? catalog.warehouses : [warehouse]
  const here = placeOf(client, from, 0)
  const current = warehouses[here.next]
  const isAvailable = catalog.stock === 'available'
  const path = isAvailable ? 'Stock/GetStockAdvance' : 'Stock/GetStocks'
  const query = { warehouseIdList: current, includeZeroQuantities: true }
  const read = current === undefined ? [] : await client.rows(path, query, stock)
  return {
    rows: read.flatMap(({ ItemID, Qty, AvailableStock }) => {
      const quantity = isAvailable ? AvailableStock : Qty
      if (ItemID === undefined || quantity === undefined || current === undefined) return []
      return [{ code: ItemID, warehouse: current, quantity }]
    }),
    ...(here.next + 1 < warehouses.length ? { next: onTo(here) } : {}),
    cursor: here.at,
    complete: true,
  }
}

const price = element({
  ItemCode: text,
  Price: decimal,
  UnitOfMeasurementForPrice: integer,
  VATIncluded: flag,
  Active: flag,
  PriceValidityFrom: moment,
  PriceValidityTo: moment,
  Quantity1: decimal,
  Quantity2: decimal,
  Quantity3: decimal,
  Quantity4: decimal,
  Quantity5: decimal,
  PriceForQuantity1: decimal,
  PriceForQuantity2: decimal,
  PriceForQuantity3: decimal,
  PriceForQuantity4: decimal,
  PriceForQuantity5: decimal,
})
type PriceRow = ReturnType<(typeof price)['parse']>

const priceList = element({ PriceListId: text, CurrencyId: text, VatIncluded: flag })

/** One page per price list, with the prices that are valid today. */
async function readPrices(client: IcenterClient, from: CatalogPosition): Promise<CatalogPage<CatalogPrice>> {
  const { priceLists } = client.settings.catalog
  const here = placeOf(client, from, 0)
  const current = priceLists[here.next]
  const today = dayAt(client.clock.now(), client.settings.timezone)
  const rows = current === undefined ? [] : await readList(client, current, today)
  return {
    rows,
    ...(here.next + 1 < priceLists.length ? { next: onTo(here) } : {}),
    cursor: here.at,
    complete: true,
  }
}

async function readList(client: IcenterClient, list: string, today: string): Promise<CatalogPrice[]> {
  const head = (await client.rows('pricelists', {}, priceList)).find(({ PriceListId }) => PriceListId === list)
  const query = { priceListID: list, priceListDate: `${today}T00:00:00` }
  const valid = (await client.rows('Price/GetPrices', query, price)).filter(
    row => row.Active !== false && isValid(row, today),
  )
  // Of several the one that began last, as price lists are overlaid.
  const begun = (row: PriceRow) => row.PriceValidityFrom ?? ''
  const latest = new Map(valid.toSorted((a, b) => begun(a).localeCompare(begun(b))).map(row => [row.ItemCode, row]))
  const currency = currencyOf(client.settings, head?.CurrencyId)
  return [...latest.values()].flatMap(row => toPrice(row, list, currency, head?.VatIncluded === true))
}

const isValid = ({ PriceValidityFrom: from, PriceValidityTo: to }: PriceRow, today: string): boolean =>
  (from === undefined || from.slice(0, 10) <= today) && (to === undefined || to.slice(0, 10) >= today)

function toPrice(row: PriceRow, list: string, currency: string, taxIncluded: boolean): CatalogPrice[] {
  if (row.ItemCode === undefined || row.Price === undefined) return []
  // The price is for 1, 10, 100 … pieces.
  const per = amount(row.UnitOfMeasurementForPrice || 1)
  const steps = [
    [row.Quantity1, row.PriceForQuantity1],
    [row.Quantity2, row.PriceForQuantity2],
    [row.Quantity3, row.PriceForQuantity3],
    [row.Quantity4, row.PriceForQuantity4],
    [row.Quantity5, row.PriceForQuantity5],
  ] as const
  const tiers = steps.flatMap(([quantity, value]) =>
    quantity !== undefined && value !== undefined && compare(quantity, ZERO) > 0
      ? [{ quantity, price: divide(value, per) }]
      : [],
  )
  return [
    {
      code: row.ItemCode,
      list,
      currency,
      taxIncluded: row.VATIncluded ?? taxIncluded,
      price: divide(row.Price, per),
      tiers: tiers.toSorted((a, b) => compare(a.quantity, b.quantity)),
    },
  ]
}
