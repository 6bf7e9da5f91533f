/** Excel takes a file without it for the code page of the machine. */
export const BYTE_ORDER_MARK = '\u{feff}'

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
