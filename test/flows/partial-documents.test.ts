import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErpPlan } from '../../sandbox/erp.ts'
import type { OrderKind } from '../../sandbox/magento/shopper.ts'
import type { SourceItem } from '../../sandbox/magento/stock.ts'
import { createDocument } from '../../sandbox/sap-b1/document-post.ts'
import { type B1Document, kindOf } from '../../sandbox/sap-b1/documents.ts'
import { add, amount } from '../../src/domain/amount.ts'
import { mayCancel } from '../../src/flows/order/may-cancel.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { reconcile } from '../../src/flows/reconcile/reconcile.ts'
import { expectWhole, quantities, sidesOf, totalOf } from '../support/both-sides.ts'
import { cancel, erpOrder, finish, make } from '../support/clerk.ts'
import { openCauses, orderRow, phaseOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

/** Only the PDFs take time here, and mails have their own tests. */
const quiet = { mailInvoices: false }
const ordered = (world: World, id: number): B1Document => erpOrder(world, id)

describe('what people in the ERP make of an order in several steps', () => {
  const kinds = ['many-items', 'bundle-dynamic', 'bundle-fixed', 'configurable', 'card-authorized'] as const
  const erpPlans = ['two-deliveries', 'two-invoices', 'invoice-then-deliver', 'credit-after'] as const
  const cases = kinds.flatMap(kind => erpPlans.map(plan => ({ kind, plan })))
  const ids = new Map<string, number>()
  let world: World
  const idOf = (kind: OrderKind, plan: ErpPlan) => ids.get(`${kind} ${plan}`) ?? 0

  beforeAll(async () => {
    world = await createWorld({ policies: { capture: { default: 'offline', methods: { testcard_auth: 'online' } } } })
    for (const { kind, plan } of cases) ids.set(`${kind} ${plan}`, world.place(kind))
    await world.runUntilQuiet()
    for (const { kind, plan } of cases) finish(world, idOf(kind, plan), plan)
    await world.runUntilQuiet()
  }, 120_000)
  afterAll(() => world[Symbol.asyncDispose]())

  test.each(cases)('$kind, $plan: the same on both sides, line by line and to the cent', async ({ kind, plan }) => {
    const { erpInvoices, deliveries, creditmemos } = await expectWhole(world, idOf(kind, plan))
    const splits = kind === 'many-items' || kind === 'bundle-dynamic'
    if (plan === 'two-deliveries' && splits) expect(deliveries).toHaveLength(2)
    if (plan === 'two-invoices' && splits) expect(erpInvoices).toHaveLength(2)
    expect(creditmemos).toHaveLength(plan === 'credit-after' ? 1 : 0)
    expect(await phaseOf(world, idOf(kind, plan))).toBe('done')
  })

  test('nothing of it needs a person', async () => {
    expect(await openCauses(world)).toEqual([])
  })
})

describe('deliveries', () => {
  test('half a bundle waits for the other half: Magento ships it whole, with the second delivery', async () => {
    await using world = await createWorld({ policies: quiet })
    const id = world.place('bundle-dynamic')
    await world.runUntilQuiet()
    const order = ordered(world, id)
    const [first, ...rest] = order.DocumentLines.map(line => ({ line: line.LineNum, quantity: line.Quantity }))
    const [fields, later] = [{ TrackingNumber: 'AA1SI' }, { TrackingNumber: 'AA2SI' }]
    make(world, 'DeliveryNotes', { set: 'Orders', document: order }, { parts: first ? [first] : [], fields })
    await world.runUntilQuiet()
    expect(sidesOf(world, id).shipments).toHaveLength(0)
    expect(await storyOf(world, id)).toContainEqual(expect.stringMatching(/^Nothing to do in Magento/))
    make(world, 'DeliveryNotes', { set: 'Orders', document: ordered(world, id) }, { parts: rest, fields: later })
    await world.runUntilQuiet()
    const { shipments, order: inMagento } = sidesOf(world, id)
    expect(shipments.map(shipment => shipment.tracks.map(track => track.track_number))).toEqual([['AA1SI', 'AA2SI']])
    expect(inMagento.items.find(item => item.product_type === 'bundle')?.qty_shipped).toBe(
      inMagento.items.find(item => item.product_type === 'bundle')?.qty_ordered,
    )
  })

  test('carry their tracking numbers, several in one delivery too, with the carrier as it is mapped', async () => {
    await using world = await createWorld({
      policies: { ...quiet, carriers: { '3': { code: 'gls', title: 'GLS' } } },
    })
    const id = world.place('many-items')
    await world.runUntilQuiet()
    const order = ordered(world, id)
    make(
      world,
      'DeliveryNotes',
      { set: 'Orders', document: order },
      { fields: { TrackingNumber: 'AA111SI, AA222SI;AA333SI', TransportationCode: 3 } },
    )
    await world.runUntilQuiet()
    const [shipment] = sidesOf(world, id).shipments
    expect(shipment?.tracks.map(track => [track.track_number, track.carrier_code, track.title])).toEqual([
      ['AA111SI', 'gls', 'GLS'],
      ['AA222SI', 'gls', 'GLS'],
      ['AA333SI', 'gls', 'GLS'],
    ])
  })

  describe('of a company whose goods leave with the invoice', () => {
    const withInvoice = () => createWorld({ policies: quiet, settings: { invoicesDeliver: true } })

    test('an invoice made from the order ships it in Magento, part by part, and both sides agree', async () => {
      await using world = await withInvoice()
      const id = world.place('many-items')
      await world.runUntilQuiet()
      const order = ordered(world, id)
      const [first, ...rest] = order.DocumentLines.map(line => ({ line: line.LineNum, quantity: line.Quantity }))
      const fields = { TrackingNumber: 'AA1SI' }
      make(world, 'Invoices', { set: 'Orders', document: order }, { parts: first ? [first] : [], fields })
      await world.runUntilQuiet()
      expect(sidesOf(world, id).shipments.map(({ items, tracks }) => [items.length, tracks.length])).toEqual([[1, 1]])
      expect((await mayCancel(world.ctx, { store: STORE, magentoId: id })).allowed).toBe(false)
      make(world, 'Invoices', { set: 'Orders', document: ordered(world, id) }, { parts: rest })
      await world.runUntilQuiet()
      const { shipments, invoices, order: inMagento } = sidesOf(world, id)
      expect([shipments.length, invoices.length, inMagento.state]).toEqual([2, 2, 'complete'])
      expect(await phaseOf(world, id)).toBe('done')
      world.clock.pass(16 * 60)
      const to = new Date(world.clock.now().getTime() + 1_000)
      const window = { store: STORE, from: new Date(to.getTime() - 86_400_000), to, unfinishedToo: true }
      expect(await reconcile(world.ctx, window)).toMatchObject({ read: 1, found: 0, healed: 0 })
    })

    test.each(['deliver-then-invoice', 'two-deliveries', 'invoice-then-deliver'] as const)(
      '%s: what was delivered, or is only invoiced ahead, is shipped once, by its delivery',
      async plan => {
        await using world = await createWorld({ settings: { invoicesDeliver: true } })
        const id = world.place('many-items')
        await world.runUntilQuiet()
        finish(world, id, plan)
        await world.runUntilQuiet()
        const { shipments, deliveries } = await expectWhole(world, id)
        expect(shipments).toHaveLength(deliveries.length)
        expect(await openCauses(world)).toEqual([])
      },
    )
  })

  describe('of a shop with several sources', () => {
    const twoWarehouses = (maribor: string) =>
      createWorld({
        policies: { ...quiet, catalog: { stock: { sources: { '01': 'default', '02': maribor } } } },
        settings: { warehouses: { default: '01', skuPrefixes: { 'S-01': '02' } } },
        magento: { sources: ['maribor'] },
      })
    const inStock = (world: World, source: string) =>
      world.magento
        .list<SourceItem>('source_items')
        .filter(row => row.source_code === source)
        .reduce((sum, row) => sum + row.quantity, 0)

    test('leave from the sources that their warehouses fill: one delivery of two warehouses is two shipments', async () => {
      await using world = await twoWarehouses('maribor')
      const id = world.place('many-items')
      await world.runUntilQuiet()
      const before = [inStock(world, 'default'), inStock(world, 'maribor')] as const
      const fields = { TrackingNumber: 'AA1SI' }
      make(world, 'DeliveryNotes', { set: 'Orders', document: ordered(world, id) }, { fields })
      await world.runUntilQuiet()
      const { shipments, order } = sidesOf(world, id)
      const numbers = shipments.map(({ tracks }) => tracks.map(track => track.track_number))
      expect(numbers).toEqual([['AA1SI'], ['AA1SI']])
      expect(quantities(order, ...shipments)).toEqual(
        order.items.map(item => `${item.item_id} × ${item.qty_ordered}`).sort(),
      )
      const [ljubljana, maribor] = shipments
      expect([inStock(world, 'default'), inStock(world, 'maribor')]).toEqual([
        before[0] - (ljubljana?.total_qty ?? 0),
        before[1] - (maribor?.total_qty ?? 0),
      ])
      expect(maribor?.items.every(({ sku }) => sku?.startsWith('S-01'))).toBe(true)
      expect(await openCauses(world)).toEqual([])
    })

    test('go out by the source that is named by then, when one that Magento does not know was tried in vain', async () => {
      await using world = await twoWarehouses('celje')
      const id = world.place('many-items')
      await world.runUntilQuiet()
      make(world, 'DeliveryNotes', { set: 'Orders', document: ordered(world, id) })
      for (let minute = 0; minute < 30; minute += 1) await world.pass(60)
      expect(await openCauses(world)).toEqual([expect.stringMatching(/^not_taken:magento:magento.shipment.create:/)])
      await world.configure({
        policies: { catalog: { stock: { sources: { '01': 'default', '02': 'maribor' } } } },
      })
      await retryOrder(world.ctx, { store: STORE, orderId: (await orderRow(world, id)).id })
      await world.runUntilQuiet()
      const { shipments } = sidesOf(world, id)
      expect(shipments.map(({ extension_attributes: has }) => has)).toMatchObject([
        { source_code: 'default' },
        { source_code: 'maribor' },
      ])
      expect(await openCauses(world)).toEqual([])
    })
  })

  test('of a part leave what a card has authorized alone: the invoices charge it, to the cent', async () => {
    await using world = await createWorld({
      policies: { ...quiet, capture: { default: 'offline', methods: { testcard_auth: 'online' } } },
    })
    const id = world.place('card-authorized')
    await world.runUntilQuiet()
    const before = sidesOf(world, id).order
    const order = ordered(world, id)
    const [line] = order.DocumentLines
    const parts = [{ line: line?.LineNum ?? 0, quantity: 1 }]
    make(world, 'DeliveryNotes', { set: 'Orders', document: order }, { parts })
    await world.runUntilQuiet()
    const after = sidesOf(world, id)
    expect(after.shipments.map(({ total_qty }) => total_qty)).toEqual([1])
    expect(after.invoices).toEqual([])
    expect([after.order.state, after.order.payment]).toEqual(['processing', before.payment])
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    const { invoices, order: charged } = sidesOf(world, id)
    expect(invoices.every(({ transaction_id }) => typeof transaction_id === 'string')).toBe(true)
    expect(add(...invoices.map(({ grand_total }) => amount(grand_total)))).toBe(amount(charged.grand_total))
  })

  test('that are cancelled in the ERP are left to people: Magento cannot take a shipment back', async () => {
    await using world = await createWorld({ policies: quiet })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    const delivery = make(world, 'DeliveryNotes', { set: 'Orders', document: ordered(world, id) })
    await world.runUntilQuiet()
    cancel(world, 'DeliveryNotes', delivery)
    await world.runUntilQuiet()
    expect(sidesOf(world, id).shipments).toHaveLength(1)
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^by_hand:b1:shipment/)])
  })

  test('that are made and cancelled before anybody heard of them do nothing in Magento', async () => {
    await using world = await createWorld({ policies: quiet })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    cancel(world, 'DeliveryNotes', make(world, 'DeliveryNotes', { set: 'Orders', document: ordered(world, id) }))
    make(world, 'DeliveryNotes', { set: 'Orders', document: ordered(world, id) })
    await world.runUntilQuiet()
    expect(sidesOf(world, id).shipments).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })
})

