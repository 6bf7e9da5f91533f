import { CATALOG_PARTS } from '../../domain/catalog-settings.ts'
import type { FieldKind } from './field-kinds.ts'

const TAX_CLASS = { is: 'code', known: 'tax_class' } as const

/** Which items, prices and stock of the ERP go to Magento: fields of the policies of a connection. */
export const CATALOG_FIELDS = {
  'catalog.sync': { is: 'several', of: CATALOG_PARTS },
  'catalog.everyMinutes': { is: 'number' },
  'catalog.completeHours': { is: 'number' },
  'catalog.update': { is: 'several', of: ['name', 'description'] },
  'catalog.queue': { is: 'yes_no' },
  'catalog.newProducts.action': { is: 'choice', of: ['leave', 'create'] },
  'catalog.newProducts.enabled': { is: 'yes_no' },
  'catalog.newProducts.visibility': { is: 'choice', of: ['4', '2', '3', '1'], numbers: true },
  'catalog.newProducts.websites': { is: 'list', known: 'website', numbers: true },
  'catalog.newProducts.attributeSet': { is: 'number' },
  'catalog.newProducts.taxClass': TAX_CLASS,
  'catalog.newProducts.taxClasses': { is: 'table', key: 'number', columns: [{ path: [], kind: TAX_CLASS }] },
  'catalog.newProducts.groups': {
    is: 'table',
    columns: [
      { path: ['attributeSet'], kind: { is: 'number' } },
      { path: ['categories'], kind: { is: 'list', numbers: true } },
    ],
  },
  'catalog.prices.base': {
    is: 'table',
    known: 'price_list',
    key: 'code',
    columns: [{ path: [], kind: { is: 'list', known: 'view' } }],
  },
  'catalog.prices.groups': {
    is: 'table',
    known: 'price_list',
    key: 'code',
    columns: [{ path: [], kind: { is: 'code', known: 'customer_group' } }],
  },
  'catalog.prices.quantityPrices': { is: 'code', known: 'customer_group', empty: 'is_said' },
  'catalog.prices.includeTax': { is: 'yes_no' },
  'catalog.prices.allowZero': { is: 'yes_no' },
  'catalog.stock.sources': {
    is: 'table',
    known: 'warehouse',
    key: 'code',
    columns: [{ path: [], kind: { is: 'code', known: 'source' } }],
  },
  'catalog.stock.soldOut': { is: 'choice', of: ['by_quantity', 'never'] },
} as const satisfies Readonly<Record<string, FieldKind>>
