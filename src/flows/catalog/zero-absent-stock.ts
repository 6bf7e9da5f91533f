import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { catalogValues } from '../../db/schema/catalog.ts'
import { ZERO } from '../../domain/amount.ts'
import { UserError } from '../../domain/errors.ts'
import { readRows } from '../view/rows.ts'
import type { CatalogWork } from './catalog-work.ts'
import { keyOf } from './remembered-values.ts'
import { stockWriter, toldCount } from './sync-stock.ts'

const PAGE = 1_000

/**
 * What a complete read of the stock did not have is not there: its source becomes 0. Only where the read had something for that
 * source: an ERP that tells nothing at all has a fault, and a warehouse that is called otherwise now is not empty.
 * @returns true when that is done. @throws UserError when there was nothing.
 */
export async function zeroAbsentStock(work: CatalogWork): Promise<boolean> {
  const { state } = work.run
  if (!state.allStock) return true
  let write: Awaited<ReturnType<typeof stockWriter>> | undefined
  for (;;) {
    const rows = await absentPage(work, state.next)
    const last = rows.at(-1)
    if (!last) {
      delete state.next
      return true
    }
    const silent = rows.find(({ scope }) => !state.counts[toldCount(scope)])?.scope
    if (silent !== undefined) throw noStock(work, silent)
    if (!write && !work.dry && !state.meant) await refuseLandslide(work)
    write ??= await stockWriter(work)
    const absent = rows
      .filter(row => !work.dry?.seen.has(keyOf({ kind: 'stock', ...row })))
      .map(({ sku, scope }) => ({ sku, source: scope, quantity: ZERO }))
    await write.write(await write.plan(absent, work.run.startedAt))
    state.next = JSON.stringify([last.sku, last.scope])
    await work.keep()
    if (work.timeUp()) return false
  }
}

/** So many rows may go at once, whatever their share; beyond it not more than half of all. */
const FEW = 20
const shares = z.object({ known: z.coerce.number(), absent: z.coerce.number() })

/** Most of the stock is gone at once: a filter or a right in the ERP has changed more likely than the warehouse burned. */
async function refuseLandslide({ ctx, setup, settings, run }: CatalogWork): Promise<void> {
  const [row] = await readRows(
    ctx.db,
    shares,
    sql`select count(*) as known, count(*) filter (where seen_run <> ${run.number}::int) as absent from catalog_values
      where connection = ${setup.code} and kind = 'stock' and wanted <> '0' and taken <> ''
        and scope = any(${sql.param(Object.values(settings.stock.sources))}::text[])`,
  )
  if (!row || row.absent <= FEW || row.absent * 2 <= row.known) return
  throw new UserError(
    `${setup.name} tells nothing any more of ${row.absent} of ${row.known} stock rows. Nothing of them was set to 0. If it is meant, run: orderbridge catalog run --complete --connection ${setup.code}`,
  )
}

const noStock = ({ setup }: CatalogWork, source: string): UserError =>
  new UserError(
    `${setup.name} told no stock at all for the source "${source}", and had some before. Nothing was set to 0. Look at its warehouses there and in catalog.stock.sources.`,
  )

const position = z.tuple([z.string(), z.string()])

async function absentPage({ ctx, setup, settings, run }: CatalogWork, after: string | undefined) {
  const scopes = [...new Set(Object.values(settings.stock.sources))]
  const [sku, scope] = after === undefined ? ['', ''] : position.parse(JSON.parse(after))
  return await ctx.db
    .select({ sku: catalogValues.sku, scope: catalogValues.scope })
    .from(catalogValues)
    .where(
      and(
        eq(catalogValues.connection, setup.code),
        eq(catalogValues.kind, 'stock'),
        inArray(catalogValues.scope, scopes),
        ne(catalogValues.seenRun, run.number),
        ne(catalogValues.wanted, ZERO),
        sql`(${catalogValues.sku}, ${catalogValues.scope}) > (${sku}, ${scope})`,
      ),
    )
    .orderBy(asc(catalogValues.sku), asc(catalogValues.scope))
    .limit(PAGE)
}
