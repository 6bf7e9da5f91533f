import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginWork } from '../../sandbox/sap-b1/company.ts'
import { createDocument } from '../../sandbox/sap-b1/document-post.ts'
import { type B1Document, kindOf } from '../../sandbox/sap-b1/documents.ts'
import { add, amount, isZero, subtract } from '../../src/domain/amount.ts'
import { client, failure, lines, placeOrder, rows, simulated } from '../fixtures/sap-b1/simulated.ts'

const due = { DocDueDate: '2026-02-03' }

describe('documents of the simulated SAP Business One: totals', () => {
  it('keeps gross prices to the cent and takes net and tax from them', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const order = await placeOrder(call)
    expect(order.status).toBe(201)
    expect(order.headers.get('location')).toBe('/b1s/v2/Orders(1)')
    expect(order.json).toMatchObject({ DocEntry: 1, DocNum: 10000001, DocTotal: 52.79, VatSum: 8.77 })
    // 2 × 19.90 = 39.80 gross at 22 %; 7.99 at 9.5 %; freight 5.00 at 22 %
    expect(lines(order)).toMatchObject([
      { LineTotal: 32.62, TaxTotal: 7.18, GrossTotal: 39.8, PriceAfterVAT: 19.9, UnitPrice: 16.311475 },
      { LineTotal: 7.3, TaxTotal: 0.69, GrossTotal: 7.99 },
    ])
    expect(order.json.DocumentAdditionalExpenses).toMatchObject([{ LineTotal: 4.1, TaxSum: 0.9, LineGross: 5 }])
  })

  it('rounds the tax of net prices per line, after line and document discounts', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const order = await placeOrder(call, {
      DiscountPercent: 10,
      DocumentLines: [{ ItemCode: 'S-001', Quantity: 3, UnitPrice: 9.99, DiscountPercent: 50, VatGroup: 'S22' }],
      DocumentAdditionalExpenses: [],
    })
    // 3 × 4.995 = 14.985 → 14.99; 10 % off 1.50; tax 22 % of 13.491 → 2.97
    expect(lines(order)).toMatchObject([{ Price: 4.995, LineTotal: 14.99, TaxTotal: 2.97 }])
    expect(order.json).toMatchObject({ TotalDiscount: 1.5, VatSum: 2.97, DocTotal: 16.46 })
  })

  it('adds a rounding difference only when rounding is on', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    expect((await placeOrder(call, { RoundingDiffAmount: 0.01 })).json.DocTotal).toBe(52.79)
    expect((await placeOrder(call, { Rounding: 'tYES', RoundingDiffAmount: 0.01 })).json.DocTotal).toBe(52.8)
  })

  it('takes the price list of the partner when no price is sent, gross or net as the list says', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const bare = { DocumentLines: [{ ItemCode: 'S-003', Quantity: 1 }], DocumentAdditionalExpenses: [] }
    expect((await placeOrder(call, bare)).json.DocTotal).toBe(49)
    await call('PATCH', "BusinessPartners('WEB1')", { PriceListNum: 2 })
    const gross = await call('POST', 'Orders', { CardCode: 'WEB1', ...due, ...bare })
    expect(lines(gross)).toMatchObject([{ PriceAfterVAT: 49, LineTotal: 40.16 }])
  })

  it('books foreign currency in euro at the direct rate and keeps the foreign amounts beside', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const dollars = { DocCurrency: 'USD', DocumentAdditionalExpenses: [] }
    expect(failure(await placeOrder(call, dollars)).message).toBe("Update the exchange rate , 'USD'")
    const order = await placeOrder(call, { ...dollars, DocRate: 0.9 })
    expect(order.json).toMatchObject({ DocTotalFc: 47.79, DocTotal: 43.01, VatSumFc: 7.87, DocRate: 0.9 })
    b1.setExchangeRate('USD', 0.8)
    expect((await placeOrder(call, dollars)).json).toMatchObject({ DocRate: 0.8, DocTotalFc: 47.79, DocTotal: 38.23 })
  })

  it('previews totals without storing anything', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const order = await placeOrder(call)
    const { DocumentLines, DocumentAdditionalExpenses } = order.json
    const preview = await call('POST', 'OrdersService_Preview', {
      Document: { CardCode: 'WEB1', ...due, DocumentLines, DocumentAdditionalExpenses },
    })
    expect(preview.json.DocTotal).toBe(52.79)
    expect(rows(await call('GET', 'Orders'))).toHaveLength(1)
  })
})

