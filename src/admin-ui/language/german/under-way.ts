import type { Messages } from '../say.tsx'

/** What is under way, and stopping it. */
export const underWay: Messages = {
  Stopped: 'Angehalten',
  'Under way': 'Unterwegs',
  'There is no such run under way in your stores.': 'In Ihren Shops ist kein solcher Lauf unterwegs.',
  'It ends after the page that it is at. What it did stays.':
    'Er endet nach der Seite, an der er ist. Was er getan hat, bleibt.',
}
