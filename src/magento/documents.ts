import { z } from 'zod'
import { type Amount, amount } from '../domain/amount.ts'
import type { DocumentResult, MagentoDocument } from './contract.ts'
import { chunks, PAGE_SIZE, readAll } from './lists.ts'
import { documentMarker } from './marker.ts'
import type { Rest } from './rest.ts'
import type { Filter } from './search-criteria.ts'

type DocumentKind = MagentoDocument['kind']

const PATHS: Readonly<Record<DocumentKind, string>> = {
  invoice: '/V1/invoices',
  shipment: '/V1/shipments',
  creditmemo: '/V1/creditmemos',
}
const KINDS = ['invoice', 'shipment', 'creditmemo'] as const

/** Invoices, shipments and credit memos of these orders: three calls per 100 orders, more when there are many. */
export async function readDocuments(rest: Rest, orderIds: readonly number[]): Promise<readonly MagentoDocument[]> {
  const documents: MagentoDocument[] = []
  for (const chunk of chunks([...new Set(orderIds)], PAGE_SIZE)) {
    const lists = await Promise.all(KINDS.map(kind => readKind(rest, kind, chunk)))
    documents.push(...lists.flat())
  }
  return documents
}

/** The document that carries our marker for this ERP document, the oldest if a person copied the comment. */
export async function findByErpDocument(
  rest: Rest,
  orderId: number,
  kind: DocumentKind,
  erpDocumentId: string,
): Promise<DocumentResult | undefined> {
  const mark = documentMarker(erpDocumentId)
  const documents = await readKind(rest, kind, [orderId])
  const found = documents.find(document => document.comments.some(comment => comment.includes(mark)))
  return found && { id: found.id, incrementId: found.incrementId, created: false }
}

/** The documents of one kind, oldest first. */
export async function readKind(
  rest: Rest,
  kind: DocumentKind,
  orderIds: readonly number[],
): Promise<readonly MagentoDocument[]> {
  const group: Filter[] = [{ field: 'order_id', condition: 'in', value: orderIds }]
  const total = kind === 'shipment' ? '' : 'grand_total,'
  const fields = `items[entity_id,increment_id,order_id,${total}items[order_item_id,qty],comments[comment]]`
  const rows = await readAll(rest, PATHS[kind], { groups: [group], fields }, rowSchema)
  return rows.map(row => ({
    kind,
    id: row.entity_id,
    incrementId: row.increment_id,
    orderId: row.order_id,
    items: (row.items ?? []).map(item => ({ orderItemId: item.order_item_id, quantity: item.qty })),
    ...(row.grand_total != null && { grandTotal: row.grand_total }),
    comments: (row.comments ?? []).flatMap(({ comment }) => comment ?? []),
  }))
}

const decimal = z.number().transform((value): Amount => amount(value))

const rowSchema = z.object({
  entity_id: z.int(),
  increment_id: z.string(),
  order_id: z.int(),
  grand_total: decimal.nullish(),
  items: z.array(z.object({ order_item_id: z.int(), qty: decimal })).nullish(),
  comments: z.array(z.object({ comment: z.string().nullish() })).nullish(),
})
