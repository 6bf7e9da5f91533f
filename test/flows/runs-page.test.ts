import { expect, test } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { askToPull, pullAgain, readPull } from '../../src/flows/poll/pull-again.ts'
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
