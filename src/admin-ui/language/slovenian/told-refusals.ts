import type { Messages } from '../say.tsx'

/** Why something cannot be done, and what stands between us and the other side. */
export const toldRefusals: Messages = {
  'Say why.': 'Napišite zakaj.',
  'Say why it is changed.': 'Napišite, zakaj se spreminja.',
  'Say to whom it shall go.': 'Napišite, komu naj gre.',
  'Say who it is for.': 'Napišite, za koga je.',
  'The status is a number like 200.': 'Status je število, kot je 200.',
  '{name} is paused. Resume it first.': '{name}: začasno ustavljeno. Najprej nadaljujte.',
  '{name} is paused. Resume it first: orderbridge resume.':
    '{name}: začasno ustavljeno. Najprej nadaljujte: orderbridge resume.',
  'No run of the catalogue of {name} is under way.': 'Noben zagon kataloga {name} ni v teku.',
  'This part of Orderbridge calls nobody. Run "orderbridge catalog diff" where the workers run.':
    'Ta del Orderbridgea ne kliče nikogar. »orderbridge catalog diff« zaženite tam, kjer tečejo delovni procesi.',
  'This part of Orderbridge calls nobody. Run "orderbridge order preview" where the workers run.':
    'Ta del Orderbridgea ne kliče nikogar. »orderbridge order preview« zaženite tam, kjer tečejo delovni procesi.',
  'The catalogue of {name} cannot be compared now: {error}': 'Kataloga {name} zdaj ni mogoče primerjati: {error}',
  'Store {store} has no connection "{code}".': 'Trgovina {store} nima povezave »{code}«.',
  '{name} brings nothing to Magento. Name items, prices or stock in catalog.sync.':
    '{name} v Magento ne prinaša ničesar. Pri catalog.sync izberite artikle, cene ali zalogo.',
  'Connection {code} brings nothing to Magento. Name items, prices or stock in catalog.sync.':
    'Povezava {code} v Magento ne prinaša ničesar. Pri catalog.sync izberite artikle, cene ali zalogo.',
  '{name} ({type}) cannot tell its items. Leave catalog.sync empty.':
    '{name} ({type}) ne zna povedati svojih artiklov. Pustite catalog.sync prazno.',
  'Another process is at the catalogue of {name}. "orderbridge catalog status" shows how far.':
    'Katalog {name} obdeluje drug proces. »orderbridge catalog status« pokaže, kako daleč je.',
  '{name} tells nothing any more of {n} of {n2} stock rows. Nothing of them was set to 0. If it is meant, run: {command}':
    '{name} ne pove več {n} od {n2} vrstic zaloge. Nobena ni bila nastavljena na 0. Če je tako prav, zaženite: {command}',
  '{name} told no stock at all for the source "{source}", and had some before. Nothing was set to 0. Look at its warehouses there and in catalog.stock.sources.':
    '{name} za vir »{source}« ni povedal nobene zaloge, prej pa jo je. Nič ni bilo nastavljeno na 0. Poglejte skladišča tam in v catalog.stock.sources.',
  'There is no kind "{type}". There are: {list}.': 'Vrste »{type}« ni. Obstajajo: {list}.',
  'There is no {kind} {code}.': '{kind} {code} ne obstaja.',
  'There is no store {store}. "orderbridge doctor" lists what is configured.':
    'Trgovine {store} ni. Nastavljeno izpiše »orderbridge doctor«.',
  'No mail server is configured. Add smtp: to the configuration file and apply it.':
    'Poštni strežnik ni nastavljen. V konfiguracijsko datoteko dodajte smtp: in jo uveljavite.',
  'Choose which documents first: all that there are is more than anybody means.':
    'Najprej izberite dokumente: vseh, kar jih je, nima v mislih nihče.',
  'The address "{address}" {what}. Correct it and send again.':
    'Naslov »{address}« {what}. Popravite ga in pošljite znova.',
  'is too long': 'je predolg',
  'contains a space or an invisible character': 'vsebuje presledek ali neviden znak',
  'looks like a list; one address is needed': 'je videti kot seznam; potreben je en sam naslov',
  'contains a character that mail addresses do not have': 'vsebuje znak, ki ga e-poštni naslovi nimajo',
  'has no @': 'nima znaka @',
  'needs one @ with a name before it and a domain behind it': 'potrebuje en @ z imenom pred njim in domeno za njim',
  'is too long before the @': 'je pred znakom @ predolg',
  'There is no ERP to try it with yet. Connect one first.': 'ERP-ja za poskus še ni. Najprej ga povežite.',
  'There is no ERP to send to yet. Connect one first, then start.':
    'ERP-ja, kamor bi pošiljali, še ni. Najprej ga povežite, nato začnite.',
  'Magento did not give its last orders: {error}': 'Magento ni dal zadnjih naročil: {error}',
  'Store {store} sends no mails in language "{language}".':
    'Trgovina {store} ne pošilja e-pošte v jeziku »{language}«.',
  'Nothing was sent.': 'Nič ni bilo poslano.',
  'This address sends no mails itself. Open the page on the Node server and send the test there.':
    'Ta naslov sam ne pošilja e-pošte. Stran odprite na strežniku Node in preizkus pošljite tam.',
  'The sender of store {store} is no mail address.': 'Pošiljatelj trgovine {store} ni e-poštni naslov.',
  'The test did not go out: {error}': 'Preizkus ni bil poslan: {error}',
  '{kind} failed: {error}': '{kind}: ni uspelo: {error}',
  'There is no store "{code}".': 'Trgovine »{code}« ni.',
  'There is no connection "{code}".': 'Povezave »{code}« ni.',
  'Choose at least one store.': 'Izberite vsaj eno trgovino.',
  'Choose at least one right.': 'Izberite vsaj eno pravico.',
  'Give a number of orders from 1 to {n}.': 'Navedite število naročil od 1 do {n}.',
  'Store {store} has no order {id} that could be translated.':
    'Trgovina {store} nima naročila {id}, ki bi ga bilo mogoče prevesti.',
  'There are {n} saved views already. Remove one, or save this under the name of one.':
    'Shranjenih pogledov je že {n}. Enega odstranite ali shranite pod imenom obstoječega.',
  'The secrets of {place} are damaged. Apply the configuration again.':
    'Skrivnosti za {place} so poškodovane. Konfiguracijo uveljavite znova.',
  '{text} does not start: settings of a store or connection cannot be used.':
    '{text} se ne zažene: nastavitev trgovine ali povezave ni mogoče uporabiti.',
  'The shop has no such product.': 'V trgovini tega izdelka ni.',
  'A {type} product has none of its own.': 'Izdelek vrste {type} lastne vrednosti nima.',
  'The ERP has no price for it that can be used.': 'ERP zanj nima uporabne cene.',
  'The item has no name in the ERP.': 'Artikel v ERP-ju nima imena.',
  'Magento takes SKUs of {n} characters. Name a shorter one in itemMap.':
    'Magento sprejme SKU z {n} znaki. V itemMap navedite krajšo.',
  'Price list {list} has a negative price.': 'Cenik {list} ima negativno ceno.',
  'The price in list {list} is 0. Set prices.allowZero if it is meant.':
    'Cena v ceniku {list} je 0. Če je tako prav, nastavite prices.allowZero.',
  'Prices of list {list} include tax, those of the shop do not (prices.includeTax). Map another list.':
    'Cene cenika {list} vsebujejo davek, cene trgovine ne (prices.includeTax). Preslikajte drug cenik.',
  'Prices of list {list} do not include tax, those of the shop do (prices.includeTax). Map another list.':
    'Cene cenika {list} ne vsebujejo davka, cene trgovine ga (prices.includeTax). Preslikajte drug cenik.',
  'Magento has no store view "{view}".': 'Magento nima pogleda trgovine »{view}«.',
  'The price in list {list} is in {currency}, the base currency of store view {view} is {other}.':
    'Cena v ceniku {list} je v {currency}, osnovna valuta pogleda trgovine {view} je {other}.',
  'Magento has no source "{source}".': 'Magento nima vira »{source}«.',
  'Magento does not know this bulk any more.': 'Magento tega paketa ne pozna več.',
  'Magento gave no reason.': 'Magento ni navedel razloga.',
  'It stopped unexpectedly; see the log.': 'Nepričakovano se je ustavil; glejte dnevnik.',
  'It was stopped by hand.': 'Ustavljen je bil ročno.',
  'No answer from Magento: {error}': 'Magento ne odgovori: {error}',
  'Magento answered {status}: too many requests': 'Magento je odgovoril {status}: preveč zahtev',
  'Magento answered {status} with a page instead of JSON': 'Magento je odgovoril {status} s stranjo namesto JSON',
  'Magento answered {status} with a page instead of JSON: "{title}"':
    'Magento je odgovoril {status} s stranjo namesto JSON: »{title}«',
  'Something in front of Magento asks for a password': 'Nekaj pred Magentom zahteva geslo',
  'Magento answered {status}, a redirect to {target}. Set the address of the store to the one that it leads to':
    'Magento je odgovoril {status}, preusmeritev na {target}. Naslov trgovine nastavite na tega',
  "Magento does not accept the integration's credentials (asked for {path})":
    'Magento ne sprejme podatkov integracije (vprašano: {path})',
  'The integration has no permission for {resource}. Allow it in the Magento admin under System › Integrations and authorize the integration again':
    'Integracija nima pravice za {resource}. Dovolite jo v Magentu pod System › Integrations in integracijo znova pooblastite',
  'GraphQL: unexpected answer of Magento at {path}': 'GraphQL: nepričakovan odgovor Magenta pri {path}',
  'The companion module was there and is not any more; the next try goes through plain Magento':
    'Spremljevalni modul je bil tam in ga ni več; naslednji poskus gre prek samega Magenta',
  '{host}: there is no server of this name ({system})': '{host}: strežnika s tem imenom ni ({system})',
  '{host}: nothing answers at this port ({system})': '{host}: na teh vratih ne odgovarja nič ({system})',
  '{host}: nothing speaks https at this port; it may be http ({system})':
    '{host}: na teh vratih nič ne govori https; morda je http ({system})',
  '{host}: {address} is a private or reserved address, which this store or connection is not allowed to call':
    '{host}: {address} je zaseben ali rezerviran naslov, ki ga ta trgovina ali povezava ne sme klicati',
  '{host}: no complete answer within {n} ms': '{host}: v {n} ms ni bilo celotnega odgovora',
  '{host}: the connection was closed without an answer': '{host}: povezava se je zaprla brez odgovora',
  '{address} is not an address of this store or connection': '{address} ni naslov te trgovine ali povezave',
  '{host}: an address must not carry credentials': '{host}: naslov ne sme vsebovati podatkov za prijavo',
  'not an http(s) address': 'ni naslov http(s)',
  'HTTP {status}: {system} or a server in front of it sent a page':
    'HTTP {status}: {system} ali strežnik pred njim je poslal stran',
  'HTTP {status}: {system} or a server in front of it sent nothing':
    'HTTP {status}: {system} ali strežnik pred njim ni poslal ničesar',
  'HTTP {status}: {system} or a server in front of it sent a page. Check the address of the connection':
    'HTTP {status}: {system} ali strežnik pred njim je poslal stran. Preverite naslov povezave',
  'HTTP {status}: {system} or a server in front of it sent a page "{title}". Check the address of the connection':
    'HTTP {status}: {system} ali strežnik pred njim je poslal stran »{title}«. Preverite naslov povezave',
  'SAP Business One answered HTTP {status} without a text': 'SAP Business One je odgovoril HTTP {status} brez besedila',
  'The ERP answered HTTP {status} without a text': 'ERP je odgovoril HTTP {status} brez besedila',
  'iCenter answered {part} in a form that we do not know': 'iCenter je odgovoril ({part}) v obliki, ki je ne poznamo',
  'SAP Business One answered {part} in a form that we do not know':
    'SAP Business One je odgovoril ({part}) v obliki, ki je ne poznamo',
  'iCenter answered with the result {code}': 'iCenter je odgovoril z rezultatom {code}',
  "The ERP's answer to {part} is not what the flow expects": 'Odgovor ERP-ja ({part}) ni tak, kot ga tok pričakuje',
  "The ERP's answer to {part} does not fit the flow: {text}": 'Odgovor ERP-ja ({part}) ne ustreza toku: {text}',
  'The ERP answered the log-in without a token. Check user, password and the place of the token.':
    'ERP je na prijavo odgovoril brez žetona. Preverite uporabnika, geslo in mesto žetona.',
  'The ERP gives no token for writes.': 'ERP ne izda žetona za pisanje.',
  'Its answer has no such header: check csrf of the flow.': 'V odgovoru ni te glave: preverite csrf toka.',
  'The log-in was refused.': 'Prijava je bila zavrnjena.',
  'The ERP refuses a log-in that it has just taken; maybe there were too many calls at once. {text}':
    'ERP zavrača prijavo, ki jo je pravkar še sprejel; morda je bilo hkrati preveč klicev. {text}',
  'The private key of the log-in cannot be read: it has to be a PEM without a password, "-----BEGIN PRIVATE KEY-----".':
    'Zasebnega ključa za prijavo ni mogoče prebrati: biti mora PEM brez gesla, »-----BEGIN PRIVATE KEY-----«.',
  'The private key of the log-in is no key of the curve P-256, as ES256 needs.':
    'Zasebni ključ za prijavo ni ključ krivulje P-256, kot ga potrebuje ES256.',
  'The private key of the log-in is no RSA key, as PS256 needs.':
    'Zasebni ključ za prijavo ni ključ RSA, kot ga potrebuje PS256.',
  'the server "{server}" is not among servers of the flow': 'strežnika »{server}« ni med servers toka',
  'details.{name} gave {n} records for {document} in place of one':
    'details.{name} je za {document} dal {n} zapisov namesto enega',
  'The request for {part} cannot be made: {error}': 'Zahteve za {part} ni mogoče sestaviti: {error}',
  'The ERP cannot tell whether the order is there. {text}': 'ERP ne more povedati, ali naročilo obstaja. {text}',
  'The ERP took the customer and named no key: set subjects.create.check.id':
    'ERP je sprejel kupca in ni navedel ključa: nastavite subjects.create.check.id',
  'The order was written and could not be read back: {error}':
    'Naročilo je bilo zapisano in ga ni bilo mogoče prebrati nazaj: {error}',
  'Reading the new order back: {error}': 'Ob branju novega naročila: {error}',
  'iCenter answers no order of book {book}, so it cannot be told whether one of ours is there. Enter any order in it by hand, or set walk.from of the connection to the first number of the book':
    'iCenter ne vrne nobenega naročila knjige {book}, zato ni mogoče povedati, ali je katero naše. Vanjo ročno vnesite katero koli naročilo ali nastavite walk.from povezave na prvo številko knjige',
  'The API Gateway answered nothing for layout {layout}': 'API Gateway za postavitev {layout} ni vrnil ničesar',
  'iCenter has no order {number}': 'iCenter nima naročila {number}',
  'SAP Business One has no sales order {number}': 'SAP Business One nima prodajnega naloga {number}',
  'The ERP has no order {number}': 'ERP nima naročila {number}',
  'The mail came back: {text}': 'E-sporočilo se je vrnilo: {text}',
  'no reason given': 'brez navedenega razloga',
  'Say why it is sent again.': 'Napišite, zakaj se pošilja znova.',
  'Say why, so that others understand it later.': 'Napišite zakaj, da bodo drugi pozneje razumeli.',
  'This dialog is not whole. Close it and open it again.': 'To okno ni popolno. Zaprite ga in znova odprite.',
  '{n} test mails in {n2} minutes are the most. Wait a little, then send the next.':
    'V {n2} minutah je mogočih največ {n} preizkusnih sporočil. Malo počakajte, nato pošljite naslednje.',
  '{author} wrote version {version} meanwhile. Load the page again, look at it, and change that.':
    '{author} je medtem zapisal/-a različico {version}. Naložite stran znova, jo poglejte in spremenite to.',
  'has no valid domain behind the @': 'za znakom @ nima veljavne domene',
  'Connection {code} has no version {version} of its settings. "orderbridge connection versions {code2}" lists them.':
    'Povezava {code} nima različice {version} svojih nastavitev. Izpiše jih »orderbridge connection versions {code2}«.',
  'Connection {code} has no version of its settings yet. Apply its configuration file.':
    'Povezava {code} še nima različice svojih nastavitev. Uveljavite njeno konfiguracijsko datoteko.',
  'There is no task "{task}". There are: {list}.': 'Opravila »{task}« ni. Obstajajo: {list}.',
  'Nobody knows what became of the last try of order {number}. Look in the ERP, then decide with the message below.':
    'Nihče ne ve, kaj je nastalo iz zadnjega poskusa naročila {number}. Poglejte v ERP, nato odločite pri sporočilu spodaj.',
  'The settings of connection {code} name no source any more: put it back, or acknowledge the order by hand.':
    'Nastavitve povezave {code} ne navajajo več vira: vrnite ga ali naročilo potrdite ročno.',
  '{document} has no line that belongs to Magento order {number}. Make the document by hand in the Magento admin if one is needed':
    '{document} nima postavke iz naročila {number} v Magentu. Če je dokument potreben, ga v Magentu ustvarite ročno',
  'No single invoice of Magento order {number} holds all lines of the credit note, so the payment gateway cannot refund it. Make the credit memo by hand in the Magento admin':
    'Noben posamezen račun naročila {number} v Magentu nima vseh postavk dobropisa, zato ga plačilni ponudnik ne more povrniti. Dobropis v Magentu ustvarite ročno',
  'More than {n} orders were made since {day}, and whether ours is among them was not looked up to the end. Raise walk.most of the connection, or look for the order in iCenter':
    'Od {day} je nastalo več kot {n} naročil; ali je naše med njimi, ni bilo preverjeno do konca. Povečajte walk.most povezave ali naročilo poiščite v iCentru',
  'No G/L account is set for payments by "{method}". Set paymentAccount of the connection.':
    'Za plačila »{method}« konto ni nastavljen. Nastavite paymentAccount povezave.',
  'No G/L account is set for payments. Set paymentAccount of the connection.':
    'Za plačila konto ni nastavljen. Nastavite paymentAccount povezave.',
  'PDFs are read with the apiClientID of the API licence. Set apiClientId of the connection':
    'PDF-ji se berejo z apiClientID licence za API. Nastavite apiClientId povezave',
  'iCenter has too many rows of {part} for one look': 'iCenter ima preveč vrstic ({part}) za eno poizvedbo',
  'SAP Business One has too many {part} for one look': 'SAP Business One ima preveč vrstic ({part}) za eno poizvedbo',
  'The ERP has more than {n} pages of {part}: raise maxPages, or mend the paging of the flow':
    'ERP ima več kot {n} strani ({part}): povečajte maxPages ali popravite listanje v toku',
  'The ERP has more than {n} rows of {part} for one look': 'ERP ima več kot {n} vrstic ({part}) za eno poizvedbo',
  'The ERP sent more than {n} rows of {part} at once': 'ERP je naenkrat poslal več kot {n} vrstic ({part})',
  'The ERP names an address at {origin}, which is not among url, servers and otherUrls of the flow':
    'ERP navaja naslov na {origin}, ki ga ni med url, servers in otherUrls toka',
  'The ERP names the page of {part} that it has just sent as the next one':
    'ERP stran ({part}), ki jo je pravkar poslal, navaja kot naslednjo',
  'The ERP sends the same page of {part} again and again: mend the paging of the flow':
    'ERP vedno znova pošilja isto stran ({part}): popravite listanje v toku',
  'This is no place in the pages of this flow: begin the read again':
    'To ni mesto na straneh tega toka: berite od začetka',
  'This is no place in {part}: begin the read again': 'To ni mesto v {part}: berite od začetka',
  'This is no cursor of {part}: read everything': 'To ni stanje branja za {part}: preberite vse',
  'The flow {flow} has no step that creates customers': 'Tok {flow} nima koraka, ki ustvari kupca',
  'The flow {flow} has no step that cancels: cancel order {number} in the ERP':
    'Tok {flow} nima koraka za preklic: naročilo {number} prekličite v ERP-ju',
  'The script says that order {number} is in the ERP, and it is not found there: let it set erp_id, or mend the query':
    'Skripta pravi, da je naročilo {number} v ERP-ju, tam pa ga ni mogoče najti: naj nastavi erp_id ali popravite poizvedbo',
  'The ERP lists order {number} under our key and does not give it: it is looked for again. If that lasts, let orders.find and orders.read of the flow name it alike':
    'ERP pod našim ključem navaja naročilo {number} in ga ne vrne: poiskano bo znova. Če tako ostane, naj ga orders.find in orders.read toka imenujeta enako',
  'The ERP took the order, {error}': 'ERP je sprejel naročilo, {error}',
  'This is not a request for a new order: {request}': 'To ni zahteva za novo naročilo: {request}',
  'This is not a request for a new sales order: {request}': 'To ni zahteva za nov prodajni nalog: {request}',
  'This request was not planned by an HTTP flow: have the order planned anew':
    'Te zahteve ni načrtoval tok HTTP: naj se naročilo načrtuje znova',
  '{part} gave {n} records for order {number} in place of one':
    '{part}: za naročilo {number} je prišlo {n} zapisov namesto enega',
  'the mapping of the source stopped in line {n}: {error}': 'preslikava vira se je ustavila v vrstici {n}: {error}',
  'the mapping of the source stopped: {error}': 'preslikava vira se je ustavila: {error}',
  'the trial follows no address of an answer': 'poskus ne sledi naslovu iz odgovora',
}
