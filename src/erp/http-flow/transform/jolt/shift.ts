import { extend, get, isObject, JoltError, type Json, type JsonObject, put } from './json.ts'
import { bySpecificity, canonical, type KeyPattern, parseKey } from './key-pattern.ts'
import { type PathStep, parsePath } from './path.ts'
import { childOf, childrenOf, evaluatePath, look, matched, matchKey, type Step, type Walk } from './walk.ts'

interface Rule {
  readonly pattern: KeyPattern
  /** Where the data go, or the rules for the level below. */
  readonly does: { readonly paths: readonly (readonly PathStep[])[] } | Rules
}

interface Rules {
  /** `@`, `@(…)`, `$` and `#`: they look at the level itself and take no key away from the others. */
  readonly always: readonly Rule[]
  readonly literal: ReadonlyMap<string, Rule>
  /** `&` and stars, in the order in which they are tried. */
  readonly computed: readonly Rule[]
  /** A computed key may stand for a key that a literal claims: keys are then taken one by one in the input's order. */
  readonly overlapping: boolean
}

/**
 * Jolt's shift: where each piece of the input goes in a new output.
 * @returns the transformation; it gives null where nothing matched.
 * @throws JoltError when the specification means nothing.
 */
export function shift(spec: unknown): (input: Json) => Json {
  if (!isObject(spec)) throw new JoltError('A shift takes an object as its spec.')
  const rules = readRules(spec)
  return input => {
    const output: Output = { whole: {}, ours: new Set() }
    output.ours.add(output.whole)
    const root: Walk = [{ data: input, match: matched('root') }]
    applyRules(rules, input, [...root, { data: input, match: matched('root') }], output)
    return get(output.whole, 'root') ?? null
  }
}

function readRules(spec: JsonObject): Rules {
  const all: Rule[] = []
  const seen = new Set<string>()
  for (const [raw, right] of Object.entries(spec)) {
    for (const alternative of splitAlternatives(raw)) {
      const rule = readRule(alternative, right)
      const key = canonical(rule.pattern)
      if (seen.has(key)) throw new JoltError(`"${raw}": this level has that key twice.`)
      seen.add(key)
      all.push(rule)
    }
  }
  if (all.length === 0) throw new JoltError('An empty {} has no meaning in a shift.')
  const literal = new Map(all.flatMap(rule => (rule.pattern.kind === 'literal' ? [[rule.pattern.text, rule]] : [])))
  const computed = all.filter(({ pattern }) => pattern.kind === 'star' || pattern.kind === 'reference')
  computed.sort((a, b) => bySpecificity(a.pattern, b.pattern))
  return {
    always: all.filter(rule => rule.pattern.kind !== 'literal' && !computed.includes(rule)),
    literal,
    computed,
    overlapping: computed.some(
      ({ pattern }) => pattern.kind !== 'star' || [...literal.keys()].some(key => matchKey(pattern, key, [])),
    ),
  }
}

/** "a|b" is a rule for a and the same for b. */
export function splitAlternatives(raw: string): string[] {
  const all = raw.split('|')
  return all.length === 1 ? all : all.filter(key => key !== '')
}

function readRule(raw: string, right: Json): Rule {
  const pattern = parseKey(raw)
  if (pattern.kind === 'index') throw new JoltError(`"${raw}": an index on the left is written without brackets.`)
  if (isObject(right)) {
    if (pattern.kind === 'value' || pattern.kind === 'key' || pattern.kind === 'constant')
      throw new JoltError(`"${raw}" goes to a path, it cannot hold further keys.`)
    return { pattern, does: readRules(right) }
  }
  const texts = right === null ? [] : Array.isArray(right) ? right : [right]
  const paths = texts.map(text => {
    if (typeof text !== 'string') throw new JoltError(`"${raw}": the right side is a path, several, null or an object.`)
    return parsePath(text)
  })
  return { pattern, does: { paths } }
}

