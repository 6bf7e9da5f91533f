import assert from 'node:assert/strict'
import { amount } from '../../domain/amount.ts'
import type { SalesDocumentPlan } from '../connector.ts'
import { assertStorable, failureOf, found, place, planOf } from './acts.ts'
import type { Suite } from './bench.ts'
import { inputOf, largerOrder, lineOf, orderOf } from './orders.ts'

/** A sales document is what was planned, and what a person has to mend is said in the ERP's words. */
export const writingDocuments: Suite = {
  obligation: 'writing sales documents',
  cases: [
    {
      name: 'answers a new document as it is found and read afterwards',
      async run(bench) {
        const { document, erpId, plan } = await place(bench, 'write-1', largerOrder(bench.facts))
        assert.deepEqual(document, await found(bench, 'write-1'))
        assert.deepEqual(await bench.erp.readSalesDocuments([erpId]), [document])
        assert.equal(document.currency, bench.facts.currency)
        assert.equal(document.state, 'open')
        assert.notEqual(document.erpNumber, '')
        const planned = plan.lines.map(({ erpLine }) => erpLine)
        const own = document.lines.filter(({ erpLine }) => planned.includes(erpLine))
        assert.equal(own.length, planned.length)
        assert.ok(own.every(({ quantity, openQuantity }) => quantity === openQuantity))
      },
    },
    {
      name: 'sends a request that was stored and read back as JSON',
      async run(bench) {
        const { request, lines } = await planOf(bench, 'stored', largerOrder(bench.facts))
        assertStorable(request, 'the request')
        const document = await bench.erp.createSalesDocument(JSON.parse(JSON.stringify(request)))
        for (const { erpLine } of lines) assert.ok(document.lines.some(line => line.erpLine === erpLine))
      },
    },
    {
      name: 'says which line of the document each line of the order became',
      async run(bench) {
        const order = largerOrder(bench.facts)
        const { document, plan } = await place(bench, 'lines', order)
        for (const { id, sku, quantity } of order.lines) {
          const own = plan.lines.filter(({ itemId }) => itemId === id).map(({ erpLine }) => erpLine)
          const pieces = document.lines.filter(({ erpLine }) => own.includes(erpLine))
          assert.ok(pieces.length > 0, `line ${id} is nowhere`)
          assert.ok(pieces.every(({ itemCode }) => itemCode === sku))
          assert.equal(
            pieces.reduce((sum, piece) => sum + Number(piece.quantity), 0),
            Number(quantity),
          )
        }
      },
    },
    {
      name: 'leaves what does not exist out when documents are read',
      async run(bench) {
        const { erpId } = await place(bench, 'there')
        const read = await bench.erp.readSalesDocuments(['999999', erpId, 'nonsense', "1' or '1' eq '1", ''])
        assert.deepEqual(
          read.map(document => document.erpId),
          [erpId],
        )
      },
    },
    {
      name: 'calls an item that vanished permanent, in words, and makes nothing',
      async run(bench) {
        const order = orderOf(bench.facts, { lines: [{ ...lineOf(bench.facts, 1, '1', '12.2'), sku: 'GONE-1' }] })
        const { request } = await planOf(bench, 'gone', order)
        const error = await failureOf(bench, bench.erp.createSalesDocument(request))
        assert.equal(error.errorClass, 'permanent')
        assert.equal(await bench.people.countDocuments('gone'), 0)
      },
    },
    {
      name: 'refuses a request that is none for a new sales document, without asking the ERP',
      async run(bench) {
        bench.network.forget()
        const create = bench.erp.createSalesDocument({ method: 'PATCH', path: '/somewhere/else', body: {} })
        assert.equal((await failureOf(bench, create)).errorClass, 'permanent')
        assert.equal(bench.network.count('write'), 0)
      },
    },
    {
      name: 'holds an order with an item that the ERP does not have, and says what to do',
      needs: ['codes to check'],
      async run(bench) {
        const { hold } = await bench.erp.planSalesDocument(inputOf(bench, orderOf(bench.facts), { items: new Map() }))
        assertHold(hold, 'an order without its item')
      },
    },
    {
      name: 'holds an order with a tax rate that the mapping does not have, and says what to do',
      needs: ['codes to check'],
      async run(bench) {
        const line = { ...lineOf(bench.facts, 1, '1', '12.2'), taxRate: amount('33.3') }
        const { hold } = await bench.erp.planSalesDocument(inputOf(bench, orderOf(bench.facts, { lines: [line] })))
        assertHold(hold, 'an order with an odd tax rate')
      },
    },
    {
      name: 'tells what came of a document: confirmed, closed, cancelled',
      async run(bench) {
        const { erpId } = await place(bench, 'states')
        const state = async () => (await bench.erp.readSalesDocuments([erpId]))[0]?.state
        await bench.people.confirm(erpId)
        assert.equal(await state(), 'confirmed')
        await bench.people.ship(erpId)
        await bench.people.invoice(erpId)
        assert.equal(await state(), 'closed')
        const other = await place(bench, 'states-2')
        await bench.people.cancel(other.erpId)
        assert.equal((await bench.erp.readSalesDocuments([other.erpId]))[0]?.state, 'canceled')
      },
    },
  ],
}

/** The code groups orders with the same cause; the message names the order, the remedy what to change. */
function assertHold(hold: SalesDocumentPlan['hold'], what: string): void {
  assert.ok(hold, `${what} is not held`)
  assert.match(hold.code, /^mapping_missing:\w/, what)
  assert.ok(hold.message.includes('000000057'), `${what}: the message names the order`)
  assert.ok(hold.remedy.length > 10, `${what}: there is a remedy`)
}
