import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAssets } from '../../src/admin-ui/assets.ts'
import { readAssets } from '../../src/admin-ui/read-assets.ts'
import { createLoginLink } from '../../src/admin-ui/session/login-link.ts'
import { createApp } from '../../src/app.ts'
import { ensureInstallation } from '../../src/flows/config/ensure-installation.ts'
import { pause, resume } from '../../src/flows/config/pause.ts'
import { createDeliveryWriter } from '../../src/flows/inbox/delivery-writer.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { finish } from '../support/clerk.ts'
import { orderRow } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'

/** A small world on bad days; then everything that was printed, stored and shown is searched for what must not be there. */

const SESSION_KEY = 'a session key of the tests, long enough'
const ORIGIN = 'https://bridge.example'
const printed: string[] = []
const log = pino({ level: 'debug' }, { write: (line: string) => void printed.push(line) })
let world: World
let secrets: readonly string[]
let people: readonly string[]
let pages: Map<string, string>

beforeAll(async () => {
  world = await createWorld({
    log,
    settings: { webhook: { enabled: true } },
    policies: { payments: { book: 'captured' }, creditNotes: 'offline' },
  })
  const kinds = ['guest-simple', 'customer', 'company-vat', 'german-guest', 'card-captured', 'two-vat-rates'] as const
  const ids = kinds.map(kind => world.place(kind))
  const stuck = ['unknown-item', 'unknown-item'].map(() => world.place('unknown-item'))
  const { b1, magento, mailbox } = world
  b1.faults.add({ kind: 'html502', match: { path: '/BusinessPartners' } })
  b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/BusinessPartners' } })
  b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/Orders' } })
  b1.faults.add({ kind: 'sessionLost', times: 2 })
  magento.faults.add({ kind: 'deadlock500' })
  magento.faults.add({ kind: 'html200' })
  mailbox.faults.add({ kind: 'reject' })
  mailbox.faults.add({ kind: 'greylist' })
  await minutes(12)
  for (const id of ids) finish(world, id, 'deliver-then-invoice')
  magento.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/invoice' } })
  magento.faults.add({ kind: 'maintenance503', times: 3 })
  b1.faults.add({ kind: 'pdfFailure' })
  await minutes(12)
  await refusedLogins()
  await peopleAct(stuck[0] ?? 0)
  secrets = await secretsOf()
  people = [...ids, ...stuck].flatMap(personalDataOf)
  pages = await readPages()
}, 240_000)
afterAll(() => world[Symbol.asyncDispose]())

/** Long enough for what backs off. */
async function minutes(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) await world.pass(61)
}

/** Credentials that are wrong for a while, at both sides. */
async function refusedLogins(): Promise<void> {
  const { magento, b1 } = world
  await world.configure({ secrets: { password: 'a-wrong-password-of-the-tests' } })
  world.place('guest-simple')
  await world.pass(120)
  const auth = { kind: 'oauth1', ...magento.credentials }
  await world.configure({
    secrets: { password: b1.credentials.password },
    store: { auth: { ...auth, accessTokenSecret: 'a-wrong-token-secret' } },
  })
  await world.pass(120)
  await world.configure({ store: { auth } })
  await world.runUntilQuiet()
}

async function peopleAct(stuckId: number): Promise<void> {
  const ctx = world.context({
    kind: 'admin_user',
    id: 'main:7',
    name: 'Petra',
    roles: ['view', 'operate'],
    stores: ['main'],
  })
  const order = world.magento.order(stuckId)
  const row = await orderRow(world, stuckId)
  const reason = `${order?.customer_email} called from +386 40 123 456, see password=letmein-2026`
  await skipOrder(ctx, { store: 'main', orderId: row.id, reason })
  await pause(ctx, { kind: 'connection', code: 'b1', reason })
  await resume(ctx, { kind: 'connection', code: 'b1', reason: '' })
}

async function secretsOf(): Promise<string[]> {
  const { magento, b1, webhookSecret, ctx } = world
  const { loginKey } = await ensureInstallation(ctx)
  const { consumerKey: _shown, ...magentoSecrets } = magento.credentials
  return [
    ...Object.values(magentoSecrets),
    b1.credentials.password,
    b1.webhookKey,
    webhookSecret,
    webhookSecret.slice('whsec_'.length),
    SESSION_KEY,
    'a-wrong-password-of-the-tests',
    'a-wrong-token-secret',
    'letmein-2026',
    Buffer.from(loginKey).toString('base64'),
    Buffer.from(loginKey).toString('hex'),
  ]
}

/** What points to a person: not a first name alone, which may be a word of ours. */
function personalDataOf(id: number): string[] {
  const order = world.magento.order(id)
  const address = order?.billing_address
  const found = [
    order?.customer_email,
    address?.telephone,
    ...(address?.street ?? []),
    address && `${address.firstname} ${address.lastname}`,
  ]
  return found.flatMap(text => (text && text.length > 4 ? [text] : []))
}

