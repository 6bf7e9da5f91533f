import type { Messages } from '../say.tsx'

/** What of the ERP's items, prices and stock goes to Magento: the fields of a connection's policies. */
export const catalogueForm: Messages = {
  'Catalogue: new products': 'Katalog: neue Produkte',
  'Catalogue: prices': 'Katalog: Preise',
  'Catalogue: stock': 'Katalog: Bestände',
  '{erp} does not tell its items, prices and stock as this connection is set up: nothing of them can be brought to Magento.':
    '{erp} nennt so, wie diese Verbindung eingerichtet ist, keine Artikel, Preise und Bestände: Es gibt nichts nach Magento zu bringen.',
  '{erp} and Magento are asked what there is to choose from…':
    '{erp} und Magento werden gefragt, was zur Auswahl steht …',
  'This connection has no catalogue.': 'Diese Verbindung hat keinen Katalog.',
  '{code} (not there)': '{code} (gibt es dort nicht)',
  'Dry run with these settings': 'Probelauf mit diesen Einstellungen',
  'What is brought to Magento': 'Was nach Magento gebracht wird',
  'Nothing chosen: nothing is. What Magento has got so far stays there.':
    'Nichts gewählt: gar nichts. Was Magento schon hat, bleibt dort.',
  'Texts of products that follow the ERP': 'Produkttexte, die dem ERP folgen',
  'Of products that are in the shop already; they are brought with the items. None: people keep them.':
    'Von Produkten, die der Shop schon hat; sie kommen mit den Artikeln. Keine: Menschen pflegen sie.',
  'Minutes between two runs': 'Minuten zwischen zwei Läufen',
  'Each reads what the ERP says has changed. Default: 15.':
    'Jeder liest, was sich laut ERP geändert hat. Ohne Angabe: 15.',
  'Hours until everything is read again': 'Stunden, bis wieder alles gelesen wird',
  'Then all is compared, not only what the ERP says has changed. Default: 24.':
    'Dann wird alles verglichen, nicht nur, was sich laut ERP geändert hat. Ohne Angabe: 24.',
  'Products go through Magento’s queue': 'Produkte gehen durch Magentos Warteschlange',
  'A thousand in one call, which Magento’s cron works on. No: one by one, slowly. Default: yes.':
    'Tausend in einem Aufruf, die Magentos Cron abarbeitet. Nein: einzeln und langsam. Ohne Angabe: ja.',
  'An item that the shop does not have': 'Ein Artikel, den der Shop nicht hat',
  'Created ones are simple products and need a price list for all store views. Default: people make them.':
    'Angelegt wird ein einfaches Produkt; dazu braucht es eine Preisliste für alle Storeviews. Ohne Angabe: Menschen legen es an.',
  'Created products are for sale at once': 'Angelegte Produkte sind sofort im Verkauf',
  'Default: no, a person looks at each and enables it. Those that are there stay as they are.':
    'Ohne Angabe: nein, ein Mensch sieht jedes an und schaltet es frei. Vorhandene bleiben, wie sie sind.',
  'Created products are visible': 'Angelegte Produkte sind sichtbar',
  'Default: in catalogue and search. Those that are there stay as they are.':
    'Ohne Angabe: in Katalog und Suche. Vorhandene bleiben, wie sie sind.',
  'Websites of created products': 'Websites angelegter Produkte',
  'Ids of the websites in Magento, one per line. Empty: 1.': 'Ids der Websites in Magento, eine pro Zeile. Leer: 1.',
  'Attribute set of created products': 'Attributset angelegter Produkte',
  'Its id in Magento; 4 is the one that every shop begins with. Default: 4.':
    'Seine Id in Magento; 4 ist das, mit dem jeder Shop beginnt. Ohne Angabe: 4.',
  'Tax class of created products': 'Steuerklasse angelegter Produkte',
  'Id in Magento, for items whose tax rate has no row below. Default: 2.':
    'Id in Magento, für Artikel, deren Steuersatz unten keine Zeile hat. Ohne Angabe: 2.',
  'Tax class by tax rate': 'Steuerklasse nach Steuersatz',
  'Of items of which the ERP tells the rate. Products that are there keep their class.':
    'Von Artikeln, deren Satz das ERP nennt. Vorhandene Produkte behalten ihre Klasse.',
  'Tax rate in percent': 'Steuersatz in Prozent',
  'Tax class in Magento': 'Steuerklasse in Magento',
  'Attribute set and categories by item group': 'Attributset und Kategorien nach Artikelgruppe',
  'Ids in Magento, for created products of this group of the ERP. Without a row: the set above, no category.':
    'Ids in Magento, für angelegte Produkte dieser Gruppe des ERP. Ohne Zeile: das Set oben, keine Kategorie.',
  'Item group in the ERP': 'Artikelgruppe im ERP',
  'Attribute set': 'Attributset',
  Categories: 'Kategorien',
  'Price list of store views': 'Preisliste der Storeviews',
  'It becomes the price of the product; “all” is the price of every store view. The ERP tells only lists that its settings read.':
    'Sie wird zum Preis des Produkts; „all“ ist der Preis aller Storeviews. Das ERP nennt nur Listen, die seine Einstellungen lesen.',
  'Price list in the ERP': 'Preisliste im ERP',
  'Store views': 'Storeviews',
  'Price list of customer groups': 'Preisliste der Kundengruppen',
  'The group gets these prices from one piece on. Tier prices that people made stay.':
    'Die Gruppe bekommt diese Preise ab einem Stück. Staffelpreise, die Menschen angelegt haben, bleiben.',
  'Customer group': 'Kundengruppe',
  'Customer group that gets quantity prices': 'Kundengruppe, die Mengenpreise bekommt',
  'Those of the price lists of store views. Empty: they are left out. It begins with: ALL GROUPS.':
    'Die der Preislisten der Storeviews. Leer: Sie bleiben weg. Am Anfang steht: ALL GROUPS.',
  'Prices in Magento include tax': 'Preise in Magento enthalten die Steuer',
  'As the shop is set up; a list of the ERP that does otherwise is refused. Default: yes.':
    'Wie der Shop eingerichtet ist; eine Liste des ERP, die es anders hält, wird abgelehnt. Ohne Angabe: ja.',
  'A price of 0 is a price': 'Ein Preis von 0 ist ein Preis',
  'Default: no, it is taken for a missing one, and the product keeps what it costs.':
    'Ohne Angabe: nein, er gilt als fehlend, und das Produkt behält seinen Preis.',
  'Source of each warehouse': 'Quelle zu jedem Lager',
  'Several warehouses of one source are added up; one without a row is left out. The ERP tells only warehouses that its settings read. Shipments leave from the source of their warehouse.':
    'Mehrere Lager einer Quelle werden zusammengezählt; eines ohne Zeile bleibt weg. Das ERP nennt nur Lager, die seine Einstellungen lesen. Lieferungen verlassen die Quelle ihres Lagers.',
  'Warehouse in the ERP': 'Lager im ERP',
  'Source in Magento': 'Quelle in Magento',
  'At a stock of 0 the source is': 'Bei Bestand 0 ist die Quelle',
  'Default: out of stock. “In stock” is for shops that take backorders.':
    'Ohne Angabe: ausverkauft. „Vorrätig“ ist für Shops, die auch ohne Bestand verkaufen.',
  name: 'Name',
  description: 'Beschreibung',
  'is left to people': 'bleibt den Menschen überlassen',
  'is created as a product': 'wird als Produkt angelegt',
  'not on their own': 'nicht für sich allein',
  'in the catalogue': 'im Katalog',
  'in the search': 'in der Suche',
  'in catalogue and search': 'in Katalog und Suche',
  'out of stock': 'ausverkauft',
  'in stock': 'vorrätig',
}
