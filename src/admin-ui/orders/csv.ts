import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv.ts'
import type { ExportedPage } from '../../flows/view/export-orders.ts'
import { say } from '../language/say.tsx'
import type { ColumnName } from './column-names.ts'
import { ORDER_COLUMNS, ORDER_HEAD } from './columns.tsx'

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
