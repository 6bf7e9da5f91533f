import { type Amount, add, amount } from '../../domain/amount.ts'
import { at, rowsAt, textOf } from '../paths.ts'
import { rowsWhen } from './conditions.ts'
import type { Field, PlainField } from './request-schema.ts'
import { readDay } from './times.ts'

/** Typed values out of a row of an answer. What does not fit throws Unfit, which the reading step turns into its error. */
export class Unfit extends Error {
  override readonly name = 'Unfit'
}

/** Of several places the first that has a value counts. */
const placesOf = (field: Field | undefined): readonly PlainField[] =>
  Array.isArray(field) ? field : field === undefined ? [] : [field]

export function readText(row: unknown, field: Field | undefined): string | undefined {
  for (const place of placesOf(field)) {
    const found = readPlace(row, place)
    if (found !== undefined) return found
  }
  return undefined
}

function readPlace(row: unknown, field: PlainField): string | undefined {
  if (typeof field === 'string') return textOf(at(row, field))
  const found = field.path === undefined ? undefined : textOf(at(row, field.path))
  const mapped = found === undefined || field.values === undefined ? undefined : field.values[found]
  return mapped ?? (field.values !== undefined || found === undefined ? field.otherwise : found)
}

/** @throws Unfit when there is none. */
export function needText(row: unknown, field: Field, what: string): string {
  const found = readText(row, field)
  if (found === undefined) throw new Unfit(`${what} is missing at ${placeOf(field)}`)
  return found
}

/** @throws Unfit for what is not a number. */
export function readAmount(row: unknown, field: Field | undefined, decimalComma: boolean): Amount | undefined {
  for (const place of placesOf(field)) {
    const found = readPlace(row, place)
    if (found === undefined) continue
    // A JSON number has no way of writing.
    const isText = typeof at(row, pathOf(place)) !== 'number'
    return add(toAmount(found, place, decimalComma && isText), ...addends(row, place, decimalComma))
  }
  return undefined
}

const WITH_POINT = /^[+-]?\d{1,20}(\.\d{1,20})?([eE][+-]?\d{1,2})?$/
/** A point that parts no thousands is a mistake: taken away, it would make a hundred of one. */
const WITH_COMMA = /^[+-]?(\d{1,3}(\.\d{3})+|\d{1,20})(,\d{1,20})?$/

function toAmount(found: string, place: PlainField, decimalComma: boolean): Amount {
  const text = found.trim()
  if (!(decimalComma ? WITH_COMMA : WITH_POINT).test(text)) throw new Unfit(`no number at ${placeOf(place)}`)
  return amount(decimalComma ? text.replaceAll('.', '').replace(',', '.') : text)
}

/** What the ERP tells apart and we count together. Rows that are not there add nothing. */
function addends(row: unknown, place: PlainField, decimalComma: boolean): Amount[] {
  const parts = typeof place === 'object' ? (place.plus ?? []) : []
  return parts.flatMap(({ rows, when, path }) =>
    rowsWhen(rowsAt(row, rows), when).map(one => needAmount(one, path, decimalComma, 'an amount to add')),
  )
}

export function needAmount(row: unknown, field: Field, decimalComma: boolean, what: string): Amount {
  const found = readAmount(row, field, decimalComma)
  if (found === undefined) throw new Unfit(`${what} is missing at ${placeOf(field)}`)
  return found
}

export const readFlag = (row: unknown, field: Field | undefined): boolean | undefined => {
  const found = readText(row, field)
  return found === undefined ? undefined : /^(true|1|yes|y)$/i.test(found.trim())
}

/** @returns an ISO date. @throws Unfit for what is no date. */
export function readDate(row: unknown, field: Field | undefined, zone: string): string | undefined {
  for (const place of placesOf(field)) {
    const found = readPlace(row, place)
    if (found === undefined) continue
    const day = readDay(found, typeof place === 'object' ? place.format : undefined, zone)
    if (day === undefined) throw new Unfit(`no date at ${placeOf(place)}`)
    return day
  }
  return undefined
}

/** @throws Unfit for a value that is none of these: what has no word of ours is not guessed. */
export function readOne<T extends string>(row: unknown, field: Field | undefined, known: readonly T[]): T | undefined {
  const found = readText(row, field) ?? unmapped(row, placesOf(field).at(-1))
  if (found === undefined) return undefined
  const one = known.find(candidate => candidate === found)
  if (one === undefined)
    throw new Unfit(`"${found.slice(0, 40)}" at ${placeOf(field)} is none of ${known.join(', ')}: add it to values`)
  return one
}

const unmapped = (row: unknown, place: PlainField | undefined): string | undefined =>
  typeof place === 'object' ? textOf(at(row, place.path ?? '')) : undefined

const pathOf = (place: PlainField): string => (typeof place === 'object' ? (place.path ?? '') : place)
const placeOf = (field: Field | undefined): string => `"${placesOf(field).map(pathOf).join('", "')}"`
