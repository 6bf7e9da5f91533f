import { afterEach, describe, expect, it } from 'vitest'
import type { RunningMagento } from '../../sandbox/magento/server.ts'
import { ORDER_KINDS, type OrderKind } from '../../sandbox/magento/shopper.ts'
import { amount } from '../../src/domain/amount.ts'
import { createMagento } from '../../src/magento/client.ts'
import type { Magento } from '../../src/magento/contract.ts'
import { translateOrder } from '../../src/magento/translate/order.ts'
import { createSend } from '../../src/outbound/send.ts'
import { closeAll, start } from './magento-start.ts'

afterEach(closeAll)

const clock = { now: () => new Date() }

const clientOf = (simulated: RunningMagento): Magento =>
  createMagento({
    store: 'main',
    baseUrl: simulated.url,
    auth: { kind: 'oauth1', ...simulated.credentials },
    send: createSend({ allow: () => true, allowPrivateNetwork: true, clock }),
    clock,
    random: Math.random,
  })

/** An order of the simulated shop as our client names its lines. */
function placed(simulated: RunningMagento, kind: OrderKind) {
  const { entity_id: orderId } = simulated.placeOrder(kind)
  const rows = simulated.order(orderId)?.items.filter(item => item.parent_item_id === undefined) ?? []
  const items = rows.map(item => ({ orderItemId: item.item_id, quantity: amount(item.qty_ordered) }))
  return { orderId, items }
}

const tracks = [{ carrierCode: 'custom', title: 'GLS', number: 'A1' }]
const KINDS = Object.keys(ORDER_KINDS).filter(
  (kind): kind is OrderKind => kind !== 'card-captured' && kind !== 'virtual',
)

for (const module of [true, false]) {
  describe(`our client and a Magento ${module ? 'with' : 'without'} the companion module`, () => {
    it('bring every kind of order to its end, each document once', async () => {
      const simulated = await start({ module, bearerAllowed: false })
      const magento = clientOf(simulated)
      for (const kind of KINDS) {
        const { orderId, items } = placed(simulated, kind)
        const key = { orderId, items, comment: 'from the ERP' }
        const invoice = { ...key, erpDocumentId: `B1:13:${orderId}`, capture: 'offline' as const }
        const made = await magento.createInvoice(invoice)
        expect([kind, await magento.createInvoice(invoice)]).toMatchObject([kind, { id: made.id, created: false }])
        const shipment = { ...key, erpDocumentId: `B1:15:${orderId}`, tracks, notify: false }
        const shipped = await magento.createShipment(shipment)
        expect([kind, await magento.createShipment(shipment)]).toMatchObject([kind, { id: shipped.id, created: false }])
        expect([kind, simulated.order(orderId)?.state]).toEqual([kind, 'complete'])
      }
    })
  })
}

describe('every kind of order that the shopper places', () => {
  it('is understood to the cent', async () => {
    const simulated = await start({ bearerAllowed: false })
    const ids = Object.keys(ORDER_KINDS).map(kind => simulated.placeOrder(kind as OrderKind).entity_id) // its own keys
    const orders = await clientOf(simulated).readOrders(ids)
    expect(orders).toHaveLength(ids.length)
    const refused = orders.map(order => translateOrder(order)).filter(translation => !translation.ok)
    expect(refused).toEqual([])
  })
})
