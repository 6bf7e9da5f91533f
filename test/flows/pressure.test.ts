import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { attempts, outbox } from '../../src/db/schema/messages.ts'
import { callShares, farSides, pausedKinds } from '../../src/db/schema/operations.ts'
import { stores } from '../../src/db/schema/stores.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { claimOutbox } from '../../src/flows/outbox/claim-outbox.ts'
import { deliverOutbox } from '../../src/flows/outbox/deliver-outbox.ts'
import { giveBackShares, holdShares } from '../../src/flows/pressure/hold-shares.ts'
import { createPressure } from '../../src/outbound/pressure.ts'
import { openCauses, openProblems } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'

const sides = async ({ database }: World) => await database.db.select().from(farSides)
const triesOf = async ({ database }: World, kind: string) =>
  await database.db
    .select({ outcome: attempts.outcome, step: attempts.step })
    .from(attempts)
    .innerJoin(outbox, eq(outbox.id, attempts.outboxId))
    .where(eq(outbox.kind, kind))

async function owe(
  world: World,
  rows: readonly { store?: string; connection?: string | null; kind?: string; payload?: unknown }[],
) {
  const now = world.clock.now()
  const base = { store: 'main', connection: null, kind: 'magento.sync_state', payload: {}, state: 'pending' as const }
  const count = await world.database.db.$count(outbox)
  await world.database.db.insert(outbox).values(
    rows.map((row, i) => ({
      ...base,
      ...row,
      queue: `test:${count + i}`,
      idempotencyKey: `test:${count + i}`,
      dueAt: now,
      createdAt: now,
    })),
  )
}

describe('what is taken', () => {
  test('a flood to one far side does not keep the others waiting', async () => {
    await using world = await createWorld()
    await owe(
      world,
      Array.from({ length: 500 }, () => ({ connection: 'b1', kind: 'subject.create' })),
    )
    world.clock.pass(1)
    await owe(world, [{}, {}, { kind: 'mail.send' }])
    const taken = await claimOutbox(world.ctx, 'worker', 20)
    expect(taken.filter(({ farSide }) => farSide === 'magento:main')).toHaveLength(2)
    expect(taken.filter(({ farSide }) => farSide === 'mail:main')).toHaveLength(1)
    expect(taken).toHaveLength(20)
  })

  test('is no more than there is room for at each far side', async () => {
    await using world = await createWorld()
    await owe(
      world,
      Array.from({ length: 10 }, () => ({ connection: 'b1' })),
    )
    await owe(
      world,
      Array.from({ length: 10 }, () => ({})),
    )
    const rooms = { known: new Map([['erp:b1', 3]]), others: 2 }
    const taken = await claimOutbox(world.ctx, 'worker', 100, rooms)
    expect(
      Object.entries(Object.groupBy(taken, ({ farSide }) => farSide)).map(([key, all]) => [key, all?.length]),
    ).toEqual(
      expect.arrayContaining([
        ['erp:b1', 3],
        ['magento:main', 2],
      ]),
    )
    expect(taken).toHaveLength(5)
  })

  test('is nothing of a paused store, nor of a paused kind, and all of it when it is resumed', async () => {
    await using world = await createWorld()
    const { db } = world.database
    await owe(world, [{ connection: 'b1' }, {}, { kind: 'mail.send' }])
    const now = world.clock.now()
    await db.update(stores).set({ pausedAt: now })
    expect(await claimOutbox(world.ctx, 'worker', 100)).toEqual([])
    await db.update(stores).set({ pausedAt: null })
    await db
      .insert(pausedKinds)
      .values({ store: 'main', kind: 'mail.send', pausedAt: now, reason: 'the template is wrong' })
    expect((await claimOutbox(world.ctx, 'worker', 100)).map(({ farSide }) => farSide).sort()).toEqual([
      'erp:b1',
      'magento:main',
    ])
    await db.delete(pausedKinds)
    expect((await claimOutbox(world.ctx, 'worker', 100)).map(({ kind }) => kind)).toEqual(['mail.send'])
  })
})

