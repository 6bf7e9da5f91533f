import { and, eq, ne } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sandboxConfiguration } from '../../sandbox/configuration.ts'
import { startMagento } from '../../sandbox/magento/server.ts'
import { connectionTo } from '../../sandbox/sap-b1/connection.ts'
import { startSapB1 } from '../../sandbox/sap-b1/server.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { orders } from '../../src/db/schema/orders.ts'
import { connections, stores } from '../../src/db/schema/stores.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { prepareOrders } from '../../src/flows/order/prepare-orders.ts'
import { testDatabase } from '../support/database.ts'
import { clock, orderCommands } from './cli-session.ts'

const database = await testDatabase()
const { db } = database
const { run, open } = orderCommands(database)
const world = { clock, random: Math.random }
const magento = await startMagento({ ...world, module: true })
const other = await startMagento({ ...world, module: false })
const b1 = await startSapB1({ ...world, port: 0, gatewayPort: 0 })

const inSession = async <T>(work: (ctx: Awaited<ReturnType<typeof open>>['ctx']) => Promise<T>): Promise<T> => {
  const session = await open()
  try {
    return await work(session.ctx)
  } finally {
    await session.close()
  }
}

beforeAll(async () => {
  const text = sandboxConfiguration({
    magento,
    erp: { name: 'sap-b1', kind: 'sap-b1', label: 'SAP Business One', connection: connectionTo(b1) },
    smtpPort: 1,
    webhookSecret: 'whsec_bm90c2V0bm90c2V0bm90c2V0bm90c2V0',
    sessionKey: 'a session key of more than 32 bytes',
  })
  const second = {
    code: 'second',
    name: 'Second shop',
    url: other.url,
    allowPrivateNetwork: true,
    auth: { kind: 'oauth1', ...other.credentials },
  }
  for (const part of [text, JSON.stringify({ stores: [second] })])
    await inSession(ctx => applyConfiguration(ctx, { text: part, variables: {}, fileName: 'test', dryRun: false }))
  await inSession(async ctx => (await ctx.remotes.erp('sap-b1')).diagnose({ fix: true }))
})
afterAll(async () => {
  await Promise.all([magento.close(), other.close(), b1.close()])
})

