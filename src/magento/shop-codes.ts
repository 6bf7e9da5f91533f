import { z } from 'zod'
import { PAGE_SIZE, readPage } from './lists.ts'
import type { Rest } from './rest.ts'

/** Lists of a store that people choose from when they say where its catalogue goes. */
export const SHOP_LISTS = ['source', 'website', 'customer_group', 'tax_class'] as const
export type ShopList = (typeof SHOP_LISTS)[number]

export interface ShopCode {
  /** As settings write it: the code of a source, the id of a website, the name of a group. */
  readonly code: string
  /** As people in Magento call it; "" where that is the code. */
  readonly name: string
}

const first = { groups: [], pageSize: PAGE_SIZE }
const website = z.object({ id: z.int(), name: z.string() })
const source = z.object({ source_code: z.string(), name: z.string().nullish() })
const group = z.object({ code: z.string() })
const taxClass = z.object({ class_id: z.int(), class_name: z.string(), class_type: z.string() })

/** The first hundred of a list. An integration without the permission is refused (Magento_Customer::group, Magento_Tax::manage_tax). */
export async function readShopCodes(rest: Rest, list: ShopList): Promise<readonly ShopCode[]> {
  switch (list) {
    case 'source':
      return (await readPage(rest, '/V1/inventory/sources', first, source)).map(({ source_code: code, name }) => ({
        code,
        name: name ?? '',
      }))
    case 'website': {
      const rows = await rest.call({ method: 'GET', path: '/V1/store/websites' }, z.array(website))
      // 0 is the admin.
      return rows.filter(({ id }) => id > 0).map(({ id, name }) => ({ code: String(id), name }))
    }
    case 'customer_group':
      return (await readPage(rest, '/V1/customerGroups/search', first, group)).map(({ code }) => ({ code, name: '' }))
    case 'tax_class': {
      const rows = await readPage(rest, '/V1/taxClasses/search', first, taxClass)
      return rows
        .filter(({ class_type }) => class_type === 'PRODUCT')
        .map(({ class_id, class_name }) => ({ code: String(class_id), name: class_name }))
    }
  }
}
