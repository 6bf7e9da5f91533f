import type { LedgerClass } from '../../flows/ledger/ledger-day.ts'
import { message } from '../language/say.tsx'

/** Where an order of the ledger went. Messages. */
export const CLASSES: Readonly<Record<LedgerClass, string>> = {
  in_erp: message('In the ERP'),
  held: message('Held'),
  waiting: message('Waiting'),
  skipped: message('Skipped'),
  canceled: message('Cancelled'),
  unexplained: message('Unexplained'),
}

/** "2 held" */
export const COUNTED: Readonly<Record<LedgerClass, string>> = {
  in_erp: message('{n} in the ERP'),
  held: message('{n} held'),
  waiting: message('{n} waiting'),
  skipped: message('{n} skipped'),
  canceled: message('{n} cancelled'),
  unexplained: message('{n} unexplained'),
}
