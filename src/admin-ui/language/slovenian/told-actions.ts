import type { Messages } from '../say.tsx'

/** What an action answers, and why it was not done. */
export const toldActions: Messages = {
  'login link for {name}': 'prijavna povezava za {name}',
  'A reason is needed: it is what others will read later.': 'Razlog je obvezen: drugi ga bodo brali pozneje.',
  'A note is needed: it is what others will read later.': 'Opomba je obvezna: drugi jo bodo brali pozneje.',
  'You may not see this page. Ask for the role "{role}" in Magento under System › User Roles.':
    'Te strani ne smete videti. Za vlogo »{role}« prosite v Magentu pod System › User Roles.',
  'You may not act on orders, problems and documents. Ask for the role "{role}" in Magento under System › User Roles.':
    'Naročil, težav in dokumentov ne smete obdelovati. Za vlogo »{role}« prosite v Magentu pod System › User Roles.',
  'You may not change the configuration. Ask for the role "{role}" in Magento under System › User Roles.':
    'Nastavitev ne smete spreminjati. Za vlogo »{role}« prosite v Magentu pod System › User Roles.',
  'You may not act on all stores. Ask whoever runs Orderbridge for a login link that may.':
    'Za vse trgovine ne smete ukrepati. Skrbnika Orderbridgea prosite za ustrezno povezavo za prijavo.',
  'You may not act on store {store}. Ask whoever runs Orderbridge for a login link that may.':
    'Za trgovino {store} ne smete ukrepati. Skrbnika Orderbridgea prosite za ustrezno povezavo za prijavo.',
  'There is no order {id} in store {store}.': 'V trgovini {store} ni naročila {id}.',
  'There is no document {id} in store {store}.': 'V trgovini {store} ni dokumenta {id}.',
  'There is no problem {id} in store {store}.': 'V trgovini {store} ni težave {id}.',
  'There is no message {id} in store {store}.': 'V trgovini {store} ni sporočila {id}.',
  'There is no open drift {id} in store {store}: it may be gone.':
    'V trgovini {store} ni odprtega odstopanja {id}: morda ga ni več.',
  'Order {number} is {standing} in Magento already.': 'Naročilo {number} je v Magentu že v stanju »{standing}«.',
  'Order {number} is in the ERP. Cancel it in Magento: the sales document is cancelled with it, if that is still possible.':
    'Naročilo {number} je v ERP-ju. Prekličite ga v Magentu: prodajni nalog se prekliče z njim, če je še mogoče.',
  'Order {number} is being cancelled in Magento.': 'Naročilo {number} se v Magentu preklicuje.',
  'Order {number} cannot be read: cancel it in Magento.':
    'Naročila {number} ni mogoče prebrati: prekličite ga v Magentu.',
  'Given up: {reason}': 'Opuščeno: {reason}',
  'Order {number} is invoiced in Magento and cannot be cancelled there. Refund it in Magento, or set policies.cancel.invoiced of the connection.':
    'Naročilo {number} je v Magentu zaračunano in ga tam ni mogoče preklicati. V Magentu ga povrnite ali nastavite policies.cancel.invoiced povezave.',
  'Order {number}: whether a message got through is open. Wait until that is known, or decide it, then cancel.':
    'Naročilo {number}: ni znano, ali je sporočilo prispelo. Počakajte, da bo znano, ali to določite, nato prekličite.',
  'Order {number} needs no push: it is {reason}.': 'Naročila {number} ni treba pošiljati: {reason}.',
  'Order {number} is {standing} in Magento; it is not sent.':
    'Naročilo {number} je v Magentu v stanju »{standing}«; ne pošlje se.',
  'Order {number} cannot be read: {reason}': 'Naročila {number} ni mogoče prebrati: {reason}',
  'Order {number} is on its way.': 'Naročilo {number} je na poti.',
  'Order {number} is not stuck: nothing to try again.': 'Naročilo {number} ni obtičalo: ni kaj poskusiti znova.',
  'Order {number}: {document} was made from the sales document that is gone. Sent again, its goods would go out twice: settle it in the ERP.':
    'Naročilo {number}: {document} je nastal iz dokumenta, ki ga ni več. Če bi ga poslali znova, bi blago odšlo dvakrat: uredite v ERP.',
  'Order {number} is tried again.': 'Naročilo {number} se poskusi znova.',
  'Order {number}: a message is on its way and its outcome open. Wait a moment, then skip.':
    'Naročilo {number}: sporočilo je na poti, izid še ni znan. Počakajte trenutek, nato preskočite.',
  'Order {number} is skipped.': 'Naročilo {number} je preskočeno.',
  'What was stuck of order {number} is skipped.': 'Kar je pri naročilu {number} obtičalo, je preskočeno.',
  'Order {number}: {file} is on its way already.': 'Naročilo {number}: {file} je že na poti.',
  'Order {number}: {file} is on its way to {recipient}.': 'Naročilo {number}: {file} je na poti na {recipient}.',
  'Store {store} sends no mails: set mail.from in its settings.':
    'Trgovina {store} ne pošilja e-pošte: v njenih nastavitvah izpolnite mail.from.',
  '{noun} cannot be edited: it follows from the document in the ERP.':
    '{noun}: ni mogoče urejati, ker izhaja iz dokumenta v ERP-ju.',
  'This version of Orderbridge cannot read message {id}. Have it planned anew.':
    'Ta različica Orderbridgea sporočila {id} ne more prebrati. Naj se načrtuje znova.',
  'Message {id} says that already.': 'Sporočilo {id} to že vsebuje.',
  'The edited document does not fit the order: {difference}. Correct it, or accept the difference.':
    'Urejeni nalog se ne ujema z naročilom: {difference}. Popravite ga ali sprejmite razliko.',
  'There are fields in it that this message does not have. Take them out.':
    'Vsebuje polja, ki jih to sporočilo nima. Odstranite jih.',
  'Message {id} is edited and waits to be sent.': 'Sporočilo {id} je urejeno in čaka na pošiljanje.',
  'Message {id} is {state}: only what was given up or is held can be acted on.':
    'Sporočilo {id}: {state}. Ukrepati je mogoče samo pri opuščenem ali zadržanem.',
  'Order {number} is being planned anew. Wait a moment, then look again.':
    'Naročilo {number} se znova načrtuje. Počakajte trenutek in poglejte znova.',
  'Inbox message {id} is read within seconds.': 'Prejeto sporočilo {id} bo prebrano v nekaj sekundah.',
  'Inbox message {id} was read meanwhile.': 'Prejeto sporočilo {id} je bilo medtem prebrano.',
  'There is no inbox message {id} in store {store}: it may be forgotten by now.':
    'V trgovini {store} ni prejetega sporočila {id}: morda je že pozabljeno.',
  'Inbox message {id} came from connection {name}, which was removed: nobody can be asked.':
    'Prejeto sporočilo {id} je prišlo od povezave {name}, ki je bila odstranjena: ni koga vprašati.',
  'Inbox message {id} was taken apart, and its body dropped. Read the orders again that it was about: each is an inbox message of its own.':
    'Prejeto sporočilo {id} je bilo razstavljeno, njegova vsebina pa zavržena. Znova preberite naročila, za katera je šlo: vsako je prejeto sporočilo zase.',
  'Message {id} is sent again.': 'Sporočilo {id} se pošilja znova.',
  'Message {id} is sent again as edited.': 'Urejeno sporočilo {id} se pošilja znova.',
  'Order {number}: {noun} is sent again.': 'Naročilo {number}, {noun}: ponovno pošiljanje.',
  'Order {number}: {noun} is sent again as edited.': 'Naročilo {number}, {noun}: ponovno pošiljanje urejenega.',
  'No order waits for this customer any more: there is nothing to send.':
    'Na tega kupca ne čaka več nobeno naročilo: ni kaj poslati.',
  'it would come to {total}, Magento to {other} ({difference})':
    'prišel bi na {total}, Magento na {other} ({difference})',
  'what the ERP will come to cannot be calculated': 'zneska, na katerega bo prišel ERP, ni mogoče izračunati',
  'Another mail takes this document to that address already.': 'Drugo e-sporočilo ta dokument že nosi na ta naslov.',
  'That day has not come yet. Give an earlier one.': 'Ta dan še ni prišel. Izberite zgodnejšega.',
  'Store {store} is being pulled since {day} already. Wait until that is done.':
    'Trgovina {store} se od {day} že znova bere. Počakajte, da se konča.',
  'What changed in store {store} since {day} is heard again.':
    'Kar se je v trgovini {store} spremenilo od {day}, se znova bere.',
  'Nothing is being compared in store {store}: there is nothing to stop.':
    'V trgovini {store} se nič ne primerja: ni česa ustaviti.',
  'Nothing is heard again in store {store}: there is nothing to stop.':
    'V trgovini {store} se nič ne bere znova: ni kaj ustaviti.',
  'There is no {kind} {code}. "orderbridge doctor" lists what is configured.':
    '{kind} {code} ne obstaja. Nastavljeno izpiše »orderbridge doctor«.',
  store: 'trgovina',
  connection: 'povezava',
  'Store {code} is paused.': 'Trgovina {code} je začasno ustavljena.',
  'Store {code} is running.': 'Trgovina {code} teče.',
  'Store {code} is paused already.': 'Trgovina {code} je že začasno ustavljena.',
  'Store {code} is running already.': 'Trgovina {code} že teče.',
  'Connection {code} is paused.': 'Povezava {code} je začasno ustavljena.',
  'Connection {code} is running.': 'Povezava {code} teče.',
  'Connection {code} is paused already.': 'Povezava {code} je že začasno ustavljena.',
  'Connection {code} is running already.': 'Povezava {code} že teče.',
  '{kind} of store {store}: paused.': '{kind} v trgovini {store}: začasno ustavljeno.',
  '{kind} of store {store}: running.': '{kind} v trgovini {store}: teče.',
  '{kind} of store {store}: paused already.': '{kind} v trgovini {store}: že začasno ustavljeno.',
  '{kind} of store {store}: running already.': '{kind} v trgovini {store}: že teče.',
  '"{day}" is not a day. Write it as 2026-03-10.': '»{day}« ni dan. Zapišite ga kot 2026-03-10.',
  '{day} is not over in the time zone of store {store} ({zone}). Close it when it is.':
    '{day} v časovnem pasu trgovine {store} ({zone}) še ni končan. Zaključite ga, ko bo.',
  'Nothing was placed or invoiced in store {store} on {day}.':
    'V trgovini {store} {day} ni bilo nič naročeno ali zaračunano.',
  '{day} is closed already, and nothing changed since.': '{day} je že zaključen in od takrat se ni nič spremenilo.',
  '{day} is closed: {hashes}.': '{day} je zaključen: {hashes}.',
  'The ledger of store {store} in {currency} begins with {first}: {day} is before it.':
    'Dnevna knjiga trgovine {store} v {currency} se začne {first}: {day} je pred tem.',
  'Days are closed one after the other: close {first} ({currency}) before {day}.':
    'Dnevi se zaključujejo po vrsti: {first} ({currency}) zaključite pred {day}.',
  'Accepted. It comes back when one of the values changes.': 'Sprejeto. Vrne se, ko se katera od vrednosti spremeni.',
  'The window ends before it begins. Give an earlier day as its start.':
    'Obdobje se konča, preden se začne. Izberite zgodnejši začetek.',
  'That is more than a year. Compare it on the command line: orderbridge reconcile --from DAY':
    'To je več kot eno leto. Primerjajte v ukazni vrstici: orderbridge reconcile --from DAN',
  'The comparison is not scheduled yet: no worker has run since it was added. Start one.':
    'Primerjava še ni načrtovana: od takrat ni tekel noben delovni proces. Zaženite ga.',
  'Both sides are being compared in the background; what differs will stand here.':
    'Obe strani se primerjata v ozadju; kar odstopa, bo tu.',
  '{kind}: a worker does it within seconds. What came of it will stand below.':
    '{kind}: opravljeno bo v nekaj sekundah. Izid bo spodaj.',
  '{kind}: it is not planned yet. Start a worker, then try again.':
    '{kind}: še ni načrtovano. Zaženite delovni proces in poskusite znova.',
  'Version {version} of {connection} is the active one already.': 'Različica {version} za {connection} je že veljavna.',
  'Version {version} of {connection} is active. Orders planned from now on use it; version {back} is the way back.':
    'Različica {version} za {connection} je veljavna. Naročila, načrtovana odslej, jo uporabljajo; nazaj vodi različica {back}.',
  'Version {version} of {connection} is kept as a draft. Compare it on real orders, then promote it.':
    'Različica {version} za {connection} je shranjena kot osnutek. Primerjajte jo na pravih naročilih, nato jo uveljavite.',
  'Version {version} of {connection} was not compared on real orders yet.':
    'Različica {version} za {connection} še ni bila primerjana na pravih naročilih.',
  'It was compared with version {against}; active is {active} now.':
    'Primerjana je bila z različico {against}; zdaj je veljavna {active}.',
  'Compare it first: with its button, or with "orderbridge connection compare {connection} {version}".':
    'Najprej jo primerjajte: z njenim gumbom ali z »orderbridge connection compare {connection} {version}«.',
  'Say what the new settings are for: whoever looks later will want to know.':
    'Napišite, čemu so nove nastavitve: kdor bo gledal pozneje, bo to želel vedeti.',
  'Say why these settings are made the active ones.': 'Napišite, zakaj te nastavitve postanejo veljavne.',
  'The configuration is being changed by somebody else. Try again in a moment.':
    'Nastavitve pravkar spreminja nekdo drug. Čez trenutek poskusite znova.',
  'A store\'s code has 1 to 40 of a-z, 0-9 and "-": "main" or "shop-si".':
    'Koda trgovine ima 1 do 40 znakov a-z, 0-9 in »-«: »main« ali »shop-si«.',
  'This address makes no large files. Open the page on the Node server and export there.':
    'Ta naslov ne ustvarja velikih datotek. Stran odprite na strežniku Node in izvozite tam.',
  'This part of Orderbridge calls nobody. Run "orderbridge doctor" where the workers run.':
    'Ta del Orderbridgea ne kliče nikogar. »orderbridge doctor« zaženite tam, kjer tečejo delovni procesi.',
  'Goods have left: delivery {list} in {system}. Refund the order when they come back.':
    'Blago je že odšlo: dobavnica {list} v {system}. Naročilo povrnite, ko se vrne.',
  '{system} does not answer: whether goods have left is not known.':
    '{system} se ne odziva: ni znano, ali je blago odšlo.',
}
