import { expect, test } from 'vitest'
import { listOrders } from '../../src/flows/view/list-orders.ts'
import { readHome } from '../../src/flows/view/read-home.ts'
import { readOrder } from '../../src/flows/view/read-order.ts'
import { listOpenProblems } from '../../src/flows/view/list-problems.ts'
import { listRuns } from '../../src/flows/view/list-runs.ts'
import { listDocuments } from '../../src/flows/view/list-documents.ts'
import { readAttempt } from '../../src/flows/view/read-attempt.ts'
import { seed } from '../browser/seed.ts'
import { testDatabase } from '../support/database.ts'

const now = new Date('2026-03-10T13:20:00Z')
const handle = await testDatabase()
const { db, box } = handle
const seeded = await seed(db, box, now)
const ctx = { db, clock: { now: () => now } }
test('smoke', async () => {
  const stores = ['main', 'usa']
  console.log((await listOrders(ctx, { stores, filter: {}, paging: {} })).rows.slice(0, 2))
  for (const search of ['000100001', '100001', '10000301', '70001', 'ANA.novak@example.com', 'nov', 'ana nov', 'sku-4711'])
    console.log(search, (await listOrders(ctx, { stores, filter: { search }, paging: {} })).rows.length)
  console.dir((await readHome(ctx, stores)), { depth: 4 })
  const order = await readOrder(ctx, { stores, id: seeded.done.id })
  console.dir({ ...order, canonical: 0 }, { depth: 4 })
  console.dir((await readAttempt(ctx, { stores, id: seeded.attemptId }))?.[0])
  console.dir(await listOpenProblems(ctx, stores), { depth: 4 })
  console.log((await listRuns(ctx, { stores, paging: {} })).rows.length, (await listDocuments(ctx, { stores, search: '70001', paging: {} })).rows)
  expect(1).toBe(1)
})
