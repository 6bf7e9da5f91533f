import { z } from 'zod'
import type { JournalChange } from '../journal.ts'
import type { AskedItem } from './document-lines.ts'
import { documentComment, documentHead } from './documents.ts'
import { MagentoError, parseBody } from './magento-error.ts'
import { plus, share } from './money.ts'
import type { DocumentItem, Order, OrderItem, Shipment, Track } from './records.ts'
import { answerList, documentCommentSchema, idParameter, itemsSchema, phpFloat, phpInt, type Route } from './rest.ts'
import { loadDocument, loadOrder, orderChange, orderEvent, type Shop } from './shop.ts'
import {
  canShip,
  childrenOf,
  defaultStatus,
  deriveState,
  quantityToShip,
  stateAllowsShipment,
} from './state-machine.ts'
import { DEFAULT_SOURCE, sourcesOf, takeFromStock } from './stock.ts'

const trackSchema = z.strictObject({
  track_number: z.string().nullish(),
  title: z.string().nullish(),
  carrier_code: z.string().nullish(),
  weight: phpFloat.nullish(),
  qty: phpFloat.nullish(),
  description: z.string().nullish(),
  order_id: phpInt.nullish(),
  parent_id: phpInt.nullish(),
  extension_attributes: z.unknown().optional(),
})

const requestSchema = z.object({
  items: itemsSchema,
  comment: documentCommentSchema,
  tracks: z.array(trackSchema).nullish(),
  arguments: z
    .looseObject({ extension_attributes: z.looseObject({ source_code: z.string().nullish() }).nullish() })
    .nullish(),
})

export interface ShipmentRequest {
  readonly items: readonly AskedItem[]
  readonly tracks: readonly z.output<typeof trackSchema>[]
  readonly sourceCode?: string | undefined
  readonly comment?: string | undefined
  readonly commentVisible?: boolean
}

export const shipmentRoutes = (shop: Shop): Route[] => [
  {
    method: 'POST',
    path: '/order/:id/ship',
    resource: 'Magento_Sales::ship',
    handle: ({ params, body }) => {
      const asked = parseBody(requestSchema, body)
      const shipment = createShipment(shop, idParameter(params), {
        items: asked.items ?? [],
        tracks: asked.tracks ?? [],
        sourceCode: asked.arguments?.extension_attributes?.source_code ?? undefined,
        comment: asked.comment?.comment,
        commentVisible: asked.comment?.is_visible_on_front === 1,
      })
      return String(shipment.entity_id)
    },
  },
  {
    method: 'GET',
    path: '/shipments',
    resource: 'Magento_Sales::shipment',
    handle: ({ query }) => answerList(shop, query, shop.journal.list<Shipment>('shipments'), one => one),
  },
  {
    method: 'POST',
    path: '/shipment/track',
    resource: 'Magento_Sales::shipment',
    handle: ({ body }) => addTrack(shop, parseBody(z.object({ entity: trackSchema }), body).entity),
  },
  {
    method: 'GET',
    path: '/shipment/:id',
    resource: 'Magento_Sales::shipment',
    handle: ({ params }) => loadDocument(shop, 'shipments', idParameter(params)),
  },
  {
    method: 'POST',
    path: '/shipment/:id/comments',
    resource: 'Magento_Sales::shipment',
    handle: ({ params, body }) => addComment(shop, idParameter(params), body),
  },
  {
    method: 'POST',
    path: '/shipment/:id/emails',
    resource: 'Magento_Sales::shipment',
    handle: ({ params }) => Boolean(loadDocument(shop, 'shipments', idParameter(params))),
  },
]

/** Recordings ship-create-error-track-missing-title, -unknown-source: both are hidden behind this text. */
const couldNotSave = () => new MagentoError(400, 'Could not save a shipment, see error log for details')

/**
 * Ships what was asked and is left: more than that is cut down without an error (recording ship-create-error-too-many).
 * @param extra changes that commit together with it (the companion module's link).
 * @throws MagentoError 400 in the words of ship-create-error-*; 404 without such an order
 */
export function createShipment(
  shop: Shop,
  orderId: number,
  request: ShipmentRequest,
  extra: (shipment: Shipment) => readonly JournalChange[] = () => [],
): Shipment {
  const order = loadOrder(shop, orderId)
  const lines = shippedLines(order, request.items)
  const problems = [
    ...orderProblems(order),
    ...(lines.length > 0 ? [] : ["You can't create a shipment without products."]),
    ...bundleProblems(order, request.items),
  ]
  if (problems.length > 0) throw new MagentoError(400, `Shipment Document Validation Error(s):\n${problems.join('\n')}`)
  const source = request.sourceCode ?? DEFAULT_SOURCE
  if (!sourcesOf(shop).includes(source) || request.tracks.some(track => !track.title || !track.track_number))
    throw couldNotSave()

  const shipment = newShipment(shop, order, lines, source)
  shipment.tracks = request.tracks.map(track => newTrack(shop, shipment, track))
  if (request.comment)
    shipment.comments.push(
      documentComment(shop, 'shipment_comment', shipment.entity_id, request.comment, request.commentVisible ?? false),
    )
  const delivered = lines.flatMap(({ item, qty }) => register(order, item, qty))
  deriveState(order, true)
  order.status = defaultStatus(order.state)
  shop.commit(
    [
      { collection: 'shipments', key: shipment.entity_id, value: shipment },
      orderChange(shop, order),
      ...takeFromStock(shop, delivered, source),
      ...extra(shipment),
    ],
    [orderEvent('shipment.created', order)],
  )
  return shipment
}

