import { describe, expect, test } from 'vitest'
import { type Amount, amount } from '../../src/domain/amount.ts'
import { rateOf } from '../../src/magento/translate/rates.ts'

const rate = (net: number, tax: number, known: readonly Amount[] = []): Amount =>
  rateOf({ net: amount(net), tax: amount(tax), quantity: amount(1), stated: [], known })

describe('the tax rate of a part whose rate the order does not state', () => {
  test.each([
    [8.19, 1.8, '22'],
    [3.3, 0.72, '22'],
    [4.39, 0.97, '22'],
    [1.11, 0.24, '22'],
    [2.5, 0.24, '9.5'],
    [93.41, 5.14, '5.5'],
    [1000, 81, '8.1'],
    [41.32, 3.31, '8'],
  ])('is, for %d net and %d tax, the simplest one that rounds to it: %s', (net, tax, expected) => {
    expect(rate(net, tax)).toBe(expected)
  })

  test('is one that stands elsewhere in the order before any other', () => {
    expect(rate(2.5, 0.24, [amount('9.4')])).toBe('9.4')
  })

  test('stays what it is when no simple rate gives this tax', () => {
    expect(rate(1000, 81.25)).toBe('8.13')
  })
})
