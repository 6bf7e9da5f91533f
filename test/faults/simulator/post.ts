import type { Hono } from 'hono'
import type { ErpCallback } from '../../../sandbox/erp.ts'
import { toEvent } from '../../../sandbox/magento/outbox-queue.ts'
import { sign } from '../../../sandbox/magento/outbox-relay.ts'
import type { OutboxRow } from '../../../sandbox/magento/shop.ts'
import { createDeliveryWriter } from '../../../src/flows/inbox/delivery-writer.ts'
import { createWebhookApp } from '../../../src/webhooks/app.ts'
import { CONNECTION, STORE, WEBHOOK_SECRET } from './configuration.ts'
import { createProcess } from './process.ts'
import { between, randomFor } from './random.ts'
import { MINUTE, SECOND } from './timeline.ts'
import { type BridgeProcess, createBridgeProcess, type Surroundings } from './worker.ts'

/** Webhooks and callbacks on their way: at least once, in any order, sometimes late, twice or never. */
export interface Post {
  fromMagento(rows: readonly OutboxRow[]): void
  fromErp(callbacks: readonly ErpCallback[]): void
  /** Letters that are still to come. */
  readonly onTheWay: number
  /** Something that happened was never told. */
  readonly hasLost: boolean
}

interface Letter {
  readonly label: string
  readonly path: string
  readonly body: string
  readonly headers: () => Record<string, string>
  tries: number
}

const MAX_TRIES = 12

export function createPost(around: Surroundings, onStored: () => void): Post {
  const { seed, timeline, gate, weather } = around
  const random = randomFor(seed, 'post')
  const { process, app } = openDoors(around)
  let onTheWay = 0
  let hasLost = false
  let requests = 0

  const send = (letter: Letter, delayMs: number) => {
    onTheWay += 1
    timeline.plan(`post: ${letter.label}`, timeline.now() + delayMs, () => deliver(letter))
  }
  const again = (letter: Letter) => {
    letter.tries += 1
    if (letter.tries < MAX_TRIES) send(letter, Math.min(2 ** letter.tries, 600) * SECOND)
    else hasLost = true
  }
  const deliver = async (letter: Letter) => {
    if (weather.strikes('web crash', 0.05)) {
      onTheWay -= 1
      return again(letter)
    }
    const step = async () => {
      const answer = await gate
        .pass(process.process, `${letter.label} knocks`, 0, () => undefined)
        .then(() =>
          app.request(`http://bridge.test${letter.path}`, {
            method: 'POST',
            headers: letter.headers(),
            body: letter.body,
          }),
        )
      timeline.note(`post: ${letter.label} → ${answer.status}`)
      if (answer.status === 401 || answer.status === 400 || answer.status === 404)
        around.unexpected(`${letter.label} was answered ${answer.status}: ${await answer.text()}`)
      if (!answer.ok || weather.strikes('webhook answer lost', 0.2)) again(letter)
      else onStored()
      return 1
    }
    await process.start(`request ${++requests}`, step, () => {
      onTheWay -= 1
    })
  }
  const post = (letter: Letter) => {
    if (weather.strikes('webhook lost', 0.25)) {
      hasLost = true
      return timeline.note(`post: ${letter.label} is lost`)
    }
    const late = weather.strikes('webhook late', 0.25) ? between(random, 1, 30) * MINUTE : 0
    send(letter, between(random, 0, 3 * SECOND) + late)
    if (weather.strikes('webhook twice', 0.25)) send({ ...letter }, between(random, 0, 5 * MINUTE))
  }
  return {
    fromMagento(rows) {
      for (const row of rows) post(moduleLetter(row, timeline))
    },
    fromErp(callbacks) {
      for (const callback of callbacks) post(callbackLetter(callback))
    },
    get hasLost() {
      return hasLost
    },
    get onTheWay() {
      return onTheWay
    },
  }
}

/** The web side of the bridge: the real doors over a database that may fail. */
function openDoors(around: Surroundings): { readonly process: BridgeProcess; readonly app: Hono } {
  const process = createBridgeProcess(createProcess('web'), around)
  const clock = { now: () => new Date(around.timeline.now()) }
  const writer = createDeliveryWriter(around.connections.admin, clock, () => {})
  const app = createWebhookApp({
    context: process.context,
    deliveries: {
      store: delivery => around.gate.pass(process.process, 'store delivery', 0, () => writer.store(delivery)),
    },
    fetchAdobeKey: () => Promise.reject(new Error('no Adobe here')),
  })
  return { process, app }
}

function moduleLetter(row: OutboxRow, timeline: Surroundings['timeline']): Letter {
  const body = JSON.stringify({ events: [toEvent(row)] })
  const id = `msg_${row.id}`
  return {
    label: `magento ${row.type} ${row.entity_id}`,
    path: `/magento/${STORE}`,
    body,
    tries: 0,
    headers: () => {
      const timestamp = String(Math.floor(timeline.now() / 1000))
      return {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': sign(WEBHOOK_SECRET, id, timestamp, body),
      }
    },
  }
}

function callbackLetter({ label, headers, body }: ErpCallback): Letter {
  const length = String(Buffer.byteLength(body))
  return {
    label: `erp ${label}`,
    path: `/erp/${CONNECTION}`,
    body,
    tries: 0,
    headers: () => ({ ...headers, 'content-length': length }),
  }
}
