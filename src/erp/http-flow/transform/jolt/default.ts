import { copy, extend, get, indexOf, isObject, JoltError, type Json, type JsonObject, put } from './json.ts'

interface Rule {
  readonly raw: string
  /** The keys that it names; undefined for `*`. */
  readonly keys: readonly string[] | undefined
  readonly does: { readonly value: Json } | Rules
}

interface Rules {
  readonly forArray: boolean
  /** Literals, then alternatives (fewer first), then `*`. */
  readonly rules: readonly Rule[]
  /** An array is made long enough for the literals. */
  readonly lastIndex: number
}

/**
 * Jolt's default: fills in what is missing or null. Literal keys are made where they are not; `*` and `a|b` only fill
 * what is there.
 * @throws JoltError when the specification means nothing, or an array comes for a specification of objects.
 */
export function fillDefaults(spec: unknown): (input: Json) => Json {
  if (!isObject(spec)) throw new JoltError('A default takes an object as its spec.')
  // Nothing says whether the whole input is an array before it comes.
  const forObject = readRules(spec, false)
  const areIndexes = Object.keys(spec).every(key => splitKeys(key)?.every(one => indexOf(one) !== undefined) ?? true)
  const forArray = areIndexes ? readRules(spec, true) : undefined
  return input => {
    const whole = input === null ? {} : copy(input)
    const rules = Array.isArray(whole) ? forArray : forObject
    if (!rules) throw new JoltError('The input is an array, and the default names keys that are no indexes.')
    fill(rules, whole)
    return whole
  }
}

const splitKeys = (raw: string): string[] | undefined => {
  const name = raw.endsWith('[]') ? raw.slice(0, -2) : raw
  return name === '*' ? undefined : name.split('|')
}

function readRules(spec: JsonObject, forArray: boolean): Rules {
  const rules = Object.entries(spec).map(([raw, right]): Rule => {
    const keys = splitKeys(raw)
    if (forArray && keys?.some(key => indexOf(key) === undefined))
      throw new JoltError(`"${raw}": below a key with [] stand indexes.`)
    return { raw, keys, does: isObject(right) ? readRules(right, raw.endsWith('[]')) : { value: right } }
  })
  rules.sort((a, b) => rank(a) - rank(b) || (a.raw < b.raw ? -1 : 1))
  const indexes = forArray ? rules.flatMap(({ keys }) => (keys?.length === 1 ? [Number(keys[0])] : [])) : []
  return { forArray, rules, lastIndex: Math.max(-1, ...indexes) }
}

const rank = ({ keys }: Rule): number => keys?.length ?? Number.POSITIVE_INFINITY

/** Where the data are not what the rules are for (array, object, neither), the data win and stay as they are. */
function fill(rules: Rules, data: Json): void {
  if (rules.forArray !== Array.isArray(data)) return
  if (Array.isArray(data)) extend(data, rules.lastIndex)
  else if (!isObject(data)) return
  for (const rule of rules.rules) for (const key of keysFor(rule, data)) fillKey(rule, data, key)
}

function keysFor({ keys }: Rule, data: Json[] | JsonObject): readonly string[] {
  if (!keys) return Object.keys(data)
  return keys.length === 1 ? keys : keys.filter(key => Object.hasOwn(data, key))
}

function fillKey({ does }: Rule, data: Json[] | JsonObject, key: string): void {
  const existing = (Array.isArray(data) ? data[Number(key)] : get(data, key)) ?? null
  if (existing !== null) {
    if (!('value' in does)) fill(does, existing)
    return
  }
  const value = 'value' in does ? copy(does.value) : does.forArray ? [] : {}
  if (Array.isArray(data)) data[Number(key)] = value
  else put(data, key, value)
  if (!('value' in does)) fill(does, value)
}
