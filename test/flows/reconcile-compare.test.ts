import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Amount, add, amount, subtract, ZERO } from '../../src/domain/amount.ts'
import type { FollowUp, FollowUpKind, SalesDocument } from '../../src/domain/fulfilment.ts'
import type { ConnectionSetup } from '../../src/flows/config/read-setup.ts'
import { compareOrder } from '../../src/flows/reconcile/compare-order.ts'
import { pairDocuments } from '../../src/flows/reconcile/pair-documents.ts'
import type { ErpSide, Sides } from '../../src/flows/reconcile/sides.ts'
import { documentMarker } from '../../src/magento/marker.ts'
import { translateOrder } from '../../src/magento/translate/order.ts'

/** One line of 2 pieces, as recorded from a real Magento; invoiced in full there, by hand. */
const order = (() => {
  const raw: unknown = JSON.parse(readFileSync('test/fixtures/magento-orders/invoiced-not-shipped.json', 'utf8'))
  const translated = translateOrder(raw)
  if (!translated.ok) throw new Error(translated.refusal.message)
  return translated.order
})()
const [line] = order.lines
if (!line) throw new Error('the fixture has no line')

const NOW = new Date(Date.parse(order.updatedAt) + 86_400_000)
const connection = { code: 'b1', name: 'SAP', policies: { tolerance: '0.00' } } as unknown as ConnectionSetup // all that is read of it

const salesDocument: SalesDocument = {
  erpId: '7',
  erpNumber: '10000007',
  orderbridgeId: 'main-1',
  state: 'closed',
  currency: order.currency,
  total: order.grandTotal,
  lines: order.lines.map((each, erpLine) => ({
    erpLine,
    itemCode: each.sku,
    quantity: each.quantity,
    openQuantity: ZERO,
  })),
}

const followUp = (kind: FollowUpKind, erpId: string, quantity: Amount, total: Amount): FollowUp => ({
  kind,
  erpId,
  erpNumber: `4000000${erpId}`,
  canceled: false,
  currency: order.currency,
  total,
  date: '2026-01-31',
  lines: order.lines.map((each, erpLine) => ({
    salesDocumentId: '7',
    erpLine,
    itemCode: each.sku,
    quantity: erpLine === 0 ? quantity : each.quantity,
    gross: ZERO,
  })),
  tracking: [],
})

function sidesWith(followUps: readonly FollowUp[], side: Partial<ErpSide> = {}): Sides {
  const known = {
    erpId: '7',
    erpNumber: '10000007',
    state: 'closed',
    total: order.grandTotal,
    lines: order.lines.map((each, erpLine) => ({ itemId: each.id, erpLine })),
  }
  const rows = followUps.map(one => ({
    connection: 'b1',
    kind: one.kind,
    erpId: one.erpId,
    canceled: 0,
    magentoNumber: null,
  }))
  return {
    known: {
      row: { id: 1, canonical: order, phase: 'open', phaseReason: 'in the ERP' },
      salesDocuments: [known],
      followUps: rows,
      refunds: [],
      underWay: false,
      stuck: undefined,
      movedAt: new Date(0),
    } as unknown as Sides['known'], // all that is read of the rows
    magento: { kind: 'found', order, documents: [] },
    erp: [
      { connection, known, remembered: salesDocument, live: [salesDocument], followUps, ...side } as unknown as ErpSide,
    ], // as above
    now: NOW,
  }
}

const found = (sides: Sides) => compareOrder(sides, pairDocuments(sides)).map(each => `${each.class} ${each.what}`)

test('more invoiced in the ERP than was ordered is impossible, and is not when it was credited', () => {
  const twice = [
    followUp('invoice', '1', line.quantity, order.grandTotal),
    followUp('invoice', '2', line.quantity, order.grandTotal),
  ]
  expect(found(sidesWith(twice))).toContain(`impossible over_invoiced:${line.id}`)
  const credited = [...twice, followUp('credit_note', '3', line.quantity, order.grandTotal)]
  expect(found(sidesWith(credited))).not.toContain(`impossible over_invoiced:${line.id}`)
  expect(found(sidesWith([followUp('credit_note', '3', line.quantity, order.grandTotal)]))).toContain(
    `impossible over_credited:${line.id}`,
  )
})

test('a message that is stuck makes it ours, one that is under way makes it theirs, and neither makes it a person’s', () => {
  const shipped = sidesWith([followUp('shipment', '1', line.quantity, ZERO)])
  const what = `shipped:${line.documentItem.id}`
  expect(found(shipped)).toContain(`human_changed ${what}`)
  expect(found({ ...shipped, known: { ...shipped.known, underWay: true } })).toContain(`theirs_late ${what}`)
  expect(found({ ...shipped, known: { ...shipped.known, stuck: 'refused' } })).toContain(`ours_late ${what}`)
  expect(found({ ...shipped, now: new Date(order.updatedAt) })).toContain(`theirs_late ${what}`)
})

describe('a collective invoice', () => {
  test('is shared between its orders so that the shares are the document, to the last digit', () => {
    const cents = fc.nat(1_000_000).map(value => amount((value / 100).toFixed(2)))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), cents), { minLength: 1, maxLength: 12 }), cents, (parts, total) => {
        const lines = parts.map(([owner, gross], erpLine) => ({
          salesDocumentId: String(owner + 7),
          erpLine,
          itemCode: 'A',
          quantity: amount('1'),
          gross,
        }))
        const invoice = { ...followUp('invoice', '1', line.quantity, total), lines }
        const shares = [...new Set(lines.map(each => each.salesDocumentId))].map(erpId => {
          const remembered = { ...salesDocument, erpId }
          const [pair] = pairDocuments(sidesWith([invoice], { remembered }))
          return pair?.erp?.total ?? ZERO
        })
        expect(add(...shares)).toBe(total)
      }),
    )
  })
})

test('a total that is off is explained when it is rounding or the shipping of another invoice, and a person’s when it is not', () => {
  const invoice = followUp('invoice', '1', line.quantity, order.grandTotal)
  const stateAt = (magentoTotal: Amount) => {
    const sides = sidesWith([invoice])
    const marked = {
      kind: 'invoice' as const,
      id: 1,
      incrementId: '000000001',
      orderId: order.magentoId,
      items: [],
      grandTotal: magentoTotal,
      comments: [`made by us\n${documentMarker('b1:invoice:1')}`],
    }
    return pairDocuments({ ...sides, magento: { kind: 'found', order, documents: [marked] } })[0]?.state
  }
  expect(stateAt(order.grandTotal)).toBe('equal')
  expect(stateAt(subtract(order.grandTotal, amount('0.01')))).toBe('explained')
  expect(stateAt(subtract(order.grandTotal, order.shipping.gross))).toBe('explained')
  expect(stateAt(subtract(order.grandTotal, amount('1.23')))).toBe('open')
})
