import { z } from 'zod'

/** What of the ERP's items goes to Magento, and where to. Nothing, unless `sync` says so. */

export const CATALOG_PARTS = ['items', 'prices', 'stock'] as const
export type CatalogPart = (typeof CATALOG_PARTS)[number]

const id = z.int().min(1)

const newProducts = z.strictObject({
  action: z
    .enum(['leave', 'create'])
    .default('leave')
    .describe('Items that the shop does not have: leave them to people, or create simple products'),
  enabled: z.boolean().default(false).describe('Created products are for sale at once; else a person enables them'),
  visibility: z.int().min(1).max(4).default(4).describe('1 not on its own, 2 catalog, 3 search, 4 both'),
  websites: z.array(id).min(1).default([1]).describe('Ids of the websites that they are sold on'),
  attributeSet: id.default(4).describe('Id of the attribute set'),
  taxClass: z.string().default('2').describe('Id of the product tax class'),
  taxClasses: z.record(z.string(), z.string()).default({}).describe('Tax class by tax rate of the item: {"9.5": "4"}'),
  groups: z
    .record(z.string(), z.strictObject({ attributeSet: id.optional(), categories: z.array(id).default([]) }))
    .default({})
    .describe("Attribute set and categories by the ERP's item group"),
})

const stock = z.strictObject({
  sources: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Source of Magento by warehouse of the ERP; several warehouses of one source are added up. Shipments leave from it',
    ),
  soldOut: z
    .enum(['by_quantity', 'never'])
    .default('by_quantity')
    .describe('never: sources stay "in stock" at zero, for shops that take backorders'),
})

const prices = z.strictObject({
  base: z
    .record(z.string(), z.array(z.string()).min(1))
    .default({})
    .describe('Price list of the ERP → store views whose price it is; "all" is the default price of every view'),
  groups: z
    .record(z.string(), z.string())
    .default({})
    .describe('Price list of the ERP → customer group that gets it as tier price from one piece on'),
  quantityPrices: z
    .string()
    .default('ALL GROUPS')
    .describe('Customer group that gets the quantity prices of the base list; "" leaves them out'),
  includeTax: z
    .boolean()
    .default(true)
    .describe('Catalog prices in Magento include tax; lists of the ERP must do the same'),
  allowZero: z.boolean().default(false).describe('A price of 0 in the ERP is a price, not a missing one'),
})

export const catalogSettings = z
  .strictObject({
    sync: z
      .array(z.enum(CATALOG_PARTS))
      .default([])
      .describe('What is brought from the ERP to Magento; empty: nothing'),
    everyMinutes: z.number().min(1).max(10_080).default(15),
    completeHours: z
      .number()
      .min(1)
      .max(720)
      .default(24)
      .describe('After so many hours everything is read and compared, not only what the ERP says has changed'),
    newProducts: newProducts.prefault({}),
    update: z
      .array(z.enum(['name', 'description']))
      .default([])
      .describe('Texts of products that are there already which follow the ERP; empty: people keep them'),
    queue: z
      .boolean()
      .default(true)
      .describe(
        "Products go through Magento's queue (asynchronous bulk), which its cron must work on; else one by one",
      ),
    stock: stock.prefault({}),
    prices: prices.prefault({}),
  })
  .superRefine((settings, issues) => {
    const need = (part: CatalogPart, path: string[], message: string, met: boolean) => {
      if (settings.sync.includes(part) && !met) issues.addIssue({ code: 'custom', path, message })
    }
    const { base, groups } = settings.prices
    need(
      'stock',
      ['stock', 'sources'],
      'name the source of each warehouse',
      Object.keys(settings.stock.sources).length > 0,
    )
    need('prices', ['prices', 'base'], 'name a price list', Object.keys({ ...base, ...groups }).length > 0)
    const creates = settings.newProducts.action === 'create'
    need(
      'items',
      ['newProducts', 'action'],
      'create products, or name texts in update',
      creates || settings.update.length > 0,
    )
    const priced = settings.sync.includes('prices') && Object.values(base).some(views => views.includes('all'))
    if (creates) need('items', ['prices', 'base'], 'a new product needs a price: map a price list to "all"', priced)
  })
export type CatalogSettings = z.infer<typeof catalogSettings>
