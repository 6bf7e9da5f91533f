import { type Amount, add, compare, ZERO } from '../../domain/amount.ts'
import type { CatalogStock } from '../../erp/erp-catalog.ts'
import type { SourceItem } from '../../magento/catalog-contract.ts'
import { itemCode } from '../order/master-data.ts'
import { type CatalogWork, count, type SourceStock } from './catalog-work.ts'
import { type Reservations, readReservations } from './open-reservations.ts'
import { FORGOTTEN, keyOf, markSeen, remember } from './remembered-values.ts'
import { skusByCode } from './skus-of.ts'
import { correction } from './stock-rule.ts'
import { readSums, rememberWarehouses, sharedSources } from './sum-warehouses.ts'
import { fingerprint, onlyWritable, type Part, type Planned, settle, syncPages, toldOnly } from './sync-pages.ts'

interface StockBody {
  /** The ERP's figure for the source. */
  readonly quantity: Amount
  /** Other SKUs of the same item. */
  readonly siblings: readonly string[]
  readonly asOf: Date
}

/** @returns true when all stock of the ERP was read, and what one warehouse alone has is written. */
export async function syncStock(work: CatalogWork): Promise<boolean> {
  const skusOf = skusByCode(work.setup)
  const shared = sharedSources(work.settings.stock)
  const write = await stockWriter(work)
  const part: Part<CatalogStock, StockBody> = {
    name: 'stock',
    kinds: ['stock'],
    read: from => work.erp.readStock(from),
    async plan(rows, asOf) {
      const placed = rows.flatMap(row => {
        const source = work.settings.stock.sources[row.warehouse]
        return source === undefined ? [] : skusOf(row.code).map(sku => ({ ...row, sku, source }))
      })
      for (const [source, told] of Map.groupBy(placed, row => row.source)) count(work, toldCount(source), told.length)
      const [together, alone] = [true, false].map(is => placed.filter(({ source }) => shared.has(source) === is))
      await rememberWarehouses(work, together ?? [])
      return await write.plan(alone ?? [], asOf)
    },
    write: write.write,
  }
  return await syncPages(work, part)
}

/** Name of the count of what the ERP told for a source. */
export const toldCount = (source: string): string => `stock of ${source}`

/** @returns true when the sources that several warehouses fill are written. */
export async function syncSums(work: CatalogWork): Promise<boolean> {
  if (sharedSources(work.settings.stock).size === 0) return true
  const write = await stockWriter(work)
  return await syncPages<SourceStock, StockBody>(work, {
    name: 'stock sums',
    kinds: ['stock'],
    read: from => readSums(work, from),
    plan: rows => write.plan(rows, work.run.startedAt),
    write: write.write,
  })
}

/** What makes values for Magento of figures of the ERP, and writes them. */
export async function stockWriter(work: CatalogWork) {
  const skusOf = skusByCode(work.setup)
  const sources = await work.magento.readSources()
  const plan = async (rows: readonly SourceStock[], asOf: Date): Promise<readonly Planned<StockBody>[]> => {
    const planned = rows.map(({ sku, source, quantity }): Planned<StockBody> => {
      const siblings = skusOf(itemCode(work.setup, sku)).filter(other => other !== sku)
      const body = { quantity, siblings, asOf }
      return { kind: 'stock', sku, scope: source, wanted: quantity, taken: FORGOTTEN, body }
    })
    await markSeen(work, planned)
    return (await withFingerprints(work, planned)).map(change => refuseUnknown(change, sources))
  }
  return { plan, write: (changes: readonly Planned<StockBody>[]) => writeStock(work, changes) }
}

const refuseUnknown = (change: Planned<StockBody>, sources: ReadonlySet<string>): Planned<StockBody> =>
  sources.has(change.scope)
    ? change
    : { ...change, refusal: { code: 'catalog:unknown_source', message: `Magento has no source "${change.scope}".` } }

/** Of several figures of one SKU the moment of the earliest: what came later may not be in all of them. */
function momentsOf(changes: readonly Planned<StockBody>[]): ReadonlyMap<string, Date> {
  const moments = new Map<string, Date>()
  for (const { sku, body } of changes)
    for (const one of [sku, ...body.siblings]) {
      const known = moments.get(one)
      if (!known || body.asOf < known) moments.set(one, body.asOf)
    }
  return moments
}

/** With whatever open orders hold: another order, or a shipment of one, makes another value of the same figure. */
async function withFingerprints(
  work: CatalogWork,
  changes: readonly Planned<StockBody>[],
): Promise<readonly Planned<StockBody>[]> {
  const reservations = await readReservations(work, momentsOf(changes))
  return changes.map(change => ({ ...change, taken: takenOf(work, change, reservations) }))
}

function takenOf(
  work: CatalogWork,
  { sku, scope, body }: Planned<StockBody>,
  reservations: ReadonlyMap<string, Reservations>,
): string {
  const held = [sku, ...body.siblings].map(one => reservations.get(one)?.text ?? '').join('|')
  const always = work.settings.stock.soldOut === 'never' ? ' in stock' : ''
  if (/^\|*$/.test(held)) return `${body.quantity}${always}`
  return fingerprint(`${body.quantity}${always} ${isCorrected(work, scope) ? '+' : '='} ${held}`)
}

/** Reservations belong to the stock as a whole, so one of its sources gets the correction for all: of the first warehouse. */
function isCorrected({ settings }: CatalogWork, source: string): boolean {
  // The database does not keep the order of keys.
  const [first] = Object.keys(settings.stock.sources).sort()
  return first !== undefined && settings.stock.sources[first] === source
}

async function writeStock(work: CatalogWork, changes: readonly Planned<StockBody>[]): Promise<void> {
  const writable = await onlyWritable(work, changes, ['configurable', 'bundle', 'grouped'])
  if ((await toldOnly(work, writable)) || writable.length === 0) return
  // Orders may have moved since the page was read.
  const reservations = await readReservations(work, momentsOf(writable))
  const current = writable.map(change => ({ ...change, taken: takenOf(work, change, reservations) }))
  const rows = new Map(current.map(change => [keyOf(change), toSourceItem(work, change, reservations)]))
  await work.keep()
  const refused = await work.magento.saveSourceItems([...rows.values()])
  const byRow = new Map([...rows].map(([key, item]) => [item, key]))
  const refusals = new Map(refused.map(one => [byRow.get(one.row) ?? '', one]))
  await settle(work, 'stock', current, refusals)
  await doubtWhatMoved(
    work,
    current.filter(change => !refusals.has(keyOf(change))),
  )
}

function toSourceItem(
  work: CatalogWork,
  { sku, scope, body }: Planned<StockBody>,
  reservations: ReadonlyMap<string, Reservations>,
): SourceItem {
  const { soldOut } = work.settings.stock
  const held = (one: string) => reservations.get(one)?.held ?? []
  const added = isCorrected(work, scope) ? correction(held(sku), body.siblings.flatMap(held)) : ZERO
  const quantity = add(body.quantity, added)
  return { sku, source: scope, quantity, inStock: soldOut === 'never' || compare(quantity, ZERO) > 0 }
}

/** An order that was shipped while its SKU was being written: Magento's own step was overwritten. Written again next time. */
async function doubtWhatMoved(work: CatalogWork, written: readonly Planned<StockBody>[]): Promise<void> {
  const now = await withFingerprints(work, written)
  const moved = now.filter((change, index) => change.taken !== written[index]?.taken)
  await remember(
    work,
    moved.map(({ body: _, ...change }) => ({ ...change, taken: FORGOTTEN })),
  )
}
