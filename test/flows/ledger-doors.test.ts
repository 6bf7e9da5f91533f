import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { updateDocument } from '../../sandbox/sap-b1/document-post.ts'
import { kindOf, readDocument } from '../../sandbox/sap-b1/documents.ts'
import { registerLedger } from '../../src/cli/ledger.ts'
import { registerReconcile } from '../../src/cli/reconcile.ts'
import { loadConfig } from '../../src/config.ts'
import { schedules } from '../../src/db/schema/operations.ts'
import { listOpenDrifts } from '../../src/flows/reconcile/list-drifts.ts'
import { reconcileByClock } from '../../src/flows/reconcile/reconcile-by-clock.ts'
import { runDueTasks } from '../../src/flows/schedule/run-due-tasks.ts'
import { createPage } from '../browser/serve.ts'
import { erpOrder, finish } from '../support/clerk.ts'
import { orderRow } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const DAY = '2026-03-10'
const ORIGIN = 'https://bridge.example'
let world: World
let folder: string
/** One order that is through, one that is held, one that somebody changed in the ERP. */
let ids: { whole: number; held: number; changed: number }

beforeAll(async () => {
  world = await createWorld()
  folder = await mkdtemp(join(tmpdir(), 'ledger-doors-'))
  ids = { whole: world.place('guest-simple'), held: world.place('unknown-item'), changed: world.place('coupon') }
  await world.runUntilQuiet()
  finish(world, ids.whole, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const { DocEntry } = erpOrder(world, ids.changed)
  world.b1.transact(work => {
    const document = readDocument(work, 'Orders', DocEntry)
    return updateDocument(
      work,
      kindOf('Orders'),
      'Orders',
      document,
      { DocumentLines: [{ LineNum: 0, Quantity: 9 }] },
      false,
    )
  })
  world.clock.pass(24 * 3_600)
  await world.remotes.refresh()
  await reconcileByClock(world.ctx, STORE)
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

describe('on the command line', () => {
  const run = async (...words: string[]): Promise<{ readonly text: string; readonly exitCode: number }> => {
    let text = ''
    const program = new Command('orderbridge')
    program.exitOverride().configureOutput({ writeOut: part => (text += part), writeErr: part => (text += part) })
    const ctx = world.context({ kind: 'cli', user: 'ada' })
    const open = async () => ({ ctx, handle: world.database, config: loadConfig({}), close: async () => {} })
    registerReconcile(program, open)
    registerLedger(program, open)
    process.exitCode = undefined
    try {
      await program.parseAsync(words, { from: 'user' })
      return { text, exitCode: Number(process.exitCode ?? 0) }
    } finally {
      process.exitCode = undefined
    }
  }

  test('reconcile names what differs, order by order, and ends with 3 when a person is needed', async () => {
    const { text, exitCode } = await run('reconcile')
    expect(exitCode).toBe(3)
    expect(text).toContain('store main: 3 orders compared')
    expect(text).toContain((await orderRow(world, ids.changed)).number)
    expect(text).toContain('changed by hand')
    const json = JSON.parse((await run('reconcile', '--from', '2026-03-01', '--to', DAY, '--json')).text)
    expect(json.stores).toEqual([{ store: STORE, read: 3, unheard: 0, healed: 0, found: 0, gone: 0 }])
    expect((await run('reconcile', '--from', '2026-03-01', '--to', '2026-03-09')).text).toContain('0 orders compared')
  })

  test('windows that make no sense are explained', async () => {
    await expect(run('reconcile', '--to', DAY)).rejects.toThrow('--to needs --from')
    await expect(run('reconcile', '--from', '2026-02-30')).rejects.toThrow('is not a day')
    await expect(run('reconcile', '--from', '2026-03-09', '--to', '2026-03-01')).rejects.toThrow(
      'ends before it begins',
    )
  })

  test('ledger shows the month, a day with its orders, and what does not add up', async () => {
    const month = await run('ledger', '--month', '2026-03')
    expect(month.text).toContain(DAY)
    expect(month.text).toContain('1 held')
    const day = await run('ledger', '--day', DAY)
    for (const id of Object.values(ids)) expect(day.text).toContain((await orderRow(world, id)).number)
    const { number } = await orderRow(world, ids.changed)
    expect(day.text).toContain(`does not add up: Order ${number} differs by -`)
    expect(day.exitCode).toBe(3)
    await expect(run('ledger', '--day', '10.3.2026')).rejects.toThrow('is not a day')
    await expect(run('ledger', '--month', 'March')).rejects.toThrow('is not a month')
  })

  test('ledger writes CSV and PDF files', async () => {
    const [csv, pdf] = [join(folder, 'march.csv'), join(folder, 'march.pdf')]
    await run('ledger', '--month', '2026-03', '--csv', csv)
    await run('ledger', '--month', '2026-03', '--pdf', pdf)
    const text = await readFile(csv, 'utf8')
    expect(text.split('\r\n')).toHaveLength(1 + 3 + 1 + 1) // head, orders, one invoice, the end
    expect(text).toBe((await run('ledger', '--month', '2026-03', '--csv', '-')).text)
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
    await expect(run('ledger', '--csv', join(folder, 'no', 'such', 'folder.csv'))).rejects.toThrow('cannot be written')
  })

  test('ledger closes a day and verifies the chain', async () => {
    expect((await run('ledger', '--verify')).text).toBe('No day is closed yet.\n')
    await expect(run('ledger', '--close', DAY)).rejects.toThrow('A note is needed')
    expect((await run('ledger', '--close', DAY, '--note', 'known')).text).toContain(`${DAY} is closed: EUR `)
    const verified = await run('ledger', '--verify')
    expect(verified.text).toContain('1 seal, unbroken')
    expect(verified.exitCode).toBe(0)
    expect((await run('ledger', '--day', DAY)).text).toContain('closed by ada (command line)')
  })
})

describe('on the page', () => {
  let page: Awaited<ReturnType<typeof createPage>>
  let read: RequestInit
  let form: Record<string, string>
  const get = async (path: string) => await page.app.request(`${ORIGIN}${path}`, read)
  const post = async (path: string, fields: Record<string, string>, headers: Record<string, string> = form) =>
    await page.app.request(`${ORIGIN}${path}`, {
      method: 'POST',
      headers: {
        'sec-fetch-site': 'same-origin',
        'hx-request': 'true',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    })

  const signIn = async (options: Parameters<typeof page.loginLink>[0] = {}) => {
    const token = new URL(await page.loginLink(options)).searchParams.get('token') ?? ''
    const answer = await post('/admin/login', { token }, {})
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const home = await (await page.app.request(`${ORIGIN}/admin`, { headers: { cookie } })).text()
    const key = /Orderbridge-Form&quot;:&quot;([\w-]+)/.exec(home)?.[1] ?? ''
    read = { headers: { cookie } }
    form = { cookie, 'orderbridge-form': key }
  }

  beforeAll(async () => {
    page = await createPage(world.database, ORIGIN, world.clock)
    await signIn()
  })

  test('the month leads to the day, and the day to each of its orders', async () => {
    const month = await (await get('/admin/ledger?month=2026-03')).text()
    expect(month).toContain(`/admin/ledger/main/${DAY}`)
    const day = await (await get(`/admin/ledger/main/${DAY}`)).text()
    for (const id of Object.values(ids)) expect(day).toContain(`/admin/orders/${(await orderRow(world, id)).id}"`)
    expect(day).toContain('does not know')
    expect((await get('/admin/ledger/main/2026-02-30')).status).toBe(404)
    expect((await get('/admin/ledger/other/2026-03-10')).status).toBe(404)
    expect((await get('/admin/ledger/other/2026-03.csv')).status).toBe(404)
    expect((await get('/admin/ledger?month=nonsense')).status).toBe(200)
  })

  test('CSV and PDF come as files', async () => {
    const csv = await get(`/admin/ledger/main/${DAY}.csv`)
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="ledger-main-${DAY}.csv"`)
    expect((await csv.text()).split('\r\n')).toHaveLength(6)
    const pdf = await get('/admin/ledger/main/2026-03.pdf')
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
  })

  test('drift shows both values, is accepted with a reason, and then needs nobody', async () => {
    const stores = [STORE]
    const before = (await listOpenDrifts(world.ctx, stores)).filter(drift => drift.class === 'human_changed')
    const html = await (await get('/admin/drift')).text()
    for (const drift of before) expect(html).toContain(`drift-${drift.id}`)
    expect((await post(`/admin/drift/${before[0]?.id}/accept`, { reason: '' })).status).toBe(422)
    for (const drift of before) {
      expect((await get(`/admin/drift/${drift.id}/accept`)).status).toBe(200)
      expect((await post(`/admin/drift/${drift.id}/accept`, { reason: 'agreed' })).status).toBe(200)
    }
    await reconcileByClock(world.ctx, STORE)
    const after = (await listOpenDrifts(world.ctx, stores)).filter(drift => drift.class === 'human_changed')
    expect(after.map(drift => drift.accepted?.note)).toEqual(before.map(() => 'agreed'))
    expect((await get('/admin/drift/999999/accept')).status).toBe(404)
  })

  test('a comparison that is asked for runs in the background, with the window that was asked for', async () => {
    expect((await post('/admin/drift', { store: STORE, days: '92' })).status).toBe(200)
    const [planned] = (await world.database.db.select().from(schedules)).filter(task => task.task === 'reconcile')
    expect(planned?.nextAt).toEqual(world.clock.now())
    await runDueTasks(world.ctx)
    expect((await post('/admin/drift', { store: 'other', days: '' })).status).toBe(404)
    expect((await post('/admin/drift', { store: STORE, days: '7' })).status).toBe(422)
  })

  test('who may only look can neither accept, nor compare, nor close', async () => {
    await signIn({ roles: ['view'] })
    expect((await get('/admin/drift')).status).toBe(200)
    expect(await (await get(`/admin/ledger/main/${DAY}`)).text()).not.toContain('Close the day')
    expect((await post(`/admin/ledger/main/${DAY}/close`, { reason: 'x' })).status).toBe(403)
    expect((await post('/admin/drift', { store: STORE, days: '' })).status).toBe(403)
    expect((await post('/admin/drift/1/accept', { reason: 'x' })).status).toBe(403)
  })
})
