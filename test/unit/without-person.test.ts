import { describe, expect, it } from 'vitest'
import { withoutPerson } from '../../src/domain/without-person.ts'
import { eraserOf, marksOf } from '../../src/flows/customer/marks.ts'
import { canonicalOf } from '../../src/flows/order/canonical-of.ts'
import { recordedOrders, translated } from './canonical-recorded.ts'

const orders = recordedOrders().flatMap(({ name, raw }) => {
  try {
    return [[name, translated(raw).order] as const]
  } catch {
    return []
  }
})

describe('an order without the person', () => {
  it.each(orders)('says nothing of who placed it, and can be read as before: %s', (_, order) => {
    const left = withoutPerson(order)
    const text = JSON.stringify(left)
    const { certain } = marksOf(order.customer.email, [order], [])
    expect(certain.length).toBeGreaterThan(2)
    for (const word of certain) expect(text).not.toContain(word)
    expect(canonicalOf({ canonical: JSON.parse(text) })).toEqual(left)
  })

  it.each(orders)('keeps every amount, quantity and SKU: %s', (_, order) => {
    const { lines, grandTotal, shipping, fees, progress, placedAt, number, state, billing } = withoutPerson(order)
    expect(lines).toEqual(order.lines.map(line => ({ ...line, options: [] })))
    const { description: _description, ...shipped } = order.shipping
    expect({ grandTotal, shipping, fees, progress, placedAt, number, state }).toEqual({
      ...{ grandTotal: order.grandTotal, shipping: shipped, fees: order.fees, progress: order.progress },
      ...{ placedAt: order.placedAt, number: order.number, state: order.state },
    })
    expect(billing.country).toBe(order.billing.country)
  })
})

describe('leaving words out', () => {
  const erase = eraserOf(['Ana Žagar', 'Ana', '+386 (40) 1', 'ana@shop.example'])

  it.each([
    ['in whatever letters', 'to ANA ŽAGAR.', 'to [erased].'],
    ['the longest first', 'Ana Žagar and Ana', '[erased] and [erased]'],
    ['not inside of other words', 'Banana, Anaïs and Ana2 stay', 'Banana, Anaïs and Ana2 stay'],
    ['with the signs of patterns in them', 'call +386 (40) 1, now', 'call [erased], now'],
    ['behind a line break in quoted JSON', '{"text":"to\\nAna Žagar"}', '{"text":"to\\n[erased]"}'],
    ['in addresses', '<ana@shop.example>', '<[erased]>'],
  ])('%s', (_, text, left) => expect(erase(text)).toBe(left))

  it('without words leaves everything', () => expect(eraserOf([])('Ana')).toBe('Ana'))
})
