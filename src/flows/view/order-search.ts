import { type SQL, sql } from 'drizzle-orm'

/** What a typed text may mean, as conditions on orders `o`. */
export interface OrderSearch {
  /** Ids by something that few orders share: a number, a document, an e-mail address. */
  readonly exact: SQL
  /** What many orders may share, each with an index of its own: a SKU, the start of a name. */
  readonly words: readonly SQL[]
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
    words: [
      sql`(o.canonical -> 'lines' @> ${lineWithSku(text)}::jsonb or o.canonical -> 'lines' @> ${lineWithSku(text.toUpperCase())}::jsonb)`,
      ...(name ? [sql`(${sql.join(nameConditions(name), sql` and `)})`] : []),
    ],
  }
}

export const anyOf = (words: readonly SQL[]): SQL => sql`(${sql.join([...words], sql` or `)})`

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

/** So many orders of each store are looked at one by one before an index is asked for all that there are. */
const LOOK_AT = 1_000

export interface SearchScope {
  readonly stores: SQL
  /** Absent: all of them. */
  readonly phases: SQL | undefined
  /** On orders `o`: "and o.placed_at …". */
  readonly conditions: SQL
  /** "order by o.placed_at …", as the indexes have it. */
  readonly order: SQL
  readonly limit: number | null
  /** So many of each store are looked at one by one before an index is asked; absent: enough for a page. */
  readonly lookAt?: number | undefined
}

/**
 * The newest orders that match. An index of words gives all of its matches or none, and a popular SKU is in every order,
 * so the newest orders of each store are looked at first: what is common is found among them soon. Where that does not
 * fill the page the word is rare, and its index is asked.
 */
export function searchedOrders({ exact, words }: OrderSearch, scope: SearchScope): SQL {
  const { stores, phases, conditions, order, limit, lookAt = LOOK_AT } = scope
  const places = phases
    ? sql`unnest(${stores}) s(code) cross join unnest(${phases}) p(phase)`
    : sql`unnest(${stores}) s(code)`
  const here = phases ? sql`c.store = s.code and c.phase = p.phase` : sql`c.store = s.code`
  const ofPlace = phases ? sql`w.store = s.code and w.phase = p.phase` : sql`w.store = s.code`
  const lacking = phases
    ? sql`(o.store, o.phase) in (select code, phase from lacking)`
    : sql`o.store in (select code from lacking)`
  const inScope = phases ? sql`o.store = any(${stores}) and o.phase = any(${phases})` : sql`o.store = any(${stores})`
  const rare = words.map(
    word => sql`(select o.id, o.placed_at from orders o
      where (select true from lacking limit 1) and ${word} and ${lacking} ${conditions})`,
  )
  return sql`
    with exact as materialized (${exact}),
    walked as materialized (
      select w.* from ${places} cross join lateral (
        select o.id, o.placed_at, o.store, o.phase from (
          select o.* from (select * from orders c where ${here}) o where true ${conditions} ${order} limit ${lookAt}) o
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
