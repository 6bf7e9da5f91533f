import { z } from 'zod'
import type { WrittenFields } from '../../flows/settings/field-kinds.ts'
import { MOST_ROWS } from './rows.tsx'

const MOST_LETTERS = 4_000
const cell = z.string().max(400)
const rows = z.array(z.array(cell).max(8)).max(2 * MOST_ROWS)

/** What a dialog brings back of the form. */
export const changeSchema = z.strictObject({
  base: z.int().min(1),
  fields: z.record(z.string().max(80), z.union([z.string().max(MOST_LETTERS), rows])),
})

export interface FilledIn {
  readonly base: number
  readonly fields: WrittenFields
}

/** The fields of form.tsx: "base", "field.tolerance", "several.catalog.sync" with "box.catalog.sync.stock", and of a table "table.itemMap" with "row.itemMap.3.0" and so on. */
export function readSettingsForm(fields: Readonly<Record<string, unknown>>): FilledIn {
  const entries = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const rest = (prefix: string) =>
    entries.flatMap(([name, value]): [string, string][] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    )
  return {
    base: Number(fields.base) || 0,
    fields: Object.fromEntries([
      ...rest('field.').map(([place, value]) => [place, value.slice(0, MOST_LETTERS)] as const),
      ...rest('several.').map(([place]) => [place, boxesIn(rest(`box.${place}.`))] as const),
      ...rest('table.').map(([place]) => [place, rowsIn(rest(`row.${place}.`))] as const),
    ]),
  }
}

const boxesIn = (boxes: readonly (readonly [string, string])[]): string => boxes.map(([box]) => box).join('\n')

/** "3.0" is the key of the fourth row that was written; rows that were taken away are not there. */
function rowsIn(cells: readonly (readonly [string, string])[]): string[][] {
  const rows = new Map<number, string[]>()
  for (const [name, value] of cells) {
    const [, number, column] = /^(\d{1,5})\.(\d)$/.exec(name) ?? []
    if (number === undefined) continue
    const row = rows.get(Number(number)) ?? []
    row[Number(column)] = value.slice(0, 400)
    rows.set(Number(number), row)
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .slice(0, 2 * MOST_ROWS)
    .map(([, row]) => Array.from(row, text => text ?? ''))
}
