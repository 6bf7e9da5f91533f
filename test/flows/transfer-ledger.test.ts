import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { transfers } from '../../src/db/schema/transfers.ts'
import { amount } from '../../src/domain/amount.ts'
import { RemoteError } from '../../src/domain/errors.ts'
import { exportCsv } from '../../src/flows/ledger/export-csv.ts'
import { addsUp, gapsOf, obstaclesOf } from '../../src/flows/ledger/ledger-day.ts'
import { listMonth } from '../../src/flows/ledger/list-month.ts'
import { readLedger } from '../../src/flows/ledger/read-ledger.ts'
import { changesSince, contentOf } from '../../src/flows/ledger/seal-content.ts'
import { openProblem } from '../../src/flows/problem/open-problem.ts'
import { lookAtTotals } from '../../src/flows/transfer/look-at-totals.ts'
import { signIn } from '../support/sign-in.ts'
import { createTransferWorld, type TransferWorld } from './transfer-world.ts'

const DAY = '2026-03-10'
const lamp = { sku: 'S-002', name: 'Lamba', price: '0.99', quantity: 1, taxRate: '22.00' }
const shirt = { sku: 'S-001', name: 'Tişört šumniki', price: '19.90', quantity: 2, taxRate: '22.00' }

async function dayOf(world: TransferWorld) {
  const [day, ...others] = await readLedger(world.ctx, { store: 'shop', fromDay: DAY, toDay: DAY })
  if (!day || others.length > 0) throw new Error('one currency, one day')
  const [line] = await listMonth(world.ctx, { store: 'shop', month: '2026-03' })
  expect(line).toMatchObject({ day: DAY, sums: day.sums, gaps: gapsOf(day).length }) // what was kept
  expect(addsUp(day.sums)).toBe(true)
  return day
}

test('orders of other systems are in the ledger of the day on which they were placed there, and the day adds up with them', async () => {
  await using world = await createTransferWorld()
  const whole = world.omnitron.place({ lines: [shirt] })
  const held = world.omnitron.place({ lines: [{ ...lamp, sku: 'S-NEW' }] })
  const unread = world.omnitron.place({ lines: [lamp] })
  const wrong = world.omnitron.journal.get<object>('orders', String(unread)) ?? {}
  world.omnitron.journal.commit([{ collection: 'orders', key: String(unread), value: { ...wrong, amount: '5.00' } }])
  await world.pass(1)
  const numberOf = (pk: number) => world.omnitron.order(pk).number

  const day = await dayOf(world)
  expect(day.sums).toMatchObject({
    placed: { count: 2, money: '40.79' },
    elsewhere: { count: 2, money: '40.79' },
    classes: { in_erp: { count: 1, money: '39.8' }, held: { count: 1, money: '0.99' } },
    difference: '0',
  })
  expect(day.orders.find(({ class: name }) => name === 'held')).toMatchObject({
    number: numberOf(held),
    source: 'omni',
    reason: expect.stringContaining('does not know item S-NEW'),
  })
  expect(gapsOf(day)).toEqual([])
  expect(obstaclesOf(day)).toEqual([expect.stringContaining(`Order ${numberOf(held)} is held`)])
  expect(exportCsv([day])).toMatch(
    new RegExp(`order,${numberOf(whole)},in the ERP,,39.80,\\S+,39.80,0.00,"of another system, by omni"`),
  )

  const { text } = await (await signIn(world, { roles: ['view'] })).get(`/admin/ledger/shop/${DAY}`)
  const [first] = await world.transfers()
  expect(text).toContain(`href="/admin/transfers/${first?.id}"`)
  expect(text).toContain('Placed in Magento and in other systems')
  expect(text).toMatch(
    new RegExp(`Not in the ledger yet, because it could not be read where it waits: .*${numberOf(unread)}`),
  )
})

test('a sales document that comes to another total than the order of the other system is a gap of the day, to the cent', async () => {
  await using world = await createTransferWorld()
  world.omnitron.place({ lines: [lamp] })
  await world.pass(1)
  const sealed = contentOf(await dayOf(world))
  await world.ctx.db.update(transfers).set({ erpTotal: sql`${transfers.erpTotal} - 0.02` })
  const day = await dayOf(world)
  expect(day.sums.difference).toBe('0.02')
  expect(gapsOf(day)).toEqual([
    expect.stringMatching(/^Order \d+ differs by 0.02: the sales document has another total/),
  ])
  expect(changesSince(sealed, day)).toMatchObject([{ now: expect.stringContaining('0.97; placed 0.99') }])
})

