import { z } from 'zod'
import type { FoundItem } from '../../domain/subject.ts'
import type { B1Client } from './client.ts'
import { anyOf, groupClauses, quote } from './odata.ts'

const item = z.object({
  ItemCode: z.string(),
  ItemName: z.string().nullish(),
  Valid: z.string().nullish(),
  Frozen: z.string().nullish(),
  SalesItem: z.string().nullish(),
  TreeType: z.string().nullish(),
})

/** @returns by item code as it was asked for, every item that exists; codes longer than B1's 50 characters do not. */
export async function findItems(client: B1Client, codes: readonly string[]): Promise<Map<string, FoundItem>> {
  const found = new Map<string, FoundItem>()
  const clause = (code: string) => `ItemCode eq ${quote(code)}`
  const possible = [...new Set(codes)].filter(code => code !== '' && code.length <= 50)
  for (const group of groupClauses(possible, clause)) {
    const select = Object.keys(item.shape)
    const rows = await client.list('Items', { select, filter: anyOf(group.map(clause)), orderBy: 'ItemCode' }, item)
    for (const row of rows) {
      // SQL Server does not tell "a1" from "A1"; HANA does.
      const asked = group.filter(code => code === row.ItemCode || code.toLowerCase() === row.ItemCode.toLowerCase())
      const blocked = blockedBecause(row, client.settings.salesBoms)
      for (const code of asked) {
        found.set(code, { erpId: row.ItemCode, name: row.ItemName ?? '', ...(blocked ? { blocked } : {}) })
      }
    }
  }
  return found
}

function blockedBecause(row: z.infer<typeof item>, salesBoms: Readonly<Record<string, number>>): string | undefined {
  if (row.SalesItem === 'tNO') return 'is not a sales item in SAP Business One'
  if (row.Frozen === 'tYES' || row.Valid === 'tNO') return 'is inactive in SAP Business One'
  // Its components become lines of their own and would shift our line numbers by a number that we have to know.
  if (row.TreeType === 'iSalesTree' && salesBoms[row.ItemCode] === undefined) {
    return 'is a sales bill of materials; add it to salesBoms of the connection with its number of components'
  }
  return undefined
}
