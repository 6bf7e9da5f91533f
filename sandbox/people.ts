import { randomBytes } from 'node:crypto'
import { signOAuth1 } from '../src/magento/oauth.ts'
import { SANDBOX_STORE } from './configuration.ts'
import type { ErpOffice } from './erp.ts'
import type { RunningMagento } from './magento/server.ts'
import type { OrderKind } from './magento/shopper.ts'

/** What people do around the two systems. Derived from what stands there, so that a restart changes nothing. */
export interface People {
  /** Places an order as a shopper; the kinds that need a hand get it from tick(). */
  shop(kind: OrderKind): Promise<void>
  stop(): void
}

/** After a shopper ordered: when people cancel, are told to cancel in the ERP too, release, or enter what is missing. */
const CANCEL_AFTER_MS = 4_000
const TOLD_AFTER_MS = 12_000
const RELEASE_AFTER_MS = 5_000
const ENTER_AFTER_MS = 5_000
const TICK_MS = 400

/** Orders that nobody cancels in the ERP: the money is taken, or a person in Magento has them in hand. */
const NOT_CANCELED: readonly string[] = ['card-captured', 'card-authorized', 'held-then-released']

export function startPeople(magento: RunningMagento, erp: ErpOffice, clock: { now(): Date }): People {
  const kindOf = kindsByKey(magento)
  const tick = async () => {
    const now = clock.now().getTime()
    const told = new Set<string>()
    for (const { order, kind } of magento.orders()) {
      const age = now - Date.parse(`${order.created_at.replace(' ', 'T')}Z`)
      if (kind === 'canceled-later' && order.state === 'new' && age > CANCEL_AFTER_MS)
        await act(magento, clock, order.entity_id, 'cancel')
      if (order.state === 'canceled' && age > TOLD_AFTER_MS) told.add(`${SANDBOX_STORE}-${order.entity_id}`)
      if (kind === 'held-then-released' && order.state === 'holded' && age > RELEASE_AFTER_MS)
        await act(magento, clock, order.entity_id, 'unhold')
      const sku = kind === 'unknown-item' ? order.items[0]?.sku : undefined
      if (sku && age > ENTER_AFTER_MS) erp.enterItem(sku, `Nov izdelek ${sku}`, 19.9)
    }
    planCarefully(erp, kindOf)
    if (erp.cancelsByHand) cancelByHand(erp, told)
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

/** Orders that must not be cancelled in the ERP are planned by people, before its clerk rolls the dice. */
function planCarefully(erp: ErpOffice, kindOf: KindOf): void {
  for (const { erpId, orderbridgeId, state } of erp.salesDocuments()) {
    if (state === 'draft' || !NOT_CANCELED.includes(kindOf(orderbridgeId))) continue
    if (erp.progress(erpId) === 'untouched') erp.plan(erpId, 'deliver-then-invoice')
  }
}

/** The page of the bridge says which: its connection cannot do it. @param told our keys of their orders */
function cancelByHand(erp: ErpOffice, told: ReadonlySet<string>): void {
  for (const { erpId, orderbridgeId = '', state } of erp.salesDocuments())
    if (told.has(orderbridgeId) && state !== 'canceled' && erp.progress(erpId) !== 'finished') erp.plan(erpId, 'cancel')
}

/** What the clerk leaves alone until people have planned it: orders that are cancelled in Magento, and those not to be. */
export function isInHand(
  magento: RunningMagento,
  erp: Pick<ErpOffice, 'progress'>,
): (erpId: string, orderbridgeId: string | undefined) => boolean {
  const kindOf = kindsByKey(magento)
  return (erpId, orderbridgeId) => {
    const kind = kindOf(orderbridgeId)
    const isPlanned = kind === 'canceled-later' || NOT_CANCELED.includes(kind)
    return isPlanned && erp.progress(erpId) === 'untouched'
  }
}

type KindOf = (orderbridgeId: string | undefined) => string

/** @returns the kind of the order that our key names: "sandbox-17" is Magento's order 17. Kinds never change. */
function kindsByKey(magento: RunningMagento): KindOf {
  const known = new Map<number, string>()
  return orderbridgeId => {
    if (orderbridgeId === undefined) return ''
    const id = Number(orderbridgeId.split('-').at(-1))
    if (!known.has(id)) for (const { order, kind } of magento.orders()) known.set(order.entity_id, kind)
    return known.get(id) ?? ''
  }
}

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
