// What can be written at a place in settings: keys by their JSON schema, places of the order in templates and scripts.

/** Where in the YAML a text ends: the keys above ("*" for entries of lists), and what is being written there. */
export function placeAt(text) {
  const lines = text.split('\n')
  const last = lines.pop()
  const walk = { stack: [], block: undefined, flow: [] }
  for (const line of lines) readLine(walk, line)
  const indent = indentOf(last)
  if (walk.block !== undefined && (last.trim() === '' || indent > walk.block))
    return { path: pathOf(walk), kind: 'text' }
  walk.block = undefined
  return placeInLine(walk, last)
}

const indentOf = line => /^ */.exec(line)[0].length
const pathOf = ({ stack, flow }) => [
  ...stack.map(({ step }) => step),
  ...flow.flatMap(({ key }) => (key === undefined ? [] : [key])),
]

function readLine(walk, line) {
  if (walk.flow.length > 0) return void readFlow(walk, line)
  if (/^\s*(#|$)/.test(line)) return
  const indent = indentOf(line)
  if (walk.block !== undefined && indent > walk.block) return
  walk.block = undefined
  const { value, column } = readKeys(walk, line)
  if (/^[|>][+\-\d]*\s*(#.*)?$/.test(value)) walk.block = column
  else if (/^[[{]/.test(value)) readFlow(walk, value)
}

const KEY = /^("[^"]*"|'[^']*'|[^\s#&*!|>{}[\]"'`,-][^:#]*?|-[^\s:][^:#]*?)\s*:(?:\s+(.*)|)$/

/** Takes "- " and "key: " off a line; what is left is a value, or the beginning of a key. */
function readKeys({ stack }, line) {
  let column = indentOf(line)
  let rest = line.slice(column)
  const leave = isOver => {
    while (stack.length > 0 && isOver(stack.at(-1))) stack.pop()
  }
  for (let dash = /^-(\s+|$)/.exec(rest); dash; dash = /^-(\s+|$)/.exec(rest)) {
    const at = column
    leave(above => above.column > at || (above.column === at && above.isItem))
    stack.push({ column: at, isItem: true, step: '*' })
    column += dash[0].length
    rest = rest.slice(dash[0].length)
  }
  const at = column
  leave(above => above.column >= at)
  const [, key, value = ''] = KEY.exec(rest) ?? []
  if (key === undefined) return { value: rest, column: at }
  stack.push({ column: at, isItem: false, step: key.replace(/^(["'])(.*)\1$/, '$2') })
  return { value, column: at, hasKey: true }
}

/** { } and [ ], over as many lines as they take. @returns what stands behind the last bracket, comma or colon */
function readFlow({ flow }, text) {
  let since = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    const top = flow.at(-1)
    if (letter === '"' || letter === "'") {
      const end = text.indexOf(letter, at + 1)
      since += end < 0 ? text.slice(at) : text.slice(at, end + 1)
      at = end < 0 ? text.length : end
    } else if (letter === '{' || letter === '[') {
      flow.push({ isMap: letter === '{', key: letter === '{' ? undefined : '*' })
      since = ''
    } else if (letter === '}' || letter === ']') {
      flow.pop()
      since = ''
      if (flow.length === 0) return since
    } else if (letter === ',') {
      if (top?.isMap) top.key = undefined
      since = ''
    } else if (letter === ':' && top?.isMap && top.key === undefined && /\s|$/.test(text[at + 1] ?? ' ')) {
      top.key = since.trim().replace(/^(["'])(.*)\1$/, '$2')
      since = ''
    } else since += letter
  }
  return since
}

function placeInLine(walk, line) {
  if (walk.flow.length > 0) return flowPlace(walk, readFlow(walk, line))
  const { value, hasKey } = readKeys(walk, line)
  if (/^[[{]/.test(value)) return flowPlace(walk, readFlow(walk, value))
  return { path: pathOf(walk), kind: hasKey ? 'value' : 'key', typed: value.trimStart() }
}

function flowPlace(walk, typed) {
  const top = walk.flow.at(-1)
  if (!top) return { path: pathOf(walk), kind: 'text' }
  const kind = top.isMap && top.key === undefined ? 'key' : 'value'
  return { path: pathOf(walk), kind, typed: typed.trimStart() }
}

/** Every schema that may hold at a path: alternatives are not told apart. */
export function schemasAt(schema, path) {
  let found = alternatives(schema, schema)
  for (const step of path) found = found.flatMap(one => below(one, step).flatMap(inner => alternatives(inner, schema)))
  return found
}

function alternatives(schema, root, depth = 0) {
  if (typeof schema !== 'object' || schema === null || depth > 20) return []
  if (schema.$ref) {
    const target = schema.$ref
      .replace(/^#\/?/, '')
      .split('/')
      .reduce((at, step) => (step === '' ? at : at?.[step.replaceAll('~1', '/').replaceAll('~0', '~')]), root)
    return alternatives(target, root, depth + 1).map(one => ({
      ...one,
      description: schema.description ?? one.description,
    }))
  }
  const several = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const own = several.length === 0 || schema.properties ? [schema] : []
  const inner = several.flatMap(one => alternatives(one, root, depth + 1))
  return [...own, ...inner.map(one => ({ ...one, description: one.description ?? schema.description }))]
}

function below(schema, step) {
  if (step === '*' && schema.items) return [schema.items]
  if (schema.properties && Object.hasOwn(schema.properties, step)) return [schema.properties[step]]
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []
}

const typeOf = schema => {
  if (schema.enum) return schema.enum.join(' | ')
  if ('const' in schema) return String(schema.const)
  return { string: 'text', object: 'map', array: 'list', integer: 'number' }[schema.type] ?? schema.type ?? ''
}

/** Keys that a map may have: name, type, and what the schema says of it. */
export function keysAt(root, path) {
  const keys = new Map()
  for (const schema of schemasAt(root, path)) {
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      if (keys.has(name)) continue
      const all = alternatives(inner, root)
      const text = inner.description ?? all.find(one => one.description)?.description
      keys.set(name, { name, type: [...new Set(all.map(typeOf))].filter(Boolean).join(' | '), text })
    }
  }
  return [...keys.values()]
}

/** Values that the schema lists. */
export function valuesAt(root, path) {
  const values = schemasAt(root, path).flatMap(schema => {
    if (schema.enum) return schema.enum
    if ('const' in schema) return [schema.const]
    return schema.type === 'boolean' ? [true, false] : []
  })
  return [...new Set(values.map(String))]
}

/**
 * What of an order can be named here, and what has to close it. `before` is the text up to the cursor, `isCode` whether it is a script.
 * @returns undefined where no place is being written
 */
export function placesAt({ places, filters }, before, isCode) {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const filter = /\{\{[^{}|]*\|(?:[^{}]*\|)?\s*(\w*)$/.exec(line)
  if (filter) return { typed: filter[1], options: filters.map(path => ({ path, type: 'filter' })) }
  const braces = /\{\{\s*([\w.]*)$/.exec(line)
  const bare = /\$(?:each|value|if):\s*([\w.]*)$/.exec(line)
  const options = () => [...whole(places), ...entries(places, 'item', listAbove(before))]
  if (braces) return { typed: braces[1], options: options(), closing: '}}' }
  if (bare) return { typed: bare[1], options: options() }
  const word = /[A-Za-z_$][\w$]*(?:\.[\w$]*)*$/.exec(line)?.[0]
  if (!isCode || word === undefined) return undefined
  const inScript = word.startsWith('input.')
  const typed = inScript ? word.slice('input.'.length) : word
  const known = [...whole(places), ...entries(places, 'line', 'order.lines'), ...entries(places, 'fee', 'order.fees')]
  // JSONata walks through lists, and names the input by nothing.
  return { typed, options: inScript ? known : [...known, ...through(places)] }
}

const whole = places => places.filter(({ path }) => !path.includes('[]'))
const through = places =>
  places.filter(({ path }) => path.includes('[]')).map(one => ({ ...one, path: one.path.replace('[]', '') }))
const entries = (places, name, list) =>
  places
    .filter(({ path }) => path.startsWith(`${list}[].`))
    .map(one => ({ ...one, path: one.path.replace(`${list}[]`, name) }))

/** The list whose entries {{item.…}} names: that of the nearest $each above. */
const listAbove = before => [...before.matchAll(/\$each:\s*"?([\w.]+)/g)].at(-1)?.[1]
