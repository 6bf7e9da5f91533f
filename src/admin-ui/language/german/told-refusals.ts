import type { Messages } from '../say.tsx'

/** Why something cannot be done, and what stands between us and the other side. */
export const toldRefusals: Messages = {
  'Say why.': 'Schreiben Sie, warum.',
  'Say why it is changed.': 'Schreiben Sie, warum es geändert wird.',
  'Say to whom it shall go.': 'Schreiben Sie, an wen es gehen soll.',
  'Say who it is for.': 'Schreiben Sie, für wen er ist.',
  'The status is a number like 200.': 'Der Status ist eine Zahl wie 200.',
  '{name} is paused. Resume it first.': '{name} ist pausiert. Setzen Sie sie zuerst fort.',
  '{name} is paused. Resume it first: orderbridge resume.':
    '{name} ist pausiert. Setzen Sie sie zuerst fort: orderbridge resume.',
  'No run of the catalogue of {name} is under way.': 'Für den Katalog von {name} ist kein Lauf unterwegs.',
  'This part of Orderbridge calls nobody. Run "orderbridge catalog diff" where the workers run.':
    'Dieser Teil von Orderbridge ruft niemanden an. Führen Sie „orderbridge catalog diff“ dort aus, wo die Worker laufen.',
  'This part of Orderbridge calls nobody. Run "orderbridge order preview" where the workers run.':
    'Dieser Teil von Orderbridge ruft niemanden an. Führen Sie „orderbridge order preview“ dort aus, wo die Worker laufen.',
  'The catalogue of {name} cannot be compared now: {error}':
    'Der Katalog von {name} lässt sich gerade nicht vergleichen: {error}',
  'Store {store} has no connection "{code}".': 'Der Shop {store} hat keine Verbindung „{code}“.',
  '{name} brings nothing to Magento. Name items, prices or stock in catalog.sync.':
    '{name} bringt nichts nach Magento. Wählen Sie Artikel, Preise oder Bestand bei catalog.sync.',
  'Connection {code} brings nothing to Magento. Name items, prices or stock in catalog.sync.':
    'Die Verbindung {code} bringt nichts nach Magento. Wählen Sie Artikel, Preise oder Bestand bei catalog.sync.',
  '{name} ({type}) cannot tell its items. Leave catalog.sync empty.':
    '{name} ({type}) kann seine Artikel nicht nennen. Lassen Sie catalog.sync leer.',
  'Another process is at the catalogue of {name}. "orderbridge catalog status" shows how far.':
    'Ein anderer Prozess arbeitet am Katalog von {name}. „orderbridge catalog status“ zeigt, wie weit er ist.',
  '{name} tells nothing any more of {n} of {n2} stock rows. Nothing of them was set to 0. If it is meant, run: {command}':
    '{name} nennt {n} von {n2} Bestandszeilen nicht mehr. Nichts davon wurde auf 0 gesetzt. Ist es so gemeint, führen Sie aus: {command}',
  '{name} told no stock at all for the source "{source}", and had some before. Nothing was set to 0. Look at its warehouses there and in catalog.stock.sources.':
    '{name} nannte für die Quelle „{source}“ gar keinen Bestand, vorher aber schon. Nichts wurde auf 0 gesetzt. Sehen Sie sich die Lager dort und in catalog.stock.sources an.',
  'There is no kind "{type}". There are: {list}.': 'Die Art „{type}“ gibt es nicht. Es gibt: {list}.',
  'There is no {kind} {code}.': '{kind} {code} gibt es nicht.',
  'There is no store {store}. "orderbridge doctor" lists what is configured.':
    'Den Shop {store} gibt es nicht. „orderbridge doctor“ zeigt, was eingerichtet ist.',
  'No mail server is configured. Add smtp: to the configuration file and apply it.':
    'Kein Mailserver ist eingerichtet. Tragen Sie smtp: in die Konfigurationsdatei ein und wenden Sie sie an.',
  'Choose which documents first: all that there are is more than anybody means.':
    'Wählen Sie zuerst, welche Belege: Alle, die es gibt, meint niemand.',
  'The address "{address}" {what}. Correct it and send again.':
    'Die Adresse „{address}“ {what}. Korrigieren Sie sie und senden Sie erneut.',
  'is too long': 'ist zu lang',
  'contains a space or an invisible character': 'enthält ein Leerzeichen oder ein unsichtbares Zeichen',
  'looks like a list; one address is needed': 'sieht nach einer Liste aus; es braucht genau eine Adresse',
  'contains a character that mail addresses do not have': 'enthält ein Zeichen, das Mailadressen nicht haben',
  'has no @': 'hat kein @',
  'needs one @ with a name before it and a domain behind it':
    'braucht ein @ mit einem Namen davor und einer Domain dahinter',
  'is too long before the @': 'ist vor dem @ zu lang',
  'There is no ERP to try it with yet. Connect one first.':
    'Es gibt noch kein ERP, um es zu proben. Verbinden Sie zuerst eines.',
  'There is no ERP to send to yet. Connect one first, then start.':
    'Es gibt noch kein ERP, an das gesendet werden kann. Verbinden Sie zuerst eines, dann starten Sie.',
  'Magento did not give its last orders: {error}': 'Magento gab seine letzten Bestellungen nicht her: {error}',
  'Store {store} sends no mails in language "{language}".':
    'Der Shop {store} sendet keine Mails in der Sprache „{language}“.',
  'Nothing was sent.': 'Es wurde nichts gesendet.',
  'This address sends no mails itself. Open the page on the Node server and send the test there.':
    'Diese Adresse sendet selbst keine Mails. Öffnen Sie die Seite auf dem Node-Server und senden Sie den Test dort.',
  'The sender of store {store} is no mail address.': 'Der Absender des Shops {store} ist keine Mailadresse.',
  'The test did not go out: {error}': 'Der Test ging nicht hinaus: {error}',
  '{kind} failed: {error}': '{kind}: fehlgeschlagen: {error}',
  'There is no store "{code}".': 'Den Shop „{code}“ gibt es nicht.',
  'There is no connection "{code}".': 'Die Verbindung „{code}“ gibt es nicht.',
  'Choose at least one store.': 'Wählen Sie mindestens einen Shop.',
  'Choose at least one right.': 'Wählen Sie mindestens ein Recht.',
  'Give a number of orders from 1 to {n}.': 'Geben Sie eine Anzahl von 1 bis {n} Bestellungen an.',
  'Store {store} has no order {id} that could be translated.':
    'Der Shop {store} hat keine Bestellung {id}, die sich übersetzen ließe.',
  'There are {n} saved views already. Remove one, or save this under the name of one.':
    'Es gibt schon {n} gespeicherte Ansichten. Entfernen Sie eine, oder speichern Sie unter dem Namen einer vorhandenen.',
  'The secrets of {place} are damaged. Apply the configuration again.':
    'Die Geheimnisse von {place} sind beschädigt. Wenden Sie die Konfiguration erneut an.',
  '{text} does not start: settings of a store or connection cannot be used.':
    '{text} startet nicht: Einstellungen eines Shops oder einer Verbindung gehen nicht.',
  'The shop has no such product.': 'Den Artikel gibt es im Shop nicht.',
  'A {type} product has none of its own.': 'Ein Artikel vom Typ {type} hat selbst keinen Wert.',
  'The ERP has no price for it that can be used.': 'Das ERP hat keinen brauchbaren Preis dafür.',
  'The item has no name in the ERP.': 'Der Artikel hat im ERP keinen Namen.',
  'Magento takes SKUs of {n} characters. Name a shorter one in itemMap.':
    'Magento nimmt SKUs mit {n} Zeichen. Nennen Sie eine kürzere in itemMap.',
  'Price list {list} has a negative price.': 'Preisliste {list} hat einen negativen Preis.',
  'The price in list {list} is 0. Set prices.allowZero if it is meant.':
    'Der Preis in Liste {list} ist 0. Setzen Sie prices.allowZero, wenn es so gemeint ist.',
  'Prices of list {list} include tax, those of the shop do not (prices.includeTax). Map another list.':
    'Preise der Liste {list} enthalten Steuer, die des Shops nicht (prices.includeTax). Ordnen Sie eine andere Liste zu.',
  'Prices of list {list} do not include tax, those of the shop do (prices.includeTax). Map another list.':
    'Preise der Liste {list} enthalten keine Steuer, die des Shops schon (prices.includeTax). Ordnen Sie eine andere Liste zu.',
  'Magento has no store view "{view}".': 'Magento hat keine Store-Ansicht „{view}“.',
  'The price in list {list} is in {currency}, the base currency of store view {view} is {other}.':
    'Der Preis in Liste {list} ist in {currency}, die Basiswährung der Store-Ansicht {view} ist {other}.',
  'Magento has no source "{source}".': 'Magento hat keine Quelle „{source}“.',
  'Magento does not know this bulk any more.': 'Magento kennt diesen Stapel nicht mehr.',
  'Magento gave no reason.': 'Magento nannte keinen Grund.',
  'It stopped unexpectedly; see the log.': 'Er brach unerwartet ab; siehe Log.',
  'It was stopped by hand.': 'Er wurde von Hand gestoppt.',
  'No answer from Magento: {error}': 'Keine Antwort von Magento: {error}',
  'Magento answered {status}: too many requests': 'Magento antwortete {status}: zu viele Anfragen',
  'Magento answered {status} with a page instead of JSON': 'Magento antwortete {status} mit einer Seite statt JSON',
  'Magento answered {status} with a page instead of JSON: "{title}"':
    'Magento antwortete {status} mit einer Seite statt JSON: „{title}“',
  'Something in front of Magento asks for a password': 'Etwas vor Magento verlangt ein Passwort',
  'Magento answered {status}, a redirect to {target}. Set the address of the store to the one that it leads to':
    'Magento antwortete {status}, eine Weiterleitung auf {target}. Setzen Sie die Adresse des Shops auf diese',
  "Magento does not accept the integration's credentials (asked for {path})":
    'Magento nimmt die Zugangsdaten der Integration nicht an (gefragt nach {path})',
  'The integration has no permission for {resource}. Allow it in the Magento admin under System › Integrations and authorize the integration again':
    'Der Integration fehlt die Berechtigung für {resource}. Erlauben Sie sie in Magento unter System › Integrationen und autorisieren Sie die Integration erneut',
  'GraphQL: unexpected answer of Magento at {path}': 'GraphQL: unerwartete Antwort von Magento bei {path}',
  'The companion module was there and is not any more; the next try goes through plain Magento':
    'Das Begleitmodul war da und ist es nicht mehr; der nächste Versuch geht über Magento allein',
  '{host}: there is no server of this name ({system})': '{host}: einen Server dieses Namens gibt es nicht ({system})',
  '{host}: nothing answers at this port ({system})': '{host}: an diesem Port antwortet nichts ({system})',
  '{host}: nothing speaks https at this port; it may be http ({system})':
    '{host}: an diesem Port spricht nichts https; vielleicht ist es http ({system})',
  '{host}: {address} is a private or reserved address, which this store or connection is not allowed to call':
    '{host}: {address} ist eine private oder reservierte Adresse, die dieser Shop oder diese Verbindung nicht aufrufen darf',
  '{host}: no complete answer within {n} ms': '{host}: keine vollständige Antwort binnen {n} ms',
  '{host}: the connection was closed without an answer': '{host}: Die Verbindung wurde ohne Antwort geschlossen',
  '{address} is not an address of this store or connection':
    '{address} ist keine Adresse dieses Shops oder dieser Verbindung',
  '{host}: an address must not carry credentials': '{host}: Eine Adresse darf keine Zugangsdaten enthalten',
  'not an http(s) address': 'keine http(s)-Adresse',
  'HTTP {status}: {system} or a server in front of it sent a page':
    'HTTP {status}: {system} oder ein Server davor sandte eine Seite',
  'HTTP {status}: {system} or a server in front of it sent nothing':
    'HTTP {status}: {system} oder ein Server davor sandte nichts',
  'HTTP {status}: {system} or a server in front of it sent a page. Check the address of the connection':
    'HTTP {status}: {system} oder ein Server davor sandte eine Seite. Prüfen Sie die Adresse der Verbindung',
  'HTTP {status}: {system} or a server in front of it sent a page "{title}". Check the address of the connection':
    'HTTP {status}: {system} oder ein Server davor sandte eine Seite „{title}“. Prüfen Sie die Adresse der Verbindung',
  'SAP Business One answered HTTP {status} without a text': 'SAP Business One antwortete HTTP {status} ohne Text',
  'The ERP answered HTTP {status} without a text': 'Das ERP antwortete HTTP {status} ohne Text',
  'iCenter answered {part} in a form that we do not know':
    'iCenter antwortete auf {part} in einer Form, die wir nicht kennen',
  'SAP Business One answered {part} in a form that we do not know':
    'SAP Business One antwortete auf {part} in einer Form, die wir nicht kennen',
  'iCenter answered with the result {code}': 'iCenter antwortete mit dem Ergebnis {code}',
  "The ERP's answer to {part} is not what the flow expects":
    'Die Antwort des ERP auf {part} ist nicht, was der Flow erwartet',
  "The ERP's answer to {part} does not fit the flow: {text}":
    'Die Antwort des ERP auf {part} passt nicht zum Flow: {text}',
  'The ERP answered the log-in without a token. Check user, password and the place of the token.':
    'Das ERP beantwortete die Anmeldung ohne Token. Prüfen Sie Benutzer, Passwort und die Stelle des Tokens.',
  'The ERP gives no token for writes.': 'Das ERP gibt kein Token zum Schreiben aus.',
  'Its answer has no such header: check csrf of the flow.':
    'In seiner Antwort fehlt dieser Header: Prüfen Sie csrf des Flows.',
  'The log-in was refused.': 'Die Anmeldung wurde abgelehnt.',
  'The ERP refuses a log-in that it has just taken; maybe there were too many calls at once. {text}':
    'Das ERP lehnt eine Anmeldung ab, die es eben noch angenommen hat; vielleicht waren es zu viele Aufrufe auf einmal. {text}',
  'The private key of the log-in cannot be read: it has to be a PEM without a password, "-----BEGIN PRIVATE KEY-----".':
    'Der private Schlüssel der Anmeldung ist nicht lesbar: Er muss ein PEM ohne Passwort sein, „-----BEGIN PRIVATE KEY-----“.',
  'The private key of the log-in is no key of the curve P-256, as ES256 needs.':
    'Der private Schlüssel der Anmeldung ist kein Schlüssel der Kurve P-256, wie ihn ES256 braucht.',
  'The private key of the log-in is no RSA key, as PS256 needs.':
    'Der private Schlüssel der Anmeldung ist kein RSA-Schlüssel, wie ihn PS256 braucht.',
  'the server "{server}" is not among servers of the flow': 'der Server „{server}“ steht nicht unter servers des Flows',
  'details.{name} gave {n} records for {document} in place of one':
    'details.{name} ergab für {document} {n} Datensätze statt einem',
  'The request for {part} cannot be made: {error}': 'Die Anfrage für {part} lässt sich nicht bilden: {error}',
  'The ERP cannot tell whether the order is there. {text}':
    'Das ERP kann nicht sagen, ob die Bestellung da ist. {text}',
  'The ERP took the customer and named no key: set subjects.create.check.id':
    'Das ERP nahm den Kunden an und nannte keinen Schlüssel: Setzen Sie subjects.create.check.id',
  'The order was written and could not be read back: {error}':
    'Die Bestellung wurde geschrieben und ließ sich nicht zurücklesen: {error}',
  'Reading the new order back: {error}': 'Beim Zurücklesen der neuen Bestellung: {error}',
  'iCenter answers no order of book {book}, so it cannot be told whether one of ours is there. Enter any order in it by hand, or set walk.from of the connection to the first number of the book':
    'iCenter liefert keinen Auftrag aus Buch {book}: Ob einer von uns da ist, lässt sich nicht sagen. Geben Sie dort irgendeinen Auftrag von Hand ein, oder setzen Sie walk.from der Verbindung auf die erste Nummer des Buchs',
  'The API Gateway answered nothing for layout {layout}': 'Das API Gateway lieferte nichts für Layout {layout}',
  'iCenter has no order {number}': 'iCenter hat keinen Auftrag {number}',
  'SAP Business One has no sales order {number}': 'SAP Business One hat keinen Kundenauftrag {number}',
  'The ERP has no order {number}': 'Das ERP hat keinen Auftrag {number}',
  'The mail came back: {text}': 'Die Mail kam zurück: {text}',
  'no reason given': 'ohne Angabe von Gründen',
  'Say why it is sent again.': 'Schreiben Sie, warum es erneut gesendet wird.',
  'Say why, so that others understand it later.': 'Schreiben Sie, warum, damit andere es später verstehen.',
  'This dialog is not whole. Close it and open it again.':
    'Dieser Dialog ist nicht vollständig. Schließen Sie ihn und öffnen Sie ihn erneut.',
  '{n} test mails in {n2} minutes are the most. Wait a little, then send the next.':
    'Mehr als {n} Testmails in {n2} Minuten gehen nicht. Warten Sie ein wenig, dann senden Sie die nächste.',
  '{author} wrote version {version} meanwhile. Load the page again, look at it, and change that.':
    '{author} hat inzwischen Version {version} geschrieben. Laden Sie die Seite neu, sehen Sie sie an und ändern Sie diese.',
  'has no valid domain behind the @': 'hat hinter dem @ keine gültige Domain',
  'Connection {code} has no version {version} of its settings. "orderbridge connection versions {code2}" lists them.':
    'Die Verbindung {code} hat keine Version {version} ihrer Einstellungen. „orderbridge connection versions {code2}“ zeigt sie.',
  'Connection {code} has no version of its settings yet. Apply its configuration file.':
    'Die Verbindung {code} hat noch keine Version ihrer Einstellungen. Wenden Sie ihre Konfigurationsdatei an.',
  'There is no task "{task}". There are: {list}.': 'Es gibt keine Aufgabe „{task}“. Es gibt: {list}.',
  'Nobody knows what became of the last try of order {number}. Look in the ERP, then decide with the message below.':
    'Niemand weiß, was aus dem letzten Versuch von Bestellung {number} wurde. Sehen Sie im ERP nach und entscheiden Sie dann bei der Nachricht unten.',
  'The settings of connection {code} name no source any more: put it back, or acknowledge the order by hand.':
    'Die Einstellungen der Verbindung {code} nennen keine Quelle mehr: Tragen Sie sie wieder ein, oder bestätigen Sie die Bestellung von Hand.',
  '{document} has no line that belongs to Magento order {number}. Make the document by hand in the Magento admin if one is needed':
    '{document} hat keine Position zur Magento-Bestellung {number}. Erstellen Sie den Beleg bei Bedarf von Hand in Magento',
  'No single invoice of Magento order {number} holds all lines of the credit note, so the payment gateway cannot refund it. Make the credit memo by hand in the Magento admin':
    'Keine einzelne Rechnung der Magento-Bestellung {number} enthält alle Positionen der Gutschrift: Der Zahlungsanbieter kann sie nicht erstatten. Erstellen Sie die Gutschrift von Hand in Magento',
  'More than {n} orders were made since {day}, and whether ours is among them was not looked up to the end. Raise walk.most of the connection, or look for the order in iCenter':
    'Seit {day} entstanden mehr als {n} Aufträge; ob unserer darunter ist, wurde nicht zu Ende gesucht. Erhöhen Sie walk.most der Verbindung, oder suchen Sie den Auftrag in iCenter',
  'No G/L account is set for payments by "{method}". Set paymentAccount of the connection.':
    'Für Zahlungen mit „{method}“ ist kein Sachkonto gesetzt. Setzen Sie paymentAccount der Verbindung.',
  'No G/L account is set for payments. Set paymentAccount of the connection.':
    'Für Zahlungen ist kein Sachkonto gesetzt. Setzen Sie paymentAccount der Verbindung.',
  'PDFs are read with the apiClientID of the API licence. Set apiClientId of the connection':
    'PDFs werden mit der apiClientID der API-Lizenz gelesen. Setzen Sie apiClientId der Verbindung',
  'iCenter has too many rows of {part} for one look': 'iCenter hat zu viele Zeilen ({part}) für eine Abfrage',
  'SAP Business One has too many {part} for one look': 'SAP Business One hat zu viele {part} für eine Abfrage',
  'The ERP has more than {n} pages of {part}: raise maxPages, or mend the paging of the flow':
    'Das ERP hat mehr als {n} Seiten ({part}): Erhöhen Sie maxPages, oder korrigieren Sie das Blättern im Flow',
  'The ERP has more than {n} rows of {part} for one look': 'Das ERP hat mehr als {n} Zeilen ({part}) für eine Abfrage',
  'The ERP sent more than {n} rows of {part} at once': 'Das ERP sandte mehr als {n} Zeilen ({part}) auf einmal',
  'The ERP names an address at {origin}, which is not among url, servers and otherUrls of the flow':
    'Das ERP nennt eine Adresse bei {origin}, die nicht unter url, servers und otherUrls des Flows ist',
  'The ERP names the page of {part} that it has just sent as the next one':
    'Das ERP nennt die Seite ({part}), die es gerade gesandt hat, als nächste',
  'The ERP sends the same page of {part} again and again: mend the paging of the flow':
    'Das ERP sendet immer wieder dieselbe Seite ({part}): Korrigieren Sie das Blättern im Flow',
  'This is no place in the pages of this flow: begin the read again':
    'Das ist keine Stelle in den Seiten dieses Flows: Lesen Sie von vorn',
  'This is no place in {part}: begin the read again': 'Das ist keine Stelle in {part}: Lesen Sie von vorn',
  'This is no cursor of {part}: read everything': 'Das ist kein Lesestand von {part}: Lesen Sie alles',
  'The flow {flow} has no step that creates customers': 'Der Flow {flow} hat keinen Schritt, der Kunden anlegt',
  'The flow {flow} has no step that cancels: cancel order {number} in the ERP':
    'Der Flow {flow} hat keinen Schritt, der storniert: Stornieren Sie Bestellung {number} im ERP',
  'The script says that order {number} is in the ERP, and it is not found there: let it set erp_id, or mend the query':
    'Das Skript sagt, Bestellung {number} sei im ERP, dort ist sie nicht zu finden: Lassen Sie es erp_id setzen, oder korrigieren Sie die Abfrage',
  'The ERP lists order {number} under our key and does not give it: it is looked for again. If that lasts, let orders.find and orders.read of the flow name it alike':
    'Das ERP nennt unter unserem Schlüssel Bestellung {number} und gibt sie nicht heraus: Sie wird noch einmal gesucht. Bleibt das so, lassen Sie orders.find und orders.read des Flows sie gleich nennen',
  'The ERP took the order, {error}': 'Das ERP nahm die Bestellung an, {error}',
  'This is not a request for a new order: {request}': 'Das ist keine Anfrage für einen neuen Auftrag: {request}',
  'This is not a request for a new sales order: {request}':
    'Das ist keine Anfrage für einen neuen Kundenauftrag: {request}',
  'This request was not planned by an HTTP flow: have the order planned anew':
    'Diese Anfrage hat kein HTTP-Flow geplant: Lassen Sie die Bestellung neu planen',
  '{part} gave {n} records for order {number} in place of one':
    '{part} lieferte {n} Datensätze zur Bestellung {number} statt einem',
  'the mapping of the source stopped in line {n}: {error}': 'die Zuordnung der Quelle brach in Zeile {n} ab: {error}',
  'the mapping of the source stopped: {error}': 'die Zuordnung der Quelle brach ab: {error}',
  'the trial follows no address of an answer': 'die Probe folgt keiner Adresse aus einer Antwort',
}
