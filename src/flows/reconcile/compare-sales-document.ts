import {
  type Amount,
  absolute,
  add,
  amount,
  compare,
  fixed,
  isZero,
  multiply,
  subtract,
  ZERO,
} from '../../domain/amount.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import type { Difference } from './difference.ts'
import type { Late } from './lateness.ts'
import { type ErpSide, planLines, type Sides } from './sides.ts'

/** The ERP's sales document against the order and against what we remember of it. */
export function compareSalesDocument(
  sides: Sides,
  side: ErpSide,
  order: CanonicalOrder,
  late: Late | undefined,
): Difference[] {
  const { known, remembered, live } = side
  if (!known?.erpId) return notSentByUs(sides, side, late)
  const others = live.filter(document => document.erpId !== known.erpId && document.erpId !== remembered?.erpId)
  if (!remembered) return known.state === 'canceled' ? [] : [goneFromErp(side, others)]
  const double = others.map(other => doubled(side, remembered, other))
  if (remembered.state !== known.state || remembered.erpId !== known.erpId)
    return [...double, stateUnheard(side, remembered)]
  const oneSided = cancelledOnOneSide(side, remembered, order, late)
  if (remembered.state === 'canceled' || oneSided) return [...double, ...(oneSided ? [oneSided] : [])]
  return [...double, ...compareMoney(side, remembered, order), ...compareLines(side, remembered, order)]
}

const numbersOf = (documents: readonly SalesDocument[]): string =>
  documents.map(({ erpNumber }) => erpNumber).join(', ')

/** Somebody entered it with our key, or the answer to our own create is still on its way. */
function notSentByUs({ known }: Sides, { connection, live }: ErpSide, late: Late | undefined): Difference[] {
  const { phase } = known.row
  if (live.length === 0 || phase === 'skipped') return []
  const base = {
    what: `not_sent:${connection.code}`,
    connection: connection.code,
    magento: 'not sent',
    erp: numbersOf(live),
  }
  const numbers = `sales document ${numbersOf(live)} with the key of this order`
  if (late?.class === 'theirs_late' || phase === 'preparing' || phase === 'pushing')
    return [{ ...base, class: 'theirs_late', text: `${connection.name} has ${numbers}; it is about to be taken over.` }]
  const remedy =
    phase === 'canceled'
      ? 'The order is cancelled in Magento: cancel it there as well.'
      : 'Try the order again: the document is taken over and not made twice.'
  return [
    { ...base, class: 'human_changed', text: `${connection.name} has ${numbers}, which was not sent by us. ${remedy}` },
  ]
}

function goneFromErp({ connection, known }: ErpSide, others: readonly SalesDocument[]): Difference {
  const base = {
    what: `gone:${connection.code}`,
    connection: connection.code,
    magento: known?.erpNumber ?? '',
    erp: numbersOf(others) || 'none',
  }
  const [first] = others
  // An approved draft, or one that was removed and entered again: its successor is followed.
  if (first)
    return {
      ...base,
      class: 'ours_late',
      text: `${known?.erpNumber} has become ${first.erpNumber} in ${connection.name}; it is read again.`,
      heal: { entity: 'sales_document', entityKey: first.erpId },
    }
  return {
    ...base,
    class: 'impossible',
    text: `${connection.name} has no sales document ${known?.erpNumber} any more, cancelled or not. Find out who removed it, and try the order again.`,
  }
}

/** One for each document, by its id: find-strays.ts looks at it again until it is gone. */
function doubled({ connection }: ErpSide, ours: SalesDocument, other: SalesDocument): Difference {
  const base = {
    what: `double:${connection.code}:${other.erpId}`,
    connection: connection.code,
    magento: ours.erpNumber,
    erp: other.erpNumber,
  }
  if (ours.state === 'canceled')
    return {
      ...base,
      class: 'human_changed',
      text: `${ours.erpNumber} is cancelled in ${connection.name}, and ${other.erpNumber} was entered for the same order. It is not followed: cancel it, or go on with it by hand.`,
    }
  return {
    ...base,
    class: 'impossible',
    text: `${connection.name} has two live sales documents for this order. ${ours.erpNumber} is followed; cancel ${other.erpNumber} there.`,
  }
}

