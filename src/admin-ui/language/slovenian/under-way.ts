import type { Messages } from '../say.tsx'

/** What is under way, and stopping it. */
export const underWay: Messages = {
  Stopped: 'Ustavljeno',
  'Under way': 'V teku',
  '{done, number} of {n, plural, one {# order} other {# orders}}':
    '{done, number} od {n, plural, one {# naročila} two {# naročil} few {# naročil} other {# naročil}}',
  'There is no such run under way in your stores.': 'V vaših trgovinah ni takega zagona v teku.',
  'It ends after the page that it is at. What it did stays.':
    'Konča se po strani, na kateri je. Kar je naredil, ostane.',
}
