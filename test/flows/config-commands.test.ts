import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMagento } from '../../sandbox/magento/server.ts'
import { startMailbox } from '../../sandbox/mail/server.ts'
import { startSapB1 } from '../../sandbox/sap-b1/server.ts'
import { connections, stores } from '../../src/db/schema/stores.ts'
import { UserError } from '../../src/domain/errors.ts'
import type { PlacedFinding } from '../../src/flows/config/diagnose.ts'
import { loadSecretBox } from '../../src/flows/config/load-secret-box.ts'
import { testDatabase } from '../support/database.ts'
import { commandLine } from './config-session.ts'

const database = await testDatabase()
const { db } = database
const home = mkdtempSync(join(tmpdir(), 'orderbridge-commands-'))
const box = loadSecretBox({ home, secretKey: undefined, secretKeyPrevious: undefined })
const clock = { now: () => new Date() }
let seed = 1
/** Park and Miller: nonces must differ, and do so the same way in every run. */
const random = () => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}
const magento = await startMagento({ clock, random, module: true })
const erp = await startSapB1({ port: 0, gatewayPort: 0, clock, random })
const mailbox = await startMailbox({ clock })

const variables = {
  ORDERBRIDGE_HOME: home,
  PUBLIC_URL: 'https://bridge.example',
  B1_PASSWORD: erp.credentials.password,
}
const run = commandLine({ database, box, variables, random })

const file = (name: string, content: string): string => {
  const path = join(home, name)
  writeFileSync(path, content)
  return path
}
const CONFIGURATION = `
smtp: { host: 127.0.0.1, port: ${mailbox.smtpPort} }
stores:
  - code: main
    name: Main shop
    url: ${magento.url}
    allowPrivateNetwork: true
    mail: { from: "Main <orders@shop.example>" }
    auth: ${JSON.stringify({ kind: 'oauth1', ...magento.credentials })}
  - code: west
    name: West
    url: ${magento.url}
    auth: { kind: bearer, token: wrong }
connections:
  - code: b1
    store: main
    kind: sap-b1
    name: SAP Business One
    settings:
      url: "${erp.url}"
      gatewayUrl: "${erp.gatewayUrl}"
      companyDb: "${erp.credentials.companyDb}"
      vatGroups: { "22": S22, "9.5": S95 }
    secrets: { user: "${erp.credentials.user}", password: "\${B1_PASSWORD}" }
    policies: { allowPrivateNetwork: true }
`
const findingsOf = async (...args: string[]) => {
  const { text, exitCode } = await run('doctor', '--json', ...args)
  const findings: readonly PlacedFinding[] = JSON.parse(text)
  return { findings, exitCode, wrong: findings.filter(({ ok }) => !ok) }
}

afterAll(async () => {
  await Promise.all([magento.close(), erp.close(), mailbox.close()])
  rmSync(home, { recursive: true })
})

describe('orderbridge apply', () => {
  it('shows in a dry run what would change', async () => {
    const { text } = await run('apply', file('shop.yaml', CONFIGURATION), '--dry-run')
    expect(text).toContain('store main: created\n')
    expect(text).toContain('Dry run: nothing was changed.\n')
    expect(text).not.toContain('Webhook secret')
  })

  it('says after the first time what to enter in Magento, without the keys', async () => {
    const { text } = await run('apply', file('shop.yaml', CONFIGURATION))
    expect(text).toContain('connection b1: created\n')
    expect(text).toContain('Bridge URL      https://bridge.example\n')
    expect(text).toContain('Webhook secret  (hidden)\n')
    expect(text).toContain('  orderbridge pause store main --reason "first run"\n')
    expect(text).not.toContain('whsec_')
  })

  it('prints the keys when asked, also later', async () => {
    const { text } = await run('apply', file('shop.yaml', CONFIGURATION), '--show-secrets')
    expect(text).toMatch(/^Nothing to change\.\n/)
    expect(text).toMatch(/Webhook secret {2}whsec_\S{44}\n/)
  })

  it('prints JSON without any secret', async () => {
    const { text } = await run('apply', file('shop.yaml', CONFIGURATION.replace('Main shop', 'Main')), '--json')
    expect(JSON.parse(text)).toMatchObject({ changes: [{ subject: 'store main', text: 'name Main shop → Main' }] })
  })

  it('refuses what is not there, or too large', async () => {
    await expect(run('apply', join(home, 'none.yaml'))).rejects.toThrow(UserError)
    await expect(run('apply', file('big.yaml', '#'.repeat(1024 * 1024 + 1)))).rejects.toThrow('larger than 1 MiB')
  })
})

