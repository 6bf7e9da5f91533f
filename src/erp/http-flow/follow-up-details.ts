import { isRecord } from '../paths.ts'
import type { FlowClient } from './client.ts'
import { rowsWhen } from './conditions.ts'
import { refused } from './errors.ts'
import { needText } from './fields.ts'
import type { FollowUpFlow } from './follow-ups-schema.ts'
import { readAll } from './paging.ts'
import { readRow } from './read-rows.ts'

/** A row, and the sales document that it was asked for. */
export interface Raw {
  readonly row: unknown
  readonly order: string | undefined
}

/** @returns the row with what further steps tell of it; none when one of its records is gone meanwhile. */
export async function withDetails(client: FlowClient, flow: FollowUpFlow, raw: Raw, what: string): Promise<Raw[]> {
  const steps = Object.entries(flow.details)
  if (steps.length === 0) return [raw]
  const id = readRow(raw.row, what, row => needText(row, flow.fields.id, 'the key'))
  const read = steps.map(async ([name, { one, ...step }]) => {
    const rows = await readAll(client, step, { id, order: { id: raw.order } }, what)
    if (one && rows.length > 1)
      throw refused('detail', `details.${name} gave ${rows.length} records for ${id} in place of one`)
    return [name, one ? rows[0] : rows] as const
  })
  const details = await Promise.all(read)
  if (details.some(([, value]) => value === undefined)) return []
  return [{ ...raw, row: { ...(isRecord(raw.row) && raw.row), details: Object.fromEntries(details) } }]
}

/** Documents that are of this kind, or have come far enough to count. */
export const whichCount = ({ when }: FollowUpFlow, raw: readonly Raw[]): Raw[] =>
  raw.filter(({ row }) => rowsWhen([row], when).length > 0)
