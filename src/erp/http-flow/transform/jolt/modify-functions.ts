import { asText, get, isObject, type Json, put } from './json.ts'

/** Undefined where the function has no answer: the key then stays as it is. */
export type JoltFunction = (args: readonly Json[]) => Json | undefined

type OfList = (list: readonly Json[]) => Json | undefined
type OfOne = (value: Json) => Json | undefined

/** Several arguments, or one that is an array, are a list. An empty array and null have no answer. */
const either =
  (ofList: OfList, ofOne: OfOne): JoltFunction =>
  args => {
    const [only] = args
    if (args.length > 1) return ofList(args)
    if (only === undefined || only === null) return undefined
    if (!Array.isArray(only)) return ofOne(only)
    return only.length > 0 ? ofList(only) : undefined
  }

/** For each element of a list; what has no answer stays. */
const each = (ofOne: OfOne): JoltFunction => either(list => list.map(value => ofOne(value) ?? value), ofOne)
const ofAll = (ofList: OfList): JoltFunction => either(ofList, () => undefined)

/** The first argument says how, the rest, or the array behind it, is what it is done to. */
function led<Lead>(
  isLead: (value: Json | undefined) => value is Json & Lead,
  ofList: (lead: Lead, list: readonly Json[]) => Json | undefined,
  ofOne: (lead: Lead, value: Json) => Json | undefined = () => undefined,
): JoltFunction {
  return args => {
    const all = args.length === 1 && Array.isArray(args[0]) ? args[0] : args
    const [lead, second = null] = all
    if (all.length < 2 || !isLead(lead)) return undefined
    if (all.length > 2) return ofList(lead, all.slice(1))
    return Array.isArray(second) ? ofList(lead, second) : ofOne(lead, second)
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string'
const isWhole = (value: Json | undefined): value is number => typeof value === 'number' && Number.isInteger(value)
const isDigits = (value: Json | undefined): value is number => isWhole(value) && value >= 0 && value <= 15

/** @returns the number that the value is or writes. */
export function toNumber(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return undefined
  return Number(value)
}

const numbersOf = (list: readonly Json[]): number[] => list.flatMap(value => toNumber(value) ?? [])
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const whole: OfOne = value => {
  const number = toNumber(value)
  return number === undefined ? undefined : Math.trunc(number)
}
const text =
  (change: (value: string) => string): OfOne =>
  value =>
    typeof value === 'string' ? change(value) : undefined
const best =
  (choose: (...numbers: number[]) => number): OfList =>
  list => {
    const numbers = numbersOf(list)
    return numbers.length > 0 ? numbers.reduce((a, b) => choose(a, b)) : undefined
  }
const isNumber: OfOne = value => (typeof value === 'number' ? value : undefined)
const sumWhole = ofAll(list => sum(numbersOf(list).map(Math.trunc)))
const sumAny = ofAll(list => sum(numbersOf(list)))
const subtract =
  (isOperand: (value: Json | undefined) => value is number): OfList =>
  ([a, b, ...rest]) =>
    isOperand(a) && isOperand(b) && rest.length === 0 ? a - b : undefined
const subtractWhole = ofAll(subtract(isWhole))

const divide: OfList = ([a, b, ...rest]) => {
  const [over, under] = [toNumber(a), toNumber(b)]
  return over === undefined || !under || rest.length > 0 ? undefined : over / under
}

/** Halves away from zero, of the number as the machine holds it (toFixed is exact). */
function divideAndRound(digits: number, list: readonly Json[]): Json | undefined {
  const quotient = divide(list)
  if (typeof quotient !== 'number') return undefined
  const size = Number(Math.abs(quotient).toFixed(digits))
  return quotient < 0 ? -size : size
}

const substring: OfList = ([source, start, end, ...rest]) => {
  if (!isText(source) || !isWhole(start) || !isWhole(end) || rest.length > 0) return undefined
  return start < 0 || start >= end || end > source.length ? undefined : source.slice(start, end)
}

const pad = (put: (source: string, width: number, filler: string) => string): JoltFunction =>
  led(isText, (source, [width, filler]) => {
    if (!isWhole(width) || width <= 0 || width > 500 || !isText(filler) || filler.length !== 1) return undefined
    return put(source, width, filler)
  })

/** The separator is a regular expression; empty texts at the end are left out. */
function split(separator: string, value: Json): Json | undefined {
  if (typeof value !== 'string') return undefined
  const parts = value.split(new RegExp(separator, 'u'))
  while (parts.length > 1 && parts.at(-1) === '') parts.pop()
  return parts
}

const join = (separator: string, list: readonly Json[]): string =>
  list.flatMap(value => (value === null || value === '' ? [] : asText(value))).join(separator)

const size: JoltFunction = args => {
  const [only = null] = args
  if (args.length > 1) return args.length
  if (typeof only === 'string' || Array.isArray(only)) return only.length
  return isObject(only) ? Object.keys(only).length : undefined
}

function sort(list: readonly Json[]): Json | undefined {
  if (list.every(value => typeof value === 'number')) return [...list].sort((a, b) => Number(a) - Number(b))
  return list.every(isText) ? [...list].sort() : undefined
}

function withoutNulls(value: Json, deep: boolean): Json {
  const inside = (one: Json) => (deep ? withoutNulls(one, true) : one)
  if (Array.isArray(value)) return value.filter(one => one !== null).map(inside)
  if (!isObject(value)) return value
  const kept: Json = {}
  for (const key of Object.keys(value)) {
    const one = get(value, key) ?? null
    if (one !== null) put(kept, key, inside(one))
  }
  return kept
}

const squash =
  (change: (value: Json) => Json): JoltFunction =>
  args => {
    const [only = null] = args
    if (args.length > 1) return change([...args])
    return only === null || (Array.isArray(only) && only.length === 0) ? undefined : change(only)
  }

function withoutDuplicates(value: Json): Json {
  if (!Array.isArray(value)) return value
  const seen = new Set<string>()
  return value.filter(one => seen.size < seen.add(JSON.stringify(one)).size)
}

const trueOrFalse: OfOne = value => {
  if (typeof value === 'boolean') return value
  const word = isText(value) ? value.toLowerCase() : ''
  return word === 'true' ? true : word === 'false' ? false : undefined
}

/** The functions of modify by name, as Jolt 0.1.8 has them, and `sum` for doubleSum. */
export const FUNCTIONS: ReadonlyMap<string, JoltFunction> = new Map(
  Object.entries<JoltFunction>({
    toLower: each(text(value => value.toLowerCase())),
    toUpper: each(text(value => value.toUpperCase())),
    trim: each(text(value => value.trim())),
    concat: ofAll(list => list.flatMap(value => (value === null ? [] : asText(value))).join('')),
    join: led(isText, join),
    split: led(isText, (separator, list) => list.map(value => split(separator, value) ?? value), split),
    substring: ofAll(substring),
    leftPad: pad((source, width, filler) => source.padStart(width, filler)),
    rightPad: pad((source, width, filler) => source.padEnd(width, filler)),
    min: either(best(Math.min), isNumber),
    max: either(best(Math.max), isNumber),
    abs: each(value => {
      const number = toNumber(value)
      return number === undefined ? undefined : Math.abs(number)
    }),
    avg: ofAll(list => {
      const numbers = numbersOf(list)
      return numbers.length > 0 ? sum(numbers) / numbers.length : undefined
    }),
    intSum: sumWhole,
    longSum: sumWhole,
    doubleSum: sumAny,
    sum: sumAny,
    intSubtract: subtractWhole,
    longSubtract: subtractWhole,
    doubleSubtract: ofAll(subtract((value): value is number => typeof value === 'number')),
    divide: ofAll(divide),
    divideAndRound: led(isDigits, divideAndRound),
    toInteger: each(whole),
    toLong: each(whole),
    toDouble: each(toNumber),
    toBoolean: each(trueOrFalse),
    toString: each(asText),
    size,
    squashNulls: squash(value => withoutNulls(value, false)),
    recursivelySquashNulls: squash(value => withoutNulls(value, true)),
    squashDuplicates: squash(withoutDuplicates),
    noop: () => undefined,
    isPresent: ([value]) => value,
    notNull: ([value]) => value ?? undefined,
    isNull: ([value]) => (value === null ? null : undefined),
    firstElement: ofAll(list => list[0]),
    lastElement: ofAll(list => list.at(-1)),
    elementAt: led(isWhole, (index, list) => list[index]),
    toList: either(
      list => [...list],
      value => [value],
    ),
    sort: either(sort, value => value),
  }),
)
