import { describe, expect, it } from 'vitest'
import { money, numberTable } from '../../src/cli/words.ts'
import { amount } from '../../src/domain/amount.ts'
import { counted } from '../../src/domain/counted.ts'
import { numbersMeant, parseOrderKey } from '../../src/flows/order/order-key.ts'

describe('money on the command line', () => {
  it.each([
    ['12.4', '12.40'],
    ['0', '0.00'],
    ['-3', '-3.00'],
    ['0.125', '0.125'],
    ['1234567.891', '1234567.891'],
  ])('%s is written %s', (value, expected) => {
    expect(money(amount(value))).toBe(expected)
  })

  it('stands right-aligned under its head', () => {
    const lines = numberTable(
      ['what', 'EUR'],
      [
        ['goods', '1200.00'],
        ['fee', '-3.50'],
      ],
      [1],
    )
    expect(lines).toEqual(['what       EUR', '-----  -------', 'goods  1200.00', 'fee      -3.50'])
  })
})

describe('what people call an order', () => {
  it.each([
    ['000000012', { kind: 'number', number: '000000012' }],
    ['#12', { kind: 'number', number: '12' }],
    ['id:31', { kind: 'id', id: 31 }],
    ['entity:7', { kind: 'entity', id: 7 }],
    ['id:x', { kind: 'number', number: 'id:x' }],
  ])('%s is understood', (text, key) => {
    expect(parseOrderKey(text)).toEqual(key)
  })

  it('is looked for as typed first, then with zeros in front', () => {
    expect(numbersMeant('12')).toEqual(['12', '000000012'])
    expect(numbersMeant('000000012')).toEqual(['000000012'])
    expect(numbersMeant('USA-12')).toEqual(['USA-12'])
  })
})

it('counts one as one', () => {
  expect([0, 1, 2].map(n => counted(n, 'order'))).toEqual(['0 orders', '1 order', '2 orders'])
  expect([1, 2].map(n => counted(n, 'order waits', 'orders wait'))).toEqual(['1 order waits', '2 orders wait'])
})
