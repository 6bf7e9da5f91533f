import type { Messages } from '../say.tsx'

/** The list of orders, its views, and what is done to many of them. */
export const orders: Messages = {
  'Pages of orders': 'Seiten der Bestellungen',
  'Orders, scrolls sideways': 'Bestellungen, seitlich scrollbar',
  'Order, ERP or invoice number, e-mail, name, SKU': 'Bestell-, ERP- oder Rechnungsnummer, E-Mail, Name, SKU',
  'any state': 'jeder Zustand',
  'several states': 'mehrere Zustände',
  Age: 'Alter',
  'any age': 'jedes Alter',
  Placed: 'Bestellt',
  'at any time': 'zu jeder Zeit',
  'all stores': 'alle Shops',
  'longer than 15 minutes': 'länger als 15 Minuten',
  'longer than 1 hour': 'länger als 1 Stunde',
  'longer than 1 day': 'länger als 1 Tag',
  'placed in the last 24 hours': 'in den letzten 24 Stunden bestellt',
  'placed in the last 7 days': 'in den letzten 7 Tagen bestellt',
  'placed in the last 30 days': 'in den letzten 30 Tagen bestellt',
  'placed before then': 'davor bestellt',
  'placed within one hour': 'innerhalb einer Stunde bestellt',
  'placed from then on': 'ab dann bestellt',
  'placed in the hour from': 'bestellt in der Stunde ab',
  'placed before': 'bestellt vor',
  'placed today': 'heute bestellt',
  'placed since': 'bestellt seit',
  'mailed in the hour from': 'gemailt in der Stunde ab',
  'waiting for one problem': 'wartet auf ein Problem',
  'store {name}': 'Shop {name}',
  'none yet': 'noch nichts',
  'E-mail': 'E-Mail',
  Currency: 'Währung',
  'ERP number': 'ERP-Nummer',
  Shipment: 'Lieferung',
  Invoice: 'Rechnung',
  'Credit note': 'Gutschrift',
  'Status in Magento': 'Status in Magento',
  'In the ERP since': 'Im ERP seit',
  'In the ERP since (UTC)': 'Im ERP seit (UTC)',
  Took: 'Dauer',
  'Seconds until in the ERP': 'Sekunden bis ins ERP',
  'Waits for': 'Wartet auf',
  'Last step': 'Letzter Schritt',
  'Last step at (UTC)': 'Letzter Schritt um (UTC)',
  'Placed (UTC)': 'Bestellt (UTC)',
  'More orders match than a file holds. Narrow the filter for the rest.':
    'Es passen mehr Bestellungen, als eine Datei fasst. Grenzen Sie den Filter für den Rest ein.',
  Columns: 'Spalten',
  'Show these': 'Diese zeigen',
  'The order number always stands in front. Your list keeps these columns until you choose others.':
    'Die Bestellnummer steht immer vorn. Ihre Liste behält diese Spalten, bis Sie andere wählen.',
  Show: 'Anzeigen',
  'Save view': 'Ansicht speichern',
  Save: 'Speichern',
  'Orders: {filter}; with the columns {columns}.': 'Bestellungen: {filter}; mit den Spalten {columns}.',
  'All orders; with the columns {columns}.': 'Alle Bestellungen; mit den Spalten {columns}.',
  Name: 'Name',
  'A view of that name is replaced.': 'Eine Ansicht gleichen Namens wird ersetzt.',
  'Remove “{name}”': '„{name}“ entfernen',
  Remove: 'Entfernen',
  'Nobody of the store finds it in their list any more. The orders stay as they are.':
    'Im Shop findet sie niemand mehr in der Liste. Die Bestellungen bleiben, wie sie sind.',
  'It leaves your list. The orders stay as they are.':
    'Sie verschwindet aus Ihrer Liste. Die Bestellungen bleiben, wie sie sind.',
  'Give the view a name.': 'Geben Sie der Ansicht einen Namen.',
  'A name has 60 letters at most.': 'Ein Name hat höchstens 60 Zeichen.',
  'Choose a column: with the number alone the list tells nothing.':
    'Wählen Sie eine Spalte: Mit der Nummer allein sagt die Liste nichts.',
  'The list has these columns from now on.': 'Die Liste hat ab jetzt diese Spalten.',
  'View “{name}” is removed.': 'Die Ansicht „{name}“ ist entfernt.',
  'This view is not there any more.': 'Diese Ansicht gibt es nicht mehr.',
  'For everybody of all stores': 'Für alle in allen Shops',
  'For everybody of store {store}': 'Für alle im Shop {store}',
  'View “{name}” is saved.': 'Die Ansicht „{name}“ ist gespeichert.',
  'View “{name}” is saved for everybody of all stores.':
    'Die Ansicht „{name}“ ist für alle in allen Shops gespeichert.',
  'View “{name}” is saved for everybody of store {store}.':
    'Die Ansicht „{name}“ ist für alle im Shop {store} gespeichert.',
  Views: 'Ansichten',
  'All orders': 'Alle Bestellungen',
  'for everybody': 'für alle',
  'Columns…': 'Spalten …',
  'Save view…': 'Ansicht speichern …',
  'Remove view…': 'Ansicht entfernen …',
  'Export CSV': 'CSV exportieren',
  'Take out: {part}': 'Entfernen: {part}',
  'Show all': 'Alle zeigen',
  'This address does not say which rows are meant. Load the page again.':
    'Diese Adresse sagt nicht, welche Zeilen gemeint sind. Laden Sie die Seite neu.',
  'Try again all that match…': 'Alle passenden erneut versuchen …',
  'Skip all that match…': 'Alle passenden überspringen …',
  '100 or more new orders · show': '100 oder mehr neue Bestellungen · anzeigen',
  '{n, plural, one {# new order} other {# new orders}} · show':
    '{n, plural, one {# neue Bestellung} other {# neue Bestellungen}} · anzeigen',
  'No order fits': 'Keine Bestellung passt',
  'Nothing matches {sentence}. The search knows whole order numbers, ERP and invoice numbers, whole e-mail addresses, the start of names, and whole SKUs.':
    'Nichts passt zu: {sentence}. Die Suche kennt ganze Bestell-, ERP- und Rechnungsnummern, ganze E-Mail-Adressen, den Anfang von Namen und ganze SKUs.',
  'Show all orders': 'Alle Bestellungen zeigen',
  'No order yet': 'Noch keine Bestellung',
  'Orders stand here seconds after somebody places them in Magento. To see one now, place a test order in the store; to fetch earlier ones, open {runs} and press “Run now” beside the Magento orders.':
    'Bestellungen stehen hier Sekunden, nachdem jemand in Magento bestellt hat. Um jetzt eine zu sehen, geben Sie im Shop eine Testbestellung auf; um frühere zu holen, öffnen Sie {runs} und drücken Sie neben den Magento-Bestellungen auf „Jetzt ausführen“.',
  'Try again: {n, plural, one {# order} other {# orders}}':
    'Erneut versuchen: {n, plural, one {# Bestellung} other {# Bestellungen}}',
  'Skip: {n, plural, one {# order} other {# orders}}':
    'Überspringen: {n, plural, one {# Bestellung} other {# Bestellungen}}',
  'Try {now, plural, one {# order} other {# orders}} again':
    '{now, plural, one {# Bestellung} other {# Bestellungen}} erneut versuchen',
  'Skip {now, plural, one {# order} other {# orders}}':
    '{now, plural, one {# Bestellung} other {# Bestellungen}} überspringen',
  'What was refused is planned anew with the configuration as it is now.':
    'Was abgelehnt wurde, wird mit der jetzigen Konfiguration neu geplant.',
  'They are not sent; of those in the ERP only what is stuck is given up.':
    'Sie werden nicht gesendet; bei denen im ERP wird nur aufgegeben, was feststeckt.',
  '{now} now, the newest first; press again for the next.':
    'Jetzt {now}, die neuesten zuerst; für die nächsten noch einmal drücken.',
  'They wait for': 'Sie warten auf',
  'Given up': 'Aufgegeben wird',
  '{orders} and {n} more': '{orders} und {n} weitere',
  'Orders that need a person, of those chosen ({sentence}): {money}.':
    'Zu klärende Bestellungen unter den gewählten ({sentence}): {money}.',
  'Orders that need a person, of those chosen ({sentence}).':
    'Zu klärende Bestellungen unter den gewählten ({sentence}).',
  'All orders that need a person: {money}.': 'Alle Bestellungen, die zu klären sind: {money}.',
  'All orders that need a person.': 'Alle Bestellungen, die zu klären sind.',
  'None of these orders needs a person any more.': 'Keine dieser Bestellungen ist noch zu klären.',
  '{n, plural, one {# order is} other {# orders are}} tried again':
    '{n, plural, one {# Bestellung wird} other {# Bestellungen werden}} erneut versucht',
  '{n, plural, one {# order is} other {# orders are}} skipped':
    '{n, plural, one {# Bestellung ist} other {# Bestellungen sind}} übersprungen',
  '{n, plural, one {# had moved on or is being sent} other {# had moved on or are being sent}}':
    '{n, plural, one {# war schon weiter oder wird gerade gesendet} other {# waren schon weiter oder werden gerade gesendet}}',
  '{n, plural, one {# more is left} other {# more are left}}: press again':
    '{n, plural, one {# ist noch übrig} other {# sind noch übrig}}: drücken Sie noch einmal',
  'Say why, so that others understand it later.': 'Nennen Sie den Grund, damit ihn andere später verstehen.',
}
