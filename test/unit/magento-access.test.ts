import { createHmac } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { startMagento } from '../../sandbox/magento/server.ts'
import type { RemoteError } from '../../src/domain/errors.ts'
import { signatureBase } from '../../src/domain/oauth1.ts'
import { createMagento } from '../../src/magento/client.ts'
import type { Magento } from '../../src/magento/contract.ts'
import { createSend } from '../../src/outbound/send.ts'
import { allItems, clientOf, clock, startStore } from './magento-simulator.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer)
  closing.push(() => server.close())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

const credentials = { consumerKey: 'ck', consumerSecret: 'cs', accessToken: 'at', accessTokenSecret: 'ats' }

function clientAt(
  baseUrl: string,
  auth: Parameters<typeof createMagento>[0]['auth'] = { kind: 'oauth1', ...credentials },
): Magento {
  const send = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  return createMagento({ store: 'test', baseUrl, auth, send, clock, random: Math.random })
}

const errorOf = async (work: Promise<unknown>): Promise<RemoteError> =>
  work.then(
    () => {
      throw new Error('it went through')
    },
    (error: RemoteError) => error,
  )

const json = (response: Parameters<RequestListener>[1], status: number, body: unknown) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

describe('the port in the signature', () => {
  /** A Magento that sees its host with, or without, the port that it is called at. */
  async function storeThatSigns(withoutPort: () => boolean) {
    const tried: string[] = []
    const url = await serve((request, response) => {
      const given = [...String(request.headers.authorization).matchAll(/(\w+)="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, decodeURIComponent(value)] as const,
      )
      const parameters = given.filter(([name]) => name !== 'oauth_signature')
      const base = signatureBase(String(request.method), url + request.url, parameters, withoutPort())
      const good = createHmac('sha256', 'cs&ats').update(base).digest('base64')
      const ok = given.some(([name, value]) => name === 'oauth_signature' && value === good)
      tried.push(`${request.method} ${ok}`)
      if (ok) json(response, 200, request.method === 'GET' ? { items: [] } : true)
      else json(response, 401, { message: 'The signature is invalid. Verify and try again.' })
    })
    return { url, tried }
  }

  it('is there at first, left out when Magento does not see it, and remembered', async () => {
    const { url, tried } = await storeThatSigns(() => true)
    const magento = clientAt(url)
    await magento.readOrders([1])
    await magento.readOrders([1])
    expect(await magento.cancelOrder(1)).toBe(true)
    expect(tried).toEqual(['GET false', 'GET true', 'GET true', 'POST true'])
  })

  it('comes back when the store changes its mind, and is found out by parallel calls too', async () => {
    let withoutPort = true
    const { url, tried } = await storeThatSigns(() => withoutPort)
    const magento = clientAt(url)
    await Promise.all([magento.readOrders([1]), magento.readOrders([2]), magento.readOrders([3])])
    withoutPort = false
    await magento.readOrders([1])
    tried.length = 0
    await magento.readOrders([1])
    expect(tried).toEqual(['GET true'])
  })

  it('is not the reason when the secrets are wrong', async () => {
    const { url, tried } = await storeThatSigns(() => false)
    const magento = clientAt(url, { kind: 'oauth1', ...credentials, consumerSecret: 'other' })
    expect(await errorOf(magento.readOrders([1]))).toMatchObject({ errorClass: 'auth' })
    expect(tried).toEqual(['GET false', 'GET false'])
  })
})

describe('a refusal', () => {
  const READ_ONLY = ['Magento_Sales::actions_view', 'Magento_Sales::sales_invoice', 'Magento_Sales::shipment']

  it('for want of a permission is permanent and names the permission, while the token is good for other things', async () => {
    const { shop, magento } = await startStore({ module: false, resources: READ_ONLY })
    closing.push(() => shop.close())
    const orderId = shop.placeOrder('guest-simple').entity_id
    const input = {
      orderId,
      erpDocumentId: 'B1:invoice:1',
      items: allItems(shop, orderId),
      capture: 'offline',
      comment: '',
    } as const
    const error = await errorOf(magento.createInvoice(input))
    expect(error).toMatchObject({ errorClass: 'permanent', code: 'magento:permission:Magento_Sales::invoice' })
    expect(error.message).toContain('Magento_Sales::invoice')
    expect(await errorOf(magento.addComment(orderId, 'x'))).toMatchObject({
      code: 'magento:permission:Magento_Sales::comment',
    })
  })

  it('because the token is unknown stops the connection, whatever was asked for', async () => {
    const { shop } = await startStore({ module: false })
    closing.push(() => shop.close())
    const { magento } = clientOf(shop, { ...shop.credentials, accessToken: 'stale' })
    expect(await errorOf(magento.readOrders([1]))).toMatchObject({ errorClass: 'auth' })
  })

  it('of a bearer token, which Magento does not take unless told to, stops the connection', async () => {
    const { shop } = await startStore({ module: false })
    closing.push(() => shop.close())
    const magento = clientAt(shop.url, { kind: 'bearer', token: shop.credentials.accessToken })
    for (const work of [magento.readOrders([1]), magento.readStoreViews(), magento.cancelOrder(1)]) {
      expect(await errorOf(work)).toMatchObject({ errorClass: 'auth', code: 'magento:401' })
    }
    const open = await startMagento({ clock, random: Math.random, module: false, bearerAllowed: true })
    closing.push(() => open.close())
    const allowed = clientAt(open.url, { kind: 'bearer', token: open.credentials.accessToken })
    expect(await allowed.readOrders([1])).toEqual([])
  })

  it('shows no secret', async () => {
    const { shop } = await startStore({ module: false })
    closing.push(() => shop.close())
    const secrets = { ...shop.credentials, consumerSecret: 'hush-consumer', accessTokenSecret: 'hush-token' }
    const error = await errorOf(clientOf(shop, secrets).magento.readOrders([1]))
    expect(`${error.message} ${error.code} ${JSON.stringify(error)}`).not.toMatch(/hush/)
  })
})

describe('the companion module', () => {
  it('that is gone is noticed: the write is tried again later, then through plain Magento', async () => {
    let installed = true
    let hits = 0
    const url = await serve((request, response) => {
      hits++
      const path = String(request.url)
      if (path.includes('/orderbridge/') && !installed)
        json(response, 404, { message: 'Request does not match any route.' })
      else if (path.endsWith('/status'))
        json(response, 200, { module_version: '1.0.0', magento_version: '2.4.7', edition: 'Community' })
      else json(response, 200, path.includes('/comments') && request.method === 'GET' ? { items: [] } : true)
    })
    const magento = clientAt(url)
    expect(await magento.hasModule()).toBe(true)
    installed = false
    expect(await errorOf(magento.putSyncState(1, []))).toMatchObject({
      errorClass: 'transient',
      code: 'magento:module_gone',
    })
    expect(await magento.hasModule()).toBe(false)
    hits = 0
    await magento.putSyncState(1, [])
    expect(hits).toBe(0)
  })

  it('is asked for again after an hour', async () => {
    const shop = await startMagento({ clock, random: Math.random, module: true })
    closing.push(() => shop.close())
    let now = new Date()
    const asked: string[] = []
    const send = createSend({
      allow: () => true,
      allowPrivateNetwork: true,
      clock,
      onExchange: exchange => asked.push(exchange.url),
    })
    const auth = { kind: 'oauth1', ...shop.credentials } as const
    const magento = createMagento({
      store: 't',
      baseUrl: shop.url,
      auth,
      send,
      clock: { now: () => now },
      random: Math.random,
    })
    await magento.hasModule()
    now = new Date(now.getTime() + 59 * 60_000)
    await magento.hasModule()
    expect(asked).toHaveLength(1)
    now = new Date(now.getTime() + 60_000)
    await magento.hasModule()
    expect(asked).toHaveLength(2)
  })

  it('whose permission is missing is not taken for absent', async () => {
    const { shop, magento } = await startStore({ module: true, resources: ['Magento_Sales::actions_view'] })
    closing.push(() => shop.close())
    expect(await errorOf(magento.hasModule())).toMatchObject({
      code: 'magento:permission:Orderbridge_Connector::api',
      errorClass: 'permanent',
    })
  })
})

describe('answers that Magento never gives', () => {
  it.each([
    ['no JSON', 'oops'],
    ['another shape', '{"items":"many"}'],
  ])('%s: a read fails for good, a write stays open', async (_, body) => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    })
    const magento = clientAt(url)
    const expected = { code: 'magento:unexpected_answer' }
    expect(await errorOf(magento.readOrders([1]))).toMatchObject({ ...expected, errorClass: 'permanent' })
    expect(await errorOf(magento.cancelOrder(1))).toMatchObject({ ...expected, errorClass: 'unknown' })
  })
})

