import { z } from 'zod'
import type { ErpCode, ErpCodes } from '../connector.ts'
import type { B1Client, ListQuery } from './client.ts'

/** Where the codes of a list stand, and what says that one is out of use. */
interface Source {
  readonly set: string
  readonly code: string
  readonly name: string
  readonly unused?: { readonly field: string; readonly is: string }
}

const LISTS: Readonly<Record<string, Source>> = {
  vat_group: { set: 'VatGroups', code: 'Code', name: 'Name', unused: { field: 'Inactive', is: 'tYES' } },
  expense: { set: 'AdditionalExpenses', code: 'ExpensCode', name: 'Name' },
  shipping_type: { set: 'ShippingTypes', code: 'Code', name: 'Name' },
  warehouse: {
    set: 'Warehouses',
    code: 'WarehouseCode',
    name: 'WarehouseName',
    unused: { field: 'Inactive', is: 'tYES' },
  },
  payment_terms: { set: 'PaymentTermsTypes', code: 'GroupNumber', name: 'PaymentTermsGroupName' },
  payment_method: {
    set: 'WizardPaymentMethods',
    code: 'PaymentMethodCode',
    name: 'Description',
    unused: { field: 'Active', is: 'tNO' },
  },
  price_list: { set: 'PriceLists', code: 'PriceListNo', name: 'PriceListName', unused: { field: 'Active', is: 'tNO' } },
  // Titles of the chart take no bookings.
  account: { set: 'ChartOfAccounts', code: 'Code', name: 'Name', unused: { field: 'ActiveAccount', is: 'tNO' } },
}

const row = z.record(z.string(), z.union([z.string(), z.number()]).nullish().catch(undefined))

/** The code lists of the company that the mapping is made of. */
export const codesOf = (client: B1Client): ErpCodes => ({
  lists: Object.keys(LISTS),
  async list(list) {
    const source = LISTS[list]
    return source ? await readCodes(client, source) : []
  },
})

async function readCodes(client: B1Client, { set, code, name, unused }: Source): Promise<ErpCode[]> {
  const query: ListQuery = { select: [code, name, ...(unused ? [unused.field] : [])], orderBy: code }
  const rows = await client.list(set, query, row)
  return rows.flatMap(one => {
    const key = one[code] ?? ''
    if (key === '' || (unused && one[unused.field] === unused.is)) return []
    return [{ code: String(key), name: String(one[name] ?? '') }]
  })
}
