/** Places in answers: "data/orders/0/id", XML as "Orders/Order/@id". The same language for JSON and XML. */

/** @returns what stands there; of a list that is not numbered the first, with "*" all; undefined when there is nothing. */
export function at(value: unknown, path: string): unknown {
  let current = value
  const steps = path.split('/').filter(part => part !== '')
  for (const [index, step] of steps.entries()) {
    if (step === '*') {
      const rest = steps.slice(index + 1).join('/')
      return [current].flat().flatMap(one => at(one, rest) ?? [])
    }
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(current) && !/^\d{1,9}$/.test(name)) current = current[0]
    current = own(current, name)
    if (current === undefined || current === null) return undefined
  }
  return current
}

/** A property of its own: "constructor" and "__proto__" are no data. */
export function own(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name)) return undefined
  return Reflect.get(holder, name)
}

/** A list as it is, a single one as a list of one (XML does not tell them apart), nothing as none. */
export function rowsAt(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path)
  if (Array.isArray(found)) return found
  const isNothing = found === undefined || found === null || found === ''
  return isNothing || (isRecord(found) && Object.keys(found).length === 0) ? [] : [found]
}

/** @returns undefined for nothing, blanks and maps; an XML element with attributes gives its own text, a list its first. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return textOf(value[0])
  const inner = own(value, '#text')
  return inner === undefined ? undefined : textOf(inner)
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
