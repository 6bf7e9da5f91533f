import type { FoundItem } from '../../domain/subject.ts'
import type { FlowClient } from './client.ts'
import { needText, readText } from './fields.ts'
import type { ItemsFlow } from './master-data-schema.ts'
import { readPage, tooManyPages } from './paging.ts'
import { groupsOf, readRows } from './read-rows.ts'

const named = (code: string): FoundItem => ({ erpId: code, name: code })

/** @returns for each code that exists; in a flow that asks for no items, for each. */
export async function findItems(client: FlowClient, codes: readonly string[]): Promise<Map<string, FoundItem>> {
  const flow = client.settings.items
  if (!flow) return new Map(codes.map(code => [code, named(code)]))
  const groups = groupsOf(
    codes.filter(code => code !== ''),
    flow.find.perCall,
  )
  const found = await Promise.all(groups.map(group => findGroup(client, flow, group)))
  return new Map(found.flat())
}

async function findGroup(
  client: FlowClient,
  { find }: ItemsFlow,
  codes: readonly string[],
): Promise<(readonly [string, FoundItem])[]> {
  const what = 'the look for items'
  const vars = { code: codes[0], codes }
  const found: (readonly [string, FoundItem])[] = []
  let next: string | undefined
  for (let pages = 1; ; pages++) {
    const page = await readPage(client, find, vars, what, next)
    if (page.imagined) return codes.map(code => [code, named(code)])
    const items = readRows(page.rows, what, row => {
      const code = needText(row, find.fields.code, 'the item code')
      const blocked = readText(row, find.fields.blocked)
      const item = {
        erpId: readText(row, find.fields.id) ?? code,
        name: readText(row, find.fields.name) ?? code,
        ...(blocked !== undefined && { blocked }),
      }
      return [code, item] as const
    })
    found.push(...items.filter(([code]) => codes.includes(code)))
    next = page.next
    const isWhole = next === undefined || codes.every(wanted => found.some(([code]) => code === wanted))
    if (isWhole) return found
    // Items behind them would be taken for unknown.
    if (pages >= find.maxPages) throw tooManyPages(find, what)
  }
}
