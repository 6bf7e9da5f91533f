import type { CatalogPart } from '../../domain/catalog-settings.ts'
import type { CatalogValue } from '../../flows/view/list-catalog-values.ts'
import { listText, say } from '../language/say.tsx'

/** "prices written" → "12 prices written": what a run counts, in words; those that are left out are for the run itself. */
export const CATALOGUE_COUNTS: Readonly<Record<string, (n: number) => string>> = {
  'products of the shop': n => say('{n, plural, one {# product} other {# products}} of the shop listed', { n }),
  'items read': n => say('{n, plural, one {# item} other {# items}} read', { n }),
  'prices read': n => say('{n, plural, one {# price} other {# prices}} read', { n }),
  'stock read': n => say('{n, plural, one {# stock figure} other {# stock figures}} read', { n }),
  'prices written': n => say('{n, plural, one {# price} other {# prices}} written', { n }),
  'tier prices written': n => say('{n, plural, one {# tier price} other {# tier prices}} written', { n }),
  'stock written': n => say('{n, plural, one {# stock figure} other {# stock figures}} written', { n }),
  'products written': n => say('{n, plural, one {# product} other {# products}} written', { n }),
  'products created': n => say('{n, plural, one {# product} other {# products}} created', { n }),
  'products updated': n => say('{n, plural, one {# product} other {# products}} renamed', { n }),
  'products queued to create': n =>
    say('{n, plural, one {# new product} other {# new products}} given to Magento’s queue', { n }),
  'products queued to update': n =>
    say('{n, plural, one {# renamed product} other {# renamed products}} given to Magento’s queue', { n }),
  'waiting in the queue': n => say('{n, plural, one {# product} other {# products}} waiting in Magento’s queue', { n }),
  'not in the shop': n => say('{n, plural, one {# value} other {# values}} without a product in the shop', { n }),
  refused: n => say('{n, plural, one {# value} other {# values}} refused', { n }),
}

/** What a run did, in the order in which it does it. */
export const countsText = (counts: Readonly<Record<string, number>> | null): string =>
  Object.entries(CATALOGUE_COUNTS)
    .flatMap(([name, words]) => (counts?.[name] ? [words(counts[name])] : []))
    .join(', ')

const PARTS: Readonly<Record<CatalogPart, () => string>> = {
  items: () => say('items'),
  prices: () => say('prices'),
  stock: () => say('stock'),
}
export const partsText = (parts: readonly CatalogPart[]): string => listText(parts.map(part => PARTS[part]()))

const STEPS: Readonly<Record<string, () => string>> = {
  products: () => say('lists the products of the shop'),
  prices: () => say('brings the prices'),
  items: () => say('brings the items'),
  queue: () => say('waits for Magento’s queue'),
  stock: () => say('brings the stock'),
  sums: () => say('adds up the warehouses'),
  absent: () => say('sets to zero what the ERP does not have any more'),
}
export const stepText = (phase: string | null): string => STEPS[phase ?? '']?.() ?? ''

const KINDS: Readonly<Record<CatalogValue['kind'], (scope: string) => string>> = {
  product: () => say('product'),
  price: scope => (scope === 'all' ? say('price') : say('price in {view}', { view: scope })),
  tiers: group => say('tier prices of {group}', { group }),
  stock: source => say('stock in {source}', { source }),
  warehouse: warehouse => say('warehouse {warehouse}', { warehouse }),
}
export const kindText = ({ kind, scope }: Pick<CatalogValue, 'kind' | 'scope'>): string => KINDS[kind](scope)
