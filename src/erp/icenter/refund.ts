import { type Amount, add, compare, isZero, minimum, subtract, ZERO } from '../../domain/amount.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { RefundInput, RefundOutcome } from '../connector.ts'
import type { IcenterClient } from './client.ts'
import { parseId } from './document-id.ts'
import { isRefusal } from './errors.ts'
import { modifyQuantities } from './modify-order.ts'
import { parseOrder, readRawOrder, toSalesDocument } from './order.ts'
import { readOverview } from './overview.ts'
import { cancelSalesDocument, isUntouched, readSalesDocuments } from './sales-documents.ts'

/**
 * What people refunded in the shop. As long as nothing was delivered or invoiced, the order is cancelled or, where the
 * settings allow it, brought down. After the invoice a credit is for people: the API makes no credit that names its
 * invoice (contract §8).
 */
export async function refundSalesDocument(client: IcenterClient, input: RefundInput): Promise<RefundOutcome> {
  const done = await findRefund(client, input)
  if (done) return done
  const key = parseId(input.salesDocumentId)
  const [document] = await readSalesDocuments(client, [input.salesDocumentId])
  if (!key || !document) return byHand(`iCenter has no order ${input.salesDocumentId}`)
  const { invoices, dispatches } = await readOverview(client, key)
  const [invoice] = invoices
  if (invoice)
    return byHand(
      `order ${document.erpNumber} is invoiced (${invoice.printed ?? invoice.key.number}), and the API of iCenter makes no credit for an invoice`,
    )
  if (dispatches.length > 0 || !isUntouched(document))
    return byHand(`order ${document.erpNumber} is delivered or closed in part`)
  if (refundedGoods(input).length === 0) return byHand('it has no goods, and the order is not invoiced yet')
  if (input.lines.every(({ keep }) => isZero(keep))) return await cancel(client, document, input)
  return await takeOff(client, document, input)
}

/** What an earlier try came to; undefined when nothing was done. */
export async function findRefund(client: IcenterClient, input: RefundInput): Promise<RefundOutcome | undefined> {
  const [document] = await readSalesDocuments(client, [input.salesDocumentId])
  if (document?.state === 'canceled') return { outcome: 'canceled' }
  const goods = refundedGoods(input)
  if (!document || !isUntouched(document) || goods.length === 0) return undefined
  const isDone = goods.every(line => compare(onDocument(document, line), line.keep) <= 0)
  return isDone ? { outcome: 'reduced' } : undefined
}

const refundedGoods = ({ lines }: RefundInput) => lines.filter(({ quantity }) => !isZero(quantity))
const byHand = (reason: string): RefundOutcome => ({ outcome: 'by_hand', reason })

const onDocument = (document: SalesDocument, { erpLines }: RefundInput['lines'][number]): Amount =>
  add(ZERO, ...document.lines.filter(({ erpLine }) => erpLines.includes(erpLine)).map(({ quantity }) => quantity))

async function cancel(client: IcenterClient, document: SalesDocument, input: RefundInput): Promise<RefundOutcome> {
  if (!input.everything)
    return byHand('all goods are refunded and a part of the money is kept, which an order without goods cannot say')
  const answer = await cancelSalesDocument(client, document.erpId)
  return answer.outcome === 'too_late' ? byHand(answer.reason) : { outcome: 'canceled' }
}

async function takeOff(client: IcenterClient, document: SalesDocument, input: RefundInput): Promise<RefundOutcome> {
  if (!client.settings.reduceOrders)
    return byHand('a part of the order is refunded before its invoice, and reduceOrders of the connection is off')
  if (!isZero(input.shipping.gross) || !isZero(input.adjustment))
    return byHand('shipping or an adjustment is refunded before the invoice is made')
  const key = parseId(document.erpId)
  const raw = key && (await readRawOrder(client, key))
  if (!key || raw === undefined) return byHand(`iCenter has no order ${document.erpId}`)
  const wanted = keptQuantities(document, input)
  const expected = subtract(document.total, input.total)
  try {
    await modifyQuantities(client, raw, wanted)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return byHand(error.message)
  }
  const after = parseOrder(await readRawOrder(client, key), key)
  const now = after && toSalesDocument(after, client.settings)
  if (!now || !isAsWanted(now, wanted) || compare(now.total, expected) !== 0)
    return byHand(
      `order ${document.erpNumber} was changed and iCenter came to ${now?.total ?? 'nothing'} in place of ${expected}: look at it there`,
    )
  return { outcome: 'reduced' }
}

/** Quantity by line, each item brought down to what is kept of it, from its last line on. */
function keptQuantities(document: SalesDocument, input: RefundInput): ReadonlyMap<number, Amount> {
  const tooMany = new Map(input.lines.map(line => [line, subtract(onDocument(document, line), line.keep)]))
  return new Map(
    document.lines.toReversed().map(({ erpLine, quantity }) => {
      const line = input.lines.find(({ erpLines }) => erpLines.includes(erpLine))
      const left = (line && tooMany.get(line)) ?? ZERO
      if (!line || compare(left, ZERO) <= 0) return [erpLine, quantity]
      const off = minimum(left, quantity)
      tooMany.set(line, subtract(left, off))
      return [erpLine, subtract(quantity, off)]
    }),
  )
}

function isAsWanted(now: SalesDocument, wanted: ReadonlyMap<number, Amount>): boolean {
  const left = [...wanted].filter(([, quantity]) => !isZero(quantity))
  const has = ([line, quantity]: (typeof left)[number]) =>
    now.lines.some(({ erpLine, quantity: there }) => erpLine === line && compare(there, quantity) === 0)
  return left.length === now.lines.length && left.every(has)
}
