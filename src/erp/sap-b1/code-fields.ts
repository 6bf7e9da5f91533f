import { z } from 'zod'
import { mappingHints, named } from '../../domain/mapping-hints.ts'

/** Codes of a company that stand in more than one of its settings, and what forms call them. */

export const NAMES = {
  vatGroup: named('VAT group', 'Steuergruppe', 'Davčna skupina'),
  expense: named('Additional expense', 'Frachtart', 'Dodatni strošek'),
  warehouse: named('Warehouse', 'Lager', 'Skladišče'),
  account: named('G/L account', 'Sachkonto', 'Konto glavne knjige'),
} as const

export const expenseCode = z
  .int()
  .min(1)
  .describe('Number of an additional expense (freight) in SAP Business One')
  .register(mappingHints, { is: 'code', list: 'expense', name: NAMES.expense })
export const warehouseCode = z
  .string()
  .max(8)
  .register(mappingHints, { is: 'code', list: 'warehouse', name: NAMES.warehouse })
export const vatGroupCode = z.string().register(mappingHints, { is: 'code', list: 'vat_group', name: NAMES.vatGroup })
