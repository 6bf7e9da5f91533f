import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { RawAnswer } from './magento-call.ts'
import { call as callSimulated, closeAll, start } from './magento-start.ts'
import { openTarget, placeGuestOrder } from './magento-target.ts'

/**
 * The companion module's routes, asked one by one: of the module in a real Magento when MAGENTO_URL says where (the
 * environment is that of magento-target.ts), else of the simulated one. Both have to answer the same.
 */
interface Shop {
  call(method: string, path: string, body?: unknown): Promise<RawAnswer>
  placeOrder(qty: number): Promise<number>
}

let shop: Shop

async function openShop(): Promise<Shop> {
  if (process.env.MAGENTO_URL) {
    const target = await openTarget(process.env)
    return { call: target.call, placeOrder: qty => placeGuestOrder(target, target.sku, qty) }
  }
  const magento = await start()
  return {
    call: (method, path, body) => callSimulated(magento, method, path, body),
    placeOrder: async () => magento.placeOrder('guest-simple').entity_id,
  }
}

beforeAll(async () => {
  shop = await openShop()
})
afterAll(closeAll)

const ask = (method: string, path: string, body?: unknown) =>
  shop.call(method, `/rest/V1/orderbridge${path}`, body).then(({ status, json }) => ({ status, json }))

const orderSchema = z.object({
  state: z.string(),
  status: z.string(),
  items: z.array(z.object({ item_id: z.number() })).min(1),
})
const readOrder = async (id: number) =>
  orderSchema.parse((await shop.call('GET', `/rest/V1/orders/${id}?fields=state,status,items[item_id]`)).json)

/** A fresh order of two pieces, and one of its lines as the routes want it. */
async function freshOrder() {
  const id = await shop.placeOrder(2)
  const [item] = (await readOrder(id)).items
  return { id, line: (qty: number) => [{ order_item_id: item?.item_id, qty }] }
}

const made = (kind: string, created: boolean) => ({
  [`${kind}_id`]: expect.any(Number),
  increment_id: expect.stringMatching(/^\d{9,}$/),
  created,
})

describe('the module', () => {
  it('says that it is there and how its outbox stands', async () => {
    expect(await ask('GET', '/status')).toMatchObject({
      status: 200,
      json: {
        module_version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        magento_version: expect.stringMatching(/^2\.4\./),
        edition: expect.any(String),
        admin_origin: expect.stringMatching(/^https?:\/\/[^/]+$/),
        timezone: expect.stringContaining('/'),
        base_currency: expect.stringMatching(/^[A-Z]{3}$/),
        outbox: { pending: expect.any(Number), dead: expect.any(Number), last_sequence: expect.any(Number) },
      },
    })
  })

  it('answers for an order that is not there as Magento does', async () => {
    const { status, json } = await ask('POST', '/orders/999999999/status', { status: 'pending' })
    expect([status, json]).toEqual([
      404,
      { message: "The entity that was requested doesn't exist. Verify the entity and try again." },
    ])
  })
})

