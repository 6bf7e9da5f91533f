import { isMap, setAt, valueAt } from '../../domain/settings-places.ts'
import type { CellKind, FieldKind, Written } from './field-kinds.ts'

type Table = Extract<FieldKind, { readonly is: 'table' }>

/** What was written in a field stands for; undefined: the default. What cannot be read stays text: the schema says so. */
export function valueOfField(kind: FieldKind, written: Written): unknown {
  if (kind.is !== 'table') return valueOfCell(kind, typeof written === 'string' ? written : '')
  const rows = filledRows(written).map(row => [row[0] ?? '', valueOfRow(kind, row)] as const)
  return Object.fromEntries(rows)
}

/** Rows that somebody wrote in. */
export const filledRows = (written: Written): readonly (readonly string[])[] =>
  typeof written === 'string'
    ? []
    : written.map(row => row.map(text => text.trim())).filter(row => row.some(text => text !== ''))

function valueOfRow({ columns }: Table, [, ...cells]: readonly string[]): unknown {
  return columns.reduce<unknown>(
    (value, { path, kind }, index) => setAt(value, path, valueOfCell(kind, cells[index] ?? '')),
    columns.some(({ path }) => path.length > 0) ? {} : undefined,
  )
}

function valueOfCell(kind: CellKind, text: string): unknown {
  const written = text.trim()
  if (kind.is === 'yes_no') return written === 'yes'
  if (kind.is === 'list' || kind.is === 'several') {
    const entries = written.split(/[\n,;]/).map(entry => entry.trim())
    const filled = [...new Set(entries)].filter(entry => entry !== '')
    if (filled.length === 0) return undefined
    return kind.is === 'list' && kind.numbers ? filled.map(asNumber) : filled
  }
  if (kind.is === 'code' && kind.empty === 'is_said') return written
  if (written === '') return undefined
  if (kind.is === 'flag') return written === 'yes'
  return kind.is === 'number' || (kind.is === 'choice' && kind.numbers) ? asNumber(written) : written
}

const asNumber = (written: string): unknown => (/^\d{1,9}(\.\d{1,4})?$/.test(written) ? Number(written) : written)

/** A value of the settings as the form shows it. */
export function textOfField(kind: FieldKind, value: unknown): Written {
  if (kind.is !== 'table') return textOfCell(kind, value)
  const rows = isMap(value) ? Object.entries(value) : []
  return rows.map(([key, inner]) => [
    key,
    ...kind.columns.map(column => textOfCell(column.kind, valueAt(inner, column.path))),
  ])
}

function textOfCell(kind: CellKind, value: unknown): string {
  if (kind.is === 'yes_no') return value === true ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(String).join('\n')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
