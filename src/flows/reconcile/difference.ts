import type { DriftClass } from '../../db/schema/ledger.ts'
import type { Hint } from '../../domain/hint.ts'

/** One thing that the two sides do not agree about. */
export interface Difference {
  /** Stable, unique within the order: "invoiced:17". */
  readonly what: string
  readonly class: DriftClass
  /** Absent: Magento alone shows it. */
  readonly connection?: string
  /** For people: what it is, and what to do when somebody has to. */
  readonly text: string
  readonly magento: string
  readonly erp: string
  /** Reading this again makes the bridge catch up. */
  readonly heal?: Pick<Hint, 'entity' | 'entityKey'>
}
