import { eq } from 'drizzle-orm'
import { storeViews } from '../../db/schema/stores.ts'
import type { CatalogPrice } from '../../erp/erp-catalog.ts'
import type { BasePrice, Refusal, TierPrice } from '../../magento/catalog-contract.ts'
import type { CatalogWork } from './catalog-work.ts'
import { type PriceBody, planPrices, readTiers } from './plan-prices.ts'
import { keyOf, readRemembered } from './remembered-values.ts'
import { skusByCode } from './skus-of.ts'
import { onlyWritable, type Part, type Planned, settle, syncPages, toldOnly } from './sync-pages.ts'

/** @returns true when all prices were compared and written. */
export async function syncPrices(work: CatalogWork): Promise<boolean> {
  const { ctx, setup, settings } = work
  const skusOf = skusByCode(setup)
  const views = await ctx.db
    .select({ id: storeViews.viewId, code: storeViews.code, baseCurrency: storeViews.baseCurrency })
    .from(storeViews)
    .where(eq(storeViews.store, setup.store))
  const part: Part<CatalogPrice, PriceBody> = {
    name: 'prices',
    kinds: ['price', 'tiers'],
    read: from => work.erp.readPrices(from),
    plan: async rows => rows.flatMap(row => planPrices(settings.prices, views, row, skusOf(row.code))),
    write: changes => writePrices(work, changes),
  }
  return await syncPages(work, part)
}

async function writePrices(work: CatalogWork, changes: readonly Planned<PriceBody>[]): Promise<void> {
  const writable = await onlyWritable(work, changes, ['configurable', 'grouped'])
  if (await toldOnly(work, writable)) return
  await writeBase(
    work,
    writable.filter(({ kind }) => kind === 'price'),
  )
  await writeTiers(
    work,
    writable.filter(({ kind }) => kind === 'tiers'),
  )
}

async function writeBase(work: CatalogWork, changes: readonly Planned<PriceBody>[]): Promise<void> {
  if (changes.length === 0) return
  const owners = new Map<BasePrice, string>()
  for (const change of changes)
    for (const storeViewId of change.body.storeViewIds)
      owners.set({ sku: change.sku, storeViewId, price: change.body.price }, keyOf(change))
  await work.keep()
  const refused = await work.magento.saveBasePrices([...owners.keys()])
  await settle(work, 'prices', changes, byOwner(owners, refused))
}

/** Tiers that the ERP has no more are taken away; those that people made in the shop stay. */
async function writeTiers(work: CatalogWork, changes: readonly Planned<PriceBody>[]): Promise<void> {
  if (changes.length === 0) return
  const known = await readRemembered(
    work,
    ['tiers'],
    changes.map(({ sku }) => sku),
  )
  const added = new Map<TierPrice, string>()
  const removed = new Map<TierPrice, string>()
  for (const change of changes) {
    const { sku, scope: group } = change
    const tiers = change.body.tiers.map(tier => ({ sku, group, ...tier }))
    for (const tier of tiers) added.set(tier, keyOf(change))
    for (const tier of readTiers(known.get(keyOf(change))?.taken ?? ''))
      if (!tiers.some(({ quantity }) => quantity === tier.quantity)) removed.set({ sku, group, ...tier }, keyOf(change))
  }
  await work.keep()
  const refused = new Map<string, Refusal<TierPrice>>()
  if (added.size > 0)
    for (const entry of byOwner(added, await work.magento.saveTierPrices([...added.keys()]))) refused.set(...entry)
  if (removed.size > 0)
    for (const entry of byOwner(removed, await work.magento.removeTierPrices([...removed.keys()])))
      refused.set(...entry)
  await settle(work, 'tier prices', changes, refused)
}

const byOwner = <Row>(owners: ReadonlyMap<Row, string>, refused: readonly Refusal<Row>[]) =>
  new Map(refused.map(refusal => [owners.get(refusal.row) ?? '', refusal] as const))
