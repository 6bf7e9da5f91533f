import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createAssets } from '../../src/admin-ui/assets.ts'
import { readAssets } from '../../src/admin-ui/read-assets.ts'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { GAUGES, readGauges } from '../../src/flows/view/read-gauges.ts'
import { createLog } from '../../src/ops/log.ts'
import { startTelemetry } from '../../src/telemetry.ts'
import { finish } from '../support/clerk.ts'
import { orderRow } from '../support/look-up.ts'
import { createWorld } from '../support/world.ts'

const silent = createLog('silent')

/** The samples of a scrape: name, labels as they stand, value. */
async function scrape(url: string) {
  const answer = await fetch(url)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')])
  const lines = (await answer.text()).split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return lines.map(line => {
    const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    return { name, labels, value: Number(value) }
  })
}
type Sample = Awaited<ReturnType<typeof scrape>>[number]

/** The value of the one sample whose labels hold all of these. */
const sampleOf = (samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>>) =>
  samples.find(
    sample =>
      sample.name === name &&
      Object.entries(labels).every(([key, value]) => sample.labels.includes(`${key}="${value}"`)),
  )?.value

test('metrics tell of messages, calls, requests and of how the stores are', async () => {
  const telemetry = await startTelemetry(loadConfig({ METRICS_PORT: '0' }))
  if (!telemetry?.url) throw new Error('no metrics are served')
  await using world = await createWorld({ telemetry })
  telemetry.watch(() => readGauges(world.ctx), silent)
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  world.place('unknown-item')
  await world.runUntilQuiet()
  const app = await createApp({
    context: world.context,
    deliveries: { store: async () => {} },
    fetchAdobeKey: () => Promise.reject(new Error('not asked')),
    publicUrl: 'http://bridge.example',
    assets: createAssets(readAssets()),
  })
  await app.request('/health')
  await app.request('/webhooks/magento/nobody', { method: 'POST', body: '{}' })
  await app.request('/some/where/else')

  const samples = await scrape(telemetry.url)
  const value = (name: string, labels: Readonly<Record<string, string>>) => sampleOf(samples, name, labels)
  const created = { store: 'main', far_side: 'erp:b1', kind: 'sales_document.create', outcome: 'delivered' }
  expect(value('orderbridge_attempts_total', created)).toBe(1)
  expect(value('orderbridge_call_seconds_count', { far_side: 'erp:b1', status: '201' })).toBeGreaterThan(0)
  expect(value('orderbridge_orders', { store: 'main', phase: 'open' })).toBe(1)
  expect(value('orderbridge_problems', { store: 'main', about: 'item_missing' })).toBe(1)
  expect(value('orderbridge_problem_orders', { store: 'main', about: 'item_missing' })).toBe(1)
  expect(value('orderbridge_far_side_state', { far_side: 'erp:b1', state: 'running' })).toBe(1)
  expect(value('orderbridge_far_side_state', { far_side: 'erp:b1', state: 'paused' })).toBe(0)
  expect(value('orderbridge_inbox_waiting', { store: 'main' })).toBe(0)
  expect(value('orderbridge_task_failed', { connection: 'b1', task: 'erp-changes' })).toBe(0)
  expect(value('orderbridge_request_seconds_count', { route: '/health', status: '200' })).toBe(1)
  expect(value('orderbridge_request_seconds_count', { route: '/webhooks/magento/:store', status: '404' })).toBe(1)
  expect(samples.filter(({ labels }) => labels.includes('/some/where'))).toEqual([])
  const { customerEmail, customerName } = await orderRow(world, id)
  expect(JSON.stringify(samples)).not.toMatch(new RegExp(`${customerEmail}|${customerName}`))
  await telemetry.close()
})

test('metrics are told though the database is away: the gauges alone are missing', async () => {
  const telemetry = await startTelemetry(loadConfig({ METRICS_PORT: '0' }))
  if (!telemetry?.url) throw new Error('no metrics are served')
  telemetry.watch(() => Promise.reject(new Error('no database')), silent)
  const samples = await scrape(telemetry.url)
  expect(sampleOf(samples, 'orderbridge_build_info', {})).toBe(1)
  expect(samples.filter(({ name }) => name in GAUGES)).toEqual([])
  expect((await fetch(telemetry.url.replace('/metrics', '/admin'))).status).toBe(404)
  await telemetry.close()
})

test('a port that is taken is said with its number, before anything is started', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  await expect(startTelemetry(loadConfig({ METRICS_PORT: String(port) }))).rejects.toThrow(
    new RegExp(`127.0.0.1:${port} .*EADDRINUSE.* Choose another METRICS_PORT`),
  )
  server.close()
})

