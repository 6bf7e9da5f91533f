import { add, amount, fixed, subtract, ZERO } from '../../src/domain/amount.ts'
import { type Journal, type JournalChange, openJournal } from '../journal.ts'
import {
  type Address,
  APPROVED,
  CANCELLED,
  type CancellationPlan,
  type Customer,
  type DiscountItem,
  type Order,
  type OrderItem,
  type Product,
} from './records.ts'

/** What is in Omnitron, and what shoppers and staff do there. */
export interface OmnitronStore {
  readonly journal: Journal
  readonly clock: { now(): Date }
  /** A shopper orders. @returns the order's pk */
  place(order: NewOrder): number
  cancel(pk: number): void
  /** Staff or the shopper want pieces back; the ERP side has to say that the money goes. */
  askForRefund(pk: number, items: readonly number[], type: CancellationPlan['plan_type']): number
  order(pk: number): Order
  items(pk: number): OrderItem[]
  /** All of one request at once. */
  write(changes: readonly Omit<JournalChange, 'value'>[], change: (record: object) => object): void
}

export interface NewOrder {
  readonly lines: readonly {
    readonly sku: string
    readonly name: string
    readonly price: string
    readonly quantity: number
    readonly taxRate?: string
  }[]
  readonly shipping?: string
  readonly discount?: { readonly amount: string; readonly code: string }
  readonly guest?: boolean
  readonly channel?: number
  readonly status?: string
  readonly currency?: string
  readonly company?: string
}

const COUNTRY = { id: 1, name: 'Türkiye', code: 'tr', is_active: true }
const CITY = { id: 34, name: 'İstanbul', country: 1 }

export function openStore(clock: { now(): Date }, journalFile?: string): OmnitronStore {
  const journal = openJournal(journalFile)
  // Microseconds, as Django writes them.
  const now = () => clock.now().toISOString().replace('Z', '000Z')
  const next = (counter: string, first: number, changes: JournalChange[]): number => {
    const pending = changes.findLast(change => change.collection === 'counters' && change.key === counter)
    const value = (pending?.value ?? journal.get<number>('counters', counter) ?? first) as number // only numbers are counters
    changes.push({ collection: 'counters', key: counter, value: value + 1 })
    return value
  }
  const order = (pk: number): Order => {
    const found = journal.get<Order>('orders', pk)
    if (!found) throw new Error(`there is no order ${pk}`)
    return found
  }
  const items = (pk: number) => journal.list<OrderItem>('order_items').filter(item => item.order === pk)
  return {
    journal,
    clock,
    order,
    items,
    place: given => place(given, { journal, now, next }),
    cancel: pk => {
      const status = { status: CANCELLED, modified_date: now() }
      journal.commit([
        { collection: 'orders', key: pk, value: { ...order(pk), ...status } },
        ...items(pk).map(item => ({ collection: 'order_items', key: item.pk, value: { ...item, ...status } })),
      ])
    },
    askForRefund: (pk, order_items, plan_type) => {
      const changes: JournalChange[] = []
      const plan: CancellationPlan = {
        pk: next('plans', 1, changes),
        plan_type,
        cancellation_plan_status: 'waiting',
        order: order(pk).pk,
        order_items,
        modified_date: now(),
      }
      journal.commit([...changes, { collection: 'plans', key: plan.pk, value: plan }])
      return plan.pk
    },
    write: (which, change) =>
      journal.commit(
        which.map(({ collection, key }) => ({
          collection,
          key,
          value: { ...change(journal.get<object>(collection, key) ?? {}), modified_date: now() },
        })),
      ),
  }
}

interface Making {
  readonly journal: Journal
  readonly now: () => string
  readonly next: (counter: string, first: number, changes: JournalChange[]) => number
}

