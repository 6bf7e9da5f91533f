import { CONNECTION_FIELDS, type SettingsOf, STORE_FIELDS } from '../../flows/settings/editable.ts'
import type { FieldKind } from '../../flows/settings/field-kinds.ts'
import { say } from '../language/say.tsx'
import type { FieldWords } from './field-words.ts'
import { CONNECTION_WORDS, STORE_WORDS } from './words.ts'

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
  /** Its fields offer what the ERP and Magento have to be asked for. */
  readonly isCatalogue?: true
}

/** By what somebody looks for, not by where it stands in the file. */
export const groupsOf = (of: SettingsOf): readonly FieldGroup[] => (of === 'store' ? ofStore() : ofConnection())

function ofStore(): FieldGroup[] {
  const fields = (...places: (keyof typeof STORE_FIELDS)[]) => shownFields(STORE_FIELDS, STORE_WORDS, places)
  return [
    {
      title: say('Which orders are sent'),
      fields: fields(
        'orders.since',
        'orders.holdMinutes',
        'orders.statuses',
        'orders.skip',
        'orders.views',
        'orders.fields',
      ),
    },
    {
      title: say('Mails to customers'),
      fields: fields('mail.from', 'mail.replyTo', 'mail.bcc', 'mail.locale', 'mail.locales'),
    },
    {
      title: say('Alerts by mail'),
      fields: fields('alerts.to', 'alerts.afterMinutes', 'alerts.orders', 'alerts.digestMinutes'),
    },
    { title: say('Keep less than the installation'), fields: fields('keep.attemptsMonths', 'keep.inboxMonths') },
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
    {
      title: say('Catalogue'),
      isCatalogue: true,
      fields: fields(
        'catalog.sync',
        'catalog.update',
        'catalog.everyMinutes',
        'catalog.completeHours',
        'catalog.queue',
      ),
    },
    {
      title: say('Catalogue: new products'),
      isCatalogue: true,
      fields: fields(
        'catalog.newProducts.action',
        'catalog.newProducts.enabled',
        'catalog.newProducts.visibility',
        'catalog.newProducts.websites',
        'catalog.newProducts.attributeSet',
        'catalog.newProducts.taxClass',
        'catalog.newProducts.taxClasses',
        'catalog.newProducts.groups',
      ),
    },
    {
      title: say('Catalogue: prices'),
      isCatalogue: true,
      fields: fields(
        'catalog.prices.base',
        'catalog.prices.groups',
        'catalog.prices.quantityPrices',
        'catalog.prices.includeTax',
        'catalog.prices.allowZero',
      ),
    },
    {
      title: say('Catalogue: stock'),
      isCatalogue: true,
      fields: fields('catalog.stock.sources', 'catalog.stock.soldOut'),
    },
  ]
}