describe('invoices', () => {
  test('that are cancelled in the ERP are refunded in Magento', async () => {
    await using world = await createWorld({ policies: quiet })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    const invoice = make(world, 'Invoices', { set: 'Orders', document: ordered(world, id) })
    await world.runUntilQuiet()
    cancel(world, 'Invoices', invoice)
    await world.runUntilQuiet()
    const { creditmemos, invoices } = sidesOf(world, id)
    expect(creditmemos.map(memo => memo.grand_total)).toEqual(invoices.map(one => one.grand_total))
    expect(await openCauses(world)).toEqual([])
  })

  test('for an order that is cancelled in Magento are for people, and nothing is mailed', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    make(world, 'Invoices', { set: 'Orders', document: ordered(world, id) })
    await (await world.remotes.magento('main')).cancelOrder(id)
    await world.runUntilQuiet()
    expect((await openCauses(world)).sort()).toEqual([
      expect.stringMatching(/^refused:(b1:sales_document.cancel|magento:magento.invoice.create)/),
    ])
    expect(world.mailbox.messages()).toEqual([])
  })

  test('over two orders of one customer: each order gets its own invoice and the file, the customer one mail', async () => {
    await using world = await createWorld()
    const [first, second] = [world.place('customer'), world.place('customer')]
    const [a, b] = [world.magento.order(first), world.magento.order(second)]
    if (a && b) {
      const { customer_id, customer_email, customer_group_id } = a
      world.magento.importOrder({ ...b, customer_id: customer_id ?? 0, customer_email, customer_group_id })
    }
    await world.runUntilQuiet()
    const collective = collectiveInvoice(world, [first, second])
    await world.runUntilQuiet()
    for (const id of [first, second]) {
      const { order, invoices, files } = sidesOf(world, id)
      expect(invoices.map(invoice => invoice.grand_total)).toEqual([order.grand_total])
      expect(invoices.map(invoice => quantities(order, invoice))).toEqual([
        order.items.map(item => `${item.item_id} × ${item.qty_ordered}`),
      ])
      expect(files).toHaveLength(1)
      expect(await storyOf(world, id)).toContainEqual(expect.stringContaining(`Invoice ${collective.DocNum}`))
    }
    expect(world.mailbox.messages()).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })

  test('over orders of two customers are mailed to neither: each would read what the other bought', async () => {
    await using world = await createWorld({
      policies: { guests: 'collective' },
      settings: { subjects: { collective: 'C-WEB' } },
    })
    const ids = [world.place('guest-simple'), world.place('guest-simple')]
    await world.runUntilQuiet()
    collectiveInvoice(world, ids)
    await world.runUntilQuiet()
    expect(world.mailbox.messages()).toEqual([])
    for (const id of ids) {
      expect(sidesOf(world, id).invoices).toHaveLength(1)
      expect(await storyOf(world, id)).toContainEqual(expect.stringMatching(/is not mailed: .*several customers/))
    }
  })
})

