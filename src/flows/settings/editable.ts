import { CATALOG_FIELDS } from './catalog-fields.ts'
import type { FieldKind } from './field-kinds.ts'

/**
 * What people change on the page, by its place in the settings. Addresses, credentials and limits of calls stay with
 * whoever runs Orderbridge, in the configuration file (only-in-file.ts).
 */

const LANGUAGES = { is: 'choice', of: ['en', 'de', 'sl'] } as const
const CAPTURE = { is: 'choice', of: ['online', 'offline', 'none'] } as const

export const STORE_FIELDS = {
  name: { is: 'text' },
  'orders.since': { is: 'day' },
  'orders.holdMinutes': { is: 'number' },
  'orders.statuses': { is: 'list', known: 'status' },
  'orders.skip': { is: 'yes_no' },
  'orders.views': {
    is: 'table',
    known: 'view',
    columns: [
      { path: ['skip'], kind: { is: 'flag' } },
      { path: ['since'], kind: { is: 'day' } },
      { path: ['holdMinutes'], kind: { is: 'number' } },
      { path: ['statuses'], kind: { is: 'list', known: 'status' } },
    ],
  },
  'orders.fields': { is: 'table', columns: [{ path: [], kind: { is: 'text' } }] },
  'mail.from': { is: 'text' },
  'mail.replyTo': { is: 'text' },
  'mail.bcc': { is: 'text' },
  // Empty: each view has its own.
  'mail.locale': { is: 'choice', of: ['', ...LANGUAGES.of] },
  'mail.locales': { is: 'table', known: 'view', columns: [{ path: [], kind: LANGUAGES }] },
  'alerts.to': { is: 'list' },
  'alerts.afterMinutes': { is: 'number' },
  'alerts.orders': { is: 'number' },
  'alerts.digestMinutes': { is: 'number' },
  'keep.attemptsMonths': { is: 'number' },
  'keep.inboxMonths': { is: 'number' },
} as const satisfies Readonly<Record<string, FieldKind>>

export const CONNECTION_FIELDS = {
  views: { is: 'list', known: 'view' },
  reference: { is: 'text' },
  guests: { is: 'choice', of: ['per_email', 'collective', 'per_order'] },
  missingSubjects: { is: 'choice', of: ['create', 'hold'] },
  missingItems: { is: 'choice', of: ['hold', 'map'] },
  itemMap: { is: 'table', known: 'sku', columns: [{ path: [], kind: { is: 'text' } }] },
  tolerance: { is: 'text' },
  'capture.default': CAPTURE,
  'capture.methods': { is: 'table', known: 'payment', columns: [{ path: [], kind: CAPTURE }] },
  'payments.book': { is: 'choice', of: ['never', 'captured'] },
  'payments.methods': { is: 'list', known: 'payment' },
  'cancel.fromErp': { is: 'choice', of: ['cancel', 'problem'] },
  'cancel.invoiced': { is: 'choice', of: ['problem', 'refund_offline', 'refund_online'] },
  creditNotes: { is: 'choice', of: ['offline', 'online', 'problem'] },
  'refunds.fromMagento': { is: 'choice', of: ['problem', 'credit_note'] },
  'refused.action': { is: 'choice', of: ['hold', 'cancel'] },
  'refused.afterHours': { is: 'number' },
  'statuses.draft': { is: 'text' },
  'statuses.open': { is: 'text' },
  'statuses.confirmed': { is: 'text' },
  carriers: {
    is: 'table',
    known: 'carrier',
    columns: [
      { path: ['code'], kind: { is: 'text' } },
      { path: ['title'], kind: { is: 'text' } },
    ],
  },
  notifyShipment: { is: 'yes_no' },
  mailInvoices: { is: 'yes_no' },
  unknownMail: { is: 'choice', of: ['send_again', 'hold'] },
  ...CATALOG_FIELDS,
} as const satisfies Readonly<Record<string, FieldKind>>

export type StoreField = keyof typeof STORE_FIELDS
export type ConnectionField = keyof typeof CONNECTION_FIELDS

/** What the settings are of. */
export type SettingsOf = 'store' | 'connection'

export const fieldsOf = (of: SettingsOf): Readonly<Record<string, FieldKind>> =>
  of === 'store' ? STORE_FIELDS : CONNECTION_FIELDS
