import type { Messages } from '../say.tsx'

/** What needs a person, and what to do about it. */
export const toldProblems: Messages = {
  '{many} not brought from {system} to Magento as they should be.':
    '{many} preneseno iz {system} v Magento, kot bi moralo biti.',
  'Product {sku} is not brought from {system} to Magento as they should be.':
    'Artikel {sku} ni prenesen iz {system} v Magento, kot bi moral biti.',
  '{n} products are not brought from {system} to Magento as they should be.':
    '{n, plural, one {# artikel ni prenesen} two {# artikla nista prenesena} few {# artikli niso preneseni} other {# artiklov ni prenesenih}} iz {system} v Magento, kot bi moralo biti.',
  'Put right what the words below name.': 'Uredite, kar je navedeno spodaj.',
  'Put right what the words below name; the run goes on by itself where it stopped.':
    'Uredite, kar je navedeno spodaj; zagon se sam nadaljuje tam, kjer se je ustavil.',
  '"orderbridge catalog errors --connection {code}" lists the products; a complete run tries them again.':
    'Artikle izpiše »orderbridge catalog errors --connection {code}«; celoten zagon jih poskusi znova.',
  "Products that wait in Magento's queue, where nothing happens to them: {n}.":
    'Artikli, ki čakajo v Magentovi čakalni vrsti, kjer se z njimi nič ne zgodi: {n}.',
  'Start the consumer async.operations.all in Magento (bin/magento queue:consumers:start, or its cron), or set {setting} in the connection: then products are written one by one.':
    'V Magentu zaženite async.operations.all (bin/magento queue:consumers:start ali njegov cron) ali pri povezavi nastavite {setting}: tedaj se artikli pišejo posamično.',
  'The catalogue of {system} does not get to Magento: its run stopped half-way.':
    'Katalog iz {system} ne pride v Magento: zagon se je ustavil na pol poti.',
  'the last run of the catalogue did not find it any more': 'zadnji zagon kataloga tega ni več našel',
  'Order {number}: {system} came to {total}, Magento to {other}.':
    'Naročilo {number}: {system} je prišel na {total}, Magento na {other}.',
  '{system} came to {total}, Magento to {other}.': '{system} je prišel na {total}, Magento na {other}.',
  'Correct the sales document in the ERP before it is invoiced, then skip this problem with the reason.':
    'Prodajni nalog v ERP-ju popravite, preden se zaračuna, nato težavo preskočite z razlogom.',
  "Magento's outbox of store {store} jumps from {from} to {to}: events in between were deleted.":
    'Odhodna vrsta Magenta trgovine {store} preskoči z {from} na {to}: dogodki vmes so bili izbrisani.',
  'Nothing is lost if the sweep runs: it compares all recent orders. Find out who deletes rows of orderbridge_outbox.':
    'Če teče redni pregled, se nič ne izgubi: primerja vsa novejša naročila. Ugotovite, kdo briše vrstice iz orderbridge_outbox.',
  '{system} does not answer.': '{system} se ne odziva.',
  'The mail server does not answer.': 'Poštni strežnik se ne odziva.',
  'Magento of store {store} does not answer.': 'Magento trgovine {store} se ne odziva.',
  'Connection {code} does not answer.': 'Povezava {code} se ne odziva.',
  'It is asked again by itself, and what waits goes on then.':
    'Samodejno se vpraša znova in tedaj se čakajoče nadaljuje.',
  '"orderbridge doctor" tells what is wrong.': 'Kaj je narobe, pove »orderbridge doctor«.',
  'Order {number}: credit memo {memo} over {total} was made in Magento and has nothing in {system} yet.':
    'Naročilo {number}: dobropis {memo} za {total} je nastal v Magentu in v {system} še nima para.',
  'Take it back in {system}: a credit note of the same goods or the same total is linked by itself. If nothing is to be done there, skip this with the reason.':
    'Izvedite jo v {system}: dobropis za isto blago ali isti znesek se poveže sam. Če tam ni treba narediti ničesar, to preskočite z razlogom.',
  'It was not done by itself: {reason}.': 'Samodejno se ni izvedlo: {reason}.',
  'Order {number} cannot be prepared for {system}.': 'Naročila {number} ni mogoče pripraviti za {system}.',
  'No ERP connection takes orders of store view {view}.':
    'Nobena povezava z ERP-jem ne sprejema naročil pogleda trgovine {view}.',
  'Add the store view to policies.views of a connection, and try again.':
    'Pogled trgovine dodajte v policies.views ene od povezav in poskusite znova.',
  'Order {number} replaces order {old}, whose sales document {document} cannot be cancelled any more.':
    'Naročilo {number} nadomešča naročilo {old}, katerega prodajnega naloga {document} ni več mogoče preklicati.',
  'Undo what was delivered or invoiced of {document} in the ERP, cancel it there and try again. Or go on with {document2} and skip order {number}. "Send now" sends order {number2} beside it.':
    'V ERP-ju razveljavite, kar je od {document} dobavljeno ali zaračunano, ga tam prekličite in poskusite znova. Ali nadaljujte z {document2} in preskočite naročilo {number}. »Pošlji zdaj« pošlje naročilo {number2} poleg njega.',
  'Add the store view to policies.views of a connection, or take away that setting.':
    'Pogled trgovine dodajte v policies.views ene od povezav ali to nastavitev odstranite.',
  'Mails came back: their customers did not get them.': 'E-sporočila so se vrnila: kupci jih niso prejeli.',
  'Documents, not delivered: ask for the right address and resend there.':
    'Dokumenti, nedostavljeni: povprašajte za pravi naslov in jih tam ponovno pošljite.',
  '{system} does not sell item {sku}.': '{system} ne prodaja artikla {sku}.',
  'Release the item in the ERP, or map the SKU to another one; the orders go on by themselves.':
    'Artikel v ERP-ju sprostite ali SKU preslikajte v drugega; naročila se nadaljujejo sama.',
  '{system} does not know item {sku}.': '{system} ne pozna artikla {sku}.',
  'Create the item in the ERP or map the SKU (policies.itemMap); the orders go on by themselves.':
    'Artikel ustvarite v ERP-ju ali preslikajte SKU (policies.itemMap); naročila se nadaljujejo sama.',
  'Order {number}: the ERP has more than one customer that fits ({list}).':
    'Naročilo {number}: v ERP-ju ustreza več kupcev ({list}).',
  'Merge the customers in the ERP, or give the right one the VAT id and take it from the others; then try again.':
    'Kupce v ERP-ju združite ali pa ID za DDV pustite samo pravemu; nato poskusite znova.',
  'Order {number}: {system} has sales document {document} with its reference and without our key.':
    'Naročilo {number}: {system} ima dokument {document} z njegovim sklicem in brez našega ključa.',
  'If people entered this order, write the key {key} into it and try again: it is taken over.':
    'Če je kdo vnesel to naročilo, tja vpišite ključ {key} in poskusite znova: dokument bo prevzet.',
  'If it is another one, give that another reference and try again.':
    'Če je drugo, mu dajte drug sklic in poskusite znova.',
  'Order {number}: its customer is not in {system}.': 'Naročilo {number}: kupca ni v {system}.',
  'Create the customer in the ERP, then try again; or let the connection create customers (policies.missingSubjects): the order goes on by itself then.':
    'Kupca ustvarite v ERP-ju in poskusite znova; ali povezavi dovolite ustvarjanje kupcev (policies.missingSubjects): naročilo gre nato naprej samo.',
  'Order {number}: {system} would come to {total} instead of {other}.':
    'Naročilo {number}: {system} bi prišel na {total} namesto {other}.',
  'Check the tax and freight mapping with "orderbridge order preview"; then try again.':
    'Preslikavo davka in dostave preverite z »orderbridge order preview«; nato poskusite znova.',
  'Order {number} cannot be read: its parts do not make its total.':
    'Naročila {number} ni mogoče prebrati: deli ne dajo skupnega zneska.',
  'Compare the order in Magento with the numbers below. An extension that adds a fee usually has to be told apart; the order goes on when Magento answers with parts that add up.':
    'Naročilo v Magentu primerjajte s spodnjimi številkami. Običajno gre za razširitev, ki doda strošek in jo je treba posebej navesti; naročilo se nadaljuje, ko Magento vrne dele, ki se izidejo.',
  'The ledger of {day} in {currency} changed after it was closed.':
    'Dnevna knjiga za {day} v {currency} se je po zaključku spremenila.',
  'Open the day in the ledger: both versions stand there. Close it again with a note when that is right.':
    'Dan odprite v dnevni knjigi: tam sta obe različici. Če je prav, ga z opombo znova zaključite.',
  '{system} has not taken {noun} for a while.': '{system} že nekaj časa ne sprejme: {noun}.',
  'It is tried again by itself.': 'Poskus se samodejno ponovi.',
  '"orderbridge doctor" tells whether the far side answers.': 'Ali se druga stran odziva, pove »orderbridge doctor«.',
  'Whether {noun} was made cannot be found out.': 'Ni mogoče ugotoviti, ali je bilo opravljeno: {noun}.',
  'Look on the far side. If it is there, skip the message with the reason; if it is not, try again.':
    'Preverite na drugi strani. Če je tam, sporočilo preskočite z razlogom; če ni, poskusite znova.',
  '{noun} is refused.': '{noun} – zavrnjeno.',
  'A problem needs a person.': 'Za eno od težav je potreben človek.',
  '{noun} is refused: {error}': '{noun} – zavrnjeno: {error}',
  'Mend what the message below names, then try again.':
    'Odpravite, kar navaja spodnje sporočilo, nato poskusite znova.',
  'What came of {noun} cannot be written down.': 'Izida ni mogoče zapisati: {noun}.',
  'A fault of Orderbridge: report it with the words below.': 'Napaka Orderbridgea: prijavite jo s spodnjim besedilom.',
  'It is looked up and tried again by itself.': 'Samodejno se preveri in poskusi znova.',
  'Reading from {system} fails.': 'Branje iz {system} ne uspe.',
  'Reading from Magento of store {store} fails.': 'Branje iz Magenta trgovine {store} ne uspe.',
  'Reading from the ERP connection {code} fails.': 'Branje iz povezave ERP {code} ne uspe.',
  'Run "orderbridge doctor": it says what is wrong.': 'Zaženite »orderbridge doctor«: pove, kaj je narobe.',
  'What waits goes on by itself.': 'Kar čaka, se nadaljuje samo.',
  'The ERP connection {code} is not set up for us yet.': 'Povezava ERP {code} za nas še ni pripravljena.',
  'Magento of store {store} is not set up for us yet.': 'Magento trgovine {store} za nas še ni pripravljen.',
  'Run "orderbridge doctor --fix": it makes what is missing.': 'Zaženite »orderbridge doctor --fix«: doda, kar manjka.',
  'Run "orderbridge doctor --fix": it makes what it may make there, and says what is left for a person.':
    'Zaženite »orderbridge doctor --fix«: tam ustvari, kar sme, in pove, kaj ostane osebi.',
  'The log-in at {system} is refused.': 'Prijava v {system} je zavrnjena.',
  'The log-in at the ERP connection {code} is refused.': 'Prijava v povezavo ERP {code} je zavrnjena.',
  'The log-in at Magento of store {store} is refused.': 'Prijava v Magento trgovine {store} je zavrnjena.',
  'Put the right credentials into the configuration and apply it; what waits goes on by itself.':
    'V nastavitve vnesite prave poverilnice in jih uveljavite; kar čaka, se nadaljuje samo.',
  'Webhook {id} cannot be processed.': 'Webhooka {id} ni mogoče obdelati.',
  'What was heard of {thing} cannot be processed.': 'Prejetega o {thing} ni mogoče obdelati.',
  'Order {number}: {what} in {system} has to be followed in Magento by a person.':
    'Naročilo {number}: {what} v {system} mora nekdo ročno urediti v Magentu.',
  'Do in Magento what the ERP did, then skip this with the reason.':
    'V Magentu naredite, kar je naredil ERP, nato to preskočite z razlogom.',
  '{system} cancelled {document}, order {number} is still open in Magento.':
    '{system} je preklical {document}, naročilo {number} je v Magentu še odprto.',
  'Cancel the order in Magento, or refund it where it is invoiced; or enter it in the ERP again. Then skip this with the reason.':
    'Naročilo v Magentu prekličite ali ga povrnite, kjer je zaračunano; ali pa ga znova vnesite v ERP. Nato to preskočite z razlogom.',
  'guests go to a collective customer, and none is set.': 'gosti gredo na zbirnega kupca, ta pa ni nastavljen.',
  'Set subjects.collective of the connection to a CardCode.': 'subjects.collective povezave nastavite na CardCode.',
  'Set subjects.collective of the connection to a customer code.':
    'subjects.collective povezave nastavite na šifro kupca.',
  '{system} has no item for the SKU "{sku}".': '{system} nima artikla za SKU »{sku}«.',
  'Create the item in {system}, or add the SKU to itemMap of the connection.':
    'Artikel ustvarite v {system} ali SKU dodajte v itemMap povezave.',
  'the payment method "{method}" is not mapped.': 'način plačila »{method}« ni preslikan.',
  'the shipping method "{method}" is not mapped.': 'način dostave »{method}« ni preslikan.',
  'the fee "{code}" is part of the total and not mapped.': 'strošek »{code}« je del zneska in ni preslikan.',
  'no currency code of {erp} is known for {currency}.': 'za {currency} ni znana koda valute v sistemu {erp}.',
  'no VAT group of {erp} is set for {rate} % in {country}.':
    'za {rate} % v državi {country} ni nastavljena skupina DDV v sistemu {erp}.',
  'no VAT rate code of {erp} is set for {rate} % in {country}.':
    'za {rate} % v državi {country} ni nastavljena koda stopnje DDV v sistemu {erp}.',
  'Add "{code}" or "{code2}" to {field} of the connection.': '»{code}« ali »{code2}« dodajte v {field} povezave.',
  'Add "{code}" or "{code2}" to {field} of the connection, or set {field2}.':
    '»{code}« ali »{code2}« dodajte v {field} povezave ali nastavite {field2}.',
  'Add "{code}" to {field} of the connection.': '»{code}« dodajte v {field} povezave.',
  'Add {what} to {field} of the connection.': '{what} dodajte v {field} povezave.',
  'Add {what} to {field} of the connection, or set {field2}.':
    '{what} dodajte v {field} povezave ali nastavite {field2}.',
  'Set {field} of the connection.': 'Nastavite {field} povezave.',
  'shipping costs something, and no expense of {erp} is set for it.':
    'dostava se zaračuna, zanjo pa ni nastavljen strošek v sistemu {erp}.',
  'shipping costs something, and no item of {erp} is set for it.':
    'dostava se zaračuna, zanjo pa ni nastavljen artikel v sistemu {erp}.',
  'the line "{sku}" has the quantity {quantity}.': 'postavka »{sku}« ima količino {quantity}.',
  'Look at the order in Magento and enter it in {system} by hand.':
    'Naročilo si oglejte v Magentu in ga ročno vnesite v {system}.',
  '{system} would come to {total}, Magento says {other}.': '{system} bi prišel na {total}, Magento pravi {other}.',
  'Look at the order in Magento.': 'Oglejte si naročilo v Magentu.',
  'Set priceMode of the connection to "gross".': 'priceMode povezave nastavite na »gross«.',
  'the cancellation of delivery {number}': 'preklic dobavnice {number}',
  'the cancellation of credit note {number}': 'preklic dobropisa {number}',
  'credit note {number}': 'dobropis {number}',
  'Order {number} was not taken over: {reason}': 'Naročilo {number} ni bilo prevzeto: {reason}',
  'its parts do not add up: lines {lines} + shipping {shipping} + fees {fees} = {sum}, but grand_total is {total}.':
    'deli se ne izidejo: postavke {lines} + dostava {shipping} + stroški {fees} = {sum}, grand_total pa je {total}.',
  'The difference is {amount}.': 'Razlika je {amount}.',
  'Find the extension that changes the total; enter this order by hand or retry when its data agree.':
    'Poiščite razširitev, ki spreminja znesek; naročilo vnesite ročno ali poskusite znova, ko se podatki ujemajo.',
  'it has an adjustment of {amount}, and "refund_adjustment" is not among the fees of the connection':
    'ima popravek {amount}, »refund_adjustment« pa ni med stroški povezave',
  'Sales order {number} is delivered, invoiced or closed in part, and not all of the refunded goods are invoiced':
    'prodajni nalog {number} je delno dobavljen, zaračunan ali zaprt, vse povrnjeno blago pa ni zaračunano',
  'Sales order {number} is delivered and closed': 'prodajni nalog {number} je dobavljen in zaprt',
  'Magento is in maintenance mode': 'Magento je v vzdrževalnem načinu',
  'the totals agree now': 'zneska se zdaj ujemata',
  'nothing waits for it any more': 'nič več ne čaka na to',
  '{sku} is in the ERP now': '{sku} je zdaj v ERP-ju',
  'The configuration was changed': 'Nastavitve so bile spremenjene',
  'What it waited for is over': 'Kar se je čakalo, je minilo',
  'it was processed': 'obdelano je bilo',
  'the day is as it was closed': 'dan je tak, kot je bil zaključen',
  'the day was closed again': 'dan je bil znova zaključen',
}
