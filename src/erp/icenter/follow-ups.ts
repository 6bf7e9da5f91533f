import type { FollowUp, FollowUpKind } from '../../domain/fulfilment.ts'
import type { IcenterClient } from './client.ts'
import { type Dispatch, readDispatch, toShipment } from './dispatch.ts'
import { type DocumentKey, type FollowUpKey, idOf, parseFollowUpId, parseId, sameKey } from './document-id.ts'
import { inTurns } from './in-turns.ts'
import { readInvoice, toInvoice } from './invoice.ts'
import { type IcenterOrder, readOrder } from './order.ts'
import { type Made, type Overview, readOverview } from './overview.ts'

/** Dispatches, invoices and credits, always looked at from the order that they were found by. */

/** What is known of one order while its follow-ups are read: each thing is asked for once. */
interface Case {
  readonly order: () => Promise<IcenterOrder | undefined>
  readonly overview: () => Promise<Overview>
  readonly dispatches: () => Promise<readonly Dispatch[]>
}

function openCase(client: IcenterClient, order: DocumentKey): Case {
  const overview = once(() => readOverview(client, order))
  return {
    order: once(() => readOrder(client, order)),
    overview,
    dispatches: once(async () => {
      const { dispatches } = await overview()
      return await inTurns(dispatches, async ({ key }) => {
        const found = await readDispatch(client, key)
        return found ? [found] : []
      })
    }),
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined
  return () => {
    done ??= work()
    return done
  }
}

/** Missing ids, and documents that people are still preparing, are left out. */
export async function readFollowUps(
  client: IcenterClient,
  kind: FollowUpKind,
  erpIds: readonly string[],
): Promise<FollowUp[]> {
  const wanted = [...new Set(erpIds)].flatMap(id => parseFollowUpId(id) ?? [])
  const cases = new Map(wanted.map(({ order }) => [idOf(order), openCase(client, order)]))
  return await inTurns(wanted, async key => {
    const opened = cases.get(idOf(key.order)) ?? openCase(client, key.order)
    const read = kind === 'shipment' ? readShipment : readBill
    const found = await read(client, key, opened)
    // An invoice that is asked for as a credit note, or the other way round, is not there.
    return found?.kind === kind ? [found] : []
  })
}

async function readShipment(
  client: IcenterClient,
  { document, order }: FollowUpKey,
  opened: Case,
): Promise<FollowUp | undefined> {
  const dispatch = await readDispatch(client, document)
  return dispatch && toShipment(client, dispatch, order, statusOf((await opened.overview()).dispatches, document))
}

/** An invoice or a credit, as its total says. */
async function readBill(client: IcenterClient, { document }: FollowUpKey, opened: Case): Promise<FollowUp | undefined> {
  const invoice = await readInvoice(client, document)
  const order = await opened.order()
  if (!invoice || !order) return undefined
  const said = statusOf((await opened.overview()).invoices, document)
  return toInvoice(client, invoice, order, await opened.dispatches(), said)
}

const statusOf = (made: readonly Made[], document: DocumentKey): string | undefined =>
  made.find(({ key }) => sameKey(key, document))?.status

/** All follow-ups of these orders. */
export async function findFollowUps(client: IcenterClient, salesDocumentIds: readonly string[]): Promise<FollowUp[]> {
  const orders = [...new Set(salesDocumentIds)].flatMap(id => parseId(id) ?? [])
  return await inTurns(orders, async order => {
    const opened = openCase(client, order)
    const { dispatches, invoices } = await opened.overview()
    const shipments = (await opened.dispatches()).map(dispatch =>
      toShipment(client, dispatch, order, statusOf(dispatches, dispatch.key)),
    )
    const bills = await inTurns(invoices, async ({ key }) => [await readBill(client, { document: key, order }, opened)])
    return [...shipments, ...bills].filter(found => found !== undefined)
  })
}
