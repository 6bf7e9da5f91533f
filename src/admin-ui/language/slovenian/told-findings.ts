import type { Messages } from '../say.tsx'

/** What the test of a connection finds. */
export const toldFindings: Messages = {
  examination: 'preverjanje',
  'no end after {n} seconds':
    'po {n, plural, one {# sekundi} two {# sekundah} few {# sekundah} other {# sekundah}} še ni končano',
  'Run "orderbridge doctor", which waits for as long as it takes':
    'Zaženite »orderbridge doctor«, ki počaka, kolikor je treba',
  'Check the address and the credentials': 'Preverite naslov in podatke za prijavo',
  'log-in': 'prijava',
  clock: 'ura',
  'The server does not tell its time.': 'Strežnik ne pove svoje ure.',
  'The clock of the server is {n} s behind ours.': 'Strežnikova ura za našo zaostaja {n} s.',
  'The clock of the server is {n} s ahead of ours.': 'Strežnikova ura našo prehiteva za {n} s.',
  'Synchronise both machines with a time server.': 'Oba računalnika uskladite s časovnim strežnikom.',
  'Set {field} or {field2} of the connection to the certificate of the server.':
    'Nastavite {field} ali {field2} povezave na potrdilo strežnika.',
  'store address': 'naslov trgovine',
  credentials: 'podatki za prijavo',
  edition: 'izdaja',
  'companion module': 'spremljevalni modul',
  'may read invoices': 'sme brati račune',
  'may read shipments': 'sme brati pošiljke',
  'may read credit memos': 'sme brati dobropise',
  'may read products': 'sme brati izdelke',
  'may read store views': 'sme brati poglede trgovine',
  'may read store settings': 'sme brati nastavitve trgovine',
  'may comment on orders': 'sme komentirati naročila',
  'may invoice orders': 'sme ustvarjati račune',
  'may ship orders': 'sme ustvarjati pošiljke',
  'may refund orders': 'sme ustvarjati dobropise',
  'may cancel orders': 'sme preklicati naročila',
  allowed: 'dovoljeno',
  'no permission for {resource}': 'ni pravice za {resource}',
  'Allow {resource} under System › Integrations and authorize the integration again':
    'Dovolite {resource} pod System › Integrations in integracijo znova pooblastite',
  '{origin} answers': '{origin} se odziva',
  '{origin} answers.': '{origin} se odziva.',
  'Check the address of the store, its certificate, and whether a firewall lets this machine through':
    'Preverite naslov trgovine, njeno potrdilo in ali požarni zid spusti ta računalnik',
  'Set the address of the store to the one that Magento redirects to, with https and the right host':
    'Naslov trgovine nastavite na tistega, kamor preusmerja Magento, s https in pravim gostiteljem',
  'Wait for the end of the maintenance, or switch it off with bin/magento maintenance:disable':
    'Počakajte na konec vzdrževanja ali ga izklopite z bin/magento maintenance:disable',
  'Check that the address of the store leads to Magento itself, without /rest at its end':
    'Preverite, ali naslov trgovine vodi do samega Magenta, brez /rest na koncu',
  'Check that the address of the store leads to Magento, and let this machine through the firewall or password in front of it':
    'Preverite, ali naslov trgovine vodi do Magenta, in spustite ta računalnik skozi požarni zid ali geslo pred njim',
  'the store does not tell its time': 'trgovina ne pove svoje ure',
  'same time on both sides': 'enak čas na obeh straneh',
  'this machine is {n} s ahead of the store': 'ta računalnik prehiteva trgovino za {n} s',
  'this machine is {n} s behind the store': 'ta računalnik zaostaja za trgovino {n} s',
  'Set the clocks of both machines by NTP: Magento refuses signatures from the future':
    'Uri obeh računalnikov nastavite z NTP: Magento zavrača podpise iz prihodnosti',
  'OAuth 1.0a accepted': 'OAuth 1.0a sprejet',
  'Bearer token accepted': 'žeton bearer sprejet',
  'Look into the log of Magento, then run this check again': 'Poglejte v dnevnik Magenta, nato preverite znova',
  'Use the four OAuth values of the integration, or allow bearer tokens: bin/magento config:set oauth/consumer/enable_integration_as_bearer 1':
    'Uporabite štiri vrednosti OAuth integracije ali dovolite žetone bearer: bin/magento config:set oauth/consumer/enable_integration_as_bearer 1',
  'Check the four values under System › Integrations, that the integration is active, and that it may read sales orders (Magento_Sales::actions_view)':
    'Preverite štiri vrednosti pod System › Integrations, ali je integracija dejavna in ali sme brati naročila (Magento_Sales::actions_view)',
  '{edition}, modules: {n}': '{edition}, moduli: {n}',
  'not known: the integration may not list modules': 'ni znano: integracija ne sme izpisati modulov',
  'not installed: changes are polled, and PDFs are mailed but not attached to the order':
    'ni nameščen: spremembe se preverjajo po urniku, PDF-ji se pošljejo po e-pošti, a se ne pripnejo k naročilu',
  '{version}; events that could not be delivered to us: {n}': '{version}; dogodki, ki nam niso bili dostavljeni: {n}',
  '{version} on Magento {magento}': '{version} v Magentu {magento}',
  'Look at them with bin/magento orderbridge:outbox:list. Polling brings their orders in meanwhile':
    'Oglejte si jih z bin/magento orderbridge:outbox:list. Njihova naročila medtem prinese redno preverjanje',
  'Allow Orderbridge_Connector::api under System › Integrations, or look into the log of Magento':
    'Dovolite Orderbridge_Connector::api pod System › Integrations ali poglejte v dnevnik Magenta',
  '{name}, version {version}': '{name}, različica {version}',
  'user field': 'uporabniško polje',
  'company settings': 'nastavitve podjetja',
  'collective customer': 'zbirni kupec',
  webhooks: 'webhooki',
  expenses: 'dodatni stroški',
  'shipping types': 'načini dostave',
  warehouses: 'skladišča',
  'price lists': 'ceniki',
  'payment terms': 'plačilni pogoji',
  'payment methods': 'načini plačila',
  accounts: 'konti',
  'customer groups': 'skupine kupcev',
  'VAT groups': 'davčne skupine',
  'tax in price lists': 'davek v cenikih',
  'Check {field}, {field2} and {field3} of the connection.': 'Preverite {field}, {field2} in {field3} povezave.',
  'Check the address of the Service Layer, the firewall, and whether it is running.':
    'Preverite naslov Service Layerja, požarni zid in ali teče.',
  'Check the authorizations of the user in SAP Business One.': 'Preverite pooblastila uporabnika v SAP Business One.',
  'Marketing documents have the user field {field}. It was created now.':
    'Prodajni dokumenti imajo uporabniško polje {field}. Pravkar je bilo ustvarjeno.',
  'Marketing documents have the user field {field}.': 'Prodajni dokumenti imajo uporabniško polje {field}.',
  'It was created now.': 'Pravkar je bilo ustvarjeno.',
  'Marketing documents have no user field {field}, so that documents could not be found again.':
    'Prodajni dokumenti nimajo uporabniškega polja {field}: dokumentov ne bi bilo mogoče znova najti.',
  'Run orderbridge doctor --fix, or create it: alphanumeric, 50.':
    'Zaženite orderbridge doctor --fix ali ga ustvarite: alfanumerično, 50.',
  'Restart the Service Layer, or wait until its workers have read the new field, and run doctor again.':
    'Znova zaženite Service Layer ali počakajte, da prebere novo polje, in preverite znova.',
  'The user field {field} was created and is not visible yet.':
    'Uporabniško polje {field} je bilo ustvarjeno in še ni vidno.',
  'The company keeps its books in {currency}, the connection says {other}.':
    'Podjetje vodi knjige v {currency}, povezava pravi {other}.',
  'Set localCurrency of the connection to {currency}.': 'Nastavite localCurrency povezave na {currency}.',
  'Decimals of prices: {n} in the company, {n2} in the connection.': 'Decimalke cen: {n} v podjetju, {n2} v povezavi.',
  'Set priceDecimals of the connection to {n}.': 'Nastavite priceDecimals povezave na {n}.',
  'Books in {currency}; decimals of prices: {n}.': 'Knjige v {currency}; decimalke cen: {n}.',
  'By the setting: with.': 'Po nastavitvi: z davkom.',
  'By the setting: without.': 'Po nastavitvi: brez davka.',
  'This version of SAP Business One does not say whether the prices of a list include tax.':
    'Ta različica SAP Business One ne pove, ali cene v ceniku vsebujejo davek.',
  'Set catalog.grossPrices of the connection to yes or no.': 'Nastavite catalog.grossPrices povezave na yes ali no.',
  'SAP Business One has no expenses {codes}.': 'SAP Business One nima teh dodatnih stroškov: {codes}.',
  'SAP Business One has no shipping types {codes}.': 'SAP Business One nima teh načinov dostave: {codes}.',
  'SAP Business One has no warehouses {codes}.': 'SAP Business One nima teh skladišč: {codes}.',
  'SAP Business One has no price lists {codes}.': 'SAP Business One nima teh cenikov: {codes}.',
  'SAP Business One has no payment terms {codes}.': 'SAP Business One nima teh plačilnih pogojev: {codes}.',
  'SAP Business One has no payment methods {codes}.': 'SAP Business One nima teh načinov plačila: {codes}.',
  'SAP Business One has no accounts {codes}.': 'SAP Business One nima teh kontov: {codes}.',
  'SAP Business One has no customer groups {codes}.': 'SAP Business One nima teh skupin kupcev: {codes}.',
  'Create them in SAP Business One, or change the mapping of the connection.':
    'Ustvarite jih v SAP Business One ali spremenite preslikavo povezave.',
  'Change vatGroups of the connection, or the VAT groups in SAP Business One.':
    'Spremenite vatGroups povezave ali davčne skupine v SAP Business One.',
  'No VAT group is mapped.': 'Nobena davčna skupina ni preslikana.',
  '{code} does not exist': '{code} ne obstaja',
  '{code} has {rate} %, not {other} %': '{code} ima {rate} %, ne {other} %',
  'Create it in SAP Business One, or change subjects.collective of the connection.':
    'Ustvarite ga v SAP Business One ali spremenite subjects.collective povezave.',
  'SAP Business One has no customer {code}.': 'SAP Business One nima kupca {code}.',
  'From the attachments of the documents.': 'Iz prilog dokumentov.',
  'Set gatewayUrl of the connection, or pdfSource to "attachment".':
    'Nastavite gatewayUrl povezave ali pdfSource na »attachment«.',
  'PDFs come from the API Gateway, but its address is not set.':
    'PDF-ji pridejo iz API Gatewaya, njegov naslov pa ni nastavljen.',
  'PDFs come from the API Gateway, but gatewayUrl of the connection is not set.':
    'PDF-ji pridejo iz API Gatewaya, gatewayUrl povezave pa ni nastavljen.',
  'The API Gateway {url} lets us in.': 'API Gateway {url} nas spusti noter.',
  'Set webhookKey in the secrets of the connection.': 'Nastavite webhookKey med skrivnostmi povezave.',
  'Webhooks are on, and there is no key to check them with.':
    'Webhooki so vklopljeni, ključa za njihovo preverjanje pa ni.',
  'The server has event subscriptions.': 'Strežnik ima naročnine na dogodke.',
  'This server has no event subscriptions (10.0 FP 2602 and later, v2 only).':
    'Ta strežnik nima naročnin na dogodke (od 10.0 FP 2602, samo v2).',
  'Set webhook.enabled of the connection to false; changes are then found by polling.':
    'Nastavite webhook.enabled povezave na false; spremembe potem najde redno preverjanje.',
  'order book': 'knjiga naročil',
  'finding orders': 'iskanje naročil',
  'missing orders': 'manjkajoča naročila',
  statuses: 'statusi',
  'service items': 'storitveni artikli',
  'VAT rates': 'stopnje DDV',
  currencies: 'valute',
  'shipping methods': 'načini dostave',
  'payment purposes': 'nameni plačila',
  'payment types': 'vrste plačila',
  'organisation {code}': 'organizacija {code}',
  'Check the address of the API (it ends with /iCenterAPI), the firewall, and whether iCenter is running.':
    'Preverite naslov API-ja (konča se z /iCenterAPI), požarni zid in ali iCenter teče.',
  'Check the rights of the user in iCenter.': 'Preverite pravice uporabnika v iCentru.',
  'There is no order book {book}.': 'Knjige naročil {book} ni.',
  'Set orderBook of the connection to one of: {list}.': 'Nastavite orderBook povezave na eno od: {list}.',
  'GetOrderStatus finds orders by their reference.': 'GetOrderStatus najde naročila po njihovi oznaki.',
  'GetOrderStatus finds orders by their reference, but our key stands in QuotationNumber and is searched by reading.':
    'GetOrderStatus najde naročila po njihovi oznaki, naš ključ pa je v QuotationNumber in se išče z branjem.',
  'Set lookUp of the connection to "auto": it is much faster.':
    'Nastavite lookUp povezave na »auto«: je veliko hitreje.',
  'GetOrderStatus lists orders and does not find them by their reference: the latest numbers are read one by one.':
    'GetOrderStatus naročila izpiše, po oznaki pa jih ne najde: zadnje številke se berejo posamič.',
  'GetOrderStatus answers no order of book {book}: it is new, or the site answers none.':
    'GetOrderStatus ne vrne nobenega naročila knjige {book}: je nova ali pa jih ta namestitev ne vrača.',
  'Set lookUp of the connection to "auto": otherwise an order could be made twice.':
    'Nastavite lookUp povezave na »auto«: sicer bi lahko naročilo nastalo dvakrat.',
  'Enter an order in book {book} and run doctor again, or set walk.from of the connection to the first number of the book.':
    'V knjigo {book} vnesite naročilo in preverite znova ali nastavite walk.from povezave na prvo številko knjige.',
  'An order that does not exist is told from a server that has a problem.':
    'Naročilo, ki ga ni, se loči od strežnika z okvaro.',
  'An order that does not exist is answered with: {error}': 'Na naročilo, ki ga ni, odgovori z: {error}',
  'If this is always so, set missingOrder of the connection to {list}.':
    'Če je vedno tako, nastavite missingOrder povezave na {list}.',
  'No status was seen yet.': 'Noben status še ni bil viden.',
  '{words}. Without a meaning to us: {others} (statuses of the connection).':
    '{words}. Brez pomena za nas: {others} (statuses povezave).',
  'iCenter has no {codes} in its list of {list}.': 'iCenter na seznamu {list} nima: {codes}.',
  'Create them in iCenter, or change the mapping of the connection; leading zeros count.':
    'Ustvarite jih v iCentru ali spremenite preslikavo povezave; vodilne ničle štejejo.',
  'No item is set for shipping.': 'Artikel za dostavo ni nastavljen.',
  'Set shippingItem and roundingItem of the connection.': 'Nastavite shippingItem in roundingItem povezave.',
  'iCenter has no active item {codes}.': 'iCenter nima dejavnega artikla {codes}.',
  'Create them in iCenter as services, or change the mapping of the connection.':
    'Ustvarite jih v iCentru kot storitve ali spremenite preslikavo povezave.',
  '{rates} (not checked: iCenter has no list of rates).': '{rates} (ni preverjeno: iCenter nima seznama stopenj).',
  'No VAT rate is mapped.': 'Nobena stopnja DDV ni preslikana.',
  'Set vatRates of the connection, "22": "1".': 'Izpolnite vatRates povezave, "22": "1".',
  'Create it in iCenter, or change subjects.collective of the connection; leading zeros count.':
    'Ustvarite ga v iCentru ali spremenite subjects.collective povezave; vodilne ničle štejejo.',
  'iCenter has no customer {code}.': 'iCenter nima kupca {code}.',
  'Set apiClientId of the connection; it comes with the API licence.':
    'Nastavite apiClientId povezave; dobite jo z licenco za API.',
  'The archive of PDFs cannot be read without apiClientID.': 'Brez apiClientID arhiva PDF-jev ni mogoče brati.',
  'Invoices are fetched once people have printed them into the archive.':
    'Računi se prevzamejo, ko jih kdo natisne v arhiv.',
  'Invoices that are not in the archive are printed with template {template}.':
    'Računi, ki jih ni v arhivu, se natisnejo s predlogo {template}.',
  'existence query': 'poizvedba o obstoju',
  changes: 'spremembe',
  'items of the catalogue': 'artikli kataloga',
  'Check the step "{step}" of flow and ERP.': 'Preverite korak »{step}« v toku in ERP-ju.',
  'Mend foundPath, notFoundValue or fields of orders.find: with it no order would ever be written.':
    'Popravite foundPath, notFoundValue ali fields v orders.find: tako se nobeno naročilo ne bi zapisalo.',
  'The ERP is said to have an order that nobody has.': 'ERP naj bi imel naročilo, ki ga nihče nima.',
  '{url} says that an unknown order is not there.': '{url} pove, da neznanega naročila ni.',
  'Check auth and secrets of the connection.': 'Preverite auth in skrivnosti povezave.',
  'Check path and fields of orders.find; a status that means "not there" belongs into absentStatuses.':
    'Preverite path in fields v orders.find; status, ki pomeni »ni ga«, sodi v absentStatuses.',
  'Check url of the connection, the firewall, and whether the ERP is running.':
    'Preverite url povezave, požarni zid in ali ERP teče.',
  'token for writes': 'žeton za pisanje',
  'The ERP gives out the token that it wants with every write.': 'ERP izda žeton, ki ga zahteva ob vsakem pisanju.',
  'An unknown item is not there.': 'Neznanega artikla ni.',
  'The ERP is said to have an item that nobody has.': 'ERP naj bi imel artikel, ki ga nihče nima.',
  'Mend rows and fields of items.find.': 'Popravite rows in fields v items.find.',
  'Feeds that answer: {n}; changes just now: {n2}.': 'Viri, ki se odzivajo: {n}; trenutne spremembe: {n2}.',
  'Rows on the first page: {n}.': 'Vrstice na prvi strani: {n}.',
  'It can be read.': 'Je berljivo.',
  'Mend {place} of the connection.': 'Popravite {place} povezave.',
  'Check url, auth, waiting, key and number of source.': 'Preverite url, auth, waiting, key in number v source.',
  'Orders that wait on the first page: {n}.': 'Čakajoča naročila na prvi strani: {n}.',
  'Mend details and mapping of source.': 'Popravite details in mapping v source.',
  'Mend path, when and gone of source.acknowledged.': 'Popravite path, when in gone v source.acknowledged.',
  'Order {number}: {mistakes}.': 'Naročilo {number}: {mistakes}.',
  'Order {number}: lines, shipping and fees come to {sum}, its total is {total}.':
    'Naročilo {number}: postavke, dostava in pristojbine znesejo {sum}, skupni znesek je {total}.',
  'Order {number}, which waits, is said to be {state}.': 'Naročilo {number}, ki čaka, naj bi bilo: {state}.',
  'Its attributes are {list}: try the others that it knows.':
    'Njegovi atributi so {list}: poskusite druge, ki jih pozna.',
  '{mistakes} Its attributes are {list}: try the others that it knows.':
    '{mistakes} Atributi so {list}: poskusite druge, ki jih pozna.',
}
