import { compare, isZero, negate, ZERO } from '../../src/domain/amount.ts'
import { refuse } from './answer.ts'
import { type Dispatch, type DocumentKey, type FollowLine, idOf, type Order, type Work } from './company.ts'
import { text } from './fields.ts'
import { isGoods } from './items.ts'
import { checkOpen, isOpenLine, type Pieces, readOrder, toDispatch } from './open-pieces.ts'
import { dispatchesOf, shippedOf, takeNumber } from './references.ts'
import { moveStock } from './stock.ts'

/** How goods leave: first on a dispatch advice, then, when it is posted, out of the warehouse. */

export function confirmOrder(work: Work, key: DocumentKey): void {
  const order = readOrder(work, key)
  if (order.status !== 'O') refuse(`Naročilo ${idOf(key)} ni odprto!`)
  const header = { ...order.header, ConfirmationDate: work.today }
  work.put('orders', idOf(key), { ...order, header, status: 'P', modified: work.now })
}

/** Goods of an order are put on a dispatch advice of the same book; nothing has left yet. */
export function makeDispatch(work: Work, key: DocumentKey, year: number, pieces: readonly Pieces[]): Dispatch {
  const order = readOrder(work, key)
  if (order.status === 'X' || order.status === 'Z') refuse(`Naročilo ${idOf(key)} ni odprto!`)
  checkOpen(pieces, toDispatch(work, order), idOf(key))
  const dispatch: Dispatch = {
    key: takeNumber(work, 'dispatch', year, key.book, 1),
    order: key,
    lines: pieces.map(({ orderLine, quantity }, index) => ({ line: index + 1, orderLine, quantity })),
    status: 'O',
    date: work.today,
    inserted: work.now,
    modified: work.now,
  }
  work.put('dispatches', idOf(dispatch.key), dispatch)
  return dispatch
}

export const readDispatch = (work: Work, key: DocumentKey): Dispatch =>
  work.get('dispatches', idOf(key)) ?? refuse(`Dobavnica ${idOf(key)} ne obstaja!`)

/** Goods leave: stock goes down, the parcel gets its number, the order is partly dispatched or done. */
export function postDispatch(work: Work, key: DocumentKey, tracking?: string): void {
  const dispatch = readDispatch(work, key)
  if (dispatch.status !== 'O') refuse(`Dobavnica ${idOf(key)} je že zaključena!`)
  const order = readOrder(work, dispatch.order)
  for (const line of dispatch.lines) issueGoods(work, order, line)
  const parcel = tracking === undefined ? {} : { tracking }
  work.put('dispatches', idOf(key), { ...dispatch, ...parcel, status: 'Z', modified: work.now })
  settle(work, order.key)
}

function issueGoods(work: Work, order: Order, { orderLine, quantity }: FollowLine): void {
  const line = order.lines.find(one => one.OrderLineNo === orderLine)
  if (!line || !isGoods(work.get('items', line.ItemID))) return
  moveStock(work, line.ItemID, text(line, 'WareHouseId'), negate(quantity))
}

/** Reverses a dispatch advice; goods that had left come back. */
export function reverseDispatch(work: Work, key: DocumentKey): void {
  const dispatch = readDispatch(work, key)
  if (dispatch.status === 'X') refuse(`Dobavnica ${idOf(key)} je že stornirana!`)
  const order = readOrder(work, dispatch.order)
  if (dispatch.status === 'Z') {
    for (const line of dispatch.lines) issueGoods(work, order, { ...line, quantity: negate(line.quantity) })
  }
  work.put('dispatches', idOf(key), { ...dispatch, status: 'X', modified: work.now })
  settle(work, order.key)
}

/** The order's status follows what has left. */
export function settle(work: Work, key: DocumentKey): void {
  const order = readOrder(work, key)
  const open = order.lines.filter(isOpenLine)
  const shipped = open.map(line => shippedOf(work, order, line.OrderLineNo))
  const all = open.every((line, index) => compare(shipped[index] ?? ZERO, line.Qty) >= 0)
  const untouched = order.status === 'O' ? 'O' : 'P'
  const status = all ? 'Z' : shipped.every(isZero) ? untouched : 'D'
  work.put('orders', idOf(key), { ...order, status, modified: work.now })
}

export const openDispatch = (work: Work, order: DocumentKey): Dispatch | undefined =>
  dispatchesOf(work, order).find(({ status }) => status === 'O')
