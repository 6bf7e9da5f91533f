import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type FlowContext, inTransaction } from '../../src/flows/context.ts'
import { processInbox } from '../../src/flows/inbox/process-inbox.ts'
import { prepareOrders } from '../../src/flows/order/prepare-orders.ts'
import { deliverOutbox } from '../../src/flows/outbox/deliver-outbox.ts'
import { openProblem, releaseFromProblems } from '../../src/flows/problem/open-problem.ts'
import { runDueTasks } from '../../src/flows/schedule/run-due-tasks.ts'
import { openCauses, orderRow, phaseOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const PROBLEM = { store: STORE, cause: 'no_answer:mail', title: 'The mail server does not answer.', remedy: 'Wait.' }

async function heard(world: World, count: number): Promise<number[]> {
  const ids = Array.from({ length: count }, () => world.place('guest-simple'))
  world.clock.pass(61)
  await world.remotes.refresh()
  await runDueTasks(world.ctx)
  await processInbox(world.ctx)
  return ids
}

/** Until the work is done, or waits for a lock that another has. */
async function endedOrWaits(world: World, work: Promise<unknown>): Promise<void> {
  let ended = false
  const end = () => {
    ended = true
  }
  work.then(end, end)
  while (!ended) {
    const [row] = await world.database.sql`
      select count(*)::int as waiting from pg_locks l join pg_stat_activity a using (pid)
      where not l.granted and a.datname = current_database()`
    if (row?.waiting > 0) return
    await pause(5)
  }
}

test('a problem that its last two orders leave at the same moment is closed', async () => {
  await using world = await createWorld()
  const rows = await Promise.all((await heard(world, 2)).map(id => orderRow(world, id)))
  const [one, other] = rows.map(({ id }) => id)
  if (one === undefined || other === undefined) throw new Error('two orders were placed')
  for (const id of [one, other]) await openProblem(world.ctx, PROBLEM, id)
  let second: Promise<void> | undefined
  await inTransaction(world.ctx, async tx => {
    await releaseFromProblems(tx, one)
    second = inTransaction(world.ctx, its => releaseFromProblems(its, other))
    await endedOrWaits(world, second)
  })
  await second
  expect(await openCauses(world)).toEqual([])
})

test('nobody takes an order whose failure is just being told: its problem would stay when it is through', async () => {
  await using world = await createWorld()
  const [id = 0] = await heard(world, 1)
  const takenMeanwhile: Promise<number>[] = []
  const failing: FlowContext = {
    ...world.ctx,
    log: {
      ...world.ctx.log,
      error: () => {
        world.clock.pass(600)
        takenMeanwhile.push(prepareOrders(world.ctx))
      },
    },
    remotes: {
      ...world.remotes,
      async erp(code) {
        const erp = await world.remotes.erp(code)
        return { ...erp, planSalesDocument: () => Promise.reject(new Error('a mistake of ours')) }
      },
    },
  }
  await prepareOrders(world.ctx)
  await deliverOutbox(world.ctx, 'worker', new Set()) // the customer
  await prepareOrders(failing)
  expect(await Promise.all(takenMeanwhile)).toEqual([0])
  expect(await openCauses(world)).toHaveLength(1)
  await world.runUntilQuiet()
  expect(await phaseOf(world, id)).toBe('open')
  expect(await openCauses(world)).toEqual([])
})

test('who slept with what was heard, and then lost the connection, tells of nothing when others are through with it', async () => {
  await using world = await createWorld()
  const id = world.place('guest-simple')
  world.clock.pass(61)
  await world.remotes.refresh()
  await runDueTasks(world.ctx)
  const sleeping: FlowContext = {
    ...world.ctx,
    remotes: {
      ...world.remotes,
      async magento(code) {
        const magento = await world.remotes.magento(code)
        const readOrders = async () => {
          world.clock.pass(600)
          await processInbox(world.ctx)
          throw new Error('the connection was lost')
        }
        return { ...magento, readOrders }
      },
    },
  }
  await processInbox(sleeping)
  expect(await openCauses(world)).toEqual([])
  await world.runUntilQuiet()
  expect(await phaseOf(world, id)).toBe('open')
})
