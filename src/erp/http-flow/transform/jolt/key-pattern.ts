import { JoltError } from './json.ts'
import { type Lookup, parseLookup } from './path.ts'
import { findReferences, parseReference, type Reference, readEscapes } from './reference.ts'

/** A key on the left side of a specification: what of the input it stands for. */
export type KeyPattern =
  | { readonly kind: 'literal'; readonly text: string }
  /** The text between the stars; each star takes at least one character. `*` alone is ['', '']. */
  | { readonly kind: 'star'; readonly text: string; readonly between: readonly string[] }
  | { readonly kind: 'reference'; readonly parts: readonly (string | Reference)[] }
  /** `@`: the value at this level. */
  | { readonly kind: 'value' }
  /** `@(n,path)`: a value from elsewhere in the input. */
  | { readonly kind: 'lookup'; readonly lookup: Lookup }
  /** `$`: a key as a value. */
  | { readonly kind: 'key'; readonly reference: Reference }
  /** `#text`: this text as a value. */
  | { readonly kind: 'constant'; readonly text: string }
  /** `[3]`: in modify only. */
  | { readonly kind: 'index'; readonly index: number }

/** @throws JoltError when the key means nothing. */
export function parseKey(raw: string): KeyPattern {
  const { text, shape } = readEscapes(raw)
  if (shape === '@') return { kind: 'value' }
  if (shape === '*') return parseStar(text, shape)
  if (shape.startsWith('@')) return { kind: 'lookup', lookup: parseLookup(raw) }
  if (shape.includes('@')) throw new JoltError(`"${raw}": @ can only stand at the front of a key.`)
  if (shape.includes('$')) return { kind: 'key', reference: parseReference('$', text) }
  if (shape.includes('[')) return { kind: 'index', index: parseIndex(raw) }
  if (shape.includes('&') && shape.includes('*')) throw new JoltError(`"${raw}": & and * cannot be mixed in one key.`)
  if (shape.includes('&')) return { kind: 'reference', parts: findReferences(text, shape) }
  if (shape.includes('*')) return parseStar(text, shape)
  if (!shape.includes('#')) return { kind: 'literal', text }
  if (!shape.startsWith('#') || text.length < 2)
    throw new JoltError(`"${raw}": # takes a text behind it, as in "#yes".`)
  return { kind: 'constant', text: shape.startsWith('#(') && shape.endsWith(')') ? text.slice(2, -1) : text.slice(1) }
}

/** @returns the pattern of a text in which nothing but stars is special. */
export function parseStar(text: string, shape = text): KeyPattern {
  const between: string[] = []
  let from = 0
  for (let at = shape.indexOf('*'); at >= 0; at = shape.indexOf('*', from)) {
    between.push(text.slice(from, at))
    from = at + 1
  }
  return from === 0 ? { kind: 'literal', text } : { kind: 'star', text, between: [...between, text.slice(from)] }
}

function parseIndex(raw: string): number {
  const index = /^\[(\d{1,6})\]$/.exec(raw)?.[1]
  if (index === undefined) throw new JoltError(`"${raw}": brackets in a key hold one index, as in "[2]".`)
  return Number(index)
}

/**
 * @returns what each star stands for, each as short as possible from the left (all of them in one pass, so that no key
 * and pattern take long together), or undefined where the key does not match.
 */
export function matchStars(between: readonly string[], key: string): string[] | undefined {
  const first = between[0] ?? ''
  const last = between.at(-1) ?? ''
  if (!key.startsWith(first) || !key.endsWith(last)) return undefined
  const end = key.length - last.length
  const taken: string[] = []
  let from = first.length
  for (const text of between.slice(1, -1)) {
    const at = key.indexOf(text, from + 1)
    if (at < 0) return undefined
    taken.push(key.slice(from, at))
    from = at + text.length
  }
  if (from >= end) return undefined
  taken.push(key.slice(from, end))
  return taken
}

/** Two keys of one level with the same canonical text would answer for the same input. */
export function canonical(pattern: KeyPattern): string {
  if (pattern.kind === 'literal') return pattern.text
  if (pattern.kind === 'star') return pattern.text
  if (pattern.kind === 'reference')
    return pattern.parts.map(part => (typeof part === 'string' ? part : `&(${part.up},${part.group})`)).join('')
  return JSON.stringify(pattern)
}

/** `&` before stars, more stars before fewer, `*` alone last; among equals the longer text, then the alphabet. */
export function bySpecificity(a: KeyPattern, b: KeyPattern): number {
  const left = canonical(a)
  const right = canonical(b)
  return rank(a) - rank(b) || right.length - left.length || (left < right ? -1 : 1)
}

function rank(pattern: KeyPattern): number {
  if (pattern.kind !== 'star') return 0
  if (pattern.text === '*') return 4
  return 4 - Math.min(3, pattern.between.length - 1)
}
