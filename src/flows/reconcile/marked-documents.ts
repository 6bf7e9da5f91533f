import type { FollowUp } from '../../domain/fulfilment.ts'
import type { MagentoDocument } from '../../magento/contract.ts'
import { documentMarker } from '../../magento/marker.ts'
import type { ErpSide, Sides } from './sides.ts'

/** The key of the Magento document that follows one of the ERP (flows/erp/decide-follow-up.ts). */
export const keyOf = ({ connection }: ErpSide, { kind, erpId }: FollowUp): string =>
  `${connection.code}:${kind}:${erpId}`

/** The document that we made for this key, by the marker in its comment. */
export const findMarked = (
  documents: readonly MagentoDocument[],
  kind: MagentoDocument['kind'],
  key: string,
): MagentoDocument | undefined =>
  documents.find(
    document => document.kind === kind && document.comments.some(comment => comment.includes(documentMarker(key))),
  )

/** Magento has an invoice that we made for this one. */
export const hasCounterpart = ({ magento }: Sides, side: ErpSide, followUp: FollowUp): boolean =>
  magento.kind === 'found' && findMarked(magento.documents, 'invoice', keyOf(side, followUp)) !== undefined
