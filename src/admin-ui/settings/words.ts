import type { ConnectionField, StoreField } from '../../flows/settings/editable.ts'
import type { OnlyInFile } from '../../flows/settings/only-in-file.ts'
import { message } from '../language/say.tsx'
import { CATALOG_CHOICES, CATALOG_WORDS } from './catalog-words.ts'
import type { FieldWords } from './field-words.ts'

export const STORE_WORDS: Readonly<Record<StoreField, FieldWords>> = {
  name: {
    label: message('Name of the shop'),
    about: message('On this page and in alerts. Nothing that is sent depends on it.'),
  },
  'orders.since': {
    label: message('Cut-over date'),
    about: message(
      'Orders placed before this day are left alone. Empty: those placed before the store was added here are.',
    ),
  },
  'orders.holdMinutes': {
    label: message('Minutes until an order is sent'),
    about: message('Time for the shop to change its mind. Empty: none. Orders that wait already keep their moment.'),
  },
  'orders.statuses': {
    label: message('Statuses that are sent'),
    about: message(
      'One per line. An order waits until it has one of them. Empty: every status of the states new, processing and complete.',
    ),
  },
  'orders.skip': {
    label: message('Send no orders at all'),
    about: message('Orders heard from then on are skipped; those that were sent go on.'),
  },
  'orders.views': {
    label: message('Rules of single store views'),
    about: message(
      'Over the rules above; what is empty is as above. They hold for orders that are decided from then on; what was sent goes on.',
    ),
    columns: [
      message('Store view'),
      message('Send none'),
      message('Cut-over date'),
      message('Minutes until sent'),
      message('Statuses'),
    ],
  },
  'orders.fields': {
    label: message('Fields of extensions'),
    about: message(
      'What extensions add to orders and the ERP shall get: a name, and its place as Magento’s REST gives the order, “extension_attributes.delivery_date”. For orders that are read from then on.',
    ),
    columns: [message('Name'), message('Place in the order')],
  },
  'mail.from': {
    label: message('Sender'),
    about: message(
      '“My Shop <orders@shop.example>”. Empty: no mail leaves; invoices are kept and attached to the order.',
    ),
  },
  'mail.replyTo': {
    label: message('Answers go to'),
    about: message('Empty: to the sender. Mails that wait to be sent use it too.'),
  },
  'mail.bcc': {
    label: message('Copy of each mail to'),
    about: message('Empty: to nobody. Mails that wait to be sent go there too.'),
  },
  'mail.locale': {
    label: message('Language of the mails'),
    about: message('For store views that have none of their own below. From the next mail on.'),
  },
  'mail.locales': {
    label: message('Language of single store views'),
    about: message('Where it is another one. From the next mail on.'),
    columns: [message('Store view'), message('Language')],
  },
  'alerts.to': {
    label: message('Who is told of problems'),
    about: message('Mail addresses, one per line. Empty: nobody.'),
  },
  'alerts.afterMinutes': {
    label: message('Minutes until a mail'),
    about: message('A problem that is open for so long, or a side that does not answer for so long. Default: 30.'),
  },
  'alerts.orders': {
    label: message('Orders until a mail'),
    about: message('As soon as so many orders wait for one problem, whatever its age. Default: 20.'),
  },
  'alerts.digestMinutes': {
    label: message('Minutes between two mails'),
    about: message('What comes in between is in the next one. Default: 15.'),
  },
  'keep.attemptsMonths': {
    label: message('Requests and answers: months besides this one'),
    about: message(
      'What was sent to the shop, the ERP and by mail, and what they answered: the proof when a payment is disputed. From 4 to {attempts}. Empty: {attempts}, as the installation keeps them.',
    ),
  },
  'keep.inboxMonths': {
    label: message('What was heard: months besides this one'),
    about: message(
      'Which events came in and what became of them. From 1 to {inbox}. Empty: {inbox}, as the installation keeps them.',
    ),
  },
}

