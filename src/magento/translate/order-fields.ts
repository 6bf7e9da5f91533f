import { note } from './text.ts'

/** What extensions of the shop add to orders, as the store has named it: name → place in Magento's order. */
export type FieldPlaces = Readonly<Record<string, string>>

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Attributes of extensions come as [{attribute_code, value}] as often as under their names. */
function stepInto(value: unknown, key: string): unknown {
  if (!isObject(value)) return undefined
  if (Object.hasOwn(value, key)) return new Map<string, unknown>(Object.entries(value)).get(key)
  if (!Array.isArray(value)) return undefined
  const entry: unknown = value.find(
    one =>
      isObject(one) && (('attribute_code' in one && one.attribute_code === key) || ('code' in one && one.code === key)),
  )
  return isObject(entry) && 'value' in entry ? entry.value : undefined
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return note(value.map(textOf).filter(Boolean).join(', '))
  if (typeof value === 'string') return note(value)
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** @returns what the order has of them; a field that is empty or no text is left out. */
export function orderFields(raw: unknown, places: FieldPlaces): Record<string, string> {
  const found = Object.entries(places).map(([name, place]) => [name, textOf(place.split('.').reduce(stepInto, raw))])
  return Object.fromEntries(found.filter(([, text]) => text !== undefined))
}
