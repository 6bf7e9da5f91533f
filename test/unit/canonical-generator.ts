import fc from 'fast-check'

/** What the generator knows to be true of one part of the order, in whole cents. */
export interface Truth {
  readonly net: number
  readonly tax: number
  readonly gross: number
}
export interface GeneratedOrder {
  readonly raw: Record<string, unknown>
  /** Money lines by item id, in the order's and in the base currency. */
  readonly lines: ReadonlyMap<number, { order: Truth; base: Truth }>
  readonly shipping: { order: Truth; base: Truth }
  readonly fees: { order: number; base: number }
}

interface Settings {
  readonly pricesIncludeTax: boolean
  readonly taxBeforeDiscount: boolean
  readonly roundTotals: boolean
  /** How the rows are written: as in the database, or as REST writes them since 2.4.4 and in 2.3. */
  readonly form: 'plain' | 'both reduced' | 'row total reduced'
  readonly negativeDiscounts: boolean
  readonly numbersAsText: boolean
  readonly rate: number
  readonly shippingCents: number
  readonly shippingDiscount: number
}
interface Product {
  readonly kind: 'simple' | 'configurable' | 'dynamic' | 'fixed'
  readonly cents: readonly number[]
  readonly quantity: number
  readonly rate: number
  readonly discountPercent: number
}
interface Extras {
  readonly codFee: number
  readonly fooman: number
  readonly giftCard: number
  readonly weee: number
}

interface Row extends Truth {
  readonly price: number
  readonly row: number
  readonly inclBefore: number
  readonly compensation: number
  readonly discount: number
}

/** Magento's two ways to round: every row by itself, or with what is left carried to the next row of the same rate. */
function rounder(carry: boolean): (key: string, exact: number) => number {
  const left = new Map<string, number>()
  return (key, exact) => {
    const value = exact + (carry ? (left.get(key) ?? 0) : 0)
    const rounded = Math.round(value + 1e-9)
    left.set(key, value - rounded)
    return rounded
  }
}

/** One row or the shipping, from its catalogue price, as Magento's tax and discount collectors work it out. */
function price(
  settings: Settings,
  unit: number,
  quantity: number,
  percent: number,
  rate: number,
  key: string,
  round: ReturnType<typeof rounder>,
): Row {
  const r = rate / 100
  const full = Math.round(unit * quantity)
  const discount = Math.min(full, Math.round((full * percent) / 100))
  if (settings.pricesIncludeTax) {
    const taxBefore = round(`${key}-before`, (full * r) / (1 + r))
    const tax = settings.taxBeforeDiscount
      ? taxBefore
      : Math.min(taxBefore, round(key, ((full - discount) * r) / (1 + r)))
    const row = full - taxBefore
    const compensation = settings.taxBeforeDiscount ? 0 : taxBefore - tax
    const gross = row + tax + compensation - discount
    return {
      price: Math.round(unit / (1 + r)),
      row,
      inclBefore: full,
      tax,
      compensation,
      discount,
      gross,
      net: gross - tax,
    }
  }
  const tax = round(key, (settings.taxBeforeDiscount ? full : full - discount) * r)
  const gross = full + tax - discount
  const inclBefore = full + Math.round(full * r)
  return { price: unit, row: full, inclBefore, tax, compensation: 0, discount, gross, net: gross - tax }
}

const BASE_NAMES: Record<string, string> = {
  shipping_discount_tax_compensation_amount: 'base_shipping_discount_tax_compensation_amnt',
  weee_tax_applied_row_amount: 'base_weee_tax_applied_row_amnt',
}

function write(settings: Settings, fields: Record<string, { order: number; base: number }>): Record<string, unknown> {
  const show = (cents: number) => (settings.numbersAsText ? (cents / 100).toFixed(4) : cents / 100)
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { order, base }]) => [
      [name, show(order)],
      [BASE_NAMES[name] ?? `base_${name}`, show(base)],
    ]),
  )
}

function rowFields(settings: Settings, order: Row, base: Row): Record<string, unknown> {
  const shown = (row: Row) => ({
    rowTotal: settings.form === 'plain' ? row.row : Math.max(0, row.row - row.discount),
    rowTotalInclTax: settings.form === 'both reduced' ? row.gross : row.inclBefore,
  })
  const pair = (of: (row: Row) => number) => ({ order: of(order), base: of(base) })
  return write(settings, {
    price: pair(row => row.price),
    row_total: pair(row => shown(row).rowTotal),
    row_total_incl_tax: pair(row => shown(row).rowTotalInclTax),
    tax_amount: pair(row => row.tax),
    discount_amount: pair(row => (settings.negativeDiscounts ? -row.discount : row.discount)),
    discount_tax_compensation_amount: pair(row => row.compensation),
  })
}

