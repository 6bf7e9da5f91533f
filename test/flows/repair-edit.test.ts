import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { outbox, outboxEdits } from '../../src/db/schema/messages.ts'
import { audit, problems } from '../../src/db/schema/operations.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { editMessage } from '../../src/flows/outbox/edit-message.ts'
import { retryMessage } from '../../src/flows/outbox/retry-message.ts'
import { readMessage } from '../../src/flows/view/read-message.ts'
import { readOrder } from '../../src/flows/view/read-order.ts'
import { expectWhole, sidesOf, totalOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { messagesOf, openCauses, orderRow, phaseOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

const ada = (world: World) => world.context({ kind: 'admin_user', id: '7', name: 'Ada', roles: ['operate'] })
const body = z.looseObject({
  DocumentLines: z.array(z.looseObject({ PriceAfterVAT: z.number(), Quantity: z.number() })),
  DocumentAdditionalExpenses: z.array(z.looseObject({ ExpenseCode: z.number() })),
})
type Body = z.infer<typeof body>

/** An order whose sales document the ERP refuses: its expense does not exist there. */
async function refused() {
  const world = await createWorld({ settings: { shippingExpense: 99 } })
  const id = world.place('customer')
  await world.runUntilQuiet()
  const [message] = await messagesOf(world, id)
  if (message?.state !== 'dead') throw new Error(`it is ${message?.state}`)
  return { world, id, messageId: message.id }
}

const partOf = async (world: World, id: number) => (await readMessage(world.ctx, { stores: [STORE], id }))?.part?.value
const bodyOf = async (world: World, id: number): Promise<Body> => body.parse(await partOf(world, id))
const mended = (part: Body): Body => ({
  ...part,
  DocumentAdditionalExpenses: part.DocumentAdditionalExpenses.map(expense => ({ ...expense, ExpenseCode: 1 })),
})
const cheaper = (part: Body): Body => ({
  ...part,
  DocumentLines: part.DocumentLines.map((line, at) =>
    at === 0 ? { ...line, PriceAfterVAT: line.PriceAfterVAT - 1 } : line,
  ),
})
const edit = (world: World, messageId: number, part: unknown, acceptDifference = false) =>
  editMessage(ada(world), { store: STORE, messageId, part, reason: 'the code was wrong', acceptDifference })

describe('a refused sales document', () => {
  test('is edited, sent as edited, and whole on both sides; what it was is kept and told without the person', async () => {
    const { world, id, messageId } = await refused()
    await using _ = world
    const before = await bodyOf(world, messageId)
    const page = await readOrder(world.ctx, { stores: [STORE], id: (await orderRow(world, id)).id })
    expect(page?.lines.map(({ inErp }) => inErp)).toEqual(page?.lines.map(() => '0'))
    await edit(world, messageId, mended(before))
    expect(await phaseOf(world, id)).toBe('held')
    await retryOrder(ada(world), { store: STORE, orderId: (await orderRow(world, id)).id })
    await world.runUntilQuiet()
    expect(await openCauses(world)).toEqual([])
    expect((await messagesOf(world, id))[0]).toMatchObject({ id: messageId, state: 'delivered' })
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    await expectWhole(world, id)
    const [kept] = await world.database.db.select().from(outboxEdits)
    expect(kept).toMatchObject({ actor: 'Ada', reason: 'the code was wrong', before, acceptedDifference: null })
    expect((await storyOf(world, id)).join('\n')).toContain('Ada edited the sales document: the code was wrong.')
    const [entry] = await world.database.db.select().from(audit).where(eq(audit.action, 'message.edit'))
    expect(entry).toMatchObject({
      subject: `message ${messageId} (sales_document.create)`,
      reason: 'the code was wrong',
    })
    expect(JSON.stringify(entry)).toContain('"ExpenseCode":99')
    const { customerEmail, customerName } = await orderRow(world, id)
    for (const person of [customerEmail, customerName]) expect(JSON.stringify(entry)).not.toContain(person)
  })

  test('that would come to another total is refused with the difference, unless a person accepts it', async () => {
    const { world, id, messageId } = await refused()
    await using _ = world
    const part = cheaper(mended(await bodyOf(world, messageId)))
    await expect(edit(world, messageId, part)).rejects.toThrow(/does not fit the order: it would come to .* \(-\d/)
    expect(await world.database.db.select().from(outboxEdits)).toEqual([])
    await edit(world, messageId, part, true)
    await retryMessage(ada(world), { store: STORE, messageId })
    await world.runUntilQuiet()
    const { order, salesDocuments } = sidesOf(world, id)
    expect(salesDocuments.map(totalOf)).toHaveLength(1)
    expect(Number(salesDocuments.map(totalOf)[0])).toBeLessThan(order.grand_total)
    expect(await openCauses(world)).toEqual([])
    expect((await storyOf(world, id)).join('\n')).toMatch(/Accepted: it would come to/)
  })

  test('keeps its key and its number of lines, and says what does not fit', async () => {
    const { world, messageId } = await refused()
    await using _ = world
    const part = await bodyOf(world, messageId)
    for (const [wrong, why] of [
      [{ ...part, U_OrderbridgeId: 'main-1000' }, 'U_OrderbridgeId is the key'],
      [{ ...part, DocumentLines: [...part.DocumentLines, part.DocumentLines[0]] }, 'not added or taken out'],
      [{ ...part, DocumentLines: [] }, 'DocumentLines'],
      [{ ...part, DiscountPercent: 10 }, 'cannot be calculated'],
      ['nonsense', 'expected object'],
    ] as const)
      await expect(edit(world, messageId, wrong)).rejects.toThrow(why)
    await expect(
      editMessage(ada(world), { store: STORE, messageId, part, reason: ' ', acceptDifference: false }),
    ).rejects.toThrow('A reason is needed')
    await expect(
      editMessage(ada(world), { store: 'usa', messageId, part, reason: 'x', acceptDifference: false }),
    ).rejects.toThrow('There is no message')
  })

  test('is planned anew on purpose: the edit is left aside', async () => {
    const { world, id, messageId } = await refused()
    await using _ = world
    await edit(world, messageId, mended(await bodyOf(world, messageId)))
    await world.configure({ settings: { shippingExpense: 1 }, policies: { reference: 'NEW-{number}' } })
    await retryMessage(ada(world), { store: STORE, messageId, anew: true })
    await world.runUntilQuiet()
    expect(sidesOf(world, id).salesDocuments).toMatchObject([{ NumAtCard: expect.stringMatching(/^NEW-/) }])
    expect((await messagesOf(world, id))[0]).toMatchObject({ editedAt: null, state: 'delivered' })
  })

  test('is sent once, however often it is pressed', async () => {
    const { world, id, messageId } = await refused()
    await using _ = world
    await edit(world, messageId, mended(await bodyOf(world, messageId)))
    await retryMessage(ada(world), { store: STORE, messageId })
    await expect(retryMessage(ada(world), { store: STORE, messageId })).rejects.toThrow('is retrying')
    await world.runUntilQuiet()
    await expect(edit(world, messageId, {})).rejects.toThrow('is delivered')
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
  })

  test('is mended on the command line', async () => {
    const { world, id, messageId } = await refused()
    await using _ = world
    const { run } = orderCommands(world.database, world.clock)
    expect((await run('message', 'show', String(messageId))).text).toMatch(
      /^Message \d+: sales_document.create of order/,
    )
    const { text } = await run('message', 'show', String(messageId), '--part')
    const file = join(tmpdir(), `orderbridge-part-${process.pid}.json`)
    writeFileSync(file, JSON.stringify(mended(body.parse(JSON.parse(text)))))
    const edited = await run('message', 'edit', String(messageId), '--file', file, '--reason', 'wrong code')
    expect(edited.text).toContain(`Send it with: orderbridge message retry ${messageId}`)
    expect((await run('message', 'retry', String(messageId))).text).toBe(
      `Order ${(await orderRow(world, id)).number}: the sales document is sent again as edited.\n`,
    )
    await world.runUntilQuiet()
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
    expect((await run('message', 'show', String(messageId))).text).toMatch(
      /Edited .* by ada \(command line\): wrong code/,
    )
    await expect(run('message', 'show', '999999')).rejects.toThrow('There is no message 999999')
    expect((await run('message', 'edit', '1', '--file', 'x')).exitCode).toBe(2)
  })
})

test('a customer that the ERP refuses is edited once, and all orders that wait for it go on', async () => {
  await using world = await createWorld({ settings: { subjects: { group: 999 } } })
  const ids = [world.place('guest-simple'), world.place('guest-simple')]
  const email = world.magento.order(ids[0] ?? 0)?.customer_email ?? ''
  const second = world.magento.order(ids[1] ?? 0)
  if (second) world.magento.importOrder({ ...second, customer_email: email })
  await world.runUntilQuiet()
  expect(await Promise.all(ids.map(id => phaseOf(world, id)))).toEqual(['held', 'held'])
  await world.configure({ settings: { subjects: {} } })
  const customer = eq(outbox.kind, 'subject.create')
  const [message] = await world.database.db.select().from(outbox).where(customer)
  const { id: orderId } = await orderRow(world, ids[1] ?? 0)
  expect((await readOrder(world.ctx, { stores: [STORE], id: orderId }))?.owed).toMatchObject([
    { id: message?.id, kind: 'subject.create', state: 'dead' },
  ])
  const messageId = message?.id ?? 0
  const part = z.looseObject({ key: z.string(), name: z.string() }).parse(await partOf(world, messageId))
  await expect(edit(world, messageId, { ...part, key: 'guest:other@example.com' })).rejects.toThrow('has to stay')
  await expect(edit(world, messageId, { ...part, nickname: 'x' })).rejects.toThrow('does not have')
  await edit(world, messageId, { ...part, name: 'Edited Name' })
  await retryMessage(ada(world), { store: STORE, messageId })
  await world.runUntilQuiet()
  expect(await Promise.all(ids.map(id => phaseOf(world, id)))).toEqual(['open', 'open'])
  const partners = world.b1.list<{ CardName: string }>('BusinessPartners')
  expect(partners.filter(({ CardName }) => CardName === 'Edited Name')).toHaveLength(1)
  const entry = await world.database.db.select().from(audit).where(eq(audit.action, 'message.edit'))
  expect(JSON.stringify(entry)).not.toContain('Edited Name')
})

test('the recipient of a mail that was refused is corrected, and the mail goes there once; nothing else is sent', async () => {
  await using world = await createWorld()
  const id = world.place('customer')
  await world.runUntilQuiet()
  world.mailbox.faults.add({ kind: 'reject' })
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const mail = (await messagesOf(world, id)).find(({ kind }) => kind === 'mail.send')
  const messageId = mail?.id ?? 0
  await expect(edit(world, messageId, { recipient: 'nobody' })).rejects.toThrow('has no @')
  await edit(world, messageId, { recipient: 'right@example.com' })
  await retryMessage(ada(world), { store: STORE, messageId })
  await world.runUntilQuiet()
  expect(world.mailbox.messages().map(({ to }) => to)).toEqual(['right@example.com'])
  const open = await world.database.db
    .select()
    .from(problems)
    .where(and(eq(problems.store, STORE)))
  expect(open.every(({ closedAt }) => closedAt !== null)).toBe(true)
  const [entry] = await world.database.db.select().from(audit).where(eq(audit.action, 'message.edit'))
  expect(JSON.stringify(entry)).not.toContain('right@example.com')
})

test('what follows from a document of the ERP cannot be edited', async () => {
  await using world = await createWorld()
  const id = world.place('customer')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const shipment = (await messagesOf(world, id)).find(({ kind }) => kind === 'magento.shipment.create')
  await world.database.db
    .update(outbox)
    .set({ state: 'dead' })
    .where(eq(outbox.id, shipment?.id ?? 0))
  await expect(edit(world, shipment?.id ?? 0, {})).rejects.toThrow('cannot be edited')
})
