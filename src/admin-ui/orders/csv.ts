import type { ExportedPage } from '../../flows/view/export-orders.ts'
import { say } from '../language/say.tsx'
import type { ColumnName } from './column-names.ts'
import { ORDER_COLUMNS, ORDER_HEAD } from './columns.tsx'

/** Excel takes a file without it for the code page of the machine. */
const BYTE_ORDER_MARK = '\u{feff}'

/**
 * Spreadsheets run what begins with one of these (OWASP "CSV Injection"; the wide ones are what Japanese keyboards write).
 * Where the comma is a decimal one Excel divides the file at semicolons, and a line break inside a cell is one to it as
 * well, so what stands behind those is a beginning too.
 */
const FORMULA = /(^|[;\t\r\n])([ "]*)(?=[=+\-@＝＋－＠])|^(?=[\t\r])/g
const NUMBER = /^-?\d+(\.\d+)?$/

/** A line as RFC 4180 writes it, in which nothing is a formula. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(text: string): string {
  const harmless = NUMBER.test(text) ? text : text.replace(FORMULA, "$1$2'")
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** The file with these columns of the orders, piece by piece; the end says so when orders were left out. */
export async function* orderCsv(
  pages: AsyncIterable<ExportedPage>,
  columns: readonly ColumnName[],
): AsyncGenerator<string, void, void> {
  const fields = [...ORDER_HEAD, ...columns.flatMap(name => ORDER_COLUMNS[name].file)]
  yield BYTE_ORDER_MARK + csvLine(fields.map(([head]) => say(head)))
  for await (const { rows, cut } of pages) {
    yield rows.map(order => csvLine(fields.map(([, text]) => text(order)))).join('')
    if (cut) yield csvLine([say('More orders match than a file holds. Narrow the filter for the rest.')])
  }
}
