import type { Messages } from '../say.tsx'

/** The list of documents, sending them again, and what did not arrive. */
export const documents: Messages = {
  'on the Magento order': 'an der Bestellung in Magento',
  'not on the Magento order yet': 'noch nicht an der Bestellung in Magento',
  'from {day}': 'ab {day}',
  'up to {day}': 'bis {day}',
  'store {name}': 'Shop {name}',
  Documents: 'Belege',
  'Pages of documents': 'Seiten der Belege',
  Search: 'Suchen',
  'Invoice or order number, or the customer’s e-mail': 'Rechnungs- oder Bestellnummer oder E-Mail des Kunden',
  Mail: 'Mail',
  'mailed or not': 'versandt oder nicht',
  Kind: 'Art',
  'every kind': 'jede Art',
  'In Magento': 'In Magento',
  'there or not': 'dort oder nicht',
  From: 'Ab',
  'Up to': 'Bis',
  Store: 'Shop',
  'all stores': 'alle Shops',
  'All documents': 'Alle Belege',
  'Not delivered': 'Nicht zugestellt',
  'Not mailed yet': 'Noch nicht versandt',
  'Credit notes': 'Gutschriften',
  'Not on the Magento order yet': 'Noch nicht an der Bestellung in Magento',
  Views: 'Ansichten',
  'Mail all that match…': 'Alle passenden mailen …',
  'Take out: {part}': 'Entfernen: {part}',
  'Show all': 'Alle zeigen',
  Document: 'Beleg',
  Order: 'Bestellung',
  Customer: 'Kunde',
  'On the Magento order': 'An der Bestellung in Magento',
  Actions: 'Aktionen',
  '{n, plural, one {# page} other {# pages}}': '{n, plural, one {# Seite} other {# Seiten}}',
  'not mailed': 'nicht versandt',
  Attached: 'Angehängt',
  'Not attached': 'Nicht angehängt',
  'Resend…': 'Erneut senden …',
  '{n, plural, one {# mail} other {# mails}}': '{n, plural, one {# Mail} other {# Mails}}',
  'Everything arrived': 'Alles ist angekommen',
  'No document fits': 'Kein Beleg passt',
  'No mail was refused for good, as far as {filter} goes.': 'Zu „{filter}“ wurde keine Mail endgültig abgelehnt.',
  'Nothing matches {filter}.': 'Zu „{filter}“ gibt es nichts.',
  'The search knows whole invoice, order and ERP numbers, and whole e-mail addresses.':
    'Die Suche kennt ganze Rechnungs-, Bestell- und ERP-Nummern und ganze E-Mail-Adressen.',
  'Show all documents': 'Alle Belege zeigen',
  'No document yet': 'Noch kein Beleg',
  'When the ERP invoices an order, its PDF is fetched, kept here, put on the Magento order and mailed to the customer once.':
    'Stellt das ERP eine Bestellung in Rechnung, wird das PDF geholt, hier aufbewahrt, in Magento an die Bestellung gehängt und dem Kunden einmal gemailt.',
  'Mail {n, plural, one {# document} other {# documents}}': '{n, plural, one {# Beleg} other {# Belege}} mailen',
  'Send {n, plural, one {# mail} other {# mails}}': '{n, plural, one {# Mail} other {# Mails}} senden',
  'Those chosen ({filter}), each to its customer: {people, plural, one {# person gets} other {# people get}} {documents, plural, one {# mail} other {# mails}}.':
    'Die ausgewählten ({filter}), jeder an seinen Kunden: {people, plural, one {# Person bekommt} other {# Personen bekommen}} {documents, plural, one {# Mail} other {# Mails}}.',
  '{n, plural, one {# that nobody got yet goes out as it is} other {# that nobody got yet go out as they are}}; every other one is stamped as a copy.':
    '{n, plural, one {#, den noch niemand bekam, geht} other {#, die noch niemand bekam, gehen}} unverändert hinaus; alle anderen werden als Kopie gestempelt.',
  'Each is stamped as a copy.': 'Jeder wird als Kopie gestempelt.',
  '{now} now, the newest first; press again for the next.':
    'Jetzt {now}, die neuesten zuerst; für die nächsten noch einmal drücken.',
  To: 'An',
  'and {n} more': 'und {n} weitere',
  'The mail server was down': 'Der Mailserver war ausgefallen',
  'The customers did not get them': 'Die Kunden haben sie nicht bekommen',
  'Mails were switched on late': 'Der Versand wurde erst später eingeschaltet',
  '{n, plural, one {# is} other {# are}} left out: on the way, or mailed in the last 10 minutes.':
    '{n, plural, one {# bleibt} other {# bleiben}} weg: unterwegs oder in den letzten 10 Minuten gemailt.',
  '{n, plural, one {# holds} other {# hold}} orders of several customers and {n, plural, one {is} other {are}} left out: send by hand where it is right.':
    '{n, plural, one {# enthält} other {# enthalten}} Bestellungen mehrerer Kunden und {n, plural, one {bleibt} other {bleiben}} weg: von Hand senden, wo es passt.',
  'Left out, because no sender is set: {stores}.': 'Ohne Absender und darum weggelassen: {stores}.',
  'There is no such store among yours.': 'Diesen Shop gibt es bei Ihnen nicht.',
  'Choose which documents first: not delivered, not mailed yet, or from one day to another.':
    'Wählen Sie zuerst aus, welche Belege: nicht zugestellt, noch nicht versandt oder von einem Tag bis zu einem anderen.',
  'All of them are on their way, or were mailed in the last 10 minutes.':
    'Alle sind unterwegs oder wurden in den letzten 10 Minuten gemailt.',
  'No sender is set: {stores}. Nothing can be sent yet.':
    'Kein Absender eingerichtet: {stores}. Noch kann nichts gesendet werden.',
  'None of these documents can be mailed this way. Send them one by one.':
    'Keiner dieser Belege kann so gemailt werden. Senden Sie sie einzeln.',
  'Nothing more to send: they are on their way.': 'Nichts mehr zu senden: Sie sind unterwegs.',
  '{n, plural, one {# mail is} other {# mails are}} on the way':
    '{n, plural, one {# Mail ist} other {# Mails sind}} unterwegs',
  '{n, plural, one {# was} other {# were}} left out: on the way already, or of several customers':
    '{n, plural, one {# blieb} other {# blieben}} weg: schon unterwegs oder mit Bestellungen mehrerer Kunden',
  '{n, plural, one {# more is} other {# more are}} left: press again':
    '{n, plural, one {# weiteres bleibt} other {# weitere bleiben}}: noch einmal drücken',
  Invoice: 'Rechnung',
  'Credit note': 'Gutschrift',
  'Delivery note': 'Lieferschein',
  invoices: 'Rechnungen',
  'credit notes': 'Gutschriften',
  'delivery notes': 'Lieferscheine',
  'other documents': 'andere Belege',
  'not delivered': 'nicht zugestellt',
  'not mailed yet': 'noch nicht versandt',
  'waiting to go out': 'wartet auf den Versand',
  'taken by the mail server': 'vom Mailserver angenommen',
  Waiting: 'Wartet',
  Sent: 'Gesendet',
  'Resend: {document} {number}': 'Erneut senden: {document} {number}',
  Send: 'Senden',
  'Order {number}': 'Bestellung {number}',
  'This store has no sender for mails in its settings, so nothing can be sent yet.':
    'Dieser Shop hat in seinen Einstellungen keinen Absender, darum kann noch nichts gesendet werden.',
  'Another address than {address}': 'Eine andere Adresse als {address}',
  'It went to a wrong address': 'Sie ging an eine falsche Adresse',
  'The customer gave another address': 'Der Kunde nannte eine andere Adresse',
  'The customer did not get it': 'Der Kunde hat sie nicht bekommen',
  'The customer lost it': 'Der Kunde hat sie verloren',
  'The mail': 'Die Mail',
  'With {filename}, stamped as a copy': 'Mit {filename}, als Kopie gestempelt',
  'went to {to} {when}': 'ging an {to} {when}',
  'waits to go to {to} since {when}': 'wartet auf den Versand an {to}, seit: {when}',
  'did not reach {to} {when}': 'kam nicht an bei {to} {when}',
  'There is no such document in your stores.': 'Diesen Beleg gibt es in Ihren Shops nicht.',
  'The next try is {when}.': 'Nächster Versuch: {when}.',
  'The mail server’s answer:': 'Antwort des Mailservers:',
  'Resend to another address…': 'An eine andere Adresse senden …',
  'has not got it yet.': 'hat sie noch nicht bekommen.',
  'may have got it: the connection broke off.': 'hat sie vielleicht bekommen: Die Verbindung brach ab.',
  'did not get it: the mail came back {when}.': 'hat sie nicht bekommen: Die Mail kam zurück, {when}.',
  'did not get it.': 'hat sie nicht bekommen.',
  'Ask whether it arrived before you send it again.': 'Fragen Sie nach, ob sie ankam, bevor Sie erneut senden.',
  'There is no such mailbox. Ask the customer for the right address and resend it there.':
    'Dieses Postfach gibt es nicht. Fragen Sie den Kunden nach der richtigen Adresse und senden Sie erneut dorthin.',
  'The part behind the @ takes no mail, most likely a typing mistake. Ask for the right address.':
    'Der Teil hinter dem @ nimmt keine Mails an, wahrscheinlich ein Tippfehler. Fragen Sie nach der richtigen Adresse.',
  'This is no address that mail can go to. Ask for the right one.':
    'An diese Adresse kann keine Mail gehen. Fragen Sie nach der richtigen.',
  'The mailbox is full. Resend it in a day, or ask for another address.':
    'Das Postfach ist voll. Senden Sie in einem Tag erneut oder fragen Sie nach einer anderen Adresse.',
  'The mailbox is closed. Ask the customer for another address.':
    'Das Postfach ist stillgelegt. Fragen Sie den Kunden nach einer anderen Adresse.',
  'The mail is too large for this mailbox. Ask for another address, or hand the PDF over another way.':
    'Die Mail ist zu groß für dieses Postfach. Fragen Sie nach einer anderen Adresse oder geben Sie das PDF anders weiter.',
  'The server does not trust the sender. Whoever runs your mail has to look at SPF, DKIM and the sending server.':
    'Der Server traut dem Absender nicht. Wer Ihre Mails betreut, muss SPF, DKIM und den sendenden Server prüfen.',
  'The server took the mail for spam or harmful. Resend it to another address, and tell whoever runs your mail.':
    'Der Server hielt die Mail für Spam oder schädlich. Senden Sie an eine andere Adresse und sagen Sie es dem, der Ihre Mails betreut.',
  'Your own mail server refused the log-in. Its settings have to be mended; then try again.':
    'Ihr eigener Mailserver hat die Anmeldung abgelehnt. Seine Einstellungen müssen berichtigt werden; danach erneut versuchen.',
  'It is tried again by itself.': 'Es wird von selbst erneut versucht.',
  'The answer of the server is below. Resend it, there or to another address.':
    'Die Antwort des Servers steht unten. Senden Sie erneut, dorthin oder an eine andere Adresse.',
}
