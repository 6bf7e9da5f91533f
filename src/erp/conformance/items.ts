import assert from 'node:assert/strict'
import { place } from './acts.ts'
import type { Suite } from './bench.ts'
import { lineOf, orderOf } from './orders.ts'

/** An item code is text. What is not there, or may not be sold, is told before an order is sent. */
export const items: Suite = {
  obligation: 'items',
  cases: [
    {
      name: 'finds what exists, by the code as it was asked for',
      needs: ['item look-up'],
      async run(bench) {
        const [one = '', two = ''] = bench.facts.items
        const answer = await bench.erp.findItems([one, two, one, 'NOT-THERE-1', '', 'x'.repeat(300), "a' or '1' eq '1"])
        assert.deepEqual([...answer.keys()].sort(), [one, two].sort())
        assert.equal(answer.get(one)?.erpId, one)
        assert.equal(answer.get(one)?.blocked, undefined)
      },
    },
    {
      name: 'keeps leading zeros: "0123" is neither "123" nor "00123"',
      async run(bench) {
        await bench.people.createItem('0123', 'With a zero')
        const answer = await bench.erp.findItems(['0123'])
        assert.equal(answer.get('0123')?.erpId, '0123')
        const line = { ...lineOf(bench.facts, 1, '1', '12.2'), sku: '0123' }
        const { document, plan } = await place(bench, 'zeros', orderOf(bench.facts, { lines: [line] }))
        const sent = document.lines.find(({ erpLine }) => erpLine === plan.lines[0]?.erpLine)
        assert.equal(sent?.itemCode, '0123')
      },
    },
    {
      name: 'knows no item by a code without its zeros, or with one more',
      needs: ['item look-up'],
      async run(bench) {
        await bench.people.createItem('0123', 'With a zero')
        assert.deepEqual([...(await bench.erp.findItems(['123', '00123', '0123'])).keys()], ['0123'])
      },
    },
    {
      name: 'finds codes with spaces, dots, slashes, ampersands and letters that are not ASCII',
      needs: ['item look-up'],
      async run(bench) {
        const codes = ['NW.12606', 'A B', 'A/B-1', 'A&B+C', 'ŠČŽ-1', "O'Hara", '100%', 'a#b?c=d']
        for (const code of codes) await bench.people.createItem(code, `Item ${code}`)
        assert.deepEqual([...(await bench.erp.findItems(codes)).keys()].sort(), codes.sort())
      },
    },
    {
      name: 'says of an item that may not be sold that it is blocked, in words',
      needs: ['item look-up'],
      async run(bench) {
        await bench.people.createItem('BLOCKED-1', 'Not for sale')
        await bench.people.blockItem('BLOCKED-1')
        const item = (await bench.erp.findItems(['BLOCKED-1'])).get('BLOCKED-1')
        assert.ok(item?.blocked && item.blocked.length > 5, 'there is no reason')
      },
    },
    {
      name: 'asks for a hundred items in as few calls as the ERP allows',
      needs: ['item look-up'],
      async run(bench) {
        const codes = Array.from({ length: 100 }, (_, index) => `NOT-THERE-${index}`)
        bench.network.forget()
        await bench.erp.findItems([...codes, ...bench.facts.items])
        const most = bench.facts.readsPerHundred.items
        assert.ok(bench.network.count('read') <= most, `${bench.network.count('read')} reads for 100 items`)
        bench.network.forget()
        assert.equal((await bench.erp.findItems([])).size, 0)
        assert.equal(bench.network.calls.length, 0)
      },
    },
  ],
}
