import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sign } from '../../sandbox/magento/outbox-relay.ts'
import { rawCall } from './magento-call.ts'
import { call, closeAll, journalFile, listen, start } from './magento-start.ts'

afterEach(closeAll)

const SECRET = `whsec_${Buffer.from('a key of the shop').toString('base64')}`
const sequences = (body: string): number[] =>
  z
    .object({ events: z.array(z.object({ sequence: z.number() })) })
    .parse(JSON.parse(body))
    .events.map(event => event.sequence)

describe('the companion module', () => {
  it('is not there in a plain Magento', async () => {
    const magento = await start({ module: false })
    const answer = await call(magento, 'GET', '/rest/V1/orderbridge/status')
    expect([answer.status, answer.json]).toEqual([404, { message: 'Request does not match any route.' }])
  })

  it('makes each document once for one ERP document', async () => {
    const magento = await start()
    const { entity_id: id } = magento.placeOrder('guest-simple')
    const items = [{ order_item_id: magento.order(id)?.items[0]?.item_id, qty: 2 }]
    const invoice = { erp_document_id: 'B1:13:77', items, capture: 'none', notify: false }
    const first = await call(magento, 'POST', `/rest/V1/orderbridge/orders/${id}/invoice`, invoice)
    const second = await call(magento, 'POST', `/rest/V1/orderbridge/orders/${id}/invoice`, invoice)
    expect(first.json).toEqual({ invoice_id: 1, increment_id: '000000001', created: true })
    expect(second.json).toEqual({ invoice_id: 1, increment_id: '000000001', created: false })
    const shipment = {
      erp_document_id: 'B1:15:5',
      items,
      tracks: [{ carrier_code: 'custom', title: 'GLS', number: 'A1' }],
      notify: false,
    }
    expect((await call(magento, 'POST', `/rest/V1/orderbridge/orders/${id}/shipment`, shipment)).json).toMatchObject({
      shipment_id: 1,
      created: true,
    })
    const memo = {
      erp_document_id: 'B1:14:9',
      items,
      shipping_amount: 8.2,
      adjustment_positive: 0,
      adjustment_negative: 0,
      online: false,
    }
    expect((await call(magento, 'POST', `/rest/V1/orderbridge/orders/${id}/creditmemo`, memo)).json).toMatchObject({
      creditmemo_id: 1,
      created: true,
    })
    expect(magento.order(id)?.state).toBe('closed')
  })

  it('changes the status within the state only', async () => {
    const magento = await start()
    const { entity_id: id } = magento.placeOrder('guest-simple')
    const path = `/rest/V1/orderbridge/orders/${id}/status`
    expect((await call(magento, 'POST', path, { status: 'erp_accepted', comment: 'ERP', notify: false })).json).toEqual(
      { state: 'new', status: 'erp_accepted', changed: true },
    )
    expect(
      (await call(magento, 'POST', path, { status: 'erp_accepted', comment: 'ERP', notify: false })).json,
    ).toMatchObject({ changed: false })
    expect((await call(magento, 'POST', path, { status: 'complete', comment: '', notify: false })).status).toBe(400)
    await call(magento, 'POST', `/rest/V1/order/${id}/invoice`, {})
    expect(magento.order(id)?.status).toBe('processing')
  })

  it('keeps a PDF once, shows it on the order, and refuses what is not what it says', async () => {
    const magento = await start()
    const { entity_id: id } = magento.placeOrder('guest-simple')
    const path = `/rest/V1/orderbridge/orders/${id}/documents`
    const content = Buffer.from('%PDF-1.7 an invoice')
    const body = {
      erp_document_id: 'B1:13:77',
      kind: 'invoice',
      filename: 'račun 77.pdf',
      mime: 'application/pdf',
      content: content.toString('base64'),
      sha256: createHash('sha256').update(content).digest('hex'),
      visible_to_customer: true,
    }
    expect((await call(magento, 'POST', path, body)).json).toEqual({ document_id: 1, created: true })
    expect((await call(magento, 'POST', path, body)).json).toEqual({ document_id: 1, created: false })
    expect((await call(magento, 'POST', path, { ...body, kind: 'other', sha256: '0'.repeat(64) })).status).toBe(400)
    expect((await call(magento, 'POST', path, { ...body, kind: 'other', mime: 'application/xml' })).status).toBe(400)
    const states = [
      {
        connection: 'b1',
        connection_name: 'SAP',
        erp_document_id: '12',
        erp_document_number: '12',
        state: 'in_erp',
        message: null,
        synced_at: null,
      },
    ]
    await call(magento, 'PUT', `/rest/V1/orderbridge/orders/${id}/sync-state`, { states })
    const order = await call(
      magento,
      'GET',
      `/rest/V1/orders/${id}?fields=extension_attributes[orderbridge[states[state],documents[filename,sha256]]]`,
    )
    expect(order.json).toEqual({
      extension_attributes: {
        orderbridge: { states: [{ state: 'in_erp' }], documents: [{ filename: body.filename, sha256: body.sha256 }] },
      },
    })
    const download = await rawCall({ method: 'GET', url: `${magento.url}/admin/orders/${id}/files/1` })
    expect([download.contentType, download.text]).toEqual(['application/pdf', content.toString()])
  })
})

describe('events out of Magento', () => {
  it('come signed, in order and without gaps', async () => {
    const bridge = await listen([])
    const magento = await start()
    const { entity_id: id } = magento.placeOrder('guest-simple')
    await call(magento, 'POST', `/rest/V1/orders/${id}/hold`)
    magento.setWebhooks({ url: bridge.url, secret: SECRET, storeCode: 'main' })
    expect(await magento.relay.deliver()).toBe(2)
    const [push] = bridge.received
    expect(push?.path).toBe('/webhooks/magento/main')
    expect(sequences(push?.body ?? '')).toEqual([1, 2])
    const {
      'webhook-id': messageId,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    } = push?.headers ?? {}
    expect(signature).toBe(sign(SECRET, String(messageId), String(timestamp), push?.body ?? ''))
  })

  it('are pushed again after a failure of the bridge, and given up after a refusal', async () => {
    const bridge = await listen([503, 204, 400])
    const magento = await start({ webhooks: { url: bridge.url, secret: SECRET, storeCode: 'main' } })
    magento.placeOrder('guest-simple')
    expect(await magento.relay.deliver()).toBe(0)
    expect(await magento.relay.deliver()).toBe(1)
    expect(bridge.received.map(push => sequences(push.body))).toEqual([[1], [1]])
    magento.placeOrder('guest-simple')
    expect(await magento.relay.deliver()).toBe(0)
    expect(magento.relay.status()).toMatchObject({ pending: 0, dead: 1 })
    expect((await call(magento, 'GET', '/rest/V1/orderbridge/outbox?after=1&limit=10')).json).toMatchObject({
      last_sequence: 2,
      events: [{ sequence: 2, type: 'order.created' }],
    })
  })

  it('wait for a bridge that is away when Magento restarts', async () => {
    const journal = await journalFile()
    const first = await start({
      journalFile: journal,
      webhooks: { url: 'http://127.0.0.1:9', secret: SECRET, storeCode: 'main' },
    })
    first.placeOrder('guest-simple')
    await first.relay.deliver()
    await first.close()
    const bridge = await listen([])
    const second = await start({
      journalFile: journal,
      webhooks: { url: bridge.url, secret: SECRET, storeCode: 'main' },
    })
    expect(await second.relay.deliver()).toBe(1)
  })
})
