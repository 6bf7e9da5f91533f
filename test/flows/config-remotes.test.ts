import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connections, installation, stores, storeViews } from '../../src/db/schema/stores.ts'
import { UserError } from '../../src/domain/errors.ts'
import { HttpFailure } from '../../src/domain/http.ts'
import { connectionPolicies, storeSettings } from '../../src/domain/settings.ts'
import type { ConnectorKind, ConnectorOptions } from '../../src/erp/connector-kind.ts'
import { createRemotes, type LiveRemotes } from '../../src/flows/config/remotes.ts'
import { onExchange, recordExchanges } from '../../src/flows/outbox/exchange-recorder.ts'
import { testDatabase } from '../support/database.ts'

const { db, box } = await testDatabase()
let time = Date.parse('2026-03-01T10:00:00Z')
const clock = { now: () => new Date(time) }
const made: ConnectorOptions[] = []
const closed: unknown[] = []

/** Keeps what it was made from: the tests look at that. */
const ledger: ConnectorKind = {
  kind: 'ledger',
  label: 'Ledger',
  settingsSchema: z.strictObject({ url: z.url(), files: z.strictObject({ gateway: z.url() }) }),
  secretsSchema: z.strictObject({ password: z.string() }),
  create: options => {
    made.push(options)
    const connector = {
      kind: 'ledger',
      close: async () => {
        closed.push(options.settings)
      },
    }
    return connector as never // the remotes use nothing else of a connector
  },
  imagined: () => {
    throw new Error('remotes are real')
  },
}

const server = createServer((_request, response) => response.end('{}'))
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const settingsOf = (name: string) => ({ url: `${origin}/b1s`, files: { gateway: `https://${name}.example:60000` } })

let remotes: LiveRemotes

beforeAll(async () => {
  const at = clock.now()
  await db.insert(stores).values({
    code: 'main',
    settings: storeSettings.parse({ name: 'Main', url: 'https://shop.example/' }),
    secrets: box.seal('store:main', { auth: { kind: 'bearer', token: 't' } }),
    createdAt: at,
    updatedAt: at,
  })
  await db.insert(connections).values({
    code: 'b1',
    store: 'main',
    kind: 'ledger',
    name: 'Ledger',
    settings: settingsOf('first'),
    policies: connectionPolicies.parse({ allowPrivateNetwork: true }),
    secrets: box.seal('connection:b1', { password: 'p' }),
    createdAt: at,
    updatedAt: at,
  })
  await db.insert(installation).values({ id: 1, loginKey: new Uint8Array(1), createdAt: at })
  remotes = createRemotes({ db, box, clock, random: () => 0, onExchange, connectorKinds: [ledger] })
})

afterAll(async () => {
  await remotes.close()
  server.close()
})

