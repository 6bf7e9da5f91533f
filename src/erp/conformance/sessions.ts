import assert from 'node:assert/strict'
import { find, place, planOf } from './acts.ts'
import type { Suite } from './bench.ts'

/** An ERP forgets its log-ins when it likes: the work goes on, and nothing is done twice. */
export const sessions: Suite = {
  obligation: 'lost sessions',
  cases: [
    {
      name: 'logs in again in the middle of a batch, and the answer is whole',
      needs: ['sessions'],
      async run(bench) {
        const keys = ['a', 'b', 'c', 'd', 'e'].map(letter => `batch-${letter}`)
        for (const key of keys) await place(bench, key)
        const small = bench.connect({ pageSize: 2 })
        await find(bench, keys, small)
        for (const nth of [1, 2]) {
          let isLost = false
          bench.network.before(nth, 'read', () => {
            isLost = true
            bench.loseSessions()
          })
          bench.network.forget()
          assert.deepEqual([...(await find(bench, keys, small)).keys()].sort(), keys)
          // An ERP that answers the batch in one call has no second one in which to lose it.
          assert.equal(bench.network.count('log-in'), isLost ? 1 : 0)
          bench.network.mend()
        }
      },
    },
    {
      name: 'logs in again in the middle of a write, which is done once',
      needs: ['sessions'],
      async run(bench) {
        const { request } = await planOf(bench, 'lost-in-write')
        await find(bench, ['x'])
        bench.network.before(1, 'write', () => bench.loseSessions())
        const document = await bench.erp.createSalesDocument(request)
        assert.equal(await bench.people.countDocuments('lost-in-write'), 1)
        assert.equal(document.orderbridgeId, 'lost-in-write')
      },
    },
    {
      name: 'logs in once for calls at the same time',
      needs: ['sessions'],
      async run(bench) {
        await find(bench, ['x'])
        bench.loseSessions()
        bench.network.forget()
        await Promise.all(['a', 'b', 'c', 'd'].map(key => find(bench, [key])))
        // One more at most: a call that was under way when the session went may notice late.
        assert.ok(bench.network.count('log-in') <= 2, `${bench.network.count('log-in')} log-ins`)
      },
    },
    {
      name: 'keeps passwords out of addresses, and out of bodies that are kept with an attempt',
      async run(bench) {
        bench.loseSessions()
        await place(bench, 'kept')
        await bench.erp.readChanges(undefined, new Date('2026-01-31'))
        for (const { request } of bench.network.calls) {
          const kept = `${request.url} ${request.confidential ? '' : String(request.body ?? '')}`
          for (const secret of bench.facts.secrets) assert.ok(!kept.includes(secret), `a secret is in ${request.url}`)
        }
      },
    },
  ],
}
