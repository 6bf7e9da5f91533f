import { describe, expect, it } from 'vitest'
import type { BookedFollowUp } from '../../sandbox/erp.ts'
import { openJournal } from '../../sandbox/journal.ts'
import { createCreditmemo } from '../../sandbox/magento/creditmemos.ts'
import { createInvoice } from '../../sandbox/magento/invoices.ts'
import { seedCatalog } from '../../sandbox/magento/products.ts'
import type { Creditmemo, Invoice, Shipment } from '../../sandbox/magento/records.ts'
import { createShipment } from '../../sandbox/magento/shipments.ts'
import { loadOrder, openShop } from '../../sandbox/magento/shop.ts'
import { type OrderKind, placeOrder } from '../../sandbox/magento/shopper.ts'
import { lineFaults } from '../../sandbox/verdict-lines.ts'
import { amount, ZERO } from '../../src/domain/amount.ts'
import type { SalesDocument } from '../../src/domain/fulfilment.ts'

type Pieces = Readonly<Record<string, number>>

/** A shop with one order, and what an ERP would have of it. */
function scene(kind: OrderKind) {
  let now = new Date('2026-11-21T08:00:00Z')
  const shop = openShop({
    journal: openJournal(),
    clock: { now: () => now },
    random: () => 0.5,
    module: false,
    pricesIncludeTax: true,
  })
  seedCatalog(shop)
  const id = placeOrder(shop, kind).entity_id
  now = new Date('2026-11-22T08:00:00Z') // not charged at checkout
  const booked: BookedFollowUp[] = []
  const linesOf = (pieces: Pieces) =>
    Object.entries(pieces).map(([itemCode, quantity], erpLine) => ({
      salesDocumentId: '1',
      erpLine,
      itemCode,
      quantity: amount(quantity),
      openQuantity: ZERO,
      gross: amount('1'),
    }))
  const row = (sku: string) => loadOrder(shop, id).items.find(item => item.sku === sku)?.item_id ?? 0
  const rows = (pieces: Pieces) => Object.entries(pieces).map(([sku, qty]) => ({ order_item_id: row(sku), qty }))
  return {
    inErp(made: BookedFollowUp['kind'], pieces: Pieces) {
      const erpId = String(booked.length + 1)
      booked.push({
        kind: made,
        erpId,
        erpNumber: erpId,
        canceled: false,
        currency: 'EUR',
        total: amount('1'),
        lines: linesOf(pieces),
        tracking: [],
      })
    },
    invoice: (pieces: Pieces) => createInvoice(shop, id, { capture: true, items: rows(pieces) }),
    ship: (pieces: Pieces) => createShipment(shop, id, { items: rows(pieces), tracks: [] }),
    refund: (pieces: Pieces) => createCreditmemo(shop, { orderId: id, items: rows(pieces), online: false }),
    faults(ordered: Pieces) {
      const salesDocument: SalesDocument = {
        erpId: '1',
        erpNumber: '1',
        state: 'open',
        currency: 'EUR',
        total: ZERO,
        lines: linesOf(ordered),
      }
      const ofKind = (wanted: BookedFollowUp['kind']) => booked.filter(document => document.kind === wanted)
      return lineFaults({
        order: loadOrder(shop, id),
        kind,
        salesDocuments: [salesDocument],
        erpInvoices: ofKind('invoice'),
        erpShipments: ofKind('shipment'),
        creditNotes: ofKind('credit_note'),
        invoices: shop.journal.list<Invoice>('invoices'),
        shipments: shop.journal.list<Shipment>('shipments'),
        creditmemos: shop.journal.list<Creditmemo>('creditmemos'),
        files: [],
        mails: [],
      })
    },
  }
}

const GOODS = { 'S-001': 1, 'S-005': 3, 'S-010': 1 }

describe('the verdict, line by line', () => {
  it('finds nothing when each document has the same items and quantities, whatever freight the ERP adds', () => {
    const { inErp, invoice, ship, refund, faults } = scene('two-vat-rates')
    inErp('invoice', { 'S-001': 1, 'S-005': 2 })
    inErp('invoice', { 'S-005': 1, 'S-010': 1, POSTNINA: 1 })
    inErp('shipment', GOODS)
    inErp('credit_note', { 'S-005': 1 })
    invoice({ 'S-005': 1, 'S-010': 1 })
    invoice({ 'S-001': 1, 'S-005': 2 })
    ship(GOODS)
    refund({ 'S-005': 1 })
    expect(faults({ ...GOODS, POSTNINA: 1 })).toEqual([])
  })
  it('says what each side has when a document is missing, split otherwise or of another quantity', () => {
    const { inErp, invoice, ship, refund, faults } = scene('two-vat-rates')
    inErp('invoice', GOODS)
    inErp('shipment', { 'S-001': 1, 'S-005': 3 })
    inErp('shipment', { 'S-010': 1 })
    inErp('credit_note', { 'S-005': 2 })
    invoice({ 'S-005': 3 })
    ship(GOODS)
    refund({ 'S-005': 1 })
    expect(faults({ 'S-001': 2, 'S-005': 3, 'S-010': 1 })).toEqual([
      'sales documents: the ERP has [S-001 × 2, S-005 × 3, S-010 × 1], Magento [S-001 × 1, S-005 × 3, S-010 × 1]',
      'invoices: the ERP has [S-001 × 1, S-005 × 3, S-010 × 1], Magento [S-005 × 3]',
      'shipments: the ERP has [S-001 × 1, S-005 × 3 | S-010 × 1], Magento [S-001 × 1, S-005 × 3, S-010 × 1]',
      'credits: the ERP has [S-005 × 2], Magento [S-005 × 1]',
    ])
  })
  it('counts the parts of a bundle, in the ERP in two documents, in Magento in one', () => {
    const { inErp, invoice, ship, faults } = scene('bundle-dynamic')
    const bundle = { 'S-001': 2, 'S-005': 2 }
    inErp('invoice', { 'S-001': 2 })
    inErp('invoice', { 'S-005': 2 })
    inErp('shipment', { 'S-001': 2 })
    inErp('shipment', { 'S-005': 2 })
    invoice(bundle)
    ship({ 'B-PAKET-S-001-S-005': 2 })
    expect(faults(bundle)).toEqual([])
    inErp('shipment', { 'S-005': 1 })
    expect(faults(bundle)).toHaveLength(1)
  })
  it('knows a product with custom options by the SKU of the product', () => {
    const { faults } = scene('custom-options')
    expect(faults({ 'S-OPCIJE': 1 })).toEqual([])
    expect(faults({ 'S-OPC': 1 })).toHaveLength(1)
  })
  it('wants no shipment in Magento for a service that the ERP has delivered', () => {
    const { inErp, faults } = scene('virtual')
    inErp('shipment', { 'V-SERVIS': 2 })
    expect(faults({ 'V-SERVIS': 2 })).toEqual([])
  })
})
