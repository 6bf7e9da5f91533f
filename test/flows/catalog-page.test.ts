import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { catalogRuns } from '../../src/db/schema/catalog.ts'
import { audit, runs } from '../../src/db/schema/operations.ts'
import { ensureSchedules } from '../../src/flows/schedule/ensure-schedules.ts'
import { catalogWorld, PRICES, productOf, run, STOCK, setPrice } from '../support/catalog.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, STORE, type World } from '../support/world.ts'

const BOTH = { sync: ['prices', 'stock'], prices: PRICES, stock: STOCK }
const FORM = { store: STORE, connection: CONNECTION }

const runRow = async ({ database }: World) => (await database.db.select().from(catalogRuns))[0]
const lastShown = async ({ database }: World) =>
  (
    await database.db
      .select()
      .from(runs)
      .where(eq(runs.task, `catalog:${CONNECTION}`))
  ).at(-1)

test('the page says how the last run went, what the shop lacks, and finds a SKU', async () => {
  await using world = await catalogWorld(BOTH)
  const person = await signIn(world, { roles: ['view'] })
  expect((await person.get('/admin/catalogue')).text).toContain('Not run yet')
  await run(world)
  const { text } = await person.get('/admin/catalogue')
  expect(text).toContain('45 prices written')
  expect(text).toContain('Up to date')
  expect(text).not.toContain('Run now')
  const missing = await person.get(`/admin/catalogue/values?connection=${CONNECTION}&show=missing`)
  expect(missing.text).toContain('P-0001')
  const found = await person.get(`/admin/catalogue/values?connection=${CONNECTION}&q=S-005`)
  expect(found.text).toContain('7.99')
  expect(found.text).not.toContain('S-006')
  expect((await person.get('/admin/catalogue/values?connection=other')).status).toBe(404)
  for (const act of ['run', 'stop', 'diff'])
    expect((await person.post(`/admin/catalogue/${act}`, FORM)).status, act).toBe(403)
})

test('a long list goes on behind its last row', async () => {
  await using world = await catalogWorld(BOTH)
  await run(world)
  const person = await signIn(world)
  const first = await person.get(`/admin/catalogue/values?connection=${CONNECTION}&show=all`)
  const next = /href="([^"]+)" rel="next"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await person.get(next)
  const skusOf = (text: string) => [...text.matchAll(/<th scope="row" class="breaks">([^<]+)</g)].map(m => m[1])
  expect(skusOf(first.text)).toHaveLength(50)
  expect(skusOf(second.text).length).toBeGreaterThan(0)
  expect(skusOf(second.text)[0]).not.toBe(skusOf(first.text)[0])
})

test('a refused product stands with its reason and leads to the list of those like it', async () => {
  await using world = await catalogWorld(BOTH)
  await run(world)
  world.magento.deleteProduct('S-005')
  setPrice(world, 'S-005', 3)
  await run(world)
  const person = await signIn(world)
  const beside = (await person.get(`/admin/catalogue/values?connection=${CONNECTION}&q=S-005`)).text
  expect(beside).toMatch(/<td class="breaks">3<\/td><td class="breaks">7\.99<\/td>/)
  const { text } = await person.get('/admin/catalogue')
  expect(text).toContain('Needs a person')
  expect(text).toContain('1 product<')
  const link = /href="(\/admin\/catalogue\/values\?[^"]*show=refused[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  expect((await person.get(link ?? '')).text).toContain('S-005')
})

test('a dry run shows what would be written and writes nothing', async () => {
  await using world = await catalogWorld(BOTH)
  await run(world)
  setPrice(world, 'S-001', 21.5)
  const person = await signIn(world)
  const { text } = await person.post('/admin/catalogue/diff', FORM)
  expect(text).toContain('A complete run would write 1 value')
  expect(text).toContain('21.5')
  expect(productOf(world, 'S-001')?.price).not.toBe(21.5)
})

test('a run that is asked for begins with the next slice, whatever the clock says, and is written down', async () => {
  await using world = await catalogWorld(BOTH)
  await run(world)
  await ensureSchedules(world.ctx)
  setPrice(world, 'S-001', 21.5)
  expect(await run(world, 'due')).toBe('idle')
  const person = await signIn(world)
  expect((await person.post('/admin/catalogue/run', FORM)).text).toContain('within seconds')
  expect(await run(world, 'due')).toBe('done')
  expect(productOf(world, 'S-001')?.price).toBe(21.5)
  expect(await run(world, 'due')).toBe('idle')
  const actions = (await world.database.db.select().from(audit)).map(({ action }) => action)
  expect(actions).toContain('catalog.run')
})

test('a run that is stopped ends after its page, keeps what it did, and the next one does the rest', async () => {
  await using world = await catalogWorld(BOTH)
  const person = await signIn(world)
  expect(await run(world, 'now', 0)).toBe('more')
  expect((await person.post('/admin/catalogue/stop', FORM)).text).toContain('the run has ended')
  expect(await runRow(world)).toMatchObject({ finishedAt: expect.any(Date), completedAt: null })
  expect(await lastShown(world)).toMatchObject({ outcome: 'stopped' })
  expect((await person.post('/admin/catalogue/stop', FORM)).status).toBe(422)
  expect(await run(world, 'due')).toBe('idle')
  world.clock.pass(16 * 60)
  expect(await run(world, 'due')).toBe('done')
  expect(productOf(world, 'S-005')?.price).toBe(7.99)
  expect((await runRow(world))?.complete).toBe(true)
})

test('whoever works on a run hears that it is to be stopped, also when only the flag tells', async () => {
  await using world = await catalogWorld(BOTH)
  const person = await signIn(world)
  const { listProducts } = (await world.ctx.remotes.magento(STORE)).catalog
  const catalog = (await world.remotes.magento(STORE)).catalog
  Object.assign(catalog, {
    listProducts: async (aboveId: number) => {
      expect((await person.post('/admin/catalogue/stop', FORM)).text).toContain('ends after the page')
      Object.assign(catalog, { listProducts })
      return await listProducts(aboveId)
    },
  })
  expect(await run(world)).toBe('stopped')
  expect(await lastShown(world)).toMatchObject({ outcome: 'stopped', counts: { 'products of the shop': 48 } })
  expect(productOf(world, 'S-005')?.price).not.toBe(7.99)
})
