import type { Amount } from '../../domain/amount.ts'
import { add, compare, isZero, minimum, subtract, toJsonNumber, ZERO } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { RefundInput, RefundOutcome } from '../connector.ts'
import type { B1Client } from './client.ts'
import { createCreditNote, findCreditNote, readCreditable } from './credit-notes.ts'
import { cancelSalesDocument, readSalesDocuments } from './sales-documents.ts'

/**
 * What people refunded in the shop, taken back here in one write: a credit note for what is invoiced; fewer pieces on
 * the order, or its cancellation, as long as nothing of it was delivered or invoiced. Anything in between is for people.
 */
export async function refundSalesDocument(client: B1Client, input: RefundInput): Promise<RefundOutcome> {
  const done = await findRefund(client, input)
  if (done) return done
  const [document] = await readSalesDocuments(client, [input.salesDocumentId])
  if (!document) return byHand(`SAP Business One has no sales order ${input.salesDocumentId}`)
  if (document.state === 'draft')
    return byHand(`Draft ${document.erpNumber} waits for its approval; change or reject it there`)
  const creditable = await readCreditable(client, input.salesDocumentId)
  const invoiced = (erpLines: readonly number[]) =>
    add(...creditable.filter(({ erpLine }) => erpLines.includes(erpLine)).map(({ open }) => open))
  const goods = refundedGoods(input)
  if (goods.length === 0) return byHand('it has no goods, and a credit note of SAP Business One has to name items')
  if (goods.every(({ erpLines, quantity }) => compare(invoiced(erpLines), quantity) >= 0))
    return await createCreditNote(client, input, creditable)
  if (!isUntouched(document))
    return byHand(
      `Sales order ${document.erpNumber} is delivered, invoiced or closed in part, and not all of the refunded goods are invoiced`,
    )
  return await takeOff(client, document, input)
}

/** What an earlier try came to; undefined when nothing was done. */
export async function findRefund(client: B1Client, input: RefundInput): Promise<RefundOutcome | undefined> {
  const note = await findCreditNote(client, input.key)
  if (note) return note
  const [document] = await readSalesDocuments(client, [input.salesDocumentId])
  if (document?.state === 'canceled') return { outcome: 'canceled' }
  const goods = refundedGoods(input)
  if (!document || !isUntouched(document) || goods.length === 0) return undefined
  const isDone = goods.every(line => compare(onDocument(document, line), line.keep) <= 0)
  return isDone ? { outcome: 'reduced' } : undefined
}

const refundedGoods = ({ lines }: RefundInput) => lines.filter(({ quantity }) => !isZero(quantity))

const byHand = (reason: string): RefundOutcome => ({ outcome: 'by_hand', reason })

/** Open, and nothing was delivered or invoiced of it. */
const isUntouched = ({ state, lines }: SalesDocument): boolean =>
  (state === 'open' || state === 'confirmed') && lines.every(line => compare(line.openQuantity, line.quantity) === 0)

const onDocument = (document: SalesDocument, { erpLines }: RefundInput['lines'][number]): Amount =>
  add(ZERO, ...document.lines.filter(({ erpLine }) => erpLines.includes(erpLine)).map(({ quantity }) => quantity))

async function takeOff(client: B1Client, document: SalesDocument, input: RefundInput): Promise<RefundOutcome> {
  const kept = keptLines(document, input)
  if (kept.length === 0) {
    if (!input.everything)
      return byHand('all goods are refunded and a part of the money is kept, which an order without goods cannot say')
    const answer = await cancelSalesDocument(client, document.erpId)
    return answer.outcome === 'too_late' ? byHand(answer.reason) : { outcome: 'canceled' }
  }
  if (!isZero(input.shipping.gross) || !isZero(input.adjustment))
    return byHand('shipping or an adjustment is refunded before the invoice is made')
  const body = {
    DocumentLines: kept.map(({ erpLine, quantity }) => ({ LineNum: erpLine, Quantity: toJsonNumber(quantity) })),
  }
  try {
    // Rows that are not sent are removed (contract §3, "update").
    await client.write('PATCH', `Orders(${document.erpId})`, body, { 'b1s-replacecollectionsonpatch': 'true' })
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'permanent') throw error
    return byHand(error.message)
  }
  return { outcome: 'reduced' }
}

/** The lines that stay, each item brought down to what is kept of it, from its last line on. */
function keptLines(document: SalesDocument, input: RefundInput): { erpLine: number; quantity: Amount }[] {
  const tooMany = new Map(input.lines.map(line => [line, subtract(onDocument(document, line), line.keep)]))
  return document.lines
    .toReversed()
    .map(({ erpLine, quantity }) => {
      const line = input.lines.find(({ erpLines }) => erpLines.includes(erpLine))
      const left = (line && tooMany.get(line)) ?? ZERO
      if (!line || compare(left, ZERO) <= 0) return { erpLine, quantity }
      const off = minimum(left, quantity)
      tooMany.set(line, subtract(left, off))
      return { erpLine, quantity: subtract(quantity, off) }
    })
    .filter(({ quantity }) => compare(quantity, ZERO) > 0)
    .toReversed()
}
