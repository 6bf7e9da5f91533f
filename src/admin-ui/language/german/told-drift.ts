import type { Messages } from '../say.tsx'

/** What differs between both sides, and why the books differ. */
export const toldDrift: Messages = {
  'A message is under way.': 'Eine Nachricht ist unterwegs.',
  'A message is stuck: {reason}': 'Eine Nachricht steckt fest: {reason}',
  'It moved a moment ago.': 'Es hat sich eben bewegt.',
  'Invoice {number} was made in {system} and the bridge has not heard of it; it is read now.':
    'Rechnung {number} wurde in {system} erstellt, ohne dass es gemeldet wurde; sie wird jetzt gelesen.',
  'Shipment {number} was made in {system} and the bridge has not heard of it; it is read now.':
    'Lieferung {number} wurde in {system} erstellt, ohne dass es gemeldet wurde; sie wird jetzt gelesen.',
  'Delivery {number} was made in {system} and the bridge has not heard of it; it is read now.':
    'Lieferung {number} wurde in {system} erstellt, ohne dass es gemeldet wurde; sie wird jetzt gelesen.',
  'Credit note {number} was made in {system} and the bridge has not heard of it; it is read now.':
    'Gutschrift {number} wurde in {system} erstellt, ohne dass es gemeldet wurde; sie wird jetzt gelesen.',
  'Invoice {number} was cancelled in {system} and the bridge has not heard of it; it is read now.':
    'Rechnung {number} wurde in {system} storniert, ohne dass es gemeldet wurde; sie wird jetzt gelesen.',
  'Delivery {number} was cancelled in {system} and the bridge has not heard of it; it is read now.':
    'Lieferung {number} wurde in {system} storniert, ohne dass es gemeldet wurde; sie wird jetzt gelesen.',
  "{thing} is not in {system} any more, or not of this order's sales document. Find out who changed it.":
    '{thing} ist nicht mehr in {system}, oder gehört nicht zum Auftrag dieser Bestellung. Finden Sie heraus, wer das geändert hat.',
  'Magento has no order {number} any more: it was deleted there.':
    'Magento hat keine Bestellung {number} mehr: Sie wurde dort gelöscht.',
  'The order was changed in Magento and does not add up any more.':
    'Die Bestellung wurde in Magento geändert und geht nicht mehr auf.',
  'Magento changed the order and the bridge has not heard of it; it is read again.':
    'Magento hat die Bestellung geändert, ohne es zu melden; sie wird neu gelesen.',
  'does not add up': 'geht nicht auf',
  'not read': 'nicht gelesen',
  'not heard of': 'nicht gemeldet',
  'not in Magento': 'nicht in Magento',
  'not in Magento yet': 'noch nicht in Magento',
  'not in the ERP': 'nicht im ERP',
  none: 'keine',
  'another currency': 'andere Währung',
  'Nothing is under way: make the missing document by hand where it is missing.':
    'Nichts ist unterwegs: Erstellen Sie den fehlenden Beleg von Hand dort, wo er fehlt.',
  '{what}: {magento} shipped in Magento, {erp} in the ERP.': '{what}: {magento} in Magento geliefert, {erp} im ERP.',
  '{what}: {magento} invoiced in Magento, {erp} in the ERP.': '{what}: {magento} in Magento berechnet, {erp} im ERP.',
  '{what}: {magento} refunded in Magento, {erp} in the ERP.': '{what}: {magento} in Magento erstattet, {erp} im ERP.',
  '{what}: {magento} credited in Magento, {erp} in the ERP.':
    '{what}: {magento} in Magento gutgeschrieben, {erp} im ERP.',
  '{sku}: {ordered} ordered, {bought} invoiced in the ERP.': '{sku}: {ordered} bestellt, {bought} im ERP berechnet.',
  'Credit there what is too many.': 'Schreiben Sie dort gut, was zu viel ist.',
  '{sku}: {bought} invoiced in the ERP, {returned} credited. Cancel there the credit note that is too many.':
    '{sku}: {bought} im ERP berechnet, {returned} gutgeschrieben. Stornieren Sie dort die überzählige Gutschrift.',
  '{system} has sales document {number} with the key of this order; it is about to be taken over.':
    '{system} hat den Auftrag {number} mit dem Schlüssel dieser Bestellung; er wird gleich übernommen.',
  '{system} has sales document {number} with the key of this order, which was not sent by us.':
    '{system} hat den Auftrag {number} mit dem Schlüssel dieser Bestellung, den wir nicht gesendet haben.',
  'The order is cancelled in Magento: cancel it there as well.':
    'Die Bestellung ist in Magento storniert: Stornieren Sie sie auch dort.',
  'Try the order again: the document is taken over and not made twice.':
    'Versuchen Sie die Bestellung erneut: Der Auftrag wird übernommen und nicht doppelt erstellt.',
  '{old} has become {number} in {system}; it is read again.':
    '{old} wurde in {system} zu {number}; er wird neu gelesen.',
  '{system} has no sales document {number} any more, cancelled or not. Find out who removed it, and try the order again.':
    '{system} hat keinen Auftrag {number} mehr, auch keinen stornierten. Finden Sie heraus, wer ihn entfernt hat, und versuchen Sie die Bestellung erneut.',
  '{ours} is cancelled in {system}, and {document} was entered for the same order. It is not followed: cancel it, or go on with it by hand.':
    '{ours} ist in {system} storniert, und {document} wurde für dieselbe Bestellung eingegeben. Er wird nicht verfolgt: Stornieren Sie ihn, oder führen Sie ihn von Hand weiter.',
  '{system} has two live sales documents for this order. {ours} is followed; cancel {document} there.':
    '{system} hat zwei gültige Aufträge zu dieser Bestellung. {ours} wird verfolgt; stornieren Sie {document} dort.',
  'Sales document {number} is {state} in {system} and the bridge has not heard of it; it is read again.':
    'Auftrag {number} ist in {system} {state}, ohne dass es gemeldet wurde; er wird neu gelesen.',
  'The order is cancelled in Magento, sales document {number} is {state} in {system}.':
    'Die Bestellung ist in Magento storniert, der Auftrag {number} in {system}: {state}.',
  'Sales document {number} is cancelled in {system}, the order is {standing} in Magento.':
    'Auftrag {number} ist in {system} storniert, die Bestellung in Magento: {standing}.',
  'Sales document {number} is in another currency: {magento} in Magento, {erp} in {system}.':
    'Auftrag {number} hat eine andere Währung: {magento} in Magento, {erp} in {system}.',
  'Rounding within the tolerance of the connection: {magento} in Magento, {erp} in {system}.':
    'Rundung innerhalb der Toleranz der Verbindung: {magento} in Magento, {erp} in {system}.',
  'Sales document {number}: {magento} in Magento, {erp} in {system}.':
    'Auftrag {number}: {magento} in Magento, {erp} in {system}.',
  'It was {total} when it was sent: somebody changed it there.':
    'Beim Senden waren es {total}: Jemand hat ihn dort geändert.',
  'Correct the sales document before it is invoiced.': 'Korrigieren Sie den Auftrag, bevor er berechnet wird.',
  '{sku}: {ordered} ordered in Magento, {inErp} on sales document {number} in {system}. Somebody changed it by hand: correct the document, or change the order in Magento.':
    '{sku}: {ordered} in Magento bestellt, {inErp} im Auftrag {number} in {system}. Jemand hat es von Hand geändert: Korrigieren Sie den Auftrag, oder ändern Sie die Bestellung in Magento.',
  'Invoice {number} is {erp} in the ERP and {magento} in Magento ({document}): {reason}.':
    'Rechnung {number} ist im ERP {erp} und in Magento {magento} ({document}): {reason}.',
  'Credit note {number} is {erp} in the ERP and {magento} in Magento ({document}): {reason}.':
    'Gutschrift {number} ist im ERP {erp} und in Magento {magento} ({document}): {reason}.',
  'Credit memo {memo} over {total} is in Magento only.': 'Gutschrift {memo} über {total} gibt es nur in Magento.',
  'Make the credit note in the ERP.': 'Erstellen Sie die Gutschrift im ERP.',
  'The invoices come to {erp} in the ERP and to {magento} in Magento: {reason}.':
    'Die Rechnungen ergeben im ERP {erp} und in Magento {magento}: {reason}.',
  'each side rounds its lines by its own rule': 'jede Seite rundet ihre Positionen nach eigener Regel',
  'rounding does not explain that': 'Rundung erklärt das nicht',
  "the ERP's document is in another currency": 'der Beleg im ERP hat eine andere Währung',
  'the shipping is on another one of its invoices': 'der Versand steht auf einer anderen ihrer Rechnungen',
  'its parts are on other documents of the order; together they agree':
    'die Teile stehen auf anderen Belegen der Bestellung; zusammen stimmen sie',
  'they differ by {amount}, which rounding does not explain': 'sie weichen um {amount} ab, was Rundung nicht erklärt',
  'Magento invoiced it before ({number})': 'Magento hat das schon berechnet ({number})',
  'Magento invoices bundles when they are whole': 'Magento berechnet Bündel erst, wenn sie vollständig sind',
  'Magento has no invoice for it': 'Magento hat keine Rechnung dazu',
  'Magento has no credit memo for it': 'Magento hat keine Gutschrift dazu',
  'the ERP has no invoice for it': 'das ERP hat keine Rechnung dazu',
  'the ERP has no credit note for it': 'das ERP hat keine Gutschrift dazu',
  'the order is not in the ERP: {reason}': 'die Bestellung ist nicht im ERP: {reason}',
  'the sales document was cancelled, and Magento refunded all that it had invoiced':
    'der Auftrag wurde storniert, und Magento hat alles erstattet, was es berechnet hatte',
  'it was taken off the sales document before that was invoiced':
    'es wurde vom Auftrag genommen, bevor dieser berechnet wurde',
  'the ERP invoiced it as {number}': 'das ERP hat es mit {number} berechnet',
  'Magento invoiced it first, the ERP has not invoiced it yet': 'Magento hat zuerst berechnet, das ERP noch nicht',
  '{system} has sales document {number} with the key {key}, and the bridge knows no such order. If Magento has it, it is heard now; else remove the key there.':
    '{system} hat den Auftrag {number} mit dem Schlüssel {key}, und Orderbridge kennt keine solche Bestellung. Hat Magento sie, wird sie jetzt eingelesen; sonst entfernen Sie den Schlüssel dort.',
  'the sales document is in another currency': 'der Auftrag hat eine andere Währung',
  'rounding, within the tolerance of {amount}': 'Rundung, innerhalb der Toleranz von {amount}',
  'accepted: {note}': 'akzeptiert: {note}',
  'the sales document has another total': 'der Auftrag hat eine andere Summe',
  'Order {number} is neither in the ERP nor held: {reason}.':
    'Bestellung {number} ist weder im ERP noch angehalten: {reason}.',
  'Order {number} differs by {amount}: {reason}.': 'Bestellung {number} weicht um {amount} ab: {reason}.',
  'Invoice {document} of order {number} differs by {amount}: {reason}.':
    'Rechnung {document} der Bestellung {number} weicht um {amount} ab: {reason}.',
  'Credit {document} of order {number} differs by {amount}: {reason}.':
    'Gutschrift {document} der Bestellung {number} weicht um {amount} ab: {reason}.',
  'Invoice {document} of order {number}: {reason}': 'Rechnung {document} der Bestellung {number}: {reason}',
  'Credit {document} of order {number}: {reason}': 'Gutschrift {document} der Bestellung {number}: {reason}',
  'Invoice {document} of order {number}': 'Rechnung {document} der Bestellung {number}',
  'Credit {document} of order {number}': 'Gutschrift {document} der Bestellung {number}',
  'Order {number} is held: {reason}.': 'Bestellung {number} ist angehalten: {reason}.',
  'Order {number} is waiting: {reason}.': 'Bestellung {number} wartet: {reason}.',
  'Order {number}: {reason}': 'Bestellung {number}: {reason}',
  'Order {number}': 'Bestellung {number}',
  'not there': 'nicht da',
  'in the ERP': 'im ERP',
  '{state} as {numbers}; placed {total}': '{state} als {numbers}; bestellt {total}',
  'in the ERP as {numbers}, {money}; placed {total}': 'im ERP als {numbers}, {money}; bestellt {total}',
  '{state} as {numbers}, {money}; placed {total}': '{state} als {numbers}, {money}; bestellt {total}',
  'ERP {number}, {money}; Magento {number2}, {money2}': 'ERP {number}, {money}; Magento {number2}, {money2}',
  'ERP {number}, {money}; Magento none': 'ERP {number}, {money}; Magento keine',
  'ERP none; Magento {number}, {money}': 'ERP keine; Magento {number}, {money}',
  '{state}; placed {total}': '{state}; bestellt {total}',
}
