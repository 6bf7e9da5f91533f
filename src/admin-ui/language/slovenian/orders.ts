import type { Messages } from '../say.tsx'

/** The list of orders, its views, and what is done to many of them. */
export const orders: Messages = {
  'Pages of orders': 'Strani naročil',
  'Orders, scrolls sideways': 'Naročila, s pomikanjem vstran',
  'Order, ERP or invoice number, e-mail, name, SKU': 'Številka naročila, ERP ali računa, e-pošta, ime, SKU',
  'any state': 'vsa stanja',
  'several states': 'več stanj',
  Age: 'Starost',
  'any age': 'katera koli',
  Placed: 'Oddano',
  'at any time': 'kadar koli',
  'all stores': 'vse trgovine',
  'longer than 15 minutes': 'dlje kot 15 minut',
  'longer than 1 hour': 'dlje kot 1 uro',
  'longer than 1 day': 'dlje kot 1 dan',
  'placed in the last 24 hours': 'oddano v zadnjih 24 urah',
  'placed in the last 7 days': 'oddano v zadnjih 7 dneh',
  'placed in the last 30 days': 'oddano v zadnjih 30 dneh',
  'placed before then': 'oddano pred tem',
  'placed within one hour': 'oddano v eni uri',
  'placed from then on': 'oddano od takrat',
  'placed in the hour from': 'oddano v uri od',
  'placed before': 'oddano pred',
  'placed today': 'oddano danes',
  'placed since': 'oddano od',
  'mailed in the hour from': 'poslano po e-pošti v uri od',
  'waiting for one problem': 'čaka zaradi ene težave',
  'store {name}': 'trgovina {name}',
  'none yet': 'še nič',
  'E-mail': 'E-pošta',
  Currency: 'Valuta',
  'ERP number': 'Številka ERP',
  Shipment: 'Pošiljka',
  Invoice: 'Račun',
  'Credit note': 'Dobropis',
  'Status in Magento': 'Status v Magentu',
  'In the ERP since': 'V ERP-ju od',
  'In the ERP since (UTC)': 'V ERP-ju od (UTC)',
  Took: 'Trajanje',
  'Seconds until in the ERP': 'Sekunde do ERP-ja',
  'Waits for': 'Čaka na',
  'Last step': 'Zadnji korak',
  'Last step at (UTC)': 'Zadnji korak ob (UTC)',
  'Placed (UTC)': 'Oddano (UTC)',
  'More orders match than a file holds. Narrow the filter for the rest.':
    'Ustreza več naročil, kot jih sprejme datoteka. Za preostala zožite filter.',
  Columns: 'Stolpci',
  'Show these': 'Prikaži te',
  'The order number always stands in front. Your list keeps these columns until you choose others.':
    'Številka naročila je vedno spredaj. Vaš seznam obdrži te stolpce, dokler ne izberete drugih.',
  Show: 'Prikaži',
  'Save view': 'Shrani pogled',
  Save: 'Shrani',
  'Orders: {filter}; with the columns {columns}.': 'Naročila: {filter}; s stolpci {columns}.',
  'All orders; with the columns {columns}.': 'Vsa naročila; s stolpci {columns}.',
  Name: 'Ime',
  'A view of that name is replaced.': 'Pogled z enakim imenom se nadomesti.',
  'Remove “{name}”': 'Odstrani »{name}«',
  Remove: 'Odstrani',
  'Nobody of the store finds it in their list any more. The orders stay as they are.':
    'Nihče v trgovini ga ne bo več našel na seznamu. Naročila ostanejo, kakršna so.',
  'It leaves your list. The orders stay as they are.': 'Z vašega seznama izgine. Naročila ostanejo, kakršna so.',
  'Give the view a name.': 'Pogledu dajte ime.',
  'A name has 60 letters at most.': 'Ime ima največ 60 znakov.',
  'Choose a column: with the number alone the list tells nothing.':
    'Izberite stolpec: sama številka na seznamu ne pove ničesar.',
  'The list has these columns from now on.': 'Seznam ima odslej te stolpce.',
  'View “{name}” is removed.': 'Pogled »{name}« je odstranjen.',
  'This view is not there any more.': 'Tega pogleda ni več.',
  'For everybody of all stores': 'Za vse v vseh trgovinah',
  'For everybody of store {store}': 'Za vse v trgovini {store}',
  'View “{name}” is saved.': 'Pogled »{name}« je shranjen.',
  'View “{name}” is saved for everybody of all stores.': 'Pogled »{name}« je shranjen za vse v vseh trgovinah.',
  'View “{name}” is saved for everybody of store {store}.': 'Pogled »{name}« je shranjen za vse v trgovini {store}.',
  Views: 'Pogledi',
  'All orders': 'Vsa naročila',
  'for everybody': 'za vse',
  'Columns…': 'Stolpci …',
  'Save view…': 'Shrani pogled …',
  'Remove view…': 'Odstrani pogled …',
  'Export CSV': 'Izvozi CSV',
  'Take out: {part}': 'Odstrani: {part}',
  'Show all': 'Prikaži vse',
  'This address does not say which rows are meant. Load the page again.':
    'Ta naslov ne pove, za katere vrstice gre. Znova naložite stran.',
  'Try again all that match…': 'Poskusi znova z vsemi ujemajočimi …',
  'Skip all that match…': 'Preskoči vsa ujemajoča …',
  '100 or more new orders · show': '100 ali več novih naročil · prikaži',
  '{n, plural, one {# new order} other {# new orders}} · show':
    '{n, plural, one {# novo naročilo} two {# novi naročili} few {# nova naročila} other {# novih naročil}} · prikaži',
  'No order fits': 'Nobeno naročilo ne ustreza',
  'Nothing matches {sentence}. The search knows whole order numbers, ERP and invoice numbers, whole e-mail addresses, the start of names, and whole SKUs.':
    'Nič ne ustreza filtru: {sentence}. Iskanje pozna cele številke naročil, ERP-ja in računov, cele e-poštne naslove, začetke imen in cele SKU-je.',
  'Show all orders': 'Prikaži vsa naročila',
  'No order yet': 'Ni še nobenega naročila',
  'Orders stand here seconds after somebody places them in Magento. To see one now, place a test order in the store; to fetch earlier ones, open {runs} and press “Run now” beside the Magento orders.':
    'Naročila so tu nekaj sekund po tem, ko jih kdo odda v Magentu. Če želite katero videti takoj, v trgovini oddajte preizkusno naročilo; za prejšnja odprite {runs} in ob naročilih Magento pritisnite »Zaženi zdaj«.',
  'Try again: {n, plural, one {# order} other {# orders}}':
    'Poskusi znova: {n, plural, one {# naročilo} two {# naročili} few {# naročila} other {# naročil}}',
  'Skip: {n, plural, one {# order} other {# orders}}':
    'Preskoči: {n, plural, one {# naročilo} two {# naročili} few {# naročila} other {# naročil}}',
  'Try {now, plural, one {# order} other {# orders}} again':
    'Poskusi znova: {now, plural, one {# naročilo} two {# naročili} few {# naročila} other {# naročil}}',
  'Skip {now, plural, one {# order} other {# orders}}':
    'Preskoči {now, plural, one {# naročilo} two {# naročili} few {# naročila} other {# naročil}}',
  'What was refused is planned anew with the configuration as it is now.':
    'Kar je bilo zavrnjeno, se znova načrtuje s trenutnimi nastavitvami.',
  'They are not sent; of those in the ERP only what is stuck is given up.':
    'Ne bodo poslana; pri tistih v ERP-ju se opusti samo tisto, kar je obtičalo.',
  '{now} now, the newest first; press again for the next.':
    'Zdaj {now}, od najnovejših naprej; za naslednje pritisnite še enkrat.',
  'They wait for': 'Čakajo na',
  'Given up': 'Opusti se',
  '{orders} and {n} more': '{orders} in še {n}',
  'Orders that need a person, of those chosen ({sentence}): {money}.':
    'Naročila, ki zahtevajo ukrepanje, med izbranimi ({sentence}): {money}.',
  'Orders that need a person, of those chosen ({sentence}).':
    'Naročila, ki zahtevajo ukrepanje, med izbranimi ({sentence}).',
  'All orders that need a person: {money}.': 'Vsa naročila, ki zahtevajo ukrepanje: {money}.',
  'All orders that need a person.': 'Vsa naročila, ki zahtevajo ukrepanje.',
  'None of these orders needs a person any more.': 'Nobeno od teh naročil ne zahteva več ukrepanja.',
  '{n, plural, one {# order is} other {# orders are}} tried again':
    'Znova se {n, plural, one {obdeluje # naročilo} two {obdelujeta # naročili} few {obdelujejo # naročila} other {obdeluje # naročil}}',
  '{n, plural, one {# order is} other {# orders are}} skipped':
    '{n, plural, one {# naročilo je preskočeno} two {# naročili sta preskočeni} few {# naročila so preskočena} other {# naročil je preskočenih}}',
  '{n, plural, one {# had moved on or is being sent} other {# had moved on or are being sent}}':
    '{n, plural, one {# je že naprej ali se pravkar pošilja} two {# sta že naprej ali se pravkar pošiljata} few {# so že naprej ali se pravkar pošiljajo} other {# jih je že naprej ali se pravkar pošilja}}',
  '{n, plural, one {# more is left} other {# more are left}}: press again':
    '{n, plural, one {ostaja še #} two {ostajata še #} few {ostajajo še #} other {ostaja jih še #}}: pritisnite znova',
  'Say why, so that others understand it later.': 'Povejte razlog, da ga bodo drugi pozneje razumeli.',
}
