import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { add, ZERO } from '../../domain/amount.ts'
import type { CatalogSettings } from '../../domain/catalog-settings.ts'
import type { CatalogPage, CatalogPosition, CatalogStock } from '../../erp/erp-catalog.ts'
import { money, readRows } from '../view/rows.ts'
import type { CatalogWork, SourceStock } from './catalog-work.ts'
import { remember } from './remembered-values.ts'

/**
 * Sources that several warehouses of the ERP fill. An ERP may tell one warehouse after the other, or of one only that has
 * changed, so their figures are kept, and added up when all pages of the stock are read.
 */

/** Warehouses by source, of those sources that have several. */
export function sharedSources({ sources }: CatalogSettings['stock']): ReadonlyMap<string, readonly string[]> {
  const bySource = Map.groupBy(Object.entries(sources), ([, source]) => source)
  return new Map(
    [...bySource].flatMap(([source, places]) =>
      places.length > 1 ? [[source, places.map(([warehouse]) => warehouse)] as const] : [],
    ),
  )
}

/** Keeps the rows of one page for readSums. */
export async function rememberWarehouses(
  work: CatalogWork,
  rows: readonly (CatalogStock & { readonly sku: string; readonly source: string })[],
): Promise<void> {
  for (const { sku, source, quantity } of work.dry ? rows : []) {
    const key = `${source}\n${sku}`
    work.dry?.sums.set(key, { sku, source, quantity: add(work.dry.sums.get(key)?.quantity ?? ZERO, quantity) })
  }
  await remember(
    work,
    rows.map(({ sku, warehouse, quantity }) => ({
      kind: 'warehouse',
      sku,
      scope: warehouse,
      wanted: quantity,
      taken: quantity,
    })),
  )
}

const PAGE = 1_000
const sumRow = z.object({ sku: z.string(), source: z.string(), quantity: money })
const position = z.tuple([z.string(), z.string()])

/**
 * One page of sums. After a complete read a warehouse that did not tell the item has nothing of it; after a read of changes
 * it has what it had.
 */
export async function readSums(work: CatalogWork, { next }: CatalogPosition): Promise<CatalogPage<SourceStock>> {
  const end = { cursor: '', complete: work.run.state.allStock }
  if (work.dry) return { rows: [...work.dry.sums.values()], ...end }
  const places = [...sharedSources(work.settings.stock)].flatMap(([source, warehouses]) =>
    warehouses.map(warehouse => ({ source, warehouse })),
  )
  const [sku, source] = next === undefined ? ['', ''] : position.parse(JSON.parse(next))
  const rows = await readRows(
    work.ctx.db,
    sumRow,
    sql`select v.sku, p.source, sum(v.wanted::numeric)::text as quantity
      from catalog_values v
      join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p(source text, warehouse text) on p.warehouse = v.scope
      where v.connection = ${work.setup.code} and v.kind = 'warehouse' and (v.sku, p.source) > (${sku}, ${source})
        and (v.seen_run = ${work.run.number}::int or not ${work.run.state.allStock}::boolean)
      group by v.sku, p.source order by v.sku, p.source limit ${PAGE}`,
  )
  const last = rows.at(-1)
  return { rows, ...end, ...(last && rows.length === PAGE && { next: JSON.stringify([last.sku, last.source]) }) }
}
