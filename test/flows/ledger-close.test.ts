import { and, eq, sql } from 'drizzle-orm'
import { PDFDocument } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { updateDocument } from '../../sandbox/sap-b1/document-post.ts'
import { kindOf, readDocument } from '../../sandbox/sap-b1/documents.ts'
import { drifts, ledgerSeals } from '../../src/db/schema/ledger.ts'
import { orders } from '../../src/db/schema/orders.ts'
import { amount, negate, subtract } from '../../src/domain/amount.ts'
import { closeDay } from '../../src/flows/ledger/close-day.ts'
import { exportPdf } from '../../src/flows/ledger/export-pdf.ts'
import { listMonth } from '../../src/flows/ledger/list-month.ts'
import { readLedger } from '../../src/flows/ledger/read-ledger.ts'
import { reportChangedDays } from '../../src/flows/ledger/report-changed-days.ts'
import { verifySeals } from '../../src/flows/ledger/verify-seals.ts'
import { acceptDrift } from '../../src/flows/reconcile/accept-drift.ts'
import { reconcileByClock } from '../../src/flows/reconcile/reconcile-by-clock.ts'
import { erpOrder, finish } from '../support/clerk.ts'
import { openCauses, orderRow, phaseOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const DAY = '2026-03-10'
const march = { store: STORE, fromDay: '2026-03-01', toDay: '2026-03-31' }

/** Over midnight in Ljubljana, then one comparison, without the hours between. */
async function nextMorning(world: World): Promise<Record<string, number>> {
  world.clock.pass(24 * 3_600)
  await world.remotes.refresh()
  return await reconcileByClock(world.ctx, STORE)
}

const seals = ({ database: { db } }: World) => db.select().from(ledgerSeals).orderBy(ledgerSeals.sequence)
const month = async (world: World) => await listMonth(world.ctx, { store: STORE, month: '2026-03' })
const book = async (world: World) => await readLedger(world.ctx, march)

/** An order that went the whole way on the first day. */
async function wholeOrder(world: World): Promise<number> {
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  return id
}

test('a day that is over and leaves nothing open is closed by itself, once; ERP and Magento agree in it', async () => {
  await using world = await createWorld()
  await wholeOrder(world)
  world.place('coupon')
  await world.runUntilQuiet()
  await world.remotes.refresh()
  expect(await reconcileByClock(world.ctx, STORE)).toMatchObject({ closed: 0 }) // it is not over
  expect(await nextMorning(world)).toMatchObject({ closed: 1 })
  expect(await nextMorning(world)).toMatchObject({ closed: 0, changed: 0 })
  const [day] = await book(world)
  expect(await month(world)).toEqual([expect.objectContaining({ day: DAY, state: 'closed', sums: day?.sums })])
  expect(day?.day).toBe(DAY)
  expect(day?.sums.classes.in_erp).toEqual(day?.sums.placed)
  expect(day?.sums.placed.count).toBe(2)
  expect(day?.sums.invoiced).toMatchObject({ difference: '0', erp: { count: 1 }, magento: { count: 1 } })
  expect(day?.seals).toEqual([
    expect.objectContaining({ version: 1, sequence: 1, note: null, closedBy: 'Orderbridge' }),
  ])
})

test('an order that is held keeps its day open, with the reason, until a person closes it with a note', async () => {
  await using world = await createWorld()
  await wholeOrder(world)
  const held = world.place('unknown-item')
  await world.runUntilQuiet()
  expect(await phaseOf(world, held)).toBe('held')
  expect(await nextMorning(world)).toMatchObject({ closed: 0 })
  const [day] = await book(world)
  expect(day?.sums.classes.held.count).toBe(1)
  expect(day?.orders.find(order => order.class === 'held')?.reason).toContain('does not know')
  await expect(closeDay(world.ctx, { store: STORE, day: DAY, note: ' ' })).rejects.toThrow('A note is needed')
  await expect(closeDay(world.ctx, { store: STORE, day: '2026-03-11', note: 'x' })).rejects.toThrow('not over')
  await expect(closeDay(world.ctx, { store: STORE, day: '2026-03-09', note: 'x' })).rejects.toThrow(
    'Nothing was placed',
  )
  await closeDay(world.ctx, { store: STORE, day: DAY, note: 'the item comes on Monday' })
  await expect(closeDay(world.ctx, { store: STORE, day: DAY, note: 'again' })).rejects.toThrow('closed already')
  const [seal] = await seals(world)
  expect(seal?.note).toBe('the item comes on Monday')
})

test('days are closed one after the other, each over the seal of the one before', async () => {
  await using world = await createWorld()
  const held = world.place('unknown-item')
  await world.runUntilQuiet()
  await nextMorning(world)
  world.place('guest-simple')
  await world.runUntilQuiet()
  expect(await nextMorning(world)).toMatchObject({ closed: 0 }) // the first day is still open
  await closeDay(world.ctx, { store: STORE, day: DAY, note: 'known' })
  expect(await nextMorning(world)).toMatchObject({ closed: 1 })
  const [first, second] = await seals(world)
  expect([first?.day, second?.day]).toEqual([DAY, '2026-03-11'])
  expect(second?.previousHash).toBe(first?.hash)
  expect(await phaseOf(world, held)).toBe('held')
})

describe('after a day was closed', () => {
  test('an order that changes shows with both versions, opens a problem, and the day can be closed again', async () => {
    await using world = await createWorld()
    const held = world.place('unknown-item')
    await wholeOrder(world)
    await nextMorning(world)
    await closeDay(world.ctx, { store: STORE, day: DAY, note: 'known' })
    const { id, number } = await orderRow(world, held)
    await world.database.db
      .update(orders)
      .set({ phase: 'skipped', phaseReason: 'skipped by Petra: test order' })
      .where(eq(orders.id, id))
    expect(await nextMorning(world)).toMatchObject({ changed: 1 })
    const [day] = await book(world)
    expect(day?.changes).toEqual([
      {
        what: `Order ${number}`,
        sealed: expect.stringMatching(/^held; placed /),
        now: expect.stringMatching(/^skipped; placed /),
      },
    ])
    expect(await openCauses(world)).toContain(`ledger_changed:${DAY}:EUR`)
    expect(await month(world)).toEqual([expect.objectContaining({ day: DAY, state: 'changed' })])
    expect(await verifySeals(world.ctx, STORE)).toEqual([
      expect.objectContaining({ breaks: [], changed: [expect.objectContaining({ day: DAY })] }),
    ])
    await closeDay(world.ctx, { store: STORE, day: DAY, note: 'it was a test' })
    expect((await book(world))[0]).toMatchObject({ changes: [], seals: [{ version: 1 }, { version: 2 }] })
    expect(await openCauses(world)).not.toContain(`ledger_changed:${DAY}:EUR`)
  })

  test('the hourly look reads only the days of which something changed since it found them right', async () => {
    await using world = await createWorld()
    const id = await wholeOrder(world)
    await nextMorning(world)
    expect(await reportChangedDays(world.ctx, STORE)).toBe(0)
    // Whoever read the day would find it changed.
    await world.database.db.update(ledgerSeals).set({ content: sql`replace(content, '"in_erp"', '"held"')` })
    expect(await reportChangedDays(world.ctx, STORE)).toBe(0)
    const total = sql`${orders.grandTotal} + 1`
    await world.database.db.update(orders).set({ grandTotal: total }).where(eq(orders.magentoId, id))
    expect(await reportChangedDays(world.ctx, STORE)).toBe(1)
    expect(await reportChangedDays(world.ctx, STORE)).toBe(1) // until it is closed again
  })

  test('a total that somebody changes in the ERP shows to the cent', async () => {
    await using world = await createWorld()
    const id = world.place('guest-simple')
    await world.runUntilQuiet()
    await nextMorning(world)
    const { DocEntry, DocTotal, DocumentLines } = erpOrder(world, id)
    world.b1.transact(work => {
      const lines = [{ LineNum: 0, Quantity: (DocumentLines[0]?.Quantity ?? 0) + 1 }]
      const document = readDocument(work, 'Orders', DocEntry)
      return updateDocument(work, kindOf('Orders'), 'Orders', document, { DocumentLines: lines }, false)
    })
    await nextMorning(world)
    const [day] = await book(world)
    const more = subtract(amount(erpOrder(world, id).DocTotal), amount(DocTotal))
    expect(day?.sums.difference).toBe(negate(more))
    expect(day?.changes).toHaveLength(1)
  })

  test('a seal of which somebody changes its content, its note or who closed it is found', async () => {
    await using world = await createWorld()
    await wholeOrder(world)
    await nextMorning(world)
    const { db } = world.database
    const [seal] = await db.select().from(ledgerSeals)
    if (!seal) throw new Error('nothing was sealed')
    const { content, note, closedBy } = seal
    for (const change of [
      { content: sql`replace(content, '"in_erp"', '"held"')` },
      { note: 'I knew' },
      { closedBy: 'Nobody' },
    ]) {
      expect((await verifySeals(world.ctx, STORE))[0]).toMatchObject({ seals: 1, breaks: [], changed: [] })
      await db.update(ledgerSeals).set(change)
      expect((await verifySeals(world.ctx, STORE))[0]?.breaks).toEqual([`Seal 1 (${DAY}, version 1) was changed.`])
      await db.update(ledgerSeals).set({ content, note, closedBy })
    }
  })

  test('a seal that is taken out is found', async () => {
    await using world = await createWorld()
    await wholeOrder(world)
    await nextMorning(world)
    world.place('guest-simple')
    await world.runUntilQuiet()
    await nextMorning(world)
    await world.database.db.delete(ledgerSeals).where(and(eq(ledgerSeals.store, STORE), eq(ledgerSeals.sequence, 1)))
    expect((await verifySeals(world.ctx, STORE))[0]?.breaks).toEqual([
      'Seal 2 (2026-03-11, version 1) follows seal 0: one was taken out.',
    ])
  })
})

test('money that Magento took at checkout is in the ledger of that day with its reason, and out again when the ERP invoices', async () => {
  await using world = await createWorld()
  const id = world.place('card-captured')
  await world.runUntilQuiet()
  await nextMorning(world)
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  await nextMorning(world)
  const [first, second] = await book(world)
  expect(first?.documents).toEqual([expect.objectContaining({ state: 'explained', erpNumber: undefined })])
  expect(second?.documents).toEqual([expect.objectContaining({ state: 'explained', magentoNumber: undefined })])
  expect(Number(first?.sums.invoiced.difference) + Number(second?.sums.invoiced.difference)).toBe(0)
  expect(first?.sums.placed.money).toBe(first?.sums.invoiced.magento.money)
})

test('a drift that a person accepted with a reason keeps no day open', async () => {
  await using world = await createWorld()
  const id = await wholeOrder(world)
  await world.database.db.update(orders).set({ grandTotal: sql`grand_total + 5` }).where(eq(orders.magentoId, id))
  const [row] = await world.database.db
    .insert(drifts)
    .values({
      store: STORE,
      orderId: (await orderRow(world, id)).id,
      subject: `order:${(await orderRow(world, id)).id}`,
      class: 'human_changed',
      what: 'order_total:b1',
      text: 'differs',
      magentoValue: '1',
      erpValue: '2',
      firstSeenAt: world.clock.now(),
      lastSeenAt: world.clock.now(),
    })
    .returning()
  const before = (await book(world))[0]?.orders[0]
  expect(before).toMatchObject({ explained: false, difference: '5', drift: 'differs' })
  await acceptDrift(world.ctx, { store: STORE, driftId: row?.id ?? 0, note: 'agreed by phone' })
  const after = (await book(world))[0]?.orders[0]
  expect(after).toMatchObject({ explained: true, reason: 'accepted: agreed by phone', drift: undefined })
})

test('the PDF holds as many pages as its rows need, in letters that the standard fonts do not have', async () => {
  await using world = await createWorld()
  await wholeOrder(world)
  await nextMorning(world)
  const [day] = await book(world)
  const [order] = day?.orders ?? []
  if (!day || !order) throw new Error('nothing was placed')
  const many = Array.from({ length: 120 }, (_, index) => ({
    ...order,
    id: index,
    reason: `Žiga čaka ${'šč'.repeat(200)}\u0007`,
  }))
  const pdf = await PDFDocument.load(await exportPdf([{ ...day, orders: many }], world.clock.now()))
  expect(pdf.getPageCount()).toBeGreaterThanOrEqual(3)
  expect(await PDFDocument.load(await exportPdf([], world.clock.now())).then(empty => empty.getPageCount())).toBe(1)
})
