import { randomBytes } from 'node:crypto'
import { signOAuth1 } from '../src/magento/oauth.ts'
import type { RunningMagento } from './magento/server.ts'
import type { OrderKind } from './magento/shopper.ts'
import { workOrder } from './sap-b1/clerk.ts'
import type { B1Document } from './sap-b1/documents.ts'
import type { SapB1 } from './sap-b1/server.ts'

/** What people do around the two systems. Derived from what stands there, so that a restart changes nothing. */
export interface People {
  /** Places an order as a shopper; the kinds that need a hand get it from tick(). */
  shop(kind: OrderKind): Promise<void>
  stop(): void
}

/** After a shopper ordered: when people cancel, release, or enter what is missing. */
const CANCEL_AFTER_MS = 4_000
const RELEASE_AFTER_MS = 5_000
const ENTER_AFTER_MS = 5_000
const TICK_MS = 400

/** Orders that nobody cancels in the ERP: the money is taken, or a person in Magento has them in hand. */
const NOT_CANCELED = new Set(['card-captured', 'card-authorized', 'held-then-released'])

export function startPeople(magento: RunningMagento, b1: SapB1, clock: { now(): Date }): People {
  const planned = new Set<number>()
  const tick = async () => {
    const now = clock.now().getTime()
    for (const { order, kind } of magento.orders()) {
      const age = now - Date.parse(`${order.created_at.replace(' ', 'T')}Z`)
      if (kind === 'canceled-later' && order.state === 'new' && age > CANCEL_AFTER_MS)
        await act(magento, clock, order.entity_id, 'cancel')
      if (kind === 'held-then-released' && order.state === 'holded' && age > RELEASE_AFTER_MS)
        await act(magento, clock, order.entity_id, 'unhold')
      const sku = kind === 'unknown-item' ? order.items[0]?.sku : undefined
      if (sku && age > ENTER_AFTER_MS && !b1.list<{ ItemCode: string }>('Items').some(item => item.ItemCode === sku))
        b1.createItem(sku, `Nov izdelek ${sku}`, 19.9)
    }
    planCarefully(magento, b1, planned)
  }
  let ticking = false
  const timer = setInterval(() => {
    if (ticking) return
    ticking = true
    // A fault that is switched on may hit people too: they try again at the next tick.
    tick()
      .catch(() => {})
      .finally(() => {
        ticking = false
      })
  }, TICK_MS)
  return {
    async shop(kind) {
      const placed = magento.placeOrder(kind)
      if (kind === 'held-then-released') await act(magento, clock, placed.entity_id, 'hold')
    },
    stop: () => clearInterval(timer),
  }
}

function planCarefully(magento: RunningMagento, b1: SapB1, planned: Set<number>): void {
  const kinds = new Map(magento.orders().map(({ order, kind }) => [order.entity_id, kind]))
  for (const document of b1.list<B1Document>('Orders')) {
    if (planned.has(document.DocEntry)) continue
    planned.add(document.DocEntry)
    if (NOT_CANCELED.has(kindOf(document, kinds)) && !b1.company.journal.get('clerk', document.DocEntry))
      workOrder(b1, document.DocEntry, 'deliver-then-invoice')
  }
}

/** Orders that a person in Magento cancels are left alone by the clerk. */
export function isInHand(magento: RunningMagento): (document: B1Document) => boolean {
  return document => {
    const id = Number(
      String(document.U_OrderbridgeId ?? '')
        .split('-')
        .at(-1),
    )
    return magento.orders().some(({ order, kind }) => order.entity_id === id && kind === 'canceled-later')
  }
}

const kindOf = (document: B1Document, kinds: ReadonlyMap<number, string>): string =>
  kinds.get(
    Number(
      String(document.U_OrderbridgeId ?? '')
        .split('-')
        .at(-1),
    ),
  ) ?? ''

async function act(
  magento: RunningMagento,
  clock: { now(): Date },
  orderId: number,
  action: 'cancel' | 'hold' | 'unhold',
): Promise<void> {
  const url = `${magento.url}/rest/V1/orders/${orderId}/${action}`
  const authorization = signOAuth1({
    method: 'POST',
    url,
    credentials: magento.credentials,
    nonce: randomBytes(12).toString('hex'),
    timestamp: Math.floor(clock.now().getTime() / 1000),
  })
  await fetch(url, { method: 'POST', headers: { authorization, accept: 'application/json' } })
}
