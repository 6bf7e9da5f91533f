import type { Messages } from '../say.tsx'

/** What an action answers, and why it was not done. */
export const toldActions: Messages = {
  'login link for {name}': 'Anmeldelink für {name}',
  'A reason is needed: it is what others will read later.': 'Ein Grund ist nötig: Ihn lesen andere später.',
  'A note is needed: it is what others will read later.': 'Eine Notiz ist nötig: Sie lesen andere später.',
  'You may not see this page. Ask for the role "{role}" in Magento under System › User Roles.':
    'Sie dürfen diese Seite nicht sehen. Bitten Sie um die Rolle „{role}“ in Magento unter System › Benutzerrollen.',
  'You may not act on orders, problems and documents. Ask for the role "{role}" in Magento under System › User Roles.':
    'Sie dürfen Bestellungen, Probleme und Belege nicht bearbeiten. Bitten Sie um die Rolle „{role}“ in Magento unter System › Benutzerrollen.',
  'You may not change the configuration. Ask for the role "{role}" in Magento under System › User Roles.':
    'Sie dürfen die Konfiguration nicht ändern. Bitten Sie um die Rolle „{role}“ in Magento unter System › Benutzerrollen.',
  'You may not act on all stores. Ask whoever runs Orderbridge for a login link that may.':
    'Sie dürfen nicht für alle Shops handeln. Bitten Sie den Betreiber von Orderbridge um einen passenden Anmeldelink.',
  'You may not act on store {store}. Ask whoever runs Orderbridge for a login link that may.':
    'Sie dürfen nicht für den Shop {store} handeln. Bitten Sie den Betreiber von Orderbridge um einen passenden Anmeldelink.',
  'There is no order {id} in store {store}.': 'Im Shop {store} gibt es keine Bestellung {id}.',
  'There is no document {id} in store {store}.': 'Im Shop {store} gibt es keinen Beleg {id}.',
  'There is no problem {id} in store {store}.': 'Im Shop {store} gibt es kein Problem {id}.',
  'There is no message {id} in store {store}.': 'Im Shop {store} gibt es keine Nachricht {id}.',
  'There is no open drift {id} in store {store}: it may be gone.':
    'Im Shop {store} gibt es keine offene Abweichung {id}: Sie ist vielleicht schon weg.',
  'Order {number} is {standing} in Magento already.': 'Bestellung {number} steht in Magento schon auf „{standing}“.',
  'Order {number} is in the ERP. Cancel it in Magento: the sales document is cancelled with it, if that is still possible.':
    'Bestellung {number} ist im ERP. Stornieren Sie sie in Magento: Der Auftrag wird mit storniert, wenn das noch geht.',
  'Order {number} is being cancelled in Magento.': 'Bestellung {number} wird in Magento storniert.',
  'Order {number} cannot be read: cancel it in Magento.':
    'Bestellung {number} ist nicht lesbar: Stornieren Sie sie in Magento.',
  'Given up: {reason}': 'Aufgegeben: {reason}',
  'Order {number} is invoiced in Magento and cannot be cancelled there. Refund it in Magento, or set policies.cancel.invoiced of the connection.':
    'Bestellung {number} ist in Magento berechnet und lässt sich dort nicht stornieren. Erstatten Sie sie in Magento, oder setzen Sie policies.cancel.invoiced der Verbindung.',
  'Order {number}: whether a message got through is open. Wait until that is known, or decide it, then cancel.':
    'Bestellung {number}: Ob eine Nachricht durchkam, ist offen. Warten Sie, bis das feststeht, oder entscheiden Sie es, dann stornieren.',
  'Order {number} needs no push: it is {reason}.': 'Bestellung {number} braucht kein Senden: {reason}.',
  'Order {number} is {standing} in Magento; it is not sent.':
    'Bestellung {number} steht in Magento auf „{standing}“; sie wird nicht gesendet.',
  'Order {number} cannot be read: {reason}': 'Bestellung {number} ist nicht lesbar: {reason}',
  'Order {number} is on its way.': 'Bestellung {number} ist unterwegs.',
  'Order {number} is not stuck: nothing to try again.':
    'Bestellung {number} steckt nicht fest: Es gibt nichts erneut zu versuchen.',
  'Order {number}: {document} was made from the sales document that is gone. Sent again, its goods would go out twice: settle it in the ERP.':
    'Bestellung {number}: {document} entstand aus dem Auftrag, der verschwunden ist. Erneut gesendet, ginge ihre Ware zweimal hinaus: Klären Sie es im ERP.',
  'Order {number} is tried again.': 'Bestellung {number} wird erneut versucht.',
  'Order {number}: a message is on its way and its outcome open. Wait a moment, then skip.':
    'Bestellung {number}: Eine Nachricht ist unterwegs, ihr Ausgang offen. Warten Sie einen Moment, dann überspringen.',
  'Order {number} is skipped.': 'Bestellung {number} ist übersprungen.',
  'What was stuck of order {number} is skipped.': 'Was von Bestellung {number} feststeckte, ist übersprungen.',
  'Order {number}: {file} is on its way already.': 'Bestellung {number}: {file} ist schon unterwegs.',
  'Order {number}: {file} is on its way to {recipient}.': 'Bestellung {number}: {file} ist unterwegs an {recipient}.',
  'Store {store} sends no mails: set mail.from in its settings.':
    'Der Shop {store} sendet keine Mails: Füllen Sie in seinen Einstellungen mail.from aus.',
  '{noun} cannot be edited: it follows from the document in the ERP.':
    '{noun} lässt sich nicht bearbeiten: Das ergibt sich aus dem Beleg im ERP.',
  'This version of Orderbridge cannot read message {id}. Have it planned anew.':
    'Diese Version von Orderbridge kann die Nachricht {id} nicht lesen. Lassen Sie sie neu planen.',
  'Message {id} says that already.': 'Die Nachricht {id} sagt das schon.',
  'The edited document does not fit the order: {difference}. Correct it, or accept the difference.':
    'Der bearbeitete Auftrag passt nicht zur Bestellung: {difference}. Korrigieren Sie ihn, oder akzeptieren Sie die Abweichung.',
  'There are fields in it that this message does not have. Take them out.':
    'Es enthält Felder, die diese Nachricht nicht hat. Nehmen Sie sie heraus.',
  'Message {id} is edited and waits to be sent.': 'Die Nachricht {id} ist bearbeitet und wartet auf das Senden.',
  'Message {id} is {state}: only what was given up or is held can be acted on.':
    'Die Nachricht {id}: {state}. Bearbeiten lässt sich nur, was aufgegeben oder angehalten ist.',
  'Order {number} is being planned anew. Wait a moment, then look again.':
    'Bestellung {number} wird neu geplant. Sehen Sie gleich noch einmal nach.',
  'Inbox message {id} is read within seconds.': 'Die Nachricht {id} im Eingang wird in wenigen Sekunden gelesen.',
  'Inbox message {id} was read meanwhile.': 'Die Nachricht {id} im Eingang wurde inzwischen gelesen.',
  'There is no inbox message {id} in store {store}: it may be forgotten by now.':
    'Im Eingang des Shops {store} gibt es keine Nachricht {id}: Sie ist vielleicht schon vergessen.',
  'Inbox message {id} came from connection {name}, which was removed: nobody can be asked.':
    'Die Nachricht {id} im Eingang kam von der Verbindung {name}, die entfernt wurde: Es gibt niemanden zu fragen.',
  'Inbox message {id} was taken apart, and its body dropped. Read the orders again that it was about: each is an inbox message of its own.':
    'Die Nachricht {id} im Eingang wurde zerlegt und ihr Inhalt verworfen. Lesen Sie die Bestellungen nochmals, um die es ging: Jede ist eine eigene Nachricht im Eingang.',
  'Message {id} is sent again.': 'Die Nachricht {id} wird erneut gesendet.',
  'Message {id} is sent again as edited.': 'Die Nachricht {id} wird bearbeitet erneut gesendet.',
  'Order {number}: {noun} is sent again.': 'Bestellung {number}, {noun}: wird erneut gesendet.',
  'Order {number}: {noun} is sent again as edited.':
    'Bestellung {number}, {noun}: wird wie bearbeitet erneut gesendet.',
  'No order waits for this customer any more: there is nothing to send.':
    'Auf diesen Kunden wartet keine Bestellung mehr: Es gibt nichts zu senden.',
  'it would come to {total}, Magento to {other} ({difference})':
    'er käme auf {total}, Magento auf {other} ({difference})',
  'what the ERP will come to cannot be calculated': 'worauf das ERP kommt, lässt sich nicht berechnen',
  'Another mail takes this document to that address already.':
    'Eine andere Mail bringt diesen Beleg schon an diese Adresse.',
  'That day has not come yet. Give an earlier one.': 'Dieser Tag ist noch nicht gekommen. Wählen Sie einen früheren.',
  'Store {store} is being pulled since {day} already. Wait until that is done.':
    'Der Shop {store} wird seit {day} schon neu eingelesen. Warten Sie, bis das fertig ist.',
  'What changed in store {store} since {day} is heard again.':
    'Was sich im Shop {store} seit {day} geändert hat, wird erneut eingelesen.',
  'Nothing is being compared in store {store}: there is nothing to stop.':
    'Im Shop {store} wird gerade nichts verglichen: Es gibt nichts anzuhalten.',
  'Nothing is heard again in store {store}: there is nothing to stop.':
    'Im Shop {store} wird nichts erneut eingelesen: Es gibt nichts anzuhalten.',
  'There is no {kind} {code}. "orderbridge doctor" lists what is configured.':
    '{kind} {code} gibt es nicht. „orderbridge doctor“ zeigt, was eingerichtet ist.',
  store: 'Shop',
  connection: 'Verbindung',
  'Store {code} is paused.': 'Der Shop {code} ist pausiert.',
  'Store {code} is running.': 'Der Shop {code} läuft.',
  'Store {code} is paused already.': 'Der Shop {code} ist schon pausiert.',
  'Store {code} is running already.': 'Der Shop {code} läuft schon.',
  'Connection {code} is paused.': 'Die Verbindung {code} ist pausiert.',
  'Connection {code} is running.': 'Die Verbindung {code} läuft.',
  'Connection {code} is paused already.': 'Die Verbindung {code} ist schon pausiert.',
  'Connection {code} is running already.': 'Die Verbindung {code} läuft schon.',
  '{kind} of store {store}: paused.': '{kind} im Shop {store}: pausiert.',
  '{kind} of store {store}: running.': '{kind} im Shop {store}: läuft.',
  '{kind} of store {store}: paused already.': '{kind} im Shop {store}: schon pausiert.',
  '{kind} of store {store}: running already.': '{kind} im Shop {store}: läuft schon.',
  '"{day}" is not a day. Write it as 2026-03-10.': '„{day}“ ist kein Tag. Schreiben Sie ihn als 2026-03-10.',
  '{day} is not over in the time zone of store {store} ({zone}). Close it when it is.':
    '{day} ist in der Zeitzone des Shops {store} ({zone}) noch nicht vorbei. Schließen Sie ihn danach ab.',
  'Nothing was placed or invoiced in store {store} on {day}.':
    'Im Shop {store} wurde am {day} nichts bestellt oder berechnet.',
  '{day} is closed already, and nothing changed since.':
    '{day} ist schon abgeschlossen, und seither hat sich nichts geändert.',
  '{day} is closed: {hashes}.': '{day} ist abgeschlossen: {hashes}.',
  'The ledger of store {store} in {currency} begins with {first}: {day} is before it.':
    'Das Tagesbuch des Shops {store} in {currency} beginnt am {first}: {day} liegt davor.',
  'Days are closed one after the other: close {first} ({currency}) before {day}.':
    'Tage werden nacheinander abgeschlossen: schließen Sie {first} ({currency}) vor {day} ab.',
  'Accepted. It comes back when one of the values changes.':
    'Akzeptiert. Sie kommt wieder, wenn sich einer der Werte ändert.',
  'The window ends before it begins. Give an earlier day as its start.':
    'Der Zeitraum endet, bevor er beginnt. Wählen Sie einen früheren Anfang.',
  'That is more than a year. Compare it on the command line: orderbridge reconcile --from DAY':
    'Das ist mehr als ein Jahr. Vergleichen Sie es auf der Kommandozeile: orderbridge reconcile --from TAG',
  'The comparison is not scheduled yet: no worker has run since it was added. Start one.':
    'Der Vergleich ist noch nicht geplant: Seither lief kein Worker. Starten Sie einen.',
  'Both sides are being compared in the background; what differs will stand here.':
    'Beide Seiten werden im Hintergrund verglichen; was abweicht, wird hier stehen.',
  '{kind}: a worker does it within seconds. What came of it will stand below.':
    '{kind}: Ein Worker erledigt es in Sekunden. Das Ergebnis steht dann unten.',
  '{kind}: it is not planned yet. Start a worker, then try again.':
    '{kind}: noch nicht geplant. Starten Sie einen Worker, dann erneut versuchen.',
  'Version {version} of {connection} is the active one already.':
    'Version {version} von {connection} ist schon die aktive.',
  'Version {version} of {connection} is active. Orders planned from now on use it; version {back} is the way back.':
    'Version {version} von {connection} ist aktiv. Bestellungen, die ab jetzt geplant werden, nutzen sie; zurück geht es mit Version {back}.',
  'Version {version} of {connection} is kept as a draft. Compare it on real orders, then promote it.':
    'Version {version} von {connection} ist als Entwurf gespeichert. Vergleichen Sie sie an echten Bestellungen, dann aktivieren Sie sie.',
  'Version {version} of {connection} was not compared on real orders yet.':
    'Version {version} von {connection} wurde noch nicht an echten Bestellungen verglichen.',
  'It was compared with version {against}; active is {active} now.':
    'Sie wurde mit Version {against} verglichen; aktiv ist jetzt {active}.',
  'Compare it first: with its button, or with "orderbridge connection compare {connection} {version}".':
    'Vergleichen Sie sie zuerst: mit ihrem Knopf oder mit „orderbridge connection compare {connection} {version}“.',
  'Say what the new settings are for: whoever looks later will want to know.':
    'Schreiben Sie, wofür die neuen Einstellungen sind: Wer später nachsieht, will es wissen.',
  'Say why these settings are made the active ones.': 'Schreiben Sie, warum diese Einstellungen aktiv werden.',
  'The configuration is being changed by somebody else. Try again in a moment.':
    'Die Konfiguration wird gerade von jemand anderem geändert. Versuchen Sie es gleich noch einmal.',
  'A store\'s code has 1 to 40 of a-z, 0-9 and "-": "main" or "shop-si".':
    'Das Kürzel eines Shops hat 1 bis 40 Zeichen aus a-z, 0-9 und „-“: „main“ oder „shop-si“.',
  'This address makes no large files. Open the page on the Node server and export there.':
    'Diese Adresse erzeugt keine großen Dateien. Öffnen Sie die Seite auf dem Node-Server und exportieren Sie dort.',
  'This part of Orderbridge calls nobody. Run "orderbridge doctor" where the workers run.':
    'Dieser Teil von Orderbridge ruft niemanden auf. Führen Sie „orderbridge doctor“ dort aus, wo die Worker laufen.',
  'Goods have left: delivery {list} in {system}. Refund the order when they come back.':
    'Ware ist schon hinaus: Lieferung {list} in {system}. Erstatten Sie die Bestellung, wenn sie zurückkommt.',
  '{system} does not answer: whether goods have left is not known.':
    '{system} antwortet nicht: Ob Ware hinaus ist, ist nicht bekannt.',
}
