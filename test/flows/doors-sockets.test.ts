import { connect } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { createLoginLink } from '../../src/admin-ui/session/login-link.ts'
import { loadConfig } from '../../src/config.ts'
import { listenChanges } from '../../src/db/listen-changes.ts'
import { inbox } from '../../src/db/schema/messages.ts'
import { startServer } from '../../src/node.ts'
import type { Runtime } from '../../src/runtime.ts'
import { testDatabase } from '../support/database.ts'
import { moduleHeaders, openDoors } from '../support/two-stores.ts'

const database = await testDatabase()
const { keys, context, remotes, ctx, close } = await openDoors(database, { now: () => new Date() })
const runtime: Runtime = {
  config: loadConfig({}),
  handle: database,
  box: database.box,
  remotes,
  log: ctx.log,
  databaseFolder: undefined,
  context,
  onWake: async () => {},
  changes: listenChanges(database.sql),
  close,
}
const web = { port: 0, web: true, worker: false, rate: { perSecond: 0.1, burst: 3 } }
const limits = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50, maxHeaderSize: 16_384 }
const server = await startServer(runtime, { ...web, host: '127.0.0.1', limits })
const port = Number(new URL(server.url).port)
afterAll(async () => {
  await server.stop()
  await close()
})

/** Sends what it is given, as it is, and waits until the other side has closed. */
function say(parts: readonly string[], to = port, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: to, host })
    let answer = ''
    socket.on('data', data => {
      answer += data.toString('latin1')
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', error => ('code' in error && error.code === 'ECONNRESET' ? resolve(answer) : reject(error)))
    for (const part of parts) socket.write(part, 'latin1')
  })
}
const head = (lines: readonly string[]) => [...lines, '', ''].join('\r\n')
const isWell = async () => (await fetch(`${server.url}/health`)).status

test.each([
  ['stops within its headers', ['POST /webhooks/magento/main HTTP/1.1\r\nHost: x\r\nX-Slow: ']],
  ['says nothing at all', ['']],
  ['stops within its body', [head(['POST /webhooks/magento/main HTTP/1.1', 'Host: x', 'Content-Length: 100']), '{"ev']],
  [
    'stops within a chunk',
    [head(['POST /webhooks/erp/b1 HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked']), '64\r\n[{"id"'],
  ],
])('a sender that %s is let go', async (_, parts) => {
  const answer = await say(parts)
  expect(answer === '' || answer.startsWith('HTTP/1.1 408')).toBe(true)
  expect(await isWell()).toBe(200)
})

test.each([
  ['larger headers than any sender has', ['GET /health HTTP/1.1', 'Host: x', `X-Large: ${'x'.repeat(20_000)}`], 431],
  ['two lengths', ['POST /webhooks/magento/main HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2'], 400],
  [
    'a length and chunks',
    ['POST /webhooks/magento/main HTTP/1.1', 'Host: x', 'Content-Length: 4', 'Transfer-Encoding: chunked'],
    400,
  ],
  ['a length that is no number', ['POST /webhooks/magento/main HTTP/1.1', 'Host: x', 'Content-Length: 0x10'], 400],
  ['a header across lines', ['GET /health HTTP/1.1', 'Host: x', 'X-Folded: a', ' b'], 400],
  ['a host that is none', ['GET /health HTTP/1.1', 'Host: a b/c', 'Connection: close'], 400],
  ['no host', ['GET /health HTTP/1.1', 'Connection: close'], 400],
  ['another protocol', ['HELO example.com'], 400],
])('%s: refused before anything reads it', async (_, lines, status) => {
  expect((await say([head(lines)])).split('\r\n')[0]).toContain(`HTTP/1.1 ${status}`)
  expect(await isWell()).toBe(200)
})

test('a packed body is refused without being unpacked', async () => {
  const lines = [
    'POST /webhooks/magento/main HTTP/1.1',
    'Host: x',
    'Content-Encoding: gzip',
    'Content-Length: 0',
    'Connection: close',
  ]
  expect(await say([head(lines)])).toContain('HTTP/1.1 415')
})

test('over IPv6 deliveries come in as well, and are counted by their sender', async () => {
  const six = await startServer(runtime, { ...web, host: '::1' })
  const body = '{"events":[]}'
  const to = Number(new URL(six.url).port)
  const deliver = async () => {
    const signed = moduleHeaders(body, keys.main.webhook[0], new Date())
    const lines = Object.entries({ ...signed, Host: '[::1]', 'Content-Length': '13', Connection: 'close' })
    const text = head(['POST /webhooks/magento/main HTTP/1.1', ...lines.map(([name, value]) => `${name}: ${value}`)])
    return (await say([text, body], to, '::1')).slice(9, 12)
  }
  try {
    expect([await deliver(), await deliver(), await deliver(), await deliver()]).toEqual(['200', '200', '200', '429'])
  } finally {
    await six.stop()
  }
  expect(await database.db.select().from(inbox)).toHaveLength(3)
})

test('a page that listens for changes does not keep the process from stopping: its stream ends, it is not cut', async () => {
  const own = await startServer(runtime, { ...web, host: '127.0.0.1' })
  const token = new URL(await createLoginLink(ctx, { publicUrl: own.url })).searchParams.get('token') ?? ''
  const form = { method: 'POST', body: new URLSearchParams({ token }), redirect: 'manual' } as const
  const { headers } = await fetch(`${own.url}/admin/login`, form)
  const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const stream = await fetch(`${own.url}/admin/live`, { headers: { cookie } })
  expect(stream.status).toBe(200)
  expect(stream.headers.get('x-accel-buffering')).toBe('no')
  const [said] = await Promise.all([stream.text(), own.stop()])
  expect(said).toContain('event: open')
})
