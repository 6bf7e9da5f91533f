import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { createLoginLink } from '../../src/admin-ui/session/login-link.ts'
import { inbox } from '../../src/db/schema/messages.ts'
import { processInbox } from '../../src/flows/inbox/process-inbox.ts'
import { openProblem } from '../../src/flows/problem/open-problem.ts'
import { drafts } from '../browser/seed-drafts.ts'
import { seedOrder } from '../browser/seed-order.ts'
import { testDatabase } from '../support/database.ts'
import { adobeHeaders, asyncHeaders, b1Headers, moduleHeaders, openDoors, PUBLIC_URL } from '../support/two-stores.ts'

const database = await testDatabase()
const NOW = new Date('2026-03-10T10:00:00Z')
const { app, keys, ctx, post, close } = await openDoors(database, { now: () => NOW })
afterAll(close)
for (const draft of drafts(NOW).slice(0, 12)) await seedOrder(database.db, draft, NOW, new Uint8Array([1, 2, 3]))
await openProblem(
  ctx,
  { store: 'main', cause: 'item_missing:b1:X', title: 'SAP does not know X.', remedy: 'Make it.' },
  1,
)

async function signIn() {
  const link = new URL(await createLoginLink(ctx, { publicUrl: PUBLIC_URL }))
  const body = new URLSearchParams({ token: link.searchParams.get('token') ?? '' }).toString()
  const own = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await post('/admin/login', body, own)
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const home = await (await app.request(`${PUBLIC_URL}/admin`, { headers: { cookie } })).text()
  const form = /Orderbridge-Form&quot;:&quot;([\w-]+)/.exec(home)?.[1] ?? ''
  if (!cookie || !form) throw new Error('no session')
  return { cookie, 'orderbridge-form': form, 'sec-fetch-site': 'same-origin' }
}

const code = fc.constantFrom(
  'main',
  'usa',
  'b1',
  'b1-us',
  'nowhere',
  '%00',
  '..',
  '%2e%2e',
  '*',
  'MAIN',
  'x'.repeat(300),
)
const number = fc.constantFrom('0', '1', '999999999999999', '9'.repeat(30), '-1', '1.5', '%00', '1e3')
const path = fc.oneof(
  code.map(store => `/webhooks/magento/${store}`),
  code.map(store => `/webhooks/magento/${store}/async-events/sales.order.updated`),
  code.map(store => `/webhooks/magento/${store}/adobe-io`),
  code.map(connection => `/webhooks/erp/${connection}`),
  code.map(store => `/webhooks/mail/${store}`),
  fc.constantFrom(
    '/',
    '/health',
    '/admin',
    '/admin/',
    '/admin/login',

    '/admin/orders',
    '/admin/problems',
  ),
  fc.constantFrom(
    '/admin/documents',
    '/admin/runs',
    '/admin/orders/changes',
    '/admin/assets/style.css',
    '/webhooks',
    '//',
  ),
  fc
    .tuple(fc.constantFrom('orders', 'problems', 'documents', 'orders/attempts'), number)
    .map(([kind, id]) => `/admin/${kind}/${id}`),
  fc
    .tuple(
      number,
      fc.constantFrom('retry', 'push', 'skip', 'resend'),
      fc.constantFrom('orders', 'problems', 'documents'),
    )
    .map(([id, verb, kind]) => `/admin/${kind}/${id}/${verb}`),
  number.map(id => `/admin/documents/${id}.pdf`),
  fc.webPath(),
)
const parameter = fc.constantFrom(
  'q',
  'store',
  'phase',
  'page',
  'after',
  'before',
  'token',
  'task',
  'top',
  'bottom',
  'since',
  'challenge',
  'problem',
  'hour',
  'placed',
  'from',
  'age',
)
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\u0000',
    "'",
    '%',
    '\ud800',
    '9'.repeat(40),
    '2026-99-99',
    'NaN',
    '1-1',
    '1767225600000-1',
    '__proto__',
    '8640000000000000',
    '-8640000000000000',
    '999999999999999-1',
    '99999999999999-999999999999999',
    '+275760-09-13',
    '-271821-04-20',
    '0000-01-01',
    '2026-03-10T99',
  ),
)
const query = fc
  .array(fc.tuple(parameter, value), { maxLength: 4 })
  .map(pairs => (pairs.length === 0 ? '' : `?${pairs.map(([key, text]) => `${key}=${escapeLoosely(text)}`).join('&')}`))

/** Lone surrogates and half escapes as well: not everybody encodes as browsers do. */
function escapeLoosely(text: string): string {
  return [...text]
    .map(one => (/^[\w.-]$/.test(one) ? one : one === '%' ? '%' : encodeURIComponent(one.toWellFormed())))
    .join('')
}

