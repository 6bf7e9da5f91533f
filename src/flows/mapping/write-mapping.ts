import { UserError } from '../../domain/errors.ts'
import type { ErpField, LoneField, MappingTable } from '../../domain/mapping-hints.ts'
import { mapAt, setAt } from '../../domain/settings-places.ts'
import { fieldId } from './mapping-rows.ts'

/** What somebody filled in: one table as it shall be, whole. */
export interface WantedMapping {
  readonly rows: readonly {
    readonly code: string
    /** A row without codes counts when this is true: "known, and nothing is sent for it". */
    readonly mapped: boolean
    /** By fieldId. */
    readonly values: Readonly<Record<string, string>>
  }[]
  /** Settings of their own, by their path with dots. What is not in it stays as it is. */
  readonly lone: Readonly<Record<string, string>>
}

/**
 * The settings with the table as it was filled in; what is no code (an order of keys, other parts of a value) stays as
 * it is. Not checked here: that is done with the settings as a whole. @throws UserError for a code that is there twice.
 */
export function writeMapping(
  settings: unknown,
  { table, lone }: { readonly table: MappingTable; readonly lone: readonly LoneField[] },
  wanted: WantedMapping,
): unknown {
  const before = mapAt(settings, table.path)
  const rows = wanted.rows.flatMap(({ code, mapped, values }): [string, unknown][] => {
    const value = rowValue(table.fields, before[code], values)
    return code !== '' && (mapped || value !== undefined) ? [[code, value ?? {}]] : []
  })
  const filled = new Map(rows)
  const twice = rows.find(([code], index) => rows.findIndex(([other]) => other === code) !== index)
  if (twice) throw new UserError(`The code "${twice[0]}" is there twice. Keep one of the rows.`)
  const kept = Object.keys(before).flatMap((code): [string, unknown][] =>
    filled.has(code) ? [[code, filled.get(code)]] : [],
  )
  const added = [...filled].filter(([code]) => !Object.hasOwn(before, code))
  const changed = setAt(settings, table.path, Object.fromEntries([...kept, ...added]))
  return lone.reduce((result, field) => {
    const text = wanted.lone[field.path.join('.')]
    return text === undefined ? result : setAt(result, field.path, settingOf(field, text))
  }, changed)
}

/** @returns undefined when nothing was filled in. */
function rowValue(fields: readonly ErpField[], before: unknown, values: Readonly<Record<string, string>>): unknown {
  const filled = fields.some(field => (values[fieldId(field)] ?? '') !== '')
  const [only] = fields
  if (only && only.path.length === 0) return filled ? settingOf(only, values[fieldId(only)] ?? '') : undefined
  const row = fields.reduce<unknown>(
    (result, field) => setAt(result, field.path, settingOf(field, values[fieldId(field)] ?? '')),
    mapAt(before, []),
  )
  return filled ? row : undefined
}

/** What is no number where one has to be stays text: the schema says so with its place. */
const settingOf = ({ type }: ErpField, text: string): string | number | undefined => {
  if (text === '') return undefined
  return type === 'number' && /^-?\d{1,9}$/.test(text) ? Number(text) : text
}
