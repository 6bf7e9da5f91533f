import type { Messages } from '../say.tsx'

/** What needs a person, and what to do about it. */
export const toldProblems: Messages = {
  '{many} not brought from {system} to Magento as they should be.':
    '{many} nicht wie vorgesehen von {system} nach Magento gebracht.',
  'Product {sku} is not brought from {system} to Magento as they should be.':
    'Artikel {sku} kommt nicht wie vorgesehen von {system} nach Magento.',
  '{n} products are not brought from {system} to Magento as they should be.':
    '{n} Artikel kommen nicht wie vorgesehen von {system} nach Magento.',
  'Put right what the words below name.': 'Beheben Sie, was unten steht.',
  'Put right what the words below name; the run goes on by itself where it stopped.':
    'Beheben Sie, was unten steht; der Lauf geht von selbst dort weiter, wo er stehen blieb.',
  '"orderbridge catalog errors --connection {code}" lists the products; a complete run tries them again.':
    '„orderbridge catalog errors --connection {code}“ zeigt die Artikel; ein vollständiger Lauf versucht sie erneut.',
  "Products that wait in Magento's queue, where nothing happens to them: {n}.":
    'Artikel, die in der Warteschlange von Magento liegen, wo nichts mit ihnen geschieht: {n}.',
  'Start the consumer async.operations.all in Magento (bin/magento queue:consumers:start, or its cron), or set {setting} in the connection: then products are written one by one.':
    'Starten Sie in Magento den Consumer async.operations.all (bin/magento queue:consumers:start oder sein Cron), oder setzen Sie bei der Verbindung {setting}: Dann werden Artikel einzeln geschrieben.',
  'The catalogue of {system} does not get to Magento: its run stopped half-way.':
    'Der Katalog von {system} kommt nicht nach Magento: Sein Lauf blieb auf halbem Weg stehen.',
  'the last run of the catalogue did not find it any more': 'der letzte Lauf des Katalogs fand es nicht mehr',
  'Order {number}: {system} came to {total}, Magento to {other}.':
    'Bestellung {number}: {system} kam auf {total}, Magento auf {other}.',
  '{system} came to {total}, Magento to {other}.': '{system} kam auf {total}, Magento auf {other}.',
  'Correct the sales document in the ERP before it is invoiced, then skip this problem with the reason.':
    'Korrigieren Sie den Auftrag im ERP, bevor er berechnet wird, und überspringen Sie das Problem dann mit dem Grund.',
  "Magento's outbox of store {store} jumps from {from} to {to}: events in between were deleted.":
    'Der Postausgang von Magento im Shop {store} springt von {from} auf {to}: Ereignisse dazwischen wurden gelöscht.',
  'Nothing is lost if the sweep runs: it compares all recent orders. Find out who deletes rows of orderbridge_outbox.':
    'Es geht nichts verloren, wenn der Abgleich läuft: Er vergleicht alle neueren Bestellungen. Finden Sie heraus, wer Zeilen aus orderbridge_outbox löscht.',
  '{system} does not answer.': '{system} antwortet nicht.',
  'The mail server does not answer.': 'Der Mailserver antwortet nicht.',
  'Magento of store {store} does not answer.': 'Magento des Shops {store} antwortet nicht.',
  'Connection {code} does not answer.': 'Die Verbindung {code} antwortet nicht.',
  'It is asked again by itself, and what waits goes on then.':
    'Es wird von selbst wieder gefragt, und was wartet, geht dann weiter.',
  '"orderbridge doctor" tells what is wrong.': '„orderbridge doctor“ sagt, was nicht stimmt.',
  'Order {number}: credit memo {memo} over {total} was made in Magento and has nothing in {system} yet.':
    'Bestellung {number}: Gutschrift {memo} über {total} wurde in Magento erstellt und hat in {system} noch kein Gegenstück.',
  'Take it back in {system}: a credit note of the same goods or the same total is linked by itself. If nothing is to be done there, skip this with the reason.':
    'Nehmen Sie sie in {system} zurück: Eine Gutschrift über dieselbe Ware oder Summe wird von selbst verknüpft. Ist dort nichts zu tun, überspringen Sie das mit dem Grund.',
  'It was not done by itself: {reason}.': 'Von selbst geschah es nicht: {reason}.',
  'Order {number} cannot be prepared for {system}.': 'Bestellung {number} lässt sich für {system} nicht vorbereiten.',
  'No ERP connection takes orders of store view {view}.':
    'Keine ERP-Verbindung nimmt Bestellungen der Store-Ansicht {view}.',
  'Add the store view to policies.views of a connection, and try again.':
    'Tragen Sie die Store-Ansicht bei einer Verbindung unter policies.views ein, und versuchen Sie es erneut.',
  'Order {number} replaces order {old}, whose sales document {document} cannot be cancelled any more.':
    'Bestellung {number} ersetzt Bestellung {old}, deren Auftrag {document} nicht mehr storniert werden kann.',
  'Undo what was delivered or invoiced of {document} in the ERP, cancel it there and try again. Or go on with {document2} and skip order {number}. "Send now" sends order {number2} beside it.':
    'Machen Sie im ERP rückgängig, was von {document} geliefert oder berechnet ist, stornieren Sie ihn dort und versuchen Sie es erneut. Oder arbeiten Sie mit {document2} weiter und überspringen Sie Bestellung {number}. „Jetzt senden“ sendet Bestellung {number2} zusätzlich.',
  'Add the store view to policies.views of a connection, or take away that setting.':
    'Tragen Sie die Store-Ansicht bei einer Verbindung unter policies.views ein, oder entfernen Sie diese Einstellung.',
  'Mails came back: their customers did not get them.': 'E-Mails kamen zurück: Die Kunden haben sie nicht bekommen.',
  'Documents, not delivered: ask for the right address and resend there.':
    'Belege, nicht zugestellt: Fragen Sie nach der richtigen Adresse und senden Sie dort erneut.',
  '{system} does not sell item {sku}.': '{system} verkauft den Artikel {sku} nicht.',
  'Release the item in the ERP, or map the SKU to another one; the orders go on by themselves.':
    'Geben Sie den Artikel im ERP frei, oder ordnen Sie die SKU einem anderen zu; die Bestellungen gehen von selbst weiter.',
  '{system} does not know item {sku}.': '{system} kennt den Artikel {sku} nicht.',
  'Create the item in the ERP or map the SKU (policies.itemMap); the orders go on by themselves.':
    'Legen Sie den Artikel im ERP an, oder ordnen Sie die SKU zu (policies.itemMap); die Bestellungen gehen von selbst weiter.',
  'Order {number}: the ERP has more than one customer that fits ({list}).':
    'Bestellung {number}: Im ERP passt mehr als ein Kunde ({list}).',
  'Merge the customers in the ERP, or give the right one the VAT id and take it from the others; then try again.':
    'Führen Sie die Kunden im ERP zusammen, oder geben Sie dem richtigen die USt-IdNr. und nehmen Sie sie den anderen; dann erneut versuchen.',
  'Order {number}: {system} has sales document {document} with its reference and without our key.':
    'Bestellung {number}: {system} hat den Auftrag {document} mit ihrer Referenz und ohne unseren Schlüssel.',
  'If people entered this order, write the key {key} into it and try again: it is taken over.':
    'Wenn jemand diese Bestellung eingegeben hat, tragen Sie dort den Schlüssel {key} ein und versuchen Sie es erneut: Er wird übernommen.',
  'If it is another one, give that another reference and try again.':
    'Wenn es eine andere ist, geben Sie jener eine andere Referenz und versuchen Sie es erneut.',
  'Order {number}: its customer is not in {system}.': 'Bestellung {number}: Der Kunde ist nicht in {system}.',
  'Create the customer in the ERP, then try again; or let the connection create customers (policies.missingSubjects): the order goes on by itself then.':
    'Legen Sie den Kunden im ERP an und versuchen Sie es erneut; oder lassen Sie die Verbindung Kunden anlegen (policies.missingSubjects): Dann geht die Bestellung von selbst weiter.',
  'Order {number}: {system} would come to {total} instead of {other}.':
    'Bestellung {number}: {system} käme auf {total} statt {other}.',
  'Check the tax and freight mapping with "orderbridge order preview"; then try again.':
    'Prüfen Sie die Zuordnung von Steuer und Fracht mit „orderbridge order preview“; dann erneut versuchen.',
  'Order {number} cannot be read: its parts do not make its total.':
    'Bestellung {number} ist nicht lesbar: Ihre Teile ergeben nicht ihre Summe.',
  'Compare the order in Magento with the numbers below. An extension that adds a fee usually has to be told apart; the order goes on when Magento answers with parts that add up.':
    'Vergleichen Sie die Bestellung in Magento mit den Zahlen unten. Meist ist es eine Erweiterung, deren Gebühr eigens angegeben werden muss; die Bestellung geht weiter, wenn Magento Teile liefert, die aufgehen.',
  'The ledger of {day} in {currency} changed after it was closed.':
    'Das Tagesbuch vom {day} in {currency} hat sich nach dem Abschluss geändert.',
  'Open the day in the ledger: both versions stand there. Close it again with a note when that is right.':
    'Öffnen Sie den Tag im Tagesbuch: Dort stehen beide Fassungen. Schließen Sie ihn mit einer Notiz erneut ab, wenn es stimmt.',
  '{system} has not taken {noun} for a while.': '{system} nimmt seit einer Weile nicht an: {noun}.',
  'It is tried again by itself.': 'Es wird von selbst erneut versucht.',
  '"orderbridge doctor" tells whether the far side answers.':
    '„orderbridge doctor“ sagt, ob die Gegenstelle antwortet.',
  'Whether {noun} was made cannot be found out.': 'Es lässt sich nicht feststellen, ob erledigt: {noun}.',
  'Look on the far side. If it is there, skip the message with the reason; if it is not, try again.':
    'Sehen Sie auf der Gegenstelle nach. Ist es dort, überspringen Sie die Nachricht mit dem Grund; wenn nicht, erneut versuchen.',
  '{noun} is refused.': '{noun} wird abgelehnt.',
  'A problem needs a person.': 'Ein Problem braucht einen Menschen.',
  '{noun} is refused: {error}': '{noun} wird abgelehnt: {error}',
  'Mend what the message below names, then try again.':
    'Beheben Sie, was die Meldung unten nennt, dann erneut versuchen.',
  'What came of {noun} cannot be written down.': 'Das Ergebnis lässt sich nicht festhalten: {noun}.',
  'A fault of Orderbridge: report it with the words below.':
    'Ein Fehler von Orderbridge: Melden Sie ihn mit dem Text unten.',
  'It is looked up and tried again by itself.': 'Es wird von selbst nachgesehen und erneut versucht.',
  'Reading from {system} fails.': 'Das Lesen von {system} schlägt fehl.',
  'Reading from Magento of store {store} fails.': 'Das Lesen von Magento des Shops {store} schlägt fehl.',
  'Reading from the ERP connection {code} fails.': 'Das Lesen von der ERP-Verbindung {code} schlägt fehl.',
  'Run "orderbridge doctor": it says what is wrong.': 'Führen Sie „orderbridge doctor“ aus: Es sagt, was nicht stimmt.',
  'What waits goes on by itself.': 'Was wartet, geht von selbst weiter.',
  'The ERP connection {code} is not set up for us yet.':
    'Die ERP-Verbindung {code} ist noch nicht für uns eingerichtet.',
  'Magento of store {store} is not set up for us yet.':
    'Magento des Shops {store} ist noch nicht für uns eingerichtet.',
  'Run "orderbridge doctor --fix": it makes what is missing.':
    'Führen Sie „orderbridge doctor --fix“ aus: Es ergänzt, was fehlt.',
  'Run "orderbridge doctor --fix": it makes what it may make there, and says what is left for a person.':
    'Führen Sie „orderbridge doctor --fix“ aus: Es legt dort an, was es darf, und sagt, was für eine Person bleibt.',
  'The log-in at {system} is refused.': 'Die Anmeldung bei {system} wird abgelehnt.',
  'The log-in at the ERP connection {code} is refused.': 'Die Anmeldung bei der ERP-Verbindung {code} wird abgelehnt.',
  'The log-in at Magento of store {store} is refused.': 'Die Anmeldung bei Magento des Shops {store} wird abgelehnt.',
  'Put the right credentials into the configuration and apply it; what waits goes on by itself.':
    'Tragen Sie die richtigen Zugangsdaten in die Konfiguration ein und wenden Sie sie an; was wartet, geht von selbst weiter.',
  'Webhook {id} cannot be processed.': 'Webhook {id} lässt sich nicht verarbeiten.',
  'What was heard of {thing} cannot be processed.': 'Was zu {thing} gemeldet wurde, lässt sich nicht verarbeiten.',
  'Order {number}: {what} in {system} has to be followed in Magento by a person.':
    'Bestellung {number}: {what} in {system} muss jemand in Magento nachziehen.',
  'Do in Magento what the ERP did, then skip this with the reason.':
    'Tun Sie in Magento, was das ERP getan hat, und überspringen Sie das dann mit dem Grund.',
  '{system} cancelled {document}, order {number} is still open in Magento.':
    '{system} hat {document} storniert, Bestellung {number} ist in Magento noch offen.',
  'Cancel the order in Magento, or refund it where it is invoiced; or enter it in the ERP again. Then skip this with the reason.':
    'Stornieren Sie die Bestellung in Magento, oder erstatten Sie sie, wo sie berechnet ist; oder geben Sie sie im ERP neu ein. Dann überspringen Sie das mit dem Grund.',
  'guests go to a collective customer, and none is set.': 'Gäste gehen auf einen Sammelkunden, und keiner ist gesetzt.',
  'Set subjects.collective of the connection to a CardCode.':
    'Setzen Sie subjects.collective der Verbindung auf einen CardCode.',
  'Set subjects.collective of the connection to a customer code.':
    'Setzen Sie subjects.collective der Verbindung auf eine Kundennummer.',
  '{system} has no item for the SKU "{sku}".': '{system} hat keinen Artikel zur SKU „{sku}“.',
  'Create the item in {system}, or add the SKU to itemMap of the connection.':
    'Legen Sie den Artikel in {system} an, oder tragen Sie die SKU in itemMap der Verbindung ein.',
  'the payment method "{method}" is not mapped.': 'Die Zahlungsart „{method}“ ist nicht zugeordnet.',
  'the shipping method "{method}" is not mapped.': 'Die Versandart „{method}“ ist nicht zugeordnet.',
  'the fee "{code}" is part of the total and not mapped.':
    'Die Gebühr „{code}“ ist Teil der Summe und nicht zugeordnet.',
  'no currency code of {erp} is known for {currency}.': 'Zu {currency} ist kein Währungscode von {erp} bekannt.',
  'no VAT group of {erp} is set for {rate} % in {country}.':
    'Für {rate} % in {country} ist keine Steuergruppe von {erp} gesetzt.',
  'no VAT rate code of {erp} is set for {rate} % in {country}.':
    'Für {rate} % in {country} ist kein Steuersatzcode von {erp} gesetzt.',
  'Add "{code}" or "{code2}" to {field} of the connection.':
    'Tragen Sie „{code}“ oder „{code2}“ in {field} der Verbindung ein.',
  'Add "{code}" or "{code2}" to {field} of the connection, or set {field2}.':
    'Tragen Sie „{code}“ oder „{code2}“ in {field} der Verbindung ein, oder setzen Sie {field2}.',
  'Add "{code}" to {field} of the connection.': 'Tragen Sie „{code}“ in {field} der Verbindung ein.',
  'Add {what} to {field} of the connection.': 'Tragen Sie {what} in {field} der Verbindung ein.',
  'Add {what} to {field} of the connection, or set {field2}.':
    'Tragen Sie {what} in {field} der Verbindung ein, oder setzen Sie {field2}.',
  'Set {field} of the connection.': 'Setzen Sie {field} der Verbindung.',
  'shipping costs something, and no expense of {erp} is set for it.':
    'Der Versand kostet etwas, und dafür ist keine Frachtposition von {erp} gesetzt.',
  'shipping costs something, and no item of {erp} is set for it.':
    'Der Versand kostet etwas, und dafür ist kein Artikel von {erp} gesetzt.',
  'the line "{sku}" has the quantity {quantity}.': 'Die Position „{sku}“ hat die Menge {quantity}.',
  'Look at the order in Magento and enter it in {system} by hand.':
    'Sehen Sie sich die Bestellung in Magento an und geben Sie sie von Hand in {system} ein.',
  '{system} would come to {total}, Magento says {other}.': '{system} käme auf {total}, Magento sagt {other}.',
  'Look at the order in Magento.': 'Sehen Sie sich die Bestellung in Magento an.',
  'Set priceMode of the connection to "gross".': 'Setzen Sie priceMode der Verbindung auf „gross“.',
  'the cancellation of delivery {number}': 'die Stornierung der Lieferung {number}',
  'the cancellation of credit note {number}': 'die Stornierung der Gutschrift {number}',
  'credit note {number}': 'Gutschrift {number}',
  'Order {number} was not taken over: {reason}': 'Bestellung {number} wurde nicht übernommen: {reason}',
  'its parts do not add up: lines {lines} + shipping {shipping} + fees {fees} = {sum}, but grand_total is {total}.':
    'ihre Teile gehen nicht auf: Positionen {lines} + Versand {shipping} + Gebühren {fees} = {sum}, aber grand_total ist {total}.',
  'The difference is {amount}.': 'Die Differenz ist {amount}.',
  'Find the extension that changes the total; enter this order by hand or retry when its data agree.':
    'Suchen Sie die Erweiterung, die die Summe ändert; geben Sie diese Bestellung von Hand ein, oder versuchen Sie es erneut, wenn die Daten stimmen.',
  'it has an adjustment of {amount}, and "refund_adjustment" is not among the fees of the connection':
    'sie hat eine Anpassung von {amount}, und „refund_adjustment“ ist nicht unter den Gebühren der Verbindung',
  'Sales order {number} is delivered, invoiced or closed in part, and not all of the refunded goods are invoiced':
    'Auftrag {number} ist teilweise geliefert, berechnet oder geschlossen, und nicht alles Erstattete ist berechnet',
  'Sales order {number} is delivered and closed': 'Auftrag {number} ist geliefert und geschlossen',
  'Magento is in maintenance mode': 'Magento ist im Wartungsmodus',
  'the totals agree now': 'die Summen stimmen jetzt überein',
  'nothing waits for it any more': 'nichts wartet mehr darauf',
  '{sku} is in the ERP now': '{sku} ist jetzt im ERP',
  'The configuration was changed': 'Die Konfiguration wurde geändert',
  'What it waited for is over': 'Worauf es wartete, ist vorbei',
  'it was processed': 'es wurde verarbeitet',
  'the day is as it was closed': 'der Tag ist, wie er abgeschlossen wurde',
  'the day was closed again': 'der Tag wurde erneut abgeschlossen',
}
