import { desc, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { hasWords } from '../../src/admin-ui/runs/counts.ts'
import { drifts } from '../../src/db/schema/ledger.ts'
import { audit, runs } from '../../src/db/schema/operations.ts'
import { askToPull, pullAgain, readPull } from '../../src/flows/poll/pull-again.ts'
import { beginComparison } from '../../src/flows/reconcile/comparison-progress.ts'
import { runTaskNow } from '../../src/flows/schedule/run-task-now.ts'
import { tasksOf } from '../../src/flows/schedule/tasks.ts'
import { listRuns } from '../../src/flows/view/list-runs.ts'
import { orderRow } from '../support/look-up.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, STORE } from '../support/world.ts'

const SINCE = new Date('2026-03-01T00:00:00Z')
const PULL = { store: STORE, task: 'pull-again' }

test('what is heard again shows how far it is, and ends after its page when a person stops it', async () => {
  await using world = await createWorld()
  world.place('customer')
  const person = await signIn(world)
  expect((await person.post('/admin/runs/stop', PULL)).status).toBe(404)
  await askToPull(world.ctx, { store: STORE, since: SINCE, what: 'both' })
  expect((await person.get('/admin/runs')).text).toContain('Under way')
  const viewer = await signIn(world, { roles: ['view'] })
  expect((await viewer.get('/admin/runs')).text).not.toContain('/admin/runs/stop')
  expect((await viewer.post('/admin/runs/stop', PULL)).status).toBe(403)
  const magento = await world.ctx.remotes.magento(STORE)
  const { listChangedOrders } = magento
  Object.assign(magento, {
    listChangedOrders: async (...asked: Parameters<typeof listChangedOrders>) => {
      expect((await person.post('/admin/runs/stop', PULL)).text).toContain('What it did stays.')
      return await listChangedOrders(...asked)
    },
  })
  expect(await pullAgain(world.ctx, STORE)).toEqual({ read: 0, new: 0, left: 0 })
  expect(await readPull(world.ctx, STORE)).toBeUndefined()
  expect((await person.get('/admin/runs')).text).not.toContain('Under way')
  const written = await world.database.db.select().from(audit)
  expect(written.map(({ action }) => action)).toContain('pull.stop')
})

const COMPARISON = { store: STORE, task: 'reconcile' }

test('a comparison shows how far it is, and ends after its page when a person stops it: what was not looked at stays as it was', async () => {
  await using world = await createWorld()
  const { db, sql } = world.database
  const [recent, old] = [world.place('customer'), world.place('guest-simple')]
  await world.runUntilQuiet()
  await sql`update orders set placed_at = '2026-01-05', phase = 'open' where magento_id = ${old}` // a page of its own
  for (const magentoId of [recent, old]) {
    const { id } = await orderRow(world, magentoId)
    await sql`
      insert into drifts (store, order_id, subject, class, what, text, magento_value, erp_value, first_seen_at, last_seen_at)
      values (${STORE}, ${id}, ${`order:${id}`}, 'impossible', 'gone by now', 'x', '1', '2', now(), now())`
  }
  const open = async () => await db.select({ orderId: drifts.orderId }).from(drifts).where(isNull(drifts.closedAt))
  const person = await signIn(world)
  const viewer = await signIn(world, { roles: ['view'] })
  await beginComparison(world.ctx, 'elsewhere', 'x', 5) // no store of this person's
  expect((await person.post('/admin/runs/stop', COMPARISON)).status).toBe(404)
  const magento = await world.ctx.remotes.magento(STORE)
  const { readOrders } = magento
  let pages = 0
  const watch = async (...asked: Parameters<typeof readOrders>) => {
    if (++pages > 1) return await readOrders(...asked)
    for (const page of ['/admin/runs', '/admin/drift']) {
      const { text } = await person.get(page)
      expect(text).toContain('0 of 2 orders')
      expect(text).toContain('/admin/runs/stop')
      expect((await viewer.get(page)).text).not.toContain('/admin/runs/stop')
    }
    expect((await viewer.post('/admin/runs/stop', COMPARISON)).status).toBe(403)
    expect((await person.post('/admin/runs/stop', { ...COMPARISON, store: 'elsewhere' })).status).toBe(404)
    expect((await person.post('/admin/runs/stop', COMPARISON)).text).toContain('What it did stays.')
    return await readOrders(...asked)
  }
  Object.assign(magento, { readOrders: watch })
  await runTaskNow(world.ctx, COMPARISON)
  expect(pages).toBe(1)
  expect(await open()).toEqual([{ orderId: (await orderRow(world, old)).id }])
  const [run] = await db.select().from(runs).where(eq(runs.task, 'reconcile')).orderBy(desc(runs.id)).limit(1)
  expect(run?.counts).toMatchObject({ read: 1, gone: 1, stopped: 1 })
  const { text } = await person.get('/admin/runs')
  expect(text).toContain('Stopped')
  expect(text).not.toContain('Under way')
  expect((await db.select().from(audit)).map(({ action }) => action)).toContain('reconcile.stop')

  await runTaskNow(world.ctx, COMPARISON)
  expect(pages).toBeGreaterThan(1)
  expect(await open()).toEqual([])
})

test('what a task counts is said in words, on the page and when a person runs it', async () => {
  await using world = await createWorld({
    store: { alerts: { to: ['team@shop.example'] }, mail: { from: 'shop@shop.example' } },
  })
  const { clock, ctx } = world
  world.place('customer')
  await world.runUntilQuiet()
  clock.pass(3_600)
  for (const task of await tasksOf(ctx, STORE)) await runTaskNow(ctx, { store: STORE, task: task.name })
  const { rows } = await listRuns(ctx, { stores: [STORE], paging: {} })
  const names = new Set(rows.flatMap(run => Object.keys(run.counts)))
  expect(names.size).toBeGreaterThan(20)
  expect([...names].filter(name => !hasWords(name))).toEqual([])

  const person = await signIn(world)
  const { text } = await person.post('/admin/runs', { store: STORE, task: 'store-views' })
  expect(text).toContain('Read the store views: 3 views.')
})
