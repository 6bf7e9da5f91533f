import type { Amount } from './amount.ts'
import type { Price } from './order.ts'

/** How far the ERP's sales document has come. `draft`: waits for an approval inside the ERP. */
export type SalesDocumentState = 'draft' | 'open' | 'confirmed' | 'closed' | 'canceled'

/** The ERP's order for (order × connection), as read back from the ERP. */
export interface SalesDocument {
  /** The ERP's internal key, as text ("1042"). */
  readonly erpId: string
  /** The number that people see in the ERP. */
  readonly erpNumber: string
  /** Our key, as the ERP stored it; absent on documents that were not made by us. */
  readonly orderbridgeId?: string
  readonly state: SalesDocumentState
  readonly currency: string
  readonly total: Amount
  /** ERP line number per Magento order line id, for the lines that we know. */
  readonly lines: readonly SalesDocumentLine[]
}

export interface SalesDocumentLine {
  readonly erpLine: number
  readonly itemCode: string
  readonly quantity: Amount
  /** Not yet delivered or invoiced, as the ERP counts. */
  readonly openQuantity: Amount
}

export type FollowUpKind = 'shipment' | 'invoice' | 'credit_note'

/** What the ERP made out of a sales document: a delivery, an invoice, a credit note. */
export interface FollowUp {
  readonly kind: FollowUpKind
  readonly erpId: string
  readonly erpNumber: string
  /** Our key, as the ERP stored it: that of the sales document, or its own on what we made; absent when there is none. */
  readonly orderbridgeId?: string
  /** The ERP cancelled it (by a counter document). */
  readonly canceled: boolean
  readonly currency: string
  readonly total: Amount
  readonly freight?: Price
  /** ISO date of the document. */
  readonly date: string
  readonly lines: readonly FollowUpLine[]
  readonly tracking: readonly { readonly number: string; readonly carrier?: string }[]
}

export interface FollowUpLine {
  /** Sales document and line that it was made from, through however many documents in between. */
  readonly salesDocumentId: string
  readonly erpLine: number
  readonly itemCode: string
  readonly quantity: Amount
  readonly gross: Amount
  /** Where the goods left, as the ERP calls it; absent where it does not say. */
  readonly warehouse?: string
}

/** Something moved in the ERP. A hint only: the entity is read before anything is decided. */
export interface ErpChange {
  readonly entity: 'sales_document' | FollowUpKind
  readonly erpId: string
  /** Unique per version of the entity, for the inbox: "1042@2026-01-31T10:22:31". */
  readonly version: string
}
