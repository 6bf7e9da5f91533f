import { z } from 'zod'
import type { Hint } from '../../domain/hint.ts'
import type { InboxMessage } from './claim-inbox.ts'

/** companion-module: "Events out of Magento". Unknown keys are let through: newer modules may say more. */
const moduleDelivery = z.object({
  events: z
    .array(
      z.object({
        id: z.string(),
        type: z.string(),
        entity_type: z.string(),
        entity_id: z.coerce.number().int(),
        order_id: z.coerce.number().int().optional(),
        increment_id: z.string().optional(),
      }),
    )
    .max(100),
})

/** mage-os async events: the entity as REST gives it. Documents name their order; orders are themselves. */
const asyncDelivery = z.object({
  data: z.object({
    entity_id: z.coerce.number().int(),
    order_id: z.coerce.number().int().optional(),
    updated_at: z.string().optional(),
  }),
})

/** Adobe I/O Events, envelope as Commerce sends it; only subscribed fields are there. */
const adobeDelivery = z.object({
  event_id: z.string().optional(),
  event: z.object({
    data: z.object({
      value: z.object({
        entity_id: z.coerce.number().int().optional(),
        order_id: z.coerce.number().int().optional(),
        id: z.coerce.number().int().optional(),
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
  return { hints: parsed, outcome: `${parsed.length} ${parsed.length === 1 ? 'event' : 'events'}` }
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
      return moduleDelivery.safeParse(body).data?.events.flatMap(event => moduleHint(event))
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
