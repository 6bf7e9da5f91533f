import { describe, expect, test } from 'vitest'
import { changed, type Fields, recordedOrder, refusal, total, translated } from './canonical-recorded.ts'

const fees = (raw: unknown): string[] =>
  translated(raw).order.fees.map(f => [f.code, f.net, f.tax, f.gross, `${f.taxRate}%`].join(' '))

describe('fees', () => {
  test.each<[string, Fields, string[]]>([
    [
      'cash on delivery with its tax on top',
      changed({
        cod_fee: 2.5,
        base_cod_fee: 2.5,
        cod_tax_amount: 0.55,
        base_cod_tax_amount: 0.55,
        tax_amount: 9.53,
        base_tax_amount: 9.53,
        ...total(52.85),
      }),
      ['cod_fee 2.5 0.55 3.05 22%'],
    ],
    [
      'a fee that contains its tax',
      changed({
        mageworx_fee_amount: 3.05,
        base_mageworx_fee_amount: 3.05,
        mageworx_fee_tax_amount: 0.55,
        base_mageworx_fee_tax_amount: 0.55,
        tax_amount: 9.53,
        base_tax_amount: 9.53,
        ...total(52.85),
      }),
      ['mageworx_fee_amount 2.5 0.55 3.05 22%'],
    ],
    [
      'a payment fee whose tax is only in the tax of the order',
      changed(
        { tax_amount: 9.53, base_tax_amount: 9.53, ...total(52.85) },
        { payment_fee: '2.5000', base_payment_fee: '2.5000' },
      ),
      ['payment_fee 2.5 0.55 3.05 22%'],
    ],
    ['a fee without tax', changed(total(52.8), { msp_cod_amount: 3, base_msp_cod_amount: 3 }), ['cod_fee 3 0 3 0%']],
    [
      'totals of the Fooman kind',
      changed(
        { tax_amount: 9.2, base_tax_amount: 9.2, ...total(51.02) },
        {
          fooman_total_group: {
            items: [
              {
                code: 'fooman_surcharge',
                label: 'Surcharge',
                amount: 1,
                base_amount: 1,
                tax_amount: 0.22,
                base_tax_amount: 0.22,
              },
            ],
          },
        },
      ),
      ['fooman_surcharge 1 0.22 1.22 22%'],
    ],
    [
      'gift wrapping of Adobe Commerce',
      changed(
        { tax_amount: 10.08, base_tax_amount: 10.08, ...total(55.9) },
        { gw_price: '5.0000', gw_base_price: '5.0000', gw_tax_amount: '1.1000', gw_base_tax_amount: '1.1000' },
      ),
      ['gift_wrapping 5 1.1 6.1 22%'],
    ],
    [
      'gift card, store credit and reward points, which pay',
      changed(total(14.8), {
        gift_cards: [{ id: 1, code: 'X', amount: 20, base_amount: 20 }],
        gift_cards_amount: 20,
        base_gift_cards_amount: 20,
        customer_balance_amount: 10,
        base_customer_balance_amount: 10,
        reward_currency_amount: 5,
        base_reward_currency_amount: 5,
        reward_points_balance: 500,
      }),
      ['gift_card -20 0 -20 0%', 'store_credit -10 0 -10 0%', 'reward_points -5 0 -5 0%'],
    ],
    [
      'fixed product tax with its own tax',
      changed(
        { tax_amount: 9.42, base_tax_amount: 9.42, ...total(52.24) },
        {},
        {
          weee_tax_applied_row_amount: 2,
          base_weee_tax_applied_row_amnt: 2,
          weee_tax_applied: '[{"title":"Eco fee","row_amount":2}]',
        },
      ),
      ['weee 2 0.44 2.44 22%'],
    ],
    [
      'a discount that Magento did not spread over the lines',
      changed({ discount_amount: -4.8, base_discount_amount: -4.8, ...total(45) }),
      ['discount -4.8 0 -4.8 0%'],
    ],
  ])('%s', (_, raw, expected) => {
    expect(fees(raw)).toEqual(expected)
  })

  test('what is in the totals already is not counted twice, and that is said', () => {
    const raw = changed({ reward_currency_amount: 5, base_reward_currency_amount: 5 })
    const { order, warnings } = translated(raw)
    expect(order.fees).toEqual([])
    expect(warnings.join()).toContain('reward_points -5.00 is not in grand_total')
  })

  test('a fee never gets the tax that the parts have too much', () => {
    const raw = changed(
      { tax_amount: 8.97, base_tax_amount: 8.97, ...total(52.8) },
      { payment_fee: 3, base_payment_fee: 3 },
    )
    expect(fees(raw)).toEqual(['payment_fee 3 0 3 0%'])
  })

  test('a discount that only one of the currencies has is no discount', () => {
    expect(refusal(changed({ discount_amount: -4.8, ...total(45, 49.8) })).code).toBe('totals_differ')
  })

  test('the same fee in the order and in its extension attributes is one fee', () => {
    const cod = { cod_fee: 3, base_cod_fee: 3 }
    expect(fees(changed({ ...cod, ...total(52.8) }, cod))).toEqual(['cod_fee 3 0 3 0%'])
  })

  test('an amount that no known field explains is refused with the numbers and the field that has it', () => {
    const { code, message } = refusal(changed({ ...total(61.15), am_something: 11.35 }))
    expect(code).toBe('totals_differ')
    expect(message).toContain('lines 39.80 + shipping 10.00 + fees 0.00 = 49.80 EUR, but grand_total is 61.15')
    expect(message).toContain('11.35 (the amount of am_something)')
  })
})

