import type { Messages } from '../say.tsx'

/** Why a refund is left to people, what was noted of an order when it was read or planned, and what stands below a problem. */
export const toldRemarks: Messages = {
  'order {number} is invoiced ({invoice}), and the API of iCenter makes no credit for an invoice':
    'naročilo {number} je zaračunano ({invoice}), API iCenterja pa za račun ne ustvari dobropisa',
  'order {number} is delivered or closed in part': 'naročilo {number} je delno dobavljeno ali zaključeno',
  'it has no goods, and the order is not invoiced yet': 'nima blaga, naročilo pa še ni zaračunano',
  'it has no goods, and a credit note of SAP Business One has to name items':
    'nima blaga, dobropis v SAP Business One pa mora navesti artikle',
  'all goods are refunded and a part of the money is kept, which an order without goods cannot say':
    'vse blago je povrnjeno, del denarja pa ostane, česar nalog brez blaga ne more izraziti',
  'a part of the order is refunded before its invoice, and reduceOrders of the connection is off':
    'del naročila je povrnjen pred računom, reduceOrders povezave pa je izklopljen',
  'shipping or an adjustment is refunded before the invoice is made':
    'dostava ali popravek je povrnjen, preden je račun izdan',
  'order {number} was changed and iCenter came to {total} in place of {other}: look at it there':
    'naročilo {number} je bilo spremenjeno in iCenter je prišel do {total} namesto {other}: poglejte tam',
  'none of its lines is invoiced': 'nobena od postavk ni zaračunana',
  'the invoice is in {currency} and the refund in {currency2}': 'račun je v {currency}, vračilo pa v {currency2}',
  'it refunds shipping, and shippingExpense of the connection is not set':
    'vrača dostavo, shippingExpense povezave pa ni nastavljeno',
  'Draft {number} waits for its approval; change or reject it there':
    'Osnutek {number} čaka na odobritev; spremenite ali zavrnite ga tam',
  'Draft {number} waits for its approval in SAP Business One; reject or remove it there':
    'Osnutek {number} čaka na odobritev v SAP Business One; zavrnite ali odstranite ga tam',

  'is not active in iCenter': 'v iCenterju ni aktiven',
  'is not a sales item in SAP Business One': 'v SAP Business One ni prodajni artikel',
  'is inactive in SAP Business One': 'v SAP Business One ni aktiven',
  'is a sales bill of materials; add it to salesBoms of the connection with its number of components':
    'je prodajna kosovnica; dodajte ga v salesBoms povezave s številom njegovih sestavin',
  'Refunded: {goods}': 'Povrnjeno: {goods}',
  'Refunded: {goods}, shipping {money}': 'Povrnjeno: {goods}, dostava {money}',
  'Refunded: {goods}, shipping {money}, adjustment {money2}': 'Povrnjeno: {goods}, dostava {money}, popravek {money2}',
  'Refunded: {goods}, adjustment {money}': 'Povrnjeno: {goods}, popravek {money}',
  'Refunded: shipping {money}': 'Povrnjeno: dostava {money}',
  'Refunded: shipping {money}, adjustment {money2}': 'Povrnjeno: dostava {money}, popravek {money2}',
  'Refunded: adjustment {money}': 'Povrnjeno: popravek {money}',

  '{what}: cut to {n} characters.': '{what}: skrajšano na {n} znakov.',
  'The reference': 'Sklic',
  'The remarks': 'Opombe',
  'The comment': 'Komentar',
  'The VAT id': 'ID za DDV',
  'The transaction': 'Transakcija',
  'The options of "{sku}"': 'Možnosti artikla »{sku}«',
  'The text of "{text}"': 'Besedilo »{text}«',
  'Name of the shipping address': 'Ime v naslovu za dostavo',
  'Street of the shipping address': 'Ulica v naslovu za dostavo',
  'Postcode of the shipping address': 'Poštna številka v naslovu za dostavo',
  'City of the shipping address': 'Kraj v naslovu za dostavo',
  'State of the shipping address': 'Zvezna država v naslovu za dostavo',
  'Region of the shipping address': 'Regija v naslovu za dostavo',
  'Name of the billing address': 'Ime v naslovu za račun',
  'Street of the billing address': 'Ulica v naslovu za račun',
  'Postcode of the billing address': 'Poštna številka v naslovu za račun',
  'City of the billing address': 'Kraj v naslovu za račun',
  'State of the billing address': 'Zvezna država v naslovu za račun',
  'Region of the billing address': 'Regija v naslovu za račun',
  '"{sku}" is sent in {n} lines, {prices}, so that it adds up.':
    '»{sku}« se pošlje v več postavkah ({n}), {prices}, da se vsota izide.',

  '{code} {amount} is not in grand_total on top of the rest and was left out.':
    '{code} {amount} v grand_total ni prišteto k ostalemu in je izpuščeno.',
  'A discount of {amount} is not spread over the lines and stands for itself.':
    'Popust {amount} ni razdeljen na postavke in stoji zase.',
  'Parts and grand_total differ by {amount} (base {other}), taken as rounding.':
    'Deli in grand_total se razlikujejo za {amount} (osnova {other}), upoštevano kot zaokrožitev.',
  'Item {id} is taken as a whole: only its own price agrees with the totals, not those of its parts.':
    'Artikel {id} je vzet kot celota: s vsotami se ujema le njegova cena, ne cene njegovih delov.',
  'Taxes of the parts and tax_amount of the order differ by {amount}.':
    'Davki delov in tax_amount naročila se razlikujejo za {amount}.',
  'grand_total {amount} was rounded to {other}.': 'grand_total {amount} je bil zaokrožen na {other}.',
  'The order is not virtual and has no shipping address.': 'Naročilo ni virtualno in nima naslova za dostavo.',
  'The order has no status; its state is shown instead.': 'Naročilo nima statusa; namesto njega je prikazano stanje.',
  'Bundle item {id} is shipped in parts: shipments have to name its parts.':
    'Artikel {id} je paket, ki se pošilja po delih: pošiljke morajo navesti njegove dele.',
  'The SKU "{sku}" of item {id} may end with the SKUs of its custom options.':
    'SKU »{sku}« artikla {id} se morda konča s SKU njegovih možnosti.',

  '{side}base_{name} is missing, and {currency} cannot be turned into {currency2}':
    '{side}base_{name} manjka, {currency} pa ni mogoče pretvoriti v {currency2}',
  'two items have the same item_id': 'dva artikla imata enak item_id',
  'item {id} has the parent {parent}, which is not in the order': 'artikel {id} spada k {parent}, ki ga v naročilu ni',
  'the parents of item {id} do not end': 'artikel {id} v krogu spada sam k sebi',
  'item {id} has the quantity {quantity} in {bundles} bundles':
    'artikel {id} ima količino {quantity} v paketih ({bundles})',
  'item {id} has no qty_ordered': 'artikel {id} nima qty_ordered',
  'item {id} has the quantity {quantity}': 'artikel {id} ima količino {quantity}',
  'item {id} has no sku': 'artikel {id} nima SKU',
  'it is not an order object': 'ni objekt naročila',
  'it has {n} items, more than {n2}': 'število njegovih artiklov je {n}, več kot {n2}',
  'it has no items': 'nima artiklov',
  'grand_total is negative': 'grand_total je negativen',
  'its parts do not add up': 'njegovi deli se ne seštejejo',
  '{name} is not a currency code': '{name} ni koda valute',
  'its state "{state}" is unknown': 'njegovo stanje »{state}« ni znano',
  'created_at is missing': 'created_at manjka',
  'increment_id is missing': 'increment_id manjka',
  'state is missing': 'state manjka',
  'billing_address is missing': 'billing_address manjka',
  'customer_email is missing': 'customer_email manjka',
  'payment.method is missing': 'payment.method manjka',
  'grand_total is missing': 'grand_total manjka',
  'base_grand_total is missing': 'base_grand_total manjka',
  '{name} is missing or not usable': '{name} manjka ali ni uporaben',
  '{name} has no country_id of two letters': '{name} nima country_id iz dveh črk',
  'its items have neither row_total nor price': 'njegovi artikli nimajo ne row_total ne price',
  'the taxes of its parts and its {name} differ by {amount}':
    'davki njegovih delov in njegov {name} se razlikujejo za {amount}',
  '{name} is not a date and time': '{name} ni datum s časom',
  'its parts do not add up: lines {lines} + shipping {shipping} + fees {fees} = {sum}, but base_grand_total is {total}.':
    'njegovi deli se ne seštejejo: postavke {lines} + dostava {shipping} + doplačila {fees} = {sum}, base_grand_total pa je {total}.',
  'The difference is {amount} (the amount of {list})': 'Razlika je {amount} (znesek {list})',
}
