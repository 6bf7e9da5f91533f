import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml'

export type Path = readonly PropertyKey[]

/** Something that is wrong with the file, and where. */
export interface Mistake {
  readonly path: Path
  readonly text: string
  /** When it is not the line of `path`. */
  readonly line?: number
}

export interface YamlFile {
  /** Plain values; undefined when there are mistakes. */
  readonly value: unknown
  readonly mistakes: readonly Mistake[]
  /** @returns the line (from 1) of the setting, or of the nearest one above it that is there. */
  lineOf(path: Path): number
  /** @returns where the setting's name stands, or that of the nearest one above it that is there. */
  rangeOf(path: Path): Range
  /** @returns where the given line of a text stands, of a script for example; its name when the text has other lines. */
  lineWithin(path: Path, line: number): Range
}

/** Lines and columns from 1. `end` is behind the last character. */
export interface Range {
  readonly line: number
  readonly column: number
  readonly end: number
}

const VARIABLE_HINT = `inside [ ] and { } a variable must be in quotes: "\${NAME}"`

/**
 * Reads YAML 1.2 (and so JSON) from an untrusted file: keys are plain and there once, aliases do not multiply or contain
 * themselves. Words of the file are not repeated in mistakes: they may be secrets.
 */
export function readYaml(text: string): YamlFile {
  const lines = new LineCounter()
  // Own check of keys: that of the parser compares each key with all others (20,000 keys: 4.5 s).
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const lineOf = (path: Path) => lineAt(placeOf(document, path).start)
  const places = { lineOf, ...rangesIn(text, document, lines) }
  const syntax = [...document.errors, ...document.warnings].map(({ message, pos: [offset] }) => {
    const line = lineAt(offset)
    const hint = isVariableInFlow(text, offset) ? VARIABLE_HINT : message.replace(/(: )?"(?:[^"\\]|\\.)*"/g, '')
    return { path: [], line, text: `not YAML: ${hint}` }
  })
  const mistakes = syntax.length > 0 ? onePerLine(syntax) : keyMistakes(document, lineAt)
  if (mistakes.length > 0) return { value: undefined, mistakes, ...places }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    if (!containsItself(value)) return { value, mistakes, ...places }
    return {
      value: undefined,
      mistakes: [{ path: [], text: 'an alias (*) stands inside its own anchor (&)' }],
      ...places,
    }
  } catch (error) {
    // What the parser throws for more aliases than maxAliasCount, counted as often as they multiply.
    if (!(error instanceof ReferenceError)) throw error
    return { value: undefined, mistakes: [{ path: [], text: 'too many aliases (*): write the values out' }], ...places }
  }
}

function keyMistakes(document: Document, lineAt: (offset: number) => number): Mistake[] {
  const mistakes: Mistake[] = []
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        const line = lineAt(isNodeWithRange(key) ? key.range[0] : 0)
        if (!isScalar(key)) mistakes.push({ path: [], line, text: 'a key must be plain text' })
        else if (seen.has(String(key.value))) mistakes.push({ path: [], line, text: `${key.value} is there twice` })
        else seen.add(String(key.value))
      }
    },
  })
  return mistakes
}

interface Place {
  readonly start: number
  readonly end: number
  /** What stands there; undefined when the setting itself is not there. */
  readonly node: unknown
}

function placeOf(document: Document, path: Path): Place {
  let node: unknown = document.contents
  let [start, end] = [0, 0]
  for (const step of path) {
    const holder = isAlias(node) ? node.resolve(document) : node
    const pair = isMap(holder)
      ? holder.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : null
    const place = pair ? pair.key : isSeq(holder) ? holder.items[Number(step)] : undefined
    if (!isNodeWithRange(place)) return { start, end, node: undefined }
    ;[start, end] = place.range
    node = pair ? pair.value : place
  }
  return { start, end, node }
}

function rangesIn(text: string, document: Document, lines: LineCounter): Pick<YamlFile, 'rangeOf' | 'lineWithin'> {
  const written = text.split(/\r?\n/)
  const rangeOf = (path: Path): Range => {
    const { start, end } = placeOf(document, path)
    const { line, col } = lines.linePos(start)
    const last = written[Math.max(1, line) - 1]?.length ?? 0
    return {
      line: Math.max(1, line),
      column: Math.max(1, col),
      end: Math.min(last, Math.max(1, col) - 1 + end - start) + 1,
    }
  }
  const lineWithin = (path: Path, within: number): Range => {
    const { node } = placeOf(document, path)
    if (!isScalar(node) || !isNodeWithRange(node) || node.type !== 'BLOCK_LITERAL') return rangeOf(path)
    const line = lines.linePos(node.range[0]).line + within
    const content = written[line - 1] ?? ''
    return { line, column: content.search(/\S|$/) + 1, end: content.length + 1 }
  }
  return { rangeOf, lineWithin }
}

const isNodeWithRange = (node: unknown): node is Node & { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)

/** `[${NAME}]` and `{ a: ${NAME} }`: the brace begins a map there. */
const isVariableInFlow = (text: string, offset: number): boolean => text.slice(offset - 1, offset + 1) === '${'

const onePerLine = (mistakes: readonly (Mistake & { line: number })[]): Mistake[] =>
  [...new Map(mistakes.toReversed().map(mistake => [mistake.line, mistake])).values()].toReversed()

function containsItself(value: unknown, above: ReadonlySet<unknown> = new Set()): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (above.has(value)) return true
  const within = new Set(above).add(value)
  return Object.values(value).some(inner => containsItself(inner, within))
}
