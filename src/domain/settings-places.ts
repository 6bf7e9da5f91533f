/** Reading and changing JSON settings at a place: ["orders", "since"]. */

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const valueAt = (settings: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, step) => (isMap(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined),
    settings,
  )

/** The map at a place; {} where there is none. */
export function mapAt(settings: unknown, path: readonly string[]): Readonly<Record<string, unknown>> {
  const value = valueAt(settings, path)
  return isMap(value) ? value : {}
}

/** A copy with another value at a place; undefined takes it away. Keys keep their order: people compare versions. */
export function setAt(settings: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  const before = mapAt(settings, [])
  const written = setAt(Object.hasOwn(before, step) ? before[step] : undefined, rest, value)
  if (written === undefined) return Object.fromEntries(Object.entries(before).filter(([key]) => key !== step))
  if (Object.hasOwn(before, step))
    return Object.fromEntries(Object.entries(before).map(([key, old]) => [key, key === step ? written : old]))
  return { ...before, [step]: written }
}
