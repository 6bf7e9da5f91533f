import { RemoteError } from '../../domain/errors.ts'
import { at, own, rowsAt } from '../paths.ts'
import { unreadable } from './errors.ts'
import { Unfit } from './fields.ts'
import type { ReadStep } from './request-schema.ts'

/** Reads each row of an answer. @throws RemoteError permanent: the flow's fields do not fit what the ERP sends. */
export function readRows<T>(rows: readonly unknown[], what: string, read: (row: unknown) => T): T[] {
  return rows.map(row => readRow(row, what, read))
}

export function readRow<T>(row: unknown, what: string, read: (row: unknown) => T): T {
  try {
    return read(row)
  } catch (cause) {
    if (!(cause instanceof Unfit)) throw cause
    throw new RemoteError(
      {
        errorClass: 'permanent',
        code: 'http-flow:fields',
        message: `The ERP's answer to ${what} does not fit the flow: ${cause.message}`,
      },
      { cause },
    )
  }
}

/**
 * The rows of an answer. An empty list is an answer; a place that is missing may be another kind of answer, say an error
 * with status 200, and must not pass for "nothing there". An XML list without elements has no element of its own.
 */
export function rowsOf(
  body: unknown,
  { rows, withoutRows }: ReadStep,
  format: 'json' | 'xml',
  what: string,
): readonly unknown[] {
  const place = format === 'xml' ? rows.replace(/\/?[^/]*$/, '') : rows
  if (withoutRows === 'refuse' && at(body, place) === undefined && !isNull(body, place)) throw unreadable(what, false)
  return rowsAt(body, rows)
}

/** null says as much as an empty list. */
function isNull(body: unknown, place: string): boolean {
  const cut = place.lastIndexOf('/')
  const holder = cut < 0 ? body : at(body, place.slice(0, cut))
  return own(holder, place.slice(cut + 1)) === null
}

/** Keys in groups of what one call takes. */
export function groupsOf<T>(keys: readonly T[], size: number): T[][] {
  const unique = [...new Set(keys)]
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, index) =>
    unique.slice(index * size, (index + 1) * size),
  )
}