describe('remotes', () => {
  it('name what is configured when a code is unknown', async () => {
    await expect(remotes.store('west')).rejects.toThrow('There is no store "west". Configured: main.')
    await expect(remotes.erp('b2')).rejects.toThrow(UserError)
  })

  it('make a connector once, with opened secrets', async () => {
    expect(await remotes.erp('b1')).toBe(await remotes.erp('b1'))
    expect(made.at(-1)).toMatchObject({ connection: 'b1', secrets: { password: 'p' }, settings: settingsOf('first') })
    expect((await remotes.connectionsOf('main')).map(row => row.code)).toEqual(['b1'])
    expect(await remotes.connectionsOf('west')).toEqual([])
  })

  it('let a connector call the servers that its settings name and nobody else', async () => {
    await remotes.erp('b1')
    const send = made.at(-1)?.send
    expect((await send?.({ method: 'GET', url: `${origin}/anything` }))?.status).toBe(200)
    await expect(send?.({ method: 'GET', url: 'https://shop.example/' })).rejects.toThrow(HttpFailure)
  })

  it('make a new connector when the settings change, and log out of the old one', async () => {
    const old = await remotes.erp('b1')
    await db
      .update(connections)
      .set({ settings: settingsOf('second'), revision: 2 })
      .where(eq(connections.code, 'b1'))
    expect(await remotes.erp('b1')).toBe(old)
    time += 1000
    expect(await remotes.erp('b1')).not.toBe(old)
    expect(made.at(-1)?.settings).toEqual(settingsOf('second'))
    expect(closed).toEqual([settingsOf('first')])
  })

  it('see a pause and new store views without a new revision, and keep the client', async () => {
    const magento = await remotes.magento('main')
    const view = { viewId: 1, code: 'si', name: 'Slovenija', locale: 'sl_SI', timezone: 'UTC', baseCurrency: 'EUR' }
    await db.insert(storeViews).values({ store: 'main', ...view })
    await db.update(stores).set({ pausedAt: clock.now() })
    await remotes.refresh()
    const store = await remotes.store('main')
    expect(store.paused).toBe(true)
    expect(store.views).toEqual([{ id: 1, code: 'si', locale: 'sl_SI', timezone: 'UTC' }])
    expect(await remotes.magento('main')).toBe(magento)
  })

  it('say that no mail server is configured, and have one as soon as there is', async () => {
    await expect(remotes.mailer()).rejects.toThrow('No mail server is configured')
    await db.update(installation).set({ smtp: box.seal('smtp', { host: 'mail.example' }) })
    await remotes.refresh()
    expect(await remotes.mailer()).toBe(await remotes.mailer())
  })

  it('go on with the others when one connection or store cannot be used, and say what is wrong with it', async () => {
    const [store] = await db.select().from(stores)
    const [connection] = await db.select().from(connections)
    if (!store || !connection) throw new Error('both were made above')
    await db.insert(stores).values({ ...store, code: 'north', secrets: new Uint8Array(40) })
    await db.insert(stores).values({ ...store, code: 'south', settings: {}, secrets: box.seal('store:south', {}) })
    await db.insert(connections).values({ ...connection, code: 'n1', store: 'north' })
    await remotes.refresh()
    expect((await remotes.store('main')).code).toBe('main')
    await expect(remotes.magento('north')).rejects.toThrow('The secrets of store:north were sealed with another key')
    await expect(remotes.store('south')).rejects.toThrow(
      'The stored settings of store south do not fit this version (name: ',
    )
    // Sealed for b1, so it does not open at n1.
    await expect(remotes.connectionsOf('north')).rejects.toThrow('The secrets of connection:n1 are damaged')
  })

  it('read the database once for many callers', async () => {
    time += 1000
    const [first, second] = await Promise.all([remotes.store('main'), remotes.store('main')])
    expect(first).toBe(second)
  })
})

describe('the exchange recorder', () => {
  it('gives each attempt its own exchanges, also when attempts overlap', async () => {
    await remotes.erp('b1')
    const send = made.at(-1)?.send
    const call = (path: string) =>
      recordExchanges(async () => (await send?.({ method: 'GET', url: origin + path }))?.status)
    const attempts = await Promise.all(['/a', '/b', '/c', '/d', '/e', '/f'].map(call))
    expect(attempts.map(attempt => attempt.exchanges.map(entry => 'url' in entry && entry.url))).toEqual(
      ['/a', '/b', '/c', '/d', '/e', '/f'].map(path => [origin + path]),
    )
  })

  it('keeps a failed exchange when the attempt turns its failure into a result', async () => {
    await remotes.erp('b1')
    const send = made.at(-1)?.send
    const attempt = await recordExchanges(async () =>
      send?.({ method: 'POST', url: 'https://elsewhere.example/' }).catch((error: Error) => error.name),
    )
    expect(attempt.result).toBe('HttpFailure')
    expect(attempt.exchanges).toMatchObject([{ method: 'POST', url: 'https://elsewhere.example/' }])
  })

  it('keeps the last fifty exchanges of an attempt that pages on and on', async () => {
    const { exchanges } = await recordExchanges(async () => {
      for (let page = 1; page <= 70; page++)
        onExchange({ at: '2026-03-01T10:00:00.000Z', method: 'GET', url: `/page/${page}`, durationMs: 1 })
    })
    expect(exchanges.at(0)).toMatchObject({ url: '/page/21' })
    expect(exchanges).toHaveLength(50)
  })
})
