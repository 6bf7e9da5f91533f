import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { listOf, Refusal } from './lists.ts'
import {
  type Address,
  CANCELLED,
  type CancellationPlan,
  type Customer,
  type DiscountItem,
  type Order,
  type OrderItem,
  type Product,
  STATUSES,
} from './records.ts'
import type { OmnitronStore } from './store.ts'

type Request = Context<{ Bindings: HttpBindings }>

/** What an ERP's side calls: waiting orders, their details, the acknowledgement, lines, cancellation plans. */
export function apiRoutes(store: OmnitronStore): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  orderRoutes(app, store)
  lineRoutes(app, store)
  planRoutes(app, store)
  return app
}

const addressOf = (context: Request): URL => new URL(context.req.url)

function found<T>(store: OmnitronStore, collection: string, context: Request): T {
  const row = store.journal.get<T>(collection, context.req.param('pk') ?? '')
  if (!row) throw new Refusal(404, { detail: 'Not found.' })
  return row
}

function orderRoutes(app: Hono<{ Bindings: HttpBindings }>, store: OmnitronStore): void {
  const { journal } = store
  const detailed = (order: Order) => ({
    ...order,
    customer: journal.get<Customer>('customers', order.customer),
    shipping_address: journal.get<Address>('addresses', order.shipping_address),
    billing_address: journal.get<Address>('addresses', order.billing_address),
  })
  app.get('/orders/', context =>
    context.json(listOf(addressOf(context), journal.list<Order>('orders'), order => order)),
  )
  app.get('/orders_integration/detailed/', context =>
    context.json(listOf(addressOf(context), journal.list<Order>('orders'), detailed)),
  )
  app.get('/orders_integration/:pk{[0-9]+}/detailed_integration/', context =>
    context.json(detailed(found<Order>(store, 'orders', context))),
  )
  app.patch('/orders/:pk{[0-9]+}/', async context => {
    const order = found<Order>(store, 'orders', context)
    const body: unknown = await context.req.json()
    const parsed = z.strictObject({ is_send: z.boolean() }).safeParse(body)
    if (!parsed.success) throw new Refusal(400, fieldErrors(parsed.error, 'Only is_send may be changed here.'))
    if (order.status === CANCELLED)
      throw new Refusal(406, { non_field_errors: 'The order is cancelled.', error_code: 'order_100_1' })
    store.write([{ collection: 'orders', key: order.pk }], record => ({ ...record, ...parsed.data }))
    return context.json(store.order(order.pk))
  })
}

const fieldErrors = (error: z.ZodError, otherwise: string): object =>
  Object.fromEntries(
    error.issues.flatMap(issue => {
      if (issue.code === 'unrecognized_keys') return issue.keys.map(key => [key, [otherwise]])
      return [[issue.path.join('.') || 'non_field_errors', [issue.message]]]
    }),
  )

const itemBody = z.strictObject({
  status: z.string().optional(),
  shipping_company: z.int().nullable().optional(),
  shipment_code: z.string().max(100).nullable().optional(),
  tracking_number: z.string().max(100).nullable().optional(),
  invoice_number: z.string().max(100).nullable().optional(),
  extra_field: z.record(z.string(), z.unknown()).optional(),
})

function lineRoutes(app: Hono<{ Bindings: HttpBindings }>, store: OmnitronStore): void {
  const { journal } = store
  const detailed = (item: OrderItem) => ({ ...item, product: journal.get<Product>('products', item.product) })
  const plain = <T extends object>(row: T) => row
  for (const name of ['/order_items/', '/order_item/'])
    app.get(name, context => context.json(listOf(addressOf(context), journal.list<OrderItem>('order_items'), plain)))
  app.get('/order_items/detailed_integration/', context =>
    context.json(listOf(addressOf(context), journal.list<OrderItem>('order_items'), detailed)),
  )
  app.get('/order_items/:pk{[0-9]+}/detailed_integration/', context =>
    context.json(detailed(found<OrderItem>(store, 'order_items', context))),
  )
  app.patch('/order_items/:pk{[0-9]+}/', async context => {
    const item = found<OrderItem>(store, 'order_items', context)
    const parsed = itemBody.safeParse(await context.req.json())
    if (!parsed.success) throw new Refusal(400, fieldErrors(parsed.error, 'This field cannot be changed.'))
    const { status } = parsed.data
    if (status !== undefined && !STATUSES.has(status))
      throw new Refusal(400, { status: [`"${status}" is not a valid choice.`] })
    store.write([{ collection: 'order_items', key: item.pk }], record => ({ ...record, ...parsed.data }))
    return context.json(journal.get<OrderItem>('order_items', item.pk) ?? {})
  })
  const discounts = () => journal.list<DiscountItem>('discount_items')
  for (const name of ['/discount_items/', '/discount_items/detailed_integration/'])
    app.get(name, context => context.json(listOf(addressOf(context), discounts(), plain)))
  app.get('/discount_items/:pk{[0-9]+}/detailed_integration/', context =>
    context.json(found<DiscountItem>(store, 'discount_items', context)),
  )
}

const paymentPlan = z.strictObject({
  payment_plan: z
    .array(
      z.strictObject({
        transaction_type: z.literal('refund'),
        order_items: z.array(z.int()).min(1),
        refund_amount: z.number().positive(),
      }),
    )
    .min(1),
})

function planRoutes(app: Hono<{ Bindings: HttpBindings }>, store: OmnitronStore): void {
  const { journal } = store
  // This kind of list answers a bare array.
  app.get('/channel/:channel{[0-9]+}/cancellation_plans/inserts_or_updates/', context => {
    const address = addressOf(context)
    const { searchParams } = address
    const number = searchParams.get('order_number')
    searchParams.delete('order_number')
    const plans = journal.list<CancellationPlan>('plans').filter(plan => {
      const order = store.order(plan.order)
      return String(order.channel) === context.req.param('channel') && (number === null || order.number === number)
    })
    return context.json(listOf(address, plans, plan => plan).results)
  })
  app.post('/channel/:channel{[0-9]+}/cancellation_plans/:pk{[0-9]+}/create_payment_plan', async context => {
    const plan = found<CancellationPlan>(store, 'plans', context)
    const parsed = paymentPlan.safeParse(await context.req.json())
    if (!parsed.success) throw new Refusal(400, fieldErrors(parsed.error, 'Unknown field.'))
    if (plan.cancellation_plan_status === 'completed')
      throw new Refusal(406, { non_field_errors: 'There is a payment plan already.', error_code: 'plan_100_1' })
    store.write([{ collection: 'plans', key: plan.pk }], record => ({
      ...record,
      cancellation_plan_status: 'completed',
    }))
    return context.json({})
  })
}
