import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { pauseKind, resumeKind } from '../../src/flows/config/pause-kind.ts'
import { retryStuck, skipStuck } from '../../src/flows/order/act-on-stuck.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { previewStuck } from '../../src/flows/view/preview-stuck.ts'
import { sidesOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { messagesOf, openProblems, orderRow, phaseOf, storyOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

const ada = (world: World) => world.context({ kind: 'admin_user', id: '7', name: 'Ada', roles: ['operate'] })
const stores = [STORE]

/** Two orders with an item that the ERP does not know, one with another, one that is through. */
async function someStuck(world: World) {
  const held = [world.place('unknown-item'), world.place('unknown-item')]
  const other = world.place('unknown-item')
  for (const id of held) rename(world, id, 'S-FEHLT')
  rename(world, other, 'S-OTHER')
  const open = world.place('customer')
  await world.runUntilQuiet()
  expect(await Promise.all([...held, other, open].map(id => phaseOf(world, id)))).toEqual([
    'held',
    'held',
    'held',
    'open',
  ])
  const [problem] = await openProblems(world)
  return { held, other, open, problemId: problem?.id ?? 0 }
}

function rename(world: World, id: number, sku: string): void {
  const order = world.magento.order(id)
  const [item, ...others] = order?.items ?? []
  if (order && item) world.magento.importOrder({ ...order, items: [{ ...item, sku }, ...others] })
}

describe('trying again for all that match', () => {
  test('is previewed: how many orders, for what, how much money, which first; nothing is touched', async () => {
    await using world = await createWorld()
    const { held } = await someStuck(world)
    const before = await world.database.db.select().from(audit)
    const preview = await previewStuck(world.ctx, { stores, filter: {} })
    const rows = await Promise.all(held.map(id => orderRow(world, id)))
    expect(preview).toMatchObject({ orders: 3, messages: [] })
    expect(preview.causes.map(({ orders }) => orders)).toEqual([2, 1])
    expect(preview.amounts).toHaveLength(1)
    expect(preview.first).toEqual(expect.arrayContaining(rows.map(row => row.number)))
    expect(await previewStuck(world.ctx, { stores, filter: { phases: ['open'] } })).toMatchObject({ orders: 0 })
    expect(await previewStuck(world.ctx, { stores: ['usa'], filter: {} })).toMatchObject({ orders: 0, first: [] })
    expect(await world.database.db.select().from(audit)).toEqual(before)
    expect(await phaseOf(world, held[0] ?? 0)).toBe('held')
  })

  test('touches those only, tells each story, and stands once in the audit with the filter', async () => {
    await using world = await createWorld()
    const { held, other, problemId } = await someStuck(world)
    expect(await retryStuck(ada(world), { stores, filter: { problemId } })).toEqual({
      acted: 2,
      passedOver: 0,
      left: 0,
    })
    expect(await Promise.all([...held, other].map(id => phaseOf(world, id)))).toEqual([
      'preparing',
      'preparing',
      'held',
    ])
    expect((await storyOf(world, held[0] ?? 0)).at(-1)).toBe('Ada asked to try again.')
    const entries = await world.database.db.select().from(audit).where(eq(audit.action, 'orders.retry'))
    expect(entries).toMatchObject([{ actor: 'Ada', after: { filter: { problemId }, orders: 2 } }])
  })

  test('by a search that may be a name leaves the name out of the audit', async () => {
    await using world = await createWorld()
    await someStuck(world)
    expect(await retryStuck(ada(world), { stores, filter: { search: 'S-OTHER' } })).toMatchObject({ acted: 1 })
    const entries = await world.database.db.select().from(audit).where(eq(audit.action, 'orders.retry'))
    expect(entries).toMatchObject([{ after: { filter: { search: '•••' } } }])
  })

  test('pressed twice is pressed once, also by two people at the same moment', async () => {
    await using world = await createWorld()
    await someStuck(world)
    const eva = world.context({ kind: 'admin_user', id: '8', name: 'Eva', roles: ['operate'] })
    const [one, two] = await Promise.all([
      retryStuck(ada(world), { stores, filter: {} }),
      retryStuck(eva, { stores, filter: {} }),
    ])
    expect(one.acted + two.acted).toBe(3)
    expect(await retryStuck(ada(world), { stores, filter: {} })).toEqual({ acted: 0, passedOver: 0, left: 0 })
    const stories = await world.database.sql`select 1 from order_events where text like '% asked to try again.'`
    expect(stories).toHaveLength(3)
  })

  test('takes so many at a time as were asked for, and says how many are left', async () => {
    await using world = await createWorld()
    await someStuck(world)
    expect(await retryStuck(ada(world), { stores, filter: {}, most: 2 })).toEqual({ acted: 2, passedOver: 0, left: 1 })
    expect(await retryStuck(ada(world), { stores, filter: {}, most: 2 })).toEqual({ acted: 1, passedOver: 0, left: 0 })
  })
})

test('skipping all that match leaves them out with the reason, and those that go on in peace', async () => {
  await using world = await createWorld()
  const { held, other, open } = await someStuck(world)
  await expect(skipStuck(ada(world), { stores, filter: {}, reason: ' ' })).rejects.toThrow('A reason is needed')
  expect(await skipStuck(ada(world), { stores, filter: {}, reason: 'entered by hand' })).toMatchObject({ acted: 3 })
  expect(await Promise.all([...held, other, open].map(id => phaseOf(world, id)))).toEqual([
    'skipped',
    'skipped',
    'skipped',
    'open',
  ])
  expect(await openProblems(world)).toEqual([])
  const entries = await world.database.db.select().from(audit).where(eq(audit.action, 'orders.skip'))
  expect(entries).toMatchObject([{ reason: 'entered by hand', after: { orders: 3 } }])
})

describe('on the command line', () => {
  test('nothing is done without --yes, and with it the orders are tried again', async () => {
    await using world = await createWorld()
    const { held, problemId } = await someStuck(world)
    const { run } = orderCommands(world.database, world.clock)
    const asked = ['orders', 'retry', '--problem', String(problemId)]
    const { text, exitCode } = await run(...asked)
    expect(exitCode).toBe(0)
    expect(text).toMatch(/^store main: 2 orders, [\d.]+ EUR\n {2}2 {2}wait for: SAP Business One does not know/)
    expect(text).toMatch(/Nothing was done. Add --yes to do it.\n$/)
    expect(await phaseOf(world, held[0] ?? 0)).toBe('held')
    expect((await run(...asked, '--yes')).text).toBe('store main: 2 orders tried again\n')
    expect(await phaseOf(world, held[0] ?? 0)).toBe('preparing')
    expect((await run(...asked)).text).toBe('No order that matches needs a person.\n')
    expect((await run('orders', 'retry', '--phase', 'stuck')).exitCode).toBe(2)
    expect((await run('orders', 'skip', '--yes')).exitCode).toBe(2)
    await expect(run('orders', 'retry', '--since', 'yesterday')).rejects.toThrow('is not a day')
  })
})

describe('a sales document that was refused', () => {
  const wrong = { settings: { shippingExpense: 99 } }

  test('is planned anew when it is tried again after the mapping was mended, and says with which configuration', async () => {
    await using world = await createWorld(wrong)
    const id = world.place('customer')
    await world.runUntilQuiet()
    const [dead] = await messagesOf(world, id)
    expect(dead).toMatchObject({ kind: 'sales_document.create', state: 'dead' })
    await world.configure({ settings: { shippingExpense: 1 } })
    const { id: orderId } = await orderRow(world, id)
    await retryOrder(ada(world), { store: STORE, orderId })
    await world.runUntilQuiet()
    const [sent] = await messagesOf(world, id)
    expect(sent).toMatchObject({ id: dead?.id, state: 'delivered', storeRevision: dead?.storeRevision })
    expect(sent?.connectionRevision).toBe((dead?.connectionRevision ?? 0) + 1)
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
    const story = (await storyOf(world, id)).join('\n')
    expect(story).toContain(`Planned with configuration ${dead?.connectionRevision} of SAP Business One`)
    expect(story).toContain(`Planned with configuration ${sent?.connectionRevision} of SAP Business One`)
  })
})

test('a document for Magento that was given up is sent as the policies are now, not as they were', async () => {
  await using world = await createWorld({ policies: { capture: { default: 'online' } } })
  const { store, kind, reason } = { store: STORE, kind: 'magento.invoice.create', reason: 'to look at it' }
  await pauseKind(ada(world), { store, kind, reason })
  const id = world.place('customer')
  await world.runUntilQuiet()
  finish(world, id, 'invoice-then-deliver')
  await world.runUntilQuiet()
  await world.database.sql`update outbox set state = 'dead', error_class = 'permanent' where kind = ${kind}`
  await world.configure({ policies: { capture: { default: 'none' } } })
  await resumeKind(ada(world), { store, kind, reason })
  const { id: orderId } = await orderRow(world, id)
  await retryOrder(ada(world), { store: STORE, orderId })
  const invoice = (await messagesOf(world, id)).find(message => message.kind === kind)
  expect(invoice).toMatchObject({ state: 'retrying', payload: { capture: 'none' } })
  const [push] = await messagesOf(world, id)
  expect(invoice?.connectionRevision).toBe((push?.connectionRevision ?? 0) + 1)
})
