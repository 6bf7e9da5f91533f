import type { Messages } from '../say.tsx'

/** Items, prices and stock in Magento. */
export const catalogue: Messages = {
  Catalogue: 'Katalog',
  Running: 'Teče',
  'Not run yet': 'Še ni teklo',
  'Stopped half-way': 'Obstalo na pol poti',
  'Up to date': 'Na tekočem',
  items: 'artikle',
  prices: 'cene',
  stock: 'zalogo',
  'lists the products of the shop': 'popisuje izdelke trgovine',
  'brings the prices': 'prenaša cene',
  'brings the items': 'prenaša artikle',
  'waits for Magento’s queue': 'čaka na vrsto v Magentu',
  'brings the stock': 'prenaša zalogo',
  'adds up the warehouses': 'sešteva skladišča',
  'sets to zero what the ERP does not have any more': 'postavlja na nič, česar v ERP ni več',
  product: 'izdelek',
  price: 'cena',
  'price in {view}': 'cena v {view}',
  'tier prices of {group}': 'količinske cene za {group}',
  'stock in {source}': 'zaloga v {source}',
  'warehouse {warehouse}': 'skladišče {warehouse}',
  'Brings {parts} to Magento': 'V Magento prenaša {parts}',
  'The first run reads everything; from then on only what has changed is brought.':
    'Prvi zagon prebere vse; odtlej se prenaša samo, kar se je spremenilo.',
  'A complete run': 'Popoln zagon',
  'A run': 'Zagon',
  'Run of {name}': 'Zagon: {name}',
  'step {step} of {steps}: {what}': 'korak {step} od {steps}: {what}',
  '{run}, over {when}.': '{run}, končan {when}.',
  '{run}, under way since {when}.': '{run}, teče od {when}.',
  'Nothing has changed.': 'Nič se ni spremenilo.',
  'next run {when}': 'naslednji zagon {when}',
  Stop: 'Ustavi',
  'Run now': 'Zaženi zdaj',
  'Run everything': 'Preveri vse',
  'Dry run': 'Poskusni zagon',
  'What was not taken': 'Kaj ni bilo sprejeto',
  'Why, in the words of the first': 'Zakaj, na prvem primeru',
  'The shop does not have everything that the ERP has. New products are left to people here.':
    'Trgovina nima vsega, kar ima ERP. Nove izdelke tu dodajo ljudje.',
  'The shop does not have everything that the ERP has.': 'Trgovina nima vsega, kar ima ERP.',
  'Show what is missing': 'Pokaži, kaj manjka',
  'Nothing differs: a complete run would write nothing.': 'Nič se ne razlikuje: popoln zagon ne bi zapisal ničesar.',
  'That is as far as the time reached; “orderbridge catalog diff” compares all of it.':
    'Do sem je zadostoval čas; »orderbridge catalog diff« primerja vse.',
  SKU: 'SKU',
  What: 'Kaj',
  'Magento took last': 'Nazadnje v Magentu',
  'The ERP says': 'ERP pravi',
  'nothing of ours yet': 'še nič našega',
  'And {n} more.': 'In še {n}.',
  'Looked at': 'Pregledano',
  'In Magento’s queue': 'V čakalni vrsti Magenta',
  'Not in the shop': 'Ni v trgovini',
  Refused: 'Zavrnjeno',
  'Part of a stock': 'Del zaloge',
  'In Magento': 'V Magentu',
  'Not brought yet': 'Še ni preneseno',
  'Name in the ERP': 'Ime v ERP',
  'Why it is left out': 'Zakaj je izpuščeno',
  'The policy leaves new products to people (catalog.newProducts). Create the product in Magento with this SKU; price and stock then come by themselves.':
    'Po pravilu nove izdelke dodajo ljudje (catalog.newProducts). V Magentu ustvarite izdelek s tem SKU; cena in zaloga nato prideta sami.',
  'Refused products of {name}': 'Zavrnjeni izdelki: {name}',
  'What the shop does not have of {name}': 'Česa trgovina nima: {name}',
  'Products of {name}': 'Izdelki: {name}',
  Connection: 'Povezava',
  Show: 'Prikaži',
  everything: 'vse',
  'what was refused': 'kar je bilo zavrnjeno',
  'what the shop does not have': 'česar trgovina nima',
  'SKU, or a part of it': 'SKU ali njegov del',
  'Nothing here': 'Tu ni ničesar',
  'No SKU with {search} is among them.': 'Med njimi ni SKU, ki vsebuje {search}.',
  'Nothing of this kind is known. A run of the catalogue brings it to light.':
    'O tem ni nič znanega. Pokaže se ob zagonu kataloga.',
  'Pages of products': 'Strani izdelkov',
  '← From the beginning': '← Na začetek',
  'More →': 'Naprej →',
  '{name}: a run is under way already.': '{name}: zagon že teče.',
  '{name}: a worker runs it within seconds.': '{name}: zagon se začne v nekaj sekundah.',
  '{name}: the run has ended. What it wrote stays.': '{name}: zagon je končan. Kar je zapisal, ostane.',
  '{name}: the run ends after the page that it is at. What it wrote stays.':
    '{name}: zagon se konča po strani, na kateri je. Kar je zapisal, ostane.',
  'Nothing is brought to Magento yet': 'V Magento se še nič ne prenaša',
  'A connection brings items, prices and stock when its settings say so (Connections › Settings, “Catalogue”). A dry run there shows what would be written, before anything is.':
    'Povezava prenaša artikle, cene in zaloge, kadar to pravijo njene nastavitve (Povezave › Nastavitve, »Katalog«). Preizkusni zagon tam pokaže, kaj bi se zapisalo, preden se kaj zapiše.',
  '{n, plural, one {# product} other {# products}} of the shop listed':
    'popisano: {n, plural, one {# izdelek} two {# izdelka} few {# izdelki} other {# izdelkov}}',
  '{n, plural, one {# item} other {# items}} read':
    'prebrano: {n, plural, one {# artikel} two {# artikla} few {# artikli} other {# artiklov}}',
  '{n, plural, one {# price} other {# prices}} read':
    'prebrano: {n, plural, one {# cena} two {# ceni} few {# cene} other {# cen}}',
  '{n, plural, one {# stock figure} other {# stock figures}} read':
    'prebrano: {n, plural, one {# podatek} two {# podatka} few {# podatki} other {# podatkov}} o zalogi',
  '{n, plural, one {# price} other {# prices}} written':
    'zapisano: {n, plural, one {# cena} two {# ceni} few {# cene} other {# cen}}',
  '{n, plural, one {# tier price} other {# tier prices}} written':
    'zapisano: {n, plural, one {# količinska cena} two {# količinski ceni} few {# količinske cene} other {# količinskih cen}}',
  '{n, plural, one {# stock figure} other {# stock figures}} written':
    'zapisano: {n, plural, one {# podatek} two {# podatka} few {# podatki} other {# podatkov}} o zalogi',
  '{n, plural, one {# product} other {# products}} written':
    'zapisano: {n, plural, one {# izdelek} two {# izdelka} few {# izdelki} other {# izdelkov}}',
  '{n, plural, one {# product} other {# products}} created':
    'ustvarjeno: {n, plural, one {# izdelek} two {# izdelka} few {# izdelki} other {# izdelkov}}',
  '{n, plural, one {# product} other {# products}} renamed':
    'preimenovano: {n, plural, one {# izdelek} two {# izdelka} few {# izdelki} other {# izdelkov}}',
  '{n, plural, one {# new product} other {# new products}} given to Magento’s queue':
    'v čakalno vrsto Magenta: {n, plural, one {# nov izdelek} two {# nova izdelka} few {# novi izdelki} other {# novih izdelkov}}',
  '{n, plural, one {# renamed product} other {# renamed products}} given to Magento’s queue':
    'v čakalno vrsto Magenta: {n, plural, one {# preimenovan izdelek} two {# preimenovana izdelka} few {# preimenovani izdelki} other {# preimenovanih izdelkov}}',
  '{n, plural, one {# product} other {# products}} waiting in Magento’s queue':
    'v čakalni vrsti Magenta: {n, plural, one {# izdelek} two {# izdelka} few {# izdelki} other {# izdelkov}}',
  '{n, plural, one {# value} other {# values}} without a product in the shop':
    'brez izdelka v trgovini: {n, plural, one {# vrednost} two {# vrednosti} few {# vrednosti} other {# vrednosti}}',
  '{n, plural, one {# value} other {# values}} refused':
    'zavrnjeno: {n, plural, one {# vrednost} two {# vrednosti} few {# vrednosti} other {# vrednosti}}',
  '{n, plural, one {# value is} other {# values are}} known of the ERP':
    'znano iz ERP: {n, plural, one {# vrednost} two {# vrednosti} few {# vrednosti} other {# vrednosti}}',
  '{n, plural, one {# product} other {# products}}':
    '{n, plural, one {# izdelek} two {# izdelka} few {# izdelki} other {# izdelkov}}',
  'A complete run would write {n, plural, one {# value} other {# values}}. Nothing was written now.':
    'Popoln zagon bi zapisal {n, plural, one {# vrednost} two {# vrednosti} few {# vrednosti} other {# vrednosti}}. Zdaj ni bilo zapisano nič.',
  'There is no such catalogue in your stores.': 'Tega kataloga v vaših trgovinah ni.',
}
