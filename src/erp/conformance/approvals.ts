import assert from 'node:assert/strict'
import { find, found, has, planOf } from './acts.ts'
import type { Suite } from './bench.ts'

/** A document that waits for an approver is there: it is found, followed, and becomes the document under its own id. */
export const approvals: Suite = {
  obligation: 'approvals inside the ERP',
  cases: [
    {
      name: 'tells of a draft as a draft, finds it by our key, and answers it by the document that it becomes',
      needs: ['approvals'],
      async run(bench) {
        const approval = has(bench.people.approval, 'approvals')
        approval.holdNext()
        const draft = await bench.erp.createSalesDocument((await planOf(bench, 'draft')).request)
        assert.equal(draft.state, 'draft')
        assert.deepEqual(await found(bench, 'draft'), draft)
        const erpId = await approval.approve(draft.erpId)
        const [read] = await bench.erp.readSalesDocuments([draft.erpId])
        assert.equal(read?.erpId, erpId)
        assert.equal(read.orderbridgeId, 'draft')
        assert.notEqual(read.state, 'draft')
        assert.deepEqual(await found(bench, 'draft'), read)
        assert.equal(await bench.people.countDocuments('draft'), 1)
      },
    },
    {
      name: 'does not find a draft that was rejected',
      needs: ['approvals'],
      async run(bench) {
        const approval = has(bench.people.approval, 'approvals')
        approval.holdNext()
        const draft = await bench.erp.createSalesDocument((await planOf(bench, 'rejected')).request)
        await approval.reject(draft.erpId)
        assert.equal((await bench.erp.readSalesDocuments([draft.erpId]))[0]?.state, 'canceled')
        assert.equal((await find(bench, ['rejected'])).size, 0)
      },
    },
  ],
}
