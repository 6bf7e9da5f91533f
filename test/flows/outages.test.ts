import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { outbox } from '../../src/db/schema/messages.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import { reportRemoteFailure } from '../../src/flows/problem/report-remote-failure.ts'
import { runTask } from '../../src/flows/schedule/run-due-tasks.ts'
import { tasksOf } from '../../src/flows/schedule/tasks.ts'
import { sidesOf } from '../support/both-sides.ts'
import { erpOrder, finish, make } from '../support/clerk.ts'
import { attemptsAt, messagesOf, openCauses, openProblems, phaseOf, statesOf, storyOf } from '../support/look-up.ts'
import { CONNECTION, createWorld, STORE } from '../support/world.ts'

const DOWN = 100_000

describe('the ERP', () => {
  test('is down for an hour: orders wait, nobody is bothered with each of them, and all go on by themselves', async () => {
    await using world = await createWorld()
    const early = world.place('guest-simple')
    await world.runUntilQuiet()
    world.b1.faults.add({ kind: 'html502', times: DOWN })
    const late = [world.place('guest-simple'), world.place('customer')]
    for (let minute = 0; minute < 60; minute += 1) await world.pass(60)
    expect(await Promise.all(late.map(id => phaseOf(world, id)))).toEqual(['preparing', 'preparing'])
    expect(await openCauses(world)).toEqual([])
    world.b1.faults.clear()
    await world.pass(120)
    await world.runUntilQuiet()
    for (const id of [early, ...late]) expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })

  test('forgets the session in the middle: one new log-in, nothing fails', async () => {
    await using world = await createWorld()
    world.b1.sessions.clear()
    world.b1.faults.add({ kind: 'sessionLost', match: { method: 'POST', path: '/Orders' } })
    world.place('guest-simple')
    await world.runUntilQuiet()
    expect(await attemptsAt(world, 'sales_document.create')).toEqual(['send delivered'])
  })

  test('refuses the log-in: one problem, no try is counted, and all goes on when the right password is applied', async () => {
    await using world = await createWorld()
    const ids = [world.place('guest-simple'), world.place('guest-simple')]
    await world.runUntilQuiet()
    for (const id of ids) make(world, 'Invoices', { set: 'Orders', document: erpOrder(world, id) })
    await world.pass(61)
    // The invoices are known, their PDFs are not fetched yet.
    await world.configure({ secrets: { password: 'wrong' } })
    await world.database.db
      .update(outbox)
      .set({ state: 'pending', dueAt: world.clock.now() })
      .where(eq(outbox.kind, 'document.fetch'))
    for (let minute = 0; minute < 30; minute += 1) await world.pass(60)
    const problems = await openProblems(world)
    expect(problems.map(problem => problem.cause)).toEqual(['login_refused:b1'])
    const messages = (await messagesOf(world, ids[0] ?? 0)).filter(message => message.kind === 'document.fetch')
    expect(messages.map(({ state, attempts }) => [state, attempts <= 1])).toEqual([['retrying', true]])
    // Half an hour of refusals is one sentence of the story, not thirty.
    const told = (await storyOf(world, ids[0] ?? 0)).filter(text => text.startsWith('Try '))
    expect(told).toHaveLength(1)
    await world.configure({ secrets: { password: world.b1.credentials.password } })
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([])
    for (const id of ids)
      expect((await statesOf(world, id)).filter(state => !/ (delivered|superseded)$/.test(state))).toEqual([])
  })

  test('an ERP that cannot be asked for changes has not answered, so a refused log-in stays open', async () => {
    await using world = await createWorld()
    await world.runUntilQuiet()
    const refused = new RemoteError({ errorClass: 'auth', code: '', message: 'Invalid user or password.' })
    await reportRemoteFailure(world.ctx, { store: STORE, connection: CONNECTION }, refused)
    const readChanges = async () => ({ changes: [], cursor: undefined })
    const erp: FlowContext['remotes']['erp'] = async code => ({ ...(await world.remotes.erp(code)), readChanges })
    const task = (await tasksOf(world.ctx, STORE)).find(({ name }) => name === `erp-changes:${CONNECTION}`)
    if (!task) throw new Error('there is no such task')
    await runTask({ ...world.ctx, remotes: { ...world.remotes, erp } }, task)
    expect(await openCauses(world)).toEqual(['login_refused:b1'])
    await runTask(world.ctx, task)
    expect(await openCauses(world)).toEqual([])
  })
})