describe('orderbridge doctor', () => {
  beforeAll(async () => {
    await run('apply', file('shop.yaml', CONFIGURATION))
  })

  it('makes the fields that the ERP lacks when told to, and then finds all well', async () => {
    const before = await findingsOf('--store', 'main')
    expect(before.wrong.map(({ area }) => area)).toEqual(['connection b1'])
    expect(before.exitCode).toBe(1)
    await run('doctor', '--store', 'main', '--fix')
    const after = await findingsOf('--store', 'main')
    expect(after.wrong).toEqual([])
    expect(after.exitCode).toBe(0)
    expect(new Set(after.findings.map(({ area }) => area))).toEqual(
      new Set(['database', 'installation', 'store main', 'connection b1', 'mail server']),
    )
    const { text } = await run('doctor', '--store', 'main')
    expect(text).toMatch(/^database\n {2}✓ version +PostgreSQL \d+/)
    expect(text).toMatch(/All is well\.\n$/)
  })

  it('tells what is wrong with one store and what to do, and the rest all the same', async () => {
    const { wrong, findings, exitCode } = await findingsOf()
    expect(exitCode).toBe(1)
    expect(new Set(wrong.map(({ area }) => area))).toEqual(new Set(['store west']))
    expect(wrong.every(({ remedy }) => remedy)).toBe(true)
    expect(findings.some(({ area }) => area === 'store main')).toBe(true)
  })

  it('finds a key file that others can read, and closes it with --fix', async () => {
    chmodSync(join(home, 'secret.key'), 0o644)
    const { wrong } = await findingsOf('--store', 'main')
    expect(wrong).toMatchObject([{ area: 'installation', check: 'secret key' }])
    expect((await findingsOf('--store', 'main', '--fix')).wrong).toEqual([])
  })

  it('finds a public address that is missing or not encrypted', async () => {
    for (const PUBLIC_URL of ['', 'http://bridge.example']) {
      const { text } = await commandLine({ database, box, variables: { ...variables, PUBLIC_URL }, random })(
        'doctor',
        '--store',
        'main',
      )
      expect(text).toMatch(/✗ public address/)
    }
  })

  it('finds a mail server that does not answer', async () => {
    await run('apply', file('mail.yaml', 'smtp: { host: 127.0.0.1, port: 1 }'))
    expect((await findingsOf('--store', 'main')).wrong).toMatchObject([{ area: 'mail server' }])
    await run('apply', file('shop.yaml', CONFIGURATION))
  })

  it('tells of a pause and its reason', async () => {
    await db
      .update(connections)
      .set({ pausedAt: clock.now(), pausedReason: 'wrong password' })
      .where(eq(connections.code, 'b1'))
    const { wrong } = await findingsOf('--store', 'main')
    expect(wrong).toMatchObject([
      { area: 'connection b1', check: 'paused', detail: expect.stringContaining('wrong password') },
    ])
    await db.update(connections).set({ pausedAt: null, pausedReason: null })
  })

  it('finds secrets that no key opens', async () => {
    const [row] = await db.select().from(stores).where(eq(stores.code, 'west'))
    await db
      .update(stores)
      .set({ secrets: new Uint8Array(40) })
      .where(eq(stores.code, 'west'))
    const { wrong } = await findingsOf()
    expect(wrong).toContainEqual(
      expect.objectContaining({ check: 'stored secrets', detail: 'no key opens store:west' }),
    )
    await db
      .update(stores)
      .set({ secrets: row?.secrets ?? new Uint8Array() })
      .where(eq(stores.code, 'west'))
  })

  it('refuses a store that is not configured', async () => {
    await expect(run('doctor', '--store', 'east')).rejects.toThrow('There is no store "east". Configured: main, west.')
  })
})