function place(given: NewOrder, { journal, now, next }: Making): number {
  const changes: JournalChange[] = []
  const put = <T extends { readonly pk: number }>(collection: string, value: T) =>
    changes.push({ collection, key: value.pk, value })
  const pk = next('orders', 12_345, changes)
  const customer = customerFor(next('customers', 458_899, changes), given)
  const address = addressFor(next('addresses', 122_333, changes), customer, given)
  put('customers', customer)
  put('addresses', address)
  const items = given.lines.flatMap(line => {
    const product = productFor(journal, line, () => next('products', 1, changes))
    put('products', product)
    return Array.from({ length: line.quantity }, () =>
      itemFor(next('order_items', 900_001, changes), pk, product, line, given, now()),
    )
  })
  for (const item of items) put('order_items', item)
  const discount = given.discount && discountFor(next('discount_items', 71, changes), pk, given.discount, items)
  if (discount) put('discount_items', discount)
  const goods = add(ZERO, ...items.map(item => amount(item.price)))
  const shipping = amount(given.shipping ?? '0')
  put('orders', {
    pk,
    number: `27920979647${String(pk).padStart(5, '0')}`,
    channel: given.channel ?? 1,
    status: given.status ?? APPROVED,
    date_placed: now(),
    customer: customer.pk,
    shipping_address: address.pk,
    billing_address: address.pk,
    currency: given.currency ?? 'eur',
    amount: fixed(subtract(add(goods, shipping), amount(given.discount?.amount ?? '0')), 2),
    shipping_amount: fixed(shipping, 2),
    shipping_tax_rate: null,
    discount_amount: fixed(amount(given.discount?.amount ?? '0'), 2),
    extra_field: {},
    payment_option: 332,
    payment_option_slug: 'credit_card',
    is_send: false,
    modified_date: now(),
  } satisfies Order)
  journal.commit(changes)
  return pk
}

const customerFor = (pk: number, { guest = false, channel = 1 }: NewOrder): Customer => ({
  pk,
  email: `ayse.${pk}@example.com`,
  first_name: 'Ayşe',
  last_name: 'Yılmaz',
  phone_number: '05551112233',
  channel_code: `C${channel}-${pk}`,
  erp_code: null,
  user_type: guest ? 'guest' : 'registered',
  extra_field: {},
})

const addressFor = (
  pk: number,
  { email, first_name, last_name, phone_number }: Customer,
  { company }: NewOrder,
): Address => ({
  pk,
  email,
  phone_number,
  first_name,
  last_name,
  country: COUNTRY,
  city: CITY,
  line: 'Bağdat Caddesi 1',
  postcode: '34000',
  company_name: company ?? null,
  tax_office: company === undefined ? null : 'Kadıköy',
  tax_no: company === undefined ? null : '1234567890',
})

function productFor(journal: Journal, { sku, name }: NewOrder['lines'][number], next: () => number): Product {
  const known = journal.list<Product>('products').find(product => product.sku === sku)
  return known ?? { pk: next(), name, sku, base_code: sku }
}

const itemFor = (
  pk: number,
  order: number,
  product: Product,
  line: NewOrder['lines'][number],
  { status = APPROVED, currency = 'eur' }: NewOrder,
  now: string,
): OrderItem => ({
  pk,
  order,
  product: product.pk,
  price_list: 1,
  stock_list: 1,
  status,
  price_currency: currency,
  price: fixed(amount(line.price), 2),
  tax_rate: line.taxRate ?? '18.00',
  installment_interest_amount: '0.00',
  shipping_company: null,
  shipment_code: null,
  tracking_number: null,
  invoice_number: null,
  cancel_status: 'not_cancelled',
  extra_field: {},
  attributes: {},
  modified_date: now,
})

const discountFor = (
  pk: number,
  order: number,
  { amount: value, code }: NonNullable<NewOrder['discount']>,
  items: readonly OrderItem[],
): DiscountItem => ({
  pk,
  name: 'Kupon',
  amount: fixed(amount(value), 2),
  order,
  offer_type: 'voucher',
  code,
  benefitapplicant_set: items.map(item => item.pk),
  conditionapplicant_set: [],
  promotion: { pk: 5, name: 'Kupon', slug: 'kupon' },
})
