import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Amount, add, amount, compare, subtract, ZERO } from '../../src/domain/amount.ts'
import { correction, heldByLine, type OpenLine } from '../../src/flows/catalog/stock-rule.ts'

const line = (over: Partial<Record<keyof OpenLine, number | string>> = {}): OpenLine => {
  const { document = 'none', ...numbers } = { ordered: 4, shipped: 0, canceled: 0, refunded: 0, delivered: 0, ...over }
  const amounts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, amount(value)]))
  return { ...amounts, document } as OpenLine // every field is in the defaults
}
const added = (one: OpenLine, stockIs: 'available' | 'on_hand' = 'available') =>
  correction([heldByLine(one, stockIs)], [])

describe('the correction for one open order of 4', () => {
  const states: readonly [string, Partial<Record<keyof OpenLine, number | string>>, number, number][] = [
    // state, what is known, added to what is available, added to what is on hand
    ['placed, not in the ERP', {}, 0, 0],
    ['in the ERP, nothing shipped', { document: 'open' }, 4, 0],
    ['one shipped in both', { document: 'open', delivered: 1, shipped: 1 }, 3, 0],
    ['shipped in the ERP, not in Magento', { document: 'closed', delivered: 4 }, 4, 4],
    ['partly shipped in the ERP, not in Magento', { document: 'open', delivered: 3 }, 4, 3],
    ['shipped in both', { document: 'closed', delivered: 4, shipped: 4 }, 0, 0],
    ['shipped in Magento, not in the ERP', { document: 'open', shipped: 4 }, 0, 0],
    ['closed in the ERP without a delivery', { document: 'closed' }, 0, 0],
    ['cancelled in Magento', { document: 'open', canceled: 4 }, 0, 0],
    ['cancelled in the ERP, not in Magento', { document: 'none' }, 0, 0],
    ['one refunded before it was shipped', { document: 'open', refunded: 1 }, 3, 0],
  ]
  for (const [state, known, available, onHand] of states)
    it(`${state}: ${available} to what is available, ${onHand} to what is on hand`, () => {
      expect(added(line(known))).toBe(amount(available))
      expect(added(line(known), 'on_hand')).toBe(amount(onHand))
    })
})

it('takes off what another SKU of the same item holds and the ERP has not seen', () => {
  const unseen = heldByLine(line({ ordered: 3 }), 'available')
  const seen = heldByLine(line({ ordered: 5, document: 'open' }), 'available')
  expect(correction([seen], [unseen])).toBe('2')
  expect(correction([unseen], [seen])).toBe('0')
})

/** A shop and an ERP that keep one item, and orders on their way; the rule sees only what a bridge can know. */
const orders = fc.array(
  fc.record({
    ordered: fc.integer({ min: 1, max: 9 }),
    step: fc.constantFrom('placed', 'pushed', 'delivered', 'shipped', 'canceled'),
  }),
  { maxLength: 8 },
)

it('lets the shop sell exactly what the ERP can still sell, whatever its orders have come to', () => {
  fc.assert(
    fc.property(
      orders,
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom('available', 'on_hand'),
      (all, begin, stockIs) => {
        const sum = (...steps: string[]): Amount =>
          add(ZERO, ...all.filter(({ step }) => steps.includes(step)).map(({ ordered }) => amount(ordered)))
        const onHand = subtract(amount(begin), sum('delivered', 'shipped'))
        const figure = stockIs === 'on_hand' ? onHand : subtract(onHand, sum('pushed'))
        const lines = all.map(({ ordered, step }) =>
          line({
            ordered,
            document: step === 'pushed' ? 'open' : step === 'delivered' || step === 'shipped' ? 'closed' : 'none',
            delivered: step === 'delivered' || step === 'shipped' ? ordered : 0,
            shipped: step === 'shipped' ? ordered : 0,
            canceled: step === 'canceled' ? ordered : 0,
          }),
        )
        const source = add(
          figure,
          correction(
            lines.map(one => heldByLine(one, stockIs)),
            [],
          ),
        )
        const forSale = subtract(source, sum('placed', 'pushed', 'delivered'))
        // On hand less everything that was promised, in the ERP or in the shop only.
        expect(forSale).toBe(subtract(onHand, sum('placed', 'pushed')))
      },
    ),
  )
})

it('never puts back more than Magento has reserved', () => {
  const quantity = fc.integer({ min: 0, max: 9 })
  const known = fc.record({
    ordered: quantity,
    shipped: quantity,
    canceled: quantity,
    refunded: quantity,
    delivered: quantity,
    document: fc.constantFrom('none', 'open', 'closed'),
  })
  fc.assert(
    fc.property(known, fc.constantFrom('available', 'on_hand'), (one, stockIs) => {
      const { seen, unseen } = heldByLine(line(one), stockIs)
      const reserved = Math.max(0, one.ordered - one.shipped - one.canceled - one.refunded)
      expect(add(seen, unseen)).toBe(amount(reserved))
      expect([compare(seen, ZERO), compare(unseen, ZERO)]).not.toContain(-1)
    }),
  )
})
