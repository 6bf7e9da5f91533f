import { amount, compare, isZero } from '../../domain/amount.ts'
import { ANY_CODE, type ErpField, type LoneField, type MappingTable } from '../../domain/mapping-hints.ts'
import { mapAt, valueAt } from '../../domain/settings-places.ts'
import type { WaitingForCode } from './waiting-for-codes.ts'

/** One of Magento's codes and what it is in the ERP. */
export interface MappingRow {
  /** "*" is for all others. */
  readonly code: string
  readonly mapped: boolean
  /** By fieldId. */
  readonly values: Readonly<Record<string, string>>
  /** That have this code. */
  readonly orders: number
  /** That wait until it is mapped. */
  readonly waiting: number
  /** missing: orders with it are held; others: the row for all others, or the ERP's default, is taken; unused: no order has it. */
  readonly state: 'mapped' | 'missing' | 'others' | 'unused'
}

export interface LoneValue {
  readonly field: LoneField
  readonly value: string
  readonly waiting: number
}

interface Given {
  readonly settings: unknown
  readonly lone: readonly LoneField[]
  /** Orders by code. */
  readonly inUse: ReadonlyMap<string, number>
  readonly waiting: readonly WaitingForCode[]
  /** Codes that Magento has, whether they are in use or not. */
  readonly known: readonly string[]
}

/** Within a row: "expense", "value" for the value itself. */
export const fieldId = ({ path }: Pick<ErpField, 'path'>): string => path.join('.') || 'value'

/** Every code that is mapped, is in use, or that orders wait for: what is missing comes first, "*" last. */
export function rowsOf(table: MappingTable, given: Given): MappingRow[] {
  const mapped = mapAt(given.settings, table.path)
  const keys = Object.keys(mapped)
  const orders = new Map(keys.map(key => [key, 0]))
  const count = (code: string, number: number) => {
    if (isLone(table, code, given)) return
    const key = keyFor(table, code, keys) ?? code
    orders.set(key, (orders.get(key) ?? 0) + number)
  }
  for (const [code, number] of given.inUse) count(code, number)
  for (const code of given.known) count(code, 0)
  const waiting = new Map<string, number>()
  for (const { cause, orders: number } of given.waiting) {
    if (!cause.startsWith(`${table.of}:`)) continue
    const code = cause.slice(table.of.length + 1)
    if (isLoneCause(table, cause, given)) continue
    count(code, 0)
    const key = keyFor(table, code, keys) ?? code
    waiting.set(key, (waiting.get(key) ?? 0) + number)
  }
  return [...orders]
    .map(([code, number]) => rowOf(table, mapped, { code, orders: number, waiting: waiting.get(code) ?? 0 }))
    .sort(inOrder)
}

function rowOf(
  table: MappingTable,
  mapped: Readonly<Record<string, unknown>>,
  { code, orders, waiting }: Pick<MappingRow, 'code' | 'orders' | 'waiting'>,
): MappingRow {
  const isMapped = Object.hasOwn(mapped, code)
  const isCovered = table.missing === 'default' || Object.hasOwn(mapped, ANY_CODE)
  const isMissing = waiting > 0 || (!isCovered && orders > 0)
  const unmapped = isMissing ? 'missing' : isCovered ? 'others' : 'unused'
  return {
    code,
    mapped: isMapped,
    values: Object.fromEntries(table.fields.map(field => [fieldId(field), textAt(mapped[code], field.path)])),
    orders,
    waiting,
    state: isMapped ? 'mapped' : unmapped,
  }
}

const WEIGHTS: Readonly<Record<MappingRow['state'], number>> = { missing: 0, mapped: 1, others: 1, unused: 1 }
const inOrder = (a: MappingRow, b: MappingRow): number =>
  Number(a.code === ANY_CODE) - Number(b.code === ANY_CODE) ||
  WEIGHTS[a.state] - WEIGHTS[b.state] ||
  b.waiting - a.waiting ||
  b.orders - a.orders ||
  a.code.localeCompare(b.code)

/** The settings that are shown beside the table, with their values. */
export const loneOf = (table: MappingTable, given: Given): LoneValue[] =>
  given.lone
    .filter(field => field.beside.of === table.of)
    .map(field => ({
      field,
      value: textAt(given.settings, field.path),
      waiting: given.waiting
        .filter(({ cause }) => isCauseOf(field, cause))
        .reduce((sum, { orders }) => sum + orders, 0),
    }))

/** "9.5" and "9.50" are one rate, and one without a country is for all countries. */
function keyFor(table: MappingTable, code: string, keys: readonly string[]): string | undefined {
  if (keys.includes(code)) return code
  if (table.of !== 'vat') return undefined
  const { country, rate } = rateOf(code)
  const same = (key: string, of: string) => {
    const other = rateOf(key)
    return other.country === of && rate !== undefined && other.rate !== undefined && compare(rate, other.rate) === 0
  }
  return keys.find(key => same(key, country)) ?? keys.find(key => same(key, ''))
}

function rateOf(code: string) {
  const [country, percent] = code.includes(':') ? code.split(':') : ['', code]
  return { country: country ?? '', rate: /^\d+(\.\d+)?$/.test(percent ?? '') ? amount(percent ?? '') : undefined }
}

/** A setting of its own stands for this code, and has a value. */
const isLone = (table: MappingTable, code: string, given: Given): boolean =>
  given.lone.some(
    field => field.beside.of === table.of && standsFor(field, code) && textAt(given.settings, field.path) !== '',
  )

const isLoneCause = (table: MappingTable, cause: string, given: Given): boolean =>
  given.lone.some(field => field.beside.of === table.of && field.beside.code !== '0' && isCauseOf(field, cause))

function isCauseOf(field: LoneField, cause: string): boolean {
  const { of, code, cause: own } = field.beside
  if (own !== undefined) return cause === own
  return code !== undefined && cause.startsWith(`${of}:`) && standsFor(field, cause.slice(of.length + 1))
}

function standsFor({ beside: { of, code } }: LoneField, wanted: string): boolean {
  if (of !== 'vat') return code === wanted
  const { rate } = rateOf(wanted)
  return code === '0' && rate !== undefined && isZero(rate)
}

function textAt(value: unknown, path: readonly string[]): string {
  const found = valueAt(value, path)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}
