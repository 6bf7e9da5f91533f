import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { audit, farSides } from '../../src/db/schema/operations.ts'
import { listFarSides } from '../../src/flows/view/list-far-sides.ts'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { statesOf } from '../support/look-up.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, STORE } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

test('mails of a store are paused: everything else goes on, and when they are resumed each goes out once', async () => {
  await using world = await createWorld()
  const { run } = orderCommands(world.database, world.clock)
  const pause = ['pause', 'kind', 'mail.send', '--store', STORE, '--reason', 'wrong letterhead']
  expect((await run(...pause)).text).toBe('mail.send of store main: paused.\n')
  expect((await run(...pause)).text).toBe('mail.send of store main: paused already.\n')
  const id = world.place('customer')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  expect(await statesOf(world, id)).toContain('mail.send pending')
  expect(sidesOf(world, id)).toMatchObject({ mails: [], invoices: [{}], shipments: [{}] })
  expect((await run('far-sides')).text).toMatch(/mail:main +Mail +running +4 +1\n/)
  expect((await run('far-sides')).text).toContain('mail.send of store main is paused since 2026-03-10')
  expect((await run('resume', 'kind', 'mail.send')).text).toBe('mail.send of store main: running.\n')
  await world.runUntilQuiet()
  await expectWhole(world, id)
  const entries = await world.database.db.select().from(audit).where(eq(audit.subject, 'mail.send of store main'))
  expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
    ['kind.pause', 'wrong letterhead'],
    ['kind.resume', null],
  ])
})

test('only kinds that there are can be paused, with a reason, in stores that there are', async () => {
  await using world = await createWorld()
  const { run } = orderCommands(world.database, world.clock)
  await expect(run('pause', 'kind', 'mail', '--reason', 'x')).rejects.toThrow(
    'There is no kind "mail". There are: subj',
  )
  await expect(run('pause', 'kind', 'mail.send', '--reason', ' ')).rejects.toThrow('A reason is needed')
  await expect(run('pause', 'kind', 'mail.send', '--store', 'west', '--reason', 'x')).rejects.toThrow('no store "west"')
  expect((await run('pause', 'kind', 'mail.send')).exitCode).toBe(2)
})

test('on the page a kind is paused by choosing it and its store, and stands among the far sides', async () => {
  await using world = await createWorld()
  const page = await signIn(world)
  expect((await page.get('/admin/runs/pause?what=kind')).text).toContain('the mail (mail.send)')
  const form = { what: 'kind', code: 'mail.send', store: STORE, reason: 'wrong letterhead' }
  expect((await page.post('/admin/runs/pause', { ...form, store: 'usa' })).text).toContain('no such store')
  await page.post('/admin/runs/pause', form)
  expect((await page.get('/admin/runs')).text).toMatch(/the mail[\s\S]*mail\.send[\s\S]*Paused[\s\S]*wrong letterhead/)
  await page.post('/admin/runs/resume', form)
  expect((await page.get('/admin/runs')).text).not.toContain('wrong letterhead')
})

test('a far side that does not answer, and one that gets fewer calls, are told with the reason', async () => {
  await using world = await createWorld()
  const at = world.clock.now()
  await world.database.db.insert(farSides).values([
    { key: 'erp:b1', window: 1.7, windowChangedAt: at, windowReason: 'it said that it gets too many calls' },
    { key: 'magento:main', window: 4, windowChangedAt: at, openedAt: at, openedReason: 'ECONNREFUSED', probeAt: at },
  ])
  const { sides } = await listFarSides(world.ctx, [STORE])
  expect(sides).toMatchObject([
    { key: 'magento:main', state: 'not answering', reason: 'ECONNREFUSED', window: 4, max: 4 },
    { key: 'erp:b1', state: 'running', window: 1, max: 4, windowReason: 'it said that it gets too many calls' },
    { key: 'mail:main', state: 'running', waiting: 0, pause: undefined },
  ])
  expect(await listFarSides(world.ctx, [])).toEqual({ sides: [], kinds: [] })
})
