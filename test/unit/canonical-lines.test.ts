import { describe, expect, test } from 'vitest'
import { changed, type Fields, recordedOrder, total, translated } from './canonical-recorded.ts'

describe('bundles', () => {
  test('a fixed price with the parts in its SKU gets the SKU of the bundle itself', () => {
    const { order } = translated(changed({}, {}, { sku: 'B-FIKSEN-S-003' }, 'guest-bundle-fixed'))
    expect(order.lines[0]?.sku).toBe('B-FIKSEN')
  })

  test('a fixed price whose tax is on its parts keeps the tax and the rate', () => {
    const raw = changed(
      {},
      {},
      { tax_amount: 0, base_tax_amount: 0, tax_percent: null, extension_attributes: {} },
      'guest-bundle-fixed',
    )
    const [parent, child] = raw.items as Fields[] // fixtures are orders
    const taxed = { ...child, tax_amount: 18.93, base_tax_amount: 18.93, tax_percent: 22 }
    const { order } = translated({ ...raw, items: [parent, taxed] })
    expect(order.lines).toMatchObject([{ net: '86.07', tax: '18.93', gross: '105', taxRate: '22' }])
  })

  test('a fixed price whose parts show prices of their own is not counted twice', () => {
    const raw = recordedOrder('guest-bundle-fixed')
    const [parent, child] = raw.items as Fields[] // fixtures are orders
    const priced = { ...child, price: 40.16, base_price: 40.16, row_total: 40.16, base_row_total: 40.16 }
    expect(translated({ ...raw, items: [parent, priced] }).order.lines).toMatchObject([
      { sku: 'B-FIKSEN', gross: '105' },
    ])
  })

  test('parts that do not add up leave the bundle as a whole, and that is said', () => {
    const raw = recordedOrder('guest-bundle-dynamic')
    const [parent, one, two] = raw.items as Fields[] // fixtures are orders
    const { order, warnings } = translated({
      ...raw,
      items: [
        parent,
        { ...one, row_total: 1, base_row_total: 1, row_total_incl_tax: 2, base_row_total_incl_tax: 2 },
        two,
      ],
    })
    expect(order.lines).toMatchObject([{ sku: 'B-PAKET', gross: '54.4', tax: '8.45' }])
    expect(warnings.join()).toContain('Item 21 is taken as a whole')
  })

  test('composites of extensions are bundles: their own SKU, or their priced parts', () => {
    const kit = changed({}, {}, { product_type: 'kit' }, 'guest-bundle-fixed')
    const [parent, child] = kit.items as Fields[] // fixtures are orders
    const two = { ...kit, items: [parent, child, { ...child, item_id: 26, sku: 'S-004' }] }
    expect(translated(two).order.lines).toMatchObject([{ sku: 'B-FIKSEN', gross: '105' }])
    const priced = changed({}, {}, { product_type: 'kit' }, 'guest-bundle-dynamic')
    expect(translated(priced).order.lines.map(line => line.sku)).toEqual(['S-001', 'S-005'])
  })

  test('several units of a part are counted per bundle', () => {
    const raw = recordedOrder('guest-bundle-dynamic')
    const [parent, one, two] = raw.items as Fields[] // fixtures are orders
    const { order } = translated({ ...raw, items: [parent, { ...one, qty_ordered: 6 }, two] })
    expect(order.lines[0]).toMatchObject({ quantity: '6', documentItem: { id: 21, unitsPer: '3' } })
  })

  test('parts that are shipped by themselves are reported, and progress follows the slowest', () => {
    const raw = recordedOrder('guest-bundle-dynamic')
    const [parent, one, two] = raw.items as Fields[] // fixtures are orders
    const { order, warnings } = translated({
      ...raw,
      items: [parent, { ...one, qty_shipped: 2 }, { ...two, qty_shipped: 1 }],
    })
    expect(order.progress['21']?.shipped).toBe('1')
    expect(warnings.join()).toContain('Bundle item 21 is shipped in parts')
  })
})

test('a downloadable product is a virtual line, whatever it has to download', () => {
  const download = { product_type: 'downloadable', product_options: '{"links":["12"],"is_downloaded":"0"}' }
  const product_option = { extension_attributes: { downloadable_option: { downloadable_links: [12] } } }
  const { order, warnings } = translated(changed({}, {}, { ...download, product_option }, 'guest-virtual-only'))
  expect(order.lines).toMatchObject([{ sku: 'V-SERVIS', virtual: true, gross: '160', options: [] }])
  expect(warnings).toEqual([])
})

describe('tax rates', () => {
  test('two taxes on one line are added', () => {
    const itemized_taxes = [{ tax_percent: 12 }, { tax_percent: 10 }]
    const raw = changed({}, {}, { tax_percent: null, extension_attributes: { itemized_taxes } })
    expect(translated(raw).order.lines[0]?.taxRate).toBe('22')
  })

  test('without any statement the nearest rate of the order is taken for shipping', () => {
    const raw = changed({}, { additional_itemized_taxes: [], item_applied_taxes: [] })
    expect(translated(raw).order.shipping.taxRate).toBe('22')
  })

  test('a stated rate without tax means that the line is exempt', () => {
    const none = { tax_amount: 0, base_tax_amount: 0, row_total_incl_tax: 32.62, base_row_total_incl_tax: 32.62 }
    const raw = changed({ tax_amount: 1.8, base_tax_amount: 1.8, ...total(42.62) }, {}, none)
    expect(translated(raw).order.lines[0]).toMatchObject({ tax: '0', taxRate: '0' })
  })
})