function shippedLines(order: Order, asked: readonly AskedItem[]): { item: OrderItem; qty: number }[] {
  return order.items.flatMap(item => {
    const left = item.is_virtual === 1 ? 0 : quantityToShip(item)
    const wanted = asked.length === 0 ? left : (asked.find(one => one.order_item_id === item.item_id)?.qty ?? 0)
    const qty = Math.min(wanted, left)
    return qty > 0 ? [{ item, qty }] : []
  })
}

function orderProblems(order: Order): string[] {
  if (!stateAllowsShipment(order)) return [`A shipment cannot be created when an order has a status of ${order.status}`]
  return canShip(order) ? [] : ['The order does not allow a shipment to be created.']
}

/** Recording lc-bundle-ship-by-child-items: the parent's row has to be named, once for each child that was. */
const bundleProblems = (order: Order, asked: readonly AskedItem[]): string[] =>
  asked.flatMap(({ order_item_id }) => {
    const item = order.items.find(one => one.item_id === order_item_id)
    const parent = order.items.find(one => one.item_id === item?.parent_item_id && one.product_type === 'bundle')
    return parent
      ? [
          `Cannot create shipment as bundle product "${parent.sku}" has shipment type "Together". Bundle product itself should be shipped instead.`,
        ]
      : []
  })

/**
 * Counts a shipped row. The children of a bundle count with it, the child of a configurable does not
 * (order-get-bundle-partially-shipped, order-get-complete-configurable). @returns what leaves the stock
 */
function register(order: Order, item: OrderItem, qty: number): { sku: string; quantity: number }[] {
  item.qty_shipped = plus(item.qty_shipped, qty)
  if (item.product_type !== 'bundle') return [{ sku: item.sku, quantity: qty }]
  return childrenOf(order, item).map(child => {
    const quantity = share(qty, child.qty_ordered, item.qty_ordered)
    child.qty_shipped = plus(child.qty_shipped, quantity)
    return { sku: child.sku, quantity }
  })
}

function newShipment(
  shop: Shop,
  order: Order,
  lines: readonly { item: OrderItem; qty: number }[],
  source: string,
): Shipment {
  const head = documentHead(shop, order, 'shipment')
  const items = lines.map(
    ({ item, qty }): DocumentItem => ({
      entity_id: shop.nextId('shipment_item'),
      name: item.name,
      parent_id: head.entity_id,
      price: item.price,
      product_id: item.product_id,
      sku: item.sku,
      ...(item.weight === undefined ? {} : { weight: item.weight }),
      order_item_id: item.item_id,
      qty,
    }),
  )
  return {
    ...head,
    items,
    packages: [],
    total_qty: plus(...lines.map(line => line.qty)),
    tracks: [],
    extension_attributes: { source_code: source },
  }
}

const newTrack = (shop: Shop, shipment: Shipment, sent: z.output<typeof trackSchema>): Track => ({
  order_id: shipment.order_id,
  created_at: shop.stamp(),
  entity_id: shop.nextId('track'),
  parent_id: shipment.entity_id,
  updated_at: shop.stamp(),
  weight: sent.weight ?? null,
  qty: sent.qty ?? null,
  description: sent.description ?? null,
  track_number: sent.track_number ?? '',
  title: sent.title ?? '',
  carrier_code: sent.carrier_code ?? 'custom',
})

/** Recordings shipment-track-add, shipment-track-add-error-bad-shipment. */
function addTrack(shop: Shop, sent: z.output<typeof trackSchema>): Track {
  const found = shop.journal.get<Shipment>('shipments', sent.parent_id ?? 0)
  if (!found || !sent.title || !sent.track_number) throw new MagentoError(400, 'Could not save the shipment tracking.')
  const shipment = structuredClone(found)
  const track = newTrack(shop, shipment, sent)
  shipment.tracks.push(track)
  shop.commit([{ collection: 'shipments', key: shipment.entity_id, value: shipment }])
  return track
}

const commentSchema = z.object({
  entity: z.strictObject({
    comment: z.string(),
    parent_id: phpInt.nullish(),
    is_customer_notified: phpInt.nullish(),
    is_visible_on_front: phpInt.nullish(),
  }),
})

function addComment(shop: Shop, id: number, body: unknown): unknown {
  const { entity } = parseBody(commentSchema, body)
  const shipment = loadDocument(shop, 'shipments', id)
  const comment = documentComment(shop, 'shipment_comment', id, entity.comment, entity.is_visible_on_front === 1)
  shipment.comments.push(comment)
  shop.commit([{ collection: 'shipments', key: id, value: shipment }])
  const { created_at: _, ...answered } = comment
  return answered
}
