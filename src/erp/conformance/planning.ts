import assert from 'node:assert/strict'
import { assertStorable, planOf } from './acts.ts'
import type { Suite } from './bench.ts'
import { inputOf, largerOrder, madeUpOrder, orderOf, subjectOf } from './orders.ts'

/** Nobody may change what was handed in. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

/** Planning asks nobody, changes nothing and says the same every time: previews and stored messages depend on it. */
export const planning: Suite = {
  obligation: 'plans are pure',
  cases: [
    {
      name: 'plans the same request for the same order, at any time, without a call',
      async run(bench) {
        bench.network.forget()
        for (let seed = 1; seed <= 20; seed++) {
          const input = frozen(inputOf(bench, madeUpOrder(bench.facts, seed)))
          const first = JSON.stringify(await bench.erp.planSalesDocument(input))
          bench.clock.pass(60)
          assert.equal(JSON.stringify(await bench.erp.planSalesDocument(input)), first)
          assert.equal(JSON.stringify(await bench.connect().planSalesDocument(input)), first)
        }
        assert.equal(bench.network.calls.length, 0)
      },
    },
    {
      name: 'describes the same customer in the same way, without a call',
      needs: ['subjects'],
      async run(bench) {
        bench.network.forget()
        const subject = frozen(subjectOf(bench.facts))
        const first = bench.erp.describeSubject(subject)
        bench.clock.pass(60)
        assert.deepEqual(bench.connect().describeSubject(subject), first)
        assertStorable(first, 'the request')
        assert.equal(bench.network.calls.length, 0)
      },
    },
    {
      name: 'reviews its own request as sendable, with the total that it planned or none',
      async run(bench) {
        bench.network.forget()
        for (let seed = 1; seed <= 20; seed++) {
          const plan = await planOf(bench, `review-${seed}`, madeUpOrder(bench.facts, seed))
          const review = bench.erp.reviewRequest(JSON.parse(JSON.stringify(plan.request)), plan.request)
          assert.ok(!('refusal' in review), JSON.stringify(review))
          if (review.total !== undefined) assert.equal(review.total, plan.expectedTotal)
        }
        assert.equal(bench.network.calls.length, 0)
      },
    },
    {
      name: 'refuses an edited request that is none any more, in words, and never throws',
      async run(bench) {
        const { request } = await planOf(bench, 'edited', largerOrder(bench.facts))
        const broken = [null, undefined, 'text', 42, [], {}, { nonsense: true }]
        for (const body of broken) {
          const review = bench.erp.reviewRequest({ ...request, body }, request)
          assert.ok('refusal' in review && review.refusal.length > 10, `${JSON.stringify(body)} is taken`)
        }
        const elsewhere = bench.erp.reviewRequest({ ...request, path: '/somewhere/else' }, request)
        assert.ok('refusal' in elsewhere, 'a request to another address is taken')
      },
    },
    {
      name: 'refuses an edited request that has lost our key',
      async run(bench) {
        const { request } = await planOf(bench, 'key-to-lose', orderOf(bench.facts))
        const text = JSON.stringify(request.body)
        assert.ok(text.includes('key-to-lose'), 'our key is not in the request')
        const edited = { ...request, body: JSON.parse(text.replaceAll('key-to-lose', 'another-key')) }
        assert.ok('refusal' in bench.erp.reviewRequest(edited, request), 'it could not be found again')
      },
    },
  ],
}
