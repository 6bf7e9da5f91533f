import type { ErpCode, ErpCodes } from '../connector.ts'
import type { IcenterClient } from './client.ts'
import { element, flag, text } from './fields.ts'

/** Look-ups answer everything at once (contract §2): address below the API, element of the code, element of its name. */
const LISTS: Readonly<Record<string, readonly [path: string, code: string, name: string]>> = {
  warehouse: ['warehouses', 'WarehouseId', 'WarehouseDescription'],
  currency: ['currencies', 'CurrencyId', 'CurrencyDescription'],
  country: ['countries', 'CountryId', 'CountryDescription'],
  shipping_method: ['shippingmethods', 'ShippingMethodId', 'ShippingMethodDescription'],
  payment_purpose: ['paymentpurposes', 'PaymentPurposeId', 'PaymentPurposeDescription'],
  price_list: ['pricelists', 'PriceListId', 'PriceListDescription'],
  payment_type: ['paymentcodes', 'PaymentCodeId', 'PaymentCodeDescription'],
}

/** The code lists that the API has; rates of VAT are not among them. */
export const codesOf = (client: IcenterClient): ErpCodes => ({
  lists: Object.keys(LISTS),
  async list(list) {
    const [path, code, name] = LISTS[list] ?? []
    return path && code && name ? await readCodes(client, path, code, name) : []
  },
})

async function readCodes(client: IcenterClient, path: string, code: string, name: string): Promise<ErpCode[]> {
  const rows = await client.rows(path, {}, element({ [code]: text, [name]: text, Active: flag }))
  return rows.flatMap(row => {
    const key = row[code]
    if (typeof key !== 'string' || row.Active === false) return []
    const words = row[name]
    return [{ code: key, name: typeof words === 'string' ? words : '' }]
  })
}