describe('rounding', () => {
  test('up to a cent for each line and for shipping becomes a visible fee in both currencies', () => {
    const { order, warnings } = translated(changed(total(49.82, 49.79)))
    expect(order.fees).toMatchObject([{ code: 'rounding', gross: '0.02', tax: '0', base: { gross: '-0.01' } }])
    expect(warnings.join()).toContain('taken as rounding')
  })

  test('does not cover taxes: more tax in the order than on its parts is refused', () => {
    const { code, message } = refusal(changed({ tax_amount: 12, base_tax_amount: 12 }))
    expect(code).toBe('totals_differ')
    expect(message).toContain('the taxes of its parts and its tax_amount differ by 3.02')
  })

  test('beyond that the order is refused', () => {
    expect(refusal(changed(total(49.83))).code).toBe('totals_differ')
  })

  test('never exceeds five cents, however many lines there are', () => {
    const many = (off: number) => changed(total(9444.96 + off), {}, {}, 'guest-many-items')
    expect(fees(many(0.05))).toEqual(['rounding 0.05 0 0.05 0%'])
    expect(refusal(many(0.06)).code).toBe('totals_differ')
  })

  test('amounts finer than a cent come out in cents that add up', () => {
    const fine = { row_total: 32.6245, base_row_total: 32.6245, tax_amount: 7.1774, base_tax_amount: 7.1774 }
    const { order } = translated(changed(total(49.8019), {}, fine))
    expect(order.lines[0]).toMatchObject({ net: '32.62', tax: '7.18', gross: '39.8' })
    expect(order).toMatchObject({ grandTotal: '49.8', fees: [] })
  })

  test('the noise that old PHP prints behind a number is no difference', () => {
    const noisy = { row_total: 32.619999999999997, base_row_total: '32.6200' }
    expect(fees(changed(total(49.799999999999997), {}, noisy))).toEqual([])
  })
})

describe('forms of the row fields', () => {
  /** Row totals before discount, as the database has them, of both items of the recording. */
  const real: Record<string, [number, number]> = { 'S-001': [32.62, 39.8], 'S-005': [6.67, 7.3] }
  const inForm = (form: (item: Fields, row: number, inclTax: number) => Fields): Fields => {
    const raw = recordedOrder('guest-coupon-percent')
    const items = raw.items as Fields[] // fixtures are orders
    return { ...raw, items: items.map(item => ({ ...item, ...form(item, ...(real[String(item.sku)] ?? [0, 0])) })) }
  }
  const rows = (row: unknown) => ({ row_total: row, base_row_total: row })
  const rowsInclTax = (row: unknown) => ({ row_total_incl_tax: row, base_row_total_incl_tax: row })
  const negative = (item: Fields) => ({ discount_amount: -Number(item.discount_amount) })

  test.each<[string, Fields]>([
    ['REST of 2.4.4 and later', inForm(() => ({}))],
    ['database values, as webhooks send them', inForm((_, row, incl) => ({ ...rows(row), ...rowsInclTax(incl) }))],
    ['REST of 2.3', inForm((_, __, incl) => rowsInclTax(incl))],
    ['without row_total', inForm(() => rows(null))],
    ['without both row totals', inForm(() => ({ ...rows(undefined), ...rowsInclTax('') }))],
    [
      'one item without row totals',
      inForm(item => (item.sku === 'S-001' ? { ...rows(null), ...rowsInclTax(null) } : {})),
    ],
    ['discounts as negative numbers', inForm((item, row) => ({ ...rows(row), ...negative(item) }))],
  ])('%s give the same lines', (_, raw) => {
    const { order } = translated(raw)
    expect(order.lines).toMatchObject([
      { net: '29.36', tax: '6.46', gross: '35.82', discount: '3.98', base: { gross: '35.82' } },
      { net: '6', tax: '0.57', gross: '6.57', discount: '0.73', base: { gross: '6.57' } },
    ])
    expect(order.fees).toEqual([])
  })

  test('a line given away completely is found in every form', () => {
    const plain = { row_total: 0.81, base_row_total: 0.81, row_total_incl_tax: 0.99, base_row_total_incl_tax: 0.99 }
    const old = { row_total_incl_tax: 0.99, base_row_total_incl_tax: 0.99 }
    for (const item of [{}, plain, old]) {
      const { order } = translated(changed({}, {}, item, 'guest-zero-total'))
      expect(order.lines[0]).toMatchObject({ gross: '0', discount: '0.99' })
    }
  })
})
