import type { FlowClient } from './client.ts'
import type { ReadStep } from './request-schema.ts'
import { formatSpan } from './times.ts'

/** {{since}} and {{until}} of a step, on the ERP's own clock, with the overlap that covers late commits. */
export function spanVars(
  client: FlowClient,
  { moments }: ReadStep,
  since: Date,
  until: Date,
): { since: string; until: string } {
  const from = new Date(since.getTime() - moments.overlapMinutes * 60_000)
  return formatSpan(from, until, moments.format, moments.zone ?? client.settings.zone)
}
