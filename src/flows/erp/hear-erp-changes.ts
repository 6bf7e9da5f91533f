import { and, eq, inArray, isNotNull, or } from 'drizzle-orm'
import { followUps as heard, salesDocuments } from '../../db/schema/orders.ts'
import type { ErpChange, FollowUp, FollowUpKind, SalesDocument } from '../../domain/fulfilment.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { expectLink } from './expect-link.ts'
import { followSalesDocument, isAsKnown } from './follow-sales-document.ts'
import { type FollowUpRow, isHeard, takeFollowUp } from './take-follow-up.ts'

export type SalesDocumentRow = typeof salesDocuments.$inferSelect

const FOLLOW_UPS = ['shipment', 'invoice', 'credit_note'] as const satisfies readonly FollowUpKind[]

/**
 * Reads what changed in the ERP, a few calls for all of it, and takes each order one step on.
 * @returns what came of each "entity:erpId"; 'later' for what is ours but not linked yet.
 */
export async function hearErpChanges(
  ctx: FlowContext,
  connectionCode: string,
  changes: readonly ErpChange[],
): Promise<Map<string, string>> {
  const connection = await ctx.remotes.connection(connectionCode)
  const erp = await ctx.remotes.erp(connectionCode)
  const outcomes = new Map<string, string>()
  const idsOf = (entity: ErpChange['entity']) => [
    ...new Set(changes.filter(change => change.entity === entity).map(change => change.erpId)),
  ]
  for (const [id, outcome] of await hearSalesDocuments(ctx, connection, erp, idsOf('sales_document')))
    outcomes.set(`sales_document:${id}`, outcome)
  for (const kind of FOLLOW_UPS) {
    const ids = idsOf(kind)
    if (ids.length === 0) continue
    const read = await erp.readFollowUps(kind, ids)
    if (kind === 'credit_note') await hearEarlier(ctx, connection, erp, read)
    for (const [id, outcome] of await hearFollowUps(ctx, connection, erp, read)) outcomes.set(`${kind}:${id}`, outcome)
  }
  return outcomes
}

/**
 * News overtake each other: Magento refunds nothing that is not invoiced and ships nothing that is refunded, so what the
 * ERP made before a credit note is taken before it.
 */
async function hearEarlier(
  ctx: FlowContext,
  connection: ConnectionSetup,
  erp: ErpConnector,
  creditNotes: readonly FollowUp[],
): Promise<void> {
  const bases = [...new Set(creditNotes.flatMap(({ lines }) => lines.map(line => line.salesDocumentId)))]
  if (bases.length === 0) return
  const all = await erp.findFollowUps(bases)
  for (const kind of FOLLOW_UPS)
    if (kind !== 'credit_note')
      await hearFollowUps(
        ctx,
        connection,
        erp,
        all.filter(followUp => followUp.kind === kind),
      )
}

/**
 * What is known here is read before the ERP is asked: whoever comes back late with an old answer, because the process
 * slept, finds that others went on meanwhile (followSalesDocument), and it is read again.
 */
async function hearSalesDocuments(
  ctx: FlowContext,
  connection: ConnectionSetup,
  erp: ErpConnector,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const outcomes = new Map<string, string>()
  if (ids.length === 0) return outcomes
  const known = await ctx.db
    .select()
    .from(salesDocuments)
    .where(and(eq(salesDocuments.connection, connection.code), inArray(salesDocuments.erpId, [...ids])))
  const documents = await erp.readSalesDocuments(ids)
  for (const document of documents) {
    const row = rowOf(known, document)
    outcomes.set(
      document.erpId,
      row ? await hearKnown(ctx, connection, row, document) : await hearUnknown(ctx, connection, erp, document),
    )
  }
  // A draft that was approved answers as the order that it became: under another key, which no hint named.
  if (documents.some(document => !ids.includes(document.erpId)))
    for (const id of ids) if (!outcomes.has(id)) outcomes.set(id, 'followed as the document it became')
  return outcomes
}

const rowOf = (rows: readonly SalesDocumentRow[], { erpId, orderbridgeId }: SalesDocument) =>
  rows.find(row => row.erpId === erpId) ??
  rows.find(row => orderbridgeId !== undefined && row.orderbridgeId === orderbridgeId)

