import { and, eq, gte, sql } from 'drizzle-orm'
import { catalogProducts } from '../../db/schema/catalog.ts'
import type { KnownProduct } from '../../magento/catalog-contract.ts'
import { type CatalogWork, count } from './catalog-work.ts'

/** A product that was there is taken to be there for so long; a price for one that was deleted since is refused. */
const FRESH_MS = 24 * 3_600_000

/** @returns the type of each product that is in the shop, by SKU in lower case. Asks Magento only for what is not known. */
export async function knownProducts(work: CatalogWork, skus: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { ctx, setup } = work
  const wanted = [...new Set(skus.map(sku => sku.toLowerCase()))]
  const rows = await ctx.db
    .select({ sku: catalogProducts.skuLower, type: catalogProducts.type })
    .from(catalogProducts)
    .where(
      and(
        eq(catalogProducts.store, setup.store),
        gte(catalogProducts.checkedAt, new Date(ctx.clock.now().getTime() - FRESH_MS)),
        sql`${catalogProducts.skuLower} = any(${sql.param(wanted)}::text[])`,
      ),
    )
  const known = new Map(rows.map(({ sku, type }) => [sku, type]))
  // All products were listed at the beginning of this run: what is not among them is not there.
  if (work.run.state.counts[LISTED] !== undefined) return known
  const unknown = skus.filter(sku => !known.has(sku.toLowerCase()))
  if (unknown.length === 0) return known
  const found = await work.magento.findProducts(unknown)
  await rememberProducts(work, [...found.values()])
  await forgetProducts(
    work,
    unknown.filter(sku => !found.has(sku.toLowerCase())),
  )
  return new Map([...known, ...[...found].map(([sku, { type }]) => [sku, type] as const)])
}

const LISTED = 'products of the shop'

/**
 * Before the first run everything that the shop has is listed, which takes fewer calls than asking for each SKU.
 * @returns true when that is done.
 */
export async function listAllProducts(work: CatalogWork): Promise<boolean> {
  const { state } = work.run
  if (work.dry || (state.aboveId === 0 && (await anyProduct(work)))) return true
  for (;;) {
    const page = await work.magento.listProducts(state.aboveId)
    const last = page.at(-1)
    if (!last) {
      state.counts[LISTED] ??= 0
      return true
    }
    await rememberProducts(work, page)
    state.aboveId = last.id
    count(work, LISTED, page.length)
    await work.keep()
    if (work.timeUp()) return false
  }
}

async function anyProduct({ ctx, setup }: CatalogWork): Promise<boolean> {
  const rows = await ctx.db
    .select({ sku: catalogProducts.skuLower })
    .from(catalogProducts)
    .where(eq(catalogProducts.store, setup.store))
    .limit(1)
  return rows.length > 0
}

export async function rememberProducts(
  work: CatalogWork,
  products: readonly Pick<KnownProduct, 'sku' | 'type'>[],
): Promise<void> {
  if (work.dry || products.length === 0) return
  const byKey = new Map(products.map(({ sku, type }) => [sku.toLowerCase(), { sku: sku.toLowerCase(), type }]))
  await work.ctx.db.execute(sql`
    insert into catalog_products as p (store, sku_lower, type, checked_at)
    select ${work.setup.store}, r.sku, r.type, ${work.ctx.clock.now().toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify([...byKey.values()])}::jsonb) as r(sku text, type text)
    on conflict (store, sku_lower) do update set type = excluded.type, checked_at = excluded.checked_at`)
}

/** Whether they are there has to be asked again. */
export async function forgetProducts(work: CatalogWork, skus: readonly string[]): Promise<void> {
  if (work.dry || skus.length === 0) return
  await work.ctx.db
    .delete(catalogProducts)
    .where(
      and(
        eq(catalogProducts.store, work.setup.store),
        sql`${catalogProducts.skuLower} = any(${sql.param(skus.map(sku => sku.toLowerCase()))}::text[])`,
      ),
    )
}
