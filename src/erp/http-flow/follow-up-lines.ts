import { type Amount, add, apportion, compare, minimum, subtract, ZERO } from '../../domain/amount.ts'
import type { FollowUpLine, SalesDocument } from '../../domain/fulfilment.ts'
import { rowsAt } from '../paths.ts'
import { rowsWhen } from './conditions.ts'
import { needAmount, readAmount, readText, Unfit } from './fields.ts'
import type { FollowUpFlow } from './follow-ups-schema.ts'
import { lineNumber } from './sales-documents.ts'

/** What the lines of a follow-up are matched with. */
export interface Basis {
  readonly order: string | undefined
  readonly documents: ReadonlyMap<string, SalesDocument>
  readonly comma: boolean
  /** Money of all lines together, where it is told. */
  readonly total: Amount | undefined
}

type BareLine = Omit<FollowUpLine, 'gross'> & { readonly gross: Amount | undefined }

/** Which pieces of which sales documents it is about, with their money. */
export function linesOf(row: unknown, flow: FollowUpFlow, basis: Basis): FollowUpLine[] {
  const bare = flow.lines === undefined ? wholeOrder(basis) : toldLines(row, flow.lines, basis)
  if (bare.every(({ gross }) => gross !== undefined)) return bare.map(line => ({ ...line, gross: line.gross ?? ZERO }))
  // The ERP tells no money by line: the total, in proportion to the pieces.
  const shares = apportion(
    basis.total ?? ZERO,
    bare.map(({ quantity }) => quantity),
    2,
  )
  return bare.map((line, index) => ({ ...line, gross: line.gross ?? shares[index] ?? ZERO }))
}

function wholeOrder({ order, documents }: Basis): BareLine[] {
  const document = documents.get(order ?? '')
  if (!document) throw notThere()
  return document.lines.map(({ erpLine, itemCode, quantity }) => ({
    salesDocumentId: document.erpId,
    erpLine,
    itemCode,
    quantity,
    gross: undefined,
  }))
}

/** Without it the pieces would be left out, and never be told. */
const notThere = () => new Unfit('the sales document that it stands for is not there')

function toldLines(
  row: unknown,
  fields: NonNullable<FollowUpFlow['lines']>,
  { order, documents, comma }: Basis,
): BareLine[] {
  const taken = new Map<string, Amount>()
  return rowsWhen(rowsAt(row, fields.rows), fields.when).flatMap((line): BareLine[] => {
    const salesDocumentId = readText(line, fields.order) ?? order
    // Lines that were made from no order: people add what they like.
    if (salesDocumentId === undefined) return []
    const itemCode = readText(line, fields.item) ?? ''
    const quantity = needAmount(line, fields.quantity, comma, 'the quantity of a line')
    const gross = readAmount(line, fields.gross, comma)
    const warehouse = readText(line, fields.warehouse)
    const rest = { itemCode, gross, ...(warehouse !== undefined && { warehouse }) }
    const own = lineNumber(readText(line, fields.line))
    if (own !== undefined) return [{ salesDocumentId, erpLine: own, quantity, ...rest }]
    const document = documents.get(salesDocumentId)
    if (document) return byItem(document, { quantity, ...rest }, taken)
    // Of another order, in a document of several: that is gone, and nobody's matter here.
    if (salesDocumentId !== order) return []
    throw notThere()
  })
}

/** An item that stands in two lines of the order fills the first of them, then the next. */
function byItem(
  document: SalesDocument,
  line: Omit<BareLine, 'salesDocumentId' | 'erpLine'>,
  taken: Map<string, Amount>,
): BareLine[] {
  const candidates = document.lines.filter(({ itemCode }) => itemCode === line.itemCode)
  const parts: { erpLine: number; quantity: Amount }[] = []
  let rest = line.quantity
  for (const [index, { erpLine, quantity }] of candidates.entries()) {
    const key = `${document.erpId}:${erpLine}`
    const room = subtract(quantity, taken.get(key) ?? ZERO)
    const part = index === candidates.length - 1 ? rest : minimum(rest, room)
    if (compare(part, ZERO) <= 0) continue
    taken.set(key, add(taken.get(key) ?? ZERO, part))
    parts.push({ erpLine, quantity: part })
    rest = subtract(rest, part)
  }
  const shares =
    line.gross === undefined
      ? []
      : apportion(
          line.gross,
          parts.map(({ quantity }) => quantity),
          2,
        )
  return parts.map((part, index) => ({
    ...line,
    salesDocumentId: document.erpId,
    ...part,
    gross: shares[index],
  }))
}
