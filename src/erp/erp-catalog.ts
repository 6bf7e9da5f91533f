import type { Amount } from '../domain/amount.ts'

/** What the ERP knows about its items. Read in pages, so that a run that was stopped goes on at its last page. */
export interface ErpCatalog {
  /** What stock rows count: 'available' (the same as absent) has open sales documents taken off, 'on_hand' has not. */
  readonly stockIs?: 'available' | 'on_hand'
  readItems(from: CatalogPosition): Promise<CatalogPage<CatalogItem>>
  /** One row per item and warehouse that the connector's settings name for the shop. */
  readStock(from: CatalogPosition): Promise<CatalogPage<CatalogStock>>
  /** One row per item and price list that the connector's settings name for the shop. */
  readPrices(from: CatalogPosition): Promise<CatalogPage<CatalogPrice>>
}

export interface CatalogPosition {
  /** The cursor of an earlier read: only what changed since, with overlap. Absent: everything there is. */
  readonly since?: string
  /** Where the page before ended; absent for the first one. */
  readonly next?: string
}

export interface CatalogPage<T> {
  readonly rows: readonly T[]
  /** Absent on the last page. */
  readonly next?: string
  /** For `since` of the next read, once all pages of this one are read; the same on every page of a read. */
  readonly cursor: string
  /** Every row of this kind is in this read: what is not in any of its pages is not there any more. */
  readonly complete: boolean
}

export interface CatalogItem {
  /** The ERP's item code: "NW.12606", leading zeros kept. */
  readonly code: string
  readonly name: string
  readonly description?: string
  /** May be sold. */
  readonly active: boolean
  /** Belongs into the shop, where the ERP says so. */
  readonly published?: boolean
  readonly ean?: string
  /** The ERP's group code: decides attribute set and categories of a new product, by mapping. */
  readonly group?: string
  /** Percent. */
  readonly taxRate?: Amount
  /** Kilograms. */
  readonly weight?: Amount
}

export interface CatalogStock {
  readonly code: string
  readonly warehouse: string
  /** What can be sold: on hand less what the ERP has promised already, as the connector's settings say. May be negative. */
  readonly quantity: Amount
}

export interface CatalogPrice {
  readonly code: string
  readonly list: string
  readonly currency: string
  readonly taxIncluded: boolean
  /** For one piece; ERPs that price by 10 or 100 are divided, not rounded. */
  readonly price: Amount
  /** From this quantity on, for one piece; ascending. */
  readonly tiers: readonly { readonly quantity: Amount; readonly price: Amount }[]
}
