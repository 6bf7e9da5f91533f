import { isDeepStrictEqual } from 'node:util'

/** One value of a request that is another then. Absent: there is no such value. */
export interface ValueDifference {
  /** "body.DocumentLines[0].VatGroup" */
  readonly place: string
  readonly before?: string
  readonly after?: string
}

/** Where two JSON values differ, value by value. Empty when nowhere. */
export function compareRequests(before: unknown, after: unknown): readonly ValueDifference[] {
  const old = leavesOf(before)
  const now = leavesOf(after)
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter(place => !isDeepStrictEqual(old.get(place), now.get(place)))
    .map(place => ({
      place,
      ...(old.has(place) && { before: display(old.get(place)) }),
      ...(now.has(place) && { after: display(now.get(place)) }),
    }))
}

function leavesOf(value: unknown, path = '', leaves = new Map<string, unknown>()): Map<string, unknown> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  for (const [key, inner] of entries)
    leavesOf(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}${path && '.'}${key}`, leaves)
  if (entries.length === 0 && value !== undefined) leaves.set(path, value)
  return leaves
}

function display(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** In how many orders each place differs, whichever line it is in: "body.lines[].vat". The most first. */
export function countPlaces(
  orders: readonly { readonly values: readonly ValueDifference[] }[],
): readonly { readonly place: string; readonly orders: number }[] {
  const counts = new Map<string, number>()
  for (const { values } of orders) {
    const places = new Set(values.map(({ place }) => place.replace(/\[\d+\]/g, '[]')))
    for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return [...counts].map(([place, count]) => ({ place, orders: count })).sort((a, b) => b.orders - a.orders)
}