describe('an order that the bridge has not heard of', () => {
  it('is previewed from Magento with real look-ups, and stays unheard of', async () => {
    const { increment_id: number } = magento.placeOrder('customer')
    const { text, exitCode } = await run('order', 'preview', number, '--store', 'sandbox', '--json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(text)).toMatchObject({ order: { number }, totals: { difference: '0.00' }, warnings: [] })
    expect(await db.select().from(orders)).toEqual([])
    expect(b1.list('Orders')).toEqual([])
  })

  it('gets the base SKU of a product with custom options, as when it is sent', async () => {
    const { increment_id: number } = magento.placeOrder('custom-options')
    const { text } = await run('order', 'preview', number, '--store', 'sandbox', '--json')
    expect(JSON.parse(text)).toMatchObject({ order: { lines: [{ sku: 'S-OPCIJE' }] }, warnings: [] })
  })

  it('is shown to be unknown, with the way to hear of it', async () => {
    await expect(run('order', 'show', '000000001')).rejects.toThrow(
      /There is no order 000000001 .* sync magento-orders/,
    )
  })

  it('is read from Magento by push, and then known', async () => {
    const { increment_id: number } = magento.placeOrder('guest-simple')
    await expect(run('order', 'push', number)).resolves.toMatchObject({ text: expect.stringContaining(number) })
    const { text } = await run('order', 'show', number)
    expect(text).toMatch(new RegExp(`^Order ${number} \\(id:\\d+, Magento \\d+\\), store sandbox`))
    expect(text).toMatch(/Being prepared: .*\./)
    expect(text).toContain('was placed in Magento')
  })

  it('that exists nowhere is said to', async () => {
    await expect(run('order', 'push', '999')).rejects.toThrow('Neither the bridge nor Magento')
    await expect(run('order', 'preview', '999')).rejects.toThrow('Magento has no order 999.')
  })
})

describe('a number that several orders have', () => {
  let ids: readonly number[] = []
  beforeAll(async () => {
    const known = await db.select().from(orders).where(eq(orders.store, 'sandbox'))
    while (other.orders().length < magento.orders().length) other.placeOrder('guest-simple')
    await run('sync', 'magento-orders', '--store', 'second')
    await run('order', 'push', known[0]?.number ?? '', '--store', 'second')
    const [row] = known
    const both = await db
      .select()
      .from(orders)
      .where(eq(orders.number, row?.number ?? ''))
    ids = both.map(({ id }) => id)
  })

  it('names them all and asks for the id or the store', async () => {
    const [first] = await db
      .select()
      .from(orders)
      .where(eq(orders.id, ids[0] ?? 0))
    const number = first?.number ?? ''
    const said = await run('order', 'show', number).catch((error: Error) => error.message)
    expect(said).toContain(`2 orders have the number ${number}`)
    for (const id of ids) expect(said).toContain(`id:${id}  store `)
    expect((await run('order', 'show', `id:${ids[1]}`)).text).toContain('store second')
    expect((await run('order', 'show', String(Number(number)), '--store', 'sandbox')).text).toContain('store sandbox')
  })

  it('is previewed when the store is named, and held where no connection takes it', async () => {
    const { text, exitCode } = await run('order', 'preview', `id:${ids[1]}`, '--json')
    expect(exitCode).toBe(3)
    expect(JSON.parse(text)).toMatchObject({ requests: [], held: { code: 'no_connection:1' } })
  })
})

describe('acting on an order', () => {
  it('gives it up: it is cancelled in Magento, and the reason is kept', async () => {
    const { increment_id: number } = magento.placeOrder('guest-simple')
    await run('order', 'push', number, '--store', 'sandbox')
    const { text } = await run('order', 'cancel', number, '--store', 'sandbox', '--reason', 'cannot be delivered')
    expect(text).toBe(`Order ${number} is being cancelled in Magento.\n`)
    const [row] = await db
      .select()
      .from(orders)
      .where(and(eq(orders.store, 'sandbox'), eq(orders.number, number)))
    expect(row?.phaseReason).toBe(
      'skipped by ada (command line): given up and cancelled in Magento: cannot be delivered',
    )
  })

  it('skips it with a reason, which is kept', async () => {
    const { increment_id: number } = magento.placeOrder('guest-simple')
    await run('order', 'push', number, '--store', 'sandbox')
    const { text } = await run('order', 'skip', number, '--store', 'sandbox', '--reason', 'entered by hand')
    expect(text).toBe(`Order ${number} is skipped.\n`)
    const [row] = await db
      .select()
      .from(orders)
      .where(and(eq(orders.store, 'sandbox'), eq(orders.number, number)))
    expect(row).toMatchObject({ phase: 'skipped', phaseReason: 'skipped by ada (command line): entered by hand' })
  })

  it('is a wrong command line without a number, a reason or a known word', async () => {
    for (const args of [
      ['order', 'skip', '1'],
      ['order', 'cancel', '1'],
      ['order', 'hold', '1'],
      ['order', 'note', '1'],
      ['order', 'show'],
      ['order', 'preview'],
      ['order', '12'],
      ['order', 'shwo'],
    ])
      expect((await run(...args)).exitCode).toBe(2)
    expect((await run('order', '000000012')).errors).toContain('Did you mean: orderbridge order show 000000012')
    expect((await run('order', 'shwo', '1')).errors).toContain(
      'There are: show, preview, push, retry, hold, release, note, skip, cancel.',
    )
    expect((await run('order', 'preview', '1', '--file', 'x')).exitCode).toBe(2)
  })

  it('tells that there is no invoice to send again yet', async () => {
    const [row] = await db.select().from(orders).where(eq(orders.store, 'second'))
    const resend = run('invoice', 'resend', `id:${row?.id}`, '--reason', 'asked for')
    await expect(resend).rejects.toThrow('has no invoice yet')
  })
})

describe('a person at the command line', () => {
  it('holds an order, writes a note and releases it, each once however often it is said', async () => {
    const { increment_id: number } = magento.placeOrder('guest-simple')
    await run('order', 'push', number, '--store', 'sandbox')
    const say = async (...args: string[]) => (await run('order', ...args, '--store', 'sandbox')).text
    expect(await say('hold', number, '--reason', 'she calls back')).toBe(
      `Order ${number} is held until somebody releases it.\n`,
    )
    expect(await say('hold', number, '--reason', 'again')).toBe(`Order ${number} is held already.\n`)
    for (const _ of [1, 2])
      expect(await say('note', number, '--text', 'ask ana@example.com')).toBe(
        `The note stands in the story of order ${number}.\n`,
      )
    expect(await say('release', number)).toMatch(`Order ${number} goes on: `)
    expect(await say('release', number)).toBe(`Order ${number} is neither held nor skipped by a person.\n`)
    const story = await say('show', number)
    expect(story.match(/noted: ask a•••@e•••\.com/g)).toHaveLength(1)
    expect(story).toContain('ada (command line) held the order: she calls back')
    const entries = await db
      .select()
      .from(audit)
      .where(and(eq(audit.subject, `order:${number}`), ne(audit.action, 'order.push')))
    expect(entries.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'order.hold ada (command line)',
      'order.note ada (command line)',
      'order.release ada (command line)',
    ])
  })
})