const headerName = fc.constantFrom(
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'x-magento-signature',
  'x-b1-webhook-signature',
  'x-b1-webhook-token',
  'x-adobe-digital-signature-1',
  'x-adobe-public-key1-path',
  'x-adobe-event-id',
  'content-type',
  'content-encoding',
  'content-length',
  'authorization',
  'cookie',
  'accept-language',
  'origin',
  'referer',
  'sec-fetch-dest',
  'sec-fetch-site',
  'hx-request',
  'orderbridge-form',
  'if-none-match',
  'range',
  'x-forwarded-for',
  'x-test-address',
)
const headerValue = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.constantFrom(
    'v1,',
    'v1,AAAA v1,BBBB',
    'v1,'.repeat(500),
    '1773136800',
    '-1',
    '0'.repeat(64),
    'sha256=',
    '/prod/keys/pub-key-one.pem',
    '/../x.pem',
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'gzip',
    'identity',
    '0',
    '5',
    '99999999999',
    '-5',
    'Bearer x',
    'Bearer eyJhbGciOiJub25lIn0.eyJzdG9yZSI6Im1haW4ifQ.',
    'Basic Og==',
    'orderbridge=x.y',
    '__Host-orderbridge=x.y',
    'xx-invalid-',
    '*',
    'x;q=x,,;',
    'true',
    'null',
    '::1',
    '2001:db8::%eth0',
    '::ffff:999.1.1.1',
  ),
)
const headers = fc.dictionary(headerName, headerValue, { maxKeys: 6 })

/** JSON as text, so that it may say what no value can: the same key twice, numbers without end, half characters. */
const monster = fc.oneof(
  { weight: 3, arbitrary: fc.json() },
  fc.constantFrom(
    '{"__proto__":{"events":[]},"constructor":{"prototype":{"x":1}},"events":[]}',
    '{"events":[{"id":"a","id":"b","type":"t","entity_type":"order","entity_id":1,"entity_id":2}]}',
    '{"events":[{"id":"\\ud800","type":"\\u0000","entity_type":"order","entity_id":1e400}]}',
    '{"events":[{"id":"a\\u0000b","type":"order.created","entity_type":"order","entity_id":5}]}',
    `{"events":[{"id":"${'x'.repeat(10_000)}","type":"t","entity_type":"order","entity_id":5}]}`,
    `{"events":[{"id":"e","type":"${'x'.repeat(10_000)}","entity_type":"order","entity_id":6}]}`,
    `{"events":[{"id":"n","type":"t","entity_type":"order","entity_id":${'9'.repeat(400)}}]}`,
    '{"events":[{"id":"m","type":"t","entity_type":"order","entity_id":-7},{"id":"o","type":"t","entity_type":"order","entity_id":9007199254740991}]}',
    `{"events":[${Array.from({ length: 101 }, () => '{}').join(',')}]}`,
    '{"data":{"entity_id":"0x7fffffff","order_id":null}}',
    '{"data":{"entity_id":[],"order_id":{}}}',
    `{"recipient_client_id":"client-of-main","event":{"data":{"value":{"entity_id":1e21,"order_id":"NaN","id":true}}}}`,
    '{"recipient_client_id":"client-of-main","__proto__":1,"event":null}',
    `[{"id":"\\u0000","type":"sap.b1.Orders.Updated.v1","data":{"DocEntry":"1"}}]`,
    `[{"id":"\\udfff","type":"sap.b1.Orders.Updated.v1","data":{"DocEntry":1e300}}]`,
    `[{"id":"z","type":"sap.b1.__proto__.Updated.v1","data":{"DocEntry":"1"}},{"id":"y","type":"sap.b1.constructor.x","subject":"1"}]`,
    `[${'{"id":"a","type":"sap.b1.Orders.Updated.v1","subject":"5"},'.repeat(1023)}{"id":"a","type":"b"}]`,
    '['.repeat(100_000),
    '{"a":'.repeat(100_000),
    `"${'\\'.repeat(99_999)}`,
    '1'.repeat(100_000),
    '\ufeff{}',
    '',
    'null',
    '--x\r\nContent-Disposition: form-data; name="reason"\r\n\r\nabc',
    'reason=%00&recipient=%ff&store=%&task=',
    'reason=ok&recipient=a@example.com&store=main&task=nothing',
    'reason=a%00b&recipient=a@example.com',
  ),
)
const body = fc
  .oneof(
    { weight: 3, arbitrary: monster.map(text => new TextEncoder().encode(text)) },
    fc.uint8Array({ maxLength: 300 }),
  )
  .map(bytes => new Uint8Array(bytes))
/** The addresses of the page as they are now, with ids that are there and ids that are none. */
const ofPage = (verb: 'GET' | 'POST') => {
  const routes = app.routes.filter(
    ({ method, path }) => method === verb && /^\/admin\/(?!assets|login|logout)[^*]*$/.test(path),
  )
  const id = fc.oneof(fc.integer({ min: 1, max: 12 }).map(String), number, fc.constant('2026-03-10'))
  return fc
    .tuple(fc.constantFrom(...new Set(routes.map(({ path }) => path))), id)
    .map(([path, one]) =>
      path.replace(
        /:\w+(\{(?:[^{}]|\{[^{}]*\})*\})?/g,
        (_, shape = '') => `${one}${shape.includes('pdf') ? '.pdf' : ''}`,
      ),
    )
}
const method = fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND')

