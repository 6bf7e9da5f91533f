import type { Messages } from '../say.tsx'

/** Why a refund is left to people, what was noted of an order when it was read or planned, and what stands below a problem. */
export const toldRemarks: Messages = {
  'order {number} is invoiced ({invoice}), and the API of iCenter makes no credit for an invoice':
    'Bestellung {number} ist berechnet ({invoice}), und die API von iCenter erstellt zu einer Rechnung keine Gutschrift',
  'order {number} is delivered or closed in part': 'Bestellung {number} ist teilweise geliefert oder geschlossen',
  'it has no goods, and the order is not invoiced yet':
    'sie enthält keine Ware, und die Bestellung ist noch nicht berechnet',
  'it has no goods, and a credit note of SAP Business One has to name items':
    'sie enthält keine Ware, und eine Gutschrift in SAP Business One muss Artikel nennen',
  'all goods are refunded and a part of the money is kept, which an order without goods cannot say':
    'alle Ware ist erstattet und ein Teil des Geldes bleibt, was ein Auftrag ohne Ware nicht ausdrücken kann',
  'a part of the order is refunded before its invoice, and reduceOrders of the connection is off':
    'ein Teil der Bestellung ist vor ihrer Rechnung erstattet, und reduceOrders der Verbindung ist aus',
  'shipping or an adjustment is refunded before the invoice is made':
    'Versand oder eine Anpassung ist erstattet, bevor es die Rechnung gibt',
  'order {number} was changed and iCenter came to {total} in place of {other}: look at it there':
    'Bestellung {number} wurde geändert, und iCenter kam auf {total} statt {other}: Sehen Sie dort nach',
  'none of its lines is invoiced': 'keine ihrer Positionen ist berechnet',
  'the invoice is in {currency} and the refund in {currency2}':
    'die Rechnung ist in {currency} und die Erstattung in {currency2}',
  'it refunds shipping, and shippingExpense of the connection is not set':
    'sie erstattet den Versand, und shippingExpense der Verbindung ist nicht gesetzt',
  'Draft {number} waits for its approval; change or reject it there':
    'Der Entwurf {number} wartet auf seine Genehmigung; ändern Sie ihn dort, oder lehnen Sie ihn ab',
  'Draft {number} waits for its approval in SAP Business One; reject or remove it there':
    'Der Entwurf {number} wartet in SAP Business One auf seine Genehmigung; lehnen Sie ihn dort ab, oder entfernen Sie ihn',

  'is not active in iCenter': 'ist in iCenter nicht aktiv',
  'is not a sales item in SAP Business One': 'ist in SAP Business One kein Verkaufsartikel',
  'is inactive in SAP Business One': 'ist in SAP Business One inaktiv',
  'is a sales bill of materials; add it to salesBoms of the connection with its number of components':
    'ist eine Verkaufsstückliste; tragen Sie ihn mit der Zahl seiner Komponenten in salesBoms der Verbindung ein',
  'Refunded: {goods}': 'Erstattet: {goods}',
  'Refunded: {goods}, shipping {money}': 'Erstattet: {goods}, Versand {money}',
  'Refunded: {goods}, shipping {money}, adjustment {money2}': 'Erstattet: {goods}, Versand {money}, Anpassung {money2}',
  'Refunded: {goods}, adjustment {money}': 'Erstattet: {goods}, Anpassung {money}',
  'Refunded: shipping {money}': 'Erstattet: Versand {money}',
  'Refunded: shipping {money}, adjustment {money2}': 'Erstattet: Versand {money}, Anpassung {money2}',
  'Refunded: adjustment {money}': 'Erstattet: Anpassung {money}',

  '{what}: cut to {n} characters.': '{what}: auf {n} Zeichen gekürzt.',
  'The reference': 'Die Referenz',
  'The remarks': 'Die Bemerkungen',
  'The comment': 'Der Kommentar',
  'The VAT id': 'Die USt-IdNr.',
  'The transaction': 'Die Transaktion',
  'The options of "{sku}"': 'Die Optionen von „{sku}“',
  'The text of "{text}"': 'Der Text von „{text}“',
  'Name of the shipping address': 'Name der Lieferadresse',
  'Street of the shipping address': 'Straße der Lieferadresse',
  'Postcode of the shipping address': 'Postleitzahl der Lieferadresse',
  'City of the shipping address': 'Ort der Lieferadresse',
  'State of the shipping address': 'Bundesstaat der Lieferadresse',
  'Region of the shipping address': 'Region der Lieferadresse',
  'Name of the billing address': 'Name der Rechnungsadresse',
  'Street of the billing address': 'Straße der Rechnungsadresse',
  'Postcode of the billing address': 'Postleitzahl der Rechnungsadresse',
  'City of the billing address': 'Ort der Rechnungsadresse',
  'State of the billing address': 'Bundesstaat der Rechnungsadresse',
  'Region of the billing address': 'Region der Rechnungsadresse',
  '"{sku}" is sent in {n} lines, {prices}, so that it adds up.':
    '„{sku}“ wird in {n} Positionen gesendet, {prices}, damit die Summe aufgeht.',

  '{code} {amount} is not in grand_total on top of the rest and was left out.':
    '{code} {amount} steckt nicht zusätzlich in grand_total und wurde weggelassen.',
  'A discount of {amount} is not spread over the lines and stands for itself.':
    'Ein Rabatt von {amount} ist nicht auf die Positionen verteilt und steht für sich.',
  'Parts and grand_total differ by {amount} (base {other}), taken as rounding.':
    'Teile und grand_total weichen um {amount} ab (Basis {other}), als Rundung genommen.',
  'Item {id} is taken as a whole: only its own price agrees with the totals, not those of its parts.':
    'Artikel {id} wird als Ganzes genommen: Nur sein eigener Preis passt zu den Summen, nicht die seiner Teile.',
  'Taxes of the parts and tax_amount of the order differ by {amount}.':
    'Die Steuern der Teile und tax_amount der Bestellung weichen um {amount} ab.',
  'grand_total {amount} was rounded to {other}.': 'grand_total {amount} wurde auf {other} gerundet.',
  'The order is not virtual and has no shipping address.':
    'Die Bestellung ist nicht virtuell und hat keine Lieferadresse.',
  'The order has no status; its state is shown instead.':
    'Die Bestellung hat keinen Status; stattdessen steht ihr Zustand da.',
  'Bundle item {id} is shipped in parts: shipments have to name its parts.':
    'Bündelartikel {id} wird in Teilen geliefert: Lieferungen müssen seine Teile nennen.',
  'The SKU "{sku}" of item {id} may end with the SKUs of its custom options.':
    'Die SKU „{sku}“ von Artikel {id} endet vielleicht mit den SKUs seiner Optionen.',

  '{side}base_{name} is missing, and {currency} cannot be turned into {currency2}':
    '{side}base_{name} fehlt, und {currency} lässt sich nicht in {currency2} umrechnen',
  'two items have the same item_id': 'zwei Artikel haben dieselbe item_id',
  'item {id} has the parent {parent}, which is not in the order':
    'Artikel {id} gehört zu {parent}, der nicht in der Bestellung ist',
  'the parents of item {id} do not end': 'Artikel {id} gehört im Kreis zu sich selbst',
  'item {id} has the quantity {quantity} in {bundles} bundles':
    'Artikel {id} hat die Menge {quantity} in {bundles} Bündeln',
  'item {id} has no qty_ordered': 'Artikel {id} hat kein qty_ordered',
  'item {id} has the quantity {quantity}': 'Artikel {id} hat die Menge {quantity}',
  'item {id} has no sku': 'Artikel {id} hat keine SKU',
  'it is not an order object': 'sie ist kein Objekt einer Bestellung',
  'it has {n} items, more than {n2}': 'sie hat {n} Artikel, mehr als {n2}',
  'it has no items': 'sie hat keine Artikel',
  'grand_total is negative': 'grand_total ist negativ',
  'its parts do not add up': 'ihre Teile gehen nicht auf',
  '{name} is not a currency code': '{name} ist kein Währungscode',
  'its state "{state}" is unknown': 'ihr Zustand „{state}“ ist unbekannt',
  'created_at is missing': 'created_at fehlt',
  'increment_id is missing': 'increment_id fehlt',
  'state is missing': 'state fehlt',
  'billing_address is missing': 'billing_address fehlt',
  'customer_email is missing': 'customer_email fehlt',
  'payment.method is missing': 'payment.method fehlt',
  'grand_total is missing': 'grand_total fehlt',
  'base_grand_total is missing': 'base_grand_total fehlt',
  '{name} is missing or not usable': '{name} fehlt oder ist nicht zu gebrauchen',
  '{name} has no country_id of two letters': '{name} hat keine country_id aus zwei Buchstaben',
  'its items have neither row_total nor price': 'ihre Artikel haben weder row_total noch price',
  'the taxes of its parts and its {name} differ by {amount}':
    'die Steuern ihrer Teile und ihr {name} weichen um {amount} ab',
  '{name} is not a date and time': '{name} ist kein Zeitpunkt',
  'its parts do not add up: lines {lines} + shipping {shipping} + fees {fees} = {sum}, but base_grand_total is {total}.':
    'ihre Teile gehen nicht auf: Positionen {lines} + Versand {shipping} + Gebühren {fees} = {sum}, aber base_grand_total ist {total}.',
  'The difference is {amount} (the amount of {list})': 'Die Differenz ist {amount} (der Betrag von {list})',
}
