import type { orders } from '../../src/db/schema/orders.ts'
import { type Amount, add, amount, multiply, subtract } from '../../src/domain/amount.ts'
import type { CanonicalOrder, OrderLine } from '../../src/domain/order.ts'
import { ago } from './seed-stores.ts'

type Phase = (typeof orders.$inferInsert)['phase']

const PRODUCTS = [
  ['MUG-001', 'Stoneware mug, sand', '14.90'],
  ['LAMP-220', 'Reading lamp Nord', '89.00'],
  ['THROW-17', 'Wool throw 130 × 200', '64.50'],
  ['SKU-4711', 'Walnut chopping board', '39.00'],
  ['CANDLE-03', 'Beeswax candle, set of 4', '12.46'],
] as const
const PEOPLE = [
  ['Ana', 'Novak', 'ana.novak@example.com'],
  ['Luka', 'Horvat', 'luka.horvat@example.com'],
  ['Mia', 'Schneider', 'mia.schneider@example.de'],
  ['Petra', 'Kovač', 'petra.kovac@example.si'],
  ['Jonas', 'Weber', 'j.weber@example.de'],
  ['Eva', 'Žagar', 'eva.zagar@example.si'],
  ['Tom', '<script>alert(1)</script>', 'tom@example.com'],
] as const

const VAT = amount('22')
const price = (gross: Amount) => {
  const net = amount((Number(gross) / 1.22).toFixed(2)) // a seed, not a bookkeeping
  const one = { net, tax: subtract(gross, net), gross }
  return { ...one, base: one }
}

const lineOf = (id: number, product: readonly [string, string, string], quantity: string): OrderLine => ({
  id,
  sku: product[0],
  name: product[1],
  quantity: amount(quantity),
  ...price(multiply(amount(product[2]), amount(quantity))),
  taxRate: VAT,
  discount: amount('0'),
  virtual: false,
  options: [],
  documentItem: { id, unitsPer: amount('1') },
})

export interface Draft {
  readonly index: number
  readonly store: string
  readonly currency: string
  readonly placedAt: Date
  readonly phase: Phase
  readonly reason: string
  readonly inErp: boolean
}

/** An order as Magento would tell it, different for each index. */
export function canonicalOrder(draft: Draft, invoiced: boolean): CanonicalOrder {
  const { index } = draft
  const [first, second] = [PRODUCTS[index % 5] ?? PRODUCTS[0], PRODUCTS[(index * 3 + 1) % 5] ?? PRODUCTS[0]]
  const lines = [
    lineOf(index * 10 + 1, first, String((index % 3) + 1)),
    ...(index % 2 ? [lineOf(index * 10 + 2, second, '1')] : []),
  ]
  const shipping = price(amount(index % 4 === 0 ? '0' : '4.90'))
  const total = add(...lines.map(line => line.gross), shipping.gross)
  const [firstName, lastName, email] = PEOPLE[index % PEOPLE.length] ?? PEOPLE[0]
  const address = {
    firstName,
    lastName,
    street: ['Slovenska cesta 12'],
    postcode: '1000',
    city: 'Ljubljana',
    country: 'SI',
    phone: '+386 40 123 456',
  }
  const zero = amount('0')
  return {
    magentoId: index,
    number: String(100_000 + index).padStart(9, '0'),
    storeViewId: 1,
    state: invoiced ? 'complete' : 'processing',
    status: invoiced ? 'complete' : 'processing',
    placedAt: draft.placedAt.toISOString(),
    updatedAt: draft.placedAt.toISOString(),
    currency: draft.currency,
    baseCurrency: draft.currency,
    grandTotal: total,
    baseGrandTotal: total,
    customer: { email, firstName, lastName, groupId: 0 },
    billing: address,
    shippingAddress: address,
    lines,
    shipping: { method: 'flatrate_flatrate', description: 'Flat rate', ...shipping, taxRate: VAT, discount: zero },
    fees: [],
    payment: { method: 'checkmo', paid: total, authorized: zero },
    progress: Object.fromEntries(
      lines.map(line => [
        String(line.id),
        {
          ordered: line.quantity,
          invoiced: invoiced ? line.quantity : zero,
          shipped: invoiced ? line.quantity : zero,
          refunded: zero,
          canceled: zero,
        },
      ]),
    ),
  }
}

/** Oldest last: index 0 is the newest order. */
export function drafts(now: Date): Draft[] {
  const list: Draft[] = []
  const phases: readonly [Phase, string, boolean][] = [
    ['done', 'complete in Magento, nothing is owed to either side', true],
    ['open', 'followed until both sides are through', true],
    ['done', 'complete in Magento, nothing is owed to either side', true],
    ['pushing', 'the sales document is on its way', false],
    ['held', 'SAP Business One does not know item SKU-4711.', false],
    ['waiting', 'waits for the payment', false],
    ['open', 'followed until both sides are through', true],
    ['skipped', 'skipped by Petra: entered by hand', false],
    ['done', 'complete in Magento, nothing is owed to either side', true],
    ['preparing', 'customer and items are looked up in the ERP', false],
    ['canceled', 'cancelled in Magento before it was sent to the ERP', false],
  ]
  for (let index = 0; index < 66; index++) {
    const [phase, reason, inErp] = phases[index % phases.length] ?? ['done', '', true]
    const foreign = index % 6 === 4 || index === 22
    list.push({
      index: index + 1,
      store: foreign ? 'usa' : 'main',
      currency: foreign ? 'USD' : 'EUR',
      placedAt: ago(now, 3 + index * 26),
      phase,
      reason,
      inErp,
    })
  }
  return list
}
