import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mails } from '../../src/db/schema/documents.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import { mailLanguages, readTemplate } from '../../src/flows/mail/read-templates.ts'
import { type NewWords, saveTemplate } from '../../src/flows/mail/save-template.ts'
import { sendTestMail } from '../../src/flows/mail/send-test-mail.ts'
import { finish } from '../support/clerk.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, STORE, type World } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

let world: World
let documentId: number
const jan = (roles: ('view' | 'operate' | 'configure')[] = ['view', 'operate', 'configure'], stores = [STORE]) =>
  world.context({ kind: 'admin_user', id: '7', name: 'Jan', roles, stores })
const COPY = { store: STORE, kind: 'invoice_copy', language: 'en' } as const
const save = (changes: Partial<NewWords>, ctx = jan()) =>
  saveTemplate(ctx, { ...COPY, seen: 0, reason: 'ours', ...changes })
const resend = (recipient: string) =>
  resendInvoice(jan(), { store: STORE, documentId, recipient, reason: 'asked' }).then(() => world.work())
const mailTo = (address: string) => world.mailbox.messages().find(mail => mail.to === address)

beforeAll(async () => {
  world = await createWorld()
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const [document] = await world.database.sql<{ id: string }[]>`select id from documents where kind = 'invoice'`
  documentId = Number(document?.id)
}, 120_000)
afterAll(() => world[Symbol.asyncDispose]())

