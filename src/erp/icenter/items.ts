import type { FoundItem } from '../../domain/subject.ts'
import type { IcenterClient } from './client.ts'
import { element, flag, text } from './fields.ts'
import { inTurns } from './in-turns.ts'

const item = element({ ItemID: text, ItemTitle1: text, ItemTitle2: text, IsActive: flag })

/**
 * One short call for each code: the list of all items takes a minute on some sites (contract §2).
 * @returns by item code, every item that exists; "3" does not find "0000003"
 */
export async function findItems(client: IcenterClient, codes: readonly string[]): Promise<Map<string, FoundItem>> {
  const wanted = [...new Set(codes)].filter(code => code !== '')
  const found = await inTurns(wanted, async (itemID): Promise<readonly (readonly [string, FoundItem])[]> => {
    const rows = await client.rows('Item/GetItems', { itemID, includeNonActiveItems: true }, item)
    const row = rows.find(({ ItemID }) => ItemID === itemID)
    if (!row) return []
    const name = [row.ItemTitle1, row.ItemTitle2].filter(Boolean).join(' ')
    const blocked = row.IsActive === false ? { blocked: 'is not active in iCenter' } : {}
    return [[itemID, { erpId: itemID, name, ...blocked }]]
  })
  return new Map(found)
}
