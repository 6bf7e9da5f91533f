import { get, indexOf, isObject, JoltError, type Json, type JsonObject } from './json.ts'
import { type KeyPattern, matchStars } from './key-pattern.ts'
import type { Lookup, Name, PathStep } from './path.ts'
import type { Reference } from './reference.ts'

/** A key of the input that a key of the specification stands for. */
export interface Match {
  /** The whole key, then what each star took. */
  readonly groups: readonly string[]
  /** How many children matched so far. */
  hits: number
}

/** One level of the way down: the data there, and how its key was matched. */
export interface Level {
  readonly data: Json
  readonly match: Match
}

/** The way from the root down to where a specification is at work. Its last element is the nearest. */
export type Walk = Level[]

/** A step of a path with its references filled in. */
export type Step =
  | { readonly into: 'object'; readonly key: string }
  | { readonly into: 'array'; readonly index: number | 'append' }

export const matched = (...groups: string[]): Match => ({ groups, hits: 0 })

export function levelUp(walk: Walk, up: number): Level {
  const level = walk[walk.length - 1 - up]
  if (!level) throw new JoltError(`A reference goes up ${up} levels, and there are only ${walk.length - 1}.`)
  return level
}

/** @returns how the pattern stands for the key, or undefined where it does not. For keys that match no input, theirs. */
export function matchKey(pattern: KeyPattern, key: string, walk: Walk): Match | undefined {
  switch (pattern.kind) {
    case 'literal':
      return pattern.text === key ? matched(key) : undefined
    case 'index':
      return String(pattern.index) === key ? matched(key) : undefined
    case 'star': {
      const taken = pattern.text === '*' ? [] : matchStars(pattern.between, key)
      return taken && matched(key, ...taken)
    }
    case 'reference':
      return evaluateParts(pattern.parts, walk) === key ? matched(key) : undefined
    case 'key':
      return matched(evaluateReference(pattern.reference, walk))
    case 'constant':
      return matched(pattern.text)
    case 'value':
    case 'lookup':
      return levelUp(walk, 0).match
  }
}

export function evaluateReference({ up, group }: Reference, walk: Walk): string {
  const { groups } = levelUp(walk, up).match
  const text = groups[group]
  if (text === undefined) throw new JoltError(`&(${up},${group}): "${groups[0]}" has no part ${group}.`)
  return text
}

const evaluateParts = (parts: readonly (string | Reference)[], walk: Walk): string =>
  parts.map(part => (typeof part === 'string' ? part : evaluateReference(part, walk))).join('')

/** @returns undefined where a lookup finds nothing that can be a name. */
function evaluateName(name: Name, walk: Walk): string | undefined {
  if ('parts' in name) return evaluateParts(name.parts, walk)
  const found = look(name.lookup, walk)
  if (typeof found === 'string') return found
  if (typeof found === 'number') return String(Math.trunc(found))
  return typeof found === 'boolean' ? String(found) : undefined
}

/** @returns the path with its references filled in, or undefined where one of them finds nothing. */
export function evaluatePath(path: readonly PathStep[], walk: Walk): Step[] | undefined {
  const steps: Step[] = []
  for (const step of path) {
    if (step.into === 'object') {
      const key = evaluateName(step.name, walk)
      if (key === undefined) return undefined
      steps.push({ into: 'object', key })
      continue
    }
    if (step.index === 'append') {
      steps.push({ into: 'array', index: 'append' })
      continue
    }
    const index =
      'hitsUp' in step.index
        ? levelUp(walk, step.index.hitsUp).match.hits
        : indexOf(evaluateName(step.index, walk) ?? '')
    if (index === undefined) return undefined
    steps.push({ into: 'array', index })
  }
  return steps
}

/** @returns what the lookup finds (null is a find), or undefined. */
export function look(lookup: Lookup, walk: Walk): Json | undefined {
  const steps = evaluatePath(lookup.path, walk)
  return steps && read(levelUp(walk, lookup.up).data, steps)
}

export function read(data: Json, steps: readonly Step[]): Json | undefined {
  let found: Json | undefined = data
  for (const step of steps) {
    if (found === undefined) return undefined
    if (step.into === 'object') found = isObject(found) ? get(found, step.key) : undefined
    else found = Array.isArray(found) && typeof step.index === 'number' ? found[step.index] : undefined
  }
  return found
}

/** The children of a level by key: an array's are its indexes; what is neither array nor object has its text as its only key. */
export function childrenOf(data: Json): [key: string, value: Json][] {
  if (data === null) return []
  if (Array.isArray(data)) return data.map((value, index) => [String(index), value])
  if (isObject(data)) return Object.keys(data).map(key => [key, get(data, key) ?? null])
  return [[String(data), null]]
}

/** @returns undefined where there is no such child. */
export function childOf(data: Json, key: string): Json | undefined {
  if (data === null) return undefined
  if (Array.isArray(data)) return data[indexOf(key) ?? data.length]
  if (isObject(data)) return get(data as JsonObject, key)
  return String(data) === key ? null : undefined
}