async function readPages(): Promise<Map<string, string>> {
  const { context, database } = world
  const app = await createApp({
    context,
    deliveries: createDeliveryWriter(database.sql, world.clock, () => {}),
    fetchAdobeKey: async () => '',
    publicUrl: ORIGIN,
    assets: createAssets(readAssets()),
  })
  const link = new URL(await createLoginLink(world.ctx, { publicUrl: ORIGIN }))
  const login = await app.request(`${ORIGIN}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ token: link.searchParams.get('token') ?? '' }).toString(),
  })
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const ids = async (table: string) =>
    (await database.sql.unsafe(`select id from ${table} order by id`)).map(row => row.id)
  const paths = [
    '',
    '/orders',
    '/problems',
    '/documents',
    '/runs',
    ...(await ids('orders')).map(id => `/orders/${id}`),
    ...(await ids('attempts')).map(id => `/orders/attempts/${id}`),
    ...(await ids('documents')).map(id => `/documents/${id}/resend`),
  ]
  const found = new Map<string, string>()
  for (const path of paths) {
    const answer = await app.request(`${ORIGIN}/admin${path}`, { headers: { cookie } })
    expect([path, answer.status]).toEqual([path, 200])
    found.set(path, await answer.text())
  }
  return found
}

/** As a person would read it: without the escapes of JSON and HTML. */
const plain = (text: string): string =>
  text.replaceAll('&#39;', "'").replaceAll('&amp;', '&').replaceAll('\\/', '/').replaceAll('\\"', '"')
const findIn = (text: string, marks: readonly string[]): string[] =>
  [...new Set(marks)].filter(mark => plain(text).toLowerCase().includes(mark.toLowerCase()))

async function stored(query: string): Promise<string> {
  const rows = await world.database.sql.unsafe(query)
  expect(rows.length, query).toBeGreaterThan(0)
  return JSON.stringify(rows)
}

test('the world had its bad days', async () => {
  const [row] = await world.database.sql`
    select (select count(*)::int from problems) as problems, (select count(*)::int from attempts where outcome <> 'delivered') as failed,
      (select count(*)::int from mails where state = 'sent') as mails, (select count(*)::int from audit) as audit`
  expect(row?.problems).toBeGreaterThan(3)
  expect(row?.failed).toBeGreaterThan(5)
  expect(row?.mails).toBeGreaterThan(2)
  expect(row?.audit).toBeGreaterThan(3)
  expect(printed.length).toBeGreaterThan(3)
  expect(secrets.length).toBeGreaterThan(10)
  expect(people.length).toBeGreaterThan(10)
})

describe('secrets', () => {
  test('are in no log line', () => expect(findIn(printed.join(''), secrets)).toEqual([]))

  test('are in no table, except sealed', async () => {
    const tables = await world.database.sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
    for (const { name } of tables) {
      const rows = await world.database.sql.unsafe(`select t::text as row from "${name}" t`)
      expect([name, ...findIn(JSON.stringify(rows), secrets)]).toEqual([name])
      const bytes = rows.map(({ row }) =>
        Buffer.from(String(row).replaceAll(/[^0-9a-f]/g, ''), 'hex').toString('latin1'),
      )
      expect([name, ...findIn(bytes.join('\n'), secrets)]).toEqual([name])
    }
  })

  test('are on no page', () => {
    for (const [path, html] of pages) expect([path, ...findIn(html, secrets)]).toEqual([path])
  })
})

describe('personal data', () => {
  test('are in no log line', () => expect(findIn(printed.join(''), people)).toEqual([]))

  test.each([
    ['the audit', 'select * from audit'],
    ['problems', 'select * from problems'],
    ['stories', 'select * from order_events'],
    ['what came of attempts', 'select outcome, error from attempts'],
    ['what came of messages', 'select kind, reason, result from outbox'],
    ['what came of hints', 'select outcome, event_type from inbox'],
    ['runs', 'select * from runs'],
    ['why orders are where they are', 'select phase_reason from orders'],
    ['why something is paused', 'select paused_reason from connections'],
    ['what mail servers said', 'select answer, reason, requested_by, message_id from mails'],
  ])('are not in %s', async (_, query) => {
    expect(findIn(await stored(query), people)).toEqual([])
  })

  test('are not in what went over the wire, as it is shown', () => {
    const shown = [...pages].filter(([path]) => path.startsWith('/orders/attempts/'))
    expect(shown.length).toBeGreaterThan(10)
    for (const [path, html] of shown) expect([path, ...findIn(html, people)]).toEqual([path])
  })

  test('are not on pages that are about no order', () => {
    for (const path of ['', '/problems', '/runs'])
      expect([path, ...findIn(pages.get(path) ?? '', people)]).toEqual([path])
  })

  test('are where people need them: on the page of the order', () => {
    const order = [...pages].find(([path]) => /^\/orders\/\d+$/.test(path))
    expect(findIn(order?.[1] ?? '', people).length).toBeGreaterThan(0)
  })
})
