import { isZero, toJsonNumber } from '../domain/amount.ts'
import { RemoteError } from '../domain/errors.ts'
import type { DocumentItem } from './contract.ts'
import { documentMarker, markedComment } from './marker.ts'

interface DocumentInput {
  readonly orderId: number
  readonly erpDocumentId: string
  readonly items: readonly DocumentItem[]
  readonly comment: string
}

export const jsonItem = (item: DocumentItem) => ({
  order_item_id: item.orderItemId,
  qty: toJsonNumber(item.quantity),
})

/** The items as Magento wants them. An empty list would mean "everything that is left", so it is refused here. */
export function documentItems({ items, orderId, erpDocumentId }: DocumentInput) {
  const some = items.filter(item => !isZero(item.quantity))
  if (some.length > 0) return some.map(jsonItem)
  throw new RemoteError({
    errorClass: 'permanent',
    code: 'magento:no_lines',
    message: `${erpDocumentId} has no line that belongs to Magento order ${orderId}. Make the document by hand in the Magento admin if one is needed`,
  })
}

/** The comment with the marker by which findByErpDocument knows the document again. */
export const documentComment = (input: DocumentInput): string =>
  markedComment(input.comment, documentMarker(input.erpDocumentId))
