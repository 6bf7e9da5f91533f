import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Amount, add, amount, compare, multiply, ZERO } from '../../src/domain/amount.ts'
import { documentItems, type LineQuantity } from '../../src/domain/document-items.ts'
import type { OrderLine } from '../../src/domain/order.ts'

type Line = Pick<OrderLine, 'id' | 'quantity' | 'documentItem'>

/** A product by itself, in pieces or by weight; or a bundle of parts, so many of each in one. */
const product = fc.record({ quantity: fc.integer({ min: 1, max: 2000 }).map(grams => amount(grams / 100)) })
const bundle = fc.record({
  wholes: fc.integer({ min: 1, max: 6 }),
  unitsPer: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
})
const order = fc.array(fc.oneof(product, bundle), { minLength: 1, maxLength: 5 }).map(parts => {
  let nextId = 1
  const ordered = new Map<number, Amount>()
  const lines = parts.flatMap((part): Line[] => {
    const item = nextId++
    if ('quantity' in part) {
      ordered.set(item, part.quantity)
      return [{ id: item, quantity: part.quantity, documentItem: { id: item, unitsPer: amount(1) } }]
    }
    ordered.set(item, amount(part.wholes))
    return part.unitsPer.map(units => ({
      id: nextId++,
      quantity: multiply(amount(part.wholes), amount(units)),
      documentItem: { id: item, unitsPer: amount(units) },
    }))
  })
  return { lines, ordered }
})

/** People in the ERP put everything that is ordered into documents, in any order and in any portions. */
const splits = order.chain(({ lines, ordered }) =>
  fc
    .tuple(
      ...lines.map(line =>
        fc
          .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 })), {
            minLength: 1,
            maxLength: 4,
          })
          .map(portions => shares(line, portions)),
      ),
    )
    .map(shared => ({
      lines,
      ordered,
      documents: [0, 1, 2, 3, 4, 5].map(number => shared.flatMap(of => of.get(number) ?? [])),
    })),
)

/** Hundredths of the line, by document; whole pieces for what is in a bundle. The last portion takes what is left. */
function shares({ id, quantity, documentItem }: Line, portions: readonly (readonly [number, number])[]) {
  const unit = documentItem.id === id ? 100 : 1
  const whole = Math.round(Number(quantity) * unit)
  const weights = portions.reduce((sum, [, weight]) => sum + weight, 0)
  let left = whole
  const byDocument = new Map<number, LineQuantity[]>()
  for (const [index, [document, weight]] of portions.entries()) {
    const take = index === portions.length - 1 ? left : Math.min(left, Math.floor((whole * weight) / weights))
    left -= take
    if (take > 0)
      byDocument.set(document, [...(byDocument.get(document) ?? []), { itemId: id, quantity: amount(take / unit) }])
  }
  return byDocument
}

/** Only these three are looked at. */
const asLines = (lines: readonly Line[]) => lines as readonly OrderLine[]

test('however the ERP splits an order, the Magento documents never exceed it and sum up to the whole', () => {
  fc.assert(
    fc.property(splits, ({ lines, ordered, documents }) => {
      const made = new Map<number, Amount>()
      const before: LineQuantity[] = []
      for (const now of documents) {
        const items = documentItems(asLines(lines), before, now)
        expect(new Set(items.map(item => item.orderItemId)).size).toBe(items.length)
        for (const { orderItemId, quantity } of items) {
          expect(compare(quantity, ZERO)).toBe(1)
          const sum = add(made.get(orderItemId) ?? ZERO, quantity)
          made.set(orderItemId, sum)
          expect(compare(sum, ordered.get(orderItemId) ?? ZERO)).not.toBe(1)
        }
        before.push(...now)
      }
      expect(made).toEqual(new Map([...ordered].filter(([item]) => made.has(item) || !ordered.has(item))))
      expect([...made.keys()].sort()).toEqual([...ordered.keys()].sort())
    }),
    { numRuns: 500 },
  )
})

test('a document is counted with what came before it, whatever came first', () => {
  fc.assert(
    fc.property(splits, ({ lines, documents }) => {
      const sums = (some: readonly (readonly LineQuantity[])[]) => {
        const made = new Map<number, Amount>()
        const before: LineQuantity[] = []
        for (const now of some) {
          for (const { orderItemId, quantity } of documentItems(asLines(lines), before, now))
            made.set(orderItemId, add(made.get(orderItemId) ?? ZERO, quantity))
          before.push(...now)
        }
        return [...made].sort()
      }
      expect(sums(documents.toReversed())).toEqual(sums(documents))
    }),
    { numRuns: 200 },
  )
})
