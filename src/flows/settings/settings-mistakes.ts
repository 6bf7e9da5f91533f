import { UserError } from '../../domain/errors.ts'
import { valueAt } from '../../domain/settings-places.ts'
import type { Mistake } from '../config/read-yaml.ts'
import type { FieldKind, WrittenFields } from './field-kinds.ts'
import { filledRows } from './field-values.ts'

export interface FieldMistake {
  readonly field: string
  /** Of a table the key of its row, "" for a row without one; of a list the entry. */
  readonly row?: string
  readonly text: string
}

/** What was filled in cannot be used; each mistake says at which field. */
export class SettingsMistakes extends UserError {
  readonly mistakes: readonly FieldMistake[]

  constructor(what: string, mistakes: readonly FieldMistake[]) {
    const lines = mistakes.map(({ field, row, text }) => `${row ? `${field}.${row}` : field} ${text}`)
    super(`These settings cannot be used for ${what}: ${lines.join('; ')}. Nothing was changed.`)
    this.mistakes = mistakes
  }
}

/** Where the schema found something, as a place of the form: the field, and the row of a table or entry of a list. */
export function mistakeAt(
  kinds: Readonly<Record<string, FieldKind>>,
  settings: unknown,
  { path, text }: Mistake,
): FieldMistake {
  const steps = path.map(String)
  const [field] = Object.keys(kinds)
    .filter(place => place.split('.').every((step, index) => steps[index] === step))
    .sort((a, b) => b.length - a.length)
  if (field === undefined) return { field: steps.join('.'), text }
  const step = steps[field.split('.').length]
  const row =
    kinds[field]?.is === 'list' || kinds[field]?.is === 'several'
      ? entryAt(valueAt(settings, field.split('.')), step)
      : step
  return { field, ...(row !== undefined && { row }), text }
}

const entryAt = (list: unknown, step: string | undefined): string | undefined =>
  Array.isArray(list) && step !== undefined ? String(list[Number(step)]) : undefined

/** Rows that say nothing because they have no key, no number for one, or because another row has the same one. */
export function rowMistakes(
  fields: WrittenFields,
  kinds: Readonly<Record<string, FieldKind>>,
): readonly FieldMistake[] {
  return Object.entries(fields).flatMap(([field, written]) => {
    const kind = kinds[field]
    const isNumbered = kind?.is === 'table' && kind.key === 'number'
    const keys = filledRows(written).map(([key = '']) => key)
    const twice = new Set(keys.filter((key, index) => key !== '' && keys.indexOf(key) !== index))
    return [
      ...keys
        .filter(key => isNumbered && key !== '' && !/^\d{1,3}(\.\d{1,4})?$/.test(key))
        .map(row => ({ field, row, text: 'is not a number' })),
      ...(keys.includes('') ? [{ field, row: '', text: 'has a row without its first value' }] : []),
      ...[...twice].map(row => ({ field, row, text: 'is there twice: keep one of the rows' })),
    ]
  })
}
