import { z } from 'zod'
import { percentEncode } from '../domain/oauth1.ts'
import type { KnownProduct } from './catalog-contract.ts'
import { type Limits, lowered, repeatRolledBack } from './catalog-rows.ts'
import type { Rest } from './rest.ts'
import { type Criteria, type Filter, searchQuery } from './search-criteria.ts'

/** Of one list of SKUs, encoded: a request line of 8 KiB has room for it and the rest of the query. */
const LIST_BYTES = 6_000

const product = z.object({ id: z.coerce.number().int(), sku: z.string(), type_id: z.string().nullish() })
const page = z.object({ items: z.array(product).nullish() })

/** Products above an id. An empty page is `items: null` because of `fields`. */
export async function listProducts(rest: Rest, limits: Limits, aboveId: number): Promise<readonly KnownProduct[]> {
  const groups = [[{ field: 'entity_id', condition: 'gt', value: aboveId } satisfies Filter]]
  return await ask(rest, limits, groups, ['entity_id'])
}

/** In as few calls as a request line has room for: 500 SKUs of nine characters. */
export async function findKnownProducts(
  rest: Rest,
  limits: Limits,
  skus: readonly string[],
): Promise<ReadonlyMap<string, KnownProduct>> {
  const found = new Map<string, KnownProduct>()
  let waiting = [...new Set(skus)]
  while (waiting.length > 0) {
    const count = fitting(waiting, limits.page)
    const asked = waiting.slice(0, count)
    const most = limits.page
    const products = await ask(rest, limits, [filtersOf(asked)], undefined)
    // The store has just said that pages are shorter: this one may be cut.
    if (limits.page < Math.min(most, count)) continue
    for (const one of products) found.set(one.sku.toLowerCase(), one)
    waiting = waiting.slice(count)
  }
  return found
}

function fitting(skus: readonly string[], most: number): number {
  let bytes = 0
  let count = 0
  for (const sku of skus.slice(0, most)) {
    bytes += percentEncode(`${sku},`).length
    if (count > 0 && bytes > LIST_BYTES) break
    count += 1
  }
  return count
}

/** A list is split at its commas, so a SKU that has one is asked for by itself. */
function filtersOf(skus: readonly string[]): Filter[] {
  const plain = skus.filter(sku => !sku.includes(','))
  const list: Filter[] = plain.length > 0 ? [{ field: 'sku', condition: 'in', value: plain }] : []
  return [
    ...list,
    ...skus.filter(sku => sku.includes(',')).map((sku): Filter => ({ field: 'sku', condition: 'eq', value: sku })),
  ]
}

async function ask(
  rest: Rest,
  limits: Limits,
  groups: Criteria['groups'],
  sort: readonly string[] | undefined,
): Promise<KnownProduct[]> {
  for (;;) {
    const fields = 'items[id,sku,type_id]'
    const query = searchQuery({ groups, pageSize: limits.page, fields, ...(sort && { sort }) })
    try {
      const { items } = await repeatRolledBack(() => rest.call({ method: 'GET', path: '/V1/products', query }, page))
      return (items ?? []).map(({ id, sku, type_id }) => ({ id, sku, type: type_id ?? '' }))
    } catch (error) {
      if (!lowered(limits, 'page', error)) throw error
    }
  }
}

const sourcesPage = z.object({ items: z.array(z.object({ source_code: z.string() })) })

/** Recording inventory-sources. A shop has a handful; 100 is what every store gives at once. */
export async function readSources(rest: Rest): Promise<ReadonlySet<string>> {
  const query = searchQuery({ groups: [], pageSize: 100 })
  const { items } = await repeatRolledBack(() =>
    rest.call({ method: 'GET', path: '/V1/inventory/sources', query }, sourcesPage),
  )
  return new Set(items.map(({ source_code }) => source_code))
}
