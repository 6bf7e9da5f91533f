import { createHash } from 'node:crypto'
import { saveSourceItems } from './catalog.ts'
import { MagentoError, required } from './magento-error.ts'
import { checkProductTypes, saveProduct } from './product-writes.ts'
import type { Route } from './rest.ts'
import type { Shop } from './shop.ts'

/** Asynchronous bulk: accepted at once, worked on by a consumer later (recordings async-bulk-*, bulk-*). */

interface Operation {
  id: number
  topic: Topic
  body?: unknown
  /** 1 complete, 3 failed, 4 open. */
  status: 1 | 3 | 4
  result_message: string | null
  error_code: number | null
}

interface Bulk {
  uuid: string
  start_time: string
  operations: Operation[]
}

type Topic = 'products.post' | 'products.put' | 'source-items.post'

const WORK: Readonly<Record<Topic, (shop: Shop, body: unknown) => unknown>> = {
  'products.post': (shop, body) => saveProduct(shop, body),
  'products.put': (shop, body) => saveProduct(shop, body),
  'source-items.post': saveSourceItems,
}
const SERVICES: Readonly<Record<Topic, string>> = {
  'products.post': 'Magento\\Catalog\\Model\\ProductRepository\\Interceptor::save',
  'products.put': 'Magento\\Catalog\\Model\\ProductRepository\\Interceptor::save',
  'source-items.post': 'Magento\\Inventory\\Model\\SourceItem\\Command\\SourceItemsSave\\Interceptor::execute',
}

/** @param atOnce the consumer runs by itself; else only when runConsumers is called. */
export const bulkRoutes = (shop: Shop, atOnce: () => boolean): Route[] => [
  queued(shop, 'POST', '/products', 'products.post', 'Magento_Catalog::products'),
  queued(shop, 'PUT', '/products/bySku', 'products.put', 'Magento_Catalog::products'),
  queued(shop, 'POST', '/inventory/source-items', 'source-items.post', 'Magento_InventoryApi::source'),
  {
    method: 'GET',
    path: '/bulk/:uuid/status',
    resource: 'Magento_Logging::system_magento_logging_bulk_operations',
    handle: ({ params }) => {
      // The consumer works in a process of its own, after the answer of the bulk and before people look.
      if (atOnce()) runConsumers(shop)
      return statusOf(shop, params.uuid ?? '')
    },
  },
]

const queued = (shop: Shop, method: 'POST' | 'PUT', path: string, topic: Topic, resource: string): Route => ({
  method,
  path,
  resource,
  queued: true,
  handle: ({ body }) => accept(shop, topic, body),
})

function accept(shop: Shop, topic: Topic, body: unknown): unknown {
  // Recording async-bulk-error-not-array: the one object is taken for a row, which lacks what a row has.
  if (!Array.isArray(body)) throw required(topic === 'source-items.post' ? 'sourceItems' : 'product')
  if (topic !== 'source-items.post') for (const one of body) checkProductTypes(one)
  const hex = shop.randomHex(32)
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  const operations = body.map(
    (one, id): Operation => ({ id, topic, body: one, status: 4, result_message: null, error_code: null }),
  )
  const bulk: Bulk = { uuid, start_time: shop.stamp(), operations }
  shop.commit([{ collection: 'bulks', key: uuid, value: bulk }])
  const hash = (one: unknown) => createHash('sha256').update(JSON.stringify(one)).digest('hex')
  return {
    bulk_uuid: uuid,
    request_items: body.map((one, id) => ({ id, data_hash: hash(one), status: 'accepted' })),
    errors: false,
  }
}

/** Does what is queued, oldest first. A bad row fails alone. */
export function runConsumers(shop: Shop): void {
  for (const bulk of shop.journal.list<Bulk>('bulks')) {
    if (!bulk.operations.some(({ status }) => status === 4)) continue
    const operations = bulk.operations.map(operation => (operation.status === 4 ? work(shop, operation) : operation))
    shop.commit([{ collection: 'bulks', key: bulk.uuid, value: { ...bulk, operations } }])
  }
}

function work(shop: Shop, { body, ...operation }: Operation): Operation {
  try {
    WORK[operation.topic](shop, body)
    return { ...operation, status: 1, result_message: `Service execution success ${SERVICES[operation.topic]}` }
  } catch (error) {
    if (!(error instanceof MagentoError)) throw error
    shop.rollback()
    return { ...operation, status: 3, result_message: filled(error), error_code: 0 }
  }
}

const filled = ({ message, parameters }: MagentoError): string =>
  message.replace(/%(\d)/g, (whole, n: string) =>
    String(Array.isArray(parameters) ? (parameters[Number(n) - 1] ?? whole) : whole),
  )

function statusOf(shop: Shop, uuid: string): unknown {
  const bulk = shop.journal.get<Bulk>('bulks', uuid)
  if (!bulk) throw new MagentoError(404, 'Bulk uuid %bulkUuid not exist', { bulkUuid: uuid })
  return {
    operations_list: bulk.operations.map(({ id, status, result_message, error_code }) => ({
      id,
      status,
      result_message,
      error_code,
    })),
    user_type: 1,
    bulk_id: uuid,
    description: `Topic async.${bulk.operations[0]?.topic ?? ''}`,
    start_time: bulk.start_time,
    user_id: 1,
    operation_count: bulk.operations.length,
  }
}
