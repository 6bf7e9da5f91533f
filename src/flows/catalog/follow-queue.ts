import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { catalogProducts, catalogValues } from '../../db/schema/catalog.ts'
import type { BulkOperation } from '../../magento/catalog-contract.ts'
import { type CatalogWork, count } from './catalog-work.ts'
import { FORGOTTEN, keyOf, readRemembered, remember } from './remembered-values.ts'
import { forgetCreationPrices, welcome } from './sync-items.ts'

/** After so long without progress the run goes on; the products are looked at again by the next one. */
const PATIENCE_MS = 30 * 60_000
export const QUEUE_STANDS = 'waiting in the queue'

type Row = typeof catalogValues.$inferSelect

/**
 * Looks what became of the products in Magento's queue, oldest bulk first: one call for each.
 * @returns 'waiting' while Magento has not worked on the oldest one; 'done' when nothing waits, or waiting is of no use.
 */
export async function followQueue(work: CatalogWork): Promise<'done' | 'waiting'> {
  if (work.dry) return 'done'
  delete work.run.state.counts[QUEUE_STANDS]
  for (;;) {
    const bulk = await oldestBulk(work)
    if (!bulk) return 'done'
    const operations = await work.magento.readBulk(bulk.id)
    const rows = await rowsOf(work, bulk.id)
    if (operations?.some(({ state }) => state === 'open')) {
      if (work.ctx.clock.now().getTime() - bulk.since.getTime() < PATIENCE_MS) return 'waiting'
      count(work, QUEUE_STANDS, rows.length)
      return 'done'
    }
    await work.keep()
    await settleBulk(work, rows, operations)
    if (work.timeUp()) return 'waiting'
  }
}

async function oldestBulk({ ctx, setup }: CatalogWork): Promise<{ id: string; since: Date } | undefined> {
  const [row] = await ctx.db
    .select({ id: catalogValues.bulk, since: catalogValues.updatedAt })
    .from(catalogValues)
    .where(and(eq(catalogValues.connection, setup.code), isNotNull(catalogValues.bulk)))
    .orderBy(asc(catalogValues.updatedAt), asc(catalogValues.bulk))
    .limit(1)
  return row?.id ? { id: row.id, since: row.since } : undefined
}

const rowsOf = ({ ctx, setup }: CatalogWork, bulk: string): Promise<Row[]> =>
  ctx.db
    .select()
    .from(catalogValues)
    .where(and(eq(catalogValues.connection, setup.code), eq(catalogValues.bulk, bulk)))

async function settleBulk(
  work: CatalogWork,
  rows: readonly Row[],
  operations: readonly BulkOperation[] | undefined,
): Promise<void> {
  const byId = new Map(operations?.map(operation => [operation.operation, operation]))
  const result = (row: Row) => byId.get(row.operation ?? -1)
  const done = rows.filter(row => result(row)?.state === 'done')
  const failed = rows.filter(row => !done.includes(row))
  await remember(
    work,
    done.map(({ kind, sku, scope, wanted }) => ({ kind, sku, scope, wanted })),
  )
  await welcome(
    work,
    done.map(({ sku }) => sku),
  )
  await remember(
    work,
    failed.map(row => ({ ...keep(row), taken: FORGOTTEN, error: errorOf(result(row)) })),
  )
  await forgetPricesOfUnborn(work, failed)
  count(work, 'products written', done.length)
  count(work, 'refused', failed.length)
}

const keep = ({ kind, sku, scope, wanted }: Row) => ({ kind, sku, scope, wanted })

function errorOf(operation: BulkOperation | undefined): { code: string; message: string } {
  if (!operation) return { code: 'catalog:queue_lost', message: 'Magento does not know this bulk any more.' }
  const code = operation.message
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '')
  return { code: `magento:queue:${code || operation.state}`, message: operation.message || 'Magento gave no reason.' }
}

async function forgetPricesOfUnborn(work: CatalogWork, failed: readonly Row[]): Promise<void> {
  const skus = failed.map(({ sku }) => sku)
  const there = await work.ctx.db
    .select({ sku: catalogProducts.skuLower })
    .from(catalogProducts)
    .where(
      and(
        eq(catalogProducts.store, work.setup.store),
        inArray(
          catalogProducts.skuLower,
          skus.map(sku => sku.toLowerCase()),
        ),
      ),
    )
  const known = new Set(there.map(({ sku }) => sku))
  const unborn = skus.filter(sku => !known.has(sku.toLowerCase()))
  const prices = await readRemembered(work, ['price'], unborn)
  await forgetCreationPrices(
    work,
    unborn.flatMap(sku => {
      const price = prices.get(keyOf({ kind: 'price', sku, scope: 'all' }))
      return price ? [{ sku, wanted: price.wanted }] : []
    }),
  )
}
