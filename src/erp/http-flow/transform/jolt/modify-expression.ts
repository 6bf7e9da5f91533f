import { isObject, JoltError, type Json, type JsonObject } from './json.ts'
import { FUNCTIONS, toNumber } from './modify-functions.ts'
import { parseLookup, parsePath } from './path.ts'
import { evaluatePath, look, read, type Walk } from './walk.ts'

/** @returns undefined where it has no answer. @param value what is there now. @param context what `^name` reads. */
export type Expression = (value: Json | undefined, walk: Walk, context: JsonObject) => Json | undefined

/** @throws JoltError when the text means nothing, or names a function that is not there. */
export function readExpression(right: Json): Expression {
  if (typeof right !== 'string') {
    if (isObject(right) && Object.keys(right).length > 0) throw new JoltError('An alternative is a text or a value.')
    return () => structured(right)
  }
  return right.startsWith('=') ? readCall(right.slice(1)) : readValue(right, text => text)
}

/** A fresh one each time: what is written may be added to later. */
const structured = (value: Json): Json => (Array.isArray(value) ? [...value] : isObject(value) ? {} : value)

function readValue(text: string, asLiteral: (text: string) => Json): Expression {
  if (text.startsWith('@')) {
    const lookup = parseLookup(text)
    return (_, walk) => look(lookup, walk)
  }
  if (text.startsWith('^')) {
    const path = parsePath(text.slice(1))
    return (_, walk, context) => {
      const steps = evaluatePath(path, walk)
      return steps && read(context, steps)
    }
  }
  const literal = asLiteral(text)
  return () => literal
}

function readCall(call: string): Expression {
  const [, name = '', inside] = /^([^(]*)(?:\((.*)\))?$/su.exec(call) ?? []
  const apply = FUNCTIONS.get(name)
  if (!apply)
    throw new JoltError(`"=${call}": there is no function "${name}". There are ${[...FUNCTIONS.keys()].join(', ')}.`)
  if (inside === undefined) return value => answer(() => apply(value === undefined ? [] : [value]))
  const args = splitArguments(inside).map(text => readValue(text, readLiteral))
  return (value, walk, context) => {
    const found = args.map(arg => arg(value, walk, context))
    const [only] = found
    if (found.length === 1) return answer(() => apply(only === undefined ? [] : [only]))
    return answer(() => apply(found.map(one => one ?? null)))
  }
}

/** A separator that is no regular expression has no answer, as everything that a function cannot work with. */
function answer(apply: () => Json | undefined): Json | undefined {
  try {
    return apply()
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Commas part arguments, but not within parentheses or quotes. */
function splitArguments(inside: string): string[] {
  const all: string[] = []
  let current = ''
  let depth = 0
  let quoted = false
  for (const char of inside) {
    if (char === "'") quoted = !quoted
    else if (char === '(' && !quoted) depth += 1
    else if (char === ')' && !quoted) depth -= 1
    if (char === ',' && depth === 0 && !quoted) {
      all.push(current.trim())
      current = ''
    } else current += char
  }
  return [...all, current.trim()]
}

function readLiteral(text: string): Json {
  if (text === '') return null
  if (text.length > 1 && text.startsWith("'") && text.endsWith("'")) return text.slice(1, -1)
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  return toNumber(text) ?? text
}
