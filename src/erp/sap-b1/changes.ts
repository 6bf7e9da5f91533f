import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ErpChange } from '../../domain/fulfilment.ts'
import type { B1Client } from './client.ts'
import type { DocumentSet } from './document-schema.ts'
import { parseJson } from './errors.ts'
import { withDeliveries } from './invoice-deliveries.ts'

/**
 * What changed, by polling (contract §6.1). B1 filters by day only, so the time of day is compared here. All times are
 * the company's own wall clock as its documents carry it; our clock and time zone do not enter.
 */

const WATCHED: readonly { readonly set: DocumentSet; readonly entity: ErpChange['entity'] }[] = [
  { set: 'Orders', entity: 'sales_document' },
  { set: 'Drafts', entity: 'sales_document' },
  { set: 'DeliveryNotes', entity: 'shipment' },
  { set: 'Invoices', entity: 'invoice' },
  { set: 'CreditNotes', entity: 'credit_note' },
]

/** One hour for the night when the clocks go back, ten minutes for transactions that commit late. */
const OVERLAP_MS = 70 * 60_000
const DAY_MS = 24 * 60 * 60_000

const row = z.looseObject({
  DocEntry: z.int(),
  UpdateDate: z.string().min(10),
  UpdateTime: z.string().nullish(),
})

/** What makes a new version besides the time, which some versions of B1 keep to the minute only. */
const SEEN = [
  'DocumentStatus',
  'Cancelled',
  'CancelStatus',
  'Confirmed',
  'AuthorizationStatus',
  'DocTotal',
  'TrackingNumber',
]

/** Per set, the latest moment that was seen: "2026-01-31T10:22:31". */
const cursorSchema = z.record(z.string(), z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/))

/**
 * @param cursor as an earlier call gave it; undefined or unreadable: from `since`
 * @param since taken a day early, because we do not know the company's time zone
 * @param until its day, in the same zone, is left out: the next piece begins a day earlier
 * @returns sales documents with our key and all deliveries, invoices and credit notes
 */
export async function readChanges(
  client: B1Client,
  cursor: string | undefined,
  since: Date,
  until?: Date,
): Promise<{ readonly changes: ErpChange[]; readonly cursor: string }> {
  const parsed = cursorSchema.safeParse(parseJson(cursor ?? ''))
  const before = parsed.success ? parsed.data : {}
  const start = wallClock(since.getTime() - DAY_MS)
  const after: Record<string, string> = {}
  const changes: ErpChange[] = []
  for (const { set, entity } of WATCHED) {
    const seen = before[set]
    const from = seen === undefined ? start : wallClock(Date.parse(`${seen}Z`) - OVERLAP_MS)
    let latest = seen ?? start
    for (const document of await readSet(
      client,
      set,
      from.slice(0, 10),
      until && wallClock(until.getTime()).slice(0, 10),
    )) {
      const moment = momentOf(document)
      if (moment < from) continue
      if (moment > latest) latest = moment
      if (entity === 'sales_document' && !document[`U_${client.settings.udf}`]) continue
      const erpId = `${set === 'Drafts' ? 'draft:' : ''}${document.DocEntry}`
      changes.push({ entity, erpId, version: `${erpId}@${moment}~${fingerprint(document)}` })
    }
    after[set] = latest
  }
  return { changes: withDeliveries(client.settings, changes), cursor: JSON.stringify(after) }
}

/** A row that changes while we page moves to its place behind the cursor, and the next look finds it in the overlap. */
function readSet(
  client: B1Client,
  set: DocumentSet,
  day: string,
  before: string | undefined,
): Promise<z.infer<typeof row>[]> {
  const drafts = set === 'Drafts' ? " and DocObjectCode eq 'oOrders'" : ''
  return client.list(
    set,
    {
      select: ['DocEntry', 'UpdateDate', 'UpdateTime', ...SEEN, `U_${client.settings.udf}`],
      filter: `UpdateDate ge '${day}'${before === undefined ? '' : ` and UpdateDate lt '${before}'`}${drafts}`,
      orderBy: 'DocEntry',
    },
    row,
  )
}

/** Milliseconds of a wall clock, as if it were UTC: only for adding and subtracting. */
const wallClock = (ms: number): string => new Date(ms).toISOString().slice(0, 19)

function momentOf({ UpdateDate, UpdateTime }: z.infer<typeof row>): string {
  const time = /^\d{2}:\d{2}(:\d{2})?/.exec(UpdateTime ?? '')?.[0] ?? '00:00:00'
  return `${UpdateDate.slice(0, 10)}T${time.length === 5 ? `${time}:00` : time}`
}

const fingerprint = (document: z.infer<typeof row>): string =>
  createHash('sha256')
    .update(JSON.stringify(SEEN.map(field => document[field] ?? null)))
    .digest('hex')
    .slice(0, 8)