const stateUnheard = ({ connection, known }: ErpSide, document: SalesDocument): Difference => ({
  what: `state:${connection.code}`,
  connection: connection.code,
  class: 'ours_late',
  text: `Sales document ${document.erpNumber} is ${document.state} in ${connection.name} and the bridge has not heard of it; it is read again.`,
  magento: known?.state ?? '',
  erp: document.state,
  heal: { entity: 'sales_document', entityKey: known?.erpId ?? document.erpId },
})

function cancelledOnOneSide(
  { connection }: ErpSide,
  document: SalesDocument,
  order: CanonicalOrder,
  late: Late | undefined,
): Difference | undefined {
  const base = {
    connection: connection.code,
    class: late?.class ?? 'human_changed',
    magento: order.state,
    erp: document.state,
  } as const
  const why = late ? ` ${late.why}` : ''
  if (order.state === 'canceled' && document.state !== 'canceled' && document.state !== 'closed')
    return {
      ...base,
      what: `canceled_in_magento:${connection.code}`,
      text: `The order is cancelled in Magento, sales document ${document.erpNumber} is ${document.state} in ${connection.name}.${why}`,
    }
  if (document.state === 'canceled' && order.state !== 'canceled' && order.state !== 'closed')
    return {
      ...base,
      what: `canceled_in_erp:${connection.code}`,
      text: `Sales document ${document.erpNumber} is cancelled in ${connection.name}, the order is ${order.state} in Magento.${why}`,
    }
  return undefined
}

function compareMoney({ connection, known }: ErpSide, document: SalesDocument, order: CanonicalOrder): Difference[] {
  const base = {
    what: `order_total:${connection.code}`,
    connection: connection.code,
    magento: `${fixed(order.grandTotal, 2)} ${order.currency}`,
    erp: `${fixed(document.total, 2)} ${document.currency}`,
  }
  const both = `${base.magento} in Magento, ${base.erp} in ${connection.name}`
  if (document.currency !== order.currency)
    return [
      { ...base, class: 'impossible', text: `Sales document ${document.erpNumber} is in another currency: ${both}.` },
    ]
  const difference = subtract(document.total, order.grandTotal)
  // What was refunded before it was invoiced was taken off the sales document (flows/order/answer-refunds.ts).
  if (isZero(difference) || isZero(add(difference, order.payment.refunded ?? ZERO))) return []
  if (compare(absolute(difference), amount(connection.policies.tolerance)) <= 0)
    return [{ ...base, class: 'explained', text: `Rounding within the tolerance of the connection: ${both}.` }]
  const sent = known?.total == null ? undefined : amount(known.total)
  const change =
    sent !== undefined && compare(sent, document.total) !== 0
      ? `It was ${fixed(sent, 2)} when it was sent: somebody changed it there.`
      : 'Correct the sales document before it is invoiced.'
  return [{ ...base, class: 'human_changed', text: `Sales document ${document.erpNumber}: ${both}. ${change}` }]
}

function compareLines({ connection, known }: ErpSide, document: SalesDocument, order: CanonicalOrder): Difference[] {
  const plan = Map.groupBy(planLines.parse(known?.lines ?? []), ({ itemId }) => itemId)
  return order.lines.flatMap((line): Difference[] => {
    const planned = plan.get(line.id)
    if (!planned) return []
    const numbers = new Set(planned.map(({ erpLine }) => erpLine))
    const inErp = add(...document.lines.filter(({ erpLine }) => numbers.has(erpLine)).map(({ quantity }) => quantity))
    // What was cancelled in Magento may still stand in a document that was closed.
    const progress = order.progress[String(line.documentItem.id)]
    const canceled = multiply(progress?.canceled ?? ZERO, line.documentItem.unitsPer)
    const refunded = multiply(progress?.refunded ?? ZERO, line.documentItem.unitsPer)
    const expected: Amount[] = [
      line.quantity,
      subtract(line.quantity, canceled),
      // Taken off before it was invoiced.
      subtract(line.quantity, refunded),
    ]
    if (expected.some(quantity => compare(quantity, inErp) === 0)) return []
    return [
      {
        what: `quantity:${line.id}`,
        connection: connection.code,
        class: 'human_changed',
        text: `${line.sku}: ${line.quantity} ordered in Magento, ${inErp} on sales document ${document.erpNumber} in ${connection.name}. Somebody changed it by hand: correct the document, or change the order in Magento.`,
        magento: line.quantity,
        erp: inErp,
      },
    ]
  })
}
