import type { Messages } from '../say.tsx'

/** What of the ERP's items, prices and stock goes to Magento: the fields of a connection's policies. */
export const catalogueForm: Messages = {
  'Catalogue: new products': 'Katalog: novi izdelki',
  'Catalogue: prices': 'Katalog: cene',
  'Catalogue: stock': 'Katalog: zaloge',
  '{erp} does not tell its items, prices and stock as this connection is set up: nothing of them can be brought to Magento.':
    '{erp} s to povezavo, kot je nastavljena, ne pove artiklov, cen in zalog: v Magento ni kaj prenesti.',
  '{erp} and Magento are asked what there is to choose from…': '{erp} in Magento vprašamo, kaj je na izbiro …',
  'This connection has no catalogue.': 'Ta povezava nima kataloga.',
  '{code} (not there)': '{code} (tam ne obstaja)',
  'Dry run with these settings': 'Preizkusni zagon s temi nastavitvami',
  'What is brought to Magento': 'Kaj se prenaša v Magento',
  'Nothing chosen: nothing is. What Magento has got so far stays there.':
    'Nič izbrano: nič se ne prenaša. Kar Magento že ima, tam ostane.',
  'Texts of products that follow the ERP': 'Besedila izdelkov, ki sledijo ERP',
  'Of products that are in the shop already; they are brought with the items. None: people keep them.':
    'Pri izdelkih, ki jih trgovina že ima; pridejo skupaj z artikli. Nobeno: zanje skrbijo ljudje.',
  'Minutes between two runs': 'Minut med dvema zagonoma',
  'Each reads what the ERP says has changed. Default: 15.':
    'Vsak prebere, kar se je po besedah ERP spremenilo. Brez vnosa: 15.',
  'Hours until everything is read again': 'Ur do ponovnega branja vsega',
  'Then all is compared, not only what the ERP says has changed. Default: 24.':
    'Takrat se primerja vse, ne le tisto, kar se je po besedah ERP spremenilo. Brez vnosa: 24.',
  'Products go through Magento’s queue': 'Izdelki gredo skozi Magentovo čakalno vrsto',
  'A thousand in one call, which Magento’s cron works on. No: one by one, slowly. Default: yes.':
    'Tisoč v enem klicu, obdela jih Magentov cron. Ne: po eden, počasi. Brez vnosa: da.',
  'An item that the shop does not have': 'Artikel, ki ga trgovina nima',
  'Created ones are simple products and need a price list for all store views. Default: people make them.':
    'Ustvari se enostaven izdelek; zato je potreben cenik za vse poglede trgovine. Brez vnosa: naredijo ga ljudje.',
  'Created products are for sale at once': 'Ustvarjeni izdelki so takoj v prodaji',
  'Default: no, a person looks at each and enables it. Those that are there stay as they are.':
    'Brez vnosa: ne, človek vsakega pogleda in ga omogoči. Obstoječi ostanejo, kot so.',
  'Created products are visible': 'Ustvarjeni izdelki so vidni',
  'Default: in catalogue and search. Those that are there stay as they are.':
    'Brez vnosa: v katalogu in iskanju. Obstoječi ostanejo, kot so.',
  'Websites of created products': 'Spletna mesta ustvarjenih izdelkov',
  'Ids of the websites in Magento, one per line. Empty: 1.':
    'Oznake (id) spletnih mest v Magentu, ena na vrstico. Prazno: 1.',
  'Attribute set of created products': 'Nabor atributov ustvarjenih izdelkov',
  'Its id in Magento; 4 is the one that every shop begins with. Default: 4.':
    'Njegov id v Magentu; 4 je tisti, s katerim začne vsaka trgovina. Brez vnosa: 4.',
  'Tax class of created products': 'Davčni razred ustvarjenih izdelkov',
  'Id in Magento, for items whose tax rate has no row below. Default: 2.':
    'Id v Magentu za artikle, katerih davčna stopnja spodaj nima vrstice. Brez vnosa: 2.',
  'Tax class by tax rate': 'Davčni razred po davčni stopnji',
  'Of items of which the ERP tells the rate. Products that are there keep their class.':
    'Za artikle, pri katerih ERP pove stopnjo. Obstoječi izdelki obdržijo svoj razred.',
  'Tax rate in percent': 'Davčna stopnja v odstotkih',
  'Tax class in Magento': 'Davčni razred v Magentu',
  'Attribute set and categories by item group': 'Nabor atributov in kategorije po skupini artiklov',
  'Ids in Magento, for created products of this group of the ERP. Without a row: the set above, no category.':
    'Id-ji v Magentu za ustvarjene izdelke te skupine v ERP. Brez vrstice: zgornji nabor, brez kategorije.',
  'Item group in the ERP': 'Skupina artiklov v ERP',
  'Attribute set': 'Nabor atributov',
  Categories: 'Kategorije',
  'Price list of store views': 'Cenik pogledov trgovine',
  'It becomes the price of the product; “all” is the price of every store view. The ERP tells only lists that its settings read.':
    'Postane cena izdelka; »all« je cena vseh pogledov trgovine. ERP pove samo cenike, ki jih berejo njegove nastavitve.',
  'Price list in the ERP': 'Cenik v ERP',
  'Store views': 'Pogledi trgovine',
  'Price list of customer groups': 'Cenik skupin kupcev',
  'The group gets these prices from one piece on. Tier prices that people made stay.':
    'Skupina dobi te cene od enega kosa naprej. Količinske cene, ki so jih vnesli ljudje, ostanejo.',
  'Customer group': 'Skupina kupcev',
  'Customer group that gets quantity prices': 'Skupina kupcev, ki dobi količinske cene',
  'Those of the price lists of store views. Empty: they are left out. It begins with: ALL GROUPS.':
    'Tiste iz cenikov pogledov trgovine. Prazno: izpustijo se. Na začetku je: ALL GROUPS.',
  'Prices in Magento include tax': 'Cene v Magentu vsebujejo davek',
  'As the shop is set up; a list of the ERP that does otherwise is refused. Default: yes.':
    'Kot je nastavljena trgovina; cenik ERP, ki je drugačen, se zavrne. Brez vnosa: da.',
  'A price of 0 is a price': 'Cena 0 je cena',
  'Default: no, it is taken for a missing one, and the product keeps what it costs.':
    'Brez vnosa: ne, šteje se, kot da je ni, in izdelek obdrži svojo ceno.',
  'Source of each warehouse': 'Vir za vsako skladišče',
  'Several warehouses of one source are added up; one without a row is left out. The ERP tells only warehouses that its settings read. Shipments leave from the source of their warehouse.':
    'Več skladišč istega vira se sešteje; tisto brez vrstice se izpusti. ERP pove samo skladišča, ki jih berejo njegove nastavitve. Pošiljke gredo iz vira svojega skladišča.',
  'Warehouse in the ERP': 'Skladišče v ERP',
  'Source in Magento': 'Vir v Magentu',
  'At a stock of 0 the source is': 'Pri zalogi 0 je vir',
  'Default: out of stock. “In stock” is for shops that take backorders.':
    'Brez vnosa: razprodan. »Na zalogi« je za trgovine, ki prodajajo tudi brez zaloge.',
  name: 'ime',
  description: 'opis',
  'is left to people': 'prepustijo se ljudem',
  'is created as a product': 'ustvari se kot izdelek',
  'not on their own': 'ne samostojno',
  'in the catalogue': 'v katalogu',
  'in the search': 'v iskanju',
  'in catalogue and search': 'v katalogu in iskanju',
  'out of stock': 'razprodan',
  'in stock': 'na zalogi',
}
