import type { Messages } from '../say.tsx'

/** Orders of other systems. */
export const transfers: Messages = {
  'Where this is': 'Kje ste',
  Transfers: 'Prevzemi',
  Heard: 'Zaznano',
  'On its way': 'Na poti',
  Held: 'Zadržano',
  'In the ERP, not acknowledged': 'V ERP, ni potrjeno',
  Acknowledged: 'Potrjeno',
  Gone: 'Ni več',
  'In the ERP as': 'V ERP kot',
  any: 'katero koli',
  'Number there, or in the ERP': 'Številka tam ali v ERP',
  'Order {number} was found among those that wait for {name}.':
    'Naročilo {number} je bilo najdeno med tistimi, ki čakajo na {name}.',
  'Its sales document was planned {n, plural, =1 {once} other {# times}}.':
    'Njegov prodajni nalog je bil načrtovan {n, plural, =1 {enkrat} two {#-krat} few {#-krat} other {#-krat}}.',
  'It is gone where it came from.': 'Tam, od koder je prišlo, ga ni več.',
  'It is acknowledged where it came from.': 'Potrjeno je tam, od koder je prišlo.',
  'The acknowledgement: {reason}': 'Potrditev: {reason}',
  'The sales document: {reason}': 'Prodajni nalog: {reason}',
  'It is in the ERP as {number}.': 'V ERP je kot {number}.',
  'What it waits for': 'Na kaj čaka',
  'Order {number}': 'Naročilo {number}',
  'What happened': 'Kaj se je zgodilo',
  'It is in {name} as {number}, and acknowledged where it came from.':
    'V {name} je kot {number} in potrjeno tam, od koder je prišlo.',
  'It is in {name} as {number}; where it came from nobody knows yet.':
    'V {name} je kot {number}; tam, od koder je prišlo, tega še ne vedo.',
  'It is cancelled or gone where it came from, and in {name} as {number}.':
    'Tam, od koder je prišlo, je preklicano ali ga ni več; v {name} je kot {number}.',
  'It is gone where it came from, and never got to {name}.':
    'Tam, od koder je prišlo, ga ni več; v {name} ni nikoli prišlo.',
  'It is not in {name}: something keeps it.': 'V {name} ga ni: nekaj ga zadržuje.',
  'It waits again.': 'Spet čaka.',
  'It is on its way to {name}.': 'Na poti je v {name}.',
  'Try again': 'Poskusi znova',
  'Look at the message…': 'Poglej sporočilo…',
  'The order': 'Naročilo',
  Placed: 'Oddano',
  'Goes to': 'Gre v',
  'Key where it came from': 'Ključ tam, od koder je prišlo',
  'Our key in the ERP': 'Naš ključ v ERP',
  'Looked at again': 'Znova pregledano',
  'Orders of other systems than the shop, on their way into the ERP.':
    'Naročila drugih sistemov, ne trgovine, na poti v ERP.',
  'Pages of transfers': 'Strani prevzemov',
  'Order {number} is looked at again within seconds.': 'Naročilo {number} bo znova pregledano v nekaj sekundah.',
  'There is no such order of another system in your stores.': 'V vaših trgovinah ni takega naročila drugega sistema.',
  'Nothing fits here': 'Nič ne ustreza',
  'No order of another system yet': 'Še ni naročil drugih sistemov',
  'No order of another system has this state and number.':
    'Nobeno naročilo drugega sistema nima tega stanja in te številke.',
  'A connection whose settings name a source (source.waiting) fetches the orders that wait there, writes each into the ERP once, and acknowledges it where it waited. They stand here with their story.':
    'Povezava, katere nastavitve navajajo vir (source.waiting), prevzame naročila, ki tam čakajo, vsako enkrat zapiše v ERP in ga potrdi tam, kjer je čakalo. Tu so s svojo zgodbo.',
}
