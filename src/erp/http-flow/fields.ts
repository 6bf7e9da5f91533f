import { type Amount, amount } from '../../domain/amount.ts'
import { at, textOf } from './paths.ts'
import type { Field } from './request-schema.ts'
import { readDay } from './times.ts'

/** Typed values out of a row of an answer. What does not fit throws Unfit, which the reading step turns into its error. */
export class Unfit extends Error {
  override readonly name = 'Unfit'
}

export function readText(row: unknown, field: Field | undefined): string | undefined {
  if (field === undefined) return undefined
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
  const found = readText(row, field)
  if (found === undefined) return undefined
  const text = found.trim()
  const plain = decimalComma ? text.replace(/\./g, '').replace(',', '.') : text
  if (!/^[+-]?\d{1,20}(\.\d{1,20})?([eE][+-]?\d{1,2})?$/.test(plain)) throw new Unfit(`no number at ${placeOf(field)}`)
  return amount(plain)
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
  const found = readText(row, field)
  if (found === undefined) return undefined
  const day = readDay(found, typeof field === 'object' ? field.format : undefined, zone)
  if (day === undefined) throw new Unfit(`no date at ${placeOf(field)}`)
  return day
}

/** @throws Unfit for a value that is none of these: what has no word of ours is not guessed. */
export function readOne<T extends string>(row: unknown, field: Field | undefined, known: readonly T[]): T | undefined {
  const found = readText(row, field) ?? (typeof field === 'object' ? textOf(at(row, field.path ?? '')) : undefined)
  if (found === undefined) return undefined
  const one = known.find(candidate => candidate === found)
  if (one === undefined)
    throw new Unfit(`"${found.slice(0, 40)}" at ${placeOf(field)} is none of ${known.join(', ')}: add it to values`)
  return one
}

const placeOf = (field: Field | undefined): string =>
  `"${typeof field === 'object' ? (field.path ?? '') : (field ?? '')}"`
