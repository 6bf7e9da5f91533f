import type { PAIR_STATES } from '../../db/schema/ledger.ts'
import { type Amount, add, subtract, ZERO } from '../../domain/amount.ts'
import type { FollowUp } from '../../domain/fulfilment.ts'
import type { MagentoDocument } from '../../magento/contract.ts'
import { judgePairs } from './judge-pairs.ts'
import { findMarked, hasCounterpart, keyOf } from './marked-documents.ts'
import type { ErpSide, Sides } from './sides.ts'

/** An invoice or credit of the ERP with its counterpart in Magento; one may be missing. */
export interface Counterparts {
  readonly kind: 'invoice' | 'credit'
  readonly key: string
  readonly connection?: string
  /** ISO date of the ERP's document; undefined: the day on which it is first seen. */
  readonly day: string | undefined
  /** Of the order; a total in another one is left out. */
  readonly currency: string
  readonly erp: { readonly number: string; readonly total: Amount | undefined } | undefined
  readonly magento: { readonly number: string; readonly total: Amount } | undefined
}

export interface Pair extends Counterparts {
  readonly state: (typeof PAIR_STATES)[number]
  /** Why the totals differ; empty when they do not. */
  readonly reason: string
}

/** Invoices and credits of one order, side by side, each with what is to be thought of it. Pure. */
export function pairDocuments(sides: Sides): Pair[] {
  const { magento } = sides
  if (magento.kind !== 'found') return []
  const { order, documents } = magento
  const used = new Set<MagentoDocument>()
  const paired = sides.erp.flatMap(side =>
    side.followUps.flatMap(followUp =>
      inBooks(sides, side, followUp).map(({ kind, key, day }): Counterparts => {
        const match =
          findMarked(documents, kind === 'invoice' ? 'invoice' : 'creditmemo', key) ?? findRefund(sides, side, followUp)
        if (match) used.add(match)
        const total = followUp.currency === order.currency ? shareOf(followUp, side.remembered?.erpId) : undefined
        const connection = side.connection.code
        const erp = { number: followUp.erpNumber, total }
        return { kind, key, connection, day, currency: order.currency, erp, magento: match && sideOf(match) }
      }),
    ),
  )
  const alone = documents
    .filter(document => document.kind !== 'shipment' && !used.has(document))
    .map((document): Counterparts => {
      const kind = document.kind === 'invoice' ? 'invoice' : 'credit'
      const key = `magento:${document.kind}:${document.id}`
      return { kind, key, day: undefined, currency: order.currency, erp: undefined, magento: sideOf(document) }
    })
  return judgePairs(sides, order, [...paired, ...alone])
}

/** The credit memo that people made, which a credit note of the ERP answers (flows/erp/link-refund.ts). */
function findRefund(
  { known, magento }: Sides,
  { connection }: ErpSide,
  { kind, erpId }: FollowUp,
): MagentoDocument | undefined {
  if (kind !== 'credit_note' || magento.kind !== 'found') return undefined
  const refund = known.refunds.find(row => row.connection === connection.code && row.erpId === erpId)
  return magento.documents.find(document => document.kind === 'creditmemo' && document.id === refund?.magentoId)
}

const sideOf = ({ incrementId, grandTotal }: MagentoDocument) => ({ number: incrementId, total: grandTotal ?? ZERO })

/** A cancelled invoice that Magento has followed stands in the books as an invoice and as its credit; else as neither. */
function inBooks(sides: Sides, side: ErpSide, followUp: FollowUp): Pick<Counterparts, 'kind' | 'key' | 'day'>[] {
  if (followUp.kind === 'shipment') return []
  const key = keyOf(side, followUp)
  const own = { kind: followUp.kind === 'invoice' ? 'invoice' : 'credit', key, day: followUp.date } as const
  if (!followUp.canceled) return [own]
  if (followUp.kind !== 'invoice' || !hasCounterpart(sides, side, followUp)) return []
  return [own, { kind: 'credit', key: `${key}:canceled`, day: undefined }]
}

/**
 * What of a document belongs to the order. A collective one is shared by its lines; what is on no line of ours (freight,
 * lines that people added) goes to the first of its orders, so that the shares add up to the document.
 */
function shareOf({ lines, total }: FollowUp, salesDocumentId: string | undefined): Amount {
  const owners = [...new Set(lines.map(line => line.salesDocumentId))].sort((a, b) => Number(a) - Number(b))
  if (owners.length <= 1) return total
  const grossOf = (owner: string | undefined) =>
    add(...lines.filter(line => line.salesDocumentId === owner).map(line => line.gross))
  if (salesDocumentId !== owners[0]) return grossOf(salesDocumentId)
  return subtract(total, add(...owners.slice(1).map(grossOf)))
}
