import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTooDeep } from '../../src/flows/inbox/json-depth.ts'
import { createTurns, senderOf } from '../../src/webhooks/source-limit.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('the depth of JSON', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(0, ...Object.values(value as Record<string, unknown>).map(depthOf)) // any object has values
      : 0

  test('is what a parser would find', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 64 }), (value, around) => {
        const text = `${'[1,'.repeat(around)}${JSON.stringify(value)}${']'.repeat(around)}`
        expect(isTooDeep(bytes(text))).toBe(depthOf(JSON.parse(text)) > 64)
      }),
    )
  })

  test.each([
    ['64 levels', '['.repeat(64) + ']'.repeat(64), false],
    ['65 levels', '['.repeat(65) + ']'.repeat(65), true],
    ['65 objects', '{"a":'.repeat(65), true],
    ['many levels after each other', '[]'.repeat(10_000), false],
    ['brackets in a string', `"${'['.repeat(1_000)}"`, false],
    ['brackets behind an escaped quote', `"\\"${'['.repeat(1_000)}"`, false],
    ['brackets behind an escaped backslash', `"\\\\"${'['.repeat(1_000)}`, true],
    ['closing brackets that save up', `${']'.repeat(1_000)}${'['.repeat(1_064)}`, true],
    ['nothing', '', false],
  ])('%s', (_, text, deep) => {
    expect(isTooDeep(bytes(text))).toBe(deep)
  })

  test('is found for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), any => {
        expect(isTooDeep(any)).toBeTypeOf('boolean')
      }),
    )
  })
})

describe('turns', () => {
  test('never come faster than the rate after the burst, whatever the times of asking', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (pauses, perSecond, burst) => {
          let at = 0
          let given = 0
          const take = createTurns({ perSecond, burst }, { now: () => new Date(at) })
          for (const pause of pauses) {
            at += pause
            if (take('a') === 0) given += 1
            expect(given).toBeLessThanOrEqual(burst + (at / 1000) * perSecond + 1e-6)
          }
        },
      ),
    )
  })

  test('come when the time is over that was said', () => {
    let at = 0
    const take = createTurns({ perSecond: 2, burst: 1 }, { now: () => new Date(at) })
    expect(take('a')).toBe(0)
    expect(take('a')).toBe(0.5)
    at = 499
    expect(take('a')).toBeGreaterThan(0)
    at = 500
    expect(take('a')).toBe(0)
  })

  test('are not given away by a clock that is set back', () => {
    let at = 1_000_000
    const take = createTurns({ perSecond: 1, burst: 1 }, { now: () => new Date(at) })
    expect(take('a')).toBe(0)
    at = 0
    expect(take('a')).toBeGreaterThan(0)
    at = 1_000
    expect(take('a')).toBe(0)
  })

  test('forget those that were not used for the longest time, never more than they must', () => {
    const take = createTurns({ perSecond: 0.001, burst: 1 }, { now: () => new Date(0) }, 3)
    for (const key of ['a', 'b', 'c', 'a']) take(key)
    expect(take('d')).toBe(0)
    expect([take('a') > 0, take('c') > 0]).toEqual([true, true])
    expect(take('b')).toBe(0)
  })
})

describe('a sender', () => {
  test.each([
    ['203.0.113.5', '203.0.113.5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
    ['unix socket', 'unix socket'],
  ])('%s is %s', (address, sender) => {
    expect(senderOf(address)).toBe(sender)
  })

  test('is one for a whole network of IPv6, however its addresses are written', () => {
    fc.assert(
      fc.property(fc.ipV6(), address => {
        const sender = senderOf(address)
        expect(sender).toMatch(/^(([0-9a-f]{1,4}:){4}:\/64|\d+\.\d+\.\d+\.\d+)$/)
        expect(senderOf(address.toUpperCase())).toBe(sender)
      }),
    )
  })
})
