import type { Messages } from '../say.tsx'

/** Items, prices and stock in Magento. */
export const catalogue: Messages = {
  Catalogue: 'Katalog',
  Running: 'Läuft',
  'Not run yet': 'Noch nicht gelaufen',
  'Stopped half-way': 'Auf halbem Weg stehen geblieben',
  'Up to date': 'Auf dem Stand',
  '{n, plural, one {# product} other {# products}} of the shop listed':
    '{n, plural, one {# Produkt} other {# Produkte}} des Shops aufgelistet',
  '{n, plural, one {# item} other {# items}} read': '{n, plural, one {# Artikel} other {# Artikel}} gelesen',
  '{n, plural, one {# price} other {# prices}} read': '{n, plural, one {# Preis} other {# Preise}} gelesen',
  '{n, plural, one {# stock figure} other {# stock figures}} read':
    '{n, plural, one {# Bestand} other {# Bestände}} gelesen',
  '{n, plural, one {# price} other {# prices}} written': '{n, plural, one {# Preis} other {# Preise}} geschrieben',
  '{n, plural, one {# tier price} other {# tier prices}} written':
    '{n, plural, one {# Staffelpreis} other {# Staffelpreise}} geschrieben',
  '{n, plural, one {# stock figure} other {# stock figures}} written':
    '{n, plural, one {# Bestand} other {# Bestände}} geschrieben',
  '{n, plural, one {# product} other {# products}} written':
    '{n, plural, one {# Produkt} other {# Produkte}} geschrieben',
  '{n, plural, one {# product} other {# products}} created': '{n, plural, one {# Produkt} other {# Produkte}} angelegt',
  '{n, plural, one {# product} other {# products}} renamed':
    '{n, plural, one {# Produkt} other {# Produkte}} umbenannt',
  '{n, plural, one {# new product} other {# new products}} given to Magento’s queue':
    '{n, plural, one {# neues Produkt} other {# neue Produkte}} in Magentos Warteschlange gestellt',
  '{n, plural, one {# renamed product} other {# renamed products}} given to Magento’s queue':
    '{n, plural, one {# umbenanntes Produkt} other {# umbenannte Produkte}} in Magentos Warteschlange gestellt',
  '{n, plural, one {# product} other {# products}} waiting in Magento’s queue':
    '{n, plural, one {# Produkt wartet} other {# Produkte warten}} in Magentos Warteschlange',
  '{n, plural, one {# value} other {# values}} without a product in the shop':
    '{n, plural, one {# Wert} other {# Werte}} ohne Produkt im Shop',
  '{n, plural, one {# value} other {# values}} refused': '{n, plural, one {# Wert} other {# Werte}} abgelehnt',
  items: 'Artikel',
  prices: 'Preise',
  stock: 'Bestände',
  'lists the products of the shop': 'listet die Produkte des Shops auf',
  'brings the prices': 'bringt die Preise',
  'brings the items': 'bringt die Artikel',
  'waits for Magento’s queue': 'wartet auf Magentos Warteschlange',
  'brings the stock': 'bringt die Bestände',
  'adds up the warehouses': 'zählt die Lager zusammen',
  'sets to zero what the ERP does not have any more': 'setzt auf null, was das ERP nicht mehr hat',
  product: 'Produkt',
  price: 'Preis',
  'price in {view}': 'Preis in {view}',
  'tier prices of {group}': 'Staffelpreise von {group}',
  'stock in {source}': 'Bestand in {source}',
  'warehouse {warehouse}': 'Lager {warehouse}',
  'Brings {parts} to Magento': 'Bringt nach Magento: {parts}',
  'The first run reads everything; from then on only what has changed is brought.':
    'Der erste Lauf liest alles; danach kommt nur, was sich geändert hat.',
  'A complete run': 'Ein vollständiger Lauf',
  'A run': 'Ein Lauf',
  'Run of {name}': 'Lauf von {name}',
  'step {step} of {steps}: {what}': 'Schritt {step} von {steps}: {what}',
  '{run}, over {when}.': '{run}, zu Ende {when}.',
  '{run}, under way since {when}.': '{run}, unterwegs seit {when}.',
  'Nothing has changed.': 'Nichts hat sich geändert.',
  '{n, plural, one {# value is} other {# values are}} known of the ERP':
    '{n, plural, one {# Wert} other {# Werte}} des ERP bekannt',
  'next run {when}': 'nächster Lauf {when}',
  Stop: 'Anhalten',
  'Run now': 'Jetzt ausführen',
  'Run everything': 'Alles abgleichen',
  'Dry run': 'Probelauf',
  'What was not taken': 'Nicht übernommen',
  'Why, in the words of the first': 'Warum, am ersten Beispiel',
  '{n, plural, one {# product} other {# products}}': '{n, plural, one {# Produkt} other {# Produkte}}',
  'The shop does not have everything that the ERP has. New products are left to people here.':
    'Der Shop hat nicht alles, was das ERP hat. Neue Produkte bleiben hier den Menschen überlassen.',
  'The shop does not have everything that the ERP has.': 'Der Shop hat nicht alles, was das ERP hat.',
  'Show what is missing': 'Zeigen, was fehlt',
  'Nothing differs: a complete run would write nothing.':
    'Nichts weicht ab: Ein vollständiger Lauf würde nichts schreiben.',
  'A complete run would write {n, plural, one {# value} other {# values}}. Nothing was written now.':
    'Ein vollständiger Lauf würde {n, plural, one {# Wert} other {# Werte}} schreiben. Jetzt wurde nichts geschrieben.',
  'That is as far as the time reached; “orderbridge catalog diff” compares all of it.':
    'So weit hat die Zeit gereicht; „orderbridge catalog diff“ vergleicht alles.',
  SKU: 'SKU',
  What: 'Was',
  'Magento took last': 'Zuletzt in Magento',
  'The ERP says': 'Das ERP sagt',
  'nothing of ours yet': 'noch nichts von uns',
  'And {n} more.': 'Und {n} weitere.',
  'Looked at': 'Angesehen',
  'In Magento’s queue': 'In Magentos Warteschlange',
  'Not in the shop': 'Nicht im Shop',
  Refused: 'Abgelehnt',
  'Part of a stock': 'Teil eines Bestands',
  'In Magento': 'In Magento',
  'Not brought yet': 'Noch nicht gebracht',
  'Name in the ERP': 'Name im ERP',
  'Why it is left out': 'Warum es fehlt',
  'The policy leaves new products to people (catalog.newProducts). Create the product in Magento with this SKU; price and stock then come by themselves.':
    'Neue Produkte bleiben nach der Richtlinie den Menschen überlassen (catalog.newProducts). Das Produkt mit dieser SKU in Magento anlegen; Preis und Bestand kommen dann von selbst.',
  'Refused products of {name}': 'Abgelehnte Produkte von {name}',
  'What the shop does not have of {name}': 'Was der Shop von {name} nicht hat',
  'Products of {name}': 'Produkte von {name}',
  Connection: 'Verbindung',
  Show: 'Anzeigen',
  everything: 'alles',
  'what was refused': 'was abgelehnt wurde',
  'what the shop does not have': 'was der Shop nicht hat',
  'SKU, or a part of it': 'SKU oder ein Teil davon',
  'Nothing here': 'Hier ist nichts',
  'No SKU with {search} is among them.': 'Keine SKU mit {search} ist darunter.',
  'Nothing of this kind is known. A run of the catalogue brings it to light.':
    'Davon ist nichts bekannt. Ein Lauf des Katalogs bringt es ans Licht.',
  'Pages of products': 'Seiten der Produkte',
  '← From the beginning': '← Von vorn',
  'More →': 'Weiter →',
  '{name}: a run is under way already.': '{name}: Ein Lauf ist schon unterwegs.',
  '{name}: a worker runs it within seconds.': '{name}: Der Lauf beginnt in wenigen Sekunden.',
  '{name}: the run has ended. What it wrote stays.': '{name}: Der Lauf ist beendet. Was er geschrieben hat, bleibt.',
  '{name}: the run ends after the page that it is at. What it wrote stays.':
    '{name}: Der Lauf endet nach der Seite, an der er ist. Was er geschrieben hat, bleibt.',
  'Nothing is brought to Magento yet': 'Noch wird nichts nach Magento gebracht',
  'A connection brings items, prices and stock when its settings say so (Connections › Settings, “Catalogue”). A dry run there shows what would be written, before anything is.':
    'Eine Verbindung bringt Artikel, Preise und Bestände, wenn ihre Einstellungen es sagen (Verbindungen › Einstellungen, „Katalog“). Ein Probelauf zeigt dort, was geschrieben würde, bevor etwas geschrieben wird.',
  'There is no such catalogue in your stores.': 'Diesen Katalog gibt es in Ihren Shops nicht.',
}