/** One invoice with all lines of these orders. */
function collectiveInvoice(world: World, ids: readonly number[]): B1Document {
  const orders = ids.map(id => ordered(world, id))
  const [first] = orders
  if (!first) throw new Error('no orders')
  return world.b1.transact(work =>
    createDocument(work, kindOf('Invoices'), {
      CardCode: first.CardCode,
      DocumentLines: orders.flatMap(order =>
        order.DocumentLines.map(line => ({
          BaseType: 17,
          BaseEntry: order.DocEntry,
          BaseLine: line.LineNum,
          Quantity: line.Quantity,
        })),
      ),
    }),
  )
}

describe('credit notes', () => {
  test('of one piece, then of the rest: Magento gives back the same, and the order is closed at the end', async () => {
    await using world = await createWorld({ policies: quiet })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    const [invoice] = sidesOf(world, id).erpInvoices
    if (!invoice) throw new Error('no invoice')
    const [line] = invoice.DocumentLines
    const quantity = line?.Quantity ?? 0
    expect(quantity).toBeGreaterThan(1)
    const first = make(
      world,
      'CreditNotes',
      { set: 'Invoices', document: invoice },
      { parts: [{ line: 0, quantity: 1 }] },
    )
    await world.runUntilQuiet()
    const rest = make(
      world,
      'CreditNotes',
      { set: 'Invoices', document: invoice },
      { parts: [{ line: 0, quantity: quantity - 1 }] },
    )
    await world.runUntilQuiet()
    const { creditmemos, order } = sidesOf(world, id)
    expect(creditmemos.map(memo => String(memo.grand_total))).toEqual([first, rest].map(note => totalOf(note)))
    expect(order.state).toBe('closed')
    expect(await openCauses(world)).toEqual([])
    expect(await phaseOf(world, id)).toBe('done')
  })
})