describe('a far side that does not answer', () => {
  test('gets one message as a probe with growing pauses, however many wait, and all of them once it answers', async () => {
    await using world = await createWorld()
    await owe(world, newCustomers(40))
    world.b1.faults.add({ kind: 'html502', times: 100_000 })
    for (let minute = 0; minute < 30; minute += 1) await world.pass(60)
    const tries = await triesOf(world, 'subject.create')
    expect(tries.length).toBeLessThan(40 + 31)
    expect(await openCauses(world)).toEqual(['no_answer:b1'])
    expect(await sides(world)).toMatchObject([{ key: 'erp:b1', openedAt: expect.any(Date), probeAt: expect.any(Date) }])
    world.b1.faults.clear()
    await world.pass(400)
    await world.runUntilQuiet()
    expect(await sides(world)).toMatchObject([{ openedAt: null, probes: 0 }])
    expect(await openCauses(world)).toEqual([])
    expect(await world.database.db.$count(outbox, eq(outbox.state, 'delivered'))).toBe(40)
  })

  test('whose log-in is refused is one problem and one try a minute, not one for each message', async () => {
    await using world = await createWorld()
    await owe(world, newCustomers(40))
    await world.configure({ secrets: { password: 'wrong' } })
    world.b1.sessions.clear()
    await deliverOutbox(world.ctx, 'worker', new Set())
    const before = (await triesOf(world, 'subject.create')).length
    for (let minute = 0; minute < 10; minute += 1) {
      world.clock.pass(61)
      await deliverOutbox(world.ctx, 'worker', new Set())
    }
    expect((await triesOf(world, 'subject.create')).length - before).toBe(10)
    expect((await openProblems(world)).map(({ cause }) => cause)).toEqual(['login_refused:b1'])
    const dead = await world.database.db.select().from(outbox).where(eq(outbox.state, 'dead'))
    expect(dead).toEqual([])
    // The right password is applied: the next message is a probe at once, not in a minute.
    await world.configure({ secrets: { password: world.b1.credentials.password } })
    expect(await claimOutbox(world.ctx, 'worker', 100)).toMatchObject([{ probe: true }])
  })
})

const newCustomers = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    connection: 'b1',
    kind: 'subject.create',
    payload: {
      subject: {
        key: `guest:ada${i}@example.com`,
        kind: 'person',
        email: `ada${i}@example.com`,
        name: 'Ada Example',
        billing: {
          firstName: 'Ada',
          lastName: 'Example',
          street: ['Main Street 1'],
          postcode: '1000',
          city: 'Ljubljana',
          country: 'SI',
        },
      },
    },
  }))

describe('calls at once', () => {
  const processOf = (world: World, max: number) => {
    const pressure = createPressure()
    pressure.shared = true
    const ctx: FlowContext = { ...world.ctx, remotes: { ...world.ctx.remotes, pressure } }
    return { ctx, side: pressure.side('erp:b1', max) }
  }

  test('of several processes never come to more than is configured, and a process that died loses its part', async () => {
    await using world = await createWorld()
    const [a, b] = [processOf(world, 4), processOf(world, 4)]
    await holdShares(a.ctx, 'a', [a.side])
    expect(a.side.gate.limit).toBe(4)
    await holdShares(b.ctx, 'b', [b.side])
    expect([a.side.gate.limit, b.side.gate.limit]).toEqual([4, 0])
    await holdShares(a.ctx, 'a', [a.side])
    await holdShares(b.ctx, 'b', [b.side])
    expect([a.side.gate.limit, b.side.gate.limit]).toEqual([2, 2])
    world.clock.pass(20) // a is heard of no more
    await holdShares(b.ctx, 'b', [b.side])
    expect(b.side.gate.limit).toBe(4)
    await giveBackShares(b.ctx, 'b', [b.side])
    expect((await world.database.db.select().from(callShares)).map(({ worker }) => worker)).toEqual(['a'])
  })

  test('that are under way are not given away: the other process gets their places when they end', async () => {
    await using world = await createWorld()
    const [a, b] = [processOf(world, 2), processOf(world, 2)]
    await holdShares(a.ctx, 'a', [a.side])
    const ends: (() => void)[] = []
    const works = [1, 2].map(() => a.side.gate.run(() => new Promise<void>(resolve => ends.push(resolve))))
    await holdShares(b.ctx, 'b', [b.side])
    await holdShares(a.ctx, 'a', [a.side])
    await holdShares(b.ctx, 'b', [b.side])
    expect([a.side.gate.running, b.side.gate.limit]).toEqual([2, 0])
    for (const end of ends) end()
    await Promise.all(works)
    await holdShares(a.ctx, 'a', [a.side])
    await holdShares(b.ctx, 'b', [b.side])
    expect([a.side.gate.limit, b.side.gate.limit]).toEqual([1, 1])
  })

  test('are halved for all processes when one is told that it is too much, once for a burst, and climb back', async () => {
    await using world = await createWorld()
    const [a, b] = [processOf(world, 8), processOf(world, 8)]
    const settle = async () => {
      for (let round = 0; round < 2; round += 1) {
        await holdShares(a.ctx, 'a', [a.side])
        await holdShares(b.ctx, 'b', [b.side])
      }
    }
    await settle()
    const refuse = () => {
      for (const { side } of [a, b]) side.observe({ kind: 'POST /Orders', status: 429, durationMs: 20 })
    }
    refuse()
    await settle()
    expect(a.side.gate.limit + b.side.gate.limit).toBe(4)
    expect(await sides(world)).toMatchObject([{ window: 4, windowReason: 'it said that it gets too many calls' }])
    for (let second = 0; second < 30; second += 1) {
      world.clock.pass(1)
      const waiting = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => a.side.gate.run(async () => {}))
      a.side.observe({ kind: 'POST /Orders', status: 200, durationMs: 20 })
      await Promise.all(waiting)
      await settle()
    }
    expect(a.side.gate.limit + b.side.gate.limit).toBe(8)
    expect(await sides(world)).toMatchObject([{ window: 8, windowReason: '' }])
  })
})
