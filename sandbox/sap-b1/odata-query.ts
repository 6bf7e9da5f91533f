import { malformed } from './b1-error.ts'
import type { Entity } from './company.ts'
import { collectionItem, enumName, type FindUserField, propertyType } from './entities.ts'
import { compileFilter, type FilterField } from './odata-filter.ts'

export interface Query {
  readonly filter?: string
  readonly select?: readonly string[]
  readonly orderBy: readonly { readonly property: string; readonly descending: boolean }[]
  readonly top?: number
  readonly skip: number
  readonly count: boolean
  /** 0 is everything. */
  readonly pageSize: number
  readonly ignoreCase: boolean
}

const DEFAULT_PAGE = 20
const OPTIONS = new Set([
  '$filter',
  '$select',
  '$orderby',
  '$top',
  '$skip',
  '$count',
  '$inlinecount',
  '$expand',
  '$format',
])

/** The query options and headers of one read (contract §3). */
export function parseQuery(
  params: URLSearchParams,
  header: (name: string) => string | undefined,
  version: 'v1' | 'v2',
): Query {
  for (const name of params.keys()) {
    if (name.startsWith('$') && !OPTIONS.has(name)) return malformed(`Query option '${name}' is not supported`)
  }
  const filter = params.get('$filter') ?? undefined
  const select = params.get('$select') ?? undefined
  const top = count(params, '$top')
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(select === undefined || select === '*' ? {} : { select: select.split(',').map(name => name.trim()) }),
    orderBy: parseOrderBy(params.get('$orderby') ?? ''),
    ...(top === undefined ? {} : { top }),
    skip: count(params, '$skip') ?? 0,
    count: version === 'v2' ? params.get('$count') === 'true' : params.get('$inlinecount') === 'allpages',
    pageSize: pageSize(header),
    ignoreCase: header('b1s-caseinsensitive') === 'true',
  }
}

function count(params: URLSearchParams, name: string): number | undefined {
  const text = params.get(name)
  if (text === null) return undefined
  return /^\d{1,9}$/.test(text) ? Number(text) : malformed(`Query option '${name}' is not a number`)
}

function pageSize(header: (name: string) => string | undefined): number {
  const preferred = /odata\.maxpagesize\s*=\s*(\d{1,9})/.exec(header('prefer') ?? '')?.[1]
  const text = preferred ?? header('b1s-pagesize')
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : DEFAULT_PAGE
}

function parseOrderBy(text: string): Query['orderBy'] {
  if (text.trim() === '') return []
  return text.split(',').map(part => {
    const match = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/.exec(part)
    if (!match?.[1]) return malformed(`Invalid query option $orderby: '${text.slice(0, 80)}'`)
    return { property: match[1], descending: match[2] === 'desc' }
  })
}

/** How a property of an entity type is read in $filter and $orderby; properties of lines are refused. */
export function entityField(typeName: string, findUserField: FindUserField): (path: string) => FilterField<Entity> {
  return path => {
    const [head = '', ...rest] = path.split('/')
    const type = head.startsWith('U_') ? findUserField(typeName, head)?.kind : propertyType(typeName, head)
    if (!type) return malformed(`Property '${head}' of '${typeName}' is invalid`)
    if (collectionItem(type))
      return malformed(`Property '${head}' of '${typeName}' is a collection and cannot be filtered`)
    if (rest.length > 0) return malformed(`Property '${path}' of '${typeName}' cannot be filtered`)
    return { type, read: row => row[head] }
  }
}

/** @returns the rows that pass $filter, in the order of $orderby. */
export function selectRows<Row>(
  rows: readonly Row[],
  query: Query,
  version: 'v1' | 'v2',
  field: (path: string) => FilterField<Row>,
): readonly Row[] {
  const passes = query.filter
    ? compileFilter<Row>(query.filter, { version, field, ignoreCase: query.ignoreCase, enumName })
    : undefined
  const found = passes ? rows.filter(passes) : rows
  if (query.orderBy.length === 0) return found
  const keys = query.orderBy.map(({ property, descending }) => ({ read: field(property).read, descending }))
  return [...found].sort((a, b) => {
    for (const { read, descending } of keys) {
      const order = compareValues(read(a), read(b))
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
}

function compareValues(a: unknown, b: unknown): number {
  const [left, right] = [a ?? '', b ?? ''] as [string | number, string | number] // columns hold numbers and texts
  return left < right ? -1 : left > right ? 1 : 0
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly total: number
  /** Offset of the next page; it is all that the next link keeps of the query. */
  readonly nextSkip?: number
}

/** One page. A $top is honoured across pages only within the page, like B1 does with a lost query. */
export function pageOf<Row>(rows: readonly Row[], query: Query): Page<Row> {
  const wanted = query.top === undefined ? rows.length : Math.min(rows.length, query.skip + query.top)
  const end = query.pageSize === 0 ? wanted : Math.min(wanted, query.skip + query.pageSize)
  return {
    rows: rows.slice(query.skip, end),
    total: rows.length,
    ...(end < wanted ? { nextSkip: end } : {}),
  }
}