describe('diagnose', () => {
  const failing = async (magento: Magento) => (await magento.diagnose()).filter(finding => !finding.ok)

  it('finds nothing wrong with a store in order, with and without the module', async () => {
    for (const module of [true, false]) {
      const { shop, magento } = await startStore({ module })
      closing.push(() => shop.close())
      const findings = await magento.diagnose()
      expect(findings.filter(finding => !finding.ok)).toEqual([])
      expect(findings.find(finding => finding.check === 'companion module')?.detail).toContain(
        module ? 'Magento 2.4.7' : 'not installed',
      )
    }
  })

  it('names every permission that is missing, and changes nothing by asking', async () => {
    const { shop, magento } = await startStore({
      module: false,
      resources: ['Magento_Sales::actions_view', 'Magento_Sales::ship'],
    })
    closing.push(() => shop.close())
    const orderId = shop.placeOrder('guest-simple').entity_id
    const before = JSON.stringify(shop.order(orderId))
    const details = (await failing(magento)).map(finding => finding.detail).join()
    for (const resource of ['sales_invoice', 'comment', 'invoice', 'cancel', 'creditmemo', 'shipment']) {
      expect(details).toContain(`Magento_Sales::${resource}`)
    }
    expect(details).not.toContain('Magento_Sales::ship,')
    expect(JSON.stringify(shop.order(orderId))).toBe(before)
  })

  it('explains why a bearer token is refused', async () => {
    const { shop } = await startStore({ module: false })
    closing.push(() => shop.close())
    const [finding] = await failing(clientAt(shop.url, { kind: 'bearer', token: shop.credentials.accessToken }))
    expect(finding).toMatchObject({
      check: 'credentials',
      remedy: expect.stringContaining('enable_integration_as_bearer'),
    })
  })

  it.each([
    ['maintenance503', 'maintenance'],
    ['redirect302', 'redirect'],
    ['html200', 'page instead of JSON'],
  ] as const)('sees %s', async (kind, detail) => {
    const { shop, magento } = await startStore({ module: false })
    closing.push(() => shop.close())
    shop.faults.add({ kind, times: 100 })
    const [finding, ...rest] = await failing(magento)
    expect(finding).toMatchObject({ detail: expect.stringContaining(detail), remedy: expect.stringMatching(/.+/) })
    expect(rest).toEqual([])
  })

  it('sees an address where nobody answers, and one that is not Magento', async () => {
    const nobody = await serve(() => {})
    await closing.pop()?.()
    expect((await failing(clientAt(nobody)))[0]).toMatchObject({ check: 'store address' })
    const other = await serve(
      (_, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
    )
    expect((await failing(clientAt(other)))[0]).toMatchObject({ check: 'store address' })
  })

  it('sees a clock that is off', async () => {
    const { shop } = await startStore({ module: false })
    closing.push(() => shop.close())
    const late = { now: () => new Date(Date.now() + 300_000) }
    const send = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
    const auth = { kind: 'oauth1', ...shop.credentials } as const
    const magento = createMagento({ store: 't', baseUrl: shop.url, auth, send, clock: late, random: Math.random })
    expect(await failing(magento)).toMatchObject([
      { check: 'clock', detail: expect.stringMatching(/ahead of the store/) },
    ])
  })
})
