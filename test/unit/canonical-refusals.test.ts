import { describe, expect, test } from 'vitest'
import { productsToLookUp, translateOrder } from '../../src/magento/translate/order.ts'
import { recordedOrder } from './canonical-recorded.ts'

type Fields = Record<string, unknown>
const order = (fields: Fields = {}): Fields => ({ ...recordedOrder('guest-simple'), ...fields })
const [item] = recordedOrder('guest-simple').items as Fields[] // fixtures are orders
const withItems = (...items: Fields[]): Fields => order({ items: items.map(fields => ({ ...item, ...fields })) })

describe('refused orders', () => {
  test.each<[string, unknown, string, string]>([
    ['no order', null, 'invalid', 'Order without a number was not taken over: it is not an order object'],
    ['an empty object', {}, 'invalid', 'entity_id is missing'],
    ['items missing', order({ items: null }), 'invalid', 'Order 000000002 was not taken over: items is not a list'],
    ['no items', order({ items: [] }), 'invalid', 'it has no items'],
    ['an item that is no object', order({ items: [null] }), 'invalid', 'items[0]'],
    ['grand_total absent', order({ grand_total: undefined }), 'invalid', 'grand_total is missing'],
    ['grand_total empty', order({ grand_total: '' }), 'invalid', 'grand_total is missing'],
    ['grand_total negative', order({ grand_total: -1 }), 'unsupported', 'grand_total is negative'],
    ['grand_total with thousands', order({ grand_total: '1,234.50' }), 'invalid', 'grand_total is not a usable number'],
    ['hexadecimal', order({ subtotal: '0x10' }), 'invalid', 'subtotal is not a usable number'],
    ['infinity', order({ tax_amount: Number.POSITIVE_INFINITY }), 'invalid', 'tax_amount is not a usable number'],
    ['not a number', withItems({ price: Number.NaN }), 'invalid', 'items[0].price is not a usable number'],
    ['1e308', withItems({ row_total: 1e308 }), 'invalid', 'items[0].row_total is not a usable number'],
    ['a negative quantity', withItems({ qty_ordered: -2 }), 'invalid', 'item 2 has the quantity -2'],
    ['no quantity', withItems({ qty_ordered: null }), 'invalid', 'item 2 has no qty_ordered'],
    ['an id used twice', withItems({}, {}), 'invalid', 'two items have the same item_id'],
    ['a parent that is not there', withItems({ parent_item_id: 77 }), 'invalid', 'item 2 has the parent 77'],
    ['its own parent', withItems({ parent_item_id: 2 }), 'invalid', 'the parents of item 2 do not end'],
    [
      'parents in a loop beside a good item',
      withItems({}, { item_id: 3, parent_item_id: 4 }, { item_id: 4, parent_item_id: 3 }),
      'invalid',
      'the parents of item 3 do not end',
    ],
    ['no sku', withItems({ sku: ' ' }), 'invalid', 'item 2 has no sku'],
    [
      'no prices at all',
      withItems({ row_total: null, row_total_incl_tax: null, price: null }),
      'invalid',
      'neither row_total',
    ],
    ['an unknown state', order({ state: 'awaiting_magic' }), 'unsupported', 'its state "awaiting_magic" is unknown'],
    ['no state', order({ state: null }), 'invalid', 'state is missing'],
    ['a currency that is none', order({ order_currency_code: 'EURO' }), 'invalid', 'order_currency_code'],
    ['a date that is none', order({ created_at: '2026-02-30 10:00:00' }), 'invalid', 'created_at is not a date'],
    [
      'no e-mail address',
      order({ customer_email: null, billing_address: { country_id: 'SI' } }),
      'invalid',
      'customer_email',
    ],
    ['no address', order({ billing_address: null, extension_attributes: [] }), 'invalid', 'billing_address is missing'],
    ['no country', order({ billing_address: { city: 'Ljubljana' } }), 'invalid', 'billing_address has no country_id'],
    ['no payment', order({ payment: null }), 'invalid', 'payment.method is missing'],
    [
      'base amounts missing in another currency',
      order({ order_currency_code: 'USD', base_grand_total: undefined }),
      'invalid',
      'base_grand_total is missing, and USD cannot be turned into EUR',
    ],
    [
      'an identifier that is text',
      order({ entity_id: 'abc' }),
      'invalid',
      'entity_id is missing or not a whole number',
    ],
    [
      'more items than any cart has',
      order({ items: new Array(10_001).fill(item) }),
      'unsupported',
      'it has 10001 items',
    ],
  ])('%s', (_, raw, code, reason) => {
    const result = translateOrder(raw)
    expect(result).toMatchObject({ ok: false, refusal: { code } })
    if (!result.ok) expect(result.refusal.message).toContain(reason)
  })

  test('say what to do next and repeat nothing personal', () => {
    const result = translateOrder(order({ state: 'x\u0000\n', customer_email: 'secret@example.com' }))
    expect(result.ok ? '' : result.refusal.message).toBe(
      'Order 000000002 was not taken over: its state "x" is unknown. Handle this order by hand, or change it in Magento and retry.',
    )
  })

  test('have nothing to look up', () => {
    expect(productsToLookUp(withItems({ parent_item_id: 2 }))).toEqual([])
  })
})

