import { z } from 'zod'
import { type Amount, add, amount, compare, round, subtract, ZERO } from '../../src/domain/amount.ts'
import { BooksError, type Item, type Order, type OrderLine, type Work } from './books.ts'

/** Orders: taken as they come, added up by the ERP itself. */

const text = (max: number) => z.string().max(max)
const decimal = z.union([z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/), z.number()]).transform(value => amount(value))
const party = z.strictObject({
  name: text(120),
  company: text(120).optional(),
  vatId: text(30).optional(),
  street: text(120).optional(),
  postcode: text(20).optional(),
  city: text(60).optional(),
  country: z.string().length(2).optional(),
  email: text(120).optional(),
  phone: text(40).optional(),
})

/** Longer texts and unknown fields are refused, as a strict ERP does. */
const orderBody = z.strictObject({
  externalId: text(60),
  reference: text(40),
  date: z.iso.date(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  customer: party,
  shipTo: party.optional(),
  paymentMethod: text(60).optional(),
  note: text(250).optional(),
  lines: z
    .array(z.strictObject({ item: text(64), text: text(100), quantity: decimal, gross: decimal, taxRate: decimal }))
    .min(1)
    .max(1000),
  charges: z.array(z.strictObject({ code: text(40), text: text(100), gross: decimal, taxRate: decimal })).default([]),
})

/** @throws BooksError for what the ERP does not take. */
export function createOrder(work: Work, body: unknown): Order {
  const parsed = orderBody.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new BooksError(422, 'invalid', `${issue?.path.join('.') || 'order'}: ${issue?.message ?? 'is not an order'}`)
  }
  const given = parsed.data
  if (work.books.uniqueExternalId) refuseSecond(work, given.externalId)
  const lines = given.lines.map(
    (line, index): OrderLine => ({
      ...line,
      line: index + 1,
      gross: round(line.gross, 2),
      shipped: ZERO,
      invoiced: ZERO,
    }),
  )
  for (const line of lines) reserve(work, line.item, line.quantity)
  const id = work.next('orders', 1001)
  const order: Order = {
    ...given,
    id,
    number: `SO-${id}`,
    status: 'NEW',
    lines,
    charges: given.charges.map(charge => ({ ...charge, gross: round(charge.gross, 2) })),
    total: add(ZERO, ...lines.map(({ gross }) => gross), ...given.charges.map(({ gross }) => round(gross, 2))),
    updatedAt: work.now,
  }
  work.put('orders', id, order)
  return order
}

function refuseSecond(work: Work, externalId: string): void {
  const known = work
    .list<Order>('orders')
    .find(order => order.externalId === externalId && order.status !== 'CANCELLED')
  if (known)
    throw new BooksError(409, 'duplicate', `Order ${known.number} has the externalId ${externalId} already`, {
      existingId: known.id,
    })
}

function reserve(work: Work, code: string, quantity: Amount): void {
  const item = work.get<Item>('items', code)
  if (!item) throw new BooksError(422, 'unknown_item', `There is no item ${code}`)
  if (!item.active) throw new BooksError(422, 'inactive_item', `Item ${code} is not sold any more`)
  work.put('items', code, { ...item, reserved: add(item.reserved, quantity), stockUpdatedAt: work.now })
}

export function readOrder(work: Work, id: number): Order {
  const order = work.get<Order>('orders', id)
  if (!order) throw new BooksError(404, 'not_found', `There is no order ${id}`)
  return order
}

/** @throws BooksError 409 once something was shipped or invoiced. */
export function cancelOrder(work: Work, id: number): Order {
  const order = readOrder(work, id)
  if (order.status === 'CANCELLED') return order
  const isTouched = order.lines.some(line => compare(line.shipped, ZERO) > 0 || compare(line.invoiced, ZERO) > 0)
  if (isTouched) throw new BooksError(409, 'too_late', `Order ${order.number} is on its way: goods or invoice are out`)
  for (const line of order.lines) {
    const item = work.get<Item>('items', line.item)
    if (item)
      work.put('items', line.item, {
        ...item,
        reserved: subtract(item.reserved, line.quantity),
        stockUpdatedAt: work.now,
      })
  }
  const cancelled: Order = { ...order, status: 'CANCELLED', updatedAt: work.now }
  work.put('orders', id, cancelled)
  return cancelled
}

export function confirmOrder(work: Work, id: number): Order {
  const order: Order = { ...readOrder(work, id), status: 'CONFIRMED', updatedAt: work.now }
  work.put('orders', id, order)
  return order
}
