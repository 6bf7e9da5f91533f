/**
 * Every http(s) address among the settings of a store or connection, whatever the setting is called: these are the
 * servers that may be called with them.
 */
export function addressesIn(settings: unknown, path: readonly (string | number)[] = []): readonly Address[] {
  if (typeof settings === 'string') {
    const url = /^https?:\/\//i.test(settings) && URL.parse(settings)
    return url ? [{ path, url }] : []
  }
  if (Array.isArray(settings)) return settings.flatMap((value, index) => addressesIn(value, [...path, index]))
  if (typeof settings !== 'object' || settings === null) return []
  return Object.entries(settings).flatMap(([key, value]) => addressesIn(value, [...path, key]))
}

export interface Address {
  readonly path: readonly (string | number)[]
  readonly url: URL
}
