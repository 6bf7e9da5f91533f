import type { Messages } from '../say.tsx'

/** Orders of other systems that wait for an ERP. */
export const toldTransfers: Messages = {
  'Order {number} waits for {system} and cannot be prepared: {error}':
    'Naročilo {number} čaka na {system} in ga ni mogoče pripraviti: {error}',
  'Mend the settings of the connection, or the order where it waits.':
    'Popravite nastavitve povezave ali naročilo tam, kjer čaka.',
  'It is read again by itself.': 'Samodejno se prebere znova.',
  'The customer of order {number} is not in {system}.': 'Kupca naročila {number} ni v {system}.',
  'Create the customer in the ERP, or set {setting}.': 'Kupca ustvarite v ERP-ju ali nastavite {setting}.',
  'It is looked at again by itself.': 'Samodejno se pregleda znova.',
  'Order {number} has the number of another order, which came as {key} by {connection}.':
    'Naročilo {number} ima številko drugega naročila, ki je prišlo kot {key} prek {connection}.',
  'Let source.number name something that no two orders share.':
    'source.number naj navaja nekaj, česar si naročila ne delijo.',
  'The orders that wait for {system} cannot be read.': 'Naročil, ki čakajo na {system}, ni mogoče prebrati.',
  'Check address, log-in and source of the connection.': 'Preverite naslov, prijavo in source povezave.',
  'It is tried again by itself; nothing is lost.': 'Poskus se samodejno ponovi; nič se ne izgubi.',
  'Order {number} waits, and the list of waiting orders does not name it any more.':
    'Naročilo {number} čaka, na seznamu čakajočih pa ga ni več.',
  'Its status may have changed: let source.waiting list it, or enter it by hand and acknowledge it there.':
    'Morda se mu je spremenil status: naj ga source.waiting navede, ali pa ga vnesite ročno in tam potrdite.',
  'Order {number} is in the ERP as {document}, and cancelled or gone where it came from.':
    'Naročilo {number} je v ERP-ju kot {document}, tam, od koder je prišlo, pa je preklicano ali ga ni več.',
  'Cancel {document} in the ERP: this closes by itself then. If the order is to stay, close it with "Try again".':
    '{document} prekličite v ERP-ju: potem se to zapre samo. Če naj naročilo ostane, to zaprite s »Poskusi znova«.',
  'Order {number}: {system} came to {total}, its source to {other}.':
    'Naročilo {number}: {system} je prišel na {total}, vir na {other}.',
  'Correct sales document {document} in the ERP before it is invoiced. This closes by itself once its total agrees.':
    'Prodajni nalog {document} v ERP-ju popravite, preden se zaračuna. To se zapre samo, ko se znesek ujema.',
  'Correct sales document {document} in the ERP before it is invoiced, then close this with "Try again".':
    'Prodajni nalog {document} v ERP-ju popravite, preden se zaračuna, nato to zaprite s »Poskusi znova«.',
  'Order {number} is in the ERP as {document}, was acknowledged {n} times and still waits where it came from.':
    'Naročilo {number} je v ERP-ju kot {document}, bilo je {n}-krat potrjeno, tam, od koder je prišlo, pa še vedno čaka.',
  'Check source.acknowledge of the connection, or mark the order there by hand. It is not written again.':
    'Preverite source.acknowledge povezave ali naročilo tam označite ročno. Znova se ne zapiše.',
  'Order {number} is acknowledged where it waited.': 'Naročilo {number} je potrjeno tam, kjer je čakalo.',
  'Order {number} could not be acknowledged: {reason}.': 'Naročila {number} ni bilo mogoče potrditi: {reason}.',
  'it is cancelled there, or not there any more': 'tam je preklicano ali ga ni več',
  'in the ERP as {number}, acknowledged': 'v ERP-ju kot {number}, potrjeno',
  'in the ERP as {number}, waits again where it came from': 'v ERP-ju kot {number}, tam, od koder je prišlo, spet čaka',
  'in the ERP, and not acknowledged where it waited': 'v ERP-ju, a tam, kjer je čakalo, ni potrjeno',
  'it never got to the ERP: {reason}': 'nikoli ni prišlo v ERP: {reason}',
  'somebody else has taken it': 'prevzel ga je nekdo drug',
  'the order is over where it came from': 'naročilo je tam, od koder je prišlo, končano',
  'it waits, and the list of waiting orders does not name it': 'čaka, seznam čakajočih pa ga ne navaja',
  'it could not be prepared: {error}': 'ni ga bilo mogoče pripraviti: {error}',
  'lines, shipping and fees come to {sum}, its total is {total}':
    'postavke, dostava in stroški znesejo {sum}, skupni znesek pa je {total}',
  'Order {number} is under way already.': 'Naročilo {number} je že v teku.',
  'Store {store} has no such order of another system.': 'Trgovina {store} nima takega naročila drugega sistema.',
}
