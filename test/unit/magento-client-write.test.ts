import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningMagento } from '../../sandbox/magento/server.ts'
import { amount, ZERO } from '../../src/domain/amount.ts'
import type { RemoteError } from '../../src/domain/errors.ts'
import type { Magento } from '../../src/magento/contract.ts'
import { allItems, clientOf, startStore } from './magento-simulator.ts'

const errorOf = async (work: Promise<unknown>): Promise<RemoteError> =>
  work.then(
    () => {
      throw new Error('it went through')
    },
    (error: RemoteError) => error,
  )

describe.each([
  ['plain Magento', false],
  ['the companion module', true],
])('through %s', (_, module) => {
  let shop: RunningMagento
  let magento: Magento
  let calls: string[]

  beforeAll(async () => {
    ;({ shop, magento, calls } = await startStore({ module }))
  })
  afterAll(() => shop.close())

  const place = (kind: Parameters<RunningMagento['placeOrder']>[0]) => {
    const orderId = shop.placeOrder(kind).entity_id
    return { orderId, items: allItems(shop, orderId) }
  }
  const invoiceOf = (order: ReturnType<typeof place>, erpDocumentId: string) =>
    ({ ...order, erpDocumentId, capture: 'offline', comment: 'Invoice 77' }) as const
  const shipmentOf = (order: ReturnType<typeof place>, erpDocumentId: string) =>
    ({ ...order, erpDocumentId, tracks: [], notify: false, comment: 'Delivery 5' }) as const
  const creditMemoOf = (order: ReturnType<typeof place>, erpDocumentId: string) => ({
    ...order,
    erpDocumentId,
    shippingAmount: ZERO,
    adjustmentPositive: ZERO,
    adjustmentNegative: ZERO,
    online: false,
    comment: 'Credit note 9',
  })

  it('knows whether the module is there, and asks once', async () => {
    expect(await magento.hasModule()).toBe(module)
    calls.length = 0
    expect(await magento.hasModule()).toBe(module)
    expect(calls).toEqual([])
  })

  it('invoices and ships an order, which completes it, and repeats change nothing', async () => {
    const order = place('two-vat-rates')
    const invoice = await magento.createInvoice(invoiceOf(order, 'B1:invoice:77'))
    expect(invoice).toMatchObject({ id: expect.any(Number), created: true })
    const shipment = await magento.createShipment({
      ...shipmentOf(order, 'B1:delivery:5'),
      tracks: [{ carrierCode: 'custom', title: 'GLS', number: '0123' }],
    })
    expect(shop.order(order.orderId)?.state).toBe('complete')
    const again = clientOf(shop).magento
    expect(await again.createInvoice(invoiceOf(order, 'B1:invoice:77'))).toMatchObject({
      id: invoice.id,
      created: false,
    })
    expect(await again.createShipment(shipmentOf(order, 'B1:delivery:5'))).toMatchObject({
      id: shipment.id,
      created: false,
    })
    expect(await magento.readDocuments([order.orderId])).toHaveLength(2)
  })

  it('makes two invoices for two ERP documents, each with its lines', async () => {
    const order = place('two-vat-rates')
    const [first, ...rest] = order.items
    if (!first) throw new Error('no items')
    await magento.createInvoice(invoiceOf({ ...order, items: [first] }, 'B1:invoice:1'))
    await magento.createInvoice(invoiceOf({ ...order, items: rest }, 'B1:invoice:11'))
    const documents = await magento.readDocuments([order.orderId])
    expect(documents.map(document => document.items)).toEqual([[first], rest])
    expect(await magento.findByErpDocument(order.orderId, 'invoice', 'B1:invoice:1')).toMatchObject({
      id: documents[0]?.id,
    })
    expect(await magento.findByErpDocument(order.orderId, 'invoice', 'B1:invoice')).toBeUndefined()
    expect(await magento.findByErpDocument(order.orderId, 'creditmemo', 'B1:invoice:1')).toBeUndefined()
  })

  it('leaves the outcome open when the connection breaks after the work, and the next try finds it', async () => {
    const order = place('guest-simple')
    for (const [path, write] of [
      ['/invoice', () => magento.createInvoice(invoiceOf(order, 'B1:invoice:8'))],
      ['/ship', () => magento.createShipment(shipmentOf(order, 'B1:delivery:8'))],
      ['/refund', () => magento.createCreditMemo(creditMemoOf(order, 'B1:credit:8'))],
    ] as const) {
      const match = path === '/refund' && module ? '/creditmemo' : path
      shop.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: match } })
      expect(await errorOf(write())).toMatchObject({ name: 'RemoteError', errorClass: 'unknown' })
      expect(await write()).toMatchObject({ created: false })
    }
    expect(await magento.readDocuments([order.orderId])).toHaveLength(3)
  })

  it('leaves the outcome open after a 500, and the next try does the work', async () => {
    const order = place('guest-simple')
    shop.faults.add({ kind: 'deadlock500', match: { method: 'POST', path: '/invoice' } })
    expect(await errorOf(magento.createInvoice(invoiceOf(order, 'B1:invoice:9')))).toMatchObject({
      errorClass: 'unknown',
    })
    expect(await magento.createInvoice(invoiceOf(order, 'B1:invoice:9'))).toMatchObject({ created: true })
  })

  it('calls maintenance and a redirect what they are', async () => {
    const order = place('guest-simple')
    shop.faults.add({ kind: 'maintenance503', match: { method: 'POST', path: '/ship' } })
    expect(await errorOf(magento.createShipment(shipmentOf(order, 'B1:d:1')))).toMatchObject({
      code: 'magento:maintenance',
      errorClass: 'transient',
    })
    shop.faults.add({ kind: 'redirect302' })
    expect(await errorOf(magento.readOrders([1]))).toMatchObject({ code: 'magento:redirect', errorClass: 'permanent' })
    shop.faults.add({ kind: 'html200' })
    expect(await errorOf(magento.readOrders([1]))).toMatchObject({ errorClass: 'transient' })
    // Twice: a read on a kept connection is sent once more.
    shop.faults.add({ kind: 'dropBefore', times: 2 })
    expect(await errorOf(magento.readOrders([1]))).toMatchObject({ errorClass: 'transient' })
  })

  it('refuses a document without lines, which Magento would take for one with all of them', async () => {
    const order = { ...place('guest-simple'), items: [] }
    expect(await errorOf(magento.createInvoice(invoiceOf(order, 'B1:i:1')))).toMatchObject({
      errorClass: 'permanent',
      code: 'magento:no_lines',
    })
    expect(await errorOf(magento.createShipment(shipmentOf(order, 'B1:d:1')))).toMatchObject({
      code: 'magento:no_lines',
    })
    expect(await magento.readDocuments([order.orderId])).toEqual([])
  })

  it("gives Magento's reason when it refuses for good", async () => {
    const order = place('guest-simple')
    await magento.cancelOrder(order.orderId)
    const error = await errorOf(magento.createInvoice(invoiceOf(order, 'B1:invoice:5')))
    expect(error).toMatchObject({ errorClass: 'permanent', status: 400 })
    expect(error.message).toContain('An invoice cannot be created when an order has a status of canceled')
    expect(await errorOf(magento.createInvoice(invoiceOf({ ...order, orderId: 999_999 }, 'B1:i:1')))).toMatchObject({
      code: 'magento:404',
    })
  })

  it('refunds one line and leaves the others alone', async () => {
    const order = place('two-vat-rates')
    await magento.createInvoice(invoiceOf(order, 'B1:invoice:1'))
    const [first] = order.items
    if (!first) throw new Error('no items')
    await magento.createCreditMemo(
      creditMemoOf({ ...order, items: [{ ...first, quantity: amount(1) }] }, 'B1:credit:1'),
    )
    const refunded = shop.order(order.orderId)?.items.map(item => item.qty_refunded ?? 0)
    expect(refunded).toEqual(order.items.map(item => (item === first ? 1 : 0)))
  })

  it('refunds nothing but the adjustment when no line is credited', async () => {
    const order = place('guest-simple')
    await magento.createInvoice(invoiceOf(order, 'B1:invoice:1'))
    const memo = { ...creditMemoOf({ ...order, items: [] }, 'B1:credit:1'), adjustmentPositive: amount('2') }
    await magento.createCreditMemo(memo)
    const documents = await magento.readDocuments([order.orderId])
    expect(documents.find(document => document.kind === 'creditmemo')?.grandTotal).toBe('2')
  })

  it('refunds a bundle by its parts when these carry the money', async () => {
    const order = place('bundle-dynamic')
    await magento.createInvoice(invoiceOf(order, 'B1:invoice:1'))
    const bundle = shop.order(order.orderId)?.items.find(item => item.product_type === 'bundle')
    if (!bundle) throw new Error('no bundle')
    const one = [{ orderItemId: bundle.item_id, quantity: amount(1) }]
    await magento.createCreditMemo(creditMemoOf({ ...order, items: one }, 'B1:credit:1'))
    const parts = shop.order(order.orderId)?.items.filter(item => item.parent_item_id === bundle.item_id) ?? []
    expect(parts.map(part => part.qty_refunded)).toEqual(parts.map(part => part.qty_ordered / bundle.qty_ordered))
  })

  it('cancels an order once and for all, and says when it cannot be cancelled', async () => {
    const { orderId } = place('guest-simple')
    expect(await magento.cancelOrder(orderId)).toBe(true)
    expect(await magento.cancelOrder(orderId)).toBe(true)
    expect(shop.order(orderId)?.state).toBe('canceled')
    const done = place('virtual')
    await magento.createInvoice(invoiceOf(done, 'B1:invoice:3'))
    expect(await magento.cancelOrder(done.orderId)).toBe(false)
  })

  it('writes a comment once, emoji and all, without touching the status', async () => {
    const { orderId } = place('guest-simple')
    for (const comment of ['Accepted 😀 <b>by</b> the ERP', 'Accepted 😀 <b>by</b> the ERP', 'Accepted']) {
      await magento.addComment(orderId, comment)
    }
    expect(shop.order(orderId)?.status_histories).toHaveLength(2)
    expect(shop.order(orderId)?.status).toBe('pending')
    expect(shop.order(orderId)?.status_histories?.every(history => history.is_visible_on_front === 0)).toBe(true)
  })

  const stateOf = (state: string, message = '') => ({
    connection: 'b1-main',
    connectionName: 'SAP Business One',
    erpDocumentId: '1042',
    erpDocumentNumber: '90042',
    state,
    message,
    syncedAt: '2026-01-31T10:00:00Z',
  })

  if (module) {
    it('sets a status of the present state, once, and no other', async () => {
      const { orderId } = place('guest-simple')
      await magento.setStatus(orderId, 'erp_accepted', 'Accepted by the ERP')
      await magento.setStatus(orderId, 'erp_accepted', 'Accepted by the ERP')
      expect(shop.order(orderId)).toMatchObject({ state: 'new', status: 'erp_accepted' })
      expect(shop.order(orderId)?.status_histories).toHaveLength(1)
      expect(await errorOf(magento.setStatus(orderId, 'complete', ''))).toMatchObject({ errorClass: 'permanent' })
    })

    it('keeps the sync state with the order', async () => {
      const { orderId } = place('guest-simple')
      await magento.putSyncState(orderId, [stateOf('confirmed')])
      const [order] = await magento.readOrders([orderId])
      expect(order).toMatchObject({
        extension_attributes: {
          orderbridge: { states: [{ connection: 'b1-main', state: 'confirmed', erp_document_number: '90042' }] },
        },
      })
    })

    it('attaches a PDF once', async () => {
      const { orderId } = place('guest-simple')
      const content = Buffer.from('%PDF-1.7 invoice')
      const input = {
        orderId,
        erpDocumentId: 'B1:invoice:1',
        kind: 'invoice',
        filename: 'invoice-1.pdf',
        mime: 'application/pdf',
        content,
        sha256: createHash('sha256').update(content).digest('hex'),
        visibleToCustomer: true,
      } as const
      const made = await magento.attachDocument(input)
      expect(made).toMatchObject({ documentId: expect.any(Number), created: true })
      expect(await magento.attachDocument(input)).toEqual({ documentId: made?.documentId, created: false })
      const broken = { ...input, sha256: 'a'.repeat(64) }
      expect(await errorOf(magento.attachDocument(broken))).toMatchObject({ errorClass: 'permanent' })
    })

    it('reads the outbox from a place on', async () => {
      const before = await magento.readOutbox(0, 1000)
      const { orderId } = place('guest-simple')
      const page = await magento.readOutbox(before?.lastSequence ?? 0, 100)
      expect(page?.events[0]).toMatchObject({ type: 'order.created', entityType: 'order', entityId: orderId })
      expect(page?.events[0]?.sequence).toBe((before?.lastSequence ?? 0) + 1)
      expect(await magento.readOutbox(page?.lastSequence ?? 0, 100)).toMatchObject({ events: [] })
    })
  } else {
    it('says a status in a comment, since nothing safe can set it', async () => {
      const { orderId } = place('guest-simple')
      await magento.setStatus(orderId, 'erp_accepted', 'Accepted by the ERP')
      expect(shop.order(orderId)).toMatchObject({ state: 'new', status: 'pending' })
      expect(shop.order(orderId)?.status_histories?.map(history => history.comment)).toEqual(['Accepted by the ERP'])
    })

    it('writes one comment per change of the sync state, also when an older state comes back', async () => {
      const { orderId } = place('guest-simple')
      for (const state of [
        stateOf('open'),
        stateOf('open', 'another word for the same'),
        stateOf('confirmed'),
        stateOf('open'),
        { ...stateOf('open'), connection: 'b1' },
      ]) {
        await magento.putSyncState(orderId, [state])
      }
      const comments = shop.order(orderId)?.status_histories?.map(history => history.comment)
      expect(comments).toEqual([
        'SAP Business One 90042 open\n[orderbridge sync b1-main 1042 open]',
        'SAP Business One 90042 confirmed\n[orderbridge sync b1-main 1042 confirmed]',
        'SAP Business One 90042 open\n[orderbridge sync b1-main 1042 open]',
        'SAP Business One 90042 open\n[orderbridge sync b1 1042 open]',
      ])
    })

    it('has nothing to attach to and no outbox', async () => {
      const content = Buffer.from('%PDF-1.7')
      const input = {
        orderId: 1,
        erpDocumentId: 'x',
        kind: 'other',
        filename: 'x.pdf',
        mime: 'application/pdf',
        content,
        sha256: '',
        visibleToCustomer: false,
      } as const
      expect(await magento.attachDocument(input)).toBeUndefined()
      expect(await magento.readOutbox(0, 10)).toBeUndefined()
    })

    it('charges a card only when told to, and refunds it by its invoice', async () => {
      const order = place('card-authorized')
      const capture = { ...invoiceOf(order, 'B1:invoice:1'), capture: 'online' } as const
      await magento.createInvoice(capture)
      await magento.createCreditMemo({ ...creditMemoOf(order, 'B1:credit:1'), online: true })
      const kinds = (await magento.readDocuments([order.orderId])).map(document => document.kind)
      expect(kinds).toEqual(['invoice', 'creditmemo'])
      expect(calls.some(call => /^POST \/invoice\/\d+\/refund$/.test(call))).toBe(true)
    })

    it('does not refund by an invoice that does not hold the lines', async () => {
      const order = place('card-authorized')
      const memo = { ...creditMemoOf(order, 'B1:credit:1'), online: true }
      expect(await errorOf(magento.createCreditMemo(memo))).toMatchObject({
        code: 'magento:no_invoice_to_refund',
        errorClass: 'permanent',
      })
    })
  }
})

it('adopts the document of an earlier try that was still under way when it looked', async () => {
  const { shop, magento } = await startStore({ module: false })
  const orderId = shop.placeOrder('guest-simple').entity_id
  const input = {
    orderId,
    erpDocumentId: 'B1:invoice:1',
    items: allItems(shop, orderId),
    capture: 'offline',
    comment: '',
  } as const
  // Both look before either has written; Magento lets one through and refuses the other.
  const results = await Promise.all([magento.createInvoice(input), clientOf(shop).magento.createInvoice(input)])
  expect(new Set(results.map(result => result.id)).size).toBe(1)
  expect(await magento.readDocuments([orderId])).toHaveLength(1)
  await shop.close()
})
