import { expect, test } from 'vitest'
import { translateOrder } from '../../src/magento/translate/order.ts'
import { changed } from './canonical-recorded.ts'

const fieldsOf = (raw: unknown, places: Record<string, string>) => {
  const result = translateOrder(raw, undefined, places)
  return result.ok ? result.order.fields : result.refusal
}

test('fields of extensions are found by name, in rows of attributes, and in depth', () => {
  const raw = changed(
    { delivery_date: '2026-04-01' },
    {
      gift_message: { sender: 'Ana', message: 'Vse\r\nnajboljše\u0007' },
      amasty_order_attributes: [
        { attribute_code: 'floor', value: 3 },
        { attribute_code: 'days', value: ['Mon', 'Tue'] },
      ],
      lift: true,
    },
  )
  const places = {
    day: 'delivery_date',
    gift: 'extension_attributes.gift_message.message',
    floor: 'extension_attributes.amasty_order_attributes.floor',
    days: 'extension_attributes.amasty_order_attributes.days',
    lift: 'extension_attributes.lift',
  }
  expect(fieldsOf(raw, places)).toEqual({
    day: '2026-04-01',
    gift: 'Vse\nnajboljše',
    floor: '3',
    days: 'Mon, Tue',
    lift: 'true',
  })
})

test('what an order does not have, or is no text, is left out; nothing is reached but data', () => {
  const places = {
    absent: 'extension_attributes.nothing.here',
    empty: 'customer_middlename',
    list: 'items',
    whole: 'payment',
    inherited: 'constructor.name',
    length: 'items.length',
  }
  expect(fieldsOf(changed({ customer_middlename: ' ' }), places)).toBeUndefined()
  expect(fieldsOf(changed({}), {})).toBeUndefined()
})
