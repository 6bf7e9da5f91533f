import assert from 'node:assert/strict'
import { find, place, planOf } from './acts.ts'
import type { Suite } from './bench.ts'
import { inputOf, largerOrder } from './orders.ts'

/** A process may end between any two calls: another one goes on with what is stored. */
export const stateless: Suite = {
  obligation: 'no state that matters',
  cases: [
    {
      name: 'lets another connector send what it has planned, and follow what it has made',
      async run(bench) {
        const { request, expectedTotal } = await planOf(bench, 'handed', largerOrder(bench.facts))
        const other = bench.connect()
        const made = await other.createSalesDocument(JSON.parse(JSON.stringify(request)))
        assert.equal(made.total, expectedTotal)
        const third = bench.connect()
        assert.deepEqual((await find(bench, ['handed'], third)).get('handed'), made)
        await bench.people.ship(made.erpId)
        assert.deepEqual(await third.findFollowUps([made.erpId]), await bench.erp.findFollowUps([made.erpId]))
        assert.deepEqual(await bench.erp.cancelSalesDocument('999999').then(({ outcome }) => outcome), 'too_late')
      },
    },
    {
      name: 'can be closed twice, and does not close others with it',
      async run(bench) {
        const [one, other] = [bench.connect(), bench.connect()]
        await find(bench, ['x'], one)
        await one.close()
        await one.close()
        assert.equal((await find(bench, ['x'], other)).size, 0)
      },
    },
    {
      name: 'can be closed before it was used, and while the ERP is away',
      async run(bench) {
        await bench.connect().close()
        const used = bench.connect()
        await used.findSalesDocuments(['x'])
        for (const kind of ['log-in', 'read', 'write'] as const) bench.network.fail('drop before', kind)
        await used.close()
      },
    },
    {
      name: 'works at several things at once',
      async run(bench) {
        const keys = Array.from({ length: 8 }, (_, index) => `parallel-${index}`)
        const made = await Promise.all(keys.map(key => place(bench, key)))
        assert.equal(new Set(made.map(({ erpId }) => erpId)).size, keys.length)
        assert.equal((await find(bench, keys)).size, keys.length)
      },
    },
    {
      name: 'shows what it would send to an ERP that it only imagines, without reaching the real one',
      async run(bench) {
        bench.network.forget()
        const imagined = bench.connect({ send: bench.kind.imagined() })
        const order = largerOrder(bench.facts)
        const codes = order.lines.map(({ sku }) => sku)
        assert.deepEqual([...(await imagined.findItems(codes)).keys()].sort(), codes.sort())
        assert.equal((await find(bench, ['imagined-1'], imagined)).size, 0)
        const input = inputOf(bench, order, { orderbridgeId: 'imagined-1' })
        assert.deepEqual(await imagined.planSalesDocument(input), await bench.erp.planSalesDocument(input))
        await imagined.close()
        assert.equal(bench.network.calls.length, 0)
      },
    },
  ],
}