export const sum = <T>(values: readonly T[], of: (value: T) => number): number => values.reduce((s, v) => s + of(v), 0)

function build(settings: Settings, products: readonly Product[], extras: Extras): GeneratedOrder {
  const rounds = { order: rounder(settings.roundTotals), base: rounder(settings.roundTotals) }
  const items: Record<string, unknown>[] = []
  const lines = new Map<number, { order: Row; base: Row }>()
  let id = 100
  const both = (baseUnit: number, quantity: number, percent: number, rate: number) => ({
    order: price(settings, Math.round(baseUnit * settings.rate), quantity, percent, rate, `${rate}`, rounds.order),
    base: price(settings, baseUnit, quantity, percent, rate, `${rate}`, rounds.base),
  })
  const push = (product: Product, fields: Record<string, unknown>) => {
    const item = { item_id: ++id, sku: `P-${id}`, name: `Product ${id}`, qty_ordered: product.quantity, ...fields }
    items.push(item)
    return item
  }
  const nothing = { order: emptyRow, base: emptyRow }
  for (const product of products) {
    const rows = product.cents.map(cents => both(cents, product.quantity, product.discountPercent, product.rate))
    const first = rows[0] ?? nothing
    if (product.kind === 'dynamic') {
      const total = { order: addRows(rows.map(row => row.order)), base: addRows(rows.map(row => row.base)) }
      const parent = push(product, { product_type: 'bundle', ...rowFields(settings, total.order, total.base) })
      for (const row of rows) {
        const fields = { product_type: 'simple', parent_item_id: parent.item_id, tax_percent: product.rate }
        lines.set(push(product, { ...fields, ...rowFields(settings, row.order, row.base) }).item_id, row)
      }
      continue
    }
    const type = { simple: 'simple', configurable: 'configurable', fixed: 'bundle' }[product.kind]
    const fields = { product_type: type, tax_percent: product.rate, ...rowFields(settings, first.order, first.base) }
    const parent = push(product, fields)
    lines.set(parent.item_id, first)
    if (product.kind === 'simple') continue
    const shell = {
      product_type: 'simple',
      parent_item_id: parent.item_id,
      price: 0,
      row_total: 0,
      tax_amount: 0,
      tax_percent: 0,
    }
    push(product, { ...shell, discount_amount: 0 })
  }
  const shipping = both(settings.shippingCents, 1, settings.shippingDiscount, 22)
  return assemble(settings, items, lines, shipping, extras)
}

const emptyRow: Row = { price: 0, row: 0, inclBefore: 0, tax: 0, compensation: 0, discount: 0, gross: 0, net: 0 }
/** The parent row of a dynamic bundle: the sum of its parts, without their discount (recording order-get-guest-coupon-bundle). */
function addRows(rows: readonly Row[]): Row {
  const row = sum(rows, r => r.row)
  const tax = sum(rows, r => r.tax)
  return {
    ...emptyRow,
    price: sum(rows, r => r.price),
    row,
    tax,
    inclBefore: sum(rows, r => r.inclBefore),
    gross: row + tax,
    net: row,
  }
}