/** @param walk its last level is the one whose children the rules are for. */
function applyRules(rules: Rules, data: Json, walk: Walk, output: Output): void {
  for (const rule of rules.always) applyRule(rule, walk.at(-1)?.match.groups[0] ?? '', data, walk, output)
  if (rules.overlapping) {
    for (const [key, value] of childrenOf(data)) {
      const literal = rules.literal.get(key)
      if (literal) applyRule(literal, key, value, walk, output)
      else applyComputed(rules.computed, key, value, walk, output)
    }
    return
  }
  for (const [key, rule] of rules.literal) {
    const value = childOf(data, key)
    if (value !== undefined) applyRule(rule, key, value, walk, output)
  }
  if (rules.computed.length === 0) return
  for (const [key, value] of childrenOf(data)) applyComputed(rules.computed, key, value, walk, output)
}

function applyComputed(rules: readonly Rule[], key: string, value: Json, walk: Walk, output: Output): void {
  rules.some(rule => applyRule(rule, key, value, walk, output))
}

/** @returns whether the rule took the key. */
function applyRule(rule: Rule, key: string, value: Json, walk: Walk, output: Output): boolean {
  const { pattern, does } = rule
  const match = matchKey(pattern, key, walk)
  if (!match) return false
  let data: Json | undefined = value
  if (pattern.kind === 'lookup') data = look(pattern.lookup, walk)
  if (pattern.kind === 'key' || pattern.kind === 'constant') data = match.groups[0]
  if (data === undefined) return false
  const counts =
    !('paths' in does) || pattern.kind === 'literal' || pattern.kind === 'star' || pattern.kind === 'reference'
  walk.push({ data: 'paths' in does ? value : data, match })
  if (!('paths' in does)) applyRules(does, data, walk, output)
  else for (const path of does.paths) write(output, evaluatePath(path, walk), data)
  walk.pop()
  const parent = walk.at(-1)
  if (counts && parent) parent.match.hits += 1
  return true
}

interface Output {
  readonly whole: JsonObject
  /** What was made for the output. All else in it belongs to the input, and is copied before it is added to. */
  readonly ours: Set<Json>
}

/** Adds data at a path: the second at the same place makes an array of both. Where the path does not fit, nothing happens. */
function write(output: Output, path: Step[] | undefined, data: Json): void {
  if (!path) return
  const steps: Step[] = [{ into: 'object', key: 'root' }, ...path]
  let container: Json = output.whole
  for (const [at, step] of steps.entries()) {
    const existing = readStep(container, step)
    if (existing === undefined) return
    const next = steps[at + 1]
    if (!next) {
      set(container, step, gather(output, existing, data))
      return
    }
    container = set(container, step, own(output, existing ?? (next.into === 'object' ? {} : []), existing === null))
  }
}

/** @returns null where nothing is yet, undefined where the step does not fit what is there. */
function readStep(container: Json, step: Step): Json | undefined {
  if (step.into === 'object') return isObject(container) ? (get(container, step.key) ?? null) : undefined
  if (!Array.isArray(container)) return undefined
  return step.index === 'append' ? null : (container[step.index] ?? null)
}

function gather(output: Output, existing: Json, data: Json): Json {
  if (existing === null) return data
  const list = Array.isArray(existing) ? own(output, existing, false) : own(output, [existing], true)
  if (Array.isArray(list)) list.push(data)
  return list
}

/** @returns the container itself where it is ours, else a copy of its first level that is. */
function own(output: Output, container: Json, fresh: boolean): Json {
  if (fresh) output.ours.add(container)
  if (output.ours.has(container) || typeof container !== 'object' || container === null) return container
  const copied: Json = Array.isArray(container) ? [...container] : { ...container }
  output.ours.add(copied)
  return copied
}

function set(container: Json, step: Step, value: Json): Json {
  if (step.into === 'object') {
    if (isObject(container)) put(container, step.key, value)
  } else if (Array.isArray(container)) {
    const index = step.index === 'append' ? container.length : step.index
    extend(container, index)
    container[index] = value
  }
  return value
}
