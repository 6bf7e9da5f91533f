import type { FollowUp, FollowUpKind, SalesDocument } from '../../domain/fulfilment.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { orderbridgeIdOf } from '../order/plan-sales-document.ts'
import type { Strays } from './find-strays.ts'
import type { ErpSide, Known, SalesDocumentRow } from './sides.ts'

const KINDS = ['shipment', 'invoice', 'credit_note'] as const satisfies readonly FollowUpKind[]

/** These orders as one ERP has them, by order id: its calls are for all of them together. */
export async function readErp(
  erp: ErpConnector,
  connection: ConnectionSetup,
  page: readonly Known[],
  strays: Strays,
): Promise<Map<number, ErpSide>> {
  const rows = page.map(known => ({ known, row: documentOf(known, connection), key: keyOf(known, connection) }))
  const planned = new Map(page.flatMap(known => [...known.planned]))
  const byKey = await erp.findSalesDocuments(
    rows.map(({ key }) => key),
    planned,
  )
  const elsewhere = rows.flatMap(({ row, key }) =>
    row?.erpId && byKey.get(key)?.erpId !== row.erpId ? [row.erpId] : [],
  )
  const read = elsewhere.length > 0 ? await erp.readSalesDocuments(elsewhere) : []
  const sides = rows.map(({ known, row, key }) => {
    const found = byKey.get(key)
    const remembered = row?.erpId ? rememberedOf(row, [...(found ? [found] : []), ...read]) : undefined
    const carriers = [...(found ? [found] : []), ...(strays.get(key) ?? [])]
    const live = [...new Map(carriers.map(document => [document.erpId, document])).values()]
    return { known, side: { connection, known: row, remembered, live } }
  })
  const ids = sides.flatMap(({ side }) => side.remembered?.erpId ?? [])
  const followUps = ids.length > 0 ? await erp.findFollowUps(ids) : []
  const all = [...followUps, ...(await readLost(erp, connection, page, followUps))]
  return new Map(
    sides.map(({ known, side }) => [
      known.row.id,
      { ...side, followUps: side.remembered ? of(all, side.remembered) : [] },
    ]),
  )
}

/** A cancelled one is kept beside the one that replaced it only when routes were changed: the live one counts. */
function documentOf(known: Known, connection: ConnectionSetup): SalesDocumentRow | undefined {
  return known.salesDocuments.find(row => row.connection === connection.code)
}

const keyOf = (known: Known, connection: ConnectionSetup): string =>
  documentOf(known, connection)?.orderbridgeId ?? orderbridgeIdOf(known.row.store, known.row.magentoId)

/** By its id; an approved draft is answered by the order that it became, which carries the same key. */
const rememberedOf = (row: SalesDocumentRow, documents: readonly SalesDocument[]): SalesDocument | undefined =>
  documents.find(document => document.erpId === row.erpId) ??
  (row.state === 'draft' ? documents.find(document => document.orderbridgeId === row.orderbridgeId) : undefined)

const of = (followUps: readonly FollowUp[], { erpId }: SalesDocument): FollowUp[] =>
  followUps.filter(({ lines }) => lines.some(line => line.salesDocumentId === erpId))

/** Follow-ups that we remember and that the search did not bring are asked for by their ids, before they count as gone. */
async function readLost(
  erp: ErpConnector,
  connection: ConnectionSetup,
  page: readonly Known[],
  found: readonly FollowUp[],
): Promise<FollowUp[]> {
  const has = (kind: FollowUpKind, erpId: string) => found.some(one => one.kind === kind && one.erpId === erpId)
  const lost = page
    .flatMap(known => known.followUps)
    .filter(row => row.connection === connection.code && !has(row.kind, row.erpId))
  const read = KINDS.map(async kind => {
    const ids = [...new Set(lost.filter(row => row.kind === kind).map(row => row.erpId))]
    return ids.length > 0 ? await erp.readFollowUps(kind, ids) : []
  })
  return (await Promise.all(read)).flat()
}
