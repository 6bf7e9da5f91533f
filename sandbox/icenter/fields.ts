import { type Amount, amount, fixed } from '../../src/domain/amount.ts'
import type { Row, Scalar } from './company.ts'
import { type Element, leaf, type Markup, nil } from './xml.ts'

/**
 * The elements of iCenter's models in the order of its Swagger document. In the strings below: a bare name is text,
 * ":i" an integer, ":b" true/false, ":t" a moment, ":2" a decimal number with so many places.
 */
export interface Field {
  readonly name: string
  readonly type: 'text' | 'integer' | 'boolean' | 'moment' | 'decimal'
  readonly places: number
}

const TYPES: Readonly<Record<string, Field['type']>> = { i: 'integer', b: 'boolean', t: 'moment' }

export const fields = (text: string): readonly Field[] =>
  text
    .trim()
    .split(/\s+/)
    .map(word => {
      const [name = '', type] = word.split(':')
      if (type === undefined) return { name, type: 'text', places: 0 }
      return { name, type: TYPES[type] ?? 'decimal', places: Number.parseInt(type, 10) || 0 }
    })

/** A value that its element cannot hold; the server refuses the whole body. */
export class BadValue extends Error {}

/**
 * Reads the elements of a model.
 * @param inOrder drops what comes after an element that stands later in the document
 */
export function readRow(element: Element, model: readonly Field[], inOrder: boolean): Row {
  const row: Row = {}
  let last = -1
  for (const child of element.children) {
    const index = model.findIndex(({ name }) => name === child.name)
    const field = model[index]
    if (!field || (inOrder && index < last)) continue
    last = Math.max(last, index)
    if (!child.nil) row[field.name] = readScalar(field, child.text)
  }
  return row
}

/** @returns undefined for an empty element that is not text: nothing was said. */
function readScalar({ name, type }: Field, text: string): Scalar | undefined {
  if (type === 'text') return text
  const value = text.trim()
  if (value === '') throw new BadValue(`The string '' is not a valid value of ${name}.`)
  if (type === 'integer' && /^-?\d{1,9}$/.test(value)) return Number(value)
  if (type === 'boolean' && /^(true|false|1|0)$/.test(value)) return value === 'true' || value === '1'
  if (type === 'decimal' && /^-?\d{1,15}(\.\d{1,12})?$/.test(value)) return amount(value)
  if (type === 'moment' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,7})?)?$/.test(value)) return moment(value)
  throw new BadValue(`The string '${value.slice(0, 40)}' is not a valid value of ${name}.`)
}

const moment = (value: string): string => (value.includes('T') ? value : `${value}T00:00:00`)

/** Writes the elements of a model: NULL texts are left out, other NULLs are xsi:nil, as .NET does it. */
export const writeRow = (row: Row, model: readonly Field[]): Markup[] =>
  model.flatMap(field => {
    const value = row[field.name]
    if (value !== undefined) return [leaf(field.name, writeScalar(field, value))]
    return field.type === 'text' ? [] : [nil(field.name)]
  })

function writeScalar({ type, places }: Field, value: Scalar): string {
  if (type === 'decimal') return fixed(value as Amount, places) // decimals are stored as Amounts only
  // .NET drops the zeros at the end of a fraction: 10:22:26.730 is 10:22:26.73.
  if (type === 'moment') return String(value).replace(/\.?0+$/, end => (String(value).includes('.') ? '' : end))
  return String(value)
}

export const text = (row: Row, name: string): string => (row[name] === undefined ? '' : String(row[name]))
/** @returns a decimal of a row; readRow made it canonical. */
export const decimal = (row: Row, name: string): Amount | undefined =>
  row[name] === undefined ? undefined : amount(String(row[name]))
