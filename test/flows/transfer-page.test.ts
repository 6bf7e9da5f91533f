import { expect, test } from 'vitest'
import { audit } from '../../src/db/schema/operations.ts'
import { openProblem } from '../../src/flows/problem/open-problem.ts'
import { ensureSchedules } from '../../src/flows/schedule/ensure-schedules.ts'
import { runDueTasks } from '../../src/flows/schedule/run-due-tasks.ts'
import { signIn } from '../support/sign-in.ts'
import { createTransferWorld, type TransferWorld } from './transfer-world.ts'

const lamp = { sku: 'S-002', name: 'Lamba', price: '0.99', quantity: 1, taxRate: '22.00' }
type Roles = NonNullable<Parameters<typeof signIn>[1]>['roles']

const personOf = (world: TransferWorld, roles: Roles = ['view', 'operate']) =>
  signIn(world, { roles: [...(roles ?? [])] })

const addItem = ({ erp }: TransferWorld, code: string) =>
  erp.books.journal.commit([
    { collection: 'items', key: code, value: { ...erp.books.journal.get<object>('items', 'S-002'), code } },
  ])

test('an order of another system is found in the list and tells its story with every try', async () => {
  await using world = await createTransferWorld()
  const { number } = world.omnitron.order(world.omnitron.place({ lines: [lamp] }))
  const person = await personOf(world, ['view'])
  expect((await person.get('/admin/transfers')).text).toContain('No order of another system yet')
  await world.pass(1)
  const list = await person.get(`/admin/transfers?state=acknowledged&q=${number}`)
  expect(list.text).toContain(`>${number}</a>`)
  const [row] = await world.transfers()
  const { text } = await person.get(`/admin/transfers/${row?.id}`)
  expect(text).toContain(`It is in the ERP as ${row?.erpNumber}.`)
  expect(text).toContain('It is acknowledged where it came from.')
  const attempt = /\/admin\/orders\/attempts\/\d+/.exec(text)?.[0] ?? ''
  expect((await person.get(attempt)).text).toContain('POST')
  expect((await person.get('/admin/transfers?state=held')).text).toContain('Nothing fits here')
  expect((await person.get('/admin/transfers/999')).status).toBe(404)
})

test('an order that is held says why, and goes on when a person tries it again before its time', async () => {
  await using world = await createTransferWorld()
  world.omnitron.place({ lines: [{ ...lamp, sku: 'S-NEW' }] })
  await world.pass(1)
  const [row] = await world.transfers()
  const address = `/admin/transfers/${row?.id}`
  const person = await personOf(world)
  expect((await person.get(address)).text).toContain('does not know item S-NEW')
  expect((await (await personOf(world, ['view'])).post(`${address}/retry`)).status).toBe(403)
  await ensureSchedules(world.ctx)
  await runDueTasks(world.ctx)
  addItem(world, 'S-NEW')
  await runDueTasks(world.ctx)
  expect((await world.transfers())[0]?.state).toBe('held')
  expect((await person.post(`${address}/retry`)).text).toContain('is looked at again within seconds')
  await runDueTasks(world.ctx)
  await world.deliver()
  expect((await world.transfers())[0]).toMatchObject({ state: 'acknowledged', plans: 1 })
  expect((await person.post(`${address}/retry`)).status).toBe(422)
  const written = await world.ctx.db.select().from(audit)
  expect(written.map(({ action }) => action)).toContain('transfer.retry')
})

test('a problem says how many orders of other systems wait for it, and is closed by hand where its remedy says so', async () => {
  await using world = await createTransferWorld()
  for (let n = 0; n < 2; n += 1) world.omnitron.place({ lines: [{ ...lamp, sku: 'S-NEW' }] })
  await world.pass(1)
  const person = await personOf(world)
  const missing = await person.get('/admin/problems')
  expect(missing.text).toContain('2 orders of other systems')
  expect(missing.text).toContain('Try all 2 again')
  expect(missing.text).not.toContain('holds up everything')
  addItem(world, 'S-NEW')
  await world.pass(12)
  await openProblem(world.ctx, {
    store: 'shop',
    connection: 'omni',
    cause: 'transfer_total:omni:7',
    title: 'Order 7: ERP came to 1.00 EUR, its source to 0.99 EUR.',
    remedy: 'Correct it.',
  })
  const { text } = await person.get('/admin/problems')
  const address = /\/admin\/problems\/\d+\/retry/.exec(text)?.[0] ?? ''
  expect((await (await personOf(world, ['view'])).get('/admin/problems')).text).not.toContain('/retry')
  expect((await person.post(address)).text).toContain('The problem is closed.')
  expect((await person.post(address)).text).toContain('over already')
})
