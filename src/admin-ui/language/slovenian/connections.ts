import type { Messages } from '../say.tsx'

/** The systems on both sides, testing and pairing them. */
export const connections: Messages = {
  Test: 'Preveri',
  'Rules for orders and items': 'Pravila za naročila in artikle',
  'Rules for orders and items: {name}': 'Pravila za naročila in artikle: {name}',
  'Settings of the ERP as text': 'Nastavitve ERP kot besedilo',
  'Settings of {name} as text': 'Nastavitve kot besedilo: {name}',
  'How it is configured': 'Kako je nastavljeno',
  'All is well: {n, plural, one {# check} other {# checks}}.':
    'Vse je v redu: {n, plural, one {# preverjanje} two {# preverjanji} few {# preverjanja} other {# preverjanj}}.',
  '{wrong} of {n, plural, one {# check} other {# checks}} {wrong, plural, one {needs} other {need}} attention.':
    'Pozornost {wrong, plural, one {zahteva # preverjanje} two {zahtevata # preverjanji} few {zahtevajo # preverjanja} other {zahteva # preverjanj}} od {n}.',
  Check: 'Preverjanje',
  Result: 'Izid',
  'What was found': 'Ugotovitev',
  Well: 'V redu',
  'Needs attention': 'Zahteva pozornost',
  'Changed {when}, revision {n}': 'Spremenjeno {when}, revizija {n}',
  'Give the store a code: "main".': 'Trgovini dajte kodo: »main«.',
  'Connect a Magento': 'Poveži Magento',
  'Connect a Magento…': 'Poveži Magento …',
  'Make a code': 'Ustvari kodo',
  'Magento needs the companion module. It brings its own credentials for the code, and gets its keys; nobody copies a secret.':
    'Magento potrebuje spremljevalni modul. Ob kodi sam predloži svoje poverilnice in prejme ključe; nihče ne prepisuje skrivnosti.',
  'Code of the store: a new one, or one that shall get new keys':
    'Koda trgovine: nova ali taka, ki naj dobi nove ključe',
  'Name, as people know it': 'Ime, kot ga poznajo ljudje',
  'It stands in a private network': 'Je v zasebnem omrežju',
  'Stores › Configuration › Sales › Orderbridge': 'Stores › Configuration › Sales › Orderbridge',
  'Bridge URL': 'Naslov mostu (Bridge URL)',
  'Pairing code': 'Koda za seznanitev',
  'Store {store} is there already: it gets new keys, its settings stay.':
    'Trgovina {store} že obstaja: dobi nove ključe, nastavitve ostanejo.',
  'In Magento, under {where}, enter both and press Connect.':
    'V Magentu pod {where} vnesite oboje in pritisnite Connect.',
  'Good once, until {time}.': 'Velja enkrat, do {time}.',
  'There is no such connection in your stores.': 'Te povezave v vaših trgovinah ni.',
  'There is nothing to test.': 'Ničesar ni za preveriti.',
  'Nothing is connected yet': 'Nič še ni povezano',
  'Connect a Magento that has the companion module, or describe the store and its ERP in a file and run {command} with it. It is checked whole before anything changes.':
    'Povežite Magento s spremljevalnim modulom ali trgovino in njen ERP opišite v datoteki in z njo zaženite {command}. Preden se karkoli spremeni, se preveri vse.',
  'There is no such version.': 'Te različice ni.',
  'Give the number of an order, or an order.': 'Navedite številko naročila ali naročilo.',
  'Several orders have the number {number}.': 'Več naročil ima številko {number}.',
  'There is no order {number} here.': 'Naročila {number} tu ni.',
  'This order is no JSON: {reason}': 'To naročilo ni JSON: {reason}',
}
