import { asc, eq, isNull } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Order } from '../../sandbox/magento/records.ts'
import { createDocument, updateDocument } from '../../sandbox/sap-b1/document-post.ts'
import { type B1Document, kindOf, readDocument } from '../../sandbox/sap-b1/documents.ts'
import { actionsOf } from '../../src/admin-ui/orders/actions.ts'
import { documentPairs, drifts } from '../../src/db/schema/ledger.ts'
import { orders } from '../../src/db/schema/orders.ts'
import type { ErpConnector } from '../../src/erp/connector.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { readLedgerDays } from '../../src/flows/ledger/read-ledger-days.ts'
import { retryOrder } from '../../src/flows/order/retry-order.ts'
import { skipOrder } from '../../src/flows/order/skip-order.ts'
import { reconcile } from '../../src/flows/reconcile/reconcile.ts'
import { readOrder } from '../../src/flows/view/read-order.ts'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { cancel, confirm, erpOrder, finish, make } from '../support/clerk.ts'
import { orderRow, phaseOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const DAY_MS = 86_400_000

const compare = async (world: World, days = 14) => {
  await world.remotes.refresh()
  const to = new Date(world.clock.now().getTime() + 1_000)
  const from = new Date(to.getTime() - days * DAY_MS)
  return await reconcile(world.ctx, { store: STORE, from, to, unfinishedToo: true })
}

const openDrifts = async ({ database: { db } }: World) =>
  await db.select().from(drifts).where(isNull(drifts.closedAt)).orderBy(asc(drifts.what))
/** "human_changed quantity:3" */
const seen = async (world: World): Promise<string[]> =>
  (await openDrifts(world)).map(drift => `${drift.class} ${drift.what}`)
const unexplained = async (world: World): Promise<string[]> =>
  (await seen(world)).filter(drift => !drift.startsWith('explained'))

/** Long enough that nothing counts as moving any more. Tasks do not run: no poll tells anything. */
const rest = (world: World) => world.clock.pass(16 * 60)

/** An order that is in the ERP and at rest. */
async function settled(world: World, kind: Parameters<World['place']>[0] = 'guest-simple'): Promise<number> {
  const id = world.place(kind)
  await world.runUntilQuiet()
  rest(world)
  return id
}

const change = ({ b1 }: World, document: B1Document, changes: object): void =>
  void b1.transact(work =>
    updateDocument(
      work,
      kindOf('Orders'),
      'Orders',
      readDocument(work, 'Orders', document.DocEntry),
      { ...changes },
      false,
    ),
  )

test('sides that agree have no drift, whatever kinds of orders there are and however the ERP splits its documents', async () => {
  await using world = await createWorld()
  const kinds = ['guest-simple', 'company-vat', 'bundle-dynamic', 'configurable', 'card-captured', 'coupon'] as const
  const ids = kinds.map(kind => world.place(kind))
  await world.runUntilQuiet()
  rest(world)
  expect(await compare(world)).toMatchObject({ read: ids.length, unheard: 0, healed: 0, found: 0 })
  for (const id of ids) finish(world, id, 'two-invoices')
  await world.runUntilQuiet()
  rest(world)
  await compare(world)
  expect(await unexplained(world)).toEqual([])
})

test('an order that no webhook and no poll told of is heard', async () => {
  await using world = await createWorld()
  const id = world.place('guest-simple')
  rest(world)
  expect(await compare(world)).toMatchObject({ read: 0, unheard: 1 })
  await world.work()
  expect(await phaseOf(world, id)).toBe('open')
  expect(await compare(world)).toMatchObject({ read: 1, unheard: 0 })
})

test('orders of before the cut-over stay unheard', async () => {
  await using world = await createWorld()
  world.place('guest-simple', new Date('2026-03-01T10:00:00Z'))
  expect(await compare(world)).toMatchObject({ unheard: 0 })
})

test('a delivery and an invoice that people made in the ERP and nobody told of are followed', async () => {
  await using world = await createWorld()
  const id = await settled(world)
  const order = erpOrder(world, id)
  confirm(world, order)
  const delivery = make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
  make(world, 'Invoices', { set: 'DeliveryNotes', document: delivery })
  await compare(world)
  expect(await unexplained(world)).toEqual([
    expect.stringMatching(/^ours_late invoice:b1:/),
    expect.stringMatching(/^ours_late shipment:b1:/),
    'ours_late state:b1',
  ])
  await world.work()
  expect(sidesOf(world, id).order.state).toBe('complete')
  rest(world)
  expect(await compare(world)).toMatchObject({ healed: 0, gone: 3 })
  expect(await unexplained(world)).toEqual([])
  const closed = await world.database.db.select().from(drifts)
  expect(new Set(closed.map(drift => drift.closedReason))).toEqual(new Set(['the bridge caught up']))
})

test('an order that reaches the ERP while it is compared is in the books with the total that was sent', async () => {
  await using world = await createWorld()
  const id = world.place('guest-simple')
  world.b1.faults.add({ kind: 'html502', times: 1_000 })
  await world.pass(61)
  world.b1.faults.clear()
  let asked = 0
  const magento: FlowContext['remotes']['magento'] = async code => {
    // First it is asked for orders that were not heard, then for these: by then we are known to have sent nothing.
    asked += 1
    if (asked === 2) await world.runUntilQuiet()
    return await world.remotes.magento(code)
  }
  const to = new Date(world.clock.now().getTime() + 1_000)
  const window = { store: STORE, from: new Date(to.getTime() - DAY_MS), to, unfinishedToo: true }
  await reconcile({ ...world.ctx, remotes: { ...world.remotes, magento } }, window)
  expect(await phaseOf(world, id)).toBe('open')
  const [day] = await readLedgerDays(world.ctx, {
    store: STORE,
    timezone: 'Europe/Ljubljana',
    fromDay: '2026-03-01',
    toDay: '2026-03-31',
  })
  expect(day?.orders).toMatchObject([{ class: 'in_erp', erpTotal: day?.orders[0]?.placed }])
})

test('the ERP is asked with what was sent to it, because some know the number of the order and no key of ours', async () => {
  await using world = await createWorld()
  const id = await settled(world)
  const asked: Parameters<ErpConnector['findSalesDocuments']>[] = []
  const erp: FlowContext['remotes']['erp'] = async code => {
    const connector = await world.remotes.erp(code)
    const findSalesDocuments: ErpConnector['findSalesDocuments'] = (...input) => {
      asked.push(input)
      return connector.findSalesDocuments(...input)
    }
    return { ...connector, findSalesDocuments }
  }
  const to = new Date(world.clock.now().getTime() + 1_000)
  const window = { store: STORE, from: new Date(to.getTime() - DAY_MS), to, unfinishedToo: true }
  await reconcile({ ...world.ctx, remotes: { ...world.remotes, erp } }, window)
  const key = `${STORE}-${id}`
  expect(asked.map(([keys]) => keys)).toEqual([[key]])
  expect(asked[0]?.[1]?.get(key)).toMatchObject({ method: 'POST', body: { U_OrderbridgeId: key } })
})

test('what Magento changed without a word is read again', async () => {
  await using world = await createWorld()
  const id = await settled(world)
  const order = world.magento.order(id) as Order // placed above
  world.magento.importOrder({ ...order, status: 'fraud' })
  await compare(world)
  expect(await seen(world)).toEqual(['ours_late order_facts'])
  await world.work()
  expect((await orderRow(world, id)).status).toBe('fraud')
  await compare(world)
  expect(await seen(world)).toEqual([])
})

test('a quantity that somebody changed in the ERP is a drift with both values, and goes when it is put right', async () => {
  await using world = await createWorld()
  const id = await settled(world)
  const document = erpOrder(world, id)
  const [line] = document.DocumentLines
  const quantity = line?.Quantity ?? 0
  change(world, document, { DocumentLines: [{ LineNum: 0, Quantity: quantity + 1 }] })
  await compare(world)
  const found = (await openDrifts(world)).filter(drift => drift.what.startsWith('quantity:'))
  expect(found).toEqual([
    expect.objectContaining({ class: 'human_changed', magentoValue: String(quantity), erpValue: String(quantity + 1) }),
  ])
  expect(await seen(world)).toContain('human_changed order_total:b1')
  change(world, erpOrder(world, id), { DocumentLines: [{ LineNum: 0, Quantity: quantity }] })
  await compare(world)
  expect(await seen(world)).toEqual([])
})

test('a second sales document with our key is impossible, and stays a drift until it is cancelled, however old it gets', async () => {
  await using world = await createWorld()
  const id = await settled(world)
  const { CardCode, U_OrderbridgeId, NumAtCard, DocumentLines } = erpOrder(world, id)
  const [line] = DocumentLines
  const copy = world.b1.transact(work =>
    createDocument(work, kindOf('Orders'), {
      CardCode,
      U_OrderbridgeId,
      NumAtCard,
      DocDueDate: '2026-03-20',
      DocumentLines: [{ ItemCode: line?.ItemCode, Quantity: 1 }],
    }),
  )
  await compare(world)
  expect(await seen(world)).toEqual([`impossible double:b1:${copy.DocEntry}`])
  world.clock.pass(20 * 86_400)
  await compare(world, 1)
  expect(await seen(world)).toEqual([`impossible double:b1:${copy.DocEntry}`])
  cancel(world, 'Orders', copy)
  await compare(world, 1)
  expect(await seen(world)).toEqual([])
})

test('a document with the key of an order that the bridge does not know is told, and its order asked for', async () => {
  await using world = await createWorld()
  const id = await settled(world)
  const { CardCode, DocumentLines } = erpOrder(world, id)
  world.b1.transact(work =>
    createDocument(work, kindOf('Orders'), {
      CardCode,
      U_OrderbridgeId: `${STORE}-4711`,
      DocDueDate: '2026-03-20',
      DocumentLines: [{ ItemCode: DocumentLines[0]?.ItemCode, Quantity: 1 }],
    }),
  )
  await compare(world)
  expect(await seen(world)).toEqual([expect.stringMatching(/^human_changed ownerless:b1:/)])
})

test('an order that people entered in the ERP with our key, while it was held, is told instead of made twice', async () => {
  await using world = await createWorld()
  const id = world.place('unknown-item')
  const other = await settled(world)
  expect(await phaseOf(world, id)).toBe('held')
  const { CardCode, DocumentLines } = erpOrder(world, other)
  world.b1.transact(work =>
    createDocument(work, kindOf('Orders'), {
      CardCode,
      U_OrderbridgeId: `${STORE}-${id}`,
      DocDueDate: '2026-03-20',
      DocumentLines: [{ ItemCode: DocumentLines[0]?.ItemCode, Quantity: 1 }],
    }),
  )
  await compare(world)
  expect(await seen(world)).toEqual(['human_changed not_sent:b1'])
  await skipOrder(world.ctx, {
    store: STORE,
    orderId: (await orderRow(world, id)).id,
    reason: 'entered by hand',
  })
  await compare(world)
  expect(await seen(world)).toEqual([])
})

test('while a message is under way the other side is only late', async () => {
  await using world = await createWorld()
  const id = await settled(world)
  world.magento.faults.add({ kind: 'maintenance503', times: 500, match: { method: 'POST' } })
  finish(world, id, 'deliver-then-invoice')
  await world.pass(61)
  await compare(world)
  expect((await unexplained(world)).every(drift => drift.startsWith('theirs_late'))).toBe(true)
  expect(await unexplained(world)).toContain(`theirs_late invoiced:${await firstItem(world, id)}`)
})

const firstItem = async (world: World, id: number): Promise<number> => world.magento.order(id)?.items[0]?.item_id ?? 0

test('money is compared to the cent, with the reason, and the pairs are what the ledger adds up', async () => {
  await using world = await createWorld()
  const id = await settled(world, 'coupon')
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  const [invoice] = sidesOf(world, id).invoices
  const pairs = () => world.database.db.select().from(documentPairs)
  rest(world)
  await compare(world)
  expect(await pairs()).toEqual([
    expect.objectContaining({
      kind: 'invoice',
      state: 'equal',
      day: '2026-03-10',
      magentoNumber: invoice?.increment_id,
    }),
  ])
  for (const [more, expected] of [
    [0.01, 'explained'],
    [7, 'human_changed'],
  ] as const) {
    const order = world.magento.order(id) as Order // placed above
    world.magento.importOrder(order, [
      { ...invoice, grand_total: (invoice?.grand_total ?? 0) + more } as NonNullable<typeof invoice>,
    ]) // it is there
    await compare(world)
    expect(await seen(world)).toEqual([expect.stringMatching(new RegExp(`^${expected} total:b1:invoice:`))])
  }
  expect(await pairs()).toEqual([expect.objectContaining({ state: 'open' })])
})

describe('a sales document that somebody removed in the ERP', () => {
  /** It waits for an approval there: SAP lets people remove drafts. */
  const removed = async (world: World): Promise<number> => {
    world.b1.faults.add({ kind: 'approvalDraft' })
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    rest(world)
    world.b1.transact(work => {
      for (const { DocEntry } of world.b1.list<B1Document>('Drafts')) work.put('Drafts', String(DocEntry), undefined)
    })
    await compare(world)
    expect(await seen(world)).toEqual(['impossible gone:b1'])
    return id
  }
  const tryAgain = async (world: World, id: number) =>
    await retryOrder(world.ctx, { store: STORE, orderId: (await orderRow(world, id)).id })

  test('is sent once more when a person tries the order again, and the difference goes', async () => {
    await using world = await createWorld()
    const id = await removed(world)
    const page = await readOrder(world.ctx, { stores: [STORE], id: (await orderRow(world, id)).id })
    expect(page && actionsOf(page).map(({ label }) => label)).toEqual(['Try again'])
    await tryAgain(world, id)
    expect(await tryAgain(world, id)).toMatchObject({ message: expect.stringContaining('is not stuck') })
    await world.runUntilQuiet()
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
    rest(world)
    await compare(world)
    expect(await seen(world)).toEqual([])
    finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
    await expectWhole(world, id)
    expect(await phaseOf(world, id)).toBe('done')
  })

  test('and put back meanwhile is taken over, not made twice', async () => {
    await using world = await createWorld()
    const id = await removed(world)
    const other = await settled(world)
    const { CardCode, DocumentLines } = erpOrder(world, other)
    world.b1.transact(work =>
      createDocument(work, kindOf('Orders'), {
        CardCode,
        U_OrderbridgeId: `${STORE}-${id}`,
        DocDueDate: '2026-03-20',
        DocumentLines: [{ ItemCode: DocumentLines[0]?.ItemCode, Quantity: 1 }],
      }),
    )
    await tryAgain(world, id)
    await world.runUntilQuiet()
    expect(sidesOf(world, id).salesDocuments).toHaveLength(1)
    expect((await orderRow(world, id)).phaseReason).toBe(`in the ERP as ${erpOrder(world, id).DocNum}`)
  })

  test('after goods left by it is not sent again, nor for an order that is cancelled in Magento', async () => {
    await using world = await createWorld()
    const id = await removed(world)
    const row = await orderRow(world, id)
    await world.database.sql`
      insert into follow_ups (store, order_id, connection, kind, erp_id, erp_number, total, currency, date, lines, tracking, created_at, updated_at)
      values (${STORE}, ${row.id}, 'b1', 'shipment', '77', '7077', 0, 'EUR', '2026-03-10', '[]', '[]', now(), now())`
    await expect(tryAgain(world, id)).rejects.toThrow('7077 was made from the sales document that is gone')
    await world.database.sql`update orders set state = 'canceled' where id = ${row.id}`
    await expect(tryAgain(world, id)).rejects.toThrow('is canceled in Magento; it is not sent')
    expect(await phaseOf(world, id)).toBe('open')
  })
})

test('an order that was deleted in Magento is told', async () => {
  await using world = await createWorld()
  await settled(world)
  await world.database.db.update(orders).set({ magentoId: 987_654 }).where(eq(orders.store, STORE))
  await compare(world)
  expect(await seen(world)).toContain('human_changed order_gone')
})

test('an ERP that does not answer leaves its drifts as they are, and is reported', async () => {
  await using world = await createWorld()
  const id = await settled(world)
  change(world, erpOrder(world, id), { DocumentLines: [{ LineNum: 0, Quantity: 7 }] })
  await compare(world)
  const before = await seen(world)
  expect(before).toHaveLength(2)
  world.b1.faults.add({ kind: 'html502', times: 200 })
  await expect(compare(world)).rejects.toMatchObject({ errorClass: 'transient' })
  expect(await seen(world)).toEqual(before)
})