describe('the words of a mail', () => {
  test('are those that are shipped until a store writes its own, for the languages of its views', async () => {
    const languages = await mailLanguages(world.ctx, STORE)
    expect(languages.map(({ language, shipped }) => [language, shipped]).toSorted()).toEqual([
      ['en', true],
      ['sl', true],
    ])
    await resend('shipped@example.com')
    expect(mailTo('shipped@example.com')?.subject).toMatch(/^Copy of your invoice/)
    expect((await readTemplate(world.ctx, COPY)).changed).toBe(false)
  })

  test('go out as they were when the mail was decided, and every mail keeps those that it went with', async () => {
    const own = { subject: 'Here it is again: {number}', body: 'Dear {customer},\n\n<b>{store}</b>\n' }
    expect(await save({ words: own })).toMatchObject({ version: 1 })
    await resendInvoice(jan(), { store: STORE, documentId, recipient: 'first@example.com', reason: 'asked' })
    expect(await save({ words: own, seen: 1 })).toEqual({ version: 1, changed: false })
    await save({ words: { ...own, subject: 'Newer' }, seen: 1 })
    await world.work()
    const first = mailTo('first@example.com')
    expect(first?.subject).toMatch(/^Here it is again: \d+$/)
    expect(first?.text).toContain('<b>Test shop</b>')
    expect(first?.html).toContain('&lt;b&gt;Test shop&lt;/b&gt;')
    await resend('second@example.com')
    expect(mailTo('second@example.com')?.subject).toBe('Newer')
    const kept = await world.database.db.select().from(mails).where(eq(mails.recipient, 'first@example.com'))
    expect(kept[0]?.template).toMatchObject({ kind: 'invoice_copy', language: 'en', version: 1, subject: own.subject })
  })

  test('go back to the shipped ones, and every version stays with its author and reason', async () => {
    expect(await save({ seen: 2, reason: 'better after all' })).toMatchObject({ version: 3 })
    await resend('third@example.com')
    expect(mailTo('third@example.com')?.subject).toMatch(/^Copy of your invoice/)
    const { versions, changed } = await readTemplate(world.ctx, COPY)
    expect(changed).toBe(false)
    expect(versions.map(({ version, author, reason, words }) => [version, author, reason, words?.subject])).toEqual([
      [3, 'Jan', 'better after all', undefined],
      [2, 'Jan', 'ours', 'Newer'],
      [1, 'Jan', 'ours', 'Here it is again: {number}'],
    ])
    const entries = await world.database.db.select().from(audit).where(eq(audit.action, 'mail.template'))
    expect(entries.at(-1)).toMatchObject({
      subject: 'mail invoice_copy (en)',
      before: { version: 2 },
      after: { version: 3, words: 'as shipped' },
    })
  })

  test('are refused with their place when they hold what is no placeholder, and nothing is kept', async () => {
    const body = 'Hi\n{ordr}'
    await expect(save({ words: { subject: 'x', body }, seen: 3 })).rejects.toThrow(
      'Text, line 2, character 1: {ordr} is no placeholder. Is {order} meant?',
    )
    await expect(save({ words: { subject: 'x\r\nBcc: a@b.example', body: 'x' }, seen: 3 })).rejects.toThrow('one line')
    await expect(save({ words: { subject: 'x', body: 'x' }, seen: 3, reason: ' ' })).rejects.toThrow('reason')
    await expect(save({ words: { subject: 'x', body: 'x' }, language: 'fr', seen: 0 })).rejects.toThrow('language')
    expect((await readTemplate(world.ctx, COPY)).version).toBe(3)
  })

  test('of two people who change them at once, one is told to look first', async () => {
    const both = await Promise.allSettled([
      save({ words: { subject: 'One', body: 'one' }, seen: 3 }),
      save({ words: { subject: 'Two', body: 'two' }, seen: 3 }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await readTemplate(world.ctx, COPY)).version).toBe(4)
  })

  test('are changed by those who may configure the store, and nobody else', async () => {
    const words = { subject: 'x', body: 'x' }
    for (const ctx of [jan(['view', 'operate']), jan(['configure'], ['other'])]) {
      await expect(save({ words }, ctx)).rejects.toThrow('You may not')
      await expect(sendTestMail(ctx, { ...COPY, words, recipient: 'a@example.com' })).rejects.toThrow('You may not')
    }
  })
})

describe('a test mail', () => {
  const words = { subject: 'Invoice {number}', body: '{greeting} {total}' }
  const send = (recipient: string) => sendTestMail(jan(), { ...COPY, words, recipient })

  test('goes to the address that was given, of a made-up order and without a document', async () => {
    world.clock.pass(3_600)
    expect((await send('me@example.com')).answer).toMatch(/^250 /)
    const mail = mailTo('me@example.com')
    expect(mail).toMatchObject({ subject: 'Test: Invoice 4711', attachments: [] })
    expect(mail?.text).toContain('Hello Ana Kos, €123.45')
    const entries = await world.database.db.select().from(audit).where(eq(audit.action, 'mail.test'))
    expect(entries).toMatchObject([{ actor: 'Jan', after: { to: 'm•••@e•••.com' } }])
  })

  test('says what the mail server said when it was refused', async () => {
    world.mailbox.faults.add({ kind: 'reject' })
    await expect(send('me@example.com')).rejects.toThrow('The test did not go out: 550 5.1.1')
    await expect(send('me@example.com\r\nBcc: b@example.com')).rejects.toThrow('The address')
  })

  test('is sent five times in ten minutes and not more', async () => {
    const sent = await Promise.allSettled(Array.from({ length: 6 }, () => send('me@example.com')))
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    world.clock.pass(11 * 60)
    await send('me@example.com')
  })
})

test('the command line lists, shows and fills in the same words', async () => {
  const { run } = orderCommands(world.database, world.clock)
  expect((await run('mail', 'list')).text).toMatch(/main {2,}invoice_copy {2,}en {2,}version 4 {2,}(One|Two)\n/)
  const chosen = ['--kind', 'creditnote', '--language', 'sl']
  expect((await run('mail', 'show', ...chosen)).text).toMatch(
    /^Dobropis \{number\} za naročilo \{order\}\n\n\{greeting\}/,
  )
  expect((await run('mail', 'preview', ...chosen)).text).toMatch(
    /^Dobropis 4711 za naročilo 000000123\n\nPozdravljeni, Ana Kos/,
  )
  await expect(run('mail', 'show')).rejects.toThrow('Choose one with --language')
  await expect(run('mail', 'show', '--language', 'fr')).rejects.toThrow('sends no mails in "fr"')
})

test('the page shows the mail of a real order, what is wrong at its place, and saves', async () => {
  const page = await signIn(world, { roles: ['view', 'configure'] })
  const address = `/admin/mails/${STORE}/invoice/en`
  expect((await page.get('/admin/mails')).text).toContain(`href="${address}"`)
  const shown = (await page.get(address)).text
  expect(shown).toMatch(/Your invoice \d+ for order 000000001/)
  const wrong = await page.post(`${address}/preview`, { subject: 'x', body: 'a\n{ordr} <script>' })
  expect(wrong.text).toContain('Text, line 2, character 1:')
  const right = await page.post(`${address}/preview`, { subject: '{order} <b>', body: '<script>alert(1)</script>' })
  expect(right.text).toContain('000000001 &lt;b&gt;')
  expect(right.text).not.toContain('<script>')
  const words = { subject: 'Danke {customer}', body: 'x', seen: '0' }
  expect((await page.post(`${address}/save`, { ...words, reason: ' ' })).status).toBe(422)
  expect((await page.post(`${address}/save`, { ...words, reason: 'ours' })).text).toContain('version 1')
  const after = (await page.get(address)).text
  expect(after).toMatch(/<del>Your invoice \{number\}[\s\S]*<ins>Danke \{customer\}/)
  for (const path of [
    `/admin/mails/other/invoice/en`,
    `/admin/mails/${STORE}/letter/en`,
    `/admin/mails/${STORE}/invoice/fr`,
  ])
    expect((await page.get(path)).status, path).toBe(404)
  const looking = await signIn(world, { roles: ['view'] })
  expect((await looking.get(address)).text).toContain('ask for the role “configure”')
  for (const what of ['save', 'shipped', 'test'])
    expect(
      (await looking.post(`${address}/${what}`, { ...words, reason: 'x', recipient: 'a@example.com' })).status,
    ).toBe(403)
})
