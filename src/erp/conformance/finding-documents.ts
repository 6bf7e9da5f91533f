import assert from 'node:assert/strict'
import { find, found, has, place } from './acts.ts'
import type { Suite } from './bench.ts'
import { inputOf, orderOf } from './orders.ts'

const keysOf = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `conformance-key-${index + 1000}`)

/** The push asks for our key before every try, for a whole batch: what is found is adopted, and never made again. */
export const findingDocuments: Suite = {
  obligation: 'look-up before create',
  cases: [
    {
      name: 'finds documents by our keys, and says nothing of keys that are not there',
      async run(bench) {
        const made = await place(bench, 'look-1')
        await place(bench, 'look-2')
        const answer = await find(bench, ['look-1', 'look-2', 'look-3'])
        assert.deepEqual([...answer.keys()].sort(), ['look-1', 'look-2'])
        assert.deepEqual(answer.get('look-1'), made.document)
        assert.equal(answer.get('look-1')?.orderbridgeId, 'look-1')
      },
    },
    {
      name: 'asks for a hundred keys in as few calls as the ERP allows, and in none for no keys',
      async run(bench) {
        const keys = keysOf(100)
        await place(bench, keys[41] ?? '')
        bench.network.forget()
        const answer = await find(bench, keys)
        assert.deepEqual([...answer.keys()], [keys[41]])
        const most = bench.facts.readsPerHundred.salesDocuments
        assert.ok(bench.network.count('read') <= most, `${bench.network.count('read')} reads for 100 keys`)
        assert.equal(bench.network.count('write'), 0)
        bench.network.forget()
        assert.equal((await find(bench, [])).size, 0)
        assert.equal((await bench.erp.readSalesDocuments([])).length, 0)
        assert.equal((await bench.erp.findFollowUps([])).length, 0)
        assert.equal(bench.network.calls.length, 0)
      },
    },
    {
      name: 'finds a document by our key alone, as the daily comparison and the preview ask',
      needs: ['look-up by key alone'],
      async run(bench) {
        const { document } = await place(bench, 'alone')
        assert.deepEqual([...(await bench.erp.findSalesDocuments(['alone', 'other']))], [['alone', document]])
      },
    },
    {
      name: 'takes a key as it is: no part of it, no longer one, no other case, no quotes',
      async run(bench) {
        await place(bench, 'Key-1')
        await place(bench, 'Key-10')
        for (const other of ['Key', 'Key-', 'Key-100', "Key-1' or '1' eq '1", "Key-1'", 'Key-*', 'Key-_', '<Key-1>'])
          assert.deepEqual([...(await find(bench, [other])).keys()], [], other)
        assert.equal((await found(bench, 'Key-1')).orderbridgeId, 'Key-1')
        assert.equal((await found(bench, 'Key-10')).orderbridgeId, 'Key-10')
      },
    },
    {
      name: 'keeps a key of fifty characters whole, or holds the order: it is never cut',
      async run(bench) {
        const [one, other] = [`${'x'.repeat(49)}a`, `${'x'.repeat(49)}b`]
        const { hold } = await bench.erp.planSalesDocument(inputOf(bench, orderOf(bench.facts), { orderbridgeId: one }))
        if (hold) return assert.equal(hold.code, 'key_too_long')
        await place(bench, one)
        assert.equal((await found(bench, one)).orderbridgeId, one)
        assert.equal((await find(bench, [other])).size, 0)
      },
    },
    {
      name: 'does not count a cancelled document as live, and finds the one that replaced it',
      async run(bench) {
        const first = await place(bench, 'replaced')
        await bench.people.cancel(first.erpId)
        assert.equal((await find(bench, ['replaced'])).size, 0)
        const second = await place(bench, 'replaced')
        assert.notEqual(second.erpId, first.erpId)
        assert.equal((await found(bench, 'replaced')).erpId, second.erpId)
      },
    },
    {
      name: 'names the first one when two carry the same key, every time',
      async run(bench) {
        const first = await place(bench, 'twice')
        await place(bench, 'twice')
        assert.equal(await bench.people.countDocuments('twice'), 2)
        for (let time = 0; time < 3; time++) assert.equal((await found(bench, 'twice')).erpId, first.erpId)
      },
    },
    {
      name: 'finds every live document although others are cancelled while the pages are read',
      async run(bench) {
        const keys = ['a', 'b', 'c', 'd', 'e', 'f'].map(letter => `live-${letter}`)
        const ids: string[] = []
        for (const key of keys) ids.push((await place(bench, key)).erpId)
        const small = bench.connect({ pageSize: 2 })
        bench.network.before(2, 'read', () => bench.people.cancel(ids[0] ?? ''))
        bench.network.before(3, 'read', () => bench.people.cancel(ids[1] ?? ''))
        const answer = await find(bench, keys, small)
        const lost = keys.slice(2).filter(key => !answer.has(key))
        assert.deepEqual(lost, [], 'a document that is there would be made a second time')
      },
    },
    {
      name: 'is not led astray by a copy that people made of a document',
      needs: ['duplicates'],
      async run(bench) {
        const { erpId } = await place(bench, 'copied')
        const copy = await has(bench.people.duplicate, 'way to copy a document')(erpId)
        assert.equal((await found(bench, 'copied')).erpId, erpId)
        const both = await bench.erp.readSalesDocuments([erpId, copy])
        assert.deepEqual(both.map(document => document.erpId).sort(), [erpId, copy].sort())
        assert.ok(both.every(({ orderbridgeId }) => orderbridgeId === 'copied'))
      },
    },
  ],
}
