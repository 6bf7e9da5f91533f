import type { Messages } from '../say.tsx'

/** What flows tell of a person's hand on one order. */
export const toldByHandInGerman: Messages = {
  'kept back by {who}: {reason}': 'von {who} zurückgehalten: {reason}',
  '{who} held the order: {reason}': '{who} hat die Bestellung angehalten: {reason}',
  '{who} released the order.': '{who} hat die Bestellung freigegeben.',
  '{who} took the order up again.': '{who} hat die Bestellung wieder aufgenommen.',
  "{who} erased the customer's personal data: {reason}": '{who} hat die Daten des Kunden gelöscht: {reason}',
  'Order {number} cannot be sent: the data of its customer were erased here. If the customer wants it after all, place a new order in Magento.':
    'Bestellung {number} kann nicht gesendet werden: Die Daten ihres Kunden wurden hier gelöscht. Will der Kunde sie doch, legen Sie in Magento eine neue Bestellung an.',
  '{who} noted: {text}': '{who} notierte: {text}',
  'Order {number} is held until somebody releases it.': 'Bestellung {number} ist angehalten, bis jemand sie freigibt.',
  'Order {number} is held already.': 'Bestellung {number} ist schon angehalten.',
  'Order {number} is held by a person: release it first.':
    'Bestellung {number} wird von jemandem angehalten: Geben Sie sie zuerst frei.',
  'Order {number} goes on: {reason}.': 'Bestellung {number} geht weiter: {reason}.',
  'Order {number} is not sent: {reason}.': 'Bestellung {number} wird nicht gesendet: {reason}.',
  'Order {number} is neither held nor skipped by a person.':
    'Bestellung {number} ist weder angehalten noch von Hand übersprungen.',
  'Order {number} is not on its way to the ERP: there is nothing to hold.':
    'Bestellung {number} ist nicht auf dem Weg ins ERP: Es gibt nichts anzuhalten.',
  'Order {number}: a message is on its way and its outcome open. It cannot be held now.':
    'Bestellung {number}: Eine Nachricht ist unterwegs, ihr Ausgang ist offen. Anhalten geht gerade nicht.',
  'The note stands in the story of order {number}.': 'Die Notiz steht im Verlauf der Bestellung {number}.',
  'Order {number} is in the ERP already and cannot be held. Cancel it in Magento: the sales document is cancelled with it, if that is still possible.':
    'Bestellung {number} ist schon im ERP und lässt sich nicht mehr anhalten. Stornieren Sie sie in Magento: Der Auftrag wird mit storniert, wenn das noch geht.',
}
