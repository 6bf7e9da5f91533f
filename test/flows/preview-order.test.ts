import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type SapB1, startSapB1 } from '../../sandbox/sap-b1/server.ts'
import { previewAsJson } from '../../src/cli/preview-json.ts'
import { type PreviewSettings, sandboxSettings } from '../../src/cli/preview-settings.ts'
import { add, amount } from '../../src/domain/amount.ts'
import { type PreviewInput, previewOrder } from '../../src/flows/order/preview-order.ts'
import { generatedOrder } from '../unit/canonical-generator.ts'
import { changed, recordedOrder, recordedOrders } from '../unit/canonical-recorded.ts'

const clock = { now: () => new Date('2026-11-21T12:00:00Z') }
const settings = await sandboxSettings()

const preview = async (raw: unknown, other: Partial<PreviewInput> = {}) =>
  previewAsJson(await previewOrder({ ...settings, raw, clock, random: Math.random, lookUps: 'imagined', ...other }))
type Preview = Awaited<ReturnType<typeof preview>>

const decimal = z.string().regex(/^-?\d+\.\d{2,}$/)
const price = z.object({ net: decimal, tax: decimal, gross: decimal })
const promised = z.object({
  order: z.object({
    number: z.string(),
    currency: z.string().length(3),
    grandTotal: decimal,
    lines: z.array(
      price.extend({ sku: z.string(), quantity: z.string(), taxRate: z.string(), discount: decimal }).strict(),
    ),
    shipping: price.strict(),
    fees: z.array(price.extend({ code: z.string() }).strict()),
  }),
  requests: z.array(z.strictObject({ method: z.enum(['GET', 'POST']), path: z.string(), body: z.unknown() })),
  totals: z.strictObject({ magento: decimal, sum: decimal, difference: z.literal('0.00') }),
  warnings: z.array(z.string()),
})

/** What is promised of every order that can be translated at all. */
function expectSound(found: Preview): void {
  const { order, totals } = promised.parse(found)
  const parts = [...order.lines, order.shipping, ...order.fees]
  for (const part of parts) expect(add(amount(part.net), amount(part.tax))).toBe(amount(part.gross))
  expect(add(...parts.map(part => amount(part.gross)))).toBe(amount(order.grandTotal))
  expect(totals).toMatchObject({ magento: order.grandTotal, sum: order.grandTotal })
}

const pathsOf = (found: Preview) => found.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)

const NOT_SENT: Readonly<Record<string, string>> = {
  canceled: 'canceled',
  closed: 'skipped',
  holded: 'waiting',
  payment_review: 'waiting',
  pending_payment: 'waiting',
}

describe('the preview of an order of a real Magento', () => {
  it.each(recordedOrders())('$name adds up and has its request', async ({ raw }) => {
    const found = await preview(raw)
    expectSound(found)
    expect(found.erpTotal).toBe(found.order?.grandTotal)
    expect(found.held?.code).toBe(NOT_SENT[String(raw.state)])
    expect(pathsOf(found).at(-1)).toBe('POST /b1s/v2/Orders')
  })

  it('asks for the customer, the items and the document first, and creates the customer before the order', async () => {
    const found = await preview(recordedOrder('guest-simple'))
    expect(pathsOf(found)).toEqual([
      'GET /b1s/v2/BusinessPartners',
      'GET /b1s/v2/BusinessPartners',
      'GET /b1s/v2/Items',
      'GET /b1s/v2/Orders',
      'GET /b1s/v2/Drafts',
      'POST /b1s/v2/BusinessPartners',
      'POST /b1s/v2/Orders',
    ])
    const [subject, order] = found.requests.slice(-2)
    const cardCode = z.object({ CardCode: z.string().min(1) })
    expect(cardCode.parse(order?.body).CardCode).toBe(cardCode.parse(subject?.body).CardCode)
    expect(JSON.stringify(found)).not.toMatch(/Login|B1SESSION/)
  })
})

describe('the preview of any order that Magento can make', () => {
  it('adds up, and holds only what the mapping lacks', async () => {
    await fc.assert(
      fc.asyncProperty(generatedOrder, async ({ raw }) => {
        const found = await preview(raw)
        expectSound(found)
        expect(found.held?.code ?? 'mapping_missing').toMatch(/^mapping_missing/)
        if (!found.held) expect(found.erpTotal).toBe(found.order?.grandTotal)
      }),
      { numRuns: 200 },
    )
  })
})

