import type { Messages } from '../say.tsx'

/** Orders of other systems. */
export const transfers: Messages = {
  'Where this is': 'Wo Sie sind',
  Transfers: 'Übernahmen',
  Heard: 'Gehört',
  'On its way': 'Unterwegs',
  Held: 'Angehalten',
  'In the ERP, not acknowledged': 'Im ERP, nicht bestätigt',
  Acknowledged: 'Bestätigt',
  Gone: 'Nicht mehr da',
  'In the ERP as': 'Im ERP als',
  any: 'beliebig',
  'Number there, or in the ERP': 'Nummer dort oder im ERP',
  'Order {number} was found among those that wait for {name}.':
    'Bestellung {number} wurde unter denen gefunden, die auf {name} warten.',
  'Its sales document was planned {n, plural, =1 {once} other {# times}}.':
    'Ihr Auftrag wurde {n, plural, =1 {einmal} other {#-mal}} geplant.',
  'It is gone where it came from.': 'Dort, wo sie herkam, gibt es sie nicht mehr.',
  'It is acknowledged where it came from.': 'Sie ist dort bestätigt, wo sie herkam.',
  'The acknowledgement: {reason}': 'Die Bestätigung: {reason}',
  'The sales document: {reason}': 'Der Auftrag: {reason}',
  'It is in the ERP as {number}.': 'Sie ist im ERP als {number}.',
  'What it waits for': 'Worauf sie wartet',
  'Order {number}': 'Bestellung {number}',
  'What happened': 'Was geschah',
  'It is in {name} as {number}, and acknowledged where it came from.':
    'Sie ist in {name} als {number} und dort bestätigt, wo sie herkam.',
  'It is in {name} as {number}; where it came from nobody knows yet.':
    'Sie ist in {name} als {number}; wo sie herkam, weiß man das noch nicht.',
  'It is cancelled or gone where it came from, and in {name} as {number}.':
    'Wo sie herkam, ist sie storniert oder weg; in {name} ist sie als {number}.',
  'It is gone where it came from, and never got to {name}.': 'Wo sie herkam, ist sie weg; bei {name} kam sie nie an.',
  'It is not in {name}: something keeps it.': 'Sie ist nicht in {name}: Etwas hält sie auf.',
  'It waits again.': 'Sie wartet wieder.',
  'It is on its way to {name}.': 'Sie ist unterwegs zu {name}.',
  'Try again': 'Erneut versuchen',
  'Look at the message…': 'Nachricht ansehen…',
  'The order': 'Die Bestellung',
  Placed: 'Bestellt',
  'Goes to': 'Geht an',
  'Key where it came from': 'Schlüssel, wo sie herkam',
  'Our key in the ERP': 'Unser Schlüssel im ERP',
  'Looked at again': 'Wird wieder angesehen',
  'Orders of other systems than the shop, on their way into the ERP.':
    'Bestellungen anderer Systeme als des Shops, unterwegs ins ERP.',
  'Pages of transfers': 'Seiten der Übernahmen',
  'Order {number} is looked at again within seconds.': 'Bestellung {number} wird in wenigen Sekunden erneut angesehen.',
  'There is no such order of another system in your stores.':
    'In Ihren Shops gibt es keine solche Bestellung eines anderen Systems.',
  'Nothing fits here': 'Hier passt nichts',
  'No order of another system yet': 'Noch keine Bestellung eines anderen Systems',
  'No order of another system has this state and number.':
    'Keine Bestellung eines anderen Systems hat diesen Zustand und diese Nummer.',
  'A connection whose settings name a source (source.waiting) fetches the orders that wait there, writes each into the ERP once, and acknowledges it where it waited. They stand here with their story.':
    'Eine Verbindung, deren Einstellungen eine Quelle nennen (source.waiting), holt die Bestellungen, die dort warten, schreibt jede einmal ins ERP und bestätigt sie dort, wo sie wartete. Hier stehen sie mit ihrer Geschichte.',
}
