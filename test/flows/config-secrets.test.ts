import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { desc, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/client.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { connections, installation, stores } from '../../src/db/schema/stores.ts'
import { settingsVersions } from '../../src/db/schema/versions.ts'
import type { SecretBox } from '../../src/db/secret-box.ts'
import { type ApplyContext, applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { lockConfiguration } from '../../src/flows/config/configuration-lock.ts'
import { ensureInstallation } from '../../src/flows/config/ensure-installation.ts'
import { loadSecretBox } from '../../src/flows/config/load-secret-box.ts'
import { readSetup } from '../../src/flows/config/read-setup.ts'
import { rotateSecrets } from '../../src/flows/config/rotate-secrets.ts'
import { listSecrets } from '../../src/flows/config/sealed-secrets.ts'
import { testDatabase } from '../support/database.ts'
import { emptyAudit } from '../support/tamper.ts'
import { commandLine } from './config-session.ts'

const database = await testDatabase()
const { db } = database
const clock = { now: () => new Date('2026-03-01T10:00:00Z') }

const FILE = `smtp: { host: mail.example, password: smtp-secret }
stores:
  - { code: main, name: Main, url: https://shop.example, auth: { kind: bearer, token: token-secret } }
connections:
  - code: b1
    store: main
    kind: sap-b1
    name: SAP
    settings: { url: "https://b1.example", companyDb: X }
    secrets: { user: manager, password: b1-secret }
`

let home: string
const path = (name: string) => join(home, name)
const config = (keys: { secretKey?: string; secretKeyPrevious?: string } = {}) => ({
  home,
  secretKey: keys.secretKey,
  secretKeyPrevious: keys.secretKeyPrevious,
})
const contextOf = (box: SecretBox): ApplyContext => ({ db, box, clock, actor: { kind: 'cli', user: 'ada' } })
const fill = (box: SecretBox) =>
  applyConfiguration(contextOf(box), { text: FILE, variables: {}, fileName: 'shop.yaml', dryRun: false })
const rotate = (keys = {}, inside: Database = db) =>
  rotateSecrets({ ...contextOf(loadSecretBox(config(keys))), db: inside }, config(keys))
const opened = async (box: SecretBox) => ({
  setup: await readSetup(db, box),
  login: await ensureInstallation(contextOf(box)),
})

beforeEach(async () => {
  await emptyAudit(db)
  for (const table of [settingsVersions, connections, stores, installation]) await db.delete(table)
  home = mkdtempSync(join(tmpdir(), 'orderbridge-keys-'))
})
afterEach(() => rmSync(home, { recursive: true }))

describe('the key file', () => {
  it('is made once, for its owner only, and used from then on', () => {
    const sealed = loadSecretBox(config()).seal('store:a', 'x')
    expect(loadSecretBox(config()).open('store:a', sealed)).toBe('x')
    expect(statSync(path('secret.key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(home)).toEqual(['secret.key'])
  })

  it('is made below a home that does not exist yet', () => {
    home = path('new/home')
    loadSecretBox(config())
    expect(existsSync(path('secret.key'))).toBe(true)
    home = join(home, '..', '..')
  })

  it('is left alone when the environment has the key', () => {
    loadSecretBox(config({ secretKey: randomBytes(32).toString('base64') }))
    expect(readdirSync(home)).toEqual([])
  })

  it('is used with a warning when others can read it', () => {
    loadSecretBox(config())
    chmodSync(path('secret.key'), 0o644)
    const warnings: string[] = []
    loadSecretBox(config(), { warn: (_fields, text) => warnings.push(text) })
    expect(warnings).toEqual([expect.stringContaining('orderbridge doctor --fix')])
  })

  it('that is damaged or gone is named, and not what is in it', () => {
    const box = loadSecretBox(config())
    writeFileSync(path('secret.key'), 'c2hvcnQ=')
    expect(() => loadSecretBox(config())).toThrow(`The key in ${path('secret.key')} is damaged`)
    rmSync(path('secret.key'))
    expect(() => box.seal('store:a', 'x')).toThrow('is gone')
  })
})

describe('rotating the key of a key file', () => {
  it('seals everything anew and forgets the old key', async () => {
    const running = loadSecretBox(config())
    await fill(running)
    const before = await opened(running)
    const places = await listSecrets({ db, box: running })
    const key = readFileSync(path('secret.key'), 'utf8')
    const rotation = await rotate()
    expect(rotation).toEqual({
      newKey: true,
      resealed: ['store:main', 'connection:b1', 'smtp', 'login-key'],
      unreadable: [],
    })
    expect(readFileSync(path('secret.key'), 'utf8')).not.toBe(key)
    expect(readdirSync(home)).toEqual(['secret.key'])
    const after = await listSecrets({ db, box: loadSecretBox(config()) })
    expect(after.map(({ place, state }) => [place, state])).toEqual(places.map(({ place }) => [place, 'current']))
    expect(after.some(({ keyId }) => keyId === places[0]?.keyId)).toBe(false)
    expect(await opened(loadSecretBox(config()))).toEqual(before)
  })

  it('is followed by a process that runs on: it opens everything, and seals with the new key', async () => {
    const running = loadSecretBox(config())
    await fill(running)
    const before = await opened(running)
    await rotate()
    expect(await opened(running)).toEqual(before)
    expect(loadSecretBox(config()).isStale(running.seal('store:main', {}))).toBe(false)
  })

  it('loses nothing when it is killed at any point, and is finished by running it again', async () => {
    // Every step is a transaction; the one that fails stands for the crash.
    for (let survive = 0; survive < 6; survive++) {
      await fill(loadSecretBox(config()))
      const before = await opened(loadSecretBox(config()))
      await expect(rotate({}, dyingAfter(survive))).rejects.toThrow('killed')
      expect(await opened(loadSecretBox(config()))).toEqual(before)
      await rotate()
      expect(readdirSync(home)).toEqual(['secret.key'])
      expect(await opened(loadSecretBox(config()))).toEqual(before)
    }
  })

  it('makes a new key when it was killed before the new one was in place', async () => {
    await fill(loadSecretBox(config()))
    copyFileSync(path('secret.key'), path('secret.key.previous'))
    const key = readFileSync(path('secret.key'), 'utf8')
    expect((await rotate()).resealed).toHaveLength(4)
    expect(readFileSync(path('secret.key'), 'utf8')).not.toBe(key)
  })

  it('waits for whoever is just storing something that is sealed with the old key', async () => {
    await fill(loadSecretBox(config()))
    const box = loadSecretBox(config())
    let rotation: Promise<unknown> = Promise.resolve()
    await db.transaction(async tx => {
      await lockConfiguration(tx)
      const secrets = box.seal('connection:b1', { user: 'manager', password: 'late' })
      rotation = rotate()
      await Promise.race([rotation, somebodyWaits()])
      await tx.update(connections).set({ secrets })
    })
    await rotation
    expect(readdirSync(home)).toEqual(['secret.key'])
    const setup = await readSetup(db, loadSecretBox(config()))
    expect(setup.unusable).toEqual([])
    expect(setup.connections[0]?.secrets).toMatchObject({ password: 'late' })
  })

  it('tells which places no key opens, and leaves them', async () => {
    await fill(loadSecretBox(config()))
    rmSync(path('secret.key'))
    expect((await rotate()).unreadable).toEqual(['store:main', 'connection:b1', 'smtp', 'login-key'])
  })

  it('is written down without a key', async () => {
    await fill(loadSecretBox(config()))
    await rotate()
    const [row] = await db.select().from(audit).orderBy(audit.store, desc(audit.seq))
    expect(row).toMatchObject({ action: 'secrets.rotate', actor: 'ada (command line)', after: { newKey: true } })
    expect(JSON.stringify(row)).not.toContain(readFileSync(path('secret.key'), 'utf8').trim())
  })
})

describe('rotating a key of the environment', () => {
  const old = randomBytes(32).toString('base64')
  const fresh = randomBytes(32).toString('base64')

  it('seals anew what the previous key sealed', async () => {
    await fill(loadSecretBox(config({ secretKey: old })))
    const keys = { secretKey: fresh, secretKeyPrevious: old }
    expect(await rotate(keys)).toMatchObject({
      newKey: false,
      resealed: ['store:main', 'connection:b1', 'smtp', 'login-key'],
    })
    expect((await opened(loadSecretBox(config({ secretKey: fresh })))).setup.smtp?.password).toBe('smtp-secret')
    expect((await rotate(keys)).resealed).toEqual([])
  })

  it('moves from a key file to the environment', async () => {
    await fill(loadSecretBox(config()))
    renameSync(path('secret.key'), path('secret.key.previous'))
    expect((await rotate({ secretKey: fresh })).resealed).toHaveLength(4)
    expect(readdirSync(home)).toEqual([])
    expect((await opened(loadSecretBox(config({ secretKey: fresh })))).setup.smtp?.password).toBe('smtp-secret')
  })
})

describe('orderbridge secrets', () => {
  it('lists places and keys, never a value', async () => {
    const box = loadSecretBox(config())
    await fill(box)
    const run = commandLine({ database, box, variables: { ORDERBRIDGE_HOME: home }, random: () => 0 })
    const { text } = await run('secrets', 'list')
    expect(text).toMatch(/^store:main {5}key [0-9a-f]{8} {2}current\nconnection:b1 {2}key/)
    expect(text).not.toMatch(/secret|whsec/)
    expect(JSON.parse((await run('secrets', 'list', '--json')).text)).toHaveLength(4)
  })

  it('rotates and says what was done', async () => {
    const box = loadSecretBox(config())
    await fill(box)
    const run = commandLine({ database, box, variables: { ORDERBRIDGE_HOME: home }, random: () => 0 })
    expect((await run('secrets', 'rotate')).text).toContain('smtp: sealed with the current key\n')
  })
})

/** Resolves when a transaction waits for the configuration lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const rows = await db.execute(sql`
      select 1 from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`)
    if (rows.length > 0) return
    await setTimeout(5)
  }
}

/** A database whose connection ends after so many transactions of ours. */
function dyingAfter(transactions: number): Database {
  let left = transactions
  const transaction: Database['transaction'] = (...args) => {
    if (left-- <= 0) return Promise.reject(new Error('killed'))
    return db.transaction(...args)
  }
  return Object.assign(Object.create(db), { transaction })
}
