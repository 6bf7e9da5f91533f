/** Text for OData addresses. */

/** A literal: 'O''Hara'. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A text key in a path: BusinessPartners('C%261'). */
export const keyOf = (set: string, key: string): string => `${set}(${encodeURIComponent(quote(key))})`

/** "(A eq 1 or A eq 2)" */
export const anyOf = (clauses: readonly string[]): string => `(${clauses.join(' or ')})`

/**
 * Groups clauses that are joined by "or" so that one address stays below 4,000 characters: half of what the Apache in
 * front of the Service Layer takes (8,190), with room for $select and the rest of the filter.
 */
export function groupClauses<T>(values: readonly T[], clauseOf: (value: T) => string): T[][] {
  const groups: T[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const value of values) {
    const size = encodeURIComponent(`${clauseOf(value)} or `).length
    if (length + size > MAX_FILTER) {
      groups.push([])
      length = 0
    }
    groups.at(-1)?.push(value)
    length += size
  }
  return groups
}

const MAX_FILTER = 3000
