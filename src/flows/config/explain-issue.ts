import { z } from 'zod'
import { counted } from '../../domain/counted.ts'
import type { Mistake } from './read-yaml.ts'

/**
 * Validates and says what is wrong in words for people who write the file. No value is repeated: it may be a secret.
 * @returns the parsed value, or every mistake at once.
 */
export function validate<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { readonly value: z.infer<T> } | { readonly mistakes: readonly Mistake[] } {
  const knownKeys = new Map<string, readonly string[]>()
  const parsed = schema.safeParse(value, {
    error: issue => {
      if (issue.inst instanceof z.ZodObject)
        knownKeys.set(JSON.stringify(issue.path ?? []), Object.keys(issue.inst.shape))
      return wordsFor(issue)
    },
  })
  if (parsed.success) return { value: parsed.data }
  return {
    mistakes: parsed.error.issues.flatMap(issue => {
      if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, text: issue.message }]
      const known = knownKeys.get(JSON.stringify(issue.path)) ?? []
      return issue.keys.map(key => ({ path: [...issue.path, key], text: `is unknown${suggestion(key, known)}` }))
    }),
  }
}

function suggestion(key: string, known: readonly string[]): string {
  const [best] = known
    .map(candidate => ({ candidate, steps: distance(key.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, steps }) => steps <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.steps - b.steps)
  return best ? `; did you mean ${best.candidate}?` : `; known here: ${known.join(', ')}`
}

/** Levenshtein: letters to add, drop or replace. Long keys are not worth comparing. */
function distance(a: string, b: string): number {
  if (Math.max(a.length, b.length) > 60) return Number.POSITIVE_INFINITY
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

const FORMATS: Readonly<Record<string, string>> = {
  url: 'must be an address that begins with http:// or https://',
  date: 'must be a day like "2026-01-31"',
}
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map (key: value)',
  record: 'a map (key: value)',
  array: 'a list',
}

/** @returns undefined to leave it to the schema's own words. */
function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return 'is missing'
      if (issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input))
        return 'must be text: put it in quotes'
      return `must be ${KINDS[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${listed(issue.values)}`
    case 'invalid_union':
      return issue.discriminator ? `must be ${listed(optionsOf(issue))}` : undefined
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'does not have the right form'
    case 'invalid_key':
      return `cannot be a key here: ${issue.issues[0]?.message ?? 'it does not have the right form'}`
    case 'too_small':
      return `must be at least ${limit(issue.origin, issue.minimum)}`
    case 'too_big':
      return `must be at most ${limit(issue.origin, issue.maximum)}`
    default:
      return undefined
  }
}

const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}
function limit(origin: string, bound: number | bigint): string {
  const unit = UNITS[origin]
  return unit ? `${counted(Number(bound), ...unit)} long` : String(bound)
}

const listed = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`

const optionsOf = (issue: object): readonly unknown[] =>
  'options' in issue && Array.isArray(issue.options) ? issue.options : []