test('a total that people correct in the ERP is looked at again until it agrees: its problem closes, and the day adds up', async () => {
  await using world = await createTransferWorld()
  world.omnitron.place({ lines: [lamp] })
  await world.pass(1)
  const [document] = world.written()
  const [row] = await world.transfers()
  if (!document || !row) throw new Error('it is in the ERP')
  const comesTo = (total: string) =>
    world.erp.books.journal.commit([
      { collection: 'orders', key: String(document.id), value: { ...document, total: amount(total) } },
    ])
  const cause = `transfer_total:omni:${row.number}`
  await openProblem(world.ctx, {
    store: 'shop',
    connection: 'omni',
    cause,
    title: 'It came to 1.05.',
    remedy: 'Correct it.',
  })
  comesTo('1.05')
  await world.look()
  expect(await world.problems()).toMatchObject([{ cause, closed: false }])
  expect((await dayOf(world)).sums.difference).toBe('-0.06')

  comesTo('0.99')
  expect((await world.look()).counts).toMatchObject({ settled: 1 })
  expect(await world.problems()).toMatchObject([{ cause, closed: true }])
  expect((await dayOf(world)).sums.difference).toBe('0')
  expect((await world.look()).counts).toMatchObject({ settled: 0 })
})

test('who slept with the answer of the ERP does not write it over what others have heard meanwhile', async () => {
  await using world = await createTransferWorld()
  world.omnitron.place({ lines: [lamp] })
  await world.pass(1)
  const [row] = await world.transfers()
  if (!row) throw new Error('it is in the ERP')
  const cause = `transfer_total:omni:${row.number}`
  await openProblem(world.ctx, { store: 'shop', connection: 'omni', cause, title: 'It came to 1.05.', remedy: 'Mend.' })
  await world.ctx.db.update(transfers).set({ erpTotal: amount('1.05') })
  const connection = await world.ctx.remotes.connection('omni')
  const erp = await world.ctx.remotes.erp('omni')
  const readSalesDocuments: typeof erp.readSalesDocuments = async ids => {
    const old = await erp.readSalesDocuments(ids)
    await world.ctx.db.update(transfers).set({ erpTotal: amount('1.10') })
    return old
  }
  expect(await lookAtTotals(world.ctx, { connection, erp: { ...erp, readSalesDocuments } })).toBe(0)
  expect(await world.problems()).toMatchObject([{ cause, closed: false }])
  expect(await lookAtTotals(world.ctx, { connection, erp })).toBe(1)
})

test('a sales document that the ERP refuses to give keeps no other total from being looked at', async () => {
  await using world = await createTransferWorld()
  world.omnitron.place({ lines: [lamp] })
  world.omnitron.place({ lines: [lamp] })
  await world.pass(1)
  const [odd, even] = await world.transfers()
  if (!odd || !even) throw new Error('they are in the ERP')
  for (const { number } of [odd, even]) {
    const cause = `transfer_total:omni:${number}`
    await openProblem(world.ctx, {
      store: 'shop',
      connection: 'omni',
      cause,
      title: 'It came to 1.05.',
      remedy: 'Mend.',
    })
  }
  const connection = await world.ctx.remotes.connection('omni')
  const erp = await world.ctx.remotes.erp('omni')
  const readSalesDocuments: typeof erp.readSalesDocuments = async ids => {
    if (ids.includes(odd.erpId ?? ''))
      throw new RemoteError({ errorClass: 'permanent', code: 'erp:odd', message: 'odd' })
    return await erp.readSalesDocuments(ids)
  }
  expect(await lookAtTotals(world.ctx, { connection, erp: { ...erp, readSalesDocuments } })).toBe(1)
  const closed = (await world.problems()).filter(one => one.closed).map(({ cause }) => cause)
  expect(closed).toEqual([`transfer_total:omni:${even.number}`])
})

test('an order that is gone at its source stands in the ERP until it is cancelled there too', async () => {
  await using world = await createTransferWorld()
  const pk = world.omnitron.place({ lines: [lamp] })
  await world.look()
  expect((await dayOf(world)).sums.classes.waiting.count).toBe(1)
  world.omnitron.cancel(pk)
  await world.deliver()
  const gone = await dayOf(world)
  expect(gone.sums.classes.in_erp.count).toBe(1)
  expect(obstaclesOf(gone)).toEqual([expect.stringContaining('cancelled or gone where it came from')])
  const erp = await world.ctx.remotes.erp('omni')
  await erp.cancelSalesDocument(String(world.written()[0]?.id))
  await world.pass(12)
  const over = await dayOf(world)
  expect(over.sums.classes).toMatchObject({ in_erp: { count: 0 }, canceled: { count: 1 } })
  expect(obstaclesOf(over)).toEqual([])
})
