import type { PAIR_STATES } from '../../db/schema/ledger.ts'
import { type Amount, add, compare, subtract, ZERO } from '../../domain/amount.ts'
import type { FollowUp } from '../../domain/fulfilment.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { MagentoDocument } from '../../magento/contract.ts'
import { documentMarker } from '../../magento/marker.ts'
import { explainTotals } from './explain-totals.ts'
import { type Late, latenessOf } from './lateness.ts'
import type { ErpSide, Sides } from './sides.ts'

/** An invoice or credit of the ERP with its counterpart in Magento; one may be missing. */
export interface Pair {
  readonly kind: 'invoice' | 'credit'
  readonly key: string
  readonly connection?: string
  /** ISO date of the ERP's document; undefined: the day on which it is first seen. */
  readonly day: string | undefined
  readonly currency: string
  readonly erp: { readonly number: string; readonly total: Amount | undefined } | undefined
  readonly magento: { readonly number: string; readonly total: Amount } | undefined
  readonly state: (typeof PAIR_STATES)[number]
  readonly reason: string
}

interface ErpMoney {
  readonly kind: Pair['kind']
  readonly key: string
  readonly connection: string
  readonly day: string | undefined
  readonly number: string
  /** The order's share; undefined in another currency. */
  readonly total: Amount | undefined
  readonly currency: string
  readonly lines: number
}

const keyOf = ({ connection }: ErpSide, { kind, erpId }: FollowUp): string => `${connection.code}:${kind}:${erpId}`

const findMarked = (documents: readonly MagentoDocument[], kind: MagentoDocument['kind'], key: string) =>
  documents.find(
    document => document.kind === kind && document.comments.some(comment => comment.includes(documentMarker(key))),
  )

/** Magento has a document that we made for this one, by the marker in its comment. */
export function hasCounterpart({ magento }: Sides, side: ErpSide, followUp: FollowUp): boolean {
  if (magento.kind !== 'found') return false
  return findMarked(magento.documents, 'invoice', keyOf(side, followUp)) !== undefined
}

/** Invoices and credits of one order, side by side. Pure. */
export function pairDocuments(sides: Sides): Pair[] {
  const { magento } = sides
  if (magento.kind !== 'found') return []
  const { order, documents } = magento
  const late = latenessOf(sides)
  const money = sides.erp.flatMap(side => side.followUps.flatMap(followUp => erpMoney(sides, side, followUp, order)))
  const used = new Set<MagentoDocument>()
  const paired = money.map((one): Pair => {
    const match = findMarked(documents, one.kind === 'invoice' ? 'invoice' : 'creditmemo', one.key)
    if (match) used.add(match)
    const { kind, key, connection, day, currency } = one
    const base = { kind, key, connection, day, currency: order.currency, erp: { number: one.number, total: one.total } }
    if (currency !== order.currency || one.total === undefined)
      return { ...base, magento: sideOf(match), state: 'open', reason: `the ERP's document is in ${currency}` }
    if (!match) return { ...base, magento: undefined, ...whyOnlyInErp(one, order, documents, late) }
    const difference = subtract(one.total, match.grandTotal ?? ZERO)
    return { ...base, magento: sideOf(match), ...explainTotals(order, kind, difference, one.lines) }
  })
  const alone = documents
    .filter(document => document.kind !== 'shipment' && !used.has(document))
    .map((document): Pair => {
      const kind = document.kind === 'invoice' ? 'invoice' : 'credit'
      return {
        kind,
        key: `magento:${document.kind}:${document.id}`,
        day: undefined,
        currency: order.currency,
        erp: undefined,
        magento: sideOf(document),
        ...whyOnlyInMagento(sides, kind, paired, late),
      }
    })
  return [...paired, ...alone]
}

function sideOf(document: MagentoDocument): NonNullable<Pair['magento']>
function sideOf(document: MagentoDocument | undefined): Pair['magento']
function sideOf(document: MagentoDocument | undefined): Pair['magento'] {
  return document && { number: document.incrementId, total: document.grandTotal ?? ZERO }
}

/** A cancelled invoice that Magento has followed stands in the books as an invoice and as its credit; else as neither. */
function erpMoney(sides: Sides, side: ErpSide, followUp: FollowUp, order: CanonicalOrder): ErpMoney[] {
  if (followUp.kind === 'shipment') return []
  const { erpNumber: number, date, currency, lines } = followUp
  const base = { connection: side.connection.code, number, currency, lines: lines.length }
  const total = currency === order.currency ? shareOf(followUp, side.remembered?.erpId) : undefined
  const key = keyOf(side, followUp)
  const own: ErpMoney = { ...base, kind: followUp.kind === 'invoice' ? 'invoice' : 'credit', key, day: date, total }
  if (!followUp.canceled) return [own]
  if (followUp.kind !== 'invoice' || !hasCounterpart(sides, side, followUp)) return []
  return [own, { ...base, kind: 'credit', key: `${key}:canceled`, day: undefined, total }]
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

type Verdict = Pick<Pair, 'state' | 'reason'>

function whyOnlyInErp(
  { kind, lines }: ErpMoney,
  order: CanonicalOrder,
  documents: readonly MagentoDocument[],
  late: Late | undefined,
): Verdict {
  const numbers = documents.filter(document => document.kind === 'invoice').map(document => document.incrementId)
  const items = Object.values(order.progress)
  const invoicedInFull = items.every(
    progress => compare(add(progress.invoiced, progress.canceled), progress.ordered) >= 0,
  )
  if (kind === 'invoice' && lines > 0 && invoicedInFull && numbers.length > 0)
    return { state: 'explained', reason: `Magento had invoiced it before (${numbers.join(', ')})` }
  if (late) return { state: late.class === 'theirs_late' ? 'late' : 'open', reason: `not in Magento yet. ${late.why}` }
  return {
    state: 'open',
    reason: kind === 'invoice' ? 'Magento has no invoice for it' : 'Magento has no credit memo for it',
  }
}

function whyOnlyInMagento(sides: Sides, kind: Pair['kind'], paired: readonly Pair[], late: Late | undefined): Verdict {
  const { known, erp } = sides
  if (!erp.some(side => side.known?.erpId))
    return { state: 'explained', reason: `the order is not in the ERP: ${known.row.phaseReason}` }
  if (kind === 'invoice') {
    const before = paired.filter(pair => pair.kind === 'invoice' && !pair.magento).map(pair => pair.erp?.number)
    if (before.length > 0) return { state: 'explained', reason: `the ERP invoiced it as ${before.join(', ')}` }
    if (erp.some(({ remembered }) => remembered && !['closed', 'canceled'].includes(remembered.state)))
      return { state: 'explained', reason: 'Magento invoiced it first, the ERP has not invoiced it yet' }
  }
  if (late) return { state: late.class === 'theirs_late' ? 'late' : 'open', reason: `not in the ERP. ${late.why}` }
  return {
    state: 'open',
    reason: kind === 'invoice' ? 'the ERP has no invoice for it' : 'the ERP has no credit note for it',
  }
}