function assemble(
  settings: Settings,
  items: Record<string, unknown>[],
  lines: ReadonlyMap<number, { order: Row; base: Row }>,
  shipping: { order: Row; base: Row },
  extras: Extras,
): GeneratedOrder {
  const rows = [...lines.values()]
  const pair = (of: (side: 'order' | 'base') => number) => ({ order: of('order'), base: of('base') })
  const inOrder = (cents: number) => ({ order: Math.round(cents * settings.rate), base: cents })
  const fee = {
    cod: inOrder(extras.codFee),
    fooman: inOrder(extras.fooman),
    gift: inOrder(extras.giftCard),
    weee: inOrder(extras.weee),
  }
  const feeTax = { cod: pair(s => Math.round(fee.cod[s] * 0.22)), fooman: pair(s => Math.round(fee.fooman[s] * 0.22)) }
  const goods = pair(side => sum(rows, row => row[side].gross) + shipping[side].gross)
  const charged = pair(s => fee.cod[s] + feeTax.cod[s] + fee.fooman[s] + feeTax.fooman[s] + fee.weee[s])
  const paidByGift = pair(side => Math.min(fee.gift[side], goods[side]))
  const fees = pair(side => charged[side] - paidByGift[side])
  const first = items[0]
  if (first && extras.weee > 0) Object.assign(first, write(settings, { weee_tax_applied_row_amount: fee.weee }))
  const moved = first?.product_type !== 'simple' && first && extras.weee > 0
  if (moved && items[1]) Object.assign(items[1], write(settings, { weee_tax_applied_row_amount: fee.weee }))
  const show = (cents: number) => cents / 100
  const extension: Record<string, unknown> = {}
  if (extras.giftCard > 0) Object.assign(extension, write(settings, { gift_cards_amount: paidByGift }))
  if (extras.fooman > 0) {
    const amounts = { amount: show(fee.fooman.order), base_amount: show(fee.fooman.base) }
    const taxes = { tax_amount: show(feeTax.fooman.order), base_tax_amount: show(feeTax.fooman.base) }
    extension.fooman_total_group = { items: [{ code: 'surcharge', label: 'Surcharge', ...amounts, ...taxes }] }
  }
  const cod = extras.codFee > 0 ? write(settings, { cod_fee: fee.cod, cod_tax_amount: feeTax.cod }) : {}
  const raw = {
    entity_id: 1,
    increment_id: '000000001',
    store_id: 1,
    state: 'new',
    status: 'pending',
    created_at: '2026-11-21 03:45:12',
    updated_at: '2026-11-21 03:45:12',
    order_currency_code: settings.rate === 1 ? 'EUR' : 'USD',
    base_currency_code: 'EUR',
    customer_email: 'ana@example.com',
    customer_is_guest: 1,
    is_virtual: 0,
    ...write(settings, {
      subtotal: pair(side => sum(rows, row => row[side].row)),
      tax_amount: pair(s => sum(rows, r => r[s].tax) + shipping[s].tax + feeTax.cod[s] + feeTax.fooman[s]),
      discount_amount: pair(side => -sum(rows, row => row[side].discount) - shipping[side].discount),
      discount_tax_compensation_amount: pair(side => sum(rows, row => row[side].compensation)),
      shipping_amount: pair(side => shipping[side].row),
      shipping_tax_amount: pair(side => shipping[side].tax),
      shipping_incl_tax: pair(side => shipping[side].inclBefore),
      shipping_discount_amount: pair(side => shipping[side].discount),
      shipping_discount_tax_compensation_amount: pair(side => shipping[side].compensation),
      grand_total: pair(side => goods[side] + fees[side]),
    }),
    ...cod,
    items,
    billing_address: {
      firstname: 'Ana',
      lastname: 'Novak',
      city: 'Ljubljana',
      postcode: '1000',
      country_id: 'SI',
      street: ['Cesta 1'],
    },
    payment: { method: 'checkmo' },
    extension_attributes: extension,
  }
  return { raw, lines, shipping, fees }
}

const settings: fc.Arbitrary<Settings> = fc.record({
  pricesIncludeTax: fc.boolean(),
  taxBeforeDiscount: fc.boolean(),
  roundTotals: fc.boolean(),
  form: fc.constantFrom<Settings['form'][]>('plain', 'both reduced', 'row total reduced'),
  negativeDiscounts: fc.boolean(),
  numbersAsText: fc.boolean(),
  rate: fc.constantFrom(1, 1.1, 0.8937, 25.315),
  shippingCents: fc.constantFrom(0, 410, 500, 999),
  shippingDiscount: fc.constantFrom(0, 0, 10, 33, 100),
})
const product: fc.Arbitrary<Product> = fc.record({
  kind: fc.constantFrom<Product['kind'][]>('simple', 'simple', 'configurable', 'dynamic', 'fixed'),
  cents: fc.array(fc.integer({ min: 1, max: 250_000 }), { minLength: 1, maxLength: 4 }),
  quantity: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(0.5, 1.25, 2.333)),
  rate: fc.constantFrom(22, 9.5, 0, 19, 7),
  discountPercent: fc.constantFrom(0, 0, 10, 33, 95, 100),
})
const extras: fc.Arbitrary<Extras> = fc.record({
  codFee: fc.constantFrom(0, 0, 250, 399),
  fooman: fc.constantFrom(0, 0, 101),
  giftCard: fc.constantFrom(0, 0, 1000, 500_000),
  weee: fc.constantFrom(0, 0, 75),
})

/** A whole order built from prices upwards, with the money that every part of it must have. */
export const generatedOrder: fc.Arbitrary<GeneratedOrder> = fc
  .tuple(settings, fc.array(product, { minLength: 1, maxLength: 6 }), extras)
  .map(([how, products, more]) => build(how, products, more))
