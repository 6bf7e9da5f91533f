import type { Hint } from '../../domain/hint.ts'
import type { InboxRow } from '../../flows/view/list-inbox.ts'
import { say } from '../language/say.tsx'

interface Way {
  readonly source: string
  readonly connectionName?: string | undefined
}

const NAMES: Readonly<Record<Hint['source'], (name: string) => string>> = {
  module: () => say('Webhook of the module'),
  async_events: () => say('Async events'),
  adobe_io: () => say('Adobe I/O Events'),
  kafka: () => say('Kafka'),
  magento_poll: () => say('Poll of Magento'),
  read_back: () => say('Read back by Orderbridge'),
  erp_webhook: name => say('Callback of {name}', { name }),
  erp_poll: name => say('Poll of {name}', { name }),
  person: () => say('Asked for by a person'),
}

const isNamed = (source: string): source is Hint['source'] => Object.hasOwn(NAMES, source)

/** By which way it came. */
export const wayName = ({ source, connectionName }: Way): string =>
  isNamed(source) ? NAMES[source](connectionName ?? say('the ERP')) : source

/** What it is about: an order by its number, a document by the ERP's, what is not known by its key. */
export function subjectName(row: Pick<InboxRow, 'source' | 'entity' | 'entityKey' | 'orders' | 'erpNumber'>): string {
  const { source, entity, entityKey, orders, erpNumber } = row
  const number = erpNumber ?? entityKey
  switch (entity) {
    case 'delivery':
      return source === 'kafka' ? say('Record') : say('Webhook')
    case 'order':
      return orders[0]
        ? say('Order {number}', { number: orders[0].number })
        : say('Order with id {key} in Magento', { key: entityKey })
    case 'sales_document':
      return say('Sales document {number}', { number })
    case 'shipment':
      return say('Shipment {number}', { number })
    case 'invoice':
      return say('Invoice {number}', { number })
    case 'credit_note':
      return say('Credit note {number}', { number })
    default:
      return `${entity} ${entityKey}`
  }
}
