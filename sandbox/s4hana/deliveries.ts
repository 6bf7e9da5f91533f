import { add, compare } from '../../src/domain/amount.ts'
import type { Piece } from '../pieces.ts'
import { type Delivery, Refusal, type Work } from './books.ts'
import { FIRST_DELIVERY } from './customizing.ts'
import { advance, itemOf, readOrder } from './orders.ts'

/** Packs pieces of an order: the delivery stands, the goods are still here. */
export function packDelivery(work: Work, orderNumber: string, pieces: readonly Piece[]): Delivery {
  const order = readOrder(work, orderNumber)
  const lines = pieces.map(({ line, quantity }) => {
    const item = itemOf(order, line)
    if (compare(add(item.delivered, quantity), item.quantity) > 0)
      throw new Refusal('VL/363', `Item ${line} of order ${orderNumber} is delivered already`)
    return { line, quantity, material: item.fields.Material ?? '' }
  })
  const delivery: Delivery = {
    number: String(work.next('deliveries', FIRST_DELIVERY)),
    order: orderNumber,
    soldTo: order.fields.SoldToParty ?? '',
    lines,
    parcel: '',
    changedOn: work.today,
  }
  work.put('deliveries', delivery.number, delivery)
  advance(work, orderNumber, pieces, 'delivered')
  return delivery
}

/** The goods leave. @param parcel S/4 has no field of its own for it: it goes into the bill of lading */
export function issueGoods(work: Work, number: string, parcel: string): void {
  const delivery = work.get<Delivery>('deliveries', number)
  if (!delivery || delivery.issuedOn !== undefined)
    throw new Refusal('VL/609', `Delivery ${number} has no goods to issue`)
  work.put('deliveries', number, { ...delivery, parcel, issuedOn: work.today, changedOn: work.today })
  advance(work, delivery.order, delivery.lines, 'issued')
}

export const deliveriesOf = (work: Pick<Work, 'list'>, order: string): Delivery[] =>
  work.list<Delivery>('deliveries').filter(one => one.order === order)
