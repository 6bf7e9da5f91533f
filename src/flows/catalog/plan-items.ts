import { amount, compare } from '../../domain/amount.ts'
import type { CatalogSettings } from '../../domain/catalog-settings.ts'
import type { CatalogItem } from '../../erp/erp-catalog.ts'
import type { ProductBody } from '../../magento/catalog-contract.ts'
import { fingerprint, type Planned } from './sync-pages.ts'

/** Recording product-post-error-sku-too-long. */
const MAX_SKU = 64
const MAX_NAME = 255

/** Items that belong into the shop. What is not for sale any more is left to people. Pure. */
export function planItem(
  settings: CatalogSettings,
  item: CatalogItem,
  skus: readonly string[],
): Planned<CatalogItem>[] {
  if (!item.active || item.published === false) return []
  return skus.map(sku => {
    const refusal = refusalOf(sku, item)
    return {
      kind: 'product',
      sku,
      scope: '',
      wanted: item.name,
      taken: fingerprint(JSON.stringify(textsOf(settings, item))),
      body: item,
      ...(refusal && { refusal }),
    }
  })
}

function refusalOf(sku: string, { name }: CatalogItem): Planned['refusal'] {
  if (name.trim() === '') return { code: 'catalog:no_name', message: 'The item has no name in the ERP.' }
  if (sku.length <= MAX_SKU) return undefined
  return {
    code: 'catalog:sku_too_long',
    message: `Magento takes SKUs of ${MAX_SKU} characters. Name a shorter one in itemMap.`,
  }
}

/** What of a product that is there follows the ERP. */
export function textsOf({ update }: CatalogSettings, { name, description }: CatalogItem) {
  return {
    ...(update.includes('name') && { name: name.slice(0, MAX_NAME) }),
    ...(update.includes('description') && description !== undefined && { description: asHtml(description) }),
  }
}

/** A product that the shop does not have yet. */
export function newProduct(
  { newProducts: settings }: CatalogSettings,
  sku: string,
  item: CatalogItem,
  price: string,
): ProductBody {
  const group = item.group === undefined ? undefined : settings.groups[item.group]
  const name = item.name.slice(0, MAX_NAME)
  return {
    sku,
    name,
    ...(item.description !== undefined && { description: asHtml(item.description) }),
    price: amount(price),
    attributeSet: group?.attributeSet ?? settings.attributeSet,
    enabled: settings.enabled,
    visibility: settings.visibility,
    ...(item.weight !== undefined && { weight: item.weight }),
    taxClass: taxClassOf(settings, item),
    websites: settings.websites,
    categories: group?.categories ?? [],
    urlKey: `${slug(name)}-${slug(sku)}`.replace(/^-|-$/g, ''),
  }
}

function taxClassOf(settings: CatalogSettings['newProducts'], { taxRate }: CatalogItem): string {
  const found = Object.entries(settings.taxClasses).find(
    ([rate]) => taxRate !== undefined && compare(amount(rate), taxRate) === 0,
  )
  return found?.[1] ?? settings.taxClass
}

/** Names repeat in ERPs, addresses must not: "URL key for specified store already exists". */
const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mark}+/gu, '')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 120)

/** Descriptions are HTML in Magento, and plain text in ERPs. */
const asHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/\r?\n/g, '<br />')
