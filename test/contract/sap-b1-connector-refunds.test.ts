import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDocument } from '../../sandbox/sap-b1/document-post.ts'
import { type B1Document, kindOf } from '../../sandbox/sap-b1/documents.ts'
import { add, amount, fixed, subtract, ZERO } from '../../src/domain/amount.ts'
import type { RefundInput } from '../../src/erp/connector.ts'
import { inBoth, sampleLine, sampleOrder } from '../unit/sample-order.ts'
import { inputFor } from '../unit/sap-b1-sample.ts'
import { useCompany } from './sap-b1-connector-company.ts'

const company = useCompany()

/** Seven pieces for 50.00, which no price in cents times seven comes to: two lines in the ERP. Shipping is 6.10. */
const PIECES = 7
const order = sampleOrder({
  lines: [sampleLine({ id: 1, quantity: amount(PIECES), ...inBoth('40.98', '9.02', '50') })],
  shipping: { ...sampleOrder().shipping, ...inBoth('5', '1.1', '6.1') },
  grandTotal: amount('56.1'),
})
let next = 1
const place = async () => {
  const key = `refund-${next}`
  next += 1
  const { lines } = company().erp.planSalesDocument(inputFor(order, { orderbridgeId: key, subjectId: 'C00001' }))
  const { erpId } = await company().place(order, key)
  return { key, erpId, erpLines: lines.map(({ erpLine }) => erpLine) }
}
type Placed = Awaited<ReturnType<typeof place>>

/** @param before pieces refunded before */
const refundOf = ({ key, erpId, erpLines }: Placed, pieces: number, before: number, total: string): RefundInput => ({
  key: `${key}-cm${before}`,
  salesDocumentId: erpId,
  lines: [{ erpLines, quantity: amount(pieces), keep: amount(PIECES - before - pieces) }],
  everything: false,
  shipping: { gross: ZERO, taxRate: amount(22) },
  adjustment: ZERO,
  total: amount(total),
  currency: 'EUR',
  country: 'SI',
  date: '2026-01-31',
  comment: 'Magento 000000057, credit memo 000000001',
})
const piecesOn = async (erpId: string) => {
  const [document] = await company().erp.readSalesDocuments([erpId])
  return add(ZERO, ...(document?.lines ?? []).map(({ quantity }) => quantity))
}
const invoice = (erpId: string, pieces: number) =>
  company().b1.transact(work => {
    const document = work.get<B1Document>('Orders', Number(erpId))
    let left = pieces
    const DocumentLines = (document?.DocumentLines ?? []).flatMap(line => {
      const Quantity = Math.min(left, line.RemainingOpenQuantity)
      left -= Quantity
      return Quantity > 0 ? [{ BaseType: 17, BaseEntry: Number(erpId), BaseLine: line.LineNum, Quantity }] : []
    })
    return createDocument(work, kindOf('Invoices'), { CardCode: 'C00001', DocumentLines })
  })
const note = (outcome: { outcome: string }) => {
  if (outcome.outcome !== 'credit_note') throw new Error(JSON.stringify(outcome))
  return outcome as Extract<
    Awaited<ReturnType<ReturnType<typeof company>['erp']['refunds']['create']>>,
    { outcome: 'credit_note' }
  >
}

describe('a refund before anything was delivered or invoiced', () => {
  it('leaves what is to stay, however often it is asked for and however the lines are split', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), async (first, second) => {
        const placed = await place()
        const { erp } = company()
        for (const [pieces, before] of [
          [first, 0],
          [second, first],
        ] as const) {
          const input = refundOf(placed, pieces, before, '1')
          for (let time = 0; time < 2; time += 1)
            expect(await erp.refunds.create(input)).toEqual({ outcome: 'reduced' })
          expect(await erp.refunds.find(input)).toEqual({ outcome: 'reduced' })
          expect(await piecesOn(placed.erpId)).toBe(amount(PIECES - before - pieces))
        }
      }),
      { numRuns: 6 },
    )
  })

  it('cancels the sales order when everything is given back, and asks a person when a part of the money is kept', async () => {
    const { erp } = company()
    const kept = await place()
    const input = refundOf(kept, PIECES, 0, '50')
    expect(await erp.refunds.create(input)).toMatchObject({ outcome: 'by_hand' })
    expect(await piecesOn(kept.erpId)).toBe(amount(PIECES))
    expect(await erp.refunds.create({ ...input, everything: true })).toEqual({ outcome: 'canceled' })
    expect((await erp.readSalesDocuments([kept.erpId]))[0]?.state).toBe('canceled')
  })

  it('of shipping alone is for a person', async () => {
    const placed = await place()
    const shipping = { gross: amount('6.1'), taxRate: amount(22) }
    const input = { ...refundOf(placed, 0, 0, '6.1'), shipping }
    expect(await company().erp.refunds.find(input)).toBeUndefined()
    expect(await company().erp.refunds.create(input)).toMatchObject({ outcome: 'by_hand' })
  })
})

describe('a refund after the invoice', () => {
  it('is one credit note over both invoices, found again by its key', async () => {
    const placed = await place()
    const { erp } = company()
    invoice(placed.erpId, 3)
    invoice(placed.erpId, 4)
    const input = refundOf(placed, 5, 0, fixed(subtract(amount(50), amount('14.28')), 2))
    const made = note(await erp.refunds.create(input))
    expect(await erp.refunds.create(input)).toEqual(made)
    expect(await erp.refunds.find(input)).toEqual(made)
    expect(made.total).toBe(input.total)
    const [followUp] = await erp.readFollowUps('credit_note', [made.erpId])
    expect(followUp?.orderbridgeId).toBe(input.key)
    expect(add(ZERO, ...(followUp?.lines ?? []).map(({ quantity }) => quantity))).toBe(amount(5))
    // Two pieces are left to credit: three are too many.
    expect(await erp.refunds.create(refundOf(placed, 3, 5, '21.42'))).toMatchObject({ outcome: 'by_hand' })
  })

  it('that comes to another total than the lines is not written', async () => {
    const placed = await place()
    invoice(placed.erpId, PIECES)
    const before = company().b1.list('CreditNotes').length
    const outcome = await company().erp.refunds.create(refundOf(placed, 1, 0, '7.99'))
    expect(outcome).toMatchObject({ outcome: 'by_hand', reason: expect.stringMatching(/would come to 7\.1\d EUR/) })
    expect(company().b1.list('CreditNotes')).toHaveLength(before)
  })

  it('of a sales order that is invoiced in part only takes back what is invoiced, and asks a person for more', async () => {
    const placed = await place()
    invoice(placed.erpId, 3)
    const { erp } = company()
    expect(await erp.refunds.create(refundOf(placed, 4, 0, '28.56'))).toMatchObject({ outcome: 'by_hand' })
    expect(note(await erp.refunds.create(refundOf(placed, 3, 0, '21.42'))).currency).toBe('EUR')
  })

  it('is made through OData 3 as well', async () => {
    const placed = await place()
    invoice(placed.erpId, PIECES)
    const erp = company().connect({ version: 'v1' })
    const made = note(await erp.refunds.create(refundOf(placed, 2, 0, '14.28')))
    expect(await erp.refunds.find(refundOf(placed, 2, 0, '14.28'))).toEqual(made)
  })
})
