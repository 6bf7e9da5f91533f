import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureInstallation } from '../../src/flows/config/ensure-installation.ts'
import { finish } from '../support/clerk.ts'
import { signIn } from '../support/sign-in.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

/** A person's own session, columns and views, and what only shows: what a mail would say. */
const OF_EVERYBODY = new Set([
  '/login',
  '/logout',
  '/orders/views/columns',
  '/orders/views',
  '/orders/views/1/remove',
  '/mails/main/invoice/en/preview',
])

/** What stands in addresses of this world. */
const VALUES: Readonly<Record<string, string>> = {
  store: STORE,
  code: CONNECTION,
  of: 'connection',
  kind: 'invoice',
  language: 'en',
  table: 'payments',
  day: '2026-03-09',
  jti: 'x',
  id: '1',
}

/** Where a part has another meaning than elsewhere. */
const addressOf = (path: string): string =>
  path
    .replace(/^\/admin/, '')
    .replace(/^(\/first-run\/):code/, `$1${STORE}`)
    .replace(/^(\/connect\/:store\/):kind/, '$1sap-b1')
    .replace(/:(\w+)(?:\{[^/]+\})?/g, (_, name: string) => VALUES[name] ?? name)

let world: World
beforeAll(async () => {
  world = await createWorld()
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
}, 120_000)
afterAll(() => world[Symbol.asyncDispose]())

test('who may only look is refused by every door that does something', async () => {
  await ensureInstallation(world.ctx)
  const viewer = await signIn(world, { roles: ['view'] })
  const doors = viewer.routes.filter(({ method }) => method !== 'GET' && method !== 'ALL')
  const addresses = [...new Set(doors.map(({ path }) => addressOf(path)))]
  expect(addresses.length).toBeGreaterThan(55)
  expect([...OF_EVERYBODY].filter(address => !addresses.includes(address))).toEqual([])
  const answers: Record<string, number> = {}
  for (const address of addresses)
    if (!OF_EVERYBODY.has(address)) answers[address] = (await viewer.post(`/admin${address}`)).status
  expect(Object.entries(answers).filter(([, status]) => status !== 403)).toEqual([])
})
