import assert from 'node:assert/strict'
import { type Amount, amount, ZERO } from '../../domain/amount.ts'
import type { RefundInput } from '../connector.ts'
import { failureOf, has, type Placed, place } from './acts.ts'
import type { Bench, Suite } from './bench.ts'
import { largerOrder } from './orders.ts'

/** A refund of the order's first line. @param keep pieces that stay after it */
export const refundOf = (
  { facts }: Bench,
  { key, erpId, plan }: Placed,
  { pieces, keep, total, everything = false }: { pieces: number; keep: number; total: string; everything?: boolean },
): RefundInput => {
  const first = plan.lines[0]?.itemId
  const itemIds = [...new Set(plan.lines.map(({ itemId }) => itemId))]
  return {
    key: `${key}-cm1`,
    salesDocumentId: erpId,
    lines: itemIds.map(id => ({
      erpLines: plan.lines.filter(({ itemId }) => itemId === id).map(({ erpLine }) => erpLine),
      quantity: id === first ? amount(pieces) : ZERO,
      keep: id === first ? amount(keep) : amount(2),
    })),
    everything,
    shipping: { gross: ZERO, taxRate: rateOf(facts.taxRates) },
    adjustment: ZERO,
    total: amount(total),
    currency: facts.currency,
    country: facts.country,
    date: '2026-01-31',
    comment: 'Magento 000000057, credit memo 000000001',
  }
}
const rateOf = (rates: readonly Amount[]): Amount => rates[0] ?? ZERO

async function invoiced(bench: Bench, key: string): Promise<Placed> {
  const placed = await place(bench, key, largerOrder(bench.facts))
  await bench.people.ship(placed.erpId)
  await bench.people.invoice(placed.erpId)
  return placed
}

/** What was refunded in the shop is taken back once, or handed to a person with the reason. */
export const refunds: Suite = {
  obligation: 'refunds',
  cases: [
    {
      name: 'takes a refund back once, however often it is asked for, and finds it again',
      needs: ['refunds'],
      async run(bench) {
        for (const placed of [
          await place(bench, 'open', largerOrder(bench.facts)),
          await invoiced(bench, 'invoiced'),
        ]) {
          const part = has(bench.erp.refunds, 'refunds')
          const input = refundOf(bench, placed, { pieces: 1, keep: 2, total: '12.2' })
          assert.equal(await part.find(input), undefined)
          const first = await part.create(input)
          const state = await bench.erp.readSalesDocuments([placed.erpId])
          const followUps = await bench.erp.findFollowUps([placed.erpId])
          assert.deepEqual(await part.create(input), first)
          assert.deepEqual(await bench.erp.readSalesDocuments([placed.erpId]), state)
          assert.deepEqual(await bench.erp.findFollowUps([placed.erpId]), followUps)
          if (first.outcome === 'by_hand') assert.ok(first.reason.length > 10)
          else assert.deepEqual(await has(bench.connect().refunds, 'refunds').find(input), first)
          if (first.outcome === 'credit_note') assert.equal(Number(first.total), 12.2)
        }
      },
    },
    {
      name: 'cancels what is refunded whole before anything was delivered, or leaves it to a person',
      needs: ['refunds'],
      async run(bench) {
        const placed = await place(bench, 'whole')
        const input = refundOf(bench, placed, { pieces: 1, keep: 0, total: '12.2', everything: true })
        const { outcome } = await has(bench.erp.refunds, 'refunds').create(input)
        assert.ok(outcome === 'canceled' || outcome === 'by_hand', outcome)
        const [document] = await bench.erp.readSalesDocuments([placed.erpId])
        assert.equal(document?.state === 'canceled', outcome === 'canceled')
      },
    },
    {
      name: 'does not write a credit note of another total than the refund',
      needs: ['refunds'],
      async run(bench) {
        const placed = await invoiced(bench, 'other-total')
        const before = (await bench.erp.findFollowUps([placed.erpId])).length
        const input = refundOf(bench, placed, { pieces: 1, keep: 2, total: '99.99' })
        const outcome = await has(bench.erp.refunds, 'refunds').create(input)
        assert.equal(outcome.outcome, 'by_hand')
        assert.equal((await bench.erp.findFollowUps([placed.erpId])).length, before)
      },
    },
    {
      name: 'calls a refund without an answer unknown, and finds out what came of it',
      needs: ['refunds'],
      async run(bench) {
        const placed = await place(bench, 'lost', largerOrder(bench.facts))
        const part = has(bench.erp.refunds, 'refunds')
        const input = refundOf(bench, placed, { pieces: 1, keep: 2, total: '12.2' })
        bench.network.forget()
        bench.network.fail('commit then drop', 'write', 1)
        const first = await part.create(input).catch((error: unknown) => ({ error }))
        if (bench.network.count('write') === 0) return // a person does it in this ERP
        assert.ok('error' in first)
        assert.equal((await failureOf(bench, Promise.reject(first.error))).errorClass, 'unknown')
        const done = await part.find(input)
        assert.ok(done, 'it is not found')
        assert.deepEqual(await part.create(input), done)
      },
    },
    {
      name: 'leaves what it cannot do to a person, with the reason, instead of failing',
      needs: ['refunds'],
      async run(bench) {
        const placed = await place(bench, 'impossible', largerOrder(bench.facts))
        const part = has(bench.erp.refunds, 'refunds')
        const nothing = refundOf(bench, placed, { pieces: 0, keep: 3, total: '6.1' })
        const shipping = { gross: amount('6.1'), taxRate: rateOf(bench.facts.taxRates) }
        const gone = { ...refundOf(bench, placed, { pieces: 1, keep: 2, total: '12.2' }), salesDocumentId: '999999' }
        for (const input of [{ ...nothing, shipping }, gone]) {
          const outcome = await part.create(input)
          assert.equal(outcome.outcome, 'by_hand')
          assert.ok('reason' in outcome && outcome.reason.length > 10)
        }
      },
    },
  ],
}