async function hearKnown(
  ctx: FlowContext,
  connection: ConnectionSetup,
  row: SalesDocumentRow,
  document: SalesDocument,
): Promise<string> {
  // People duplicate documents, and our key with them. Only a draft may go on under another id.
  if (row.erpId !== document.erpId && row.state !== 'draft') return 'carries our key and is not the one that we made'
  if (isAsKnown(row, document)) return 'known'
  return await inTransaction(ctx, tx => followSalesDocument(tx, connection, row, document))
}

/** Under this id it was not known when the ERP was asked: an approved draft, one linked in this moment, or not ours. */
async function hearUnknown(
  ctx: FlowContext,
  connection: ConnectionSetup,
  erp: ErpConnector,
  document: SalesDocument,
): Promise<string> {
  const { erpId, orderbridgeId } = document
  const byKey =
    orderbridgeId === undefined
      ? undefined
      : and(isNotNull(salesDocuments.erpId), eq(salesDocuments.orderbridgeId, orderbridgeId))
  const rows = await ctx.db
    .select()
    .from(salesDocuments)
    .where(and(eq(salesDocuments.connection, connection.code), or(eq(salesDocuments.erpId, erpId), byKey)))
  const row = rowOf(rows, document)
  if (!row) return await expectLink(ctx, connection.code, document)
  const [again] = await erp.readSalesDocuments([erpId])
  return again ? await hearKnown(ctx, connection, row, again) : 'not in the ERP'
}

/** One ERP document may hold lines of several orders (a collective invoice): each order takes its own. */
export async function hearFollowUps(
  ctx: FlowContext,
  connection: ConnectionSetup,
  erp: ErpConnector,
  followUps: readonly FollowUp[],
): Promise<Map<string, string>> {
  const outcomes = new Map<string, string>(followUps.map(followUp => [followUp.erpId, 'not ours']))
  const baseIds = [...new Set(followUps.flatMap(followUp => followUp.lines.map(line => line.salesDocumentId)))]
  if (baseIds.length === 0) return outcomes
  const rows = await readBases(ctx, connection.code, followUps, baseIds)
  const known = new Map(rows.map(({ row }) => [row.erpId, row]))
  const unknown = baseIds.filter(id => !known.has(id))
  // Ours, and the answer to our create is still on its way? The ERP's copy of our key tells.
  const pending =
    unknown.length > 0 ? (await erp.readSalesDocuments(unknown)).filter(document => document.orderbridgeId) : []
  const later = new Set<string>()
  for (const document of pending)
    if ((await expectLink(ctx, connection.code, document)) === 'later') later.add(document.erpId)
  for (const followUp of followUps) {
    const bases = [...new Set(followUp.lines.map(line => line.salesDocumentId))]
    for (const row of bases.flatMap(id => known.get(id) ?? [])) {
      const earlier = rows.find(
        other =>
          other.row.id === row.id && other.earlier?.erpId === followUp.erpId && other.earlier.kind === followUp.kind,
      )?.earlier
      const outcome =
        earlier && isHeard(earlier, followUp)
          ? 'known'
          : await inTransaction(ctx, tx => takeFollowUp(tx, connection, row, followUp))
      outcomes.set(followUp.erpId, outcome)
    }
    if (bases.some(id => later.has(id))) outcomes.set(followUp.erpId, 'later')
  }
  return outcomes
}

/** The sales documents that these were made from, each with what was heard of the follow-ups before. */
const readBases = (
  ctx: FlowContext,
  connection: string,
  followUps: readonly FollowUp[],
  erpIds: readonly string[],
): Promise<{ row: SalesDocumentRow; earlier: FollowUpRow | null }[]> =>
  ctx.db
    .select({ row: salesDocuments, earlier: heard })
    .from(salesDocuments)
    .leftJoin(
      heard,
      and(
        eq(heard.orderId, salesDocuments.orderId),
        eq(heard.connection, connection),
        inArray(heard.kind, [...new Set(followUps.map(({ kind }) => kind))]),
        inArray(
          heard.erpId,
          followUps.map(({ erpId }) => erpId),
        ),
      ),
    )
    .where(and(eq(salesDocuments.connection, connection), inArray(salesDocuments.erpId, [...erpIds])))
