import type { Messages } from '../say.tsx'

/** The list of documents, sending them again, and what did not arrive. */
export const documents: Messages = {
  'on the Magento order': 'pri naročilu v Magentu',
  'not on the Magento order yet': 'še ne pri naročilu v Magentu',
  'from {day}': 'od {day}',
  'up to {day}': 'do {day}',
  'store {name}': 'trgovina {name}',
  Documents: 'Dokumenti',
  'Pages of documents': 'Strani z dokumenti',
  Search: 'Išči',
  'Invoice or order number, or the customer’s e-mail': 'Številka računa ali naročila ali kupčev e-naslov',
  Mail: 'E-pošta',
  'mailed or not': 'poslano ali ne',
  Kind: 'Vrsta',
  'every kind': 'vse vrste',
  'In Magento': 'V Magentu',
  'there or not': 'je tam ali ne',
  From: 'Od',
  'Up to': 'Do',
  Store: 'Trgovina',
  'all stores': 'vse trgovine',
  'All documents': 'Vsi dokumenti',
  'Not delivered': 'Ni dostavljeno',
  'Not mailed yet': 'Še ni poslano',
  'Credit notes': 'Dobropisi',
  'Not on the Magento order yet': 'Še ni pri naročilu v Magentu',
  Views: 'Pogledi',
  'Mail all that match…': 'Pošlji vse, ki ustrezajo …',
  'Take out: {part}': 'Odstrani: {part}',
  'Show all': 'Prikaži vse',
  Document: 'Dokument',
  Order: 'Naročilo',
  Customer: 'Kupec',
  'On the Magento order': 'Pri naročilu v Magentu',
  Actions: 'Dejanja',
  '{n, plural, one {# page} other {# pages}}':
    '{n, plural, one {# stran} two {# strani} few {# strani} other {# strani}}',
  'not mailed': 'ni poslano',
  Attached: 'Pripet',
  'Not attached': 'Ni pripet',
  'Resend…': 'Ponovno pošlji …',
  '{n, plural, one {# mail} other {# mails}}':
    '{n, plural, one {# sporočilo} two {# sporočili} few {# sporočila} other {# sporočil}}',
  'Everything arrived': 'Vse je prispelo',
  'No document fits': 'Noben dokument ne ustreza',
  'No mail was refused for good, as far as {filter} goes.':
    'Pri izboru »{filter}« ni bilo dokončno zavrnjeno nobeno sporočilo.',
  'Nothing matches {filter}.': 'Izboru »{filter}« ne ustreza nič.',
  'The search knows whole invoice, order and ERP numbers, and whole e-mail addresses.':
    'Iskanje pozna cele številke računov, naročil in iz ERP ter cele e-naslove.',
  'Show all documents': 'Pokaži vse dokumente',
  'No document yet': 'Dokumentov še ni',
  'When the ERP invoices an order, its PDF is fetched, kept here, put on the Magento order and mailed to the customer once.':
    'Ko ERP izda račun za naročilo, se PDF prevzame, shrani tukaj, pripne k naročilu v Magentu in enkrat pošlje kupcu.',
  'Mail {n, plural, one {# document} other {# documents}}':
    'Pošlji {n, plural, one {# dokument} two {# dokumenta} few {# dokumente} other {# dokumentov}}',
  'Send {n, plural, one {# mail} other {# mails}}':
    'Pošlji {n, plural, one {# sporočilo} two {# sporočili} few {# sporočila} other {# sporočil}}',
  'Those chosen ({filter}), each to its customer: {people, plural, one {# person gets} other {# people get}} {documents, plural, one {# mail} other {# mails}}.':
    'Izbrani ({filter}), vsak svojemu kupcu: {people, plural, one {# oseba dobi} two {# osebi dobita} few {# osebe dobijo} other {# oseb dobi}} {documents, plural, one {# sporočilo} two {# sporočili} few {# sporočila} other {# sporočil}}.',
  '{n, plural, one {# that nobody got yet goes out as it is} other {# that nobody got yet go out as they are}}; every other one is stamped as a copy.':
    '{n, plural, one {#, ki ga še nihče ni dobil, gre} two {#, ki ju še nihče ni dobil, gresta} few {#, ki jih še nihče ni dobil, gredo} other {#, ki jih še nihče ni dobil, gre}} ven brez žiga; vsi drugi dobijo žig kopije.',
  'Each is stamped as a copy.': 'Vsak dobi žig kopije.',
  '{now} now, the newest first; press again for the next.':
    'Zdaj {now}, od najnovejših naprej; za naslednje pritisnite še enkrat.',
  To: 'Za',
  'and {n} more': 'in še {n}',
  'The mail server was down': 'Poštni strežnik ni deloval',
  'The customers did not get them': 'Kupci jih niso dobili',
  'Mails were switched on late': 'Pošiljanje je bilo vklopljeno pozneje',
  '{n, plural, one {# is} other {# are}} left out: on the way, or mailed in the last 10 minutes.':
    '{n, plural, one {# je izpuščen} two {# sta izpuščena} few {# so izpuščeni} other {# je izpuščenih}}: na poti ali poslano v zadnjih 10 minutah.',
  '{n, plural, one {# holds} other {# hold}} orders of several customers and {n, plural, one {is} other {are}} left out: send by hand where it is right.':
    '{n, plural, one {# vsebuje naročila več kupcev in je izpuščen} two {# vsebujeta naročila več kupcev in sta izpuščena} few {# vsebujejo naročila več kupcev in so izpuščeni} other {# vsebuje naročila več kupcev in je izpuščenih}}: kjer je prav, pošljite ročno.',
  'Left out, because no sender is set: {stores}.': 'Izpuščeno, ker pošiljatelj ni nastavljen: {stores}.',
  'There is no such store among yours.': 'Te trgovine ni med vašimi.',
  'Choose which documents first: not delivered, not mailed yet, or from one day to another.':
    'Najprej izberite, katere dokumente: nedostavljene, še neposlane ali od enega do drugega dne.',
  'All of them are on their way, or were mailed in the last 10 minutes.':
    'Vsi so na poti ali pa so bili poslani v zadnjih 10 minutah.',
  'No sender is set: {stores}. Nothing can be sent yet.':
    'Pošiljatelj ni nastavljen: {stores}. Poslati se še ne da ničesar.',
  'None of these documents can be mailed this way. Send them one by one.':
    'Nobenega od teh dokumentov ni mogoče poslati tako. Pošljite jih posamič.',
  'Nothing more to send: they are on their way.': 'Ni več kaj poslati: na poti so.',
  '{n, plural, one {# mail is} other {# mails are}} on the way':
    '{n, plural, one {# sporočilo je} two {# sporočili sta} few {# sporočila so} other {# sporočil je}} na poti',
  '{n, plural, one {# was} other {# were}} left out: on the way already, or of several customers':
    '{n, plural, one {# je bil izpuščen} two {# sta bila izpuščena} few {# so bili izpuščeni} other {# je bilo izpuščenih}}: že na poti ali z naročili več kupcev',
  '{n, plural, one {# more is} other {# more are}} left: press again':
    '{n, plural, one {ostane še #} two {ostaneta še #} few {ostanejo še #} other {ostane jih še #}}: pritisnite še enkrat',
  Invoice: 'Račun',
  'Credit note': 'Dobropis',
  'Delivery note': 'Dobavnica',
  invoices: 'računi',
  'credit notes': 'dobropisi',
  'delivery notes': 'dobavnice',
  'other documents': 'drugi dokumenti',
  'not delivered': 'ni dostavljeno',
  'not mailed yet': 'še ni poslano',
  'waiting to go out': 'čaka na pošiljanje',
  'taken by the mail server': 'sprejel poštni strežnik',
  Waiting: 'Čaka',
  Sent: 'Poslano',
  'Resend: {document} {number}': 'Ponovno pošlji: {document} {number}',
  Send: 'Pošlji',
  'Order {number}': 'Naročilo {number}',
  'This store has no sender for mails in its settings, so nothing can be sent yet.':
    'Ta trgovina v nastavitvah nima pošiljatelja, zato se še ne da poslati ničesar.',
  'Another address than {address}': 'Drug naslov kot {address}',
  'It went to a wrong address': 'Šlo je na napačen naslov',
  'The customer gave another address': 'Kupec je povedal drug naslov',
  'The customer did not get it': 'Kupec ga ni dobil',
  'The customer lost it': 'Kupec ga je izgubil',
  'The mail': 'Sporočilo',
  'With {filename}, stamped as a copy': 'S priponko {filename}, z žigom kopije',
  'went to {to} {when}': 'poslano na {to} {when}',
  'waits to go to {to} since {when}': 'čaka na pošiljanje na {to}, od: {when}',
  'did not reach {to} {when}': 'ni prispelo na {to} {when}',
  'There is no such document in your stores.': 'V vaših trgovinah tega dokumenta ni.',
  'The next try is {when}.': 'Naslednji poskus: {when}.',
  'The mail server’s answer:': 'Odgovor poštnega strežnika:',
  'Resend to another address…': 'Pošlji na drug naslov …',
  'has not got it yet.': 'ga še ni dobil.',
  'may have got it: the connection broke off.': 'ga je morda dobil: povezava se je prekinila.',
  'did not get it: the mail came back {when}.': 'ga ni dobil: sporočilo se je vrnilo {when}.',
  'did not get it.': 'ga ni dobil.',
  'Ask whether it arrived before you send it again.': 'Preden pošljete znova, vprašajte, ali je prispelo.',
  'There is no such mailbox. Ask the customer for the right address and resend it there.':
    'Tega poštnega predala ni. Vprašajte kupca za pravi naslov in pošljite ponovno tja.',
  'The part behind the @ takes no mail, most likely a typing mistake. Ask for the right address.':
    'Del za znakom @ ne sprejema pošte, najverjetneje zaradi tipkarske napake. Vprašajte za pravi naslov.',
  'This is no address that mail can go to. Ask for the right one.': 'Na ta naslov pošta ne more. Vprašajte za pravega.',
  'The mailbox is full. Resend it in a day, or ask for another address.':
    'Poštni predal je poln. Pošljite ponovno čez en dan ali vprašajte za drug naslov.',
  'The mailbox is closed. Ask the customer for another address.':
    'Poštni predal je ukinjen. Vprašajte kupca za drug naslov.',
  'The mail is too large for this mailbox. Ask for another address, or hand the PDF over another way.':
    'Sporočilo je za ta predal preveliko. Vprašajte za drug naslov ali predajte PDF drugače.',
  'The server does not trust the sender. Whoever runs your mail has to look at SPF, DKIM and the sending server.':
    'Strežnik pošiljatelju ne zaupa. Kdor skrbi za vašo pošto, naj preveri SPF, DKIM in strežnik za pošiljanje.',
  'The server took the mail for spam or harmful. Resend it to another address, and tell whoever runs your mail.':
    'Strežnik je sporočilo imel za neželeno ali škodljivo. Pošljite na drug naslov in to povejte skrbniku pošte.',
  'Your own mail server refused the log-in. Its settings have to be mended; then try again.':
    'Vaš poštni strežnik je zavrnil prijavo. Popraviti je treba njegove nastavitve, nato poskusite znova.',
  'It is tried again by itself.': 'Poskus se ponovi sam.',
  'The answer of the server is below. Resend it, there or to another address.':
    'Odgovor strežnika je spodaj. Pošljite ponovno, tja ali na drug naslov.',
}