const attribute = z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string().optional(), intValue: z.number().optional() }),
})
const sent = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              attributes: z.array(attribute),
            }),
          ),
        }),
      ),
    }),
  ),
})

test('each try is a trace with its calls, found by the number of the order and without a word about people', async () => {
  const bodies: { readonly key: string | undefined; readonly text: string }[] = []
  const collector = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    bodies.push({ key: String(request.headers['x-key']), text: Buffer.concat(chunks).toString() })
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = z.object({ port: z.number() }).parse(collector.address())
  const telemetry = await startTelemetry(
    loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`, OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b' }),
  )
  if (!telemetry) throw new Error('no traces are sent')
  expect(telemetry.url).toBeUndefined()
  await using world = await createWorld({ telemetry })
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  await telemetry.close()
  collector.close()

  expect(new Set(bodies.map(({ key }) => key))).toEqual(new Set(['a b']))
  const spans = bodies.flatMap(({ text }) =>
    sent.parse(JSON.parse(text)).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  )
  const { number, customerEmail, customerName } = await orderRow(world, id)
  const push = spans.find(({ name }) => name === 'send sales_document.create')
  expect(push?.attributes).toContainEqual({ key: 'orderbridge.order.number', value: { stringValue: number } })
  const calls = spans.filter(({ parentSpanId }) => parentSpanId !== undefined && parentSpanId === push?.spanId)
  expect(calls.map(({ name }) => name)).toContain('POST')
  expect(new Set(calls.map(({ traceId }) => traceId))).toEqual(new Set([push?.traceId]))
  expect(spans.map(({ name }) => name)).toContain('send mail.send')
  const said = bodies.map(({ text }) => text).join('')
  for (const word of [customerEmail, encodeURIComponent(customerEmail), customerName]) expect(said).not.toContain(word)
})

test('settings that cannot be are said, all of them, and no secret is repeated', () => {
  const wrong = {
    METRICS_PORT: '94640',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    OTEL_EXPORTER_OTLP_HEADERS: 'key=%s3cret',
  }
  expect(() => loadConfig(wrong)).toThrow(
    /METRICS_PORT: .*\n.*OTEL_EXPORTER_OTLP_ENDPOINT: must be the http\(s\) address.*\n.*OTEL_EXPORTER_OTLP_HEADERS: must look like name=value,name=value, the values percent-encoded$/,
  )
  expect(loadConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 })
})

test('who stops neither fails by a collector that is away nor waits for it', async () => {
  const telemetry = await startTelemetry(loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }))
  const moment = new Date(0)
  telemetry?.tried({
    ...{ store: 'main', farSide: 'erp:b1', kind: 'k', step: 'send', outcome: 'delivered', errorClass: undefined },
    ...{ startedAt: moment, endedAt: moment, outboxId: 1, orderId: null, orderNumber: undefined, calls: [] },
  })
  await expect(telemetry?.close()).resolves.toBeUndefined()
})

test('nothing is loaded and nobody is told while the operator asks for nothing', async () => {
  expect(await startTelemetry(loadConfig({}))).toBeUndefined()
})

test('the guide lists every metric, and the rules beside it use no other', async () => {
  const telemetry = await startTelemetry(loadConfig({ METRICS_PORT: '0' }))
  if (!telemetry?.url) throw new Error('no metrics are served')
  const moment = new Date(0)
  telemetry.tried({
    ...{ store: 'main', farSide: 'erp:b1', kind: 'k', step: 'send', outcome: 'delivered', errorClass: undefined },
    ...{ startedAt: moment, endedAt: moment, outboxId: 1, orderId: null, orderNumber: undefined, calls: [] },
  })
  telemetry.called('erp:b1', { kind: 'GET /', durationMs: 1 })
  telemetry.answered({ method: 'GET', route: '/', status: 200, durationMs: 1 })
  const own = (await scrape(telemetry.url)).map(({ name }) => name.replace(/_(bucket|count|sum)$/, ''))
  await telemetry.close()
  const all = new Set([...own, ...Object.keys(GAUGES)])
  const guide = readFileSync('docs/metrics.md', 'utf8')
  expect(new Set(Array.from(guide.matchAll(/^\| `(\w+)`/gm), ([, name]) => name))).toEqual(all)

  const rules = z
    .object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })) })
    .parse(parse(readFileSync('examples/prometheus-rules.yaml', 'utf8')))
  const used = rules.groups.flatMap(group =>
    group.rules.flatMap(({ expr }) =>
      Array.from(expr.matchAll(/\b(?:orderbridge|nodejs|process)_\w+/g), ([name]) => name),
    ),
  )
  expect(used.length).toBeGreaterThan(5)
  expect(used.map(name => name.replace(/_(bucket|count|sum)$/, '')).filter(name => !all.has(name))).toEqual([])
})
