import { attachDocument } from '../effects/attach-document.ts'
import { cancelSalesDocument } from '../effects/cancel-sales-document.ts'
import { createPayment } from '../effects/create-payment.ts'
import { createSalesDocument } from '../effects/create-sales-document.ts'
import { createSubject } from '../effects/create-subject.ts'
import { fetchDocument } from '../effects/fetch-document.ts'
import { createCreditMemo, createInvoice, createShipment } from '../effects/magento-documents.ts'
import { cancelOrder, putSyncState, setStatus } from '../effects/magento-order.ts'
import { createTrack } from '../effects/magento-tracks.ts'
import { refundSalesDocument } from '../effects/refund-sales-document.ts'
import { sendEvent } from '../effects/send-event.ts'
import { sendMail } from '../effects/send-mail.ts'
import { acknowledgeOrder } from '../transfer/acknowledge-order.ts'
import { writeOrder } from '../transfer/write-order.ts'
import type { AnyEffectKind } from './effect.ts'

const kinds: readonly AnyEffectKind[] = [
  createSubject,
  createSalesDocument,
  cancelSalesDocument,
  refundSalesDocument,
  createPayment,
  createInvoice,
  createShipment,
  createTrack,
  createCreditMemo,
  cancelOrder,
  putSyncState,
  setStatus,
  fetchDocument,
  attachDocument,
  sendMail,
  sendEvent,
  writeOrder,
  acknowledgeOrder,
]

/** Every way in which we write to the outside, by the name that outbox messages carry. */
export const effectKinds: ReadonlyMap<string, AnyEffectKind> = new Map(kinds.map(kind => [kind.kind, kind]))
