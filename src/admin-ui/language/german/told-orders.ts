import type { Messages } from '../say.tsx'

/** Why an order is where it is, and its story. */
export const toldOrders: Messages = {
  '{name} (command line)': '{name} (Kommandozeile)',
  'the schedule': 'der Zeitplan',
  'Decided: {reason}.': 'Entschieden: {reason}.',
  'waits for the payment': 'wartet auf die Zahlung',
  'waits for the payment review in Magento': 'wartet auf die Zahlungsprüfung in Magento',
  'on hold in Magento': 'in Magento zurückgestellt',
  'cancelled in Magento before it was sent to the ERP': 'in Magento storniert, bevor sie ins ERP ging',
  'refunded in full in Magento before it was sent to the ERP': 'in Magento ganz erstattet, bevor sie ins ERP ging',
  'sent by hand': 'von Hand gesendet',
  'its sales document is gone from the ERP; sent again by a person':
    'ihr Auftrag ist aus dem ERP verschwunden; von jemandem erneut gesendet',
  'orders of store view {view} are not sent': 'Bestellungen der Store-Ansicht {view} werden nicht gesendet',
  'placed before the cut-over date {date}': 'bestellt vor dem Stichtag {date}',
  'placed before the store was added, and no cut-over date is set':
    'bestellt, bevor der Shop dazukam, und kein Stichtag ist gesetzt',
  'waits for one of the statuses {statuses}; it is {standing}':
    'wartet auf einen der Status {statuses}; jetzt: {standing}',
  'waits for the hold time to pass': 'wartet, bis die Haltezeit um ist',
  'customer and items are looked up in the ERP': 'Kunde und Artikel werden im ERP nachgesehen',
  'waits until it is known whether order {number}, which it replaces, is in the ERP':
    'wartet, bis feststeht, ob die ersetzte Bestellung {number} im ERP ist',
  'waits until sales document {document} of order {number}, which it replaces, is cancelled in the ERP':
    'wartet, bis der Auftrag {document} der ersetzten Bestellung {number} im ERP storniert ist',
  'waits until order {number}, which it replaces, is cancelled in Magento':
    'wartet, bis die ersetzte Bestellung {number} in Magento storniert ist',
  'replaces order {number}, whose sales document {document} cannot be cancelled any more':
    'ersetzt Bestellung {number}, deren Auftrag {document} nicht mehr storniert werden kann',
  'the order that it replaces has moved on': 'die Bestellung, die sie ersetzt, ist weiter',
  'waits: whether it is in the ERP has to be found out first': 'wartet: Zuerst muss feststehen, ob sie im ERP ist',
  'unreadable now; what is known stays': 'jetzt nicht lesbar; was bekannt ist, bleibt',
  'held by a person': 'von jemandem angehalten',
  'has to be read from Magento again': 'muss neu aus Magento gelesen werden',
  'it is read from Magento again': 'sie wird neu aus Magento gelesen',
  'in the ERP as {number}': 'im ERP als {number}',
  'the ERP refuses the sales document': 'das ERP lehnt den Auftrag ab',
  'on its way to {system}': 'unterwegs nach {system}',
  'the customer is created in the ERP first': 'der Kunde wird zuerst im ERP angelegt',
  'the customer could not be created in the ERP': 'der Kunde ließ sich im ERP nicht anlegen',
  'the customer is in the ERP now': 'der Kunde ist jetzt im ERP',
  'the ERP did not answer the look-ups ({error}); it is tried again':
    'das ERP hat beim Nachsehen nicht geantwortet ({error}); es wird erneut versucht',
  'the look-ups failed; it is tried again': 'das Nachsehen ist fehlgeschlagen; es wird erneut versucht',
  'no connection takes orders of store view {view}': 'keine Verbindung nimmt Bestellungen der Store-Ansicht {view}',
  'tried again': 'erneut versucht',
  'what it made is gone from the ERP': 'was sie erstellt hat, ist aus dem ERP verschwunden',
  'planned anew first': 'zuerst neu geplant',
  'sent as a person has edited it': 'gesendet, wie jemand es bearbeitet hat',
  '{standing} in Magento, nothing is owed to either side': 'in Magento „{standing}“, keiner Seite fehlt etwas',
  'followed until both sides are through': 'verfolgt, bis beide Seiten fertig sind',
  'Settled: {reason}.': 'Abgeschlossen: {reason}.',
  'skipped: {reason}': 'übersprungen: {reason}',
  'skipped by {who}: given up and cancelled in Magento: {reason}':
    'übersprungen von {who}: aufgegeben und in Magento storniert: {reason}',
  'skipped by {who}: {reason}': 'übersprungen von {who}: {reason}',
  'held: {reason}': 'angehalten: {reason}',
  'Held: {reason}.': 'Angehalten: {reason}.',
  'Held: {reason}': 'Angehalten: {reason}',
  'follows Magento: {standing}': 'folgt Magento: {standing}',
  'the order was given up': 'die Bestellung wurde aufgegeben',
  'its cancellation is followed': 'die Stornierung wird verfolgt',
  'its tracking numbers are followed': 'die Sendungsnummern werden verfolgt',
  'its new total is remembered': 'die neue Summe ist vermerkt',
  'it was cancelled in the ERP': 'sie wurde im ERP storniert',
  'cancelled in the ERP': 'im ERP storniert',
  'closed in the ERP': 'im ERP abgeschlossen',
  'confirmed by the ERP': 'vom ERP bestätigt',
  'waits for an approval in the ERP': 'wartet im ERP auf eine Freigabe',
  '{system} has refused it for {hours} h': '{system} lehnt sie seit {hours} Std. ab',
  'Order {number} was placed in Magento; its parts add up to {total}.':
    'Bestellung {number} wurde in Magento aufgegeben; ihre Teile ergeben {total}.',
  'Magento says {standing}: {reason}.': 'Magento sagt „{standing}“: {reason}.',
  "Magento's order is {standing} now.": 'Die Bestellung steht in Magento jetzt auf „{standing}“.',
  'The order was cancelled in Magento: the sales document is cancelled in the ERP, if that is still possible.':
    'Die Bestellung wurde in Magento storniert: Der Auftrag wird im ERP storniert, wenn das noch geht.',
  'The customer is not in the ERP yet and is created first.':
    'Der Kunde ist noch nicht im ERP und wird zuerst angelegt.',
  'Customer and items are known; the sales document for {system} is on its way, it will come to {total}.':
    'Kunde und Artikel sind bekannt; der Auftrag für {system} ist unterwegs, er wird {total} ergeben.',
  'Planned with configuration {connection} of {system}, {store} of the store.':
    'Geplant mit Konfiguration {connection} von {system}, {store} des Shops.',
  'Note: {reason}': 'Hinweis: {reason}',
  '{who} sent the order by hand.': '{who} hat die Bestellung von Hand gesendet.',
  '{who} asked to try again.': '{who} hat einen neuen Versuch verlangt.',
  '{who} asked to try again': '{who} hat einen neuen Versuch verlangt',
  '{who} skipped the order: {reason}': '{who} hat die Bestellung übersprungen: {reason}',
  '{who} skipped what was stuck: {reason}': '{who} hat übersprungen, was feststeckte: {reason}',
  '{who} gave the order up, it is cancelled in Magento: {reason}':
    '{who} hat die Bestellung aufgegeben, sie wird in Magento storniert: {reason}',
  '{who} asked to mail {file} again: {reason}': '{who} ließ {file} erneut mailen: {reason}',
  '{who} asked to mail {file}, with others: {reason}': '{who} ließ {file} mit anderen mailen: {reason}',
  '{who} asked to mail {file} again, with others: {reason}': '{who} ließ {file} mit anderen erneut mailen: {reason}',
  '{who} asked to send {noun} again.': '{who} ließ erneut senden: {noun}.',
  '{who} asked to send {noun} again as edited.': '{who} ließ bearbeitet erneut senden: {noun}.',
  '{who} edited {noun}: {reason}.': '{who} hat bearbeitet: {noun}. Grund: {reason}.',
  'Accepted: {difference}.': 'Akzeptiert: {difference}.',
  '{who} accepts a difference ({reason}): {note}': '{who} akzeptiert eine Abweichung ({reason}): {note}',
  'Under way: {reason}': 'Unterwegs: {reason}',
  'Delivery {number} was made in {system}: {lines}.': 'Lieferung {number} wurde in {system} erstellt: {lines}.',
  'Invoice {number} was made in {system}: {lines}, {money}.':
    'Rechnung {number} wurde in {system} erstellt: {lines}, {money}.',
  'Credit note {number} was made in {system}: {lines}, {money}.':
    'Gutschrift {number} wurde in {system} erstellt: {lines}, {money}.',
  'Invoice {number} was made in {system}: {lines}.': 'Rechnung {number} wurde in {system} erstellt: {lines}.',
  'Credit note {number} was made in {system}: {lines}.': 'Gutschrift {number} wurde in {system} erstellt: {lines}.',
  'Delivery {number} was cancelled in {system}.': 'Lieferung {number} wurde in {system} storniert.',
  'Invoice {number} was cancelled in {system}.': 'Rechnung {number} wurde in {system} storniert.',
  'Credit note {number} was cancelled in {system}.': 'Gutschrift {number} wurde in {system} storniert.',
  'Delivery {number} has got tracking number {track} in {system}.':
    'Lieferung {number} hat in {system} die Sendungsnummer {track} bekommen.',
  'Sales document {number} waits for an approval in {system}.':
    'Auftrag {number} wartet in {system} auf eine Freigabe.',
  'Sales document {number} is open in {system}.': 'Auftrag {number} ist in {system} offen.',
  'Sales document {number} is confirmed in {system}.': 'Auftrag {number} ist in {system} bestätigt.',
  'Sales document {number} is closed: everything was delivered or invoiced, or people closed it in {system}.':
    'Auftrag {number} ist in {system} abgeschlossen: Alles wurde geliefert oder berechnet, oder jemand hat ihn geschlossen.',
  'Sales document {number} was cancelled in {system}.': 'Auftrag {number} wurde in {system} storniert.',
  'Sales document {number} comes to {total} in {system} now.': 'Auftrag {number} ergibt in {system} jetzt {total}.',
  'Cancelled in the ERP: the order is cancelled in Magento too.':
    'Im ERP storniert: Die Bestellung wird auch in Magento storniert.',
  'Cancelled in the ERP: the order is cancelled in Magento too, and what is invoiced there is refunded.':
    'Im ERP storniert: Die Bestellung wird auch in Magento storniert, und was dort berechnet ist, wird erstattet.',
  'Magento gets a credit memo for {number}.': 'Magento bekommt eine Gutschrift für {number}.',
  'Nothing to do in Magento: {reason}.': 'In Magento ist nichts zu tun: {reason}.',
  'a delivery without goods that Magento ships': 'eine Lieferung ohne Ware, die Magento versendet',
  'an invoice without whole items of Magento': 'eine Rechnung ohne ganze Artikel aus Magento',
  'a credit note without money': 'eine Gutschrift ohne Betrag',
  'Credit memo {memo} over {total} was made in Magento by hand.':
    'Gutschrift {memo} über {total} wurde in Magento von Hand erstellt.',
  'Credit memo {memo} is taken over into {system}.': 'Gutschrift {memo} wird nach {system} übernommen.',
  'Nothing to take back in the ERP for credit memo {memo}: the sales document is cancelled.':
    'Zu Gutschrift {memo} ist im ERP nichts zurückzunehmen: Der Auftrag ist storniert.',
  "Credit note {number} is the ERP's side of credit memo {memo}: both sides have it.":
    'Gutschrift {number} ist die Seite des ERP zu Gutschrift {memo} in Magento: Beide Seiten haben sie.',
  "The cancelled invoice {number} is the ERP's side of credit memo {memo}: both sides have it.":
    'Die stornierte Rechnung {number} ist die Seite des ERP zu Gutschrift {memo}: Beide Seiten haben sie.',
  '{number} is its credit note': '{number} ist die Gutschrift dazu',
  '1 line': '1 Position',
  '{n} lines': '{n} Positionen',
  Shipping: 'Versand',
  'Shipping ({method})': 'Versand ({method})',
  confirmed: 'bestätigt',
  open: 'offen',
  closed: 'abgeschlossen',
  canceled: 'storniert',
  planned: 'geplant',
  pending: 'wartet',
  sending: 'wird gesendet',
  verifying: 'wird nachgesehen',
  retrying: 'wird erneut versucht',
  held: 'angehalten',
  dead: 'abgelehnt',
  waiting: 'wartet',
  skipped: 'übersprungen',
  'not sent': 'nicht gesendet',
}