describe('what waits for a person', () => {
  it('is listed with what to do, and tried again', async () => {
    expect((await run('problems')).text).toBe('Nothing waits for a person.\n')
    const { increment_id: number } = magento.placeOrder('unknown-item')
    await run('order', 'push', number, '--store', 'sandbox')
    await inSession(prepareOrders)
    const { text } = await run('problems', '--json')
    const found: { id: number; title: string; orders: number }[] = JSON.parse(text)
    const missing = found.find(({ title }) => title.includes('does not know item'))
    expect(missing).toMatchObject({ orders: 1 })
    expect((await run('problems')).text).toMatch(/→ Create the item in the ERP[\s\S]*1 orders? wait/)
    expect((await run('problems', '--retry', String(missing?.id))).text).toContain('1 order is tried again')
    await expect(run('problems', '--retry', '999999')).rejects.toThrow('There is no problem 999999')
    expect((await run('problems', '--retry', 'all')).exitCode).toBe(2)
  })
})

describe('pausing', () => {
  it('stops and resumes a connection or a store once, with the reason in the audit', async () => {
    expect((await run('pause', 'connection', 'sap-b1', '--reason', 'stocktaking')).text).toBe(
      'Connection sap-b1 is paused.\n',
    )
    expect((await run('pause', 'connection', 'sap-b1', '--reason', 'x')).text).toContain('paused already')
    const [row] = await db.select().from(connections).where(eq(connections.code, 'sap-b1'))
    expect(row).toMatchObject({ pausedReason: 'stocktaking', pausedAt: expect.any(Date) })
    const preview = await run('order', 'preview', '1', '--store', 'sandbox', '--json')
    expect(JSON.parse(preview.text).warnings).toContain(
      'Connection sap-b1 is paused: nothing is sent until it is resumed.',
    )
    expect((await run('resume', 'connection', 'sap-b1')).text).toBe('Connection sap-b1 is running.\n')
    await run('pause', 'store', 'second', '--reason', 'moving')
    expect(await db.select().from(stores).where(eq(stores.code, 'second'))).toMatchObject([{ pausedReason: 'moving' }])
    await run('resume', 'store', 'second', '--reason', 'moved')
    const told = await db.select().from(audit).where(eq(audit.action, 'store.resume'))
    expect(told).toMatchObject([{ store: 'second', actor: 'ada (command line)', reason: 'moved' }])
  })

  it('refuses what is not there, and a pause without a reason', async () => {
    await expect(run('pause', 'store', 'west', '--reason', 'x')).rejects.toThrow('There is no store west.')
    await expect(run('pause', 'store', 'second', '--reason', ' ')).rejects.toThrow('A reason is needed')
    expect((await run('pause', 'shop', 'second', '--reason', 'x')).exitCode).toBe(2)
  })
})

describe('orderbridge sync', () => {
  it('lists the tasks, runs one, and asks for the store where it has to', async () => {
    expect((await run('sync')).text).toMatch(/erp-changes:sap-b1 .*Ask SAP Business One what changed/)
    expect((await run('sync', 'store-views', '--store', 'sandbox')).text).toBe('Read the store views: views 3.\n')
    await expect(run('sync', 'store-views')).rejects.toThrow(
      'Several stores have the task store-views: sandbox, second.',
    )
    await expect(run('sync', 'everything')).rejects.toThrow('There is no task "everything". There are: store-views,')
  })
})

describe('orderbridge login-link', () => {
  it('prints an address for the asked roles, and refuses unknown ones', async () => {
    const { text } = await run('login-link', '--role', 'view', 'operate', '--store', 'second')
    expect(text).toMatch(/^http:\/\/127\.0\.0\.1:8080\/admin\/login\?token=\S+\n$/)
    const [claims = ''] = new URL(text.trim()).searchParams.get('token')?.split('.') ?? []
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      roles: ['view', 'operate'],
      stores: ['second'],
      name: 'ada (command line)',
    })
    expect((await run('login-link', '--role', 'god')).exitCode).toBe(2)
    await expect(run('login-link', '--store', 'west')).rejects.toThrow('There is no store "west"')
  })
})
