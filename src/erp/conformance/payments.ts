import assert from 'node:assert/strict'
import { amount } from '../../domain/amount.ts'
import type { PaymentInput } from '../connector.ts'
import { failureOf, has, type Placed, place } from './acts.ts'
import type { Bench, Suite } from './bench.ts'

const paymentOf = ({ facts }: Bench, { erpId, document }: Placed, key: string): PaymentInput => ({
  key,
  subjectId: facts.subjectId,
  salesDocumentId: erpId,
  amount: document.total,
  currency: document.currency,
  date: '2026-01-31',
  method: facts.paymentMethod,
  reference: 'psp-4711-č',
})

/** Money that was captured in the shop, once under our key. */
export const payments: Suite = {
  obligation: 'payments',
  cases: [
    {
      name: 'books a payment that is found by its key, and by no other',
      needs: ['payments'],
      async run(bench) {
        const part = has(bench.erp.payments, 'payments')
        const placed = await place(bench, 'paid')
        assert.equal(await part.find('payment-1'), undefined)
        const made = await part.create(paymentOf(bench, placed, 'payment-1'))
        assert.deepEqual(await part.find('payment-1'), { erpId: made.erpId })
        for (const other of ['payment', 'payment-', 'payment-10', "payment-1' or '1' eq '1"])
          assert.equal(await part.find(other), undefined, other)
        assert.deepEqual(await has(bench.connect().payments, 'payments').find('payment-1'), { erpId: made.erpId })
      },
    },
    {
      name: 'books against the invoice when there is one',
      needs: ['payments'],
      async run(bench) {
        const placed = await place(bench, 'paid-invoice')
        await bench.people.ship(placed.erpId)
        const invoiceId = await bench.people.invoice(placed.erpId)
        const part = has(bench.erp.payments, 'payments')
        const made = await part.create({ ...paymentOf(bench, placed, 'payment-2'), invoiceId })
        assert.deepEqual(await part.find('payment-2'), { erpId: made.erpId })
      },
    },
    {
      name: 'calls a payment without an answer unknown, and finds it when it was booked',
      needs: ['payments'],
      async run(bench) {
        const part = has(bench.erp.payments, 'payments')
        const placed = await place(bench, 'paid-3')
        for (const [fault, booked] of [
          ['commit then drop', true],
          ['cut answer', true],
          ['commit then html 200', true],
          ['drop before', false],
        ] as const) {
          bench.network.fail(fault, 'write', 1)
          const key = `payment-${fault.replaceAll(' ', '-')}`
          const input = { ...paymentOf(bench, placed, key), amount: amount('1') }
          const error = await failureOf(bench, part.create(input), fault)
          assert.equal(error.errorClass, 'unknown', fault)
          assert.equal((await part.find(key)) !== undefined, booked, fault)
        }
      },
    },
  ],
}
