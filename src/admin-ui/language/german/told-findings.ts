import type { Messages } from '../say.tsx'

/** What the test of a connection finds. */
export const toldFindings: Messages = {
  examination: 'Prüfung',
  'no end after {n} seconds': 'nach {n} Sekunden noch nicht fertig',
  'Run "orderbridge doctor", which waits for as long as it takes':
    'Führen Sie „orderbridge doctor“ aus: Es wartet, so lange es dauert',
  'Check the address and the credentials': 'Prüfen Sie Adresse und Zugangsdaten',
  'log-in': 'Anmeldung',
  clock: 'Uhr',
  'The server does not tell its time.': 'Der Server nennt seine Uhrzeit nicht.',
  'The clock of the server is {n} s behind ours.': 'Die Uhr des Servers geht gegenüber unserer {n} s nach.',
  'The clock of the server is {n} s ahead of ours.': 'Die Uhr des Servers geht gegenüber unserer {n} s vor.',
  'Synchronise both machines with a time server.': 'Gleichen Sie beide Rechner mit einem Zeitserver ab.',
  'Set {field} or {field2} of the connection to the certificate of the server.':
    'Setzen Sie {field} oder {field2} der Verbindung auf das Zertifikat des Servers.',
  'store address': 'Adresse des Shops',
  credentials: 'Zugangsdaten',
  edition: 'Edition',
  'companion module': 'Begleitmodul',
  'may read invoices': 'darf Rechnungen lesen',
  'may read shipments': 'darf Lieferungen lesen',
  'may read credit memos': 'darf Gutschriften lesen',
  'may read products': 'darf Artikel lesen',
  'may read store views': 'darf Store-Ansichten lesen',
  'may read store settings': 'darf Shop-Einstellungen lesen',
  'may comment on orders': 'darf Bestellungen kommentieren',
  'may invoice orders': 'darf Rechnungen erstellen',
  'may ship orders': 'darf Lieferungen erstellen',
  'may refund orders': 'darf Gutschriften erstellen',
  'may cancel orders': 'darf Bestellungen stornieren',
  allowed: 'erlaubt',
  'no permission for {resource}': 'keine Berechtigung für {resource}',
  'Allow {resource} under System › Integrations and authorize the integration again':
    'Erlauben Sie {resource} unter System › Integrationen und autorisieren Sie die Integration erneut',
  '{origin} answers': '{origin} antwortet',
  '{origin} answers.': '{origin} antwortet.',
  'Check the address of the store, its certificate, and whether a firewall lets this machine through':
    'Prüfen Sie die Adresse des Shops, sein Zertifikat, und ob eine Firewall diesen Rechner durchlässt',
  'Set the address of the store to the one that Magento redirects to, with https and the right host':
    'Setzen Sie die Adresse des Shops auf die, zu der Magento weiterleitet, mit https und dem richtigen Host',
  'Wait for the end of the maintenance, or switch it off with bin/magento maintenance:disable':
    'Warten Sie das Ende der Wartung ab, oder beenden Sie sie mit bin/magento maintenance:disable',
  'Check that the address of the store leads to Magento itself, without /rest at its end':
    'Prüfen Sie, ob die Adresse des Shops zu Magento selbst führt, ohne /rest am Ende',
  'Check that the address of the store leads to Magento, and let this machine through the firewall or password in front of it':
    'Prüfen Sie, ob die Adresse des Shops zu Magento führt, und lassen Sie diesen Rechner durch Firewall oder Passwort davor',
  'the store does not tell its time': 'der Shop nennt seine Uhrzeit nicht',
  'same time on both sides': 'gleiche Uhrzeit auf beiden Seiten',
  'this machine is {n} s ahead of the store': 'dieser Rechner geht gegenüber dem Shop {n} s vor',
  'this machine is {n} s behind the store': 'dieser Rechner geht gegenüber dem Shop {n} s nach',
  'Set the clocks of both machines by NTP: Magento refuses signatures from the future':
    'Stellen Sie die Uhren beider Rechner per NTP: Magento lehnt Signaturen aus der Zukunft ab',
  'OAuth 1.0a accepted': 'OAuth 1.0a angenommen',
  'Bearer token accepted': 'Bearer-Token angenommen',
  'Look into the log of Magento, then run this check again': 'Sehen Sie ins Log von Magento, dann prüfen Sie erneut',
  'Use the four OAuth values of the integration, or allow bearer tokens: bin/magento config:set oauth/consumer/enable_integration_as_bearer 1':
    'Verwenden Sie die vier OAuth-Werte der Integration, oder erlauben Sie Bearer-Tokens: bin/magento config:set oauth/consumer/enable_integration_as_bearer 1',
  'Check the four values under System › Integrations, that the integration is active, and that it may read sales orders (Magento_Sales::actions_view)':
    'Prüfen Sie die vier Werte unter System › Integrationen, ob die Integration aktiv ist und Bestellungen lesen darf (Magento_Sales::actions_view)',
  '{edition}, modules: {n}': '{edition}, Module: {n}',
  'not known: the integration may not list modules': 'nicht bekannt: Die Integration darf Module nicht auflisten',
  'not installed: changes are polled, and PDFs are mailed but not attached to the order':
    'nicht installiert: Änderungen werden abgefragt, PDFs gemailt, aber nicht an die Bestellung gehängt',
  '{version}; events that could not be delivered to us: {n}': '{version}; Ereignisse, die nicht bei uns ankamen: {n}',
  '{version} on Magento {magento}': '{version} auf Magento {magento}',
  'Look at them with bin/magento orderbridge:outbox:list. Polling brings their orders in meanwhile':
    'Sehen Sie sie mit bin/magento orderbridge:outbox:list an. Die Bestellungen holt inzwischen die Abfrage',
  'Allow Orderbridge_Connector::api under System › Integrations, or look into the log of Magento':
    'Erlauben Sie Orderbridge_Connector::api unter System › Integrationen, oder sehen Sie ins Log von Magento',
  '{name}, version {version}': '{name}, Version {version}',
  'user field': 'Benutzerfeld',
  'company settings': 'Einstellungen der Firma',
  'collective customer': 'Sammelkunde',
  webhooks: 'Webhooks',
  expenses: 'Frachtarten',
  'shipping types': 'Versandarten',
  warehouses: 'Lager',
  'price lists': 'Preislisten',
  'payment terms': 'Zahlungsbedingungen',
  'payment methods': 'Zahlwege',
  accounts: 'Sachkonten',
  'customer groups': 'Kundengruppen',
  'VAT groups': 'Steuergruppen',
  'tax in price lists': 'Steuer in Preislisten',
  'Check {field}, {field2} and {field3} of the connection.':
    'Prüfen Sie {field}, {field2} und {field3} der Verbindung.',
  'Check the address of the Service Layer, the firewall, and whether it is running.':
    'Prüfen Sie die Adresse des Service Layers, die Firewall, und ob er läuft.',
  'Check the authorizations of the user in SAP Business One.':
    'Prüfen Sie die Berechtigungen des Benutzers in SAP Business One.',
  'Marketing documents have the user field {field}. It was created now.':
    'Marketingbelege haben das Benutzerfeld {field}. Es wurde jetzt angelegt.',
  'Marketing documents have the user field {field}.': 'Marketingbelege haben das Benutzerfeld {field}.',
  'It was created now.': 'Es wurde jetzt angelegt.',
  'Marketing documents have no user field {field}, so that documents could not be found again.':
    'Marketingbelegen fehlt das Benutzerfeld {field}: Belege wären nicht wiederzufinden.',
  'Run orderbridge doctor --fix, or create it: alphanumeric, 50.':
    'Führen Sie orderbridge doctor --fix aus, oder legen Sie es an: alphanumerisch, 50.',
  'Restart the Service Layer, or wait until its workers have read the new field, and run doctor again.':
    'Starten Sie den Service Layer neu, oder warten Sie, bis er das neue Feld gelesen hat, und prüfen Sie erneut.',
  'The user field {field} was created and is not visible yet.':
    'Das Benutzerfeld {field} wurde angelegt und ist noch nicht sichtbar.',
  'The company keeps its books in {currency}, the connection says {other}.':
    'Die Firma führt ihre Bücher in {currency}, die Verbindung sagt {other}.',
  'Set localCurrency of the connection to {currency}.': 'Setzen Sie localCurrency der Verbindung auf {currency}.',
  'Decimals of prices: {n} in the company, {n2} in the connection.':
    'Nachkommastellen der Preise: {n} in der Firma, {n2} in der Verbindung.',
  'Set priceDecimals of the connection to {n}.': 'Setzen Sie priceDecimals der Verbindung auf {n}.',
  'Books in {currency}; decimals of prices: {n}.': 'Bücher in {currency}; Nachkommastellen der Preise: {n}.',
  'By the setting: with.': 'Laut Einstellung: mit Steuer.',
  'By the setting: without.': 'Laut Einstellung: ohne Steuer.',
  'This version of SAP Business One does not say whether the prices of a list include tax.':
    'Diese Version von SAP Business One sagt nicht, ob die Preise einer Liste Steuer enthalten.',
  'Set catalog.grossPrices of the connection to yes or no.':
    'Setzen Sie catalog.grossPrices der Verbindung auf yes oder no.',
  'SAP Business One has no expenses {codes}.': 'SAP Business One kennt diese Frachtarten nicht: {codes}.',
  'SAP Business One has no shipping types {codes}.': 'SAP Business One kennt diese Versandarten nicht: {codes}.',
  'SAP Business One has no warehouses {codes}.': 'SAP Business One kennt diese Lager nicht: {codes}.',
  'SAP Business One has no price lists {codes}.': 'SAP Business One kennt diese Preislisten nicht: {codes}.',
  'SAP Business One has no payment terms {codes}.': 'SAP Business One kennt diese Zahlungsbedingungen nicht: {codes}.',
  'SAP Business One has no payment methods {codes}.': 'SAP Business One kennt diese Zahlwege nicht: {codes}.',
  'SAP Business One has no accounts {codes}.': 'SAP Business One kennt diese Sachkonten nicht: {codes}.',
  'SAP Business One has no customer groups {codes}.': 'SAP Business One kennt diese Kundengruppen nicht: {codes}.',
  'Create them in SAP Business One, or change the mapping of the connection.':
    'Legen Sie sie in SAP Business One an, oder ändern Sie die Zuordnung der Verbindung.',
  'Change vatGroups of the connection, or the VAT groups in SAP Business One.':
    'Ändern Sie vatGroups der Verbindung oder die Steuergruppen in SAP Business One.',
  'No VAT group is mapped.': 'Keine Steuergruppe ist zugeordnet.',
  '{code} does not exist': '{code} gibt es nicht',
  '{code} has {rate} %, not {other} %': '{code} hat {rate} %, nicht {other} %',
  'Create it in SAP Business One, or change subjects.collective of the connection.':
    'Legen Sie ihn in SAP Business One an, oder ändern Sie subjects.collective der Verbindung.',
  'SAP Business One has no customer {code}.': 'SAP Business One hat keinen Kunden {code}.',
  'From the attachments of the documents.': 'Aus den Anhängen der Belege.',
  'Set gatewayUrl of the connection, or pdfSource to "attachment".':
    'Setzen Sie gatewayUrl der Verbindung, oder pdfSource auf „attachment“.',
  'PDFs come from the API Gateway, but its address is not set.':
    'PDFs kommen vom API Gateway, aber dessen Adresse ist nicht gesetzt.',
  'PDFs come from the API Gateway, but gatewayUrl of the connection is not set.':
    'PDFs kommen vom API Gateway, aber gatewayUrl der Verbindung ist nicht gesetzt.',
  'The API Gateway {url} lets us in.': 'Das API Gateway {url} lässt uns ein.',
  'Set webhookKey in the secrets of the connection.': 'Setzen Sie webhookKey in den Geheimnissen der Verbindung.',
  'Webhooks are on, and there is no key to check them with.':
    'Webhooks sind an, aber es fehlt der Schlüssel, um sie zu prüfen.',
  'The server has event subscriptions.': 'Der Server hat Ereignis-Abonnements.',
  'This server has no event subscriptions (10.0 FP 2602 and later, v2 only).':
    'Dieser Server hat keine Ereignis-Abonnements (ab 10.0 FP 2602, nur v2).',
  'Set webhook.enabled of the connection to false; changes are then found by polling.':
    'Setzen Sie webhook.enabled der Verbindung auf false; Änderungen findet dann die Abfrage.',
  'order book': 'Auftragsbuch',
  'finding orders': 'Aufträge finden',
  'missing orders': 'fehlende Aufträge',
  statuses: 'Status',
  'service items': 'Dienstleistungsartikel',
  'VAT rates': 'Steuersätze',
  currencies: 'Währungen',
  'shipping methods': 'Versandarten',
  'payment purposes': 'Zahlungszwecke',
  'payment types': 'Zahlungsarten',
  'organisation {code}': 'Organisation {code}',
  'Check the address of the API (it ends with /iCenterAPI), the firewall, and whether iCenter is running.':
    'Prüfen Sie die Adresse der API (sie endet mit /iCenterAPI), die Firewall, und ob iCenter läuft.',
  'Check the rights of the user in iCenter.': 'Prüfen Sie die Rechte des Benutzers in iCenter.',
  'There is no order book {book}.': 'Es gibt kein Auftragsbuch {book}.',
  'Set orderBook of the connection to one of: {list}.': 'Setzen Sie orderBook der Verbindung auf eines von: {list}.',
  'GetOrderStatus finds orders by their reference.': 'GetOrderStatus findet Aufträge über ihre Referenz.',
  'GetOrderStatus finds orders by their reference, but our key stands in QuotationNumber and is searched by reading.':
    'GetOrderStatus findet Aufträge über ihre Referenz, aber unser Schlüssel steht in QuotationNumber und wird durch Lesen gesucht.',
  'Set lookUp of the connection to "auto": it is much faster.':
    'Setzen Sie lookUp der Verbindung auf „auto“: Das ist viel schneller.',
  'GetOrderStatus lists orders and does not find them by their reference: the latest numbers are read one by one.':
    'GetOrderStatus listet Aufträge auf, findet sie aber nicht über ihre Referenz: Die letzten Nummern werden einzeln gelesen.',
  'GetOrderStatus answers no order of book {book}: it is new, or the site answers none.':
    'GetOrderStatus liefert keinen Auftrag aus Buch {book}: Es ist neu, oder diese Installation liefert keine.',
  'Set lookUp of the connection to "auto": otherwise an order could be made twice.':
    'Setzen Sie lookUp der Verbindung auf „auto“: Sonst könnte ein Auftrag doppelt entstehen.',
  'Enter an order in book {book} and run doctor again, or set walk.from of the connection to the first number of the book.':
    'Geben Sie einen Auftrag in Buch {book} ein und prüfen Sie erneut, oder setzen Sie walk.from der Verbindung auf die erste Nummer des Buchs.',
  'An order that does not exist is told from a server that has a problem.':
    'Ein Auftrag, den es nicht gibt, ist von einem Server mit Störung zu unterscheiden.',
  'An order that does not exist is answered with: {error}': 'Auf einen Auftrag, den es nicht gibt, kommt: {error}',
  'If this is always so, set missingOrder of the connection to {list}.':
    'Ist das immer so, setzen Sie missingOrder der Verbindung auf {list}.',
  'No status was seen yet.': 'Es wurde noch kein Status gesehen.',
  '{words}. Without a meaning to us: {others} (statuses of the connection).':
    '{words}. Ohne Bedeutung für uns: {others} (statuses der Verbindung).',
  'iCenter has no {codes} in its list of {list}.': 'iCenter hat in seiner Liste {list} nicht: {codes}.',
  'Create them in iCenter, or change the mapping of the connection; leading zeros count.':
    'Legen Sie sie in iCenter an, oder ändern Sie die Zuordnung der Verbindung; führende Nullen zählen.',
  'No item is set for shipping.': 'Für den Versand ist kein Artikel gesetzt.',
  'Set shippingItem and roundingItem of the connection.': 'Setzen Sie shippingItem und roundingItem der Verbindung.',
  'iCenter has no active item {codes}.': 'iCenter hat keinen aktiven Artikel {codes}.',
  'Create them in iCenter as services, or change the mapping of the connection.':
    'Legen Sie sie in iCenter als Dienstleistungen an, oder ändern Sie die Zuordnung der Verbindung.',
  '{rates} (not checked: iCenter has no list of rates).': '{rates} (nicht geprüft: iCenter hat keine Liste der Sätze).',
  'No VAT rate is mapped.': 'Kein Steuersatz ist zugeordnet.',
  'Set vatRates of the connection, "22": "1".': 'Füllen Sie vatRates der Verbindung aus, "22": "1".',
  'Create it in iCenter, or change subjects.collective of the connection; leading zeros count.':
    'Legen Sie ihn in iCenter an, oder ändern Sie subjects.collective der Verbindung; führende Nullen zählen.',
  'iCenter has no customer {code}.': 'iCenter hat keinen Kunden {code}.',
  'Set apiClientId of the connection; it comes with the API licence.':
    'Setzen Sie apiClientId der Verbindung; sie kommt mit der API-Lizenz.',
  'The archive of PDFs cannot be read without apiClientID.': 'Ohne apiClientID lässt sich das PDF-Archiv nicht lesen.',
  'Invoices are fetched once people have printed them into the archive.':
    'Rechnungen werden geholt, sobald sie jemand ins Archiv gedruckt hat.',
  'Invoices that are not in the archive are printed with template {template}.':
    'Rechnungen, die nicht im Archiv sind, werden mit Vorlage {template} gedruckt.',
  'existence query': 'Abfrage, ob es sie gibt',
  changes: 'Änderungen',
  'items of the catalogue': 'Artikel des Katalogs',
  'Check the step "{step}" of flow and ERP.': 'Prüfen Sie den Schritt „{step}“ in Flow und ERP.',
  'Mend foundPath, notFoundValue or fields of orders.find: with it no order would ever be written.':
    'Korrigieren Sie foundPath, notFoundValue oder fields von orders.find: So würde nie eine Bestellung geschrieben.',
  'The ERP is said to have an order that nobody has.': 'Das ERP soll eine Bestellung haben, die es nicht gibt.',
  '{url} says that an unknown order is not there.': '{url} sagt, dass es eine unbekannte Bestellung nicht gibt.',
  'Check auth and secrets of the connection.': 'Prüfen Sie auth und die Geheimnisse der Verbindung.',
  'Check path and fields of orders.find; a status that means "not there" belongs into absentStatuses.':
    'Prüfen Sie path und fields von orders.find; ein Status, der „nicht da“ heißt, gehört in absentStatuses.',
  'Check url of the connection, the firewall, and whether the ERP is running.':
    'Prüfen Sie url der Verbindung, die Firewall, und ob das ERP läuft.',
  'token for writes': 'Token zum Schreiben',
  'The ERP gives out the token that it wants with every write.':
    'Das ERP gibt das Token aus, das es bei jedem Schreiben verlangt.',
  'An unknown item is not there.': 'Einen unbekannten Artikel gibt es nicht.',
  'The ERP is said to have an item that nobody has.': 'Das ERP soll einen Artikel haben, den es nicht gibt.',
  'Mend rows and fields of items.find.': 'Korrigieren Sie rows und fields von items.find.',
  'Feeds that answer: {n}; changes just now: {n2}.': 'Antwortende Quellen: {n}; Änderungen gerade: {n2}.',
  'Rows on the first page: {n}.': 'Zeilen auf der ersten Seite: {n}.',
  'It can be read.': 'Es ist lesbar.',
  'Mend {place} of the connection.': 'Korrigieren Sie {place} der Verbindung.',
  'Check url, auth, waiting, key and number of source.': 'Prüfen Sie url, auth, waiting, key und number von source.',
  'Orders that wait on the first page: {n}.': 'Wartende Bestellungen auf der ersten Seite: {n}.',
  'Mend details and mapping of source.': 'Korrigieren Sie details und mapping von source.',
  'Mend path, when and gone of source.acknowledged.': 'Korrigieren Sie path, when und gone von source.acknowledged.',
  'Order {number}: {mistakes}.': 'Bestellung {number}: {mistakes}.',
  'Order {number}: lines, shipping and fees come to {sum}, its total is {total}.':
    'Bestellung {number}: Positionen, Versand und Gebühren ergeben {sum}, die Summe ist {total}.',
  'Order {number}, which waits, is said to be {state}.': 'Bestellung {number}, die wartet, soll {state} sein.',
  'Its attributes are {list}: try the others that it knows.':
    'Seine Attribute sind {list}: Versuchen Sie die anderen, die es kennt.',
  '{mistakes} Its attributes are {list}: try the others that it knows.':
    '{mistakes} Die Attribute sind {list}: Versuchen Sie die anderen, die es kennt.',
}
