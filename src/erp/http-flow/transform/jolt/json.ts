export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

/** A Jolt specification, or a run of one, that cannot go on. The text is for its author. */
export class JoltError extends Error {
  override readonly name = 'JoltError'
}

/** An array in the output longer than this is a mistake in an index. */
const MAX_INDEX = 100_000

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @returns undefined where the object has no such key of its own. */
export const get = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** Sets a key of the object's own, also where plain assignment would set the prototype instead. */
export function put(object: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
}

/** @returns the index that the text names, or undefined where it names none. */
export const indexOf = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)

/** Makes the array long enough for the index, with nulls. @throws JoltError for an index that no document needs. */
export function extend(array: Json[], index: number): void {
  if (index > MAX_INDEX) throw new JoltError(`Array index ${index} is above ${MAX_INDEX}.`)
  while (array.length <= index) array.push(null)
}

export function copy(value: Json): Json {
  if (Array.isArray(value)) return value.map(copy)
  if (!isObject(value)) return value
  const copied: JsonObject = {}
  for (const key of Object.keys(value)) put(copied, key, copy(value[key] ?? null))
  return copied
}

/** How Jolt writes a value that is not text where text is needed. */
export const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
