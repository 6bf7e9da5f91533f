import { BooksError } from './books.ts'

/** Lists of the ERP: filtered, in the order of their last change or with sort=code of their code, in numbered pages of at most 100. */

const MAX_SIZE = 100

export interface Listed {
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

/**
 * `updatedSince` and `updatedBefore` are the server's wall clock, without a zone.
 * @throws BooksError 400 for a page or a time that is none.
 */
export function listPage<T extends object>(
  query: URLSearchParams,
  rows: readonly T[],
  updatedAt: (row: T) => string,
): Listed & { readonly data: readonly T[] } {
  const since = momentIn(query, 'updatedSince') ?? ''
  const before = momentIn(query, 'updatedBefore') ?? '9999'
  const place = query.get('sort') === 'code' ? codeOf : updatedAt
  const found = rows
    .filter(row => updatedAt(row) >= since && updatedAt(row) < before)
    // Stable: equals stay in the order in which they were entered.
    .toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) < place(b) ? -1 : 1))
  const page = numberIn(query, 'page', 1)
  const pageSize = Math.min(MAX_SIZE, numberIn(query, 'pageSize', 20))
  return { total: found.length, page, pageSize, data: found.slice((page - 1) * pageSize, page * pageSize) }
}

const codeOf = (row: object): string => ('code' in row ? String(row.code) : '')

function momentIn(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)?.replace('T', ' ')
  if (text === undefined) return undefined
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text))
    throw new BooksError(400, 'invalid', `${name} is like 2026-01-31 18:38:00`)
  return text
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new BooksError(400, 'invalid', `${name} is a number from 1`)
  return Number(text)
}
