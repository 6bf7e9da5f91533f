import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, amount, compare, fixed, subtract, ZERO } from '../../src/domain/amount.ts'
import { orderFromSource } from '../../src/flows/transfer/source-order.ts'
import { transferKeyOf } from '../../src/flows/transfer/transfer-key.ts'

const identity = { id: 17, number: '2792097964712363' }
const address = {
  firstName: 'Ayşe',
  lastName: 'Yılmaz',
  street: ['Cadde 1'],
  postcode: '34000',
  city: 'İstanbul',
  country: 'TR',
}
const line = { sku: 'T-1', name: 'Tişört', quantity: '2', net: '229.51', tax: '50.49', gross: '280.00', taxRate: '22' }
const order = {
  placedAt: '2026-01-31T10:36:59.077305Z',
  currency: 'EUR',
  grandTotal: '286.10',
  customer: { id: 45, email: 'ayse@example.com', firstName: 'Ayşe', lastName: 'Yılmaz' },
  billing: { ...address, company: null },
  lines: [line],
  shipping: { net: '5.00', tax: '1.10', gross: '6.10', taxRate: '22' },
  payment: { method: 'credit_card' },
}
const reasonOf = (json: unknown) => {
  const read = orderFromSource(json, identity)
  return read.ok ? 'it was taken' : read.reason
}

describe('an order that a mapping has made', () => {
  it('is completed with what only a shop knows, and never has the id of a customer or order of the shop', () => {
    const read = orderFromSource(order, identity)
    expect(read).toMatchObject({
      ok: true,
      order: {
        magentoId: -17,
        number: identity.number,
        baseGrandTotal: '286.1',
        lines: [{ id: 1, base: { gross: '280' } }],
      },
    })
    expect(read.ok && Object.hasOwn(read.order.customer, 'id')).toBe(false)
  })

  it('may give a list of one as the one alone, as JSONata does', () => {
    expect(orderFromSource({ ...order, lines: line }, identity).ok).toBe(true)
  })

  it.each([
    ['nothing', null, 'the mapping gave no order'],
    ['a list', [order], 'the mapping gave no order'],
    ['a number for an amount', { ...order, grandTotal: 286.1 }, 'grandTotal: '],
    ['a word for an amount', { ...order, grandTotal: 'much' }, 'an amount is not a decimal number'],
    ['no lines', { ...order, lines: [] }, 'it has no lines'],
    ['no pieces', { ...order, lines: [{ ...line, quantity: '0' }] }, 'lines.0.quantity'],
    ['a small currency', { ...order, currency: 'eur' }, 'currency: '],
    ['no moment', { ...order, placedAt: 'yesterday' }, 'placedAt'],
    ['no country', { ...order, billing: { ...address, country: undefined } }, 'billing.country'],
    ['a tax that is not in the gross', { ...order, lines: [{ ...line, tax: '50.48' }] }, 'lines.0: net and tax'],
    [
      'another total',
      { ...order, grandTotal: '286.11' },
      'lines, shipping and fees come to 286.10, its total is 286.11 EUR',
    ],
  ])('is refused with the place of what is wrong: %s', (_name, json, reason) => {
    expect(reasonOf(json)).toContain(reason)
  })

  it('is taken when, and only when, its parts come to its total', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 }).map(value => fixed(amount(value), 0))
    const price = fc.tuple(cents, cents).map(([net, tax]) => ({ net, tax, gross: add(amount(net), amount(tax)) }))
    fc.assert(
      fc.property(
        fc.array(price, { minLength: 1, maxLength: 5 }),
        price,
        fc.array(price, { maxLength: 2 }),
        fc.integer({ min: -2, max: 2 }),
        (lines, shipping, fees, off) => {
          const sum = add(ZERO, ...[...lines, shipping, ...fees].map(({ gross }) => gross))
          const grandTotal = add(sum, amount(off))
          const json = {
            ...order,
            grandTotal,
            lines: lines.map(one => ({ ...line, ...one })),
            shipping,
            fees: fees.map(one => ({ code: 'fee', label: 'Fee', ...one })),
          }
          const read = orderFromSource(json, identity)
          expect(read.ok).toBe(off === 0)
          if (read.ok) expect(compare(subtract(read.order.grandTotal, sum), ZERO)).toBe(0)
        },
      ),
    )
  })
})

describe('the key of such an order in the ERP', () => {
  it('is readable where the number is one', () => {
    expect(transferKeyOf('shop', '2792097964712363')).toBe('shop-s2792097964712363')
  })

  it('is none of an order of a shop, fits, and tells numbers apart that differ in case alone', () => {
    const code = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/)
    fc.assert(
      fc.property(code, fc.string({ minLength: 1, maxLength: 60 }), (store, number) => {
        const key = transferKeyOf(store, number)
        expect(key).toMatch(/^[A-Za-z0-9-]{1,50}$/)
        expect(key.slice(store.length)).toMatch(/^-s/)
      }),
    )
    expect(transferKeyOf('shop', 'tr-1').toLowerCase()).not.toBe(transferKeyOf('shop', 'TR-1').toLowerCase())
  })
})
