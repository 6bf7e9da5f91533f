import { JoltError } from './json.ts'
import { findReferences, parseReference, type Reference, readEscapes } from './reference.ts'

/** A path of the right side ("lines[&1].@(2,id)"), parsed. It says what is an array and what an object. */
export type PathStep =
  | { readonly into: 'object'; readonly name: Name }
  | { readonly into: 'array'; readonly index: Name | 'append' | HitCount }

export type Name = { readonly parts: readonly (string | Reference)[] } | { readonly lookup: Lookup }

/** `[#n]`: how many children of the level above have matched so far. */
export interface HitCount {
  readonly hitsUp: number
}

/** `@(up,path)`: go up in the input, then down by the path. */
export interface Lookup {
  readonly up: number
  readonly path: readonly PathStep[]
}

/** @throws JoltError. The empty text is the whole output. */
export function parsePath(raw: string): PathStep[] {
  const steps: PathStep[] = []
  let segment = ''
  const endSegment = () => {
    if (segment !== '') steps.push({ into: 'object', name: parseName(segment, raw) })
    segment = ''
  }
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at] ?? ''
    if (char === '\\') segment += char + (raw[++at] ?? '')
    else if (char === '.') endSegment()
    else if (char === '[') {
      endSegment()
      const end = closing(raw, at, ']')
      steps.push({ into: 'array', index: parseIndex(raw.slice(at + 1, end), raw) })
      at = end
    } else if (char === '@') {
      if (segment !== '') throw new JoltError(`"${raw}": @ can only stand at the front of a part.`)
      const end = lookupEnd(raw, at)
      steps.push({ into: 'object', name: { lookup: parseLookup(raw.slice(at, end)) } })
      at = end - 1
    } else segment += char
  }
  endSegment()
  return steps
}

/** @param raw as "@2", "@name", "@(name.other)" or "@(2,name.other)". */
export function parseLookup(raw: string): Lookup {
  const inside = raw.startsWith('@(') && raw.endsWith(')') ? raw.slice(2, -1) : raw.slice(1)
  if (/(^|[^\\])@/.test(inside)) throw new JoltError(`"${raw}": an @ cannot hold another @.`)
  if (inside === '' || inside.startsWith('(')) throw new JoltError(`"${raw}": write @(levels,path).`)
  const levels = /^(\d+)(?:,|$)/.exec(inside)
  if (/^\d/.test(inside) && !levels) throw new JoltError(`"${raw}": levels and path are parted by a comma.`)
  const path = parsePath(levels ? inside.slice(levels[0].length) : inside)
  if (path.some(step => step.into === 'array' && step.index === 'append'))
    throw new JoltError(`"${raw}": [] has no meaning where data are read.`)
  return { up: Number(levels?.[1] ?? 0), path }
}

function parseName(segment: string, raw: string): Name {
  const { text, shape } = readEscapes(segment)
  const wrong = /[*$#\]]/.exec(shape)?.[0]
  if (wrong) throw new JoltError(`"${raw}": ${wrong} has no meaning in a path; write \\\\${wrong} for the character.`)
  return { parts: findReferences(text, shape) }
}

function parseIndex(inside: string, raw: string): Name | 'append' | HitCount {
  if (inside === '') return 'append'
  if (inside.startsWith('#')) return { hitsUp: parseReference('#', inside).up }
  if (inside.startsWith('@')) return { lookup: parseLookup(inside) }
  if (inside.startsWith('&')) return { parts: [parseReference('&', inside)] }
  if (!/^\d{1,6}$/.test(inside)) throw new JoltError(`"${raw}": [${inside}] is not an array index.`)
  return { parts: [inside] }
}

/** @returns where the lookup that begins here ends. Without parentheses it is one name. */
function lookupEnd(raw: string, from: number): number {
  if (raw[from + 1] === '(') return closing(raw, from, ')') + 1
  const end = raw.slice(from + 2).search(/[.[]/)
  return end < 0 ? raw.length : from + 2 + end
}

/** @returns the position of the bracket that closes the one after `from`. */
function closing(raw: string, from: number, bracket: ')' | ']'): number {
  const opening = bracket === ')' ? '(' : '['
  let depth = 0
  for (let at = from; at < raw.length; at++) {
    if (raw[at] === '\\') at += 1
    else if (raw[at] === opening) depth += 1
    else if (raw[at] === bracket && --depth === 0) return at
  }
  throw new JoltError(`"${raw}": a ${bracket} is missing.`)
}