describe('documents of the simulated SAP Business One: refusals', () => {
  it.each([
    ['a partner that does not exist', { CardCode: 'NOBODY' }, 400, -5002, 'Invalid BP code [ORDR.CardCode]'],
    [
      'a line without an item',
      { DocumentLines: [{ Quantity: 1 }] },
      400,
      -10,
      'Item number is missing; specify an item number [DocumentLines.ItemCode][line: 1]',
    ],
    [
      'an item that does not exist',
      { DocumentLines: [{ ItemCode: 'S-NEW-1' }] },
      404,
      -2028,
      'No matching records found (ODBC -2028)',
    ],
    [
      'an unknown VAT group',
      { DocumentLines: [{ ItemCode: 'S-001', VatGroup: 'S99' }] },
      400,
      -5002,
      "Invalid VAT group 'S99' [RDR1.VatGroup][line: 1]",
    ],
    ['no delivery date', { DocDueDate: null }, 400, -5002, 'Delivery date is missing [ORDR.DocDueDate]'],
    ['an unknown property', { Nonsense: 1 }, 400, -1000, "Property 'Nonsense' of 'Document' is invalid"],
    [
      'an unknown user field',
      { U_OrderbridgeId: 'x' },
      400,
      -1000,
      "Property 'U_OrderbridgeId' of 'Document' is invalid",
    ],
    [
      'a text for a number',
      { DocumentLines: [{ ItemCode: 'S-001', Quantity: 'many' }] },
      400,
      -1000,
      "Value of property 'Quantity' of 'DocumentLine' is not a number",
    ],
    [
      'a date that does not exist',
      { DocDate: '2026-02-30' },
      400,
      -1000,
      "Value of property 'DocDate' of 'Document' is not a date",
    ],
    [
      'a reference that is too long',
      { NumAtCard: 'x'.repeat(101) },
      400,
      -1000,
      "Value too long in property 'NumAtCard' of 'Document'",
    ],
  ])('refuses %s', async (_, changes, status, code, message) => {
    const { b1 } = await simulated()
    const call = await client(b1)
    expect(failure(await placeOrder(call, changes))).toEqual({ status, code, message })
    expect(rows(await call('GET', 'Orders'))).toEqual([])
  })

  it('refuses items that are frozen, and partners too', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await call('PATCH', "Items('S-001')", { Frozen: 'Y' })
    expect(failure(await placeOrder(call)).message).toBe("Item 'S-001' is inactive [DocumentLines.ItemCode][line: 1]")
    await call('PATCH', "Items('S-001')", { Frozen: 'tNO' })
    await call('PATCH', "BusinessPartners('WEB1')", { Valid: 'tNO' })
    expect(failure(await placeOrder(call)).message).toContain("Business partner 'WEB1' is inactive")
  })

  it('ignores read-only properties', async () => {
    const { b1 } = await simulated()
    const order = await placeOrder(await client(b1), { DocEntry: 77, DocTotal: 1, DocumentStatus: 'bost_Close' })
    expect(order.json).toMatchObject({ DocEntry: 1, DocTotal: 52.79, DocumentStatus: 'bost_Open' })
  })

  it('allows the same NumAtCard twice unless the company setting forbids it', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    expect((await placeOrder(call)).status).toBe(201)
    b1.faults.add({ kind: 'numAtCardUnique', times: 5 })
    expect((await placeOrder(call, { NumAtCard: 'another' })).status).toBe(201)
    expect(failure(await placeOrder(call))).toEqual({
      status: 400,
      code: -5002,
      message: '10001467 - There is already a record with duplicated customer/vendor reference number.',
    })
  })

  it('never deletes a document', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    expect(failure(await call('DELETE', 'Orders(1)'))).toEqual({
      status: 400,
      code: -5006,
      message: 'The requested action is not supported for this object.',
    })
  })
})

describe('totals, whatever the order', () => {
  it('always come to the sum of lines and freight, and all invoices of an order come to the order', async () => {
    const { b1 } = await simulated()
    const cents = (max: number) => fc.integer({ min: 0, max }).map(value => value / 100)
    const line = fc.record({
      ItemCode: fc.constantFrom('S-001', 'S-005', 'V-SERVIS'),
      Quantity: fc.integer({ min: 1, max: 9 }),
      VatGroup: fc.constantFrom('S22', 'S95', 'S0'),
      price: fc.tuple(fc.constantFrom('UnitPrice', 'PriceAfterVAT', 'LineTotal', 'GrossTotal'), cents(50_000)),
      DiscountPercent: fc.constantFrom(0, 0, 10, 33.33),
    })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        cents(2000),
        fc.constantFrom(0, 0, 5),
        fc.constantFrom('EUR', 'USD'),
        (sent, freight, discount, currency) => {
          const work = beginWork(b1.company)
          const order = createDocument(work, kindOf('Orders'), {
            CardCode: 'C-WEB',
            ...due,
            DocCurrency: currency,
            DocRate: 0.91,
            DiscountPercent: discount,
            DocumentLines: sent.map(({ price: [name, value], ...rest }) => ({ ...rest, [name]: value })),
            DocumentAdditionalExpenses: [{ ExpenseCode: 1, LineGross: freight }],
          })
          const foreign = currency === 'USD'
          const total = amount(Number(foreign ? order.DocTotalFc : order.DocTotal))
          const parts = order.DocumentLines.map(l => add(l.$net, l.$tax))
          const expected = subtract(
            add(...parts, amount(freight)),
            amount(Number(foreign ? order.TotalDiscountFC : order.TotalDiscount)),
          )
          expect(total).toBe(expected)
          const invoices = [1, 0].map(rest => invoiceHalf(work, order, rest))
          const invoiced = add(...invoices.filter(i => i !== undefined).map(i => i.$total))
          // Each invoice rounds its own document discount.
          expect(Math.abs(Number(subtract(invoiced, order.$total)))).toBeLessThanOrEqual(discount === 0 ? 0 : 0.01)
          const closed = work.get<B1Document>('Orders', order.DocEntry)
          expect(closed?.DocumentStatus).toBe('bost_Close')
          expect(closed?.DocumentLines.every(l => isZero(amount(l.RemainingOpenQuantity)))).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})

/** Invoices all but `rest` units of every open line. */
function invoiceHalf(work: ReturnType<typeof beginWork>, order: B1Document, rest: number): B1Document | undefined {
  const current = work.get<B1Document>('Orders', order.DocEntry) ?? order
  const open = current.DocumentLines.filter(line => line.RemainingOpenQuantity > rest)
  if (open.length === 0) return undefined
  return createDocument(work, kindOf('Invoices'), {
    CardCode: order.CardCode,
    DocumentLines: open.map(line => ({
      BaseType: 17,
      BaseEntry: order.DocEntry,
      BaseLine: line.LineNum,
      Quantity: line.RemainingOpenQuantity - rest,
    })),
  })
}
