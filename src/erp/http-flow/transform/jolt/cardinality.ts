import { copy, isObject, JoltError, type Json, type JsonObject, put } from './json.ts'
import { bySpecificity, canonical, type KeyPattern, parseKey } from './key-pattern.ts'
import { childrenOf, matched, matchKey, type Walk } from './walk.ts'

type Count = 'ONE' | 'MANY'

interface Rule {
  readonly pattern: KeyPattern
  readonly does: Count | Rules
}

interface Rules {
  /** What `@` says of the value itself, before the rules for what is in it. */
  readonly self: Count | undefined
  /** Literals first, then `&` and stars. */
  readonly rules: readonly Rule[]
}

/** Jolt's cardinality: makes a value the only one (ONE) or an array of values (MANY). @throws JoltError. */
export function cardinality(spec: unknown): (input: Json) => Json {
  if (!isObject(spec)) throw new JoltError('A cardinality takes an object as its spec.')
  const rules = readRules(spec)
  return input => {
    const root = { data: input, match: matched('root') }
    return applyRules(rules, copy(input), [root, root])
  }
}

function readRules(spec: JsonObject): Rules {
  const rules = Object.entries(spec).map(([raw, right]): Rule => {
    const pattern = parseKey(raw)
    if (isObject(right) && pattern.kind !== 'value') return { pattern, does: readRules(right) }
    if (right !== 'ONE' && right !== 'MANY') throw new JoltError(`"${raw}": the right side is "ONE" or "MANY".`)
    return { pattern, does: right }
  })
  if (rules.length === 0) throw new JoltError('An empty {} has no meaning in a cardinality.')
  const usable = ['literal', 'value', 'star', 'reference']
  const wrong = rules.find(({ pattern }) => !usable.includes(pattern.kind))
  if (wrong) throw new JoltError(`${canonical(wrong.pattern)}: a cardinality knows names, *, & and @ only.`)
  const self = rules.find(({ pattern }) => pattern.kind === 'value')?.does
  const literal = rules.filter(({ pattern }) => pattern.kind === 'literal')
  const computed = rules.filter(({ pattern }) => pattern.kind === 'star' || pattern.kind === 'reference')
  computed.sort((a, b) => bySpecificity(a.pattern, b.pattern))
  return { self: typeof self === 'string' ? self : undefined, rules: [...literal, ...computed] }
}

function applyRules({ self, rules }: Rules, value: Json, walk: Walk): Json {
  const data = self ? count(self, value) : value
  if (typeof data !== 'object' || data === null) return data
  for (const [key, child] of childrenOf(data)) {
    for (const { pattern, does } of rules) {
      const match = matchKey(pattern, key, walk)
      if (!match) continue
      const changed =
        typeof does === 'string' ? count(does, child) : applyRules(does, child, [...walk, { data: child, match }])
      if (Array.isArray(data)) data[Number(key)] = changed
      else put(data, key, changed)
      break
    }
  }
  return data
}

function count(wanted: Count, value: Json): Json {
  if (wanted === 'ONE') return Array.isArray(value) ? (value[0] ?? null) : value
  if (Array.isArray(value)) return value
  return value === null ? [] : [value]
}
