import assert from 'node:assert/strict'
import { RemoteError } from '../../domain/errors.ts'
import { assertPresentable, place } from './acts.ts'
import type { Suite } from './bench.ts'

/** The bytes as the ERP gives them: what may be in them is checked elsewhere (src/documents). */
export const pdfs: Suite = {
  obligation: 'PDFs of follow-ups',
  cases: [
    {
      name: 'fetches the PDF of an invoice, the same each time',
      async run(bench) {
        const { erpId } = await place(bench, 'pdf-1')
        await bench.people.ship(erpId)
        const invoice = await bench.people.invoice(erpId)
        await bench.people.print?.(invoice)
        for (let time = 0; time < 2; time++) {
          const bytes = await bench.erp.fetchDocument('invoice', invoice)
          assert.equal(new TextDecoder().decode(bytes?.subarray(0, 5)), '%PDF-')
        }
      },
    },
    {
      name: 'answers undefined as long as there is none',
      async run(bench) {
        const { erpId } = await place(bench, 'pdf-2')
        await bench.people.ship(erpId)
        const invoice = await bench.people.invoice(erpId)
        assert.equal(await bench.connect({ pdfs: 'none' }).fetchDocument('invoice', invoice), undefined)
      },
    },
    {
      name: 'answers undefined, or says why, for an invoice that is not there',
      async run(bench) {
        const outcome = await bench.erp.fetchDocument('invoice', '999999').catch((error: unknown) => error)
        if (outcome === undefined) return
        assert.ok(outcome instanceof RemoteError, String(outcome))
        assertPresentable(bench, outcome, 'the PDF of nothing')
      },
    },
  ],
}
