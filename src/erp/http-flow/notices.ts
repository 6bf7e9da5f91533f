import { rowsAt } from '../paths.ts'
import type { Answer } from './client.ts'
import { rowsWhen } from './conditions.ts'
import { readText } from './fields.ts'
import { parseJson } from './formats.ts'
import type { FlowSettings } from './settings.ts'

const MAX_NOTICES = 10

/** What the ERP has to say about a write that it took, warnings above all. A header that is no JSON is told as it is. */
export function noticesIn({ headers }: Answer, { answers: { notices } }: FlowSettings): readonly string[] {
  const header = notices && headers[notices.header.toLowerCase()]
  if (!notices || !header) return []
  const told = parseJson(header)
  if (typeof told !== 'object' || told === null) return [header.slice(0, 300)]
  const rows = notices.rows.flatMap(place => rowsWhen(rowsAt(told, place), notices.when))
  const texts = rows.flatMap(row => readText(row, notices.text)?.slice(0, 300) ?? [])
  return [...new Set(texts)].slice(0, MAX_NOTICES)
}
