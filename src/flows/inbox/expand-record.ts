import { z } from 'zod'
import { ERP_DOCUMENTS, type IncomingTopic } from '../../domain/kafka-settings.ts'
import { at, textOf } from '../../erp/paths.ts'
import { NotConfigured } from '../config/remotes.ts'
import type { FlowContext } from '../context.ts'
import type { InboxMessage } from './claim-inbox.ts'
import { type Expanded, expandDelivery, magentoId, name } from './expand-delivery.ts'

/** A record of Kafka → hints, as the store's settings say of its topic. What makes no sense ends here with its reason. */
export async function expandRecord(ctx: FlowContext, message: InboxMessage): Promise<Expanded> {
  const { settings } = await ctx.remotes.store(message.store)
  const topic = settings.kafka?.from.find(one => one.topic === message.event_type)
  if (!topic) return none(`Topic ${message.event_type} is not configured any more.`)
  switch (topic.format) {
    case 'module':
      return expandDelivery({ ...message, source: 'module' })
    case 'async_events':
      return expandDelivery({ ...message, source: 'async_events', event_type: topic.event })
    case 'order':
      return orderIn(message, topic)
    case 'document':
      return await documentIn(ctx, message, topic)
  }
}

type Topic<F extends IncomingTopic['format']> = Extract<IncomingTopic, { format: F }>

const none = (outcome: string): Expanded => ({ hints: [], outcome })

function orderIn(message: InboxMessage, topic: Topic<'order'>): Expanded {
  const record = parse(message)
  if (record === undefined) return none('The record is not JSON. The next poll reads what it was about.')
  const id = magentoId.safeParse(textOf(at(record, topic.id))).data
  if (id === undefined) return none(`The record has no entity_id of an order at "${topic.id}".`)
  const entityKey = String(id)
  return one({ source: 'kafka', dedupeKey: `${message.id}`, entity: 'order', entityKey, eventType: 'order.changed' })
}

async function documentIn(ctx: FlowContext, message: InboxMessage, topic: Topic<'document'>): Promise<Expanded> {
  const { connection } = topic
  const record = parse(message)
  if (record === undefined) return none('The record is not JSON. The next poll reads what it was about.')
  if (!(await isOwn(ctx, message.store, connection)))
    return none(`Connection ${connection} does not belong to this store any more.`)
  const kind = documentKind.safeParse(topic.kind ?? textOf(at(record, topic.kindAt))).data
  if (kind === undefined) return none(`The record says no kind of document that is followed at "${topic.kindAt}".`)
  const key = name.safeParse(textOf(at(record, topic.key))).data
  const order = topic.order === undefined ? '' : name.safeParse(textOf(at(record, topic.order))).data
  if (key === undefined) return none(`The record has no key of a document at "${topic.key}".`)
  if (order === undefined) return none(`The record has no key of a sales document at "${topic.order}".`)
  // As connectors name documents that are read with their sales document: the sales document first.
  const entityKey = order === '' || kind === 'sales_document' ? key : `${encodeURIComponent(order)}:${key}`
  const dedupeKey = `${message.id}`
  return one({ source: 'kafka', dedupeKey, connection, entity: kind, entityKey, eventType: `${kind}.changed` })
}

const documentKind = z.enum(ERP_DOCUMENTS)

const one = (hint: Expanded['hints'][number]): Expanded => ({ hints: [hint], outcome: '1 event' })

function parse({ body }: InboxMessage): unknown {
  try {
    return JSON.parse(Buffer.from(body ?? []).toString('utf8'))
  } catch {
    return undefined
  }
}

async function isOwn(ctx: FlowContext, store: string, connection: string): Promise<boolean> {
  try {
    return (await ctx.remotes.connection(connection)).store === store
  } catch (error) {
    if (error instanceof NotConfigured) return false
    throw error
  }
}
