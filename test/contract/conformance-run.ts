import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Harness } from '../../src/erp/conformance/bench.ts'
import { leftOutBecause, runCase, suites, unexplainedParts } from '../../src/erp/conformance/suites.ts'

/** Days are asked for in zones on both sides of the date line: our machine's own zone must not matter. */
const ZONES = ['Pacific/Kiritimati', 'America/Los_Angeles']

/**
 * Every case of the conformance kit as a test; what this ERP lacks shows as skipped, with the reason.
 * @param zones of the machine, in which the cases about days, and one night, are run once more
 */
export function testConformance(name: string, harness: Harness, zones: readonly string[] = ZONES): void {
  describe(`${name} keeps its obligations:`, () => {
    for (const { obligation, cases } of suites) {
      describe(obligation, () => {
        for (const one of cases) {
          const reason = leftOutBecause(one, harness)
          if (reason !== undefined) it.skip(`${one.name} (${reason})`, () => {})
          else it(one.name, () => runCase(harness, one))
        }
      })
    }
    it('has every part that its harness does not say to be lacking', async () => {
      expect(await unexplainedParts(harness)).toEqual([])
    })
  })
  const dates = suites.find(({ obligation }) => obligation === 'dates and summer time')?.cases ?? []
  const inZones = dates.filter(one => /\b(day|October)\b/.test(one.name))
  describe.each(zones)(`${name} on a machine in %s`, zone => {
    const before = process.env.TZ
    beforeAll(() => {
      process.env.TZ = zone
    })
    afterAll(() => {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    })
    it.each(inZones)('$name', one => runCase(harness, one))
  })
}
