// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of configuration files look like that.
import { asc } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { connections, installation, stores } from '../../src/db/schema/stores.ts'
import { settingsVersions } from '../../src/db/schema/versions.ts'
import { createSecretBox } from '../../src/db/secret-box.ts'
import { UserError } from '../../src/domain/errors.ts'
import { type Applied, type ApplyContext, applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { ensureInstallation } from '../../src/flows/config/ensure-installation.ts'
import { readSetup } from '../../src/flows/config/read-setup.ts'
import { testDatabase } from '../support/database.ts'
import { emptyAudit } from '../support/tamper.ts'

const { db, box } = await testDatabase()
let time = Date.parse('2026-03-01T10:00:00Z')
const ctx: ApplyContext = { db, box, clock: { now: () => new Date(time++) }, actor: { kind: 'cli', user: 'ada' } }

const FILE = `smtp:
  host: mail.example
  user: shop
  password: \${SMTP_PASSWORD}
stores:
  - code: main
    name: Main shop
    url: https://shop.example/
    auth: { kind: bearer, token: "\${M_TOKEN}" }
connections:
  - code: b1
    store: main
    kind: sap-b1
    name: SAP Business One
    settings: { url: "https://b1.example:50000", companyDb: SBODEMO }
    secrets: { user: manager, password: "\${B1_PASSWORD}" }
    policies: { guests: collective }
`
const VARIABLES = { SMTP_PASSWORD: 'smtp-secret', M_TOKEN: 'token-secret', B1_PASSWORD: 'b1-secret' }

const apply = (text = FILE, variables: Record<string, string> = VARIABLES, dryRun = false, context = ctx) =>
  applyConfiguration(context, { text, variables, fileName: 'shop.yaml', dryRun })
const lines = ({ changes }: Applied) => changes.map(({ subject, text }) => `${subject}: ${text}`)
const readAudit = () => db.select().from(audit).orderBy(asc(audit.at))

beforeEach(async () => {
  await emptyAudit(db)
  for (const table of [settingsVersions, connections, stores, installation]) await db.delete(table)
})

describe('applying a configuration', () => {
  it('creates what is new, with keys of its own, and says so', async () => {
    const applied = await apply()
    expect(lines(applied)).toEqual([
      'mail server: host (none) → mail.example',
      'mail server: port (none) → 587',
      'mail server: secure (none) → false',
      'mail server: user (none) → shop',
      'mail server: secret password added',
      'store main: created',
      'store main: sends orders placed from now on; older ones are left out, until orders.since names an earlier day',
      'connection b1: created',
    ])
    expect(applied).toMatchObject({
      stores: ['main'],
      createdStores: ['main'],
      createdConnections: ['b1'],
      notInFile: [],
    })
    const setup = await readSetup(db, box)
    expect(setup.smtp?.password).toBe('smtp-secret')
    expect(setup.connections[0]).toMatchObject({
      revision: 1,
      secrets: { password: 'b1-secret' },
      policies: { guests: 'collective' },
    })
    const secrets = setup.stores[0]?.secrets
    expect(secrets?.auth).toEqual({ kind: 'bearer', token: 'token-secret' })
    expect(secrets?.webhookSecrets).toEqual([expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)])
    expect(secrets?.sessionKeys).toEqual([expect.stringMatching(/^[\w-]{43}$/)])
  })

  it('changes nothing the second time: no row, no revision, no audit, no new keys', async () => {
    await apply()
    const before = [
      await db.select().from(stores),
      await db.select().from(connections),
      await db.select().from(installation),
    ]
    const audited = await readAudit()
    expect((await apply()).changes).toEqual([])
    const after = [
      await db.select().from(stores),
      await db.select().from(connections),
      await db.select().from(installation),
    ]
    expect(after).toEqual(before)
    expect(await readAudit()).toEqual(audited)
  })

  it('names each change, keeps generated keys, and counts the revision up once', async () => {
    await apply()
    const keys = (await readSetup(db, box)).stores[0]?.secrets
    const changed = FILE.replace('guests: collective', 'guests: per_email, itemMap: { A.1: B }')
      .replace('companyDb: SBODEMO', 'companyDb: SBOPROD')
      .replace('Main shop', 'Main')
    const applied = await apply(changed, { ...VARIABLES, B1_PASSWORD: 'new', M_TOKEN: 'new' })
    expect(lines(applied)).toEqual([
      'store main: name Main shop → Main',
      'store main: secret auth.token changed',
      'connection b1: settings.companyDb SBODEMO → SBOPROD',
      'connection b1: policies.guests collective → per_email',
      'connection b1: policies.itemMap {} → (none)',
      'connection b1: policies.itemMap["A.1"] (none) → B',
      'connection b1: secret password changed',
    ])
    const setup = await readSetup(db, box)
    expect(setup.stores[0]?.revision).toBe(2)
    expect(setup.connections[0]?.revision).toBe(2)
    expect(setup.stores[0]?.secrets).toEqual({ ...keys, auth: { kind: 'bearer', token: 'new' } })
  })

  it('tells a dry run the same changes and writes nothing', async () => {
    expect(lines(await apply(FILE, VARIABLES, true))).toContain('store main: created')
    expect(await db.select().from(stores)).toEqual([])
    expect(await db.select().from(installation)).toEqual([])
    expect(await readAudit()).toEqual([])
  })

  it('writes down who changed what, without any secret', async () => {
    await apply()
    await apply(FILE.replace('collective', 'per_order'), { ...VARIABLES, B1_PASSWORD: 'other-secret' })
    const rows = await readAudit()
    expect(rows.map(({ store, subject }) => [store, subject])).toEqual([
      ['*', 'mail server'],
      ['main', 'store main'],
      ['main', 'connection b1'],
      ['main', 'connection b1'],
    ])
    expect(rows.at(-1)).toMatchObject({
      actor: 'ada (command line)',
      action: 'configuration.apply',
      before: { 'policies.guests': 'collective' },
      after: { 'policies.guests': 'per_order', 'secret password': 'changed' },
    })
    const written = JSON.stringify(rows)
    const secrets = (await readSetup(db, box)).stores[0]?.secrets
    for (const secret of [
      'b1-secret',
      'other-secret',
      'token-secret',
      'smtp-secret',
      'whsec_',
      secrets?.sessionKeys[0],
    ])
      expect(written).not.toContain(secret)
  })

  it('leaves alone what the file does not name, and names it', async () => {
    await apply()
    const applied = await apply(
      FILE.replaceAll('main', 'west')
        .replaceAll('b1', 'w1')
        .replace('kind: sap-w1', 'kind: sap-b1')
        .replace(/^smtp:[\s\S]*(?=stores)/, ''),
    )
    expect(applied.notInFile).toEqual(['store main', 'connection b1', 'mail server'])
    expect((await readSetup(db, box)).stores.map(({ code }) => code)).toEqual(['main', 'west'])
  })

  it('takes a connection to a store that is only in the database', async () => {
    await apply()
    const [, list] = FILE.split('connections:\n')
    const applied = await apply(`connections:\n${list?.replace('code: b1', 'code: b2')}`)
    expect(lines(applied)).toEqual(['connection b2: created'])
  })

  it('refuses to move a connection, or to hang it on a store that does not exist, with nothing changed', async () => {
    await apply()
    const moved =
      `${FILE.replace('store: main', 'store: west')}  - code: b2\n    store: north\n${FILE.slice(FILE.indexOf('    kind: sap-b1'))}`.replace(
        'connections:',
        '  - code: west\n    name: West\n    url: https://west.example\n    auth: { kind: bearer, token: t }\nconnections:',
      )
    const refusal = await apply(moved).catch((error: Error) => error)
    expect(refusal).toBeInstanceOf(UserError)
    expect(String(refusal)).toContain('connections[0].store, line 16: connection b1 belongs to store main.')
    expect(String(refusal)).toContain(
      'connections[1].store, line 23: there is no store "north" in the file or the database',
    )
    expect((await readSetup(db, box)).stores.map(({ code }) => code)).toEqual(['main'])
  })

  it('refuses a mistake in the last line before the first is applied', async () => {
    await expect(apply(FILE.replace('guests: collective', 'guests: everybody'))).rejects.toThrow(
      'connections[0].policies.guests, line 17: must be one of per_email, collective, per_order',
    )
    expect(await db.select().from(stores)).toEqual([])
  })

  it('takes keys from the file, and keeps them when the file leaves them out again', async () => {
    const own = FILE.replace('    auth:', `    sessionKeys: ["${'k'.repeat(40)}"]\n    webhookSecrets: []\n    auth:`)
    await apply(own)
    expect((await apply()).changes).toEqual([])
    expect((await readSetup(db, box)).stores[0]?.secrets).toMatchObject({
      sessionKeys: ['k'.repeat(40)],
      webhookSecrets: [],
    })
  })

  it('replaces secrets that no key opens any more', async () => {
    await apply()
    const other = { ...ctx, box: createSecretBox({ current: Buffer.alloc(32, 1).toString('base64') }) }
    const applied = await apply(FILE, VARIABLES, false, other)
    expect(lines(applied)).toContain('connection b1: secret password added')
    expect((await readSetup(db, other.box)).connections[0]?.secrets).toMatchObject({ password: 'b1-secret' })
  })

  it('lets one of two that run at once wait for the other', async () => {
    const results = await Promise.all([apply(), apply(), apply()])
    expect(results.map(({ createdStores }) => createdStores.length).sort()).toEqual([0, 0, 1])
    expect((await readSetup(db, box)).stores[0]?.revision).toBe(1)
  })

  it('is refused to a person without the role', async () => {
    const actor = { kind: 'admin_user', id: '1', name: 'Bo', roles: ['view', 'operate'] } as const
    await expect(apply(FILE, VARIABLES, false, { ...ctx, actor })).rejects.toThrow('change the configuration')
  })
})

describe('the installation', () => {
  it('has one login key, whoever starts first', async () => {
    const keys = await Promise.all([ensureInstallation(ctx), ensureInstallation(ctx), ensureInstallation(ctx)])
    expect(keys[0]?.loginKey).toHaveLength(32)
    for (const { loginKey } of keys) expect(loginKey).toEqual(keys[0]?.loginKey)
  })

  it('gets a new login key when no key opens the old one, and keeps its mail server', async () => {
    await apply()
    const { loginKey } = await ensureInstallation(ctx)
    const other = { ...ctx, box: createSecretBox({ current: Buffer.alloc(32, 2).toString('base64') }) }
    const replaced = await ensureInstallation(other)
    expect(replaced.loginKey).not.toEqual(loginKey)
    expect((await ensureInstallation(other)).loginKey).toEqual(replaced.loginKey)
    expect((await db.select().from(installation))[0]?.smtp).not.toBeNull()
  })
})
