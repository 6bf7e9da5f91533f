import { copy, extend, get, isObject, JoltError, type Json, type JsonObject, put } from './json.ts'
import { bySpecificity, canonical, type KeyPattern, parseKey } from './key-pattern.ts'
import { type Expression, readExpression } from './modify-expression.ts'
import { splitAlternatives } from './shift.ts'
import { childrenOf, type Match, matched, matchKey, type Walk } from './walk.ts'

/** Whether a value is written where one is: always, over nothing and null, or over nothing only. */
export type Mode = 'overwrite' | 'default' | 'define'

const MODE_SIGNS: ReadonlyMap<string, Mode> = new Map([
  ['+', 'overwrite'],
  ['~', 'default'],
  ['_', 'define'],
])

interface Rule {
  readonly pattern: KeyPattern
  readonly mode: Mode
  /** Ends in "?": only where the input has the key. */
  readonly onlyExisting: boolean
  /** The first expression that has an answer, or the rules for the level below. */
  readonly does: { readonly expressions: readonly Expression[] } | Rules
}

interface Rules {
  /** What the level must be; undefined where only `*` stands in it. */
  readonly container: 'object' | 'array' | undefined
  /** By key or index, and reached whether the input has them or not. */
  readonly literal: ReadonlyMap<string, Rule>
  readonly computed: readonly Rule[]
  readonly lastIndex: number
}

/** A container at work: how long an array was before it was extended. */
interface Place {
  readonly data: Json[] | JsonObject
  readonly originalLength: number
}

/**
 * Jolt's modify-overwrite-beta, modify-default-beta and modify-define-beta: changes a copy of the input in place.
 * @param context what `^name` reads. @throws JoltError when the specification means nothing.
 */
export function modify(spec: unknown, mode: Mode): (input: Json, context: JsonObject) => Json {
  if (!isObject(spec)) throw new JoltError('A modify takes an object as its spec.')
  const rules = readRules(spec, mode)
  return (input, context) => {
    const whole = copy(input)
    applyRules(rules, whole, matched('root'), [{ data: whole, match: matched('root') }], context)
    return whole
  }
}

function readRules(spec: JsonObject, mode: Mode): Rules {
  const all = Object.entries(spec).flatMap(([raw, right]) =>
    splitAlternatives(raw).map(key => readRule(key, right, mode)),
  )
  const keys = all.map(({ pattern }) => canonical(pattern))
  const twice = keys.find((key, at) => keys.indexOf(key) < at)
  if (twice !== undefined) throw new JoltError(`"${twice}": this level has that key twice.`)
  const indexes = all.filter(({ pattern }) => pattern.kind === 'index')
  const ofObjects = all.some(({ pattern }) => pattern.kind !== 'index' && canonical(pattern) !== '*')
  if (indexes.length > 0 && ofObjects)
    throw new JoltError(`${keys.join(', ')}: one level has names or indexes, not both.`)
  const computed = all.filter(({ pattern }) => pattern.kind === 'star')
  computed.sort((a, b) => bySpecificity(a.pattern, b.pattern))
  const literal = all.flatMap(rule => (rule.pattern.kind === 'star' ? [] : [[nameOf(rule.pattern), rule] as const]))
  const made = indexes.flatMap(({ pattern, onlyExisting }) => (onlyExisting ? [] : [Number(nameOf(pattern))]))
  return {
    container: indexes.length > 0 ? 'array' : ofObjects ? 'object' : undefined,
    literal: new Map(literal),
    computed,
    lastIndex: Math.max(-1, ...made),
  }
}

const nameOf = (pattern: KeyPattern): string =>
  pattern.kind === 'index' ? String(pattern.index) : pattern.kind === 'literal' ? pattern.text : ''

function readRule(raw: string, right: Json, inherited: Mode): Rule {
  const own = raw.length > 1 ? MODE_SIGNS.get(raw.slice(0, 1)) : undefined
  const onlyExisting = raw.length > 1 && raw.endsWith('?') && !raw.endsWith('\\?')
  const key = raw.slice(own ? 1 : 0, onlyExisting ? -1 : undefined)
  const pattern = parseKey(key)
  if (pattern.kind !== 'literal' && pattern.kind !== 'star' && pattern.kind !== 'index')
    throw new JoltError(`"${raw}": a modify knows names, * and [indexes] on the left only.`)
  const mode = own ?? inherited
  if (isObject(right) && Object.keys(right).length > 0) {
    return { pattern, mode, onlyExisting, does: readRules(right, inherited) }
  }
  const all = Array.isArray(right) && right.length > 0 ? right : [right]
  return { pattern, mode, onlyExisting, does: { expressions: all.map(readExpression) } }
}

function applyRules(rules: Rules, data: Json, match: Match, walk: Walk, context: JsonObject): void {
  if (typeof data !== 'object' || data === null) return
  if (rules.container && (rules.container === 'array') !== Array.isArray(data)) return
  const place: Place = { data, originalLength: Array.isArray(data) ? data.length : 0 }
  if (Array.isArray(data)) extend(data, rules.lastIndex)
  const here = [...walk, { data, match }]
  for (const [key, rule] of rules.literal) applyRule(rule, place, key, here, context)
  if (rules.computed.length === 0) return
  for (const [key] of childrenOf(data)) {
    // Only here does Jolt leave to a literal what a star stands for too: an index that define has just made.
    if (rules.container === 'array' && rules.literal.get(key)?.mode === 'define') continue
    rules.computed.some(rule => applyRule(rule, place, key, here, context))
  }
}

/** @returns whether the rule's key stands for the key. */
function applyRule(rule: Rule, place: Place, key: string, walk: Walk, context: JsonObject): boolean {
  const match = matchKey(rule.pattern, key, walk)
  if (!match) return false
  const value = existing(place, key)
  if (rule.onlyExisting && value === undefined) return true
  if ('expressions' in rule.does) {
    const at = [...walk, { data: value ?? null, match }]
    for (const expression of rule.does.expressions) {
      const found = expression(value, at, context)
      if (found === undefined) continue
      write(rule.mode, place, key, found)
      break
    }
    return true
  }
  applyRules(rule.does, value ?? make(rule, rule.does, place, key), match, walk, context)
  return true
}

/** @returns undefined where the input has no such key. */
function existing({ data, originalLength }: Place, key: string): Json | undefined {
  if (!Array.isArray(data)) return get(data, key)
  const value = data[Number(key)]
  return value === null && Number(key) >= originalLength ? undefined : value
}

/** Makes what the rules below need, where nothing or null is. */
function make(rule: Rule, below: Rules, place: Place, key: string): Json {
  if (!below.container) return null
  return write(rule.mode, place, key, below.container === 'array' ? [] : {}) ?? null
}

function write(mode: Mode, place: Place, key: string, value: Json): Json | undefined {
  const there = existing(place, key)
  if (mode === 'default' && there !== undefined && there !== null) return undefined
  if (mode === 'define' && there !== undefined) return undefined
  if (Array.isArray(place.data)) place.data[Number(key)] = value
  else put(place.data, key, value)
  return value
}
