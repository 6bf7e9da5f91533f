import type { Messages } from '../say.tsx'

/** What people set without a file. */
export const withoutFile: Messages = {
  Settings: 'Einstellungen',
  'Settings of {name}': 'Einstellungen von {name}',
  'They hold from the next order on. A configuration file that is applied later brings back what it says.':
    'Sie gelten ab der nächsten Bestellung. Eine Konfigurationsdatei, die später angewendet wird, bringt zurück, was in ihr steht.',
  'Which orders are sent': 'Welche Bestellungen gesendet werden',
  'Cut-over date': 'Stichtag',
  'Orders placed before this day are left alone. Empty: those placed before the store was added here are.':
    'Bestellungen von vor diesem Tag bleiben unberührt. Leer: die von vor dem Tag, an dem der Shop hier angelegt wurde.',
  'Minutes until an order is sent': 'Minuten, bis eine Bestellung gesendet wird',
  'Time for the shop to change its mind. Empty: none. Orders that wait already keep their moment.':
    'Zeit, in der es sich der Shop anders überlegen kann. Leer: keine. Bestellungen, die schon warten, behalten ihren Zeitpunkt.',
  'Statuses that are sent': 'Status, die gesendet werden',
  'One per line. An order waits until it has one of them. Empty: every status of the states new, processing and complete.':
    'Einer je Zeile. Eine Bestellung wartet, bis sie einen davon hat. Leer: jeder Status der Zustände new, processing und complete.',
  'Alerts by mail': 'Meldungen per Mail',
  'Who is told of problems': 'Wer von Problemen erfährt',
  'Mail addresses, one per line. Empty: nobody.': 'Mailadressen, eine je Zeile. Leer: niemand.',
  'Minutes until a mail': 'Minuten bis zur Mail',
  'A problem that is open for so long, or a side that does not answer for so long. Default: 30.':
    'So lange ist ein Problem offen, oder so lange antwortet eine Seite nicht. Ohne Angabe: 30.',
  'Orders until a mail': 'Bestellungen bis zur Mail',
  'As soon as so many orders wait for one problem, whatever its age. Default: 20.':
    'Sobald so viele Bestellungen auf ein Problem warten, wie alt es auch ist. Ohne Angabe: 20.',
  'Minutes between two mails': 'Minuten zwischen zwei Mails',
  'What comes in between is in the next one. Default: 15.':
    'Was dazwischen kommt, steht in der nächsten. Ohne Angabe: 15.',
  'Statuses in Magento': 'Status in Magento',
  'Status while it waits for approval in the ERP': 'Status, solange der Auftrag im ERP auf Genehmigung wartet',
  'Status once it is in the ERP': 'Status, sobald der Auftrag im ERP ist',
  'Status once the ERP has confirmed it': 'Status, sobald das ERP ihn bestätigt hat',
  'Status that the order gets in Magento, within its state. Empty: it stays as it is.':
    'Status, den die Bestellung in Magento bekommt, innerhalb ihres Zustands. Leer: er bleibt, wie er ist.',
  'Difference that is accepted': 'Hingenommene Differenz',
  'Between the totals of the ERP and of Magento, with a warning; more holds the order. Default: 0.00.':
    'Zwischen den Summen von ERP und Magento, mit einem Hinweis; mehr hält die Bestellung an. Ohne Angabe: 0.00.',
  'A customer that the ERP does not know': 'Ein Kunde, den das ERP nicht kennt',
  'An order that the ERP refuses': 'Eine Bestellung, die das ERP ablehnt',
  'Hours until a refused order is cancelled': 'Stunden, bis eine abgelehnte Bestellung storniert wird',
  'Time for people to mend the cause first; only where refused orders are cancelled. Default: 24.':
    'Zeit, die Ursache vorher zu beheben; nur wo abgelehnte Bestellungen storniert werden. Ohne Angabe: 24.',
  'Mails to customers': 'Mails an Kunden',
  'Mail invoices to customers': 'Rechnungen an Kunden mailen',
  'Once each, when the ERP’s PDF is there. Default: yes.': 'Je einmal, sobald das PDF des ERP da ist. Ohne Angabe: ja.',
  'Let Magento mail tracking numbers': 'Magento die Sendungsnummern mailen lassen',
  'When a shipment is made. Default: no.': 'Wenn eine Lieferung angelegt wird. Ohne Angabe: nein.',
  'is created': 'wird angelegt',
  'waits for a person': 'wartet auf einen Menschen',
  'is cancelled in Magento': 'wird in Magento storniert',
  yes: 'ja',
  no: 'nein',
  'As agreed with the shop': 'Mit dem Shop abgesprochen',
  'To try it': 'Zum Ausprobieren',
  'The settings of {name} are changed. They hold within a second.':
    'Die Einstellungen von {name} sind geändert. Sie gelten innerhalb einer Sekunde.',
  'How long things are kept': 'Wie lange etwas aufgehoben wird',
  'Requests and answers': 'Anfragen und Antworten',
  'What was heard': 'Was gehört wurde',
  Audit: 'Protokoll',
  'for ever': 'für immer',
  '{months, plural, one {# month} other {# months}} besides this one':
    '{months, plural, one {# Monat} other {# Monate}} neben dem laufenden',
  'There is no such connection in your stores.': 'Diese Verbindung gibt es in Ihren Shops nicht.',
}
