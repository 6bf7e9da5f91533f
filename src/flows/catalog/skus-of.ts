import type { ConnectionSetup } from '../config/read-setup.ts'

/**
 * The SKUs that an item of the ERP has in the shop: the other way round of itemCode (order/master-data.ts).
 * @returns a look-up, made once: the map may be long.
 */
export function skusByCode({ policies }: Pick<ConnectionSetup, 'policies'>): (code: string) => readonly string[] {
  if (policies.missingItems !== 'map') return code => [code]
  const mapped = Map.groupBy(Object.entries(policies.itemMap), ([, code]) => code)
  return code => {
    const named = mapped.get(code)?.map(([sku]) => sku)
    if (named) return named
    // A SKU of that name means another item.
    return Object.hasOwn(policies.itemMap, code) ? [] : [code]
  }
}