describe('Magento', () => {
  test('is in maintenance: reading and writing wait and go on, no outcome is unknown', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    world.magento.faults.add({ kind: 'maintenance503', times: DOWN })
    const late = world.place('guest-simple')
    for (let minute = 0; minute < 10; minute += 1) await world.pass(60)
    world.magento.faults.clear()
    await world.pass(600)
    await world.runUntilQuiet()
    const attempts = await attemptsAt(world, 'magento.shipment.create')
    expect(attempts.filter(attempt => attempt !== 'send retrying')).toEqual(['send delivered'])
    expect(sidesOf(world, id).shipments).toHaveLength(1)
    expect(await phaseOf(world, late)).toBe('open')
    expect(await openCauses(world)).toEqual([])
  })

  test('turns one message away again and again while it takes all others: a person is told, until it is taken', async () => {
    await using world = await createWorld()
    const ids = [world.place('guest-simple'), world.place('guest-simple')]
    await world.runUntilQuiet()
    world.magento.faults.add({ kind: 'deadlock400', times: DOWN, match: { method: 'POST', path: '/shipment' } })
    for (const id of ids) make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    for (let minute = 0; minute < 30; minute += 1) await world.pass(60)
    world.place('guest-simple')
    await world.runUntilQuiet()
    expect(await openProblems(world)).toMatchObject([
      { cause: expect.stringMatching(/^not_taken:magento:magento.shipment.create:/), orders: ids },
    ])
    world.magento.faults.clear()
    for (let hour = 0; hour < 2; hour += 1) await world.pass(3_600)
    expect(await openCauses(world)).toEqual([])
    for (const id of ids) expect(sidesOf(world, id).shipments).toHaveLength(1)
  })

  test('runs into a deadlock: what was rolled back is sent again', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    world.magento.faults.add({ kind: 'deadlock400', match: { method: 'POST', path: '/shipment' } })
    make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    await world.runUntilQuiet()
    expect(await attemptsAt(world, 'magento.shipment.create')).toEqual(['send retrying', 'send delivered'])
    expect(sidesOf(world, id).shipments).toHaveLength(1)
  })
})

describe('the mail server', () => {
  test('is not Magento: a problem with it names it, and Magento answering does not close it', async () => {
    await using world = await createWorld()
    world.mailbox.faults.add({ kind: 'greylist', times: 8 })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'deliver-then-invoice')
    for (let minute = 0; minute < 8; minute += 1) await world.pass(60)
    const [problem] = await openProblems(world)
    expect(problem).toMatchObject({ cause: expect.stringMatching(/^not_taken:mail:mail.send:/), orders: [id] })
    expect(problem?.title).toMatch(/^The mail server/)
    for (let hour = 0; hour < 3; hour += 1) await world.pass(3600)
    expect(sidesOf(world, id).mails).toHaveLength(1)
    expect(await openCauses(world)).toEqual([])
  })

  test('refuses in the end what it did not take for a while: the refusal alone is what is open', async () => {
    await using world = await createWorld()
    world.mailbox.faults.add({ kind: 'greylist', times: 8 })
    world.mailbox.faults.add({ kind: 'reject' })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'deliver-then-invoice')
    for (let minute = 0; minute < 8; minute += 1) await world.pass(60)
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^not_taken:mail:mail.send:/)])
    for (let hour = 0; hour < 3; hour += 1) await world.pass(3600)
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:mail:mail.send/)])
  })

  test('knows no such mailbox: a person is told, and a copy to another address goes out all the same', async () => {
    await using world = await createWorld()
    world.mailbox.faults.add({ kind: 'reject' })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([expect.stringMatching(/^refused:mail:mail.send/)])
    const { sql } = world.database
    const [document] = await sql<{ id: string }[]>`select id from documents`
    await resendInvoice(world.context({ kind: 'cli', user: 'ada' }), {
      store: 'main',
      documentId: Number(document?.id),
      recipient: 'right@example.com',
      reason: 'the first address has a typing error',
    })
    await world.runUntilQuiet()
    expect(world.mailbox.messages().map(mail => mail.to)).toEqual(['right@example.com'])
  })
})
