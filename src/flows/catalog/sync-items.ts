import type { CatalogItem } from '../../erp/erp-catalog.ts'
import { type ProductBody, QUEUE_BYTES, QUEUE_ROWS } from '../../magento/catalog-contract.ts'
import { type CatalogWork, count } from './catalog-work.ts'
import { knownProducts, rememberProducts } from './known-products.ts'
import { newProduct, planItem, textsOf } from './plan-items.ts'
import { ALL_VIEWS } from './plan-prices.ts'
import { FORGOTTEN, forgetMissing, keyOf, MISSING, readRemembered, remember } from './remembered-values.ts'
import { skusByCode } from './skus-of.ts'
import { type Part, type Planned, syncPages, toldOnly } from './sync-pages.ts'

type Change = Planned<CatalogItem>

/** A product as it goes out. */
interface Outgoing {
  readonly change: Change
  readonly what: 'create' | 'update'
  readonly product: ProductBody
}

/** @returns true when all items were compared and what is new or renamed is sent, or waits in Magento's queue. */
export async function syncItems(work: CatalogWork): Promise<boolean> {
  const skusOf = skusByCode(work.setup)
  const part: Part<CatalogItem, CatalogItem> = {
    name: 'items',
    kinds: ['product'],
    read: from => work.erp.readItems(from),
    plan: async rows => rows.flatMap(item => planItem(work.settings, item, skusOf(item.code))),
    write: changes => writeItems(work, changes),
  }
  return await syncPages(work, part)
}

async function writeItems(work: CatalogWork, changes: readonly Change[]): Promise<void> {
  const { settings } = work
  const skus = changes.map(({ sku }) => sku)
  const known = await knownProducts(work, skus)
  const isThere = ({ sku }: Change) => known.has(sku.toLowerCase())
  const there = changes.filter(change => isThere(change) && !change.refusal)
  const texts = there.map(change => ({ change, product: { sku: change.sku, ...textsOf(settings, change.body) } }))
  const updates = texts.filter(({ product }) => Object.keys(product).length > 1)
  // Products of people: from now on we know what the ERP calls them.
  await remember(
    work,
    texts.filter(text => !updates.includes(text)).map(({ change }) => change),
  )
  await refuse(work, changes.filter(isThere))
  const outgoing: Outgoing[] = updates.map(update => ({ what: 'update', ...update }))
  const missing = changes.filter(change => !isThere(change))
  if (settings.newProducts.action === 'create') outgoing.push(...(await creations(work, missing)))
  else await leave(work, missing)
  if (
    await toldOnly(
      work,
      outgoing.map(({ change }) => change),
    )
  )
    return
  for (const what of ['create', 'update'] as const) {
    const some = outgoing.filter(one => one.what === what)
    await (settings.queue ? queueAll(work, what, some) : sendAll(work, what, some))
  }
}

async function leave(work: CatalogWork, changes: readonly Change[]): Promise<void> {
  count(work, 'not in the shop', changes.length)
  const error = { code: MISSING, message: 'The shop has no such product.' }
  await remember(
    work,
    changes.map(({ taken: _, ...change }) => ({ ...change, error })),
  )
}

/** Remembers why some are not sent at all. @returns the others. */
async function refuse(work: CatalogWork, changes: readonly Change[]): Promise<readonly Change[]> {
  const refused = changes.flatMap(({ taken: _, ...change }) =>
    change.refusal ? [{ ...change, error: change.refusal }] : [],
  )
  count(work, 'refused', refused.length)
  await remember(work, refused)
  return changes.filter(({ refusal }) => !refusal)
}

/** New products with the default price that the ERP has told; without one Magento takes none (product-post-error-no-price). */
async function creations(work: CatalogWork, missing: readonly Change[]): Promise<Outgoing[]> {
  const prices = await readRemembered(
    work,
    ['price'],
    missing.map(({ sku }) => sku),
  )
  const priceOf = (sku: string) => {
    const found = prices.get(keyOf({ kind: 'price', sku, scope: ALL_VIEWS }))
    return found && (found.errorCode === null || found.errorCode === MISSING) ? found.wanted : undefined
  }
  const priced = missing.map(change =>
    change.refusal || priceOf(change.sku) !== undefined || work.dry
      ? change
      : { ...change, refusal: { code: 'catalog:no_price', message: 'The ERP has no price for it that can be used.' } },
  )
  const sound = await refuse(work, priced)
  return sound.map(change => ({
    change,
    what: 'create',
    product: newProduct(work.settings, change.sku, change.body, priceOf(change.sku) ?? '0'),
  }))
}

/** Accepted is not done: follow-queue.ts looks what came of it. */
async function queueAll(work: CatalogWork, what: Outgoing['what'], outgoing: readonly Outgoing[]): Promise<void> {
  for (const some of packed(outgoing)) {
    await work.keep()
    const bulk = await work.magento.queueProducts(
      what,
      some.map(({ product }) => product),
    )
    await remember(
      work,
      some.map(({ change }, operation) => ({ ...change, queued: { bulk, operation } })),
    )
    if (what === 'create') await rememberCreationPrices(work, some)
    count(work, `products queued to ${what}`, some.length)
  }
}

/** In bodies that a web server takes. */
function packed(outgoing: readonly Outgoing[]): Outgoing[][] {
  const packs: Outgoing[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const one of outgoing) {
    const size = Buffer.byteLength(JSON.stringify(one.product)) + 300 // with the names of the fields in Magento
    const last = packs.at(-1)
    if (!last || last.length >= QUEUE_ROWS || bytes + size > QUEUE_BYTES) {
      packs.push([one])
      bytes = size
      continue
    }
    last.push(one)
    bytes += size
  }
  return packs
}

/** One after the other: two at once deadlock (recording _race-two-product-puts-at-once). */
async function sendAll(work: CatalogWork, what: Outgoing['what'], outgoing: readonly Outgoing[]): Promise<void> {
  for (const { change, product } of outgoing) {
    await work.keep()
    const refused = await work.magento.saveProduct(what, product)
    if (refused) {
      const { taken: _, ...rest } = change
      await remember(work, [{ ...rest, error: { code: refused.code, message: refused.message } }])
      count(work, 'refused', 1)
      continue
    }
    await remember(work, [change])
    if (what === 'create') {
      await rememberCreationPrices(work, [{ change, what, product }])
      await welcome(work, [change.sku])
    }
    count(work, `products ${what}d`, 1)
  }
}

/** The product carries its price: it is not written again. */
const rememberCreationPrices = (work: CatalogWork, created: readonly Outgoing[]): Promise<void> =>
  remember(
    work,
    created.map(({ product: { sku, price = '0' } }) => ({
      kind: 'price',
      sku,
      scope: ALL_VIEWS,
      wanted: price,
      taken: price,
    })),
  )

/** The products are there: whatever waited for them is written from now on. */
export async function welcome(work: CatalogWork, skus: readonly string[]): Promise<void> {
  await rememberProducts(
    work,
    skus.map(sku => ({ sku, type: 'simple' })),
  )
  await forgetMissing(work, skus)
}

/** They were not made: their prices have not been taken either. */
export const forgetCreationPrices = (work: CatalogWork, products: readonly { sku: string; wanted: string }[]) =>
  remember(
    work,
    products.map(({ sku, wanted }) => ({ kind: 'price', sku, scope: ALL_VIEWS, wanted, taken: FORGOTTEN })),
  )
