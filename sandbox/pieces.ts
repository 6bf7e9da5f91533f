import { type Amount, amount, compare, divide, minimum, round, subtract, ZERO } from '../src/domain/amount.ts'

/** Pieces of a line of an order. */
export interface Piece {
  readonly line: number
  readonly quantity: Amount
}

/**
 * What is left to do of an order.
 * @param done how many pieces of the line
 * @param parts with two the first takes the first half: of the lines, or of the pieces where there is one line
 */
export function openPieces<Line extends Piece>(
  lines: readonly Line[],
  done: (line: Line) => Amount,
  parts: 1 | 2,
): Piece[] {
  const open = lines
    .map(line => ({ line: line.line, quantity: subtract(line.quantity, done(line)) }))
    .filter(({ quantity }) => compare(quantity, ZERO) > 0)
  const isUntouched = lines.every(line => compare(done(line), ZERO) === 0)
  if (parts === 1 || !isUntouched) return open
  if (open.length > 1) return open.slice(0, Math.ceil(open.length / 2))
  return open.map(({ line, quantity }) => ({ line, quantity: half(quantity) }))
}

const half = (quantity: Amount): Amount => {
  const rounded = round(divide(quantity, amount(2)), 0)
  return compare(rounded, ZERO) > 0 ? minimum(rounded, quantity) : quantity
}
