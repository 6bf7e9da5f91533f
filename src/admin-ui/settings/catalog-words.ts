import type { CATALOG_FIELDS } from '../../flows/settings/catalog-fields.ts'
import { message } from '../language/say.tsx'
import type { FieldWords } from './field-words.ts'

export const CATALOG_WORDS: Readonly<Record<keyof typeof CATALOG_FIELDS, FieldWords>> = {
  'catalog.sync': {
    label: message('What is brought to Magento'),
    about: message('Nothing chosen: nothing is. What Magento has got so far stays there.'),
  },
  'catalog.update': {
    label: message('Texts of products that follow the ERP'),
    about: message(
      'Of products that are in the shop already; they are brought with the items. None: people keep them.',
    ),
  },
  'catalog.everyMinutes': {
    label: message('Minutes between two runs'),
    about: message('Each reads what the ERP says has changed. Default: 15.'),
  },
  'catalog.completeHours': {
    label: message('Hours until everything is read again'),
    about: message('Then all is compared, not only what the ERP says has changed. Default: 24.'),
  },
  'catalog.queue': {
    label: message('Products go through Magento’s queue'),
    about: message('A thousand in one call, which Magento’s cron works on. No: one by one, slowly. Default: yes.'),
  },
  'catalog.newProducts.action': {
    label: message('An item that the shop does not have'),
    about: message(
      'Created ones are simple products and need a price list for all store views. Default: people make them.',
    ),
  },
  'catalog.newProducts.enabled': {
    label: message('Created products are for sale at once'),
    about: message('Default: no, a person looks at each and enables it. Those that are there stay as they are.'),
  },
  'catalog.newProducts.visibility': {
    label: message('Created products are visible'),
    about: message('Default: in catalogue and search. Those that are there stay as they are.'),
  },
  'catalog.newProducts.websites': {
    label: message('Websites of created products'),
    about: message('Ids of the websites in Magento, one per line. Empty: 1.'),
  },
  'catalog.newProducts.attributeSet': {
    label: message('Attribute set of created products'),
    about: message('Its id in Magento; 4 is the one that every shop begins with. Default: 4.'),
  },
  'catalog.newProducts.taxClass': {
    label: message('Tax class of created products'),
    about: message('Id in Magento, for items whose tax rate has no row below. Default: 2.'),
  },
  'catalog.newProducts.taxClasses': {
    label: message('Tax class by tax rate'),
    about: message('Of items of which the ERP tells the rate. Products that are there keep their class.'),
    columns: [message('Tax rate in percent'), message('Tax class in Magento')],
  },
  'catalog.newProducts.groups': {
    label: message('Attribute set and categories by item group'),
    about: message(
      'Ids in Magento, for created products of this group of the ERP. Without a row: the set above, no category.',
    ),
    columns: [message('Item group in the ERP'), message('Attribute set'), message('Categories')],
  },
  'catalog.prices.base': {
    label: message('Price list of store views'),
    about: message(
      'It becomes the price of the product; “all” is the price of every store view. The ERP tells only lists that its settings read.',
    ),
    columns: [message('Price list in the ERP'), message('Store views')],
  },
  'catalog.prices.groups': {
    label: message('Price list of customer groups'),
    about: message('The group gets these prices from one piece on. Tier prices that people made stay.'),
    columns: [message('Price list in the ERP'), message('Customer group')],
  },
  'catalog.prices.quantityPrices': {
    label: message('Customer group that gets quantity prices'),
    about: message('Those of the price lists of store views. Empty: they are left out. It begins with: ALL GROUPS.'),
  },
  'catalog.prices.includeTax': {
    label: message('Prices in Magento include tax'),
    about: message('As the shop is set up; a list of the ERP that does otherwise is refused. Default: yes.'),
  },
  'catalog.prices.allowZero': {
    label: message('A price of 0 is a price'),
    about: message('Default: no, it is taken for a missing one, and the product keeps what it costs.'),
  },
  'catalog.stock.sources': {
    label: message('Source of each warehouse'),
    about: message(
      'Several warehouses of one source are added up; one without a row is left out. The ERP tells only warehouses that its settings read. Shipments leave from the source of their warehouse.',
    ),
    columns: [message('Warehouse in the ERP'), message('Source in Magento')],
  },
  'catalog.stock.soldOut': {
    label: message('At a stock of 0 the source is'),
    about: message('Default: out of stock. “In stock” is for shops that take backorders.'),
  },
}

export const CATALOG_CHOICES: Readonly<Record<string, string>> = {
  items: message('items'),
  prices: message('prices'),
  stock: message('stock'),
  name: message('name'),
  description: message('description'),
  leave: message('is left to people'),
  'catalog.newProducts.action.create': message('is created as a product'),
  'catalog.newProducts.visibility.1': message('not on their own'),
  'catalog.newProducts.visibility.2': message('in the catalogue'),
  'catalog.newProducts.visibility.3': message('in the search'),
  'catalog.newProducts.visibility.4': message('in catalogue and search'),
  by_quantity: message('out of stock'),
  'catalog.stock.soldOut.never': message('in stock'),
}
