import { compare, isZero, subtract, ZERO } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { CancelOutcome, ErpRequest } from '../connector.ts'
import type { IcenterClient, Key } from './client.ts'
import { type DocumentKey, idOf, parseId } from './document-id.ts'
import { isRefusal, refused, unreadable } from './errors.ts'
import type { OrderFinder } from './find-orders.ts'
import { serviceItems } from './mapping.ts'
import { ORDER_HEADER } from './models.ts'
import { goodsOf, type IcenterOrder, ourKeyOf, readOrder, readOrders, toSalesDocument } from './order.ts'
import { ADD_ORDER } from './sales-document.ts'
import type { Planned } from './walk-orders.ts'

/** Orders: found by our key, made once, read back, cancelled. The erpId is "2026/VNK/512". */

/** @returns by our key, the order that carries it and lives; of several the first one made. */
export async function findSalesDocuments(
  client: IcenterClient,
  finder: OrderFinder,
  orderbridgeIds: readonly string[],
  planned: ReadonlyMap<string, ErpRequest> = new Map(),
): Promise<Map<string, SalesDocument>> {
  const said = [...planned].map(([key, { body }]) => [key, plannedIn(headerOf(body))] as const)
  const keys = await finder.find(orderbridgeIds, new Map(said))
  const orders = await readOrders(client, [...keys.values()].flat())
  const found = new Map<string, SalesDocument>()
  for (const document of orders.map(order => toSalesDocument(order, client.settings)).reverse()) {
    const key = document.orderbridgeId
    if (document.state !== 'canceled' && key !== undefined && keys.has(key)) found.set(key, document)
  }
  return found
}

/**
 * Writes, then reads the order back: iCenter fills fields from the order book and the customer, and says nothing of
 * totals in its answer (contract §3).
 * @throws RemoteError unknown when it is not sure what happened; findSalesDocuments tells.
 */
export async function createSalesDocument(
  client: IcenterClient,
  finder: OrderFinder,
  request: ErpRequest,
): Promise<SalesDocument> {
  const header = headerOf(request.body)
  if (request.method !== 'POST' || request.path !== ADD_ORDER || header === undefined)
    throw refused('request', `This is not a request for a new order: ${request.method} ${request.path}`)
  await finder.checkReach(plannedIn(header))
  const keys = await client.write('Order/AddOrder', {
    root: 'OrderHeader',
    content: { value: header, model: ORDER_HEADER },
  })
  const key = orderKeyIn(keys, client.settings.orderBook, fieldOf(header, 'OrderYear'))
  if (!key) throw unreadable('the key of the new order', true)
  const order = await readBack(client, key)
  finder.learn(key, ourKeyOf(order, client.settings) ?? '')
  const field = client.settings.keyField === 'order_reference' ? 'OrderReference' : 'QuotationNumber'
  const sent = fieldOf(header, field)
  if (ourKeyOf(order, client.settings) !== sent) {
    const text = `iCenter has made order ${idOf(key)} and keeps "${ourKeyOf(order, client.settings) ?? ''}" in place of our key "${String(sent)}", by which it could not be found again. Cancel it in iCenter, and set limits of the connection to what iCenter keeps`
    throw refused('key-not-kept', text)
  }
  return toSalesDocument(order, client.settings)
}

function plannedIn(header: object | undefined): Planned {
  const [reference, year] = [fieldOf(header, 'OrderReference'), fieldOf(header, 'OrderYear')]
  const date = fieldOf(header, 'OrderDate')
  return {
    reference: typeof reference === 'string' ? reference : undefined,
    year: typeof year === 'number' ? year : undefined,
    date: typeof date === 'string' && /^\d{4}-\d{2}-\d{2}/.test(date) ? date : undefined,
  }
}

const fieldOf = (value: object | undefined, name: string): unknown => value && Reflect.get(value, name)

/** A stored request is JSON from the database. */
function headerOf(body: unknown): object | undefined {
  const header = typeof body === 'object' && body !== null ? fieldOf(body, 'OrderHeader') : undefined
  return typeof header === 'object' && header !== null ? header : undefined
}

/** It is there, so whatever goes wrong now leaves the outcome open and never closes it. */
async function readBack(client: IcenterClient, key: DocumentKey): Promise<IcenterOrder> {
  try {
    const order = await readOrder(client, key)
    if (order) return order
  } catch (cause) {
    if (!(cause instanceof RemoteError)) throw cause
    const { message, code } = cause
    throw new RemoteError({ errorClass: 'unknown', code, message: `Reading the new order back: ${message}` }, { cause })
  }
  throw unreadable(`order ${idOf(key)}, which it has just made,`, true)
}

/** By their names where they have the documented ones, else by what they look like (contract §6). */
export function orderKeyIn(keys: readonly Key[], book: string, year: unknown): DocumentKey | undefined {
  const named = (name: RegExp) => keys.find(key => name.test(key.name))?.value
  const rest = keys.map(({ value }) => value).filter(value => value !== book && value !== String(year))
  const number = named(/^OrderNumber$/i) ?? rest.find(value => /^\d{1,9}$/.test(value))
  const ofYear = named(/^OrderYear$/i) ?? String(year)
  return parseId(`${ofYear}/${named(/^OrderBook$/i) ?? book}/${number ?? ''}`)
}

/** Ids that do not exist are left out. */
export async function readSalesDocuments(client: IcenterClient, erpIds: readonly string[]): Promise<SalesDocument[]> {
  const keys = [...new Set(erpIds)].flatMap(id => parseId(id) ?? [])
  return (await readOrders(client, keys)).map(order => toSalesDocument(order, client.settings))
}

/** Cancels an order of which nothing was delivered, closes what is left of one that was delivered in part. */
export async function cancelSalesDocument(client: IcenterClient, erpId: string): Promise<CancelOutcome> {
  const key = parseId(erpId)
  const found = key && (await readOrder(client, key))
  if (!key || !found) return { outcome: 'too_late', reason: `iCenter has no order ${erpId}` }
  const document = toSalesDocument(found, client.settings)
  if (document.state === 'canceled') return { outcome: 'already' }
  if (document.state === 'closed') {
    // A site that does not say what was shipped leaves it to a person.
    const done = goodsOf(found, serviceItems(client.settings)).every(
      ({ Qty = ZERO, ShippedQTY = Qty }) => compare(ShippedQTY, Qty) >= 0,
    )
    // Closed with something left to deliver: somebody, or an earlier try of ours, has closed it by hand.
    return done
      ? { outcome: 'too_late', reason: `Order ${document.erpNumber} is delivered and closed` }
      : { outcome: 'already' }
  }
  const untouched = document.lines.every(line => isZero(subtract(line.quantity, line.openQuantity)))
  const order = { orderYear: key.year, orderBook: key.book, orderNumber: key.number }
  try {
    if (untouched) await client.write('Order/PostOrderCancellation', undefined, order)
    // A dispatch advice that people are just preparing stays theirs.
    else await client.write('Order/PostOrderClose', undefined, { ...order, dispatchAdviceClose: false })
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { outcome: 'too_late', reason: error.message }
  }
  return { outcome: untouched ? 'canceled' : 'closed' }
}

/** Nothing of it was delivered. */
export const isUntouched = ({ state, lines }: SalesDocument): boolean =>
  (state === 'open' || state === 'confirmed') && lines.every(line => compare(line.openQuantity, line.quantity) === 0)
