import type { Messages } from '../say.tsx'

/** What the policies of stores and connections do, field by field. */
export const policies: Messages = {
  'In use: {values}.': 'In Gebrauch: {values}.',
  'The shop': 'Der Shop',
  'Which orders go there': 'Welche Bestellungen dorthin gehen',
  'Customers and items': 'Kunden und Artikel',
  'Totals and payments': 'Summen und Zahlungen',
  'Cancellations and refunds': 'Stornos und Erstattungen',
  'Shipments and mails': 'Lieferungen und Mails',
  '{n, plural, one {# value cannot be used; it is marked below.} other {# values cannot be used; they are marked below.}} Nothing was changed.':
    '{n, plural, one {# Wert geht so nicht; er ist unten markiert.} other {# Werte gehen so nicht; sie sind unten markiert.}} Es wurde nichts geändert.',
  'Only in the configuration file': 'Nur in der Konfigurationsdatei',
  '{n} rows: too many for a form. Change them in the configuration file.':
    '{n} Zeilen: zu viele für ein Formular. Ändern Sie sie in der Konfigurationsdatei.',
  'No rows.': 'Keine Zeilen.',
  'Add a row': 'Zeile hinzufügen',
  'to {table}': 'zu {table}',
  'a new row': 'neue Zeile',
  'Name of the shop': 'Name des Shops',
  'On this page and in alerts. Nothing that is sent depends on it.':
    'Auf dieser Seite und in Meldungen. Nichts, was gesendet wird, hängt davon ab.',
  'Send no orders at all': 'Gar keine Bestellungen senden',
  'Orders heard from then on are skipped; those that were sent go on.':
    'Bestellungen, die ab dann gehört werden, werden übersprungen; gesendete laufen weiter.',
  'Rules of single store views': 'Regeln einzelner Storeviews',
  'Fields of extensions': 'Felder von Erweiterungen',
  'What extensions add to orders and the ERP shall get: a name, and its place as Magento’s REST gives the order, “extension_attributes.delivery_date”. For orders that are read from then on.':
    'Was Erweiterungen zu Bestellungen hinzufügen und das ERP bekommen soll: ein Name, und die Stelle, an der Magentos REST es in der Bestellung zeigt, „extension_attributes.delivery_date“. Für Bestellungen, die von da an gelesen werden.',
  'Place in the order': 'Stelle in der Bestellung',
  'Over the rules above; what is empty is as above. They hold for orders that are decided from then on; what was sent goes on.':
    'Gehen den Regeln oben vor; was leer ist, ist wie oben. Sie gelten für Bestellungen, über die ab dann entschieden wird; Gesendetes läuft weiter.',
  'Store view': 'Storeview',
  'Send none': 'Keine senden',
  'Minutes until sent': 'Minuten bis zum Senden',
  Statuses: 'Status',
  Sender: 'Absender',
  '“My Shop <orders@shop.example>”. Empty: no mail leaves; invoices are kept and attached to the order.':
    '„Mein Shop <orders@shop.example>“. Leer: Es geht keine Mail hinaus; Rechnungen werden aufgehoben und an die Bestellung gehängt.',
  'Answers go to': 'Antworten gehen an',
  'Empty: to the sender. Mails that wait to be sent use it too.':
    'Leer: an den Absender. Gilt auch für Mails, die noch warten.',
  'Copy of each mail to': 'Kopie jeder Mail an',
  'Empty: to nobody. Mails that wait to be sent go there too.':
    'Leer: an niemanden. Auch Mails, die noch warten, gehen dorthin.',
  'that of the store view in Magento': 'die des Storeviews in Magento',
  'Language of the mails': 'Sprache der Mails',
  'For store views that have none of their own below. From the next mail on.':
    'Für Storeviews, die unten keine eigene haben. Ab der nächsten Mail.',
  'Language of single store views': 'Sprache einzelner Storeviews',
  'Where it is another one. From the next mail on.': 'Wo es eine andere ist. Ab der nächsten Mail.',
  Language: 'Sprache',
  'Store views whose orders go there': 'Storeviews, deren Bestellungen dorthin gehen',
  'One per line. Empty: all. An order that is planned already stays with its ERP.':
    'Einer je Zeile. Leer: alle. Eine Bestellung, die schon geplant ist, bleibt bei ihrem ERP.',
  'Reference on the sales document': 'Referenz auf dem Auftrag im ERP',
  '{number} is the order number, {store} the code of the store. Empty: the order number. Documents that are there keep theirs.':
    '{number} ist die Bestellnummer, {store} der Code des Shops. Leer: die Bestellnummer. Aufträge, die schon da sind, behalten ihre.',
  'Who a guest becomes in the ERP': 'Wer ein Gast im ERP wird',
  'Default: one customer per mail address. Orders that are planned already keep their customer.':
    'Ohne Angabe: ein Kunde je Mailadresse. Bestellungen, die schon geplant sind, behalten ihren Kunden.',
  'Default: is created. Orders that wait for one go on by themselves then.':
    'Ohne Angabe: wird angelegt. Bestellungen, die auf einen warten, laufen dann von selbst weiter.',
  'An item that the ERP does not know': 'Ein Artikel, den das ERP nicht kennt',
  'Default: the order waits. Orders that wait are looked at again, and go on where the table helps.':
    'Ohne Angabe: Die Bestellung wartet. Wartende werden noch einmal angesehen und laufen weiter, wo die Tabelle hilft.',
  'ERP item by SKU': 'Artikel im ERP je SKU',
  'Where they differ; used with “is looked up in the table”. Orders that wait for an item go on by themselves; sent ones stay as they are.':
    'Wo sie sich unterscheiden; gilt mit „wird in der Tabelle nachgeschlagen“. Bestellungen, die auf einen Artikel warten, laufen von selbst weiter; gesendete bleiben, wie sie sind.',
  'SKU in Magento': 'SKU in Magento',
  'Item code in the ERP': 'Artikelcode im ERP',
  'How an invoice in Magento takes the money': 'Wie eine Rechnung in Magento das Geld einzieht',
  'Default: only marked as paid. Invoices that wait to be made follow it when they are tried again.':
    'Ohne Angabe: nur als bezahlt vermerkt. Rechnungen, die noch warten, folgen dem, sobald sie erneut versucht werden.',
  'Other ways for single payment methods': 'Andere Wege für einzelne Zahlarten',
  'Over the one above. Invoices that wait to be made follow it when they are tried again.':
    'Gehen dem oben vor. Rechnungen, die noch warten, folgen dem, sobald sie erneut versucht werden.',
  'Payment method': 'Zahlart',
  'The money is': 'Das Geld wird',
  'Money that the shop has taken': 'Geld, das der Shop eingenommen hat',
  'Becomes an incoming payment in the ERP, or not. Default: not. Holds for orders heard from then on.':
    'Wird im ERP ein Zahlungseingang oder nicht. Ohne Angabe: nicht. Gilt für Bestellungen, die ab dann gehört werden.',
  'Payment methods that are booked': 'Zahlarten, die gebucht werden',
  'One per line, where money is booked. Empty: all. Holds for orders heard from then on.':
    'Eine je Zeile, wo Geld gebucht wird. Leer: alle. Gilt für Bestellungen, die ab dann gehört werden.',
  'The ERP cancels an order': 'Das ERP storniert eine Bestellung',
  'Default: it is cancelled in Magento too, which releases an authorised payment. From then on.':
    'Ohne Angabe: Sie wird auch in Magento storniert, das gibt eine autorisierte Zahlung frei. Ab dann.',
  'And Magento has invoiced it already': 'Und Magento hat sie schon berechnet',
  'It cannot be cancelled there any more. Default: a person decides. From then on.':
    'Dort lässt sie sich nicht mehr stornieren. Ohne Angabe: Ein Mensch entscheidet. Ab dann.',
  'A credit note of the ERP': 'Eine Gutschrift des ERP',
  'What it does in Magento. Default: an offline credit memo. Those that wait follow it when tried again.':
    'Was sie in Magento bewirkt. Ohne Angabe: eine Offline-Gutschrift. Wartende folgen dem, sobald sie erneut versucht werden.',
  'A credit memo that people make in Magento': 'Eine Gutschrift, die jemand in Magento macht',
  'What it does in the ERP; before the ERP’s invoice the goods come off the sales document. Default: a person decides. From then on.':
    'Was sie im ERP bewirkt; vor der Rechnung des ERP wird die Ware vom Auftrag genommen. Ohne Angabe: Ein Mensch entscheidet. Ab dann.',
  'Default: waits for a person. Holds for refused orders that wait now as well.':
    'Ohne Angabe: wartet auf einen Menschen. Gilt auch für abgelehnte Bestellungen, die jetzt warten.',
  Carriers: 'Versender',
  'What the ERP’s carrier is called in Magento. Without a row: its own name, without a link to track it. Shipments that are there keep theirs.':
    'Wie der Versender des ERP in Magento heißt. Ohne Zeile: sein eigener Name, ohne Link zur Verfolgung. Lieferungen, die schon da sind, behalten ihren.',
  'Carrier in the ERP': 'Versender im ERP',
  'Code in Magento': 'Code in Magento',
  'Name for customers': 'Name für Kunden',
  'A crash leaves open whether a mail went out': 'Nach einem Absturz ist offen, ob eine Mail hinausging',
  'Default: it is sent again, with the same id, so that most mailboxes show it once.':
    'Ohne Angabe: Sie wird mit derselben Kennung noch einmal gesendet; die meisten Postfächer zeigen sie einmal.',
  'a person decides': 'ein Mensch entscheidet',
  'is looked up in the table': 'wird in der Tabelle nachgeschlagen',
  'one customer per mail address': 'ein Kunde je Mailadresse',
  'the shared customer of the ERP’s settings': 'der gemeinsame Kunde aus den Einstellungen des ERP',
  'a new customer for each order': 'ein neuer Kunde je Bestellung',
  'taken through the payment gateway': 'über den Zahlungsanbieter eingezogen',
  'only marked as paid': 'nur als bezahlt vermerkt',
  'not taken': 'nicht eingezogen',
  'is not booked': 'wird nicht gebucht',
  'is booked in the ERP': 'wird im ERP gebucht',
  'an offline credit memo is made': 'eine Offline-Gutschrift wird gemacht',
  'is refunded through the payment gateway': 'wird über den Zahlungsanbieter erstattet',
  'becomes a credit note in the ERP': 'wird eine Gutschrift im ERP',
  'is sent again': 'wird noch einmal gesendet',
  English: 'Englisch',
  German: 'Deutsch',
  Slovenian: 'Slowenisch',
  'Where calls go with the shop’s credentials, and whose calls are trusted.':
    'Wohin Aufrufe mit den Zugangsdaten des Shops gehen und wessen Aufrufen getraut wird.',
  'How much the shop and the ERP are asked for: of those who run them.':
    'Wie viel von Shop und ERP verlangt wird: Sache derer, die sie betreiben.',
  'Days of documents and of the ledger are cut by it.': 'Die Tage von Belegen und Tagesbuch werden danach geschnitten.',
  'Go back to version {version} of {name}': 'Zurück zu Version {version} von {name}',
  'Go back': 'Zurückgehen',
  '{name} is as in version {back} again; this is version {version}.':
    '{name} ist wieder wie in Version {back}; das ist jetzt Version {version}.',
  'None yet: versions are kept from the next change on.':
    'Noch keine: Versionen werden ab der nächsten Änderung aufgehoben.',
  'What changed': 'Was sich geändert hat',
  'Went back to earlier settings': 'Ist zu früheren Einstellungen zurückgegangen',
  'Requests and answers: months besides this one': 'Anfragen und Antworten: Monate neben dem laufenden',
  'What was sent to the shop, the ERP and by mail, and what they answered: the proof when a payment is disputed. From 4 to {attempts}. Empty: {attempts}, as the installation keeps them.':
    'Was an den Shop, das ERP und per Mail gesendet wurde und was zurückkam: der Nachweis, wenn eine Zahlung strittig ist. Von 4 bis {attempts}. Leer: {attempts}, so lange hebt die Installation sie auf.',
  'What was heard: months besides this one': 'Was gehört wurde: Monate neben dem laufenden',
  'Which events came in and what became of them. From 1 to {inbox}. Empty: {inbox}, as the installation keeps them.':
    'Welche Ereignisse hereinkamen und was aus ihnen wurde. Von 1 bis {inbox}. Leer: {inbox}, so lange hebt die Installation sie auf.',
  'Keep less than the installation': 'Weniger aufheben als die Installation',
  'Orders, documents, the ledger, versions of settings':
    'Bestellungen, Belege, das Tagesbuch, Versionen der Einstellungen',
  'Never shorter for one store: each entry proves the one before it.':
    'Für einen einzelnen Shop nie kürzer: Jeder Eintrag beweist den vor ihm.',
  'The limits of the whole installation are set where it runs: KEEP_ATTEMPTS_MONTHS, KEEP_INBOX_MONTHS, KEEP_AUDIT_MONTHS.':
    'Die Grenzen der ganzen Installation werden dort gesetzt, wo sie läuft: KEEP_ATTEMPTS_MONTHS, KEEP_INBOX_MONTHS, KEEP_AUDIT_MONTHS.',
  'The installation keeps {limit}.': 'Die Installation hebt {limit} auf.',
  'Deleted within a day, and not to be brought back:': 'Innerhalb eines Tages gelöscht und nicht zurückzuholen:',
  'What unfinished messages, held orders and open problems need stays as long as they need it.':
    'Was unfertige Nachrichten, angehaltene Bestellungen und offene Probleme brauchen, bleibt, solange sie es brauchen.',
  'older than {day}: nothing today': 'von vor dem {day}: heute nichts',
  'older than {day}: more than {rows, number}': 'von vor dem {day}: mehr als {rows, number}',
  'older than {day}: about {rows, number}': 'von vor dem {day}: etwa {rows, number}',
}
