/**
 * What people change on the page, by its place in the settings. Addresses, credentials and limits of calls stay with
 * whoever runs Orderbridge, in the configuration file.
 */

/** How a value is written in a form, and what its text becomes. */
export type FieldKind =
  | { readonly is: 'day' | 'number' | 'text' | 'yes_no' }
  /** One per line. */
  | { readonly is: 'list' }
  | { readonly is: 'choice'; readonly of: readonly string[] }

export const STORE_FIELDS = {
  'orders.since': { is: 'day' },
  'orders.holdMinutes': { is: 'number' },
  'orders.statuses': { is: 'list' },
  'alerts.to': { is: 'list' },
  'alerts.afterMinutes': { is: 'number' },
  'alerts.orders': { is: 'number' },
  'alerts.digestMinutes': { is: 'number' },
} as const satisfies Readonly<Record<string, FieldKind>>

export const CONNECTION_FIELDS = {
  'statuses.draft': { is: 'text' },
  'statuses.open': { is: 'text' },
  'statuses.confirmed': { is: 'text' },
  tolerance: { is: 'text' },
  missingSubjects: { is: 'choice', of: ['create', 'hold'] },
  'refused.action': { is: 'choice', of: ['hold', 'cancel'] },
  'refused.afterHours': { is: 'number' },
  mailInvoices: { is: 'yes_no' },
  notifyShipment: { is: 'yes_no' },
} as const satisfies Readonly<Record<string, FieldKind>>

export type StoreField = keyof typeof STORE_FIELDS
export type ConnectionField = keyof typeof CONNECTION_FIELDS

/** What the settings are of. */
export type SettingsOf = 'store' | 'connection'

export const fieldsOf = (of: SettingsOf): Readonly<Record<string, FieldKind>> =>
  of === 'store' ? STORE_FIELDS : CONNECTION_FIELDS

/** By place; what was left empty is there as "". */
export type WrittenFields = Readonly<Record<string, string>>

/** What the text of a field stands for; undefined: the default. What cannot be read stays text: the schema says so. */
export function valueOfField(kind: FieldKind, text: string): unknown {
  const written = text.trim()
  if (kind.is === 'yes_no') return written === 'yes'
  if (kind.is === 'list') {
    const entries = written.split(/[\n,;]/).map(entry => entry.trim())
    const filled = [...new Set(entries)].filter(entry => entry !== '')
    return filled.length > 0 ? filled : undefined
  }
  if (written === '') return undefined
  return kind.is === 'number' && /^\d{1,9}(\.\d{1,4})?$/.test(written) ? Number(written) : written
}

/** A value of the settings as the form shows it. */
export function textOfField(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join('\n')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
