import type { Messages } from '../say.tsx'

/** Tasks that run by the clock. */
export const toldTasks: Messages = {
  'Read the store views': 'Store-Ansichten lesen',
  'Ask Magento for changed orders': 'Magento nach geänderten Bestellungen fragen',
  "Read the module's outbox": 'Postausgang des Moduls lesen',
  'Look for orders that nobody told of': 'Nach ungemeldeten Bestellungen suchen',
  'Look whether causes are gone': 'Nachsehen, ob Ursachen weg sind',
  'Compare both sides, close days of the ledger': 'Beide Seiten vergleichen, Tage des Tagesbuchs abschließen',
  'Hear again what was asked for': 'Verlangtes erneut einlesen',
  'Forget what is old': 'Altes vergessen',
  'Ask {system} what changed': '{system} nach Änderungen fragen',
  'Keep {system} calling us': 'Rückrufe von {system} aufrechterhalten',
  'Cancel in Magento what {system} refuses': 'In Magento stornieren, was {system} ablehnt',
  'Bring {parts} from {system} to Magento': 'Von {system} nach Magento bringen: {parts}',
  'Tell of problems by mail': 'Probleme per Mail melden',
  'Fetch orders that wait for {system}': 'Bestellungen holen, die auf {system} warten',
}