describe('documents of the ERP', () => {
  it('are made once each, whatever is asked how often', async () => {
    const { id, line } = await freshOrder()
    const invoice = { erp_document_id: 'B1:13:77', items: line(2), capture: 'none', comment: 'ERP', notify: false }
    expect((await ask('POST', `/orders/${id}/invoice`, invoice)).json).toEqual(made('invoice', true))
    expect((await ask('POST', `/orders/${id}/invoice`, invoice)).json).toEqual(made('invoice', false))
    const shipment = {
      erp_document_id: 'B1:15:5',
      items: line(2),
      tracks: [{ carrier_code: 'custom', title: 'GLS', number: 'A1' }],
      notify: false,
    }
    expect((await ask('POST', `/orders/${id}/shipment`, shipment)).json).toEqual(made('shipment', true))
    expect((await ask('POST', `/orders/${id}/shipment`, shipment)).json).toEqual(made('shipment', false))
    expect((await readOrder(id)).state).toBe('complete')
    const memo = {
      erp_document_id: 'B1:14:9',
      items: line(2),
      adjustment_positive: 0,
      adjustment_negative: 0,
      online: false,
    }
    expect((await ask('POST', `/orders/${id}/creditmemo`, memo)).json).toEqual(made('creditmemo', true))
    expect((await ask('POST', `/orders/${id}/creditmemo`, memo)).json).toEqual(made('creditmemo', false))
    expect((await readOrder(id)).state).toBe('closed')
  })

  it('are made once when they are asked for twice at once', async () => {
    const { id, line } = await freshOrder()
    const invoice = { erp_document_id: 'B1:13:78', items: line(1), capture: 'offline', notify: false }
    const answers = await Promise.all([1, 2].map(() => ask('POST', `/orders/${id}/invoice`, invoice)))
    const parsed = answers.map(({ json }) => z.object({ invoice_id: z.number(), created: z.boolean() }).parse(json))
    expect(parsed[0]?.invoice_id).toBe(parsed[1]?.invoice_id)
    expect(parsed.map(({ created }) => created).sort()).toEqual([false, true])
  })

  it('leave nothing behind when Magento refuses them', async () => {
    const { id, line } = await freshOrder()
    const invoice = { erp_document_id: 'B1:13:79', capture: 'none', notify: false }
    expect((await ask('POST', `/orders/${id}/invoice`, { ...invoice, items: line(99) })).status).toBe(400)
    expect((await readOrder(id)).state).toBe('new')
    expect((await ask('POST', `/orders/${id}/invoice`, { ...invoice, items: line(1) })).json).toEqual(
      made('invoice', true),
    )
  })
})

describe('the status of an order', () => {
  it('moves within the state only', async () => {
    const { id } = await freshOrder()
    const refused = await ask('POST', `/orders/${id}/status`, { status: 'complete', comment: 'ERP', notify: false })
    expect([refused.status, refused.json]).toEqual([
      400,
      {
        message: 'The status "%1" is not assigned to the state "%2" of the order.',
        parameters: ['complete', 'new'],
      },
    ])
    expect(
      (await ask('POST', `/orders/${id}/status`, { status: 'pending', comment: 'ERP', notify: false })).json,
    ).toEqual({ state: 'new', status: 'pending', changed: false })
  })

  it('is set when it is the one that was expected', async () => {
    const { id, line } = await freshOrder()
    await ask('POST', `/orders/${id}/invoice`, { erp_document_id: 'B1:13:80', items: line(1), capture: 'none' })
    const change = { status: 'fraud', comment: 'Looks strange', notify: false }
    const refused = await ask('POST', `/orders/${id}/status`, { ...change, expected_status: 'erp_picking' })
    expect([refused.status, refused.json]).toEqual([
      400,
      { message: 'The order has the status "%1", not "%2".', parameters: ['processing', 'erp_picking'] },
    ])
    expect((await ask('POST', `/orders/${id}/status`, { ...change, expected_status: 'processing' })).json).toEqual({
      state: 'processing',
      status: 'fraud',
      changed: true,
    })
    expect(await readOrder(id)).toMatchObject({ state: 'processing', status: 'fraud' })
  })
})

