import { type Amount, compare, isNegative, isZero, round } from '../../domain/amount.ts'
import type { CatalogSettings } from '../../domain/catalog-settings.ts'
import type { CatalogPrice } from '../../erp/erp-catalog.ts'
import type { Planned } from './sync-pages.ts'

/** A base price of some store views, or the tiers of a customer group. */
export interface PriceBody {
  readonly storeViewIds: readonly number[]
  readonly price: Amount
  readonly tiers: readonly { readonly quantity: Amount; readonly price: Amount }[]
}

export interface View {
  readonly id: number
  readonly code: string
  readonly baseCurrency: string
}

/** The default price of every store view. */
export const ALL_VIEWS = 'all'
/** Magento keeps 6 decimals of a price. */
const DECIMALS = 6

/** What one row of the ERP means for the shop: base prices by store view, and tier prices by customer group. Pure. */
export function planPrices(
  settings: CatalogSettings['prices'],
  views: readonly View[],
  row: CatalogPrice,
  skus: readonly string[],
): Planned<PriceBody>[] {
  const group = settings.groups[row.list]
  const base = settings.base[row.list] ?? []
  const quantityGroup = base.length > 0 && settings.quantityPrices !== '' ? settings.quantityPrices : undefined
  const price = round(row.price, DECIMALS)
  const tiers = row.tiers.map(tier => ({ quantity: tier.quantity, price: round(tier.price, DECIMALS) }))
  return skus.flatMap(sku => [
    ...base.map(view => {
      const ids = view === ALL_VIEWS ? [0] : views.filter(({ code }) => code === view).map(({ id }) => id)
      const refusal = refusalOf(settings, views, row, view)
      return planned('price', sku, view, price, { storeViewIds: ids, price, tiers: [] }, refusal)
    }),
    ...(quantityGroup === undefined ? [] : [tiersOf(sku, quantityGroup, tiers, refusalOf(settings, views, row))]),
    ...(group === undefined ? [] : [tiersOf(sku, group, fromOnePiece(price, tiers), refusalOf(settings, views, row))]),
  ])
}

const fromOnePiece = (price: Amount, tiers: PriceBody['tiers']): PriceBody['tiers'] => [
  { quantity: '1' as Amount, price }, // a literal in canonical form
  ...tiers.filter(({ quantity }) => compare(quantity, '1' as Amount) > 0),
]

const tiersOf = (
  sku: string,
  group: string,
  tiers: PriceBody['tiers'],
  refusal: Planned['refusal'],
): Planned<PriceBody> =>
  planned('tiers', sku, group, tiersText(tiers), { storeViewIds: [], price: '0' as Amount, tiers }, refusal)

function planned(
  kind: 'price' | 'tiers',
  sku: string,
  scope: string,
  text: string,
  body: PriceBody,
  refusal: Planned['refusal'],
): Planned<PriceBody> {
  // Kept whole, however long: which tiers have to be taken away is read from what was taken.
  return { kind, sku, scope, wanted: text, taken: text, body, ...(refusal && { refusal }) }
}

/** "5:17 10:15.5" */
export const tiersText = (tiers: PriceBody['tiers']): string =>
  tiers.map(({ quantity, price }) => `${quantity}:${price}`).join(' ')

export const readTiers = (text: string): PriceBody['tiers'] =>
  text.split(' ').flatMap(part => {
    const [quantity, price] = part.split(':')
    return quantity && price ? [{ quantity: quantity as Amount, price: price as Amount }] : [] // written by tiersText
  })

/** What would sell goods for a wrong price is not sent. */
function refusalOf(
  settings: CatalogSettings['prices'],
  views: readonly View[],
  { list, currency, taxIncluded, price, tiers }: CatalogPrice,
  view = ALL_VIEWS,
): Planned['refusal'] {
  const all = [price, ...tiers.map(tier => tier.price)]
  if (all.some(isNegative))
    return { code: 'catalog:negative_price', message: `Price list ${list} has a negative price.` }
  if (!settings.allowZero && all.some(isZero))
    return {
      code: 'catalog:zero_price',
      message: `The price in list ${list} is 0. Set prices.allowZero if it is meant.`,
    }
  if (taxIncluded !== settings.includeTax) {
    const [has, wants] = taxIncluded ? ['include', 'do not'] : ['do not include', 'do']
    return {
      code: `catalog:tax:${list}`,
      message: `Prices of list ${list} ${has} tax, those of the shop ${wants} (prices.includeTax). Map another list.`,
    }
  }
  const concerned = views.filter(({ code }) => view === ALL_VIEWS || code === view)
  if (view !== ALL_VIEWS && concerned.length === 0)
    return { code: `catalog:unknown_view:${view}`, message: `Magento has no store view "${view}".` }
  const other = concerned.find(({ baseCurrency }) => baseCurrency !== '' && baseCurrency !== currency)
  if (!other) return undefined
  return {
    code: `catalog:currency:${list}:${currency}`,
    message: `The price in list ${list} is in ${currency}, the base currency of store view ${other.code} is ${other.baseCurrency}.`,
  }
}
