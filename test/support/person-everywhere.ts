import { and, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { alerts } from '../../src/db/schema/alerts.ts'
import { firstRuns } from '../../src/db/schema/first-runs.ts'
import { drifts } from '../../src/db/schema/ledger.ts'
import { attempts, outboxEdits } from '../../src/db/schema/messages.ts'
import { links, orders } from '../../src/db/schema/orders.ts'
import { transfers } from '../../src/db/schema/transfers.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { resendInvoice } from '../../src/flows/document/resend-invoice.ts'
import type { OrderRow } from '../../src/flows/order/hear-orders.ts'
import { noteOrder } from '../../src/flows/order/note-order.ts'
import { tellStory } from '../../src/flows/order/tell-story.ts'
import { editMessage } from '../../src/flows/outbox/edit-message.ts'
import { enqueue } from '../../src/flows/outbox/enqueue.ts'
import { retryMessage } from '../../src/flows/outbox/retry-message.ts'
import { openProblem } from '../../src/flows/problem/open-problem.ts'
import { readMessage } from '../../src/flows/view/read-message.ts'
import { saveView } from '../../src/flows/view/save-view.ts'
import { doorsOf, moduleDelivery, send } from './doors.ts'
import { messagesOf } from './look-up.ts'
import { STORE, type World } from './world.ts'

/** One customer in every table that has words, for tests that look for what is left of them. */

export const boss = (world: World): FlowContext =>
  world.context({ kind: 'admin_user', id: '7', name: 'Boss', roles: ['operate', 'configure'] })

/** What points to a person: the address, the name, the street, the phone. */
export function wordsOf({ magento }: World, id: number): string[] {
  const order = magento.order(id)
  const address = order?.billing_address
  if (!order || !address) throw new Error(`Magento has no order ${id}`)
  const { firstname, lastname, street, telephone } = address
  return [
    order.customer_email,
    `${firstname} ${lastname}`,
    `${lastname} ${firstname}`,
    ...(street ?? []),
    `${telephone}`,
  ]
}

/** Orders until one customer has placed two. @returns those two, then one of somebody else */
export function placeTwo(world: World): readonly [number, number, number] {
  const byEmail = new Map<string, number[]>()
  for (let tries = 0; tries < 30; tries += 1) {
    const id = world.place('customer')
    const key = world.magento.order(id)?.customer_email ?? ''
    byEmail.set(key, [...(byEmail.get(key) ?? []), id])
    const [first, second] = [...byEmail.values()].find(ids => ids.length === 2) ?? []
    const [foreign] = [...byEmail.values()].find(ids => ids.length === 1) ?? []
    if (first && second && foreign) return [first, second, foreign]
  }
  throw new Error('no customer came back')
}

/** The ERP refuses the sales document, and a person mends it. */
export async function mend(world: World, id: number, name: string): Promise<void> {
  const message = (await messagesOf(world, id)).find(({ state }) => state === 'dead')
  const part = message && (await readMessage(boss(world), { stores: [STORE], id: message.id }))?.part?.value
  if (!message) throw new Error('nothing was refused')
  const mended = JSON.parse(JSON.stringify(part).replace('"ExpenseCode":99', '"ExpenseCode":1'))
  const edit = { store: STORE, messageId: message.id, part: mended, reason: 'the expense was wrong' }
  await editMessage(boss(world), { ...edit, acceptDifference: false })
  await world.database.db
    .update(outboxEdits)
    .set({ reason: `the expense of ${name} was wrong` })
    .where(eq(outboxEdits.outboxId, message.id))
  await retryMessage(boss(world), { store: STORE, messageId: message.id })
}

/** Everything that a far side or a person may say of somebody, in every table that has words. */
export async function talk(world: World, row: OrderRow, words: readonly string[]): Promise<void> {
  const { db } = world.database
  const said = words.join(', ')
  await noteOrder(boss(world), {
    store: STORE,
    orderId: row.id,
    text: `${row.customerName} wants one delivery, by noon`,
  })
  await tellStory(boss(world), { store: STORE, orderId: row.id, stage: 'answered', text: `The ERP said: ${said}` })
  const refused = {
    store: STORE,
    connection: 'b1',
    title: `Customer ${row.customerName} is refused.`,
    remedy: 'Mend it.',
  }
  await openProblem(world.ctx, { ...refused, cause: `refused:b1:subject.create:${said}`, detail: said })
  await db.insert(alerts).values({
    ...{ store: STORE, subject: 'problem:1', title: `Customer ${row.customerName} is refused.` },
    ...{ since: world.clock.now(), toldAt: world.clock.now() },
  })
  await db.insert(drifts).values({
    ...{ store: STORE, orderId: row.id, subject: `order:${row.id}`, class: 'human_changed', what: 'total:b1:order:1' },
    ...{ text: `Somebody booked for ${said}`, magentoValue: '1', erpValue: row.customerName, acceptedNote: said },
    ...{ firstSeenAt: world.clock.now(), lastSeenAt: world.clock.now(), acceptedAt: world.clock.now() },
    ...{ acceptedBy: 'Boss', closedAt: world.clock.now(), closedReason: row.customerName },
  })
  const query = new URLSearchParams({ q: row.customerEmail, phase: 'done' }).toString()
  await saveView(boss(world), { store: STORE, name: 'Complaint', query, shared: true })
  const report = { requests: [{ body: { CardName: row.customerName, EmailAddress: row.customerEmail } }] }
  await db
    .insert(firstRuns)
    .values({ store: STORE, report, updatedAt: world.clock.now() })
    .onConflictDoUpdate({ target: firstRuns.store, set: { report } })
  await fromElsewhere(world, row)
}

/** The same person in an order of another system. */
async function fromElsewhere(world: World, { canonical, customerName }: OrderRow): Promise<void> {
  const now = world.clock.now()
  const [transfer] = await world.database.db
    .insert(transfers)
    .values({
      ...{ store: STORE, connection: 'b1', key: 'hub-1', number: '2792', state: 'acknowledged', canonical },
      ...{ reason: `in the ERP for ${customerName}`, erpId: '1', erpNumber: '1', heardAt: now, updatedAt: now },
    })
    .returning()
  const messageId = await enqueue(world.ctx, {
    ...{ store: STORE, connection: 'b1', queue: `transfer:${transfer?.id}`, kind: 'transfer.write' },
    ...{
      idempotencyKey: 'transfer.write:1',
      payload: {
        ...{ number: '2792', orderbridgeId: 'main-s2792', warnings: [`${customerName} is long`] },
        request: {
          ...{ method: 'POST', path: '/Orders', body: { CardName: customerName } },
          context: { order: { number: '2792' }, attributes: { to: customerName } },
        },
      },
    },
  })
  await world.database.sql`update outbox set state = 'delivered' where id = ${messageId ?? 0}`
}

/** The same address in another store, and a call that was made for two orders at once. */
export async function neighbours(world: World, mine: OrderRow, theirs: OrderRow): Promise<void> {
  const { db } = world.database
  await world.database.sql`
    insert into stores select 'second', settings, secrets, revision, paused_at, paused_reason, created_at, updated_at from stores`
  const { id: _, skuKeys: __, ...row } = mine
  await db.insert(orders).values({ ...row, store: 'second' })
  await db.insert(links).values({
    ...{
      store: 'second',
      connection: 'second-b1',
      kind: 'subject',
      magentoKey: `guest:${mine.customerEmail}`,
      erpKey: 'W1',
    },
    ...{ origin: 'created', checkedAt: world.clock.now(), createdAt: world.clock.now() },
  })
  const both = { method: 'GET', url: 'https://b1.example/Orders?$filter=x', status: 200, durationMs: 1 }
  const [tried] = await db.select().from(attempts).where(eq(attempts.orderId, theirs.id)).limit(1)
  if (!tried) throw new Error('nothing was sent')
  const exchanges = [
    { ...both, responseBody: JSON.stringify({ value: [{ CardName: mine.customerName }] }) },
    { ...both, responseBody: JSON.stringify({ value: [{ CardName: theirs.customerName }] }) },
  ]
  await db
    .update(attempts)
    .set({ exchanges })
    .where(and(eq(attempts.id, tried.id), eq(attempts.startedAt, tried.startedAt)))
}

/** The invoice's mail comes back, and is sent again. */
export async function comeBack(world: World, whole: number): Promise<void> {
  const email = world.magento.order(whole)?.customer_email ?? ''
  const mail = world.mailbox.messages().find(({ to }) => to === email)
  const bounce = {
    messageId: mail?.messageId,
    recipient: email,
    status: '5.1.1',
    diagnostic: `550 <${email}>: unknown`,
  }
  const delivery = moduleDelivery(world, JSON.stringify(bounce))
  const answer = await send(doorsOf(world), { ...delivery, path: `/webhooks/mail/${STORE}` })
  expect(await answer.json()).toEqual({ recorded: 1, ignored: 0 })
  const [document] = await world.database.sql`
    select d.id from documents d join orders o on o.id = d.order_id where o.magento_id = ${whole}`
  const again = { store: STORE, documentId: Number(document?.id), recipient: email, reason: 'the box was full' }
  await resendInvoice(boss(world), again)
  await world.runUntilQuiet()
}
