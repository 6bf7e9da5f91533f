import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { flowSettings } from '../../src/erp/http-flow/settings.ts'
import { openCage } from '../../src/erp/http-flow/transform/open-cage.ts'

const shipped = parse(readFileSync(new URL('../../docs/flows/omnitron.yaml', import.meta.url), 'utf8'))
const wrongIn = (source: object) =>
  (flowSettings.safeParse({ ...shipped, source: { ...shipped.source, ...source } }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )

describe('the source of a flow', () => {
  it('can be used as it is shipped', () => {
    expect(wrongIn({})).toEqual([])
  })

  it('may have secrets in its log-in and headers, and nowhere else', () => {
    expect(wrongIn({ headers: { 'x-key': '{{secret.token}}' } })).toEqual([])
    expect(wrongIn({ acknowledge: { path: '/o/{{key}}', body: { token: '{{secret.token}}' } } })).toEqual([
      expect.stringMatching(/^source\.acknowledge\.body\.token: a secret may stand in auth/),
    ])
  })

  it('refuses templates that name no place, and settings that it does not know', () => {
    expect(wrongIn({ waiting: { path: '/orders/{{}}' } })[0]).toContain('source.waiting.path')
    expect(wrongIn({ waitings: 1 })[0]).toContain('waitings')
  })
})

describe('the shipped mapping', () => {
  const item = (pk: number, price: string, more: object = {}) => ({
    pk,
    price,
    tax_rate: '22.00',
    product: { sku: 'T-1', name: 'Tişört' },
    ...more,
  })
  const person = { first_name: 'Ayşe', last_name: 'Yılmaz', email: 'ayse@example.com', phone_number: null }
  const address = { ...person, line: 'Cadde 1', postcode: null, city: { name: 'İzmir' }, country: { code: 'tr' } }
  const order = {
    status: '400',
    date_placed: '2026-01-31T10:36:59.077305Z',
    currency: 'try',
    shipping_amount: '0.00',
    shipping_tax_rate: null,
    customer: person,
    billing_address: address,
    shipping_address: address,
    payment_option_slug: 'credit_card',
  }
  const map = async (total: string, items: object[], discounts: object[] = [], attributes: object = {}) => {
    const cage = openCage()
    try {
      const transform = { kind: 'script' as const, source: shipped.source.mapping.script }
      const input = {
        key: '1',
        number: '2',
        row: {},
        details: { order: { ...order, amount: total }, items, discounts },
      }
      const given = { ...shipped.source.attributes, ...attributes }
      const { output } = await cage.run(transform, input, given, { now: new Date(0), random: 0 })
      return (output as { lines: { quantity: string; gross: string; net: string; discount: string }[] }).lines // its own shape, read by the tests below
    } finally {
      await cage.close()
    }
  }
  const coupon = (amount: string, pks: number[]) => ({ amount, code: 'K', benefitapplicant_set: pks })

  it('makes one line of the pieces of a product, whether a row is one piece or says how many it is', async () => {
    expect(await map('30.00', [item(1, '10.00'), item(2, '10.00'), item(3, '10.00')])).toMatchObject([
      { quantity: '3', gross: '30' },
    ])
    expect(await map('30.00', [item(1, '10.00', { quantity: 3 })])).toMatchObject([{ quantity: '3', gross: '30' }])
  })

  it('takes a discount off the lines that carry it only, to the cent', async () => {
    const lines = await map('20.00', [item(1, '10.00'), item(2, '10.00'), item(3, '10.00')], [coupon('10.00', [1, 2])])
    expect(lines).toMatchObject([
      { quantity: '2', gross: '10', discount: '10' },
      { quantity: '1', gross: '10', discount: '0' },
    ])
  })

  it('leaves prices alone where discounts are taken off already', async () => {
    const lines = await map('10.00', [item(1, '10.00')], [coupon('2.00', [1])], { discounts: 'included' })
    expect(lines).toMatchObject([{ gross: '10', discount: '0' }])
  })

  it('adds the tax where prices are without it', async () => {
    expect(await map('12.20', [item(1, '10.00')], [], { prices: 'net' })).toMatchObject([{ net: '10', gross: '12.2' }])
  })
})
