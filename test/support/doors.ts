import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import type { DatabaseHandle } from '../../src/db/client.ts'
import type { Actor, FlowContext } from '../../src/flows/context.ts'
import { createDeliveryWriter } from '../../src/flows/inbox/delivery-writer.ts'
import { createWebhookApp } from '../../src/webhooks/app.ts'
import { STORE, type World } from './world.ts'

/** The bridge's doors for webhooks, on the world's database or on another one. */
export function doorsOf(
  world: World,
  options: { readonly database?: DatabaseHandle; readonly adobeKeys?: Readonly<Record<string, string>> } = {},
): Hono {
  const { db, sql } = options.database ?? world.database
  const context = (actor: Actor): FlowContext => ({ ...world.context(actor), db })
  return new Hono().route(
    '/webhooks',
    createWebhookApp({
      context,
      deliveries: createDeliveryWriter(sql, world.clock, () => {}),
      fetchAdobeKey: async path => {
        const key = options.adobeKeys?.[path]
        if (key === undefined) throw new Error(`nothing is published at ${path}`)
        return key
      },
    }),
  )
}

export interface Post {
  readonly path: string
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
}

export const send = (app: Hono, { path, body, headers }: Post): Promise<Response> =>
  Promise.resolve(app.request(path, { method: 'POST', body, headers }))

/** What the companion module sends: signed as Standard Webhooks says. */
export function moduleDelivery(
  world: World,
  body: string,
  options: { readonly id?: string; readonly at?: Date; readonly secret?: string; readonly store?: string } = {},
): Post {
  const { id = 'msg_1', at = world.clock.now(), secret = world.webhookSecret, store = STORE } = options
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    path: `/webhooks/magento/${store}`,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  }
}

/** One event of the module about an order. */
export const orderCreated = (orderId: number, id = 'e0000000-0000-4000-8000-000000000001'): string =>
  JSON.stringify({ events: [{ id, sequence: 1, type: 'order.created', entity_type: 'order', entity_id: orderId }] })
