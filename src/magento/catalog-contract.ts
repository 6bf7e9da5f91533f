import type { Amount } from '../domain/amount.ts'

/**
 * The catalogue of a store: what is there, and writing prices, stock and products many rows at a time. Every value is
 * absolute, so writing one twice does no harm; calls that a deadlock rolled back, or that broke off, are repeated.
 * Lists of any length are taken: the client cuts them to what this store accepts in one call.
 */
export interface MagentoCatalog {
  /** Products above this id, in the order of ids; none left: []. */
  listProducts(aboveId: number): Promise<readonly KnownProduct[]>
  /** Those of the SKUs that are products, by SKU in lower case: Magento compares without regard to case. */
  findProducts(skus: readonly string[]): Promise<ReadonlyMap<string, KnownProduct>>
  /** Codes of the inventory sources. */
  readSources(): Promise<ReadonlySet<string>>
  /** @returns the rows that were refused; all others are saved. */
  saveBasePrices(rows: readonly BasePrice[]): Promise<readonly Refusal<BasePrice>[]>
  saveTierPrices(rows: readonly TierPrice[]): Promise<readonly Refusal<TierPrice>[]>
  removeTierPrices(rows: readonly TierPrice[]): Promise<readonly Refusal<TierPrice>[]>
  /** Stores a row for an unknown SKU too: ask findProducts first. */
  saveSourceItems(rows: readonly SourceItem[]): Promise<readonly Refusal<SourceItem>[]>
  /**
   * Puts products into Magento's queue, at most QUEUE_ROWS and QUEUE_BYTES of them. The default values of all store
   * views are written. @returns the id of the bulk; operations are numbered as the products are.
   */
  queueProducts(what: 'create' | 'update', products: readonly ProductBody[]): Promise<string>
  /** undefined: this Magento does not know the bulk (any more). */
  readBulk(id: string): Promise<readonly BulkOperation[] | undefined>
  /** One product, at once. Never two at the same time: they deadlock (recording _race-two-product-puts-at-once). */
  saveProduct(what: 'create' | 'update', product: ProductBody): Promise<Refusal<ProductBody> | undefined>
}

/** Rows and bytes of one bulk: nginx takes bodies of 1 MiB unless it is told otherwise. */
export const QUEUE_ROWS = 1_000
export const QUEUE_BYTES = 700_000

export interface KnownProduct {
  readonly id: number
  readonly sku: string
  /** simple, virtual, configurable, bundle, … */
  readonly type: string
}

export interface BasePrice {
  readonly sku: string
  /** 0: the default of all store views. */
  readonly storeViewId: number
  readonly price: Amount
}

export interface TierPrice {
  readonly sku: string
  /** "Wholesale", "ALL GROUPS" */
  readonly group: string
  readonly quantity: Amount
  /** For one piece. */
  readonly price: Amount
}

export interface SourceItem {
  readonly sku: string
  readonly source: string
  readonly quantity: Amount
  readonly inStock: boolean
}

/** Fields that are left out stay as they are, or as Magento fills them in. */
export interface ProductBody {
  readonly sku: string
  readonly name?: string
  readonly description?: string
  readonly price?: Amount
  readonly attributeSet?: number
  readonly enabled?: boolean
  readonly visibility?: number
  readonly weight?: Amount
  readonly taxClass?: string
  readonly websites?: readonly number[]
  readonly categories?: readonly number[]
  /** The product's address; Magento makes it from the name, which need not be unique. */
  readonly urlKey?: string
}

export interface Refusal<Row> {
  readonly row: Row
  /** Stable, groups equal causes: "magento:400:invalid-attribute". */
  readonly code: string
  /** Magento's words. */
  readonly message: string
}

export interface BulkOperation {
  readonly operation: number
  /** open: not worked on yet; retry: failed in a way that may pass. */
  readonly state: 'open' | 'done' | 'retry' | 'failed'
  readonly message: string
}
