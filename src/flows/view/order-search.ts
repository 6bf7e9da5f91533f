import { type SQL, sql } from 'drizzle-orm'

/** What a typed text may mean, as conditions on orders `o`. */
export interface OrderSearch {
  /** Ids by something that few orders share: a number, a document, an e-mail address. */
  readonly exact: SQL
  /** What many orders may share, each with an index of its own: a SKU, the start of a name. */
  readonly words: readonly Word[]
}

interface Word {
  /** Asked of one order. */
  readonly fits: SQL
  /** Asked of the index, for the stores of this query. */
  readonly indexed: (codes: SQL) => SQL
}

/** @param own the orders' stores, as a condition on the alias that it gets. */
export function readSearch(search: string, own: (alias: SQL) => SQL): OrderSearch {
  const text = search.trim().slice(0, 100)
  const branches = [
    sql`select o.id from orders o where o.number in (${text}, ${text.padStart(9, '0')}) and ${own(sql`o`)}`,
    sql`select d.order_id from sales_documents d where d.erp_number = ${text} and ${own(sql`d`)}`,
    sql`select f.order_id from follow_ups f where f.erp_number = ${text} and ${own(sql`f`)}`,
  ]
  if (text.includes('@'))
    branches.push(
      sql`select o.id from orders o where lower(o.customer_email) = ${text.toLowerCase()} and ${own(sql`o`)}`,
    )
  const name = startsOfWords(text)
  return {
    exact: sql.join(
      branches.map(branch => sql`(${branch})`),
      sql` union `,
    ),
    words: [skuWord(text), ...(name ? [nameWord(name)] : [])],
  }
}

export const anyOf = (words: readonly Word[]): SQL =>
  sql`(${sql.join(
    words.map(({ fits }) => fits),
    sql` or `,
  )})`

/** The index holds "store:SKU", so that a SKU of every order of one store is not found a million times for another. */
function skuWord(text: string): Word {
  const skus = [...new Set([text, text.toUpperCase()])]
  const fits = skus.map(sku => sql`o.canonical -> 'lines' @> ${lineWithSku(sku)}::jsonb`)
  return {
    fits: sql`(${sql.join(fits, sql` or `)})`,
    indexed: codes =>
      sql`o.sku_keys && array(select c.code || ':' || k.sku from (${codes}) c, unnest(${sql.param(skus)}::text[]) k(sku))`,
  }
}

function nameWord(words: readonly string[]): Word {
  const fits = sql`(${sql.join(nameConditions(words), sql` and `)})`
  return { fits, indexed: () => fits }
}

/** As text: a `::jsonb` parameter that is an object would be written as JSON twice. */
const lineWithSku = (sku: string): string => JSON.stringify([{ sku }])

/** The start of a word in the index stands for every name that begins so: of one or two letters these are too many. */
const LETTERS_FOR_INDEX = 3

/** All words have to fit; the index is asked for the longer ones, and what it gives is looked at for the others. */
function nameConditions(words: readonly string[]): SQL[] {
  const query = (some: readonly string[]) => some.map(word => `${word}:*`).join(' & ')
  const long = words.filter(word => word.length >= LETTERS_FOR_INDEX)
  const indexed = long.length > 0 ? long : words
  const rest = words.filter(word => !indexed.includes(word))
  return [
    sql`to_tsvector('simple', o.customer_name) @@ to_tsquery('simple', ${query(indexed)})`,
    // Not the indexed expression, so that the index is not asked for it.
    ...(rest.length > 0
      ? [sql`to_tsvector('simple', o.customer_name || '') @@ to_tsquery('simple', ${query(rest)})`]
      : []),
  ]
}

/** "Ana Nov" → ana, nov; undefined when nothing looks like a name. */
function startsOfWords(text: string): readonly string[] | undefined {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  if (text.includes('@') || words.length === 0 || words.length > 5 || !/\p{L}/u.test(text)) return undefined
  return words.map(word => word.toLowerCase())
}

/** So many orders of each store tell how common a word is. */
const PROBED = 200
/** With fewer hits among them its index is asked: it holds at most some 15 of 1,000 orders. */
const COMMON = 3
/** So many orders of a store hold a page of what is as common as that. */
const LOOK_AT = 3_000

export interface SearchScope {
  readonly stores: SQL
  /** Absent: all of them. */
  readonly phases: SQL | undefined
  /** On orders `o`: "and o.placed_at …". */
  readonly conditions: SQL
  /** "order by o.placed_at …", as the indexes have it. */
  readonly order: SQL
  readonly limit: number | null
  /** So many of each store are looked at one by one before an index is asked; absent: as it is common. */
  readonly lookAt?: number | undefined
}

/**
 * The newest orders that match. An index of words gives all of its matches or none, and a popular SKU is in every order,
 * so the newest orders of each store are looked at first: what is common is found among them soon. A word that hardly
 * comes up among the first of them, or does not fill the page in the end, is rare, and its index is asked.
 */
export function searchedOrders({ exact, words }: OrderSearch, scope: SearchScope): SQL {
  const { stores, phases, conditions, order, limit, lookAt } = scope
  const places = phases
    ? sql`unnest(${stores}) s(code) cross join unnest(${phases}) p(phase)`
    : sql`unnest(${stores}) s(code)`
  const here = phases ? sql`c.store = s.code and c.phase = p.phase` : sql`c.store = s.code`
  const ofPlace = phases ? sql`w.store = s.code and w.phase = p.phase` : sql`w.store = s.code`
  // Not the indexed columns: by those all orders of the store would be read, and compared with those of the word.
  const lacking = phases
    ? sql`(o.store || '', o.phase || '') in (select code, phase from lacking)`
    : sql`o.store || '' in (select code from lacking)`
  const inScope = phases ? sql`o.store = any(${stores}) and o.phase = any(${phases})` : sql`o.store = any(${stores})`
  const rare = words.map(
    ({ indexed }) => sql`(select o.id, o.placed_at from orders o
      where (select true from lacking limit 1) and ${indexed(sql`select code from lacking`)} and ${lacking} ${conditions}
      ${order} limit ${limit})`,
  )
  const newest = (most: SQL) =>
    sql`(select * from orders c where ${here}) o where true ${conditions} ${order} limit ${most}`
  const far =
    lookAt === undefined
      ? sql`case when s.hits < ${COMMON} then ${PROBED}::int else ${LOOK_AT}::int end`
      : sql`${lookAt}::int`
  return sql`
    with exact as materialized (${exact}),
    probed as materialized (
      select s.code ${phases ? sql`, p.phase` : sql``}, (
        select count(*) from (select 1 from (select o.* from ${newest(sql`${PROBED}::int`)}) o where ${anyOf(words)} limit ${limit}) h) as hits
      from ${places}),
    walked as materialized (
      select w.* from (select * from probed) s ${phases ? sql`cross join lateral (select s.phase) p` : sql``} cross join lateral (
        select o.id, o.placed_at, o.store, o.phase from (select o.* from ${newest(far)}) o
        where ${anyOf(words)} limit ${limit}) w),
    lacking as materialized (
      select s.* ${phases ? sql`, p.phase` : sql``} from ${places}
      where coalesce((select count(*) from walked w where ${ofPlace}) < ${limit}, true)),
    rare as materialized (${sql.join(rare, sql` union `)})
    select o.id, o.placed_at from (
      (select o.id, o.placed_at from exact join orders o on o.id = exact.id where ${inScope} ${conditions})
      union (select id, placed_at from walked)
      union (select id, placed_at from rare)) o
    ${order} limit ${limit}`
}
