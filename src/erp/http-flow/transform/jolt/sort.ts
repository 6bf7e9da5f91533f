import { get, isObject, type Json, type JsonObject, put } from './json.ts'

/**
 * Jolt's sort: keys in the order of the alphabet at every level, those with a tilde first. JavaScript keeps keys that
 * are whole numbers before all others, whatever the order.
 */
export function sortKeys(input: Json): Json {
  if (Array.isArray(input)) return input.map(sortKeys)
  if (!isObject(input)) return input
  const sorted: JsonObject = {}
  for (const key of Object.keys(input).sort(byKey)) put(sorted, key, sortKeys(get(input, key) ?? null))
  return sorted
}

function byKey(a: string, b: string): number {
  const tilde = Number(b.startsWith('~')) - Number(a.startsWith('~'))
  return tilde || (a < b ? -1 : 1)
}
