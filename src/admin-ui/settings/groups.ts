import { CONNECTION_FIELDS, type FieldKind, type SettingsOf, STORE_FIELDS } from '../../flows/settings/editable.ts'
import { say } from '../language/say.tsx'
import { CONNECTION_WORDS, type FieldWords, STORE_WORDS } from './words.ts'

export interface ShownField extends FieldWords {
  readonly place: string
  readonly kind: FieldKind
}

const shownFields = <Field extends string>(
  kinds: Readonly<Record<Field, FieldKind>>,
  words: Readonly<Record<Field, FieldWords>>,
  places: readonly Field[],
): ShownField[] => places.map(place => ({ place, kind: kinds[place], ...words[place] }))

export interface FieldGroup {
  readonly title: string
  readonly fields: readonly ShownField[]
}

/** By what somebody looks for, not by where it stands in the file. */
export const groupsOf = (of: SettingsOf): readonly FieldGroup[] => (of === 'store' ? ofStore() : ofConnection())

function ofStore(): FieldGroup[] {
  const fields = (...places: (keyof typeof STORE_FIELDS)[]) => shownFields(STORE_FIELDS, STORE_WORDS, places)
  return [
    {
      title: say('Which orders are sent'),
      fields: fields('orders.since', 'orders.holdMinutes', 'orders.statuses', 'orders.skip', 'orders.views'),
    },
    {
      title: say('Mails to customers'),
      fields: fields('mail.from', 'mail.replyTo', 'mail.bcc', 'mail.locale', 'mail.locales'),
    },
    {
      title: say('Alerts by mail'),
      fields: fields('alerts.to', 'alerts.afterMinutes', 'alerts.orders', 'alerts.digestMinutes'),
    },
    { title: say('The shop'), fields: fields('name') },
  ]
}

function ofConnection(): FieldGroup[] {
  const fields = (...places: (keyof typeof CONNECTION_FIELDS)[]) =>
    shownFields(CONNECTION_FIELDS, CONNECTION_WORDS, places)
  return [
    { title: say('Which orders go there'), fields: fields('views', 'reference') },
    { title: say('Customers and items'), fields: fields('guests', 'missingSubjects', 'missingItems', 'itemMap') },
    {
      title: say('Totals and payments'),
      fields: fields('tolerance', 'capture.default', 'capture.methods', 'payments.book', 'payments.methods'),
    },
    {
      title: say('Cancellations and refunds'),
      fields: fields(
        'cancel.fromErp',
        'cancel.invoiced',
        'creditNotes',
        'refunds.fromMagento',
        'refused.action',
        'refused.afterHours',
      ),
    },
    {
      title: say('Statuses in Magento'),
      fields: fields('statuses.draft', 'statuses.open', 'statuses.confirmed'),
    },
    {
      title: say('Shipments and mails'),
      fields: fields('carriers', 'notifyShipment', 'mailInvoices', 'unknownMail'),
    },
  ]
}
