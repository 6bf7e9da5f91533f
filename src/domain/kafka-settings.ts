import { z } from 'zod'

/** Events of a store over Apache Kafka: topics that say that something happened, in the words of those who write them. */

const topic = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,249}$/, 'must be the name of a topic: up to 249 of a-z, A-Z, 0-9, ".", "_" and "-"')

const place = z
  .string()
  .min(1)
  .max(200)
  .describe('Place in the record, which is JSON: "order/entity_id", or the JSON pointer "/order/entity_id"')

/** What an ERP has of an order; the words of connectors. */
export const ERP_DOCUMENTS = ['sales_document', 'shipment', 'invoice', 'credit_note'] as const

const incoming = z.discriminatedUnion('format', [
  z
    .strictObject({ topic, format: z.literal('module') })
    .describe("Deliveries as Orderbridge's own module for Magento posts them"),
  z
    .strictObject({
      topic,
      format: z.literal('async_events'),
      event: z
        .string()
        .regex(/^[a-z_.]{1,100}$/)
        .describe('Name of the event that the topic carries: sales.order.created'),
    })
    .describe('Entities as mage-os async events send them'),
  z
    .strictObject({ topic, format: z.literal('order'), id: place.default('entity_id') })
    .describe('Any JSON that names an order of Magento by its entity_id'),
  z
    .strictObject({
      topic,
      format: z.literal('document'),
      connection: z.string().describe('Code of the connection whose document it is'),
      kind: z.enum(ERP_DOCUMENTS).optional().describe('What the topic is about; absent: kindAt says where it stands'),
      kindAt: place.default('kind'),
      key: place.default('key').describe("Place of the document's key in the ERP"),
      order: place.optional().describe('Place of the key of its sales document, where the ERP reads documents by that'),
    })
    .describe('Any JSON that names a document of the ERP'),
])
export type IncomingTopic = z.infer<typeof incoming>

/** What others can be told of. */
export const ORDER_EVENTS = [
  'order.created',
  'order.confirmed',
  'order.shipped',
  'order.invoiced',
  'order.refunded',
  'order.canceled',
  'order.held',
  'order.released',
] as const
export type OrderEvent = (typeof ORDER_EVENTS)[number]

export const kafkaSettings = z.strictObject({
  brokers: z
    .array(z.string().regex(/^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/, 'must look like kafka.example:9093'))
    .min(1)
    .max(50)
    .describe('Where to begin; the other brokers are named by these'),
  tls: z.boolean().default(true),
  ca: z.string().optional().describe('PEM: certificate authorities to trust instead of the public ones'),
  allowPrivateNetwork: z
    .boolean()
    .default(false)
    .describe('Let connections to brokers, those that brokers name included, reach private addresses'),
  group: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Consumer group that all workers share; absent: orderbridge-{store}'),
  start: z
    .enum(['earliest', 'latest'])
    .default('earliest')
    .describe('Where a group begins that has read nothing yet, or whose place Kafka has forgotten'),
  from: z
    .array(incoming)
    .max(50)
    .default([])
    .refine(topics => new Set(topics.map(one => one.topic)).size === topics.length, 'names a topic twice')
    .describe('Topics that events come in from'),
  to: z
    .strictObject({
      topic,
      events: z.array(z.enum(ORDER_EVENTS)).min(1).optional().describe('Only these; absent: all of them'),
    })
    .optional()
    .describe('Topic that events go out to, as CloudEvents; absent: none'),
})
export type KafkaSettings = z.infer<typeof kafkaSettings>

const login = { user: z.string().min(1), password: z.string().min(1) }

/** How we prove to brokers who we are. `none` takes back what was stored. */
export const kafkaLogin = z.discriminatedUnion('mechanism', [
  z.strictObject({ mechanism: z.literal('none') }),
  z.strictObject({ mechanism: z.literal('plain'), ...login }),
  z.strictObject({ mechanism: z.literal('scram-sha-256'), ...login }),
  z.strictObject({ mechanism: z.literal('scram-sha-512'), ...login }),
])
export type KafkaLogin = z.infer<typeof kafkaLogin>
