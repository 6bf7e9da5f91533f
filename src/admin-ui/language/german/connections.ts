import type { Messages } from '../say.tsx'

/** The systems on both sides, testing and pairing them. */
export const connections: Messages = {
  Test: 'Testen',
  'Rules for orders and items': 'Regeln für Bestellungen und Artikel',
  'Rules for orders and items: {name}': 'Regeln für Bestellungen und Artikel: {name}',
  'Settings of the ERP as text': 'Einstellungen des ERP als Text',
  'Settings of {name} as text': 'Einstellungen von {name} als Text',
  'How it is configured': 'So ist sie eingerichtet',
  'All is well: {n, plural, one {# check} other {# checks}}.':
    'Alles in Ordnung: {n, plural, one {# Prüfung} other {# Prüfungen}}.',
  '{wrong} of {n, plural, one {# check} other {# checks}} {wrong, plural, one {needs} other {need}} attention.':
    '{wrong} von {n, plural, one {# Prüfung} other {# Prüfungen}} {wrong, plural, one {braucht} other {brauchen}} Aufmerksamkeit.',
  Check: 'Prüfung',
  Result: 'Ergebnis',
  'What was found': 'Befund',
  Well: 'In Ordnung',
  'Needs attention': 'Nicht in Ordnung',
  'Changed {when}, revision {n}': 'Geändert {when}, Revision {n}',
  'Give the store a code: "main".': 'Geben Sie dem Shop ein Kürzel: „main“.',
  'Connect a Magento': 'Magento verbinden',
  'Connect a Magento…': 'Magento verbinden …',
  'Make a code': 'Code erzeugen',
  'Magento needs the companion module. It brings its own credentials for the code, and gets its keys; nobody copies a secret.':
    'Magento braucht das Begleitmodul. Es bringt zum Code seine eigenen Zugangsdaten mit und bekommt seine Schlüssel; niemand kopiert ein Geheimnis.',
  'Code of the store: a new one, or one that shall get new keys':
    'Kürzel des Shops: ein neues, oder eines, das neue Schlüssel bekommen soll',
  'Name, as people know it': 'Name, wie man ihn kennt',
  'It stands in a private network': 'Er steht in einem privaten Netz',
  'Stores › Configuration › Sales › Orderbridge': 'Shops › Konfiguration › Verkäufe › Orderbridge',
  'Bridge URL': 'Bridge-URL',
  'Pairing code': 'Kopplungscode',
  'Store {store} is there already: it gets new keys, its settings stay.':
    'Den Shop {store} gibt es schon: Er bekommt neue Schlüssel, seine Einstellungen bleiben.',
  'In Magento, under {where}, enter both and press Connect.':
    'Geben Sie beides in Magento unter {where} ein und drücken Sie auf Verbinden.',
  'Good once, until {time}.': 'Gilt einmal, bis {time}.',
  'There is no such connection in your stores.': 'Diese Verbindung gibt es in Ihren Shops nicht.',
  'There is nothing to test.': 'Es gibt nichts zu testen.',
  'Nothing is connected yet': 'Noch ist nichts verbunden',
  'Connect a Magento that has the companion module, or describe the store and its ERP in a file and run {command} with it. It is checked whole before anything changes.':
    'Verbinden Sie ein Magento mit Begleitmodul, oder beschreiben Sie den Shop und sein ERP in einer Datei und führen Sie damit {command} aus. Alles wird geprüft, bevor sich etwas ändert.',
  'There is no such version.': 'Diese Version gibt es nicht.',
  'Give the number of an order, or an order.': 'Geben Sie die Nummer einer Bestellung oder eine Bestellung an.',
  'Several orders have the number {number}.': 'Mehrere Bestellungen haben die Nummer {number}.',
  'There is no order {number} here.': 'Hier gibt es keine Bestellung {number}.',
  'This order is no JSON: {reason}': 'Diese Bestellung ist kein JSON: {reason}',
}
