import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createGate } from '../../src/outbound/gate.ts'

it('lets at most the given number run, and starts the waiting ones in the order in which they came', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.boolean(), { maxLength: 20 }),
      fc.scheduler(),
      async (limit, succeeds, scheduler) => {
        const gate = createGate(limit)
        const started: number[] = []
        let running = 0
        let most = 0
        const results = succeeds.map((ok, i) =>
          gate.run(async () => {
            started.push(i)
            most = Math.max(most, ++running)
            await scheduler.schedule(Promise.resolve())
            running--
            if (!ok) throw new Error('failed')
            return i
          }),
        )
        const settled = Promise.allSettled(results)
        await scheduler.waitFor(settled)
        expect(started).toEqual(succeeds.map((_, i) => i))
        expect(most).toBe(Math.min(limit, succeeds.length))
        expect((await settled).map(result => result.status === 'fulfilled')).toEqual(succeeds)
      },
    ),
  )
})

it.each([-1, 1.5, Number.NaN])('refuses a limit of %s', limit => {
  expect(() => createGate(limit)).toThrow(RangeError)
})

it('starts what waits when the limit grows, and nothing new while more run than a smaller one allows', async () => {
  const gate = createGate(0)
  const ends: (() => void)[] = []
  const works = [1, 2, 3, 4].map(() => gate.run(() => new Promise<void>(resolve => ends.push(resolve))))
  await Promise.resolve()
  expect([gate.running, gate.waiting]).toEqual([0, 4])
  gate.resize(3)
  await new Promise(setImmediate)
  expect([gate.running, gate.waiting]).toEqual([3, 1])
  gate.resize(1)
  ends[0]?.()
  await works[0]
  expect([gate.running, gate.waiting]).toEqual([2, 1])
  ends[1]?.()
  ends[2]?.()
  await Promise.all(works.slice(0, 3))
  await new Promise(setImmediate)
  expect([gate.running, gate.waiting]).toEqual([1, 0])
  ends[3]?.()
  await works[3]
})
