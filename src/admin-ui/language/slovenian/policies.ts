import type { Messages } from '../say.tsx'

/** What the policies of stores and connections do, field by field. */
export const policies: Messages = {
  'In use: {values}.': 'V uporabi: {values}.',
  'The shop': 'Trgovina',
  'Which orders go there': 'Katera naročila gredo tja',
  'Customers and items': 'Kupci in artikli',
  'Totals and payments': 'Zneski in plačila',
  'Cancellations and refunds': 'Preklici in vračila',
  'Shipments and mails': 'Pošiljke in sporočila',
  '{n, plural, one {# value cannot be used; it is marked below.} other {# values cannot be used; they are marked below.}} Nothing was changed.':
    '{n, plural, one {# vrednost ni uporabna; označena je spodaj.} two {# vrednosti nista uporabni; označeni sta spodaj.} few {# vrednosti niso uporabne; označene so spodaj.} other {# vrednosti ni uporabnih; označene so spodaj.}} Nič ni bilo spremenjeno.',
  'Only in the configuration file': 'Samo v konfiguracijski datoteki',
  '{n} rows: too many for a form. Change them in the configuration file.':
    'Vrstic je {n}: preveč za obrazec. Spremenite jih v konfiguracijski datoteki.',
  'No rows.': 'Ni vrstic.',
  'Add a row': 'Dodaj vrstico',
  'to {table}': 'v {table}',
  'a new row': 'nova vrstica',
  'Name of the shop': 'Ime trgovine',
  'On this page and in alerts. Nothing that is sent depends on it.':
    'Na tej strani in v obvestilih. Od njega ni odvisno nič, kar se pošlje.',
  'Send no orders at all': 'Ne pošiljaj nobenih naročil',
  'Orders heard from then on are skipped; those that were sent go on.':
    'Naročila, ki pridejo od takrat, se preskočijo; poslana gredo naprej.',
  'Rules of single store views': 'Pravila posameznih pogledov trgovine',
  'Fields of extensions': 'Polja razširitev',
  'What extensions add to orders and the ERP shall get: a name, and its place as Magento’s REST gives the order, “extension_attributes.delivery_date”. For orders that are read from then on.':
    'Kar razširitve dodajo naročilom in naj dobi ERP: ime in mesto, kjer to v naročilu pokaže Magentov REST, »extension_attributes.delivery_date«. Za naročila, ki se preberejo od takrat.',
  'Place in the order': 'Mesto v naročilu',
  'Over the rules above; what is empty is as above. They hold for orders that are decided from then on; what was sent goes on.':
    'Veljajo pred pravili zgoraj; kar je prazno, je kot zgoraj. Veljajo za naročila, o katerih se odloča od takrat; poslana gredo naprej.',
  'Store view': 'Pogled trgovine',
  'Send none': 'Ne pošiljaj',
  'Minutes until sent': 'Minut do pošiljanja',
  Statuses: 'Statusi',
  Sender: 'Pošiljatelj',
  '“My Shop <orders@shop.example>”. Empty: no mail leaves; invoices are kept and attached to the order.':
    '»Moja trgovina <orders@shop.example>«. Prazno: nobeno sporočilo ne gre ven; računi se shranijo in pripnejo k naročilu.',
  'Answers go to': 'Odgovori gredo na',
  'Empty: to the sender. Mails that wait to be sent use it too.':
    'Prazno: na pošiljatelja. Velja tudi za sporočila, ki še čakajo.',
  'Copy of each mail to': 'Kopija vsakega sporočila na',
  'Empty: to nobody. Mails that wait to be sent go there too.':
    'Prazno: nikomur. Tja gredo tudi sporočila, ki še čakajo.',
  'that of the store view in Magento': 'kot ga ima pogled trgovine v Magentu',
  'Language of the mails': 'Jezik sporočil',
  'For store views that have none of their own below. From the next mail on.':
    'Za poglede trgovine, ki spodaj nimajo svojega. Od naslednjega sporočila.',
  'Language of single store views': 'Jezik posameznih pogledov trgovine',
  'Where it is another one. From the next mail on.': 'Kjer je drug. Od naslednjega sporočila.',
  Language: 'Jezik',
  'Store views whose orders go there': 'Pogledi trgovine, katerih naročila gredo tja',
  'One per line. Empty: all. An order that is planned already stays with its ERP.':
    'Eden na vrstico. Prazno: vsi. Naročilo, ki je že načrtovano, ostane pri svojem ERP.',
  'Reference on the sales document': 'Sklic na prodajnem nalogu',
  '{number} is the order number, {store} the code of the store. Empty: the order number. Documents that are there keep theirs.':
    '{number} je številka naročila, {store} koda trgovine. Prazno: številka naročila. Nalogi, ki že obstajajo, obdržijo svojega.',
  'Who a guest becomes in the ERP': 'Kdo postane gost v ERP',
  'Default: one customer per mail address. Orders that are planned already keep their customer.':
    'Brez vnosa: en kupec na poštni naslov. Naročila, ki so že načrtovana, obdržijo svojega kupca.',
  'Default: is created. Orders that wait for one go on by themselves then.':
    'Brez vnosa: ustvari se. Naročila, ki čakajo nanj, gredo potem naprej sama.',
  'An item that the ERP does not know': 'Artikel, ki ga ERP ne pozna',
  'Default: the order waits. Orders that wait are looked at again, and go on where the table helps.':
    'Brez vnosa: naročilo čaka. Čakajoča se pregledajo znova in gredo naprej, kjer tabela pomaga.',
  'ERP item by SKU': 'Artikel v ERP po SKU',
  'Where they differ; used with “is looked up in the table”. Orders that wait for an item go on by themselves; sent ones stay as they are.':
    'Kjer se razlikujeta; velja z »poišče se v tabeli«. Naročila, ki čakajo na artikel, gredo naprej sama; poslana ostanejo, kot so.',
  'SKU in Magento': 'SKU v Magentu',
  'Item code in the ERP': 'Koda artikla v ERP',
  'How an invoice in Magento takes the money': 'Kako račun v Magentu prevzame denar',
  'Default: only marked as paid. Invoices that wait to be made follow it when they are tried again.':
    'Brez vnosa: samo označen kot plačan. Čakajoči računi se tega držijo, ko se poskusijo znova.',
  'Other ways for single payment methods': 'Drugače za posamezne načine plačila',
  'Over the one above. Invoices that wait to be made follow it when they are tried again.':
    'Veljajo pred zgornjim. Čakajoči računi se tega držijo, ko se poskusijo znova.',
  'Payment method': 'Način plačila',
  'The money is': 'Denar je',
  'Money that the shop has taken': 'Denar, ki ga je prejela trgovina',
  'Becomes an incoming payment in the ERP, or not. Default: not. Holds for orders heard from then on.':
    'V ERP postane prejeto plačilo ali ne. Brez vnosa: ne. Velja za naročila, ki pridejo od takrat.',
  'Payment methods that are booked': 'Načini plačila, ki se knjižijo',
  'One per line, where money is booked. Empty: all. Holds for orders heard from then on.':
    'Eden na vrstico, kjer se denar knjiži. Prazno: vsi. Velja za naročila, ki pridejo od takrat.',
  'The ERP cancels an order': 'ERP prekliče naročilo',
  'Default: it is cancelled in Magento too, which releases an authorised payment. From then on.':
    'Brez vnosa: prekliče se tudi v Magentu, kar sprosti odobreno plačilo. Od takrat.',
  'And Magento has invoiced it already': 'In Magento je zanj že izdal račun',
  'It cannot be cancelled there any more. Default: a person decides. From then on.':
    'Tam ga ni več mogoče preklicati. Brez vnosa: odloči človek. Od takrat.',
  'A credit note of the ERP': 'Dobropis v ERP',
  'What it does in Magento. Default: an offline credit memo. Those that wait follow it when tried again.':
    'Kaj naredi v Magentu. Brez vnosa: dobropis brez nakazila. Čakajoči se tega držijo, ko se poskusijo znova.',
  'A credit memo that people make in Magento': 'Dobropis, ki ga nekdo naredi v Magentu',
  'What it does in the ERP; before the ERP’s invoice the goods come off the sales document. Default: a person decides. From then on.':
    'Kaj naredi v ERP; pred računom ERP se blago vzame s prodajnega naloga. Brez vnosa: odloči človek. Od takrat.',
  'Default: waits for a person. Holds for refused orders that wait now as well.':
    'Brez vnosa: čaka na človeka. Velja tudi za zavrnjena naročila, ki čakajo zdaj.',
  Carriers: 'Dostavne službe',
  'What the ERP’s carrier is called in Magento. Without a row: its own name, without a link to track it. Shipments that are there keep theirs.':
    'Kako se dostavna služba iz ERP imenuje v Magentu. Brez vrstice: njeno ime, brez povezave za sledenje. Obstoječe pošiljke obdržijo svojo.',
  'Carrier in the ERP': 'Dostavna služba v ERP',
  'Code in Magento': 'Koda v Magentu',
  'Name for customers': 'Ime za kupce',
  'A crash leaves open whether a mail went out': 'Po sesutju ni jasno, ali je sporočilo šlo ven',
  'Default: it is sent again, with the same id, so that most mailboxes show it once.':
    'Brez vnosa: pošlje se znova z isto oznako; večina nabiralnikov ga pokaže enkrat.',
  'a person decides': 'odloči človek',
  'is looked up in the table': 'poišče se v tabeli',
  'one customer per mail address': 'en kupec na poštni naslov',
  'the shared customer of the ERP’s settings': 'skupni kupec iz nastavitev ERP',
  'a new customer for each order': 'nov kupec za vsako naročilo',
  'taken through the payment gateway': 'prevzet prek ponudnika plačil',
  'only marked as paid': 'samo označen kot plačan',
  'not taken': 'ni prevzet',
  'is not booked': 'se ne knjiži',
  'is booked in the ERP': 'se knjiži v ERP',
  'an offline credit memo is made': 'naredi se dobropis brez nakazila',
  'is refunded through the payment gateway': 'vrne se prek ponudnika plačil',
  'becomes a credit note in the ERP': 'postane dobropis v ERP',
  'is sent again': 'pošlje se znova',
  English: 'angleščina',
  German: 'nemščina',
  Slovenian: 'slovenščina',
  'Where calls go with the shop’s credentials, and whose calls are trusted.':
    'Kam gredo klici s poverilnicami trgovine in čigavim klicem se zaupa.',
  'How much the shop and the ERP are asked for: of those who run them.':
    'Koliko se zahteva od trgovine in ERP: stvar tistih, ki ju vodijo.',
  'Days of documents and of the ledger are cut by it.': 'Po njem se režejo dnevi dokumentov in dnevnika naročil.',
  'Go back to version {version} of {name}': 'Nazaj na različico {version}: {name}',
  'Go back': 'Vrni se',
  '{name} is as in version {back} again; this is version {version}.':
    '{name} je spet kot v različici {back}; to je zdaj različica {version}.',
  'None yet: versions are kept from the next change on.': 'Ni jih še: različice se hranijo od naslednje spremembe.',
  'What changed': 'Kaj se je spremenilo',
  'Went back to earlier settings': 'Vrnitev na prejšnje nastavitve',
  'Requests and answers: months besides this one': 'Zahtevki in odgovori: meseci poleg tekočega',
  'What was sent to the shop, the ERP and by mail, and what they answered: the proof when a payment is disputed. From 4 to {attempts}. Empty: {attempts}, as the installation keeps them.':
    'Kaj je bilo poslano trgovini, ERP-ju in po e-pošti ter kaj so odgovorili: dokaz, če je plačilo sporno. Od 4 do {attempts}. Prazno: {attempts}, kolikor jih hrani namestitev.',
  'What was heard: months besides this one': 'Kar smo slišali: meseci poleg tekočega',
  'Which events came in and what became of them. From 1 to {inbox}. Empty: {inbox}, as the installation keeps them.':
    'Kateri dogodki so prispeli in kaj je bilo z njimi. Od 1 do {inbox}. Prazno: {inbox}, kolikor jih hrani namestitev.',
  'Keep less than the installation': 'Hrani manj kot namestitev',
  'Orders, documents, the ledger, versions of settings': 'Naročila, dokumenti, dnevna knjiga, različice nastavitev',
  'Never shorter for one store: each entry proves the one before it.':
    'Za posamezno trgovino nikoli krajše: vsak vnos dokazuje prejšnjega.',
  'The limits of the whole installation are set where it runs: KEEP_ATTEMPTS_MONTHS, KEEP_INBOX_MONTHS, KEEP_AUDIT_MONTHS.':
    'Meje celotne namestitve se nastavijo tam, kjer teče: KEEP_ATTEMPTS_MONTHS, KEEP_INBOX_MONTHS, KEEP_AUDIT_MONTHS.',
  'The installation keeps {limit}.': 'Namestitev jih hrani {limit}.',
  'Deleted within a day, and not to be brought back:': 'V enem dnevu izbrisano in nepovratno:',
  'What unfinished messages, held orders and open problems need stays as long as they need it.':
    'Kar potrebujejo nedokončana sporočila, zadržana naročila in odprte težave, ostane, dokler to potrebujejo.',
  'older than {day}: nothing today': 'starejše od {day}: danes nič',
  'older than {day}: more than {rows, number}': 'starejše od {day}: več kot {rows, number}',
  'older than {day}: about {rows, number}': 'starejše od {day}: približno {rows, number}',
}