interface Asked {
  readonly path: string
  readonly query: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array<ArrayBuffer>
}

function requestOf(asked: Asked, more: Record<string, string> = {}): Request | undefined {
  const carries = !['GET', 'HEAD'].includes(asked.method)
  try {
    return new Request(`${PUBLIC_URL}${asked.path}${asked.query}`, {
      method: asked.method,
      headers: { ...asked.headers, ...more },
      ...(carries && { body: asked.body }),
    })
  } catch {
    return undefined // what cannot be a request is refused by the server: doors-sockets.test.ts
  }
}

/** Neither a failure of ours nor anything of our inside. */
async function expectCalm(request: Request | undefined): Promise<number> {
  if (!request) return 0
  const answer = await app.fetch(request)
  const text = await answer.text()
  expect(answer.status, `${request.method} ${request.url}\n${text.slice(0, 300)}`).toBeLessThan(500)
  expect(text).not.toMatch(/\n\s+at |node_modules|\/src\/|PostgresError|ZodError|select [^<>]* from/i)
  return answer.status
}

const asked = fc.record({ path, query, method, headers, body })

const form = fc.oneof(
  fc
    .dictionary(
      fc.constantFrom('reason', 'recipient', 'store', 'task', 'note', 'day', 'from', 'to'),
      fc.oneof(value, fc.string({ maxLength: 400 })),
      { maxKeys: 4 },
    )
    .map(fields =>
      new URLSearchParams(
        Object.entries(fields).map(([name, text]): [string, string] => [name, text.toWellFormed()]),
      ).toString(),
    ),
  monster,
)
const acted = fc.record({
  path: ofPage('POST'),
  type: fc.constantFrom(
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'text/plain',
  ),
  form,
})
const read = fc.record({
  path: ofPage('GET'),
  query,
})

describe('no request makes us fail, hang or show our inside', () => {
  test('by whoever it is sent', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async each => {
        await expectCalm(requestOf(each))
      }),
      { numRuns: 1_500 },
    )
  })

  test('by somebody who is signed in', async () => {
    const session = await signIn()
    await fc.assert(
      fc.asyncProperty(asked, async each => {
        await expectCalm(requestOf({ ...each, headers: { ...each.headers, ...session } }))
      }),
      { numRuns: 1_500 },
    )
  })

  test('by somebody who reads', async () => {
    const session = await signIn()
    await fc.assert(
      fc.asyncProperty(read, async each => {
        await expectCalm(requestOf({ ...each, method: 'GET', headers: session, body: new Uint8Array() }))
      }),
      { numRuns: 600 },
    )
  })

  test('by somebody who acts', async () => {
    const session = await signIn()
    const reached = new Set<number>()
    await fc.assert(
      fc.asyncProperty(acted, async each => {
        const headers = { ...session, 'content-type': each.type, 'hx-request': 'true' }
        const request = requestOf({
          path: each.path,
          query: '',
          method: 'POST',
          headers,
          body: new TextEncoder().encode(each.form),
        })
        reached.add(await expectCalm(request))
      }),
      { numRuns: 600 },
    )
    expect([...reached]).toEqual(expect.arrayContaining([200, 404, 422]))
  })

  test('by a sender who knows the key, and what was stored is worked off to the last', async () => {
    await fc.assert(
      fc.asyncProperty(body, async bytes => {
        const { webhook, asyncEvents, b1 } = keys.main
        const doors: readonly [string, Record<string, string>][] = [
          ['/webhooks/magento/main', moduleHeaders(bytes, webhook[0], NOW)],
          ['/webhooks/magento/main/async-events/sales.order.updated', asyncHeaders(bytes, asyncEvents[0])],
          ['/webhooks/magento/main/async-events/sales.invoice.created', asyncHeaders(bytes, asyncEvents[0])],
          ['/webhooks/magento/main/adobe-io', adobeHeaders(bytes)],
          ['/webhooks/erp/b1', b1Headers(bytes, b1[0])],
        ]
        for (const [door, signed] of doors)
          await expectCalm(requestOf({ path: door, query: '', method: 'POST', headers: signed, body: bytes }))
      }),
      { numRuns: 200 },
    )
    while ((await processInbox(ctx)) > 0);
    const left = await database.db
      .select({ id: inbox.id })
      .from(inbox)
      .where(sql`entity = 'delivery' and due_at is not null`)
    expect(left).toEqual([])
  })
})

test('nobody has changed what every object inherits', () => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as { x?: unknown }).x).toBeUndefined() // looks for what a polluted prototype would give
})
