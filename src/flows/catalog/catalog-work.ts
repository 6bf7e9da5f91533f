import type { Amount } from '../../domain/amount.ts'
import type { CatalogSettings } from '../../domain/catalog-settings.ts'
import type { ErpCatalog } from '../../erp/erp-catalog.ts'
import type { MagentoCatalog } from '../../magento/catalog-contract.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import type { CatalogKind } from './remembered-values.ts'
import type { CatalogRun } from './run-state.ts'

/** One slice of a run: what its steps work with. */
export interface CatalogWork {
  readonly ctx: FlowContext
  readonly setup: ConnectionSetup
  readonly settings: CatalogSettings
  readonly magento: MagentoCatalog
  readonly erp: ErpCatalog
  readonly run: CatalogRun
  /** Set: nothing is written, neither to Magento nor to our tables; what would be is told here. */
  readonly dry?: DryRun
  /** A person asked for the end of the run. */
  isStopping(): boolean
  /** The slice is over: finish the page, then leave the rest to the next one. */
  timeUp(): boolean
  /** Keeps the run for us, with how far it is. To be called right before anything is written. @throws RunLost */
  keep(): Promise<void>
}

export interface DryRun {
  tell(difference: Difference): void
  /** Stock rows that were read: what the others are worth is known at the end only. */
  readonly seen: Set<string>
  /** What the warehouses of a source come to, by SKU and source. */
  readonly sums: Map<string, SourceStock>
}

/** What the ERP has for one source. */
export interface SourceStock {
  readonly sku: string
  readonly source: string
  readonly quantity: Amount
}

/** One value that Magento would get. */
export interface Difference {
  readonly kind: CatalogKind
  readonly sku: string
  readonly scope: string
  /** What it took last; undefined when it has taken nothing from us. */
  readonly from: string | undefined
  readonly to: string
}

/** Adds to the run's counts, which people see. */
export function count(work: CatalogWork, name: string, by: number): void {
  const { counts } = work.run.state
  if (by > 0) counts[name] = (counts[name] ?? 0) + by
}
