import { isRecord } from '../paths.ts'

/** @returns at most `size` UTF-16 units, surrogate pairs whole. */
export function cutText(text: string, size: number): string {
  if (text.length <= size) return text
  const cut = text.slice(0, size)
  // A high surrogate at the end has lost its other half.
  return (/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut).trimEnd()
}

/** Cuts texts to the flow's textLimits, by the name of their field. @param warnings takes a sentence for each cut */
export function limitTexts(body: unknown, limits: Readonly<Record<string, number>>, warnings: string[]): unknown {
  const limit = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map(inner => limit(inner, name))
    if (isRecord(value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, limit(inner, key)]))
    const size = Object.hasOwn(limits, name) ? limits[name] : limits['*']
    if (typeof value !== 'string' || size === undefined || value.length <= size) return value
    warnings.push(`${name}: cut to ${size} characters.`)
    return cutText(value, size)
  }
  return limit(body, '')
}
