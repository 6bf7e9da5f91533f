import type { ConnectionField, StoreField } from '../../flows/settings/editable.ts'
import { message } from '../language/say.tsx'

interface FieldWords {
  readonly label: string
  /** What it does and what holds when it is empty, in a line. */
  readonly about: string
}

export const STORE_WORDS: Readonly<Record<StoreField, FieldWords>> = {
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
}

export const CONNECTION_WORDS: Readonly<Record<ConnectionField, FieldWords>> = {
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
  tolerance: {
    label: message('Difference that is accepted'),
    about: message(
      'Between the totals of the ERP and of Magento, with a warning; more holds the order. Default: 0.00.',
    ),
  },
  missingSubjects: {
    label: message('A customer that the ERP does not know'),
    about: message('Default: is created.'),
  },
  'refused.action': {
    label: message('An order that the ERP refuses'),
    about: message('Default: waits for a person.'),
  },
  'refused.afterHours': {
    label: message('Hours until a refused order is cancelled'),
    about: message('Time for people to mend the cause first; only where refused orders are cancelled. Default: 24.'),
  },
  mailInvoices: {
    label: message('Mail invoices to customers'),
    about: message('Once each, when the ERP’s PDF is there. Default: yes.'),
  },
  notifyShipment: {
    label: message('Let Magento mail tracking numbers'),
    about: message('When a shipment is made. Default: no.'),
  },
}

/** What the values of choices mean. */
export const CHOICE_WORDS: Readonly<Record<string, string>> = {
  create: message('is created'),
  hold: message('waits for a person'),
  cancel: message('is cancelled in Magento'),
}
