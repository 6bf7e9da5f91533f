import { z } from 'zod'
import { amount, compare, divide, subtract, ZERO } from '../../domain/amount.ts'
import type {
  CatalogItem,
  CatalogPage,
  CatalogPosition,
  CatalogPrice,
  CatalogStock,
  ErpCatalog,
} from '../erp-catalog.ts'
import { rowsAt } from '../paths.ts'
import type { FlowClient } from './client.ts'
import { refused } from './errors.ts'
import { needAmount, needText, readAmount, readFlag, readText, Unfit } from './fields.ts'
import { parseJson } from './formats.ts'
import type { CatalogFlow } from './master-data-schema.ts'
import { readPage } from './paging.ts'
import { readRows } from './read-rows.ts'
import type { ReadStep } from './request-schema.ts'
import { spanVars } from './spans.ts'
import { asksSince } from './step-places.ts'

/** What the ERP knows of its items, as far as the flow reads it; what it does not read has no rows and is never complete. */
export function catalogOf(client: FlowClient, flow: CatalogFlow): ErpCatalog {
  const comma = client.settings.decimalComma
  return {
    readItems: from =>
      readCatalog(client, flow.items, from, 'the items', (row, { fields }) => toItem(row, fields, comma)),
    readStock: from =>
      readCatalog(client, flow.stock, from, 'the stock', (row, { fields }) => toStock(row, fields, comma)),
    readPrices: from => readCatalog(client, flow.prices, from, 'the prices', (row, step) => toPrice(client, row, step)),
  }
}

/** The moment of the first page goes from page to page: it is where the next read begins. */
const placeSchema = z.object({ at: z.iso.datetime(), next: z.string() })

async function readCatalog<Step extends ReadStep & { readonly sorted: boolean }, T>(
  client: FlowClient,
  step: Step | undefined,
  { since, next }: CatalogPosition,
  what: string,
  read: (row: unknown, step: Step) => T,
): Promise<CatalogPage<T>> {
  const now = client.clock.now()
  if (!step) return { rows: [], cursor: now.toISOString(), complete: false }
  const place = next === undefined ? undefined : placeSchema.safeParse(parseJson(next))
  if (place && !place.success) throw refused('paging', `This is no place in ${what}: begin the read again`)
  const at = place?.data.at ?? now.toISOString()
  const isDelta = since !== undefined && asksSince(step)
  const from = isDelta ? momentOf(since, what) : undefined
  const vars = from ? spanVars(client, step, from, now) : {}
  const page = await readPage(client, step, vars, what, place?.data.next)
  return {
    rows: readRows(page.rows, what, row => read(row, step)),
    ...(page.next !== undefined && { next: JSON.stringify({ at, next: page.next }) }),
    cursor: at,
    // Rows that move while pages are read can be missed, and what is missed must not count as gone.
    complete: !isDelta && (step.paging.kind === 'none' || step.sorted),
  }
}

function momentOf(cursor: string, what: string): Date {
  const moment = new Date(cursor)
  if (Number.isNaN(moment.getTime())) throw refused('cursor', `This is no cursor of ${what}: read everything`)
  return moment
}

type Fields<K extends keyof CatalogFlow> = NonNullable<CatalogFlow[K]>['fields']

function toItem(row: unknown, fields: Fields<'items'>, comma: boolean): CatalogItem {
  const code = needText(row, fields.code, 'the item code')
  const [description, ean, group] = [fields.description, fields.ean, fields.group].map(field => readText(row, field))
  const published = readFlag(row, fields.published)
  const taxRate = readAmount(row, fields.taxRate, comma)
  const weight = readAmount(row, fields.weight, comma)
  return {
    code,
    name: readText(row, fields.name) ?? code,
    active: readFlag(row, fields.active) ?? true,
    ...(description !== undefined && { description }),
    ...(published !== undefined && { published }),
    ...(ean !== undefined && { ean }),
    ...(group !== undefined && { group }),
    ...(taxRate !== undefined && { taxRate }),
    ...(weight !== undefined && { weight }),
  }
}

function toStock(row: unknown, fields: Fields<'stock'>, comma: boolean): CatalogStock {
  const quantity = needAmount(row, fields.quantity, comma, 'the quantity')
  return {
    code: needText(row, fields.code, 'the item code'),
    warehouse: needText(row, fields.warehouse, 'the warehouse'),
    quantity: subtract(quantity, readAmount(row, fields.promised, comma) ?? ZERO),
  }
}

function toPrice({ settings }: FlowClient, row: unknown, step: NonNullable<CatalogFlow['prices']>): CatalogPrice {
  const { fields, tiers } = step
  const comma = settings.decimalComma
  const unit = readAmount(row, fields.unit, comma) ?? amount(1)
  if (compare(unit, ZERO) <= 0) throw new Unfit('the unit of a price is not above zero')
  return {
    code: needText(row, fields.code, 'the item code'),
    list: needText(row, fields.list, 'the price list'),
    currency: (readText(row, fields.currency) ?? settings.currency).toUpperCase(),
    taxIncluded: step.taxIncluded,
    price: divide(needAmount(row, fields.price, comma, 'the price'), unit),
    tiers: (tiers ? rowsAt(row, tiers.rows) : [])
      .map(tier => ({
        quantity: needAmount(tier, tiers?.quantity ?? '', comma, 'the quantity of a tier'),
        price: divide(needAmount(tier, tiers?.price ?? '', comma, 'the price of a tier'), unit),
      }))
      .sort((a, b) => compare(a.quantity, b.quantity)),
  }
}
