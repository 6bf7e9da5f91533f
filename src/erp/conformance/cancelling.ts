import assert from 'node:assert/strict'
import { place } from './acts.ts'
import type { Suite } from './bench.ts'
import { largerOrder } from './orders.ts'

/** Asking again is safe, and what comes too late is said with the ERP's reason, not thrown. */
export const cancelling: Suite = {
  obligation: 'cancelling',
  cases: [
    {
      name: 'cancels an untouched document, once',
      async run(bench) {
        const { erpId } = await place(bench, 'cancel-1')
        assert.deepEqual(await bench.erp.cancelSalesDocument(erpId), { outcome: 'canceled' })
        bench.network.forget()
        assert.deepEqual(await bench.erp.cancelSalesDocument(erpId), { outcome: 'already' })
        assert.equal(bench.network.count('write'), 0)
        assert.equal((await bench.erp.readSalesDocuments([erpId]))[0]?.state, 'canceled')
        assert.equal(await bench.people.countDocuments('cancel-1'), 0)
      },
    },
    {
      name: 'takes what people have cancelled as cancelled',
      async run(bench) {
        const { erpId } = await place(bench, 'cancel-2')
        await bench.people.cancel(erpId)
        assert.deepEqual(await bench.erp.cancelSalesDocument(erpId), { outcome: 'already' })
      },
    },
    {
      name: 'closes the rest of a document that was delivered in part, once',
      needs: ['partial deliveries', 'closing'],
      async run(bench) {
        const { erpId, plan } = await place(bench, 'cancel-3', largerOrder(bench.facts))
        await bench.people.ship(erpId, [{ erpLine: plan.lines[0]?.erpLine ?? 0, quantity: 1 }])
        assert.deepEqual(await bench.erp.cancelSalesDocument(erpId), { outcome: 'closed' })
        assert.equal((await bench.erp.readSalesDocuments([erpId]))[0]?.state, 'closed')
        assert.deepEqual(await bench.erp.cancelSalesDocument(erpId), { outcome: 'already' })
      },
    },
    {
      name: 'comes too late for what is delivered and invoiced, and for what is not there, with a reason',
      async run(bench) {
        const { erpId, document } = await place(bench, 'cancel-4')
        await bench.people.ship(erpId)
        await bench.people.invoice(erpId)
        const late = await bench.erp.cancelSalesDocument(erpId)
        assert.equal(late.outcome, 'too_late')
        assert.ok('reason' in late && late.reason.includes(document.erpNumber), 'the reason names the document')
        assert.equal((await bench.erp.cancelSalesDocument('999999')).outcome, 'too_late')
      },
    },
  ],
}
