import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Adapted, adaptWindow } from '../../src/flows/pressure/adapt-window.ts'
import { divideWindow } from '../../src/flows/pressure/divide-window.ts'
import { createPressure, type Observed } from '../../src/outbound/pressure.ts'

const calm: Observed = { answered: 0, refused: 0, slowness: 1, saturated: false }
const full: Adapted = { window: 8, reason: '' }

describe('the window of a far side', () => {
  test('halves when it says that it gets too much, and never falls below one call', () => {
    const once = adaptWindow(full, { ...calm, refused: 5 }, 8)
    expect(once).toEqual({ window: 4, reason: 'it said that it gets too many calls' })
    let window: Adapted = full
    for (let i = 0; i < 10; i += 1) window = adaptWindow(window, { ...calm, refused: 1 }, 8)
    expect(window.window).toBe(1)
  })

  test('shrinks by a fifth when calls take more than twice as long as at ease', () => {
    expect(adaptWindow(full, { ...calm, answered: 20, slowness: 2.5 }, 8).window).toBeCloseTo(6.4)
    expect(adaptWindow(full, { ...calm, answered: 20, slowness: 1.9, saturated: true }, 8)).toEqual(full)
  })

  test('climbs by one for each round of calls, forgets the reason at the top, and does not climb while nobody waits', () => {
    const low: Adapted = { window: 4, reason: 'it answers more slowly than it did' }
    expect(adaptWindow(low, { ...calm, answered: 4, saturated: true }, 8)).toEqual({ ...low, window: 5 })
    expect(adaptWindow(low, { ...calm, answered: 4 }, 8)).toEqual(low)
    expect(adaptWindow({ ...low, window: 7.9 }, { ...calm, answered: 8, saturated: true }, 8)).toEqual(full)
  })

  test('stays between one and what is configured, whatever is observed', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            answered: fc.nat(1_000),
            refused: fc.nat(3),
            slowness: fc.double({ min: 0.1, max: 100, noNaN: true }),
            saturated: fc.boolean(),
          }),
        ),
        fc.integer({ min: 1, max: 32 }),
        (all, max) => {
          let window: Adapted = { window: max, reason: '' }
          for (const observed of all) {
            window = adaptWindow(window, observed, max)
            expect(window.window).toBeGreaterThanOrEqual(1)
            expect(window.window).toBeLessThanOrEqual(max)
          }
        },
      ),
    )
  })
})

describe('the shares of a window', () => {
  const workers = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 })

  test('never come to more than the window, in whatever order processes look, join and leave', () => {
    fc.assert(
      fc.property(
        workers,
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.record({ who: fc.nat(5), leaves: fc.boolean() }), { maxLength: 60 }),
        (names, window, looks) => {
          const held = new Map<string, number>()
          looks.forEach(({ who, leaves }, index) => {
            const self = names[who % names.length] ?? ''
            const others = [...held].filter(([name]) => name !== self).map(([worker, slots]) => ({ worker, slots }))
            if (leaves) held.delete(self)
            else held.set(self, divideWindow(window, self, others, index * 1_000))
            expect([...held.values()].reduce((sum, slots) => sum + slots, 0)).toBeLessThanOrEqual(window)
          })
        },
      ),
    )
  })

  test('are equal but for one after each has looked twice, and leave no place unused', () => {
    fc.assert(
      fc.property(workers, fc.integer({ min: 6, max: 20 }), (names, window) => {
        const held = new Map<string, number>()
        for (let round = 0; round < 3; round += 1)
          for (const self of names) {
            const others = [...held].filter(([name]) => name !== self).map(([worker, slots]) => ({ worker, slots }))
            held.set(self, divideWindow(window, self, others, 0))
          }
        const slots = [...held.values()]
        expect(slots.reduce((sum, count) => sum + count, 0)).toBe(window)
        expect(Math.max(...slots) - Math.min(...slots)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('go round when there are fewer places than processes', () => {
    const names = ['a', 'b', 'c']
    const lucky = new Set<string>()
    for (let minute = 0; minute < 30; minute += 1)
      for (const self of names) {
        const others = names.filter(name => name !== self).map(worker => ({ worker, slots: 0 }))
        if (divideWindow(1, self, others, minute * 60_000) === 1) lucky.add(self)
      }
    expect([...lucky].sort()).toEqual(names)
  })
})

test('a far side that becomes slow is seen by calls of the same kind, not because another kind always takes long', () => {
  const side = createPressure().side('erp:b1', 4)
  for (let i = 0; i < 20; i += 1) {
    side.observe({ kind: 'GET /Orders', status: 200, durationMs: 200 })
    side.observe({ kind: 'POST /ExportPDFData', status: 200, durationMs: 3_000 })
  }
  expect(side.take().slowness).toBeLessThan(1.2)
  for (let i = 0; i < 20; i += 1) side.observe({ kind: 'GET /Orders', status: 200, durationMs: 900 })
  expect(side.take().slowness).toBeGreaterThan(2)
  expect(side.take()).toEqual({ answered: 0, refused: 0, slowness: 1, saturated: false })
})
