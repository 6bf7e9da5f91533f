import type { Messages } from '../say.tsx'

/** Orders of other systems that wait for an ERP. */
export const toldTransfers: Messages = {
  'Order {number} waits for {system} and cannot be prepared: {error}':
    'Bestellung {number} wartet auf {system} und lässt sich nicht vorbereiten: {error}',
  'Mend the settings of the connection, or the order where it waits.':
    'Korrigieren Sie die Einstellungen der Verbindung, oder die Bestellung dort, wo sie wartet.',
  'It is read again by itself.': 'Sie wird von selbst neu gelesen.',
  'The customer of order {number} is not in {system}.': 'Der Kunde der Bestellung {number} ist nicht in {system}.',
  'Create the customer in the ERP, or set {setting}.': 'Legen Sie den Kunden im ERP an, oder setzen Sie {setting}.',
  'It is looked at again by itself.': 'Es wird von selbst noch einmal angesehen.',
  'Order {number} has the number of another order, which came as {key} by {connection}.':
    'Bestellung {number} hat die Nummer einer anderen Bestellung, die als {key} über {connection} kam.',
  'Let source.number name something that no two orders share.':
    'Lassen Sie source.number etwas nennen, das keine zwei Bestellungen gemeinsam haben.',
  'The orders that wait for {system} cannot be read.':
    'Die Bestellungen, die auf {system} warten, lassen sich nicht lesen.',
  'Check address, log-in and source of the connection.': 'Prüfen Sie Adresse, Anmeldung und source der Verbindung.',
  'It is tried again by itself; nothing is lost.': 'Es wird von selbst erneut versucht; nichts geht verloren.',
  'Order {number} waits, and the list of waiting orders does not name it any more.':
    'Bestellung {number} wartet, steht aber nicht mehr in der Liste der wartenden.',
  'Its status may have changed: let source.waiting list it, or enter it by hand and acknowledge it there.':
    'Ihr Status hat sich vielleicht geändert: Lassen Sie source.waiting sie nennen, oder geben Sie sie von Hand ein und bestätigen Sie sie dort.',
  'Order {number} is in the ERP as {document}, and cancelled or gone where it came from.':
    'Bestellung {number} ist im ERP als {document}, und dort, woher sie kam, storniert oder weg.',
  'Cancel {document} in the ERP: this closes by itself then. If the order is to stay, close it with "Try again".':
    'Stornieren Sie {document} im ERP: Dann schließt sich das von selbst. Soll die Bestellung bleiben, schließen Sie es mit „Erneut versuchen“.',
  'Order {number}: {system} came to {total}, its source to {other}.':
    'Bestellung {number}: {system} kam auf {total}, ihre Quelle auf {other}.',
  'Correct sales document {document} in the ERP before it is invoiced. This closes by itself once its total agrees.':
    'Korrigieren Sie den Auftrag {document} im ERP, bevor er berechnet wird. Das schließt sich von selbst, sobald die Summe stimmt.',
  'Correct sales document {document} in the ERP before it is invoiced, then close this with "Try again".':
    'Korrigieren Sie den Auftrag {document} im ERP, bevor er berechnet wird, und schließen Sie das dann mit „Erneut versuchen“.',
  'Order {number} is in the ERP as {document}, was acknowledged {n} times and still waits where it came from.':
    'Bestellung {number} ist im ERP als {document}, wurde {n}-mal bestätigt und wartet dort, woher sie kam, noch immer.',
  'Check source.acknowledge of the connection, or mark the order there by hand. It is not written again.':
    'Prüfen Sie source.acknowledge der Verbindung, oder markieren Sie die Bestellung dort von Hand. Sie wird nicht noch einmal geschrieben.',
  'Order {number} is acknowledged where it waited.': 'Bestellung {number} ist dort bestätigt, wo sie wartete.',
  'Order {number} could not be acknowledged: {reason}.': 'Bestellung {number} ließ sich nicht bestätigen: {reason}.',
  'it is cancelled there, or not there any more': 'sie ist dort storniert oder nicht mehr da',
  'in the ERP as {number}, acknowledged': 'im ERP als {number}, bestätigt',
  'in the ERP as {number}, waits again where it came from': 'im ERP als {number}, wartet dort, woher sie kam, wieder',
  'in the ERP, and not acknowledged where it waited': 'im ERP, aber dort, wo sie wartete, nicht bestätigt',
  'it never got to the ERP: {reason}': 'sie kam nie ins ERP: {reason}',
  'somebody else has taken it': 'jemand anders hat sie genommen',
  'the order is over where it came from': 'die Bestellung ist dort, woher sie kam, zu Ende',
  'it waits, and the list of waiting orders does not name it':
    'sie wartet, und die Liste der wartenden nennt sie nicht',
  'it could not be prepared: {error}': 'sie ließ sich nicht vorbereiten: {error}',
  'lines, shipping and fees come to {sum}, its total is {total}':
    'Positionen, Versand und Gebühren ergeben {sum}, die Summe ist {total}',
  'Order {number} is under way already.': 'Bestellung {number} ist schon unterwegs.',
  'Store {store} has no such order of another system.':
    'Im Shop {store} gibt es keine solche Bestellung eines anderen Systems.',
}
