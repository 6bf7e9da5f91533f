import type { Messages } from '../say.tsx'

/** What is sent to the other side, and what came of it. */
export const toldEffects: Messages = {
  'the sales document': 'Auftrag im ERP',
  'the customer': 'Kunde',
  'the cancellation': 'Stornierung',
  'the incoming payment': 'Zahlungseingang',
  'the PDF': 'PDF',
  'the event': 'das Ereignis',
  Kafka: 'Kafka',
  '{type} was published in {topic}.': '{type} wurde in {topic} veröffentlicht.',
  'Not published: the store has no topic for events any more.':
    'Nicht veröffentlicht: Der Shop hat kein Topic für Ereignisse mehr.',
  'the mail': 'Mail',
  'the message': 'Nachricht',
  'the attachment in Magento': 'Anhang in Magento',
  'the refund in the ERP': 'Erstattung im ERP',
  'the tracking number in Magento': 'Sendungsnummer in Magento',
  "the cancellation of Magento's order": 'Stornierung der Bestellung in Magento',
  "the ERP's state in Magento": 'Zustand des ERP in Magento',
  "the status of Magento's order": 'Status der Bestellung in Magento',
  "Magento's invoice": 'Rechnung in Magento',
  "Magento's shipment": 'Lieferung in Magento',
  "Magento's credit memo": 'Gutschrift in Magento',
  'the acknowledgement': 'Empfangsbestätigung',
  'the body of the request to the ERP': 'Inhalt der Anfrage an das ERP',
  'the recipient of the mail': 'Empfänger der Mail',
  '{file} is attached to the order in Magento.': '{file} hängt an der Bestellung in Magento.',
  '{file} stays here: this Magento has no companion module to attach it to.':
    '{file} bleibt hier: Dieses Magento hat kein Begleitmodul, an das es sich hängen ließe.',
  'It is too late to cancel in the ERP: {reason}': 'Für eine Stornierung im ERP ist es zu spät: {reason}',
  'The sales document was cancelled in the ERP.': 'Der Auftrag wurde im ERP storniert.',
  'The sales document was closed; what was delivered stays in the ERP.':
    'Der Auftrag wurde im ERP geschlossen; was geliefert ist, bleibt.',
  'The sales document was cancelled already in the ERP.': 'Der Auftrag war im ERP schon storniert.',
  'The sales document is cancelled in the ERP.': 'Der Auftrag ist im ERP storniert.',
  'The sales document is closed in the ERP.': 'Der Auftrag ist im ERP geschlossen.',
  'Payment {number} is booked in the ERP.': 'Zahlung {number} ist im ERP gebucht.',
  'Payment {number} of {amount} was booked in the ERP.': 'Zahlung {number} über {amount} wurde im ERP gebucht.',
  'Sales document {number} was created in the ERP: {total}.': 'Auftrag {number} wurde im ERP angelegt: {total}.',
  'Sales document {number} was found in the ERP under our key and is used: {total}.':
    'Auftrag {number} fand sich im ERP unter unserem Schlüssel und wird verwendet: {total}.',
  'Sales document {number} was found in the ERP under our key: {total}.':
    'Auftrag {number} fand sich im ERP unter unserem Schlüssel: {total}.',
  'Sales document {number} waits in the ERP for an approval: {total}.':
    'Auftrag {number} wartet im ERP auf eine Freigabe: {total}.',
  'Customer {number} was created in the ERP.': 'Kunde {number} wurde im ERP angelegt.',
  'Customer {number} is in the ERP.': 'Kunde {number} ist im ERP.',
  'The ERP takes no payments from outside: book them there, or set {setting}':
    'Das ERP nimmt keine Zahlungen von außen an: Buchen Sie sie dort, oder setzen Sie {setting}',
  'The ERP makes no credit notes from outside: make them there, or set {setting}':
    'Das ERP erstellt keine Gutschriften von außen: Erstellen Sie sie dort, oder setzen Sie {setting}',
  'The ERP has no PDF for {number} yet.': 'Das ERP hat noch kein PDF zu {number}.',
  'The PDF of {number} was fetched and checked ({n} page).':
    'Das PDF zu {number} wurde geholt und geprüft ({n} Seite).',
  'The PDF of {number} was fetched and checked ({n} pages).':
    'Das PDF zu {number} wurde geholt und geprüft ({n} Seiten).',
  'Active content was taken out: {list}.': 'Aktive Inhalte wurden entfernt: {list}.',
  'the fetched bytes are gone': 'die geholte Datei ist weg',
  "The ERP's PDF for {number} cannot be passed on: {reason}":
    'Das PDF des ERP zu {number} kann nicht weitergegeben werden: {reason}',
  "Magento's invoice {number} was created.": 'Rechnung {number} wurde in Magento erstellt.',
  "Magento's shipment {number} was created.": 'Lieferung {number} wurde in Magento erstellt.',
  "Magento's credit memo {number} was created.": 'Gutschrift {number} wurde in Magento erstellt.',
  "Magento's invoice {number} is there.": 'Rechnung {number} ist in Magento.',
  "Magento's shipment {number} is there.": 'Lieferung {number} ist in Magento.',
  "Magento's credit memo {number} is there.": 'Gutschrift {number} ist in Magento.',
  'Magento has this invoice already: nothing is left to invoice.':
    'Magento hat diese Rechnung schon: Es ist nichts mehr zu berechnen.',
  'Magento has this shipment already: nothing is left to ship.':
    'Magento hat diese Lieferung schon: Es ist nichts mehr zu liefern.',
  "What is not invoiced of Magento's order was cancelled.":
    'Was an der Bestellung in Magento nicht berechnet ist, wurde storniert.',
  "Magento's order was cancelled.": 'Die Bestellung in Magento wurde storniert.',
  "Magento's order is cancelled.": 'Die Bestellung in Magento ist storniert.',
  "Nothing of Magento's order is left to cancel.": 'An der Bestellung in Magento ist nichts mehr zu stornieren.',
  'Magento does not cancel the order: it is invoiced or complete.':
    'Magento storniert die Bestellung nicht: Sie ist berechnet oder abgeschlossen.',
  "Magento shows the ERP's state: {number} confirmed.": 'Magento zeigt den Zustand im ERP: {number} bestätigt.',
  "Magento shows the ERP's state: {number} {state}.": 'Magento zeigt den Zustand im ERP: {number} {state}.',
  'Magento was told: {reason}': 'An Magento gemeldet: {reason}',
  '{system}: sales document {number} is in the ERP.': '{system}: Auftrag {number} ist im ERP.',
  '{system}: sales document {number} is confirmed by the ERP.': '{system}: Auftrag {number} ist vom ERP bestätigt.',
  '{system}: sales document {number} is closed in the ERP.': '{system}: Auftrag {number} ist im ERP abgeschlossen.',
  '{system}: sales document {number} is cancelled in the ERP.': '{system}: Auftrag {number} ist im ERP storniert.',
  '{system}: sales document {number} waits for an approval in the ERP.':
    '{system}: Auftrag {number} wartet im ERP auf eine Freigabe.',
  '{system}: sales document {number} was cancelled': '{system}: Auftrag {number} wurde storniert',
  'Magento has no shipment of its own for this delivery: tracking number {number} is not shown.':
    'Magento hat für diese Lieferung keinen eigenen Versand: Die Sendungsnummer {number} wird nicht gezeigt.',
  "Magento's shipment shows tracking number {number}.": 'Die Lieferung in Magento zeigt die Sendungsnummer {number}.',
  "Magento's order is on hold.": 'Die Bestellung ist in Magento zurückgestellt.',
  "Magento's order is in payment review.": 'Die Zahlung der Bestellung wird in Magento geprüft.',
  'It goes on when that is over.': 'Es geht weiter, wenn das vorbei ist.',
  'Credit note draft {number} waits for its approval in the ERP.':
    'Gutschriftentwurf {number} wartet im ERP auf die Freigabe.',
  'Credit note {number} is in the ERP: {total}.': 'Gutschrift {number} ist im ERP: {total}.',
  'Everything was refunded: the sales document is cancelled in the ERP.':
    'Alles wurde erstattet: Der Auftrag wird im ERP storniert.',
  'What was refunded is taken off the sales document in the ERP.':
    'Was erstattet wurde, wird im ERP vom Auftrag genommen.',
  'The refund is left to a person: {reason}.': 'Die Erstattung bleibt einer Person überlassen: {reason}.',
  'The store has no sender for mails.': 'Der Shop hat keinen Absender für Mails.',
  '{file} was mailed again, as a copy.': '{file} wurde erneut gemailt, als Kopie.',
  '{file} was mailed to the customer.': '{file} wurde dem Kunden gemailt.',
  'The mail server refused the blind copy: {error}': 'Der Mailserver hat die Blindkopie abgelehnt: {error}',
  'The mail did not go out.': 'Die Mail ging nicht hinaus.',
  'No mail is sent: the store has no sender.': 'Es wird keine Mail gesendet: Der Shop hat keinen Absender.',
  'Invoice {number} is not mailed: the data of its customer were erased here.':
    'Rechnung {number} wird nicht gemailt: Die Daten des Kunden wurden hier gelöscht.',
  'Invoice {number} is not mailed: it holds orders of several customers. Send it by hand where it is right.':
    'Rechnung {number} wird nicht gemailt: Sie enthält Bestellungen mehrerer Kunden. Senden Sie sie von Hand, wo es passt.',
  'Invoice {number} went to the customer with another order already.':
    'Rechnung {number} ging schon mit einer anderen Bestellung an den Kunden.',
  'sent again as another mail': 'als weitere Mail gesendet',
  '{noun} waits: {reason}': '{noun} wartet: {reason}',
  'Try {n} for {noun} did not get through: {error} It is tried again.':
    'Versuch {n} ({noun}) kam nicht durch und wird wiederholt: {error}',
  '{noun} exists already: it is looked up.': '{noun} gibt es schon: Es wird nachgesehen.',
  'Whether {noun} was made is not known ({error}): it is looked up before anything is repeated.':
    'Nicht bekannt, ob erledigt: {noun} ({error}). Vor einer Wiederholung wird nachgesehen.',
  'Looked up: {reason}.': 'Nachgesehen: {reason}.',
  '{noun} was refused: {error}': '{noun} abgelehnt: {error}',
  '{n} tries ended without an answer: {error}': '{n} Versuche endeten ohne Antwort: {error}',
  'whether it was done cannot be found out': 'ob es geschehen ist, lässt sich nicht feststellen',
  'whether it was done cannot be found out: {error}': 'ob es geschehen ist, lässt sich nicht feststellen: {error}',
  'the far side does not have it: it is sent again': 'die Gegenstelle hat es nicht: es wird erneut gesendet',
  'what came of it could not be written down: {error}': 'was daraus wurde, ließ sich nicht festhalten: {error}',
  'another worker has taken over: nothing was sent': 'ein anderer Worker hat übernommen: nichts wurde gesendet',
  'a newer state is sent instead': 'stattdessen wird ein neuerer Zustand gesendet',
  'it said that it gets too many calls': 'sie meldete zu viele Aufrufe',
  'it answers more slowly than it did': 'sie antwortet langsamer als zuvor',
  'it answers again': 'sie antwortet wieder',
  'the store is paused: {reason}': 'der Shop ist pausiert: {reason}',
  'no reason was given': 'ohne Angabe eines Grundes',
  '{url}: HTTP {status}: {system} or a server in front of it sent a page "{title}"':
    '{url}: HTTP {status}: {system} oder ein Server davor hat eine Seite geschickt: „{title}“',
  'HTTP {status}: {system} or a server in front of it sent a page "{title}"':
    'HTTP {status}: {system} oder ein Server davor hat eine Seite geschickt: „{title}“',
  'HTTP {status}: {system} or a server in front of it sent something without an error text':
    'HTTP {status}: {system} oder ein Server davor hat etwas ohne Fehlertext geschickt',
  Mail: 'Mail',
  'Mail server': 'Mailserver',
  'mail server': 'Mailserver',
  'the mail server': 'der Mailserver',
}