describe('what the bridge tells about an order', () => {
  const PDF = Buffer.from('%PDF-1.7 an invoice')
  const paper = {
    erp_document_id: 'B1:13:77',
    kind: 'invoice',
    filename: 'račun 77.pdf',
    mime: 'application/pdf',
    content: PDF.toString('base64'),
    sha256: createHash('sha256').update(PDF).digest('hex'),
    visible_to_customer: true,
  }
  const state = {
    connection: 'b1',
    connection_name: 'SAP',
    erp_document_id: '12',
    erp_document_number: '12',
    state: 'open',
    message: 'in SAP',
    synced_at: '2026-03-01T09:00:00.000Z',
  }

  it('is on the order, in the answer for one and in the answer for many', async () => {
    const { id } = await freshOrder()
    const first = await ask('POST', `/orders/${id}/documents`, paper)
    expect(first.json).toEqual({ document_id: expect.any(Number), created: true })
    const again = z.object({ document_id: z.number(), created: z.boolean() })
    expect(again.parse((await ask('POST', `/orders/${id}/documents`, paper)).json)).toEqual({
      document_id: again.parse(first.json).document_id,
      created: false,
    })
    expect(
      (await ask('PUT', `/orders/${id}/sync-state`, { states: [state, { ...state, connection: 'b2' }] })).json,
    ).toBe(true)
    expect((await ask('PUT', `/orders/${id}/sync-state`, { states: [state] })).json).toBe(true)
    const trace = {
      states: [state],
      documents: [expect.objectContaining({ filename: paper.filename, sha256: paper.sha256, size: PDF.length })],
    }
    const one = await shop.call('GET', `/rest/V1/orders/${id}`)
    expect(one.json).toMatchObject({ extension_attributes: { orderbridge: trace } })
    const query = new URLSearchParams({
      'searchCriteria[filter_groups][0][filters][0][field]': 'entity_id',
      'searchCriteria[filter_groups][0][filters][0][value]': String(id),
    })
    const many = await shop.call('GET', `/rest/V1/orders?${query}`)
    expect(many.json).toMatchObject({ items: [{ extension_attributes: { orderbridge: trace } }] })
    expect((await ask('GET', `/orders/${id}/documents`)).json).toEqual([
      expect.objectContaining({ kind: 'invoice', erp_document_id: 'B1:13:77', visible_to_customer: true }),
    ])
  })

  it('is no document when it is not what it says', async () => {
    const { id } = await freshOrder()
    const page = Buffer.from('<html>Sign in</html>')
    const refusals = [
      { ...paper, sha256: '0'.repeat(64) },
      { ...paper, mime: 'application/xml' },
      { ...paper, mime: 'text/html' },
      { ...paper, kind: 'receipt' },
      { ...paper, content: '%%%' },
      { ...paper, content: page.toString('base64'), sha256: createHash('sha256').update(page).digest('hex') },
    ]
    for (const refusal of refusals) expect((await ask('POST', `/orders/${id}/documents`, refusal)).status).toBe(400)
    expect((await ask('GET', `/orders/${id}/documents`)).json).toEqual([])
  })
})

describe('events', () => {
  const pageSchema = z.object({
    events: z.array(
      z.looseObject({
        sequence: z.int(),
        type: z.string(),
        entity_type: z.string(),
        entity_id: z.int(),
        id: z.string(),
      }),
    ),
    last_sequence: z.int(),
  })
  const readEvents = async (after: number, limit = 1000) =>
    pageSchema.parse((await ask('GET', `/outbox?after=${after}&limit=${limit}`)).json)

  it('tell an order once when it is placed, then what happens to it, without gaps', async () => {
    const { last_sequence: before } = await readEvents(0, 1)
    const { id, line } = await freshOrder()
    await shop.call('POST', `/rest/V1/orders/${id}/hold`)
    await shop.call('POST', `/rest/V1/orders/${id}/unhold`)
    await ask('POST', `/orders/${id}/invoice`, { erp_document_id: 'B1:13:81', items: line(2), capture: 'none' })
    await ask('POST', `/orders/${id}/shipment`, { erp_document_id: 'B1:15:81', items: line(2), notify: false })
    const { events, last_sequence: last } = await readEvents(before)
    const types = events
      .filter(event => event.entity_type === 'order' && event.entity_id === id)
      .map(({ type }) => type)
    expect(types.filter(type => type !== 'order.updated')).toEqual([
      'order.created',
      'order.held',
      'order.unheld',
      'invoice.created',
      'shipment.created',
    ])
    expect(types[0]).toBe('order.created')
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => before + 1 + index))
    expect(last).toBe(events.at(-1)?.sequence)
  })

  it('come page by page', async () => {
    await freshOrder()
    const { events, last_sequence: last } = await readEvents(0, 1)
    expect(events.map(({ sequence }) => sequence)).toHaveLength(1)
    expect((await readEvents(last)).events).toEqual([])
  })

  it('tell a cancellation as one', async () => {
    const { last_sequence: before } = await readEvents(0, 1)
    const { id } = await freshOrder()
    expect((await shop.call('POST', `/rest/V1/orders/${id}/cancel`)).json).toBe(true)
    const { events } = await readEvents(before)
    expect(events.filter(event => event.entity_id === id).map(({ type }) => type)).toEqual([
      'order.created',
      'order.canceled',
    ])
  })
})
