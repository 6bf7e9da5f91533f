import { describe, expect, it } from 'vitest'
import {
  basic,
  GOODS,
  HEAD,
  orderXml,
  problems,
  record,
  rows,
  send,
  simulated,
  textAt,
} from '../fixtures/icenter/simulated.ts'

const BOM = [0xef, 0xbb, 0xbf]
const withBom = (text: string) => Uint8Array.of(...BOM, ...new TextEncoder().encode(text))
const UNKNOWN_ITEM = orderXml([{ item: 'ČŠŽ-1' }])

describe('the transport of the simulated iCenter', () => {
  it('lets in nobody without the right user, password and organisation, and answers them HTML', async () => {
    const { icenter, call } = await simulated()
    const url = `${icenter.url}/api/V2/ApiVersion`
    const { user, password } = icenter.credentials
    const good = basic(user, password)
    for (const headers of [
      {},
      { authorization: good },
      { authorization: good, organisationid: '2' },
      { authorization: basic(user, 'x'), organisationid: '1' },
    ]) {
      const reply = await send(url, 'GET', undefined, headers)
      expect(reply.status).toBe(401)
      expect(reply.headers.get('content-type')).toMatch(/^text\/html/)
    }
    expect((await call('GET', 'api/V2/ApiVersion')).root.name).toBe('ApiVersion')
  })

  it('may answer 401 without a body, and data of a default company without OrganisationId', async () => {
    const { icenter } = await simulated({ variants: { unauthorizedBody: 'none', missingOrganisation: 'default' } })
    const { user, password } = icenter.credentials
    const url = `${icenter.url}/api/currencies`
    const stranger = await send(url, 'GET')
    expect([stranger.status, stranger.bytes.length]).toEqual([401, 0])
    expect((await send(url, 'GET', undefined, { authorization: basic(user, password) })).status).toBe(200)
  })

  it('writes as .NET does: byte order mark, namespaces, NULL numbers as xsi:nil, NULL texts left out', async () => {
    const { call } = await simulated()
    const reply = await call('GET', 'api/Customers/0000001')
    expect([...reply.bytes.subarray(0, 3)]).toEqual(BOM)
    expect(reply.text).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?><Customer xmlns:xsi="[^"]+" xmlns:xsd="[^"]+">/,
    )
    expect(reply.text).toContain('<ExpirationDays xsi:nil="true" />')
    expect(reply.text).not.toContain('TaxNumber')
    expect(record(reply.root).RecordInserted).toBe('2026-01-31T10:00:00')
  })

  it.each([true, false])('takes bodies with and without byte order mark, or insists on it (%s)', async bomRequired => {
    const { call } = await simulated({ variants: { bomRequired } })
    expect((await call('POST', 'api/Order/AddOrder', withBom(orderXml(GOODS)))).status).toBe(200)
    expect((await call('POST', 'api/Order/AddOrder', orderXml(GOODS))).status).toBe(bomRequired ? 400 : 200)
  })

  it.each([
    ['not closed', '<OrderHeader><OrderBook>VNK</OrderHeader>'],
    ['a DTD', '<!DOCTYPE a [<!ENTITY x "y">]><OrderHeader><OrderBook>&x;</OrderBook></OrderHeader>'],
    ['an unknown entity', '<OrderHeader><OrderBook>&nbsp;</OrderBook></OrderHeader>'],
    ['a character that XML forbids', '<OrderHeader><Comment>&#1;</Comment></OrderHeader>'],
    ['another model', '<Customer><Name>Ana</Name></Customer>'],
    ['a decimal comma', orderXml([{ item: 'S-001', price: '1,50' }])],
    ['a thousand levels', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`],
    ['an empty number', orderXml([{ item: 'S-001', price: '' }])],
  ])('cannot bind a body with %s: 400 from the framework, nothing stored', async (_, body) => {
    const { icenter, call } = await simulated()
    const reply = await call('POST', 'api/Order/AddOrder', body.startsWith('<?xml') ? body : HEAD + body)
    expect([reply.status, reply.root.name]).toEqual([400, 'Error'])
    expect(icenter.list('orders')).toEqual([])
  })

  it('cannot bind bytes that are not UTF-8', async () => {
    const { call } = await simulated()
    const body = Uint8Array.of(...new TextEncoder().encode(orderXml(GOODS)), 0xe8)
    expect((await call('POST', 'api/Order/AddOrder', body)).status).toBe(400)
  })

  it('knows addresses in any case, and says 404, 405 and 415 otherwise', async () => {
    const { icenter, call } = await simulated()
    expect((await call('GET', 'API/CURRENCIES')).status).toBe(200)
    expect((await call('GET', 'api/nothing')).status).toBe(404)
    expect((await call('GET', 'api/Order/AddOrder')).status).toBe(405)
    expect((await call('POST', 'api/Order/AddOrder', '{}', { 'content-type': 'application/json' })).status).toBe(415)
    expect((await send(icenter.url.replace('iCenterAPI', 'other'), 'GET')).status).toBe(404)
  })

  it('sends its own error texts in windows-1250, declared or not, or in UTF-8', async () => {
    const expected = [{ level: 'ValidationError', message: 'Šifra artikla ČŠŽ-1 ne obstaja!' }]
    const declared = await (await simulated()).call('POST', 'api/Order/AddOrder', UNKNOWN_ITEM)
    expect([declared.status, declared.headers.get('content-type')]).toEqual([
      409,
      'application/xml; charset=windows-1250',
    ])
    expect(problems(declared)).toEqual(expected)
    expect(declared.bytes).toContain(0x8a) // Š
    const hidden = await simulated({ variants: { errorEncoding: 'windows-1250-undeclared' } })
    const undeclared = await hidden.call('POST', 'api/Order/AddOrder', UNKNOWN_ITEM)
    expect(undeclared.headers.get('content-type')).toBe('application/xml')
    expect(undeclared.text).toContain('\ufffd')
    expect(new TextDecoder('windows-1250').decode(undeclared.bytes)).toContain('Šifra artikla ČŠŽ-1 ne obstaja!')
    const plain = await simulated({ variants: { errorEncoding: 'utf-8' } })
    expect(problems(await plain.call('POST', 'api/Order/AddOrder', UNKNOWN_ITEM))).toEqual(expected)
  })

  it('may reject with 200 and ResultCode Error', async () => {
    const { icenter, call } = await simulated({ variants: { rejection: '200' } })
    const reply = await call('POST', 'api/Order/AddOrder', UNKNOWN_ITEM)
    expect([reply.status, textAt(reply.root, 'ResultCode')]).toEqual([200, 'Error'])
    expect(problems(reply)).toHaveLength(1)
    expect(icenter.list('orders')).toEqual([])
  })

  it('warns with success, and repeats the warning in a header without its marks', async () => {
    const { call } = await simulated()
    const reply = await call('POST', 'api/Order/AddOrder', orderXml([{ item: 'S-001', quantity: 600 }]))
    expect([reply.status, textAt(reply.root, 'ResultCode')]).toEqual([200, 'Created'])
    expect(problems(reply)).toEqual([{ level: 'Warning', message: 'Zaloga artikla S-001 ni zadostna!' }])
    expect(reply.headers.get('x-icenter-message')).toBe('Zaloga artikla S-001 ni zadostna!')
  })

  it('gets slow and then refuses when too many call at once, where a site is like that', async () => {
    const { call } = await simulated({
      latencyMs: 300,
      variants: { parallel: { slowFrom: 2, slowMs: 10, refuseFrom: 4 } },
    })
    const replies = await Promise.all(Array.from({ length: 6 }, () => call('GET', 'api/currencies')))
    const statuses = replies.map(({ status }) => status).toSorted()
    expect(statuses).toEqual([200, 200, 200, 503, 503, 503])
    expect((await call('GET', 'api/currencies')).status).toBe(200)
  })

  it('reads parameters under the name of their model only, in any case unless a site minds', async () => {
    const { call } = await simulated()
    const of = async (query: string) => rows(await call('GET', `api/currencies?${query}`)).map(row => row.CurrencyCode)
    expect(await of('searchQuery.currencyId=840')).toEqual(['USD'])
    expect(await of('SearchQuery.CurrencyId=840')).toEqual(['USD'])
    expect(await of('currencyId=840')).toHaveLength(4)
    const strict = await simulated({ variants: { caseInsensitiveParameters: false } })
    expect(rows(await strict.call('GET', 'api/currencies?SearchQuery.CurrencyId=840'))).toHaveLength(4)
  })
})
