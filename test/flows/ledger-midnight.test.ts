import { expect, test } from 'vitest'
import { ZERO } from '../../src/domain/amount.ts'
import { readLedgerDays } from '../../src/flows/ledger/read-ledger-days.ts'
import { reconcileByClock } from '../../src/flows/reconcile/reconcile-by-clock.ts'
import { readHome } from '../../src/flows/view/read-home.ts'
import { finish } from '../support/clerk.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const LJUBLJANA = 'Europe/Ljubljana' // an hour ahead of UTC in March
const MINUTES = 61

/** An order that the ERP delivers and invoices, minutes after it was placed. */
async function invoiced(world: World): Promise<number> {
  const id = world.place('customer')
  for (let minute = 0; minute < 3; minute += 1) await world.pass(MINUTES)
  finish(world, id, 'deliver-then-invoice')
  for (let minute = 0; minute < 4; minute += 1) await world.pass(MINUTES)
  return id
}

/** The clock alone: nothing is due before the test goes on. */
function goTo(world: World, moment: string): void {
  world.clock.pass((Date.parse(moment) - world.clock.now().getTime()) / 1_000)
}

const invoicedOn = async (world: World) => {
  const window = { timezone: LJUBLJANA, fromDay: '2026-03-09', toDay: '2026-03-12' }
  const days = await readLedgerDays(world.ctx, { store: STORE, ...window })
  return days.map(({ day, sums: { placed, invoiced } }) => [
    day,
    [placed.count, placed.money],
    [invoiced.erp.count, invoiced.erp.money],
    [invoiced.magento.count, invoiced.magento.money],
  ])
}

test('twenty minutes after midnight, what was placed and invoiced before it and after it stands on its own day', async () => {
  await using world = await createWorld()
  goTo(world, '2026-03-10T22:40:00Z')
  await invoiced(world)
  goTo(world, '2026-03-10T23:05:00Z')
  await invoiced(world)
  await invoiced(world)
  goTo(world, '2026-03-10T23:20:00Z')
  // UTC is still a day behind; shop, ERP and ledger are not.
  expect(world.b1.list<{ DocDate: string }>('Invoices').map(({ DocDate }) => DocDate)).toEqual([
    '2026-03-10',
    '2026-03-11',
    '2026-03-11',
  ])
  const [home] = (await readHome(world.ctx, [STORE])).stores
  expect([home?.today, home?.books.map(({ sums }) => sums.classes.in_erp.count)]).toEqual(['2026-03-11', [2]])

  // Invoices come into the ledger by the comparison: until the next one the page says of when they are.
  const nothing = [0, ZERO]
  expect((await invoicedOn(world)).at(-1)).toEqual(['2026-03-11', [2, '49.8'], nothing, nothing])
  const page = await signIn(world)
  for (const address of ['/admin/ledger', '/admin/ledger/main/2026-03-11'])
    expect((await page.get(address)).text).toMatch(
      /Invoices and credits are as the hourly comparison .* saw them <time datetime="2026-03-10T2/,
    )

  await reconcileByClock(world.ctx, STORE)
  expect(await invoicedOn(world)).toEqual([
    ['2026-03-10', [1, '24.9'], [1, '24.9'], [1, '24.9']],
    ['2026-03-11', [2, '49.8'], [2, '49.8'], [2, '49.8']],
  ])
})
