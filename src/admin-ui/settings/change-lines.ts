import { ANY_CODE } from '../../domain/mapping-hints.ts'
import { CONNECTION_FIELDS, STORE_FIELDS } from '../../flows/settings/editable.ts'
import type { CellKind, FieldKind } from '../../flows/settings/field-kinds.ts'
import { dayText } from '../language/figures.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { columnName, labelOfPath } from './field-labels.ts'
import { CONNECTION_WORDS, choiceWords, STORE_WORDS } from './words.ts'

const KINDS: ReadonlyMap<string, FieldKind> = new Map(Object.entries({ ...CONNECTION_FIELDS, ...STORE_FIELDS }))
const WORDS = new Map(Object.entries({ ...CONNECTION_WORDS, ...STORE_WORDS }))

interface Line {
  readonly path: string
  readonly from: string
  readonly to: string
}

/** What two versions of settings differ in, as the forms call it: "vatGroups.22 S22 → S23" is "Tax, 22: S22 → S23". */
export function changeLines(lines: readonly string[]): string[] {
  const parsed = lines.map(parse)
  return parsed.flatMap((line, index) => {
    if (line === undefined) return told(lines[index] ?? '')
    return isOnlyEmptied(line, parsed) ? [] : [lineText(line)]
  })
}

const PATH = String.raw`(?:[^\s[\]]|\["(?:[^"\\]|\\.)*"\])+`
const LINE = new RegExp(`^(${PATH}) ([\\s\\S]*) → ([\\s\\S]*)$`)

function parse(line: string): Line | undefined {
  const [, path, from, to] = LINE.exec(line) ?? []
  return path === undefined || from === undefined || to === undefined ? undefined : { path, from, to }
}

const EMPTY = '{}'
const NONE = '(none)'

/** A map that gets its first entry was empty before, and one that loses its last is empty then: the entry says so already. */
function isOnlyEmptied({ path, from, to }: Line, lines: readonly (Line | undefined)[]): boolean {
  if (!(from === EMPTY && to === NONE) && !(from === NONE && to === EMPTY)) return false
  return lines.some(other => other?.path.startsWith(`${path}.`) || other?.path.startsWith(`${path}[`))
}

function lineText({ path, from, to }: Line): string {
  const found = labelOfPath(path)
  const key = found?.key ?? ''
  const steps = found ? stepsOf(path.slice(key.length)) : []
  const [code, ...rest] = steps
  const place = rest.join('.')
  const kind = cellOf(key, place)
  const what = [
    found?.label ?? path,
    ...(code === undefined ? [] : [code === ANY_CODE ? say('All others (*)') : code]),
    ...(place === '' ? [] : [columnLabel(key, place)]),
  ].join(', ')
  return `${what}: ${valueText(key, kind, from)} → ${valueText(key, kind, to)}`
}

/** '.a["b.c"]' → a, b.c */
const stepsOf = (rest: string): string[] =>
  [...rest.matchAll(/\.([^.[\]]+)|\[("(?:[^"\\]|\\.)*")\]/g)].map(([, plain, quoted]) =>
    quoted === undefined ? (plain ?? '') : String(JSON.parse(quoted)),
  )

function cellOf(key: string, place: string): CellKind | undefined {
  const kind = KINDS.get(key)
  return kind?.is === 'table' ? kind.columns.find(({ path }) => path.join('.') === place)?.kind : kind
}

function columnLabel(key: string, place: string): string {
  const kind = KINDS.get(key)
  const index = kind?.is === 'table' ? kind.columns.findIndex(({ path }) => path.join('.') === place) : -1
  const label = WORDS.get(key)?.columns?.[index + 1]
  if (index >= 0 && label !== undefined) return say(label)
  return columnName(key, place) ?? place
}

/** As the form shows it. */
function valueText(key: string, kind: CellKind | undefined, text: string): string {
  if (text === NONE) return say('not set')
  if (text === EMPTY || text === '[]' || text === '') return say('empty')
  if (kind?.is === 'day') return dayText(text)
  if (kind?.is === 'yes_no' || kind?.is === 'flag') return text === 'true' ? say('yes') : say('no')
  if (text.startsWith('["') && text.endsWith('"]')) {
    const values = text.slice(2, -2).split('","')
    return values.map(value => choiceText(key, kind, value)).join(', ')
  }
  return choiceText(key, kind, text)
}

function choiceText(key: string, kind: CellKind | undefined, value: string): string {
  if (kind?.is !== 'choice' && kind?.is !== 'several') return value
  const words = choiceWords(key, value)
  return words === value ? value : say(words)
}
