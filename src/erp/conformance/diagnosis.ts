import assert from 'node:assert/strict'
import type { Finding } from '../../domain/finding.ts'
import { assertDiscreet, place } from './acts.ts'
import type { Bench, Suite } from './bench.ts'

/** What is wrong comes with what to do; nothing of it is secret. */
function assertAdvice(bench: Bench, findings: readonly Finding[], what: string): readonly Finding[] {
  const wrong = findings.filter(({ ok }) => !ok)
  assert.ok(wrong.length > 0, `${what}: everything is said to be well`)
  for (const { check, detail, remedy } of findings) assertDiscreet(bench, `${check} ${detail} ${remedy ?? ''}`, what)
  for (const { check, remedy } of wrong) assert.ok(remedy && remedy.length > 10, `${what}: "${check}" has no remedy`)
  return wrong
}

/** `orderbridge doctor`: it always answers, and a person knows afterwards what to do. */
export const diagnosis: Suite = {
  obligation: 'diagnosis',
  cases: [
    {
      name: 'finds nothing wrong with a connection that works, and writes nothing to find that out',
      async run(bench) {
        await place(bench, 'used')
        bench.network.forget()
        const findings = await bench.erp.diagnose({ fix: false })
        assert.ok(findings.length > 0)
        assert.deepEqual(
          findings.filter(({ ok }) => !ok),
          [],
        )
        assert.equal(bench.network.count('write'), 0)
        const checks = findings.map(({ check }) => check)
        assert.equal(new Set(checks).size, checks.length, 'two findings have the same name')
      },
    },
    {
      name: 'finds a wrong password',
      needs: ['password'],
      async run(bench) {
        const findings = await bench.connect({ password: 'wrong' }).diagnose({ fix: true })
        const [wrong] = assertAdvice(bench, findings, 'a wrong password')
        assert.match(wrong?.remedy ?? '', /password|user|secret|key|token|log-in/i)
      },
    },
    {
      name: 'finds a code of the mapping that the ERP does not have, by its name',
      needs: ['codes to check'],
      async run(bench) {
        const findings = await bench.connect({ mapping: 'broken' }).diagnose({ fix: false })
        const wrong = assertAdvice(bench, findings, 'a missing code')
        assert.ok(
          wrong.some(({ detail }) => detail.includes(bench.facts.missingCode)),
          JSON.stringify(wrong),
        )
      },
    },
    {
      name: 'tells of an ERP that cannot be reached, or answers with pages, instead of failing itself',
      async run(bench) {
        for (const fault of ['refused', 'drop before', 'html 200', 'html 500', 'cut answer'] as const) {
          bench.loseSessions()
          for (const kind of ['log-in', 'read'] as const) bench.network.fail(fault, kind)
          const findings = await bench.connect().diagnose({ fix: false })
          bench.network.mend()
          assertAdvice(bench, findings, fault)
        }
      },
    },
    {
      name: 'repairs what may be repaired, any number of times',
      async run(bench) {
        await place(bench, 'used')
        for (let time = 0; time < 2; time++) {
          const findings = await bench.erp.diagnose({ fix: true })
          assert.ok(findings.every(({ ok }) => ok))
        }
      },
    },
  ],
}
