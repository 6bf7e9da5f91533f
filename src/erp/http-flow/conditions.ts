import { at, textOf } from '../paths.ts'
import type { Condition } from './request-schema.ts'

/** An answer as far as conditions look at it. */
export interface Judgeable {
  readonly status: number
  readonly body: unknown
}

/** Whether all that the condition says holds. */
export function holds({ statuses, path, is, contains, present }: Condition, { status, body }: Judgeable): boolean {
  if (statuses !== undefined && !statuses.includes(status)) return false
  if (path === undefined && is === undefined && contains === undefined && present === undefined) return true
  const found = at(body, path ?? '')
  const text = textOf(found)
  if (present !== undefined && present !== isPresent(found)) return false
  if (is !== undefined && (text === undefined || !is.includes(text))) return false
  const lower = text?.toLowerCase()
  return contains === undefined || contains.some(part => lower?.includes(part.toLowerCase()) === true)
}

/** The rows for which a condition holds; without one, all. */
export const rowsWhen = (rows: readonly unknown[], when: Condition | undefined): readonly unknown[] =>
  when === undefined ? rows : rows.filter(row => holds(when, { status: 200, body: row }))

/** Blanks, empty lists and empty maps are nothing. */
export function isPresent(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return textOf(value) !== undefined
}