export const CONNECTION_WORDS: Readonly<Record<ConnectionField, FieldWords>> = {
  views: {
    label: message('Store views whose orders go there'),
    about: message('One per line. Empty: all. An order that is planned already stays with its ERP.'),
  },
  reference: {
    label: message('Reference on the sales document'),
    about: message(
      '{number} is the order number, {store} the code of the store. Empty: the order number. Documents that are there keep theirs.',
    ),
  },
  guests: {
    label: message('Who a guest becomes in the ERP'),
    about: message('Default: one customer per mail address. Orders that are planned already keep their customer.'),
  },
  missingSubjects: {
    label: message('A customer that the ERP does not know'),
    about: message('Default: is created. Orders that wait for one go on by themselves then.'),
  },
  missingItems: {
    label: message('An item that the ERP does not know'),
    about: message('Default: the order waits. Orders that wait are looked at again, and go on where the table helps.'),
  },
  itemMap: {
    label: message('ERP item by SKU'),
    about: message(
      'Where they differ; used with “is looked up in the table”. Orders that wait for an item go on by themselves; sent ones stay as they are.',
    ),
    columns: [message('SKU in Magento'), message('Item code in the ERP')],
  },
  tolerance: {
    label: message('Difference that is accepted'),
    about: message(
      'Between the totals of the ERP and of Magento, with a warning; more holds the order. Default: 0.00.',
    ),
  },
  'capture.default': {
    label: message('How an invoice in Magento takes the money'),
    about: message('Default: only marked as paid. Invoices that wait to be made follow it when they are tried again.'),
  },
  'capture.methods': {
    label: message('Other ways for single payment methods'),
    about: message('Over the one above. Invoices that wait to be made follow it when they are tried again.'),
    columns: [message('Payment method'), message('The money is')],
  },
  'payments.book': {
    label: message('Money that the shop has taken'),
    about: message(
      'Becomes an incoming payment in the ERP, or not. Default: not. Holds for orders heard from then on.',
    ),
  },
  'payments.methods': {
    label: message('Payment methods that are booked'),
    about: message('One per line, where money is booked. Empty: all. Holds for orders heard from then on.'),
  },
  'cancel.fromErp': {
    label: message('The ERP cancels an order'),
    about: message('Default: it is cancelled in Magento too, which releases an authorised payment. From then on.'),
  },
  'cancel.invoiced': {
    label: message('And Magento has invoiced it already'),
    about: message('It cannot be cancelled there any more. Default: a person decides. From then on.'),
  },
  creditNotes: {
    label: message('A credit note of the ERP'),
    about: message(
      'What it does in Magento. Default: an offline credit memo. Those that wait follow it when tried again.',
    ),
  },
  'refunds.fromMagento': {
    label: message('A credit memo that people make in Magento'),
    about: message(
      'What it does in the ERP; before the ERP’s invoice the goods come off the sales document. Default: a person decides. From then on.',
    ),
  },
  'refused.action': {
    label: message('An order that the ERP refuses'),
    about: message('Default: waits for a person. Holds for refused orders that wait now as well.'),
  },
  'refused.afterHours': {
    label: message('Hours until a refused order is cancelled'),
    about: message('Time for people to mend the cause first; only where refused orders are cancelled. Default: 24.'),
  },
  'statuses.draft': {
    label: message('Status while it waits for approval in the ERP'),
    about: message('Status that the order gets in Magento, within its state. Empty: it stays as it is.'),
  },
  'statuses.open': {
    label: message('Status once it is in the ERP'),
    about: message('Status that the order gets in Magento, within its state. Empty: it stays as it is.'),
  },
  'statuses.confirmed': {
    label: message('Status once the ERP has confirmed it'),
    about: message('Status that the order gets in Magento, within its state. Empty: it stays as it is.'),
  },
  carriers: {
    label: message('Carriers'),
    about: message(
      'What the ERP’s carrier is called in Magento. Without a row: its own name, without a link to track it. Shipments that are there keep theirs.',
    ),
    columns: [message('Carrier in the ERP'), message('Code in Magento'), message('Name for customers')],
  },
  notifyShipment: {
    label: message('Let Magento mail tracking numbers'),
    about: message('When a shipment is made. Default: no.'),
  },
  mailInvoices: {
    label: message('Mail invoices to customers'),
    about: message('Once each, when the ERP’s PDF is there. Default: yes.'),
  },
  unknownMail: {
    label: message('A crash leaves open whether a mail went out'),
    about: message('Default: it is sent again, with the same id, so that most mailboxes show it once.'),
  },
  ...CATALOG_WORDS,
}

/** What the values of choices mean, by the place and the value, or else by the value. */
const CHOICE_WORDS: Readonly<Record<string, string>> = {
  create: message('is created'),
  hold: message('waits for a person'),
  cancel: message('is cancelled in Magento'),
  problem: message('a person decides'),
  map: message('is looked up in the table'),
  per_email: message('one customer per mail address'),
  collective: message('the shared customer of the ERP’s settings'),
  per_order: message('a new customer for each order'),
  online: message('taken through the payment gateway'),
  offline: message('only marked as paid'),
  none: message('not taken'),
  never: message('is not booked'),
  captured: message('is booked in the ERP'),
  refund_offline: message('an offline credit memo is made'),
  refund_online: message('is refunded through the payment gateway'),
  'creditNotes.offline': message('an offline credit memo is made'),
  'creditNotes.online': message('is refunded through the payment gateway'),
  credit_note: message('becomes a credit note in the ERP'),
  send_again: message('is sent again'),
  'mail.locale.': message('that of the store view in Magento'),
  en: message('English'),
  de: message('German'),
  sl: message('Slovenian'),
  ...CATALOG_CHOICES,
}

/** In English; what has no words is shown as it is written. */
export const choiceWords = (place: string, choice: string): string =>
  CHOICE_WORDS[`${place}.${choice}`] ?? CHOICE_WORDS[choice] ?? choice

export const WHY_ONLY_IN_FILE: Readonly<Record<OnlyInFile, string>> = {
  address: message('Where calls go with the shop’s credentials, and whose calls are trusted.'),
  load: message('How much the shop and the ERP are asked for: of those who run them.'),
  days: message('Days of documents and of the ledger are cut by it.'),
}
