import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { mailMatching } from '../../src/flows/document/mail-matching.ts'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import type { DocumentFilter } from '../../src/flows/view/document-filter.ts'
import { sidesOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { openCauses, storyOf } from '../support/look-up.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

let world: World
let ids: number[]
const stores = [STORE]
const user = (name: string) =>
  world.context({ kind: 'admin_user', id: name, name, roles: ['view', 'operate'], stores: [STORE] })
const mail = (filter: DocumentFilter, wish: string = randomUUID(), name = 'Ada', most?: number) =>
  mailMatching(user(name), { stores, filter, wish, reason: 'mails were off', ...(most && { most }) })
const mails = async () =>
  await world.database.sql<{ document_id: string; copy_no: number; state: string }[]>`
    select document_id, copy_no, state from mails order by id`

/** Three orders that the ERP invoiced while no mails went out. */
beforeAll(async () => {
  world = await createWorld({ policies: { mailInvoices: false } })
  ids = [world.place('guest-simple'), world.place('customer'), world.place('two-vat-rates')]
  await world.runUntilQuiet()
  for (const id of ids) finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
}, 120_000)
afterAll(() => world[Symbol.asyncDispose]())

describe('mailing all that match', () => {
  test('asks for a reason, a choice and the right to act', async () => {
    const asked = { stores, filter: { mailed: 'never' } as const, wish: randomUUID(), reason: 'x' }
    await expect(mailMatching(user('Ada'), { ...asked, reason: ' ' })).rejects.toThrow('A reason is needed')
    await expect(mailMatching(user('Ada'), { ...asked, filter: {} })).rejects.toThrow('Choose which documents')
    const bo = world.context({ kind: 'admin_user', id: '8', name: 'Bo', roles: ['view', 'configure'] })
    await expect(mailMatching(bo, asked)).rejects.toThrow('Ask for the role "operate"')
    expect(await mails()).toEqual([])
  })

  test('pressed twice, and by two people at the same moment, is one mail each, not stamped where nobody got it yet', async () => {
    const wish = randomUUID()
    const filter = { mailed: 'never', kind: 'invoice' } as const
    const [one, two] = await Promise.all([mail(filter, wish), mail(filter, randomUUID(), 'Eva')])
    expect(one.mailed + two.mailed).toBe(3)
    expect(await mail(filter, wish)).toMatchObject({ mailed: 0, left: 0 })
    expect((await mails()).map(row => row.copy_no)).toEqual([0, 0, 0])
    await world.work()
    for (const id of ids) {
      const { mails: got } = sidesOf(world, id)
      expect(got).toHaveLength(1)
      expect(got[0]?.subject).not.toMatch(/copy/i)
    }
    expect((await storyOf(world, ids[0] ?? 0)).join('\n')).toMatch(
      /(Ada|Eva) asked to mail .*, with others: mails were off/,
    )
  })

  test('once more a while later is a stamped copy; the same press, with its answer lost, is not', async () => {
    world.clock.pass(3_600)
    const wish = randomUUID()
    const filter = { kind: 'invoice' } as const
    expect(await mail(filter, wish, 'Ada', 2)).toEqual({ mailed: 2, passedOver: 0, left: 1 })
    world.clock.pass(3_600)
    await world.work()
    expect(await mail(filter, wish, 'Ada')).toMatchObject({ mailed: 1, passedOver: 2 })
    await world.work()
    expect((await mails()).map(row => row.copy_no)).toEqual([0, 0, 0, 1, 1, 1])
    expect(sidesOf(world, ids[0] ?? 0).mails.at(-1)?.subject).toMatch(/copy/i)
    const entries = await world.database.db.select().from(audit).where(eq(audit.action, 'documents.mail'))
    const own = entries.filter(entry => (entry.after as { wish: string }).wish === wish) // written above
    expect(own).toMatchObject([
      { actor: 'Ada', reason: 'mails were off', after: { filter: { kind: 'invoice' }, documents: 2 } },
    ])
  })

  test('passes over an invoice that holds orders of several customers, and sends one mail for one that holds two of one', async () => {
    world.clock.pass(3_600)
    const { sql } = world.database
    await sql`update follow_ups set erp_id = 'together' where kind = 'invoice'`
    expect(await mail({ kind: 'invoice' })).toEqual({ mailed: 0, passedOver: 3, left: 0 })
    await sql`update orders set customer_email = 'one@example.com'`
    world.clock.pass(3_600)
    expect(await mail({ kind: 'invoice' })).toEqual({ mailed: 1, passedOver: 2, left: 0 })
  })
})

test('what a server refused is not delivered until it went to another address, and its problem ends with that', async () => {
  await using other = await createWorld()
  other.mailbox.faults.add({ kind: 'reject' })
  const id = other.place('guest-simple')
  await other.runUntilQuiet()
  finish(other, id, 'deliver-then-invoice')
  await other.runUntilQuiet()
  const page = await signIn(other)
  const list = await page.get('/admin/documents?mail=failed')
  expect(list.text).toContain('There is no such mailbox.')
  expect(list.text).toContain('550 5.1.1 Recipient address rejected: User unknown')
  const [, address = ''] = /hx-get="(\/admin\/documents\/\d+\/resend\?to=another)"/.exec(list.text) ?? []
  expect((await page.get(address)).text).toMatch(/name="recipient"[^>]*value=""/)
  expect(await openCauses(other)).toHaveLength(1)
  const documentId = Number(/documents\/(\d+)/.exec(address)?.[1])
  const ctx = other.context({ kind: 'cli', user: 'ada' })
  await resendInvoice(ctx, { store: STORE, documentId, recipient: 'right@example.com', reason: 'typing error' })
  await other.work()
  expect(await openCauses(other)).toEqual([])
  expect((await page.get('/admin/documents?mail=failed')).text).toContain('Everything arrived')
})

test('the page previews before it sends, and offers neither to who may only look', async () => {
  world.clock.pass(3_600)
  await world.work()
  await world.database.sql`update follow_ups set erp_id = id::text`
  const page = await signIn(world)
  expect((await page.get('/admin/documents')).text).not.toContain('Mail all that match')
  const list = await page.get('/admin/documents?kind=invoice')
  expect(list.text).toContain('hx-get="/admin/documents/mailing?kind=invoice"')
  const dialog = (await page.get('/admin/documents/mailing?kind=invoice')).text
  expect(dialog).toMatch(/Mail 3 documents[\s\S]*1 person gets 3 mails[\s\S]*Send 3 mails/)
  const wish = /name="wish" value="([\w-]+)"/.exec(dialog)?.[1] ?? ''
  expect((await page.post('/admin/documents/mailing?kind=invoice', { wish, reason: ' ' })).status).toBe(422)
  const form = { wish, reason: 'a test' }
  expect((await page.post('/admin/documents/mailing?kind=invoice', form)).text).toContain('3 mails are on the way.')
  expect((await page.post('/admin/documents/mailing?kind=invoice', form)).text).toContain('Nothing more to send')
  expect((await page.get('/admin/documents/mailing')).status).toBe(422)
  expect((await page.get('/admin/documents/mailing?kind=invoice&store=other')).status).toBe(404)
  const looking = await signIn(world, { roles: ['view'] })
  const seen = (await looking.get('/admin/documents?kind=invoice')).text
  for (const words of ['Mail all that match', 'Resend']) expect(seen).not.toContain(words)
  expect((await looking.get('/admin/documents/mailing?kind=invoice')).status).toBe(403)
  expect((await looking.post('/admin/documents/mailing?kind=invoice', form)).status).toBe(403)
})
