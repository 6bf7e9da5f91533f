import { z } from 'zod'
import { counted } from '../../domain/counted.ts'
import type { Hint } from '../../domain/hint.ts'
import type { InboxMessage } from './claim-inbox.ts'

/** Goes into an index and a text column: short, and nothing that PostgreSQL refuses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is kept out.
export const name = z.string().regex(/^[^\u0000-\u001f]{1,200}$/)
export const magentoId = z.coerce.number().int().positive()
/** Magento writes null and "" where there is none. */
const maybeId = magentoId.optional().catch(undefined)

/** companion-module: "Events out of Magento". Unknown keys are let through: newer modules may say more. */
const moduleDelivery = z.object({ events: z.array(z.unknown()).max(100) })
const moduleEvent = z.object({
  id: name,
  type: name,
  entity_type: z.string(),
  entity_id: magentoId,
  order_id: maybeId,
})

/** mage-os async events: the entity as REST gives it. Documents name their order; orders are themselves. */
const asyncDelivery = z.object({
  data: z.object({
    entity_id: magentoId,
    order_id: maybeId,
  }),
})

/** Adobe I/O Events, envelope as Commerce sends it; only subscribed fields are there. */
const adobeDelivery = z.object({
  event: z.object({
    data: z.object({
      value: z.object({
        entity_id: maybeId,
        order_id: maybeId,
        id: maybeId,
      }),
    }),
  }),
})

export interface Expanded {
  readonly hints: readonly Hint[]
  readonly outcome: string
}

/** A verified webhook body → hints. A body that makes no sense ends here with its reason; the poll finds what it meant. */
export function expandDelivery(message: InboxMessage): Expanded {
  const parsed = parse(message)
  if (!parsed)
    return { hints: [], outcome: 'the body is not what this source sends; the next poll reads what it was about' }
  return { hints: parsed, outcome: counted(parsed.length, 'event') }
}

function parse(message: InboxMessage): Hint[] | undefined {
  let body: unknown
  try {
    body = JSON.parse(Buffer.from(message.body ?? []).toString('utf8'))
  } catch {
    return undefined
  }
  switch (message.source) {
    case 'module':
      // One event that makes no sense costs the others nothing.
      return moduleDelivery.safeParse(body).data?.events.flatMap(event => {
        const known = moduleEvent.safeParse(event).data
        return known ? moduleHint(known) : []
      })
    case 'async_events':
      return asyncHint(message, body)
    case 'adobe_io':
      return adobeHint(message, body)
    default:
      return undefined
  }
}

/** Events of invoices and shipments name their order; without it the poll of the order finds the change. */
export function moduleHint(event: {
  readonly id: string
  readonly type: string
  readonly entity_type: string
  readonly entity_id: number
  readonly order_id?: number | undefined
}): Hint[] {
  const orderId = event.entity_type === 'order' ? event.entity_id : event.order_id
  return orderId === undefined ? [] : [orderHint('module', event.id, orderId, event.type)]
}

const orderHint = (source: Hint['source'], dedupeKey: string, orderId: number, eventType: string): Hint => ({
  source,
  dedupeKey,
  entity: 'order',
  entityKey: String(orderId),
  eventType,
})

function asyncHint(message: InboxMessage, body: unknown): Hint[] | undefined {
  const data = asyncDelivery.safeParse(body).data?.data
  if (!data) return undefined
  const orderId = message.event_type.startsWith('sales.order') ? data.entity_id : data.order_id
  return orderId === undefined ? [] : [orderHint('async_events', `${message.id}`, orderId, message.event_type)]
}

function adobeHint(message: InboxMessage, body: unknown): Hint[] | undefined {
  const value = adobeDelivery.safeParse(body).data?.event.data.value
  if (!value) return undefined
  const orderId = value.order_id ?? value.entity_id ?? value.id
  return orderId === undefined ? [] : [orderHint('adobe_io', `${message.id}`, orderId, message.event_type)]
}
