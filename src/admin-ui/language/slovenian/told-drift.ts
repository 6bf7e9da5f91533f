import type { Messages } from '../say.tsx'

/** What differs between both sides, and why the books differ. */
export const toldDrift: Messages = {
  'A message is under way.': 'Sporočilo je na poti.',
  'A message is stuck: {reason}': 'Sporočilo je obtičalo: {reason}',
  'It moved a moment ago.': 'Pravkar se je premaknilo.',
  'Invoice {number} was made in {system} and the bridge has not heard of it; it is read now.':
    'Račun {number} je nastal v {system}, a ni bil sporočen; zdaj se bere.',
  'Shipment {number} was made in {system} and the bridge has not heard of it; it is read now.':
    'Pošiljka {number} je nastala v {system}, a ni bila sporočena; zdaj se bere.',
  'Delivery {number} was made in {system} and the bridge has not heard of it; it is read now.':
    'Dobavnica {number} je nastala v {system}, a ni bila sporočena; zdaj se bere.',
  'Credit note {number} was made in {system} and the bridge has not heard of it; it is read now.':
    'Dobropis {number} je nastal v {system}, a ni bil sporočen; zdaj se bere.',
  'Invoice {number} was cancelled in {system} and the bridge has not heard of it; it is read now.':
    'Račun {number} je bil storniran v {system}, a to ni bilo sporočeno; zdaj se bere.',
  'Delivery {number} was cancelled in {system} and the bridge has not heard of it; it is read now.':
    'Dobavnica {number} je bila stornirana v {system}, a to ni bilo sporočeno; zdaj se bere.',
  "{thing} is not in {system} any more, or not of this order's sales document. Find out who changed it.":
    '{thing} ni več v {system} ali ne pripada prodajnemu nalogu tega naročila. Ugotovite, kdo je to spremenil.',
  'Magento has no order {number} any more: it was deleted there.':
    'Magento nima več naročila {number}: tam je bilo izbrisano.',
  'The order was changed in Magento and does not add up any more.':
    'Naročilo je bilo v Magentu spremenjeno in se ne izide več.',
  'Magento changed the order and the bridge has not heard of it; it is read again.':
    'Magento je naročilo spremenil, a tega ni sporočil; znova se bere.',
  'does not add up': 'se ne izide',
  'not read': 'ni prebrano',
  'not heard of': 'ni sporočeno',
  'not in Magento': 'ni v Magentu',
  'not in Magento yet': 'še ni v Magentu',
  'not in the ERP': 'ni v ERP-ju',
  none: 'nič',
  'another currency': 'druga valuta',
  'Nothing is under way: make the missing document by hand where it is missing.':
    'Nič ni v teku: manjkajoči dokument ustvarite ročno tam, kjer manjka.',
  '{what}: {magento} shipped in Magento, {erp} in the ERP.': '{what}: {magento} odpremljeno v Magentu, {erp} v ERP-ju.',
  '{what}: {magento} invoiced in Magento, {erp} in the ERP.': '{what}: {magento} zaračunano v Magentu, {erp} v ERP-ju.',
  '{what}: {magento} refunded in Magento, {erp} in the ERP.': '{what}: {magento} povrnjeno v Magentu, {erp} v ERP-ju.',
  '{what}: {magento} credited in Magento, {erp} in the ERP.':
    '{what}: {magento} v dobropisih v Magentu, {erp} v ERP-ju.',
  '{sku}: {ordered} ordered, {bought} invoiced in the ERP.': '{sku}: {ordered} naročeno, {bought} zaračunano v ERP-ju.',
  'Credit there what is too many.': 'Za presežek tam izdajte dobropis.',
  '{sku}: {bought} invoiced in the ERP, {returned} credited. Cancel there the credit note that is too many.':
    '{sku}: {bought} zaračunano v ERP-ju, {returned} v dobropisih. Odvečni dobropis tam stornirajte.',
  '{system} has sales document {number} with the key of this order; it is about to be taken over.':
    '{system} ima prodajni nalog {number} s ključem tega naročila; kmalu bo prevzet.',
  '{system} has sales document {number} with the key of this order, which was not sent by us.':
    '{system} ima prodajni nalog {number} s ključem tega naročila, ki ga nismo poslali mi.',
  'The order is cancelled in Magento: cancel it there as well.':
    'Naročilo je v Magentu preklicano: prekličite ga tudi tam.',
  'Try the order again: the document is taken over and not made twice.':
    'Z naročilom poskusite znova: nalog se prevzame in ne nastane dvakrat.',
  '{old} has become {number} in {system}; it is read again.': '{old} je v {system} postal {number}; znova se bere.',
  '{system} has no sales document {number} any more, cancelled or not. Find out who removed it, and try the order again.':
    '{system} nima več prodajnega naloga {number}, niti preklicanega. Ugotovite, kdo ga je odstranil, in z naročilom poskusite znova.',
  '{ours} is cancelled in {system}, and {document} was entered for the same order. It is not followed: cancel it, or go on with it by hand.':
    '{ours} je v {system} preklican, za isto naročilo pa je bil vnesen {document}. Ta se ne spremlja: prekličite ga ali ga vodite ročno.',
  '{system} has two live sales documents for this order. {ours} is followed; cancel {document} there.':
    '{system} ima za to naročilo dva veljavna prodajna naloga. Spremlja se {ours}; {document} tam prekličite.',
  'Sales document {number} is {state} in {system} and the bridge has not heard of it; it is read again.':
    'Prodajni nalog {number} je v {system} v stanju »{state}«, a to ni bilo sporočeno; znova se bere.',
  'The order is cancelled in Magento, sales document {number} is {state} in {system}.':
    'Naročilo je v Magentu preklicano, prodajni nalog {number} v {system}: {state}.',
  'Sales document {number} is cancelled in {system}, the order is {standing} in Magento.':
    'Prodajni nalog {number} je v {system} preklican, naročilo v Magentu: {standing}.',
  'Sales document {number} is in another currency: {magento} in Magento, {erp} in {system}.':
    'Prodajni nalog {number} je v drugi valuti: {magento} v Magentu, {erp} v {system}.',
  'Rounding within the tolerance of the connection: {magento} in Magento, {erp} in {system}.':
    'Zaokrožitev znotraj tolerance povezave: {magento} v Magentu, {erp} v {system}.',
  'Sales document {number}: {magento} in Magento, {erp} in {system}.':
    'Prodajni nalog {number}: {magento} v Magentu, {erp} v {system}.',
  'It was {total} when it was sent: somebody changed it there.':
    'Ob pošiljanju je bil {total}: tam ga je nekdo spremenil.',
  'Correct the sales document before it is invoiced.': 'Prodajni nalog popravite, preden se zaračuna.',
  '{sku}: {ordered} ordered in Magento, {inErp} on sales document {number} in {system}. Somebody changed it by hand: correct the document, or change the order in Magento.':
    '{sku}: {ordered} naročeno v Magentu, {inErp} na prodajnem nalogu {number} v {system}. Nekdo je to ročno spremenil: popravite nalog ali spremenite naročilo v Magentu.',
  'Invoice {number} is {erp} in the ERP and {magento} in Magento ({document}): {reason}.':
    'Račun {number} je v ERP-ju {erp}, v Magentu {magento} ({document}): {reason}.',
  'Credit note {number} is {erp} in the ERP and {magento} in Magento ({document}): {reason}.':
    'Dobropis {number} je v ERP-ju {erp}, v Magentu {magento} ({document}): {reason}.',
  'Credit memo {memo} over {total} is in Magento only.': 'Dobropis {memo} za {total} je samo v Magentu.',
  'Make the credit note in the ERP.': 'Ustvarite dobropis v ERP-ju.',
  'The invoices come to {erp} in the ERP and to {magento} in Magento: {reason}.':
    'Računi znesejo v ERP-ju {erp}, v Magentu {magento}: {reason}.',
  'each side rounds its lines by its own rule': 'vsaka stran zaokrožuje postavke po svojem pravilu',
  'rounding does not explain that': 'zaokroževanje tega ne pojasni',
  "the ERP's document is in another currency": 'dokument v ERP-ju je v drugi valuti',
  'the shipping is on another one of its invoices': 'dostava je na drugem od računov',
  'its parts are on other documents of the order; together they agree':
    'deli so na drugih dokumentih naročila; skupaj se ujemajo',
  'they differ by {amount}, which rounding does not explain':
    'razlikujeta se za {amount}, česar zaokroževanje ne pojasni',
  'Magento invoiced it before ({number})': 'Magento je to zaračunal že prej ({number})',
  'Magento invoices bundles when they are whole': 'Magento komplete zaračuna, ko so celi',
  'Magento has no invoice for it': 'Magento zanj nima računa',
  'Magento has no credit memo for it': 'Magento zanj nima dobropisa',
  'the ERP has no invoice for it': 'ERP zanj nima računa',
  'the ERP has no credit note for it': 'ERP zanj nima dobropisa',
  'the order is not in the ERP: {reason}': 'naročila ni v ERP-ju: {reason}',
  'the sales document was cancelled, and Magento refunded all that it had invoiced':
    'prodajni nalog je bil preklican, Magento pa je povrnil vse, kar je zaračunal',
  'it was taken off the sales document before that was invoiced':
    's prodajnega naloga je bilo odvzeto, preden se je zaračunal',
  'the ERP invoiced it as {number}': 'ERP je to zaračunal z {number}',
  'Magento invoiced it first, the ERP has not invoiced it yet': 'Magento je zaračunal prvi, ERP še ne',
  '{system} has sales document {number} with the key {key}, and the bridge knows no such order. If Magento has it, it is heard now; else remove the key there.':
    '{system} ima prodajni nalog {number} s ključem {key}, Orderbridge pa takega naročila ne pozna. Če ga Magento ima, se zdaj prebere; sicer tam odstranite ključ.',
  'the sales document is in another currency': 'prodajni nalog je v drugi valuti',
  'rounding, within the tolerance of {amount}': 'zaokrožitev, znotraj tolerance {amount}',
  'accepted: {note}': 'sprejeto: {note}',
  'the sales document has another total': 'prodajni nalog ima drug znesek',
  'Order {number} is neither in the ERP nor held: {reason}.': 'Naročilo {number} ni ne v ERP-ju ne zadržano: {reason}.',
  'Order {number} differs by {amount}: {reason}.': 'Naročilo {number} odstopa za {amount}: {reason}.',
  'Invoice {document} of order {number} differs by {amount}: {reason}.':
    'Račun {document} naročila {number} odstopa za {amount}: {reason}.',
  'Credit {document} of order {number} differs by {amount}: {reason}.':
    'Dobropis {document} naročila {number} odstopa za {amount}: {reason}.',
  'Invoice {document} of order {number}: {reason}': 'Račun {document} naročila {number}: {reason}',
  'Credit {document} of order {number}: {reason}': 'Dobropis {document} naročila {number}: {reason}',
  'Invoice {document} of order {number}': 'Račun {document} naročila {number}',
  'Credit {document} of order {number}': 'Dobropis {document} naročila {number}',
  'Order {number} is held: {reason}.': 'Naročilo {number} je zadržano: {reason}.',
  'Order {number} is waiting: {reason}.': 'Naročilo {number} čaka: {reason}.',
  'Order {number}: {reason}': 'Naročilo {number}: {reason}',
  'Order {number}': 'Naročilo {number}',
  'not there': 'ga ni',
  'in the ERP': 'v ERP-ju',
  '{state} as {numbers}; placed {total}': '{state} kot {numbers}; oddano {total}',
  'in the ERP as {numbers}, {money}; placed {total}': 'v ERP-ju kot {numbers}, {money}; oddano {total}',
  '{state} as {numbers}, {money}; placed {total}': '{state} kot {numbers}, {money}; oddano {total}',
  'ERP {number}, {money}; Magento {number2}, {money2}': 'ERP {number}, {money}; Magento {number2}, {money2}',
  'ERP {number}, {money}; Magento none': 'ERP {number}, {money}; Magento brez',
  'ERP none; Magento {number}, {money}': 'ERP brez; Magento {number}, {money}',
  '{state}; placed {total}': '{state}; oddano {total}',
}
