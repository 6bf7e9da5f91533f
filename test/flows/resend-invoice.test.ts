import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import { sidesOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

let world: World
let orderId: number
let documentId: number

beforeAll(async () => {
  world = await createWorld()
  orderId = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, orderId, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const [document] = await world.database.sql<{ id: string }[]>`select id from documents where kind = 'invoice'`
  documentId = Number(document?.id)
}, 120_000)
afterAll(() => world[Symbol.asyncDispose]())

const ada = () => world.context({ kind: 'admin_user', id: '7', name: 'Ada', roles: ['view', 'operate'] })
const ask = (recipient: string, reason = 'the customer lost it', ctx = ada()) =>
  resendInvoice(ctx, { store: STORE, documentId, recipient, reason })
const mailsTo = (address: string) => world.mailbox.messages().filter(mail => mail.to === address)

test('a copy is stamped, the first one was not, and the original in the vault stays as it is', async () => {
  const { customer_email: customer } = sidesOf(world, orderId).order
  const [original] = mailsTo(customer)
  await ask(customer)
  await world.work()
  const [, copy] = mailsTo(customer)
  expect(copy?.attachments.map(file => file.filename)).toEqual(original?.attachments.map(file => file.filename))
  expect(copy?.attachments[0]?.sha256).not.toBe(original?.attachments[0]?.sha256)
  expect(copy?.messageId).not.toBe(original?.messageId)
  const [row] = await world.database.sql<{ sha256: string; content: Uint8Array; pages: number }[]>`
    select sha256, content, pages from documents where id = ${documentId}`
  expect(row?.sha256).toBe(original?.attachments[0]?.sha256)
  expect((await PDFDocument.load(row?.content ?? new Uint8Array())).getPageCount()).toBe(row?.pages)
})

test('another address may be given; the audit says so and not which', async () => {
  world.clock.pass(60)
  await ask('bookkeeping@elsewhere.example', 'for the bookkeeper')
  await world.work()
  expect(mailsTo('bookkeeping@elsewhere.example')).toHaveLength(1)
  const rows = await world.database.sql<{ after: { to: string }; reason: string; actor: string }[]>`
    select * from audit where action = 'invoice.resend' order by at`
  expect(rows.map(row => [row.actor, row.after.to, row.reason])).toEqual([
    ['Ada', 'customer', 'the customer lost it'],
    ['Ada', 'another address', 'for the bookkeeper'],
  ])
  expect(JSON.stringify([rows, await storyOf(world, orderId)])).not.toContain('bookkeeping@')
})

test('pressed twice, or by two people at once, it is one mail', async () => {
  world.clock.pass(60)
  const [one, two] = await Promise.all([ask('twice@example.com'), ask('twice@example.com')])
  const three = await ask('twice@example.com')
  expect(new Set([one.mailId, two.mailId, three.mailId]).size).toBe(1)
  await world.work()
  expect(mailsTo('twice@example.com')).toHaveLength(1)
})

test('pressed again later, it is another copy', async () => {
  world.clock.pass(60)
  await ask('twice@example.com')
  await world.work()
  expect(mailsTo('twice@example.com')).toHaveLength(2)
})

test.each([
  ['no address', 'not an address', 'why', /not an address/],
  ['a second header line', 'a@example.com\r\nBcc: b@example.com', 'why', /The address/],
  ['no reason', 'a@example.com', '   ', /reason is needed/],
])('%s is refused', async (_what, recipient, reason, message) => {
  await expect(ask(recipient, reason)).rejects.toThrow(message)
})

test('who may only look, or only configure, may not send', async () => {
  for (const role of ['view', 'configure'] as const) {
    const person = world.context({ kind: 'admin_user', id: '8', name: 'Bo', roles: [role] })
    await expect(ask('a@example.com', 'why', person)).rejects.toThrow('Ask for the role "operate"')
  }
})

test('a document of another store is not found', async () => {
  await expect(
    resendInvoice(ada(), { store: 'other', documentId, recipient: 'a@example.com', reason: 'why' }),
  ).rejects.toThrow('no document')
})
