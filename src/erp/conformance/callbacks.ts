import assert from 'node:assert/strict'
import type { CallbackRequest } from '../connector.ts'
import { has, place } from './acts.ts'
import type { Suite } from './bench.ts'

const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte))

/** A callback is a hint, and only the ERP may give it. */
export const callbacks: Suite = {
  obligation: 'callbacks',
  cases: [
    {
      name: 'takes what the ERP has signed, and reads what it names',
      needs: ['callbacks'],
      async run(bench) {
        const { erpId } = await place(bench, 'called')
        const answer = has(bench.erp.callbacks, 'callbacks').parse(has(bench.people.callback, 'callback')(erpId))
        assert.equal(answer.kind, 'changes')
        assert.ok('changes' in answer)
        assert.ok(answer.changes.some(change => change.entity === 'sales_document' && change.erpId === erpId))
        assert.equal((await bench.erp.readSalesDocuments(answer.changes.map(change => change.erpId))).length, 1)
      },
    },
    {
      name: 'gives a callback that comes twice the same version, or refuses the second',
      needs: ['callbacks'],
      async run(bench) {
        const { erpId } = await place(bench, 'called-twice')
        const request = has(bench.people.callback, 'callback')(erpId)
        const { parse } = has(bench.erp.callbacks, 'callbacks')
        const first = parse(request)
        const second = has(bench.connect().callbacks, 'callbacks').parse(request)
        if (second.kind !== 'refused') assert.deepEqual(second, first)
      },
    },
    {
      name: 'refuses what is not signed, signed otherwise, or changed by one bit, with 401',
      needs: ['callbacks'],
      async run(bench) {
        const { erpId } = await place(bench, 'forged')
        const genuine = has(bench.people.callback, 'callback')(erpId)
        const bare: CallbackRequest = { ...genuine, headers: {} }
        const changed: CallbackRequest = { ...genuine, body: flipped(genuine.body) }
        const cut: CallbackRequest = { ...genuine, body: genuine.body.slice(0, -1) }
        const headers = Object.fromEntries(
          Object.entries(genuine.headers).map(([name, value]) => [
            name,
            value?.replace(/[0-9a-f]/i, d => (d === '0' ? '1' : '0')),
          ]),
        )
        for (const request of [bare, changed, cut, { ...genuine, headers }]) {
          const answer = has(bench.erp.callbacks, 'callbacks').parse(request)
          assert.equal(answer.kind, 'refused')
          assert.equal('status' in answer && answer.status, 401)
        }
      },
    },
    {
      name: 'asks the ERP to call us any number of times, or says that it cannot',
      needs: ['callbacks'],
      async run(bench) {
        const part = has(bench.erp.callbacks, 'callbacks')
        const first = await part.subscribe('https://bridge.example/webhooks/erp/main')
        assert.equal(typeof first, 'boolean')
        assert.equal(await part.subscribe('https://bridge.example/webhooks/erp/main'), first)
      },
    },
    {
      name: 'takes nothing that an unsigned handshake or an empty body brings, and never throws',
      needs: ['callbacks'],
      async run(bench) {
        for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
          for (const body of [new Uint8Array(), new Uint8Array([0xff, 0xfe]), new TextEncoder().encode('[]')])
            assert.equal(has(bench.erp.callbacks, 'callbacks').parse({ method, headers: {}, body }).kind, 'refused')
      },
    },
  ],
}
