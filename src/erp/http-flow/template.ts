import { isRecord, own, textOf } from '../paths.ts'
import { type Filter, filterNamed, filterNames } from './filters.ts'

/**
 * Templates: "{{order.number}}", "{{order.placedAt|date(yyyyMMdd)}}". Data, not code: places and a few filters. A tree of
 * maps and lists is filled in leaf by leaf; a leaf that is one place alone keeps what stands there, lists and maps too.
 */

export type Vars = Readonly<Record<string, unknown>>

/** A template cannot be filled in. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
}

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g

interface Place {
  readonly path: readonly string[]
  readonly filters: readonly { readonly filter: Filter; readonly argument: string }[]
}

/** @throws TemplateError for what is no place or no filter. */
function parsePlace(source: string): Place {
  const [path = '', ...filters] = source.split('|').map(part => part.trim())
  if (!/^[\w@#-]+(\.[\w@#-]+)*$/.test(path)) throw new TemplateError(`{{${source.slice(0, 60)}}} names no place`)
  return {
    path: path.split('.'),
    filters: filters.map(text => {
      const [, name = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? []
      const filter = filterNamed(name)
      if (!filter) throw new TemplateError(`{{${source.slice(0, 60)}}}: filters are ${filterNames.join(', ')}`)
      return { filter, argument: argument.replace(/^(["'])(.*)\1$/, '$2') }
    }),
  }
}

function valueAt(source: string, vars: Vars): unknown {
  const { path, filters } = parsePlace(source)
  let value: unknown = vars
  for (const step of path) value = own(value, step)
  try {
    return filters.reduce((given, { filter, argument }) => filter(given, argument), value)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    // The value is not repeated: it may be somebody's telephone number.
    throw new TemplateError(`{{${source}}}: the value is no number that fits this filter`, { cause })
  }
}

/** The places of a text: "order.number". @throws TemplateError for what is no place or no filter. */
export const placesIn = (text: string): string[] =>
  [...text.matchAll(PLACE)].map(([, source = '']) => parsePlace(source).path.join('.'))

/**
 * @param encode what is filled in, for addresses
 * @returns undefined when a place has no value
 */
export function renderText(text: string, vars: Vars, encode: (value: string) => string = plain): string | undefined {
  let isMissing = false
  const rendered = text.replace(PLACE, (_found, source: string) => {
    const value = textOf(valueAt(source, vars))
    if (value === undefined) isMissing = true
    return encode(value ?? '')
  })
  return isMissing ? undefined : rendered
}

const plain = (value: string): string => value

/** Values without a word of ours, by place: "order.payment.method" → "paypal". */
export type Unmapped = { readonly place: string; readonly value: string }[]

/**
 * Maps with these keys are instructions: $each + $item (a list out of a list, {{item.…}} and {{position}}), $concat (lists
 * into one), $if + $then + $else, $value + $map + $otherwise (our word by the order's). What has no value is left away.
 */
export function renderTree(tree: unknown, vars: Vars, unmapped: Unmapped = []): unknown {
  if (typeof tree === 'string') return renderLeaf(tree, vars)
  if (Array.isArray(tree)) return tree.map(inner => renderTree(inner, vars, unmapped)).filter(isThere)
  if (!isRecord(tree)) return tree
  if (typeof tree.$each === 'string') {
    const rows = valueAt(tree.$each, vars)
    if (!Array.isArray(rows)) return []
    return rows
      .map((item, index) => renderTree(tree.$item, { ...vars, item, position: index + 1 }, unmapped))
      .filter(isThere)
  }
  if (Array.isArray(tree.$concat)) return tree.$concat.flatMap(part => renderTree(part, vars, unmapped)).filter(isThere)
  if (typeof tree.$if === 'string')
    return renderTree(holds(valueAt(tree.$if, vars)) ? tree.$then : tree.$else, vars, unmapped)
  if (typeof tree.$value === 'string') return renderMapped(tree.$value, tree, vars, unmapped)
  const entries = Object.entries(tree).map(([key, inner]) => [key, renderTree(inner, vars, unmapped)] as const)
  return Object.fromEntries(entries.filter(([, inner]) => isThere(inner)))
}

const isThere = (value: unknown): boolean => value !== undefined

/** Nothing, blanks, false, an empty list and zero do not hold: "{{order.shipping.gross}}" of "0" is no shipping. */
const holds = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > 0
  if (isRecord(value)) return true
  const text = textOf(value)
  return text !== undefined && text !== 'false' && !/^[+-]?0*(\.0*)?$/.test(text)
}

function renderLeaf(text: string, vars: Vars): unknown {
  const [whole, source] = /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(text) ?? []
  if (whole !== undefined) return valueAt(source ?? '', vars) ?? undefined
  return text.replace(PLACE, (_found, inner: string) => textOf(valueAt(inner, vars)) ?? '')
}

function renderMapped(place: string, tree: Vars, vars: Vars, unmapped: Unmapped): unknown {
  const value = textOf(valueAt(place, vars)) ?? ''
  const map = isRecord(tree.$map) ? tree.$map : {}
  if (Object.hasOwn(map, value)) return renderTree(map[value], vars, unmapped)
  if (Object.hasOwn(tree, '$otherwise')) return renderTree(tree.$otherwise, vars, unmapped)
  unmapped.push({ place, value })
  return undefined
}
