import { get, indexOf, isObject, JoltError, type Json, type JsonObject, put } from './json.ts'
import { type KeyPattern, parseStar } from './key-pattern.ts'
import { splitAlternatives } from './shift.ts'
import { matchKey } from './walk.ts'

interface Rule {
  readonly pattern: KeyPattern
  /** Undefined: the key goes. */
  readonly below: readonly Rule[] | undefined
}

/** Jolt's remove: takes keys out. Stars stand for keys, in arrays only `*` does. @throws JoltError. */
export function remove(spec: unknown): (input: Json) => Json {
  if (!isObject(spec)) throw new JoltError('A remove takes an object as its spec.')
  const rules = readRules(spec)
  return input => without(rules, input)
}

function readRules(spec: JsonObject): Rule[] {
  return Object.entries(spec).flatMap(([raw, right]) => {
    if (!isObject(right) && !(typeof right === 'string' && right.trim() === ''))
      throw new JoltError(`"${raw}": the right side of a remove is "" or an object.`)
    const below = isObject(right) ? readRules(right) : undefined
    return splitAlternatives(raw).map(key => ({ pattern: parseStar(key), below }))
  })
}

function without(rules: readonly Rule[], data: Json): Json {
  if (Array.isArray(data)) {
    return data.flatMap((value, index) => {
      const forIndex = rules.filter(({ pattern }) => matchesIndex(pattern, index))
      return forIndex.some(rule => !rule.below) ? [] : [withoutBelow(forIndex, value)]
    })
  }
  if (!isObject(data)) return data
  const kept: JsonObject = {}
  for (const key of Object.keys(data)) {
    const forKey = rules.filter(({ pattern }) => matchKey(pattern, key, []))
    if (forKey.every(rule => rule.below)) put(kept, key, withoutBelow(forKey, get(data, key) ?? null))
  }
  return kept
}

const withoutBelow = (rules: readonly Rule[], data: Json): Json =>
  rules.reduce((value, { below }) => (below ? without(below, value) : value), data)

function matchesIndex(pattern: KeyPattern, index: number): boolean {
  if (pattern.kind === 'literal') return indexOf(pattern.text) === index
  return pattern.kind === 'star' && pattern.text === '*'
}
