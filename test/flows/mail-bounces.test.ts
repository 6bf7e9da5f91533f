import { afterAll, beforeAll, expect, test } from 'vitest'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import { listDocuments } from '../../src/flows/view/list-documents.ts'
import { sidesOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { doorsOf, moduleDelivery, send } from '../support/doors.ts'
import { openCauses, openProblems, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

let world: World
let id: number
const sent = () => {
  const [mail] = sidesOf(world, id).mails
  if (!mail?.messageId) throw new Error('no mail went out')
  return mail.messageId
}
const post = async (bounce: object, options: { readonly secret?: string; readonly path?: string } = {}) => {
  const delivery = moduleDelivery(world, JSON.stringify(bounce), options)
  const answer = await send(doorsOf(world), { ...delivery, path: options.path ?? `/webhooks/mail/${STORE}` })
  return { status: answer.status, body: await answer.json() }
}
const bounce = () => ({
  messageId: sent(),
  recipient: 'x@example.com',
  status: '5.1.1',
  diagnostic: '550 5.1.1 <x@example.com>: user unknown',
})
const undelivered = async () =>
  (await listDocuments(world.ctx, { stores: [STORE], filter: { mailed: 'failed' }, paging: {} })).rows

beforeAll(async () => {
  world = await createWorld({
    store: { mail: { from: 'Test shop <orders@shop.example>', bcc: 'archive@shop.example', locales: {} } },
  })
  id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
}, 120_000)
afterAll(() => world[Symbol.asyncDispose]())

test('what is not signed with a key of the store, or is for no store, changes nothing', async () => {
  const secret = `whsec_${Buffer.alloc(24).toString('base64')}`
  expect(await post(bounce(), { secret })).toMatchObject({ status: 401 })
  expect(await post(bounce(), { path: '/webhooks/mail/nowhere' })).toMatchObject({ status: 404 })
  expect(await post({ messageId: 'x' })).toMatchObject({ status: 400, body: { code: 'not_a_bounce' } })
  expect(await undelivered()).toEqual([])
})

test('a delay, the blind copy and a mail that is not ours are no bounce', async () => {
  for (const changes of [
    { action: 'delayed' },
    { recipient: 'Archive@shop.example' },
    { messageId: 'other@shop.example' },
  ])
    expect(await post({ ...bounce(), ...changes })).toEqual({ status: 200, body: { recorded: 0, ignored: 1 } })
  expect(await undelivered()).toEqual([])
})

test('a mail that came back is not delivered, told in the story without the address, and a problem until it is sent again', async () => {
  expect(await post(bounce())).toEqual({ status: 200, body: { recorded: 1, ignored: 0 } })
  expect(await post(bounce())).toEqual({ status: 200, body: { recorded: 0, ignored: 1 } })
  const [row] = await undelivered()
  expect(row?.troubles).toMatchObject([
    { state: 'failed', bounced: world.clock.now(), answer: '550 5.1.1 <[address]>: user unknown' },
  ])
  expect((await storyOf(world, id)).at(-1)).toBe('The mail came back: 550 5.1.1 <[address]>: user unknown')
  const problems = await openProblems(world)
  expect(problems).toMatchObject([{ cause: 'mail_bounced:mail', orders: [id] }])
  const ctx = world.context({ kind: 'cli', user: 'ada' })
  await resendInvoice(ctx, { store: STORE, documentId: row?.id ?? 0, recipient: 'right@example.com', reason: 'x' })
  await world.work()
  expect(await openCauses(world)).toEqual([])
  expect(await undelivered()).toEqual([])
})

test('a report as it came by mail is read as well', async () => {
  const copy = world.mailbox.messages().find(mail => mail.to === 'right@example.com')
  const text = `Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n
Final-Recipient: rfc822; right@example.com\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full\n
--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${copy?.messageId}\n\n--b--\n`
  const delivery = moduleDelivery(world, text)
  const headers = { ...delivery.headers, 'content-type': 'message/rfc822' }
  const answer = await send(doorsOf(world), { ...delivery, headers, path: `/webhooks/mail/${STORE}` })
  expect(await answer.json()).toEqual({ recorded: 1, ignored: 0 })
  expect((await undelivered())[0]?.troubles.at(-1)).toMatchObject({ answer: '552 5.2.2 mailbox full' })
})
