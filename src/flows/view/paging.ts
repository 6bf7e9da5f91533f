import { type SQL, sql } from 'drizzle-orm'

/** A place in a list that is sorted by (moment, id), newest first. */
export interface Place {
  readonly at: Date
  readonly id: number
}

export interface Paging {
  /** Older than this place. */
  readonly after?: Place
  /** Newer than this place; the rows nearest to it. */
  readonly before?: Place
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly newer: Place | undefined
  readonly older: Place | undefined
}

/** The order of a list; its index is read backwards for the newest first. */
export const inOrder = (paging: Paging, moment: SQL, id: SQL): SQL =>
  paging.before ? sql`order by ${moment}, ${id}` : sql`order by ${moment} desc, ${id} desc`

/** Beyond the place that the paging names. */
export function beyond(paging: Paging, moment: SQL, id: SQL): SQL {
  const place = paging.before ?? paging.after
  if (!place) return sql``
  return sql`and (${moment}, ${id}) ${paging.before ? sql`>` : sql`<`} (${place.at.toISOString()}::timestamptz, ${place.id}::bigint)`
}

/** "1769854951500-17": short, and safe in an address. */
export const writePlace = (place: Place): string => `${place.at.getTime()}-${place.id}`

/** @returns undefined for what is not a place; 14 digits of milliseconds are the year 5138. */
export function readPlace(text: string | undefined): Place | undefined {
  const match = /^(\d{1,14})-(\d{1,15})$/.exec(text ?? '')
  const at = new Date(Number(match?.[1]))
  return match && !Number.isNaN(at.getTime()) ? { at, id: Number(match[2]) } : undefined
}

/**
 * Makes a page out of one row more than it has room for.
 * @param found in the order of the query: newest first, or oldest first when `paging.before` was asked for.
 */
export function cutPage<Row>(
  found: readonly Row[],
  limit: number,
  paging: Paging,
  placeOf: (row: Row) => Place,
): Page<Row> {
  const kept = found.slice(0, limit)
  const more = found.length > limit
  const rows = paging.before ? kept.reverse() : kept
  const first = rows[0]
  const last = rows.at(-1)
  const hasNewer = paging.before ? more : paging.after !== undefined
  const hasOlder = paging.before ? true : more
  return {
    rows,
    newer: first && hasNewer ? placeOf(first) : undefined,
    older: last && hasOlder ? placeOf(last) : undefined,
  }
}

/**
 * Makes a page of a list that is searched in steps: a short one can still have others behind it.
 * @param found in the order of the query: one more than a page has room for, or the last one that was looked at, which
 * does not fit.
 */
export function cutLooked<Row>(
  found: readonly { readonly fits: boolean; readonly row: Row }[],
  limit: number,
  paging: Paging,
  placeOf: (row: Row) => Place,
): Page<Row> {
  const fitting = found.filter(({ fits }) => fits).map(({ row }) => row)
  const end = found.find(({ fits }) => !fits)?.row
  const kept = fitting.slice(0, limit)
  const rows = paging.before ? kept.toReversed() : kept
  const more = fitting.length > limit ? kept.at(-1) : end
  const place = (row: Row | undefined) => row && placeOf(row)
  const [first, last] = [rows[0], rows.at(-1)]
  return paging.before
    ? { rows, newer: place(more), older: place(last) ?? paging.before }
    : { rows, newer: paging.after && (place(first) ?? paging.after), older: place(more) }
}
