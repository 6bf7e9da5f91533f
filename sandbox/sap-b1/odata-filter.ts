import { malformed } from './b1-error.ts'

/** How the filter reads a property: its type for comparing, and its value in a row. */
export interface FilterField<Row> {
  readonly type: string
  readonly read: (row: Row) => unknown
}

export interface FilterOptions<Row> {
  readonly version: 'v1' | 'v2'
  /** Fails when there is no such property. Paths of $crossjoin contain "/". */
  readonly field: (path: string) => FilterField<Row>
  /** B1S-CaseInsensitive. */
  readonly ignoreCase: boolean
  /** Brings an enum's name or value to its name. */
  readonly enumName: (type: string, value: string) => string | undefined
}

type Token = { readonly kind: 'word' | 'string' | 'number' | 'date' | 'symbol'; readonly text: string }
type Predicate<Row> = (row: Row) => boolean
interface Operand<Row> {
  readonly type: string
  readonly read: (row: Row) => unknown
}

const TOKEN =
  /\s*(?:(?<typed>(?:datetime|time)'[^']*')|(?<string>'(?:[^']|'')*')|(?<date>\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?)|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w/.]*)|(?<symbol>[(),]))/y

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    if (text.slice(TOKEN.lastIndex).trim() === '') break
    const groups = TOKEN.exec(text)?.groups
    if (!groups) return malformed(`Invalid query option $filter: '${text.slice(0, 80)}'`)
    const { typed, string, date, number, word, symbol } = groups
    if (typed) tokens.push({ kind: 'date', text: typed.slice(typed.indexOf("'") + 1, -1) })
    else if (string) tokens.push({ kind: 'string', text: string.slice(1, -1).replaceAll("''", "'") })
    else if (date) tokens.push({ kind: 'date', text: date })
    else if (number) tokens.push({ kind: 'number', text: number })
    else if (word) tokens.push({ kind: 'word', text: word })
    else tokens.push({ kind: 'symbol', text: symbol ?? '' })
  }
  return tokens
}

/**
 * Compiles a $filter: eq ne gt ge lt le, and or not, parentheses, startswith, endswith, contains (v2),
 * substringof (v1). No arithmetic and no other functions (contract §3).
 */
export function compileFilter<Row>(text: string, options: FilterOptions<Row>): Predicate<Row> {
  const tokens = tokenize(text)
  let position = 0
  const peek = () => tokens[position]
  const bad = (): never => malformed(`Invalid query option $filter near '${peek()?.text ?? 'the end'}'`)
  const next = () => tokens[position++] ?? bad()
  const accept = (symbol: string) => {
    if (peek()?.text !== symbol || peek()?.kind === 'string') return false
    position++
    return true
  }
  const expect = (symbol: string) => void (accept(symbol) || bad())

  const parseOr = (depth: number): Predicate<Row> => {
    const parts = [parseAnd(depth)]
    while (accept('or')) parts.push(parseAnd(depth))
    return parts.length === 1 && parts[0] ? parts[0] : row => parts.some(part => part(row))
  }
  const parseAnd = (depth: number): Predicate<Row> => {
    const parts = [parseOne(depth)]
    while (accept('and')) parts.push(parseOne(depth))
    return parts.length === 1 && parts[0] ? parts[0] : row => parts.every(part => part(row))
  }
  const parseOne = (depth: number): Predicate<Row> => {
    if (depth > 100) return malformed('Query option $filter is nested too deeply')
    if (accept('not')) {
      const inner = parseOne(depth + 1)
      return row => !inner(row)
    }
    if (accept('(')) {
      const inner = parseOr(depth + 1)
      expect(')')
      return inner
    }
    if (tokens[position + 1]?.text === '(') return parseFunction()
    return parseComparison()
  }
  const parseFunction = (): Predicate<Row> => {
    const name = next().text
    const test = textFunctions(options.version)[name]
    if (!test) return malformed(`Function '${name}' is not supported in $filter`)
    expect('(')
    const first = parseOperand()
    expect(',')
    const second = parseOperand()
    expect(')')
    return row => test(fold(first.read(row), options.ignoreCase), fold(second.read(row), options.ignoreCase))
  }
  const parseComparison = (): Predicate<Row> => {
    const left = parseOperand()
    const operator = COMPARISONS[next().text] ?? bad()
    const right = parseOperand()
    return comparePair(left, right, operator, options)
  }
  const parseOperand = (): Operand<Row> => {
    const token = next()
    if (token.kind === 'string') return { type: 'literal', read: () => token.text }
    if (token.kind === 'date') return { type: 'literal', read: () => token.text }
    if (token.kind === 'number') return { type: 'literal', read: () => Number(token.text) }
    if (token.kind !== 'word') return bad()
    if (token.text === 'null') return { type: 'literal', read: () => null }
    return options.field(token.text)
  }

  const predicate = parseOr(0)
  if (position < tokens.length) return bad()
  return predicate
}

const COMPARISONS: Readonly<Record<string, (order: number | undefined) => boolean>> = {
  eq: order => order === 0,
  ne: order => order !== 0,
  gt: order => order !== undefined && order > 0,
  ge: order => order !== undefined && order >= 0,
  lt: order => order !== undefined && order < 0,
  le: order => order !== undefined && order <= 0,
}

const textFunctions = (version: 'v1' | 'v2'): Record<string, (a: string, b: string) => boolean> => ({
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  ...(version === 'v2'
    ? { contains: (text: string, part: string) => text.includes(part) }
    : { substringof: (part: string, text: string) => text.includes(part) }),
})

const fold = (value: unknown, ignoreCase: boolean): string => {
  const text = value === null || value === undefined ? '' : String(value)
  return ignoreCase ? text.toLowerCase() : text
}

function comparePair<Row>(
  left: Operand<Row>,
  right: Operand<Row>,
  holds: (order: number | undefined) => boolean,
  options: FilterOptions<Row>,
): Predicate<Row> {
  const type = left.type === 'literal' ? right.type : left.type
  const normal = (value: unknown) => normalise(type, value, options)
  return row => {
    const a = normal(left.read(row))
    const b = normal(right.read(row))
    if (a === null || b === null) return holds(a === b ? 0 : undefined)
    return holds(a < b ? -1 : a > b ? 1 : 0)
  }
}

/** Both sides of a comparison in one form: dates by day, times to the minute, enums by name, numbers as numbers. */
function normalise<Row>(type: string, value: unknown, options: FilterOptions<Row>): string | number | null {
  if (value === null || value === undefined) return null
  if (type === 'Edm.Int32' || type === 'Edm.Double') {
    const number = Number(value)
    return Number.isFinite(number) ? number : malformed(`'${String(value).slice(0, 40)}' is not a number in $filter`)
  }
  if (type === 'Edm.DateTime') {
    const day = String(value)
      .replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
      .slice(0, 10)
    return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : malformed(`'${String(value).slice(0, 40)}' is not a date in $filter`)
  }
  if (type === 'Edm.Time') return String(value).slice(0, 5)
  if (type.startsWith('SAPB1.')) {
    const name = options.enumName(type, String(value))
    return name ?? malformed(`'${String(value).slice(0, 40)}' is not a value of ${type} in $filter`)
  }
  return fold(value, options.ignoreCase)
}