describe('an item in the imagined ERP', () => {
  it('is there whatever its code looks like', async () => {
    const codes = fc.oneof(
      fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
      fc.constantFrom("O'HARA", "''", 'A) or B', '50%&x=1'),
    )
    await fc.assert(
      fc.asyncProperty(codes, async sku => {
        const found = await preview(changed({}, {}, { sku: `S${sku}S` }))
        expect(found.held).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })
})

describe('an order that would be held', () => {
  it('tells the missing VAT group and shows the request all the same', async () => {
    const [connection] = settings.connections
    if (!connection) throw new Error('the sandbox has a connection')
    const { vatGroups: _, ...mapping } = z.looseObject({}).parse(connection.settings)
    const found = await preview(recordedOrder('guest-simple'), {
      connections: [{ ...connection, settings: mapping }],
    })
    expect(found.held).toMatchObject({
      code: 'mapping_missing:vat:22:SI',
      remedy: expect.stringContaining('vatGroups'),
    })
    expect(pathsOf(found).at(-1)).toBe('POST /b1s/v2/Orders')
  })

  it('tells by how much a total that cannot be explained is off', async () => {
    const found = await preview(changed({ grand_total: 53.21, base_grand_total: 53.21 }))
    expect(found).toMatchObject({
      order: null,
      requests: [],
      totals: { magento: '53.21', sum: '49.80', difference: '3.41' },
      held: { code: 'totals_differ', message: expect.stringContaining('000000002') },
    })
  })

  it('tells that it cannot be read, without any totals', async () => {
    const found = await preview({ increment_id: '7', items: [] })
    expect(found).toMatchObject({ order: null, totals: { magento: null, sum: null, difference: null } })
    expect(found.held?.code).toBe('invalid')
  })

  it('tells that no connection takes its store view, unless one was chosen', async () => {
    const [connection] = settings.connections
    if (!connection) throw new Error('the sandbox has a connection')
    const elsewhere = { ...connection, policies: { ...connection.policies, views: ['outlet'] } }
    const raw = recordedOrder('guest-simple')
    const found = await preview(raw, { connections: [elsewhere], chosen: undefined })
    expect(found.held?.code).toBe('no_connection:1')
    expect(found.requests).toEqual([])
    expect((await preview(raw, { connections: [elsewhere], chosen: connection.code })).held).toBeUndefined()
  })

  it('follows the rules of the store and warns of a pause', async () => {
    const { store } = settings
    const orders = { ...store.settings.orders, since: '2027-01-01' }
    const late = { ...store, paused: true, settings: { ...store.settings, orders } }
    const found = await preview(recordedOrder('guest-simple'), { store: late })
    expect(found.held).toMatchObject({ code: 'skipped', message: expect.stringContaining('2027-01-01') })
    expect(found.warnings).toEqual(['Store sandbox is paused: nothing is sent until it is resumed.'])
  })
})

describe('a preview that looks up for real', () => {
  let b1: SapB1
  let real: PreviewSettings
  const look = (raw: unknown) => preview(raw, { ...real, lookUps: 'real' })
  const stored = () => ['Orders', 'Drafts', 'BusinessPartners'].map(set => b1.list(set).length)

  beforeAll(async () => {
    b1 = await startSapB1({ port: 0, gatewayPort: 0, clock, random: Math.random })
    const connections = settings.connections.map(connection => ({
      ...connection,
      settings: { ...z.looseObject({}).parse(connection.settings), url: b1.url, gatewayUrl: b1.gatewayUrl },
      secrets: { user: b1.credentials.user, password: b1.credentials.password },
    }))
    real = { ...settings, connections }
    await makeField(b1)
  })
  afterAll(() => b1.close())

  it('sends what the imagined one says that it would, and writes nothing', async () => {
    const before = stored()
    const raw = recordedOrder('guest-simple')
    const [found, imagined] = [await look(raw), await preview(raw)]
    expect(found.requests).toEqual(imagined.requests)
    expect(found.held).toBeUndefined()
    expect(stored()).toEqual(before)
  })

  it('names the item that the ERP does not have', async () => {
    const found = await look(changed({}, {}, { sku: 'S-UNHEARD-OF' }))
    expect(found.held).toMatchObject({ code: 'item_missing:sap-b1:S-UNHEARD-OF' })
    expect(found.held?.message).toContain('S-UNHEARD-OF')
  })

  it('uses the customer and the document that are there already', async () => {
    const raw = recordedOrder('guest-simple')
    const sent = (await look(raw)).requests.filter(({ method }) => method === 'POST')
    const login = await fetch(`${b1.url}/b1s/v2/Login`, {
      method: 'POST',
      body: JSON.stringify({
        CompanyDB: b1.credentials.companyDb,
        UserName: b1.credentials.user,
        Password: b1.credentials.password,
      }),
    })
    const cookie = login.headers
      .getSetCookie()
      .map(text => text.split(';')[0])
      .join('; ')
    for (const { path, body } of sent) {
      const answer = await fetch(`${b1.url}${path}`, {
        method: 'POST',
        headers: { cookie },
        body: JSON.stringify(body),
      })
      expect(answer.status).toBe(201)
    }
    const found = await look(raw)
    expect(pathsOf(found).filter(path => path.startsWith('POST'))).toEqual(['POST /b1s/v2/Orders'])
    expect(found.requests.at(-1)?.body).toEqual(sent.at(-1)?.body)
    expect(found.existing).toMatchObject({ total: '49.80' })
  })
})

/** The field that doctor --fix makes in a company. */
async function makeField(b1: SapB1): Promise<void> {
  const { sapB1 } = await import('../../src/erp/sap-b1/kind.ts')
  const { createSend } = await import('../../src/outbound/send.ts')
  const connector = sapB1.create({
    connection: 'test',
    settings: { url: b1.url, companyDb: b1.credentials.companyDb },
    secrets: { user: b1.credentials.user, password: b1.credentials.password },
    send: createSend({ allow: () => true, allowPrivateNetwork: true, clock }),
    clock,
    random: () => 0,
  })
  await connector.diagnose({ fix: true })
  await connector.close()
}
