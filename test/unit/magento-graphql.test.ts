import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { RemoteError } from '../../src/domain/errors.ts'
import { readShopperPrices } from '../../src/magento/graphql.ts'
import { createSend } from '../../src/outbound/send.ts'

const recorded = z
  .array(z.object({ case: z.string(), status: z.number(), contentType: z.string(), body: z.string() }))
  .parse(JSON.parse(readFileSync(new URL('../fixtures/magento-errors/graphql.json', import.meta.url), 'utf8')))

const clock = { now: () => new Date() }
const closing: (() => unknown)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Asked {
  readonly headers: IncomingHttpHeaders
  readonly variables: { skus: string[] }
}

/** Answers each request as told. */
async function serve(answer: (asked: Asked) => { status?: number; contentType?: string; body: string }) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', chunk => {
      text += chunk
    })
    request.on('end', () => {
      const one = { headers: request.headers, variables: JSON.parse(text).variables }
      asked.push(one)
      const { status = 200, contentType = 'application/json', body } = answer(one)
      response.writeHead(status, { 'content-type': contentType }).end(body)
    })
  })
  closing.push(() => server.close())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const send = createSend({ allow: () => true, allowPrivateNetwork: true, clock })
  return { asked, options: { baseUrl: `http://127.0.0.1:${address.port}/`, send, clock } }
}

const product = (sku: string, value: number, currency = 'EUR', stock = 'IN_STOCK') => ({
  sku,
  stock_status: stock,
  price_range: { minimum_price: { final_price: { value, currency } } },
})
const data = (items: unknown[]) => ({ body: JSON.stringify({ data: { products: { items } } }) })

describe('shopper prices', () => {
  it('are what the answer holds, to four decimals; what is not in it is not in the map', async () => {
    const { asked, options } = await serve(() =>
      data([product('S-001', 21.89, 'USD'), product('S-002', 0.1 + 0.2), product('S-003', 80, 'EUR', 'OUT_OF_STOCK')]),
    )
    const prices = await readShopperPrices(options, ['S-001', 'S-002', 'S-003', 'NE-OBSTAJA'], 'usd')
    expect(Object.fromEntries(prices)).toEqual({
      'S-001': { price: '21.89', currency: 'USD', available: true },
      'S-002': { price: '0.3', currency: 'EUR', available: true },
      'S-003': { price: '80', currency: 'EUR', available: false },
    })
    expect(asked[0]?.headers).toMatchObject({ store: 'usd', accept: 'application/json' })
    expect(asked[0]?.headers).not.toHaveProperty('authorization')
  })

  it('of many SKUs take a call per hundred, and none for none', async () => {
    const { asked, options } = await serve(({ variables }) => data(variables.skus.map(sku => product(sku, 1))))
    const skus = Array.from({ length: 250 }, (_, i) => `S-${i}`)
    expect((await readShopperPrices(options, [...skus, 'S-0'], 'default')).size).toBe(250)
    expect(asked.map(({ variables }) => variables.skus.length)).toEqual([100, 100, 50])
    expect((await readShopperPrices(options, [], 'default')).size).toBe(0)
  })
})

describe('GraphQL errors', () => {
  const failure = async (answer: { status?: number; contentType?: string; body: string }): Promise<RemoteError> => {
    const { options } = await serve(() => answer)
    return readShopperPrices(options, ['S-001'], 'default').then(
      () => {
        throw new Error('it went through')
      },
      (error: RemoteError) => error,
    )
  }

  it.each(recorded.map(answer => [answer.case, answer] as const))('%s', async (_, answer) => {
    const error = await failure(answer)
    expect(error.name).toBe('RemoteError')
    expect(error.errorClass).toBe(answer.contentType.startsWith('text/html') ? 'transient' : 'permanent')
    expect(error.code).toMatch(/^magento:(graphql:[\w-]+|500:page)$/)
    expect(error.message).not.toContain('"variables"')
  })

  it.each([
    ['internal', { body: '{"errors":[{"message":"Internal server error"}]}' }, 'transient'],
    [
      'maintenance',
      { status: 503, contentType: 'text/html', body: '<title>Error 503: Service Unavailable</title>' },
      'transient',
    ],
    ['firewall', { contentType: 'text/html', body: '<html></html>' }, 'transient'],
    ['too many', { status: 429, body: '{}' }, 'transient'],
    ['redirect', { status: 301, body: '' }, 'permanent'],
    ['another shape', { body: '{"data":{"products":{}}}' }, 'permanent'],
    ['no object', { body: '7' }, 'permanent'],
  ])('%s', async (_, answer, errorClass) => {
    expect(await failure(answer)).toMatchObject({ name: 'RemoteError', errorClass })
  })
})
