import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { desc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { mails } from '../../src/db/schema/documents.ts'
import { seed } from '../browser/seed.ts'
import { testDatabase } from '../support/database.ts'
import { clock, orderCommands } from './cli-session.ts'

const database = await testDatabase()
const seeded = await seed(database.db, database.box, clock.now())
const { run } = orderCommands(database)

describe('orderbridge order show', () => {
  it('begins with where the order is and tells the whole story, in plain text', async () => {
    const { text: shown, exitCode } = await run('order', 'show', seeded.done.number, '--store', 'main')
    expect(exitCode).toBe(0)
    expect(shown).toContain(`as ${seeded.done.erpNumber}, shipped as `)
    expect(shown).toMatch(/ordered +in ERP +shipped +invoiced +refunded +gross\n/)
    expect(shown).toMatch(/Total in Magento +\d+\.\d\d\n/)
    expect(shown).toContain('Story (UTC)\n')
    expect(shown).toContain('Documents\n')
    for (const line of shown.split('\n')) expect(line).toBe(line.trimEnd())
  })

  it('marks a line on which the sides differ', async () => {
    const { text: shown } = await run('order', 'show', `id:${seeded.differing.id}`)
    expect(shown).toMatch(/\d \(Magento 0\)/)
  })

  it('puts what waits for a person first, with what to do', async () => {
    const { text: shown } = await run('order', 'show', `id:${seeded.held.id}`)
    expect(shown).toMatch(/^Waits for a person since .* does not know item SKU-4711\. \S+/m)
  })

  it('prints the same as JSON', async () => {
    const { text: shown } = await run('order', 'show', `id:${seeded.done.id}`, '--json')
    expect(JSON.parse(shown)).toMatchObject({
      id: seeded.done.id,
      number: seeded.done.number,
      sentence: expect.stringContaining(seeded.done.erpNumber),
      documents: [{ id: seeded.done.invoiceId, kind: 'invoice' }],
    })
  })
})

describe('orderbridge invoice resend', () => {
  const number = () => `id:${seeded.done.id}`
  const newest = async () => (await database.db.select().from(mails).orderBy(desc(mails.id)).limit(1))[0]

  it('mails it to the customer again, or to the address that is given', async () => {
    const { text: said } = await run('invoice', 'resend', number(), '--reason', 'asked for')
    expect(said).toContain(`is on its way to ${seeded.done.email}`)
    await run('invoice', 'resend', number(), '--to', 'books@example.com', '--reason', 'for the accountant')
    expect(await newest()).toMatchObject({ recipient: 'books@example.com', reason: 'for the accountant' })
  })

  it('refuses a document that the order does not have', async () => {
    const wrong = run('invoice', 'resend', number(), '--document', '999999', '--reason', 'x')
    await expect(wrong).rejects.toThrow(`has no invoice document 999999. It has:\n  ${seeded.done.invoiceId}  `)
  })
})

describe('the commands in a process of their own', () => {
  const root = join(import.meta.dirname, '..', '..')
  const start = async (...args: string[]) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'orderbridge.js'), ...args], {
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        ORDERBRIDGE_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise<number | null>(resolve => child.on('exit', resolve))
    const [stdout, exitCode] = await Promise.all([text(child.stdout), ended])
    return { stdout, exitCode }
  }

  it('use the database of DATABASE_URL and end', async () => {
    expect(await start('migrate')).toEqual({ stdout: 'The schema is up to date.\n', exitCode: 0 })
    const problems = await start('problems', '--json')
    expect(problems.exitCode).toBe(0)
    expect(JSON.parse(problems.stdout).length).toBeGreaterThan(0)
  })
})
