import { hasWords } from './mail-words.ts'
import type { MailTemplate } from './shipped-mails.ts'

/** What a template may ask for, as "{number}". */
export const PLACEHOLDERS = ['greeting', 'customer', 'number', 'order', 'store', 'total', 'date'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** A language that we have no greeting for is greeted by the template itself. */
export const placeholdersIn = (language: string): readonly Placeholder[] =>
  PLACEHOLDERS.filter(name => name !== 'greeting' || hasWords(language))

export const LONGEST_SUBJECT = 150
export const LONGEST_BODY = 4_000

export type MistakeKind =
  | 'empty'
  | 'too_long'
  | 'several_lines'
  | 'invisible'
  /** "{ordr}" */
  | 'unknown'
  /** "${order}": nothing is calculated here. */
  | 'dollar'
  /** A brace that opens or closes nothing. */
  | 'brace'

export interface Mistake {
  readonly field: 'subject' | 'body'
  readonly kind: MistakeKind
  /** From 1. */
  readonly line: number
  readonly column: number
  /** The text that is wrong; the most that there may be for "too_long". */
  readonly text: string
  /** The placeholder that was meant, most likely. */
  readonly meant?: Placeholder
}

/** "{{" and "}}" are braces; "${" is looked at so that nobody believes it to be more than text. */
const PARTS = /\{\{|\}\}|\$?\{([^{}\n]{0,40})\}|[{}]/g
/** Control characters, and those that turn the direction of writing around: a line could read as another. */
export const INVISIBLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** Everything that is wrong with a template, in the order in which it stands there. Empty: it can be used. */
export function mistakesIn(template: MailTemplate, language: string): readonly Mistake[] {
  const allowed = placeholdersIn(language)
  return [
    ...mistakesInText('subject', template.subject, LONGEST_SUBJECT, allowed),
    ...mistakesInText('body', template.body, LONGEST_BODY, allowed),
  ]
}

function mistakesInText(
  field: Mistake['field'],
  text: string,
  most: number,
  allowed: readonly Placeholder[],
): readonly Mistake[] {
  const at = (index: number, kind: MistakeKind, wrong: string, meant?: Placeholder): Mistake => {
    const before = text.slice(0, index).split(/\r\n|\r|\n/)
    const column = (before.at(-1)?.length ?? 0) + 1
    return { field, kind, line: before.length, column, text: wrong, ...(meant && { meant }) }
  }
  if (text.trim() === '') return [at(0, 'empty', '')]
  const found: Mistake[] = []
  if (text.length > most) found.push(at(most, 'too_long', String(most)))
  const lineBreak = field === 'subject' ? text.search(/[\r\n]/) : -1
  if (lineBreak >= 0) found.push(at(lineBreak, 'several_lines', ''))
  const hidden = text.replace(/[\r\n\t]/g, ' ').search(INVISIBLE)
  if (hidden >= 0) found.push(at(hidden, 'invisible', ''))
  for (const { 0: part, 1: name, index } of text.matchAll(PARTS)) {
    if (part === '{{' || part === '}}') continue
    if (name === undefined) found.push(at(index, 'brace', part))
    else if (part.startsWith('$')) found.push(at(index, 'dollar', part))
    else if (!allowed.some(known => known === name)) found.push(at(index, 'unknown', part, nearest(name, allowed)))
  }
  return found
}

/** Puts the values in. What is in a value stays text: it is not looked at for placeholders again. */
export function fill(text: string, values: Readonly<Record<Placeholder, string>>): string {
  return text.replace(PARTS, (part, name: string | undefined) => {
    if (part === '{{') return '{'
    if (part === '}}') return '}'
    const known = part.startsWith('$') ? undefined : PLACEHOLDERS.find(candidate => candidate === name)
    return known === undefined ? part : values[known]
  })
}

const FURTHEST = 2

function nearest(name: string, allowed: readonly Placeholder[]): Placeholder | undefined {
  const ranked = allowed
    .map(candidate => ({ candidate, far: distance(name.trim().toLowerCase(), candidate) }))
    .sort((a, b) => a.far - b.far)
  return ranked[0] && ranked[0].far <= FURTHEST ? ranked[0].candidate : undefined
}

/** How many letters have to be changed, added or left out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}
