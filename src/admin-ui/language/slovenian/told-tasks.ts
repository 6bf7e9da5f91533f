import type { Messages } from '../say.tsx'

/** Tasks that run by the clock. */
export const toldTasks: Messages = {
  'Read the store views': 'Branje pogledov trgovine',
  'Ask Magento for changed orders': 'Poizvedba v Magentu po spremenjenih naročilih',
  "Read the module's outbox": 'Branje odhodne vrste modula',
  'Look for orders that nobody told of': 'Iskanje nesporočenih naročil',
  'Look whether causes are gone': 'Preverjanje, ali so vzroki odpravljeni',
  'Compare both sides, close days of the ledger': 'Primerjava obeh strani, zaključevanje dni',
  'Hear again what was asked for': 'Ponovno branje na zahtevo',
  'Forget what is old': 'Brisanje starega',
  'Ask {system} what changed': 'Poizvedba po spremembah v {system}',
  'Keep {system} calling us': 'Vzdrževanje klicev iz {system}',
  'Cancel in Magento what {system} refuses': 'Preklic v Magentu, kar {system} zavrača',
  'Bring {parts} from {system} to Magento': 'Prenos iz {system} v Magento: {parts}',
  'Tell of problems by mail': 'Sporočanje težav po e-pošti',
  'Fetch orders that wait for {system}': 'Prenos naročil, ki čakajo na {system}',
}