describe('orders that are odd and still usable', () => {
  test('base amounts are the same as the order amounts when there is one currency', () => {
    const raw = JSON.parse(
      JSON.stringify(order(), (key, value) =>
        key.startsWith('base_') && key !== 'base_currency_code' ? undefined : value,
      ),
    )
    const result = translateOrder(raw)
    expect(result).toMatchObject({ ok: true, order: { baseGrandTotal: '49.8', lines: [{ base: { gross: '39.8' } }] } })
  })

  test('numbers and ids as text, flags as text and unknown fields change nothing', () => {
    const texts = JSON.parse(JSON.stringify(order(), (_, value) => (typeof value === 'number' ? String(value) : value)))
    expect(translateOrder({ ...texts, something_new: { deep: [1] } })).toEqual(translateOrder(order()))
  })

  test('ten thousand lines are translated', () => {
    const items = Array.from({ length: 10_000 }, (_, index) => ({ ...item, item_id: index + 1 }))
    const sums = { subtotal: 326_200, base_subtotal: 326_200, tax_amount: 71_801.8, base_tax_amount: 71_801.8 }
    const result = translateOrder(order({ items, ...sums, grand_total: 398_010, base_grand_total: 398_010 }))
    expect(result.ok && result.order.lines.length).toBe(10_000)
  })

  test('names lose control characters and half emoji, and keep entities, accents and whole emoji', () => {
    const billing_address = {
      firstname: 'Ana\u0000\u001b \ud83d',
      lastname: 'O&#039;Brien 🌷',
      country_id: 'si',
      street: 'A 1\nB 2',
      city: 'X',
      postcode: 1000,
    }
    const result = translateOrder(order({ billing_address, customer_firstname: null, customer_lastname: null }))
    const person = { firstName: 'Ana \ufffd', lastName: 'O&#039;Brien 🌷' }
    expect(result).toMatchObject({
      ok: true,
      order: { billing: { ...person, street: ['A 1', 'B 2'], country: 'SI', postcode: '1000' }, customer: person },
    })
  })

  test('a status of the merchant is kept as it is, an absent one is replaced by the state', () => {
    expect(translateOrder(order({ status: 'waiting_for_kiln' }))).toMatchObject({
      order: { status: 'waiting_for_kiln' },
    })
    const result = translateOrder(order({ status: null }))
    expect(result).toMatchObject({ order: { status: 'new' }, warnings: [expect.stringContaining('no status')] })
  })

  test('note, coupon and the number of the replaced order are taken along', () => {
    const raw = order({
      customer_note: 'Ring\r\ntwice\u0007',
      coupon_code: 'X10',
      relation_parent_real_id: '000000001',
    })
    expect(translateOrder(raw)).toMatchObject({
      order: { customerNote: 'Ring\ntwice', coupon: 'X10', replaces: '000000001' },
    })
  })

  test('options of a webhook payload come with their labels', () => {
    const product_options = JSON.stringify({
      options: [{ option_id: '1', label: 'Engraving', value: 'Ana', print_value: 'Ana' }],
    })
    const result = translateOrder(withItems({ product_options }))
    expect(result).toMatchObject({ order: { lines: [{ options: [{ label: 'Engraving', value: 'Ana' }] }] } })
  })
})
