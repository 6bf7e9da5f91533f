import type { Messages } from '../say.tsx'

/** What is under way, and stopping it. */
export const underWay: Messages = {
  Stopped: 'Angehalten',
  'Under way': 'Unterwegs',
  '{done, number} of {n, plural, one {# order} other {# orders}}':
    '{done, number} von {n, plural, one {# Bestellung} other {# Bestellungen}}',
  'There is no such run under way in your stores.': 'In Ihren Shops ist kein solcher Lauf unterwegs.',
  'It ends after the page that it is at. What it did stays.':
    'Er endet nach der Seite, an der er ist. Was er getan hat, bleibt.',
}
