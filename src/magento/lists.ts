import { z } from 'zod'
import type { Rest } from './rest.ts'
import { type Criteria, type Filter, searchQuery } from './search-criteria.ts'

/** 100 is what stores with input limits switched on allow at least (recording limits-on-orders-pagesize-300). */
export const PAGE_SIZE = 100

/** The rows of one page. With `fields` an empty page is `items: null` (recording orders-list-empty-with-fields). */
export async function readPage<T>(rest: Rest, path: string, criteria: Criteria, item: z.ZodType<T>): Promise<T[]> {
  const query = searchQuery({ ...criteria, pageSize: Math.min(criteria.pageSize, PAGE_SIZE) })
  const page = await rest.call({ method: 'GET', path, query }, z.object({ items: z.array(item).nullish() }))
  return page.items ?? []
}

/**
 * Every row that matches, page by page: by id and not by page number, so that rows which come and go meanwhile neither
 * hide nor repeat others.
 */
export async function readAll<T extends { entity_id: number }>(
  rest: Rest,
  path: string,
  criteria: Omit<Criteria, 'pageSize' | 'sort'>,
  item: z.ZodType<T>,
): Promise<T[]> {
  const rows: T[] = []
  for (;;) {
    const after: Filter = { field: 'entity_id', condition: 'gt', value: rows.at(-1)?.entity_id ?? 0 }
    const groups = [...criteria.groups, [after]]
    const page = await readPage(rest, path, { ...criteria, groups, sort: ['entity_id'], pageSize: PAGE_SIZE }, item)
    rows.push(...page)
    if (page.length < PAGE_SIZE) return rows
  }
}

export function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) => values.slice(i * size, (i + 1) * size))
}
