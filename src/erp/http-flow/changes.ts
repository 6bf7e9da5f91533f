import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ErpChange, FollowUpKind } from '../../domain/fulfilment.ts'
import type { FlowClient } from './client.ts'
import { needText, readText } from './fields.ts'
import { erpIdOf, rowsOfOrder } from './follow-ups.ts'
import type { Feed } from './follow-ups-schema.ts'
import { parseJson } from './formats.ts'
import { readAll } from './paging.ts'
import { readRows } from './read-rows.ts'
import { spanVars } from './spans.ts'

/**
 * What changed, by the feeds of the flow. The cursor is the time of the last read on our clock, taken before the ERP was
 * asked; the overlap of each feed covers clocks that differ and what was being committed meanwhile.
 */

const cursorSchema = z.record(z.string(), z.iso.datetime())

/** Beyond the wall clock's own hour there is nothing that a text could miss (times.ts). */
const AHEAD_MS = 24 * 60 * 60_000

export async function readChanges(
  client: FlowClient,
  cursor: string | undefined,
  since: Date,
  until?: Date,
): Promise<{ readonly changes: ErpChange[]; readonly cursor: string | undefined }> {
  if (client.settings.changes.length === 0) return { changes: [], cursor: undefined }
  const parsed = cursorSchema.safeParse(parseJson(cursor ?? ''))
  const before = parsed.success ? parsed.data : {}
  const after: Record<string, string> = {}
  const changes = new Map<string, ErpChange>()
  for (const [index, feed] of client.settings.changes.entries()) {
    const name = `${index}:${feed.entity}`
    const started = client.clock.now()
    const from = new Date(before[name] ?? since)
    const to = until ?? new Date(started.getTime() + AHEAD_MS)
    for (const change of await readFeed(client, feed, from, to))
      changes.set(`${change.entity} ${change.version}`, change)
    after[name] = (until !== undefined && until < started ? until : started).toISOString()
  }
  return { changes: [...changes.values()], cursor: JSON.stringify(after) }
}

async function readFeed(client: FlowClient, feed: Feed, from: Date, to: Date): Promise<ErpChange[]> {
  const rows = await readAll(client, feed, spanVars(client, feed, from, to), `what changed (${feed.entity})`)
  const changes = readRows(rows, 'what changed', row => toChange(client, feed, row))
  if (feed.entity !== 'sales_document' || feed.followUps.length === 0) return changes
  const orders = [...new Set(changes.map(({ erpId }) => erpId))]
  const nested = await Promise.all(
    feed.followUps.flatMap(kind => orders.map(order => followUpsOf(client, kind, order))),
  )
  return [...changes, ...nested.flat()]
}

function toChange(client: FlowClient, feed: Feed, row: unknown): ErpChange {
  const id = needText(row, feed.id, 'the key')
  const flow = feed.entity === 'sales_document' ? undefined : client.settings.followUps[feed.entity]
  const erpId = flow ? erpIdOf(flow, id, readText(row, feed.order)) : id
  return { entity: feed.entity, erpId, version: versionOf(erpId, readText(row, feed.version), row) }
}

async function followUpsOf(client: FlowClient, kind: FollowUpKind, order: string): Promise<ErpChange[]> {
  const rows = await rowsOfOrder(client, kind, order)
  return rows.map(({ erpId, row }) => ({ entity: kind, erpId, version: versionOf(erpId, undefined, row) }))
}

/** Whatever we can see of the row makes a new version, also where its time did not move. */
const versionOf = (erpId: string, moment: string | undefined, row: unknown): string => {
  const content = createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 8)
  return `${erpId}@${(moment ?? '').slice(0, 40)}~${content}`
}
