import type { Messages } from '../say.tsx'

/** What flows tell of a person's hand on one order. */
export const toldByHandInSlovenian: Messages = {
  'kept back by {who}: {reason}': 'zadržal(a) {who}: {reason}',
  '{who} held the order: {reason}': 'Naročilo zadržano ({who}): {reason}',
  '{who} released the order.': 'Naročilo sproščeno ({who}).',
  '{who} took the order up again.': 'Naročilo ponovno vključeno ({who}).',
  "{who} erased the customer's personal data: {reason}": 'Podatki kupca izbrisani ({who}): {reason}',
  'Order {number} cannot be sent: the data of its customer were erased here. If the customer wants it after all, place a new order in Magento.':
    'Naročila {number} ni mogoče poslati: podatki njegovega kupca so bili tu izbrisani. Če ga kupec vseeno želi, v Magentu oddajte novo naročilo.',
  '{who} noted: {text}': 'Opomba ({who}): {text}',
  'Order {number} is held until somebody releases it.': 'Naročilo {number} je zadržano, dokler ga kdo ne sprosti.',
  'Order {number} is held already.': 'Naročilo {number} je že zadržano.',
  'Order {number} is held by a person: release it first.': 'Naročilo {number} je nekdo zadržal: najprej ga sprostite.',
  'Order {number} goes on: {reason}.': 'Naročilo {number} gre naprej: {reason}.',
  'Order {number} is not sent: {reason}.': 'Naročilo {number} ne bo poslano: {reason}.',
  'Order {number} is neither held nor skipped by a person.':
    'Naročilo {number} ni niti zadržano niti ročno preskočeno.',
  'Order {number} is not on its way to the ERP: there is nothing to hold.':
    'Naročilo {number} ni na poti v ERP: ni česa zadržati.',
  'Order {number}: a message is on its way and its outcome open. It cannot be held now.':
    'Naročilo {number}: sporočilo je na poti, izid še ni znan. Zdaj ga ni mogoče zadržati.',
  'The note stands in the story of order {number}.': 'Opomba je v poteku naročila {number}.',
  'Order {number} is in the ERP already and cannot be held. Cancel it in Magento: the sales document is cancelled with it, if that is still possible.':
    'Naročilo {number} je že v ERP-ju in ga ni več mogoče zadržati. Prekličite ga v Magentu: prodajni nalog se prekliče z njim, če je še mogoče.',
}
