import type { Messages } from '../say.tsx'
import { toldActions } from './told-actions.ts'
import { toldByHandInGerman } from './told-by-hand.ts'
import { toldConnect } from './told-connect.ts'
import { toldDrift } from './told-drift.ts'
import { toldEffects } from './told-effects.ts'
import { toldFindings } from './told-findings.ts'
import { toldMistakes } from './told-mistakes.ts'
import { toldOrders } from './told-orders.ts'
import { toldProblems } from './told-problems.ts'
import { toldRecords } from './told-records.ts'
import { toldRefusals } from './told-refusals.ts'
import { toldRemarks } from './told-remarks.ts'
import { toldSettings } from './told-settings.ts'
import { toldTasks } from './told-tasks.ts'
import { toldTransfers } from './told-transfers.ts'

/** What flows wrote down in English: their sentences with holes, by theme. */
export const toldInGerman: Messages = {
  ...toldActions,
  ...toldByHandInGerman,
  ...toldConnect,
  ...toldDrift,
  ...toldEffects,
  ...toldFindings,
  ...toldMistakes,
  ...toldOrders,
  ...toldProblems,
  ...toldRecords,
  ...toldRefusals,
  ...toldRemarks,
  ...toldSettings,
  ...toldTasks,
  ...toldTransfers,
}
