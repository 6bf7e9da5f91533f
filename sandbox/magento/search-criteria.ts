import { MagentoError, required, wrongType } from './magento-error.ts'

interface Filter {
  readonly field: string
  readonly value: string
  readonly condition_type: string
}

export interface SearchCriteria {
  readonly filter_groups: readonly { readonly filters: readonly Filter[] }[]
  readonly sort_orders?: readonly { readonly field: string; readonly direction: string }[]
  readonly page_size?: number
  readonly current_page?: number
}

/**
 * Reads `searchCriteria[filter_groups][0][filters][0][field]=…`; camelCase keys work too.
 * @throws MagentoError 400 without any searchCriteria, for a page size that is no number, for a wrong sort direction
 */
export function parseSearchCriteria(query: URLSearchParams): SearchCriteria {
  const groups = new Map<number, Map<number, Record<string, string>>>()
  const sorts = new Map<number, Record<string, string>>()
  const pages: { page_size?: number; current_page?: number } = {}
  let seen = false
  for (const [key, value] of query) {
    if (!key.startsWith('searchCriteria')) continue
    seen = true
    const path = [...key.matchAll(/\[([^\]]*)\]/g)].map(match => match[1] ?? '')
    const [part, index, inner, filter, field] = path
    if (part === 'filter_groups' || part === 'filterGroups') {
      if (inner === 'filters') entry(inMap(groups, Number(index)), Number(filter))[snake(field)] = value
    } else if (part === 'sortOrders' || part === 'sort_orders') entry(sorts, Number(index))[snake(inner)] = value
    else if (part === 'pageSize' || part === 'page_size') pages.page_size = integer('pageSize', value)
    else if (part === 'currentPage' || part === 'current_page') pages.current_page = integer('currentPage', value)
  }
  if (!seen) throw required('searchCriteria')
  const sortOrders = inOrder(sorts).map(sort => ({
    field: sort.field ?? '',
    direction: direction(sort.direction),
  }))
  return {
    filter_groups: inOrder(groups).map(filters => ({
      filters: inOrder(filters).map(filter => ({
        field: filter.field ?? '',
        value: filter.value ?? '',
        condition_type: filter.condition_type ?? 'eq',
      })),
    })),
    ...(sortOrders.length > 0 ? { sort_orders: sortOrders } : {}),
    ...pages,
  }
}

const inMap = <T>(map: Map<number, Map<number, T>>, key: number): Map<number, T> => {
  const found = map.get(key) ?? new Map<number, T>()
  map.set(key, found)
  return found
}
const entry = (map: Map<number, Record<string, string>>, key: number): Record<string, string> => {
  const found = map.get(key) ?? {}
  map.set(key, found)
  return found
}
const inOrder = <T>(map: Map<number, T>): T[] => [...map].sort(([a], [b]) => a - b).map(([, value]) => value)
const snake = (name = ''): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

function integer(field: string, value: string): number {
  if (!/^-?\d+$/.test(value)) throw wrongType(field, value, 'int')
  return Number(value)
}

function direction(value = 'DESC'): string {
  const upper = value.toUpperCase()
  if (upper !== 'ASC' && upper !== 'DESC')
    throw new MagentoError(
      400,
      'The sort order has to be specified as %1 for ascending order or %2 for descending order.',
      ['ASC', 'DESC'],
    )
  return upper
}

export interface ListOptions {
  /** Is this a column? Rows leave null columns out, so the rows alone cannot tell. */
  readonly isField: (field: string) => boolean
  readonly unknownField: (field: string) => Error
}

/** @returns the rows of the page that was asked for and the count of all that match. @throws what unknownField makes */
export function search<T extends object>(
  rows: readonly T[],
  criteria: SearchCriteria,
  options: ListOptions,
): { page: T[]; total: number } {
  const sorts = criteria.sort_orders ?? []
  const fields = [...criteria.filter_groups.flatMap(group => group.filters), ...sorts].map(({ field }) => field)
  for (const field of fields) if (!options.isField(field)) throw options.unknownField(field)
  const found = rows.filter(row =>
    criteria.filter_groups.every(group => group.filters.some(filter => matches(row, filter))),
  )
  found.sort((a, b) => {
    for (const sort of sorts) {
      const order = compare(column(a, sort.field), column(b, sort.field))
      if (order !== 0) return sort.direction === 'ASC' ? order : -order
    }
    return 0
  })
  const size = criteria.page_size ?? 0
  const start = size > 0 ? (Math.max(criteria.current_page ?? 1, 1) - 1) * size : 0
  return { page: size > 0 ? found.slice(start, start + size) : found, total: found.length }
}

const column = (row: object, field: string): unknown => (row as Record<string, unknown>)[field] // a database column by name

function compare(a: unknown, b: unknown): number {
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : -1
  if (b === undefined || b === null) return 1
  if (typeof a === 'number' && Number.isFinite(Number(b))) return a - Number(b)
  const [left, right] = [String(a).toLowerCase(), String(b).toLowerCase()]
  return left < right ? -1 : left > right ? 1 : 0
}

const DATES = new Set(['created_at', 'updated_at'])

/**
 * Dates are compared as raw UTC text: "T" and "Z" are fine, an offset is cut off, and a value that is no date matches
 * every row (recordings orders-list-date-*). A condition type that does not exist is ignored.
 */
function matches(row: object, filter: Filter): boolean {
  const actual = column(row, filter.field)
  const isNull = actual === undefined || actual === null
  let value = filter.value
  if (DATES.has(filter.field) && !['in', 'nin', 'null', 'notnull'].includes(filter.condition_type)) {
    const date = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}))?/.exec(value)
    if (!date) return true
    value = `${date[1]} ${date[2] ?? '00:00:00'}`
  }
  const condition = CONDITIONS[filter.condition_type]
  if (filter.condition_type === 'null') return isNull
  return condition ? !isNull && condition(actual, value) : true
}

/** As SQL: none of them is true of NULL. */
const CONDITIONS: Readonly<Record<string, (actual: unknown, value: string) => boolean>> = {
  notnull: () => true,
  eq: (actual, value) => compare(actual, value) === 0,
  neq: (actual, value) => compare(actual, value) !== 0,
  gt: (actual, value) => compare(actual, value) > 0,
  gteq: (actual, value) => compare(actual, value) >= 0,
  moreq: (actual, value) => compare(actual, value) >= 0,
  from: (actual, value) => compare(actual, value) >= 0,
  lt: (actual, value) => compare(actual, value) < 0,
  lteq: (actual, value) => compare(actual, value) <= 0,
  to: (actual, value) => compare(actual, value) <= 0,
  in: (actual, value) =>
    typeof actual === 'string'
      ? members(value).has(actual.toLowerCase())
      : value.split(',').some(one => compare(actual, one) === 0),
  nin: (actual, value) => value.split(',').every(one => compare(actual, one) !== 0),
  finset: (actual, value) => String(actual).split(',').includes(value),
  like: (actual, value) => likePattern(value).test(String(actual)),
  nlike: (actual, value) => !likePattern(value).test(String(actual)),
}

let lastMembers: { readonly value: string; readonly set: ReadonlySet<string> } | undefined

/** The same list is asked of every row of a large catalog. */
function members(value: string): ReadonlySet<string> {
  if (lastMembers?.value !== value) lastMembers = { value, set: new Set(value.toLowerCase().split(',')) }
  return lastMembers.set
}

const likePattern = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/%/g, '.*')
      .replace(/_/g, '.')}$`,
    'is',
  )
