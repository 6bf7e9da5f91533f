import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'

const PAGE = new URL('../../src/admin-ui/', import.meta.url).pathname

const CALL = /(?<![\w.])(?:say|sayWith|message|pieces)\(\s*/g
const ELEMENT = /<Say\s+/g
const QUOTED = /(['"`])((?:\\.|(?!\1)[^\\])*)\1\s*[,)}]/y
const ATTRIBUTE = /text=(?:"([^"]*)"|\{\s*)/y
/** A table holds the message, and marks it where it is written. */
const VARIABLE = /(?:text=\{)?[A-Za-z_][\w.[\]]*(?:\s*\?\?\s*\w+)?\s*[,)}(]/y

/** Where a message is written that no test could find. */
export interface Hidden {
  readonly file: string
  readonly code: string
}

function sources(): { readonly file: string; readonly text: string }[] {
  return readdirSync(PAGE, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file) && !file.startsWith('language/'))
    .map(file => ({ file, text: readFileSync(join(PAGE, file), 'utf8') }))
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:u\{([\da-f]+)\}|(.))/gi, (_, point: string | undefined, letter: string | undefined) =>
    point === undefined ? (letter ?? '') : String.fromCodePoint(Number.parseInt(point, 16)),
  )

/** Every message of the page with the files that say it, read from their code. */
export function findMessages(): { readonly messages: ReadonlyMap<string, string>; readonly hidden: readonly Hidden[] } {
  const messages = new Map<string, string>()
  const hidden: Hidden[] = []
  for (const { file, text } of sources()) {
    const at = (pattern: RegExp, index: number) => {
      pattern.lastIndex = index
      return pattern.exec(text)
    }
    const note = (index: number) => {
      const quoted = at(QUOTED, index)
      if (quoted && !(quoted[1] === '`' && quoted[2]?.includes('${'))) messages.set(unescaped(quoted[2] ?? ''), file)
      else if (quoted || !at(VARIABLE, index)) hidden.push({ file, code: text.slice(index, index + 60) })
    }
    for (const found of text.matchAll(CALL)) note(found.index + found[0].length)
    for (const found of text.matchAll(ELEMENT)) {
      const attribute = at(ATTRIBUTE, found.index + found[0].length)
      if (!attribute) hidden.push({ file, code: text.slice(found.index, found.index + 60) })
      else if (attribute[1] === undefined) note(attribute.index + attribute[0].length)
      else messages.set(attribute[1].replaceAll('&quot;', '"'), file)
    }
  }
  return { messages, hidden }
}

/** The names that a message wants values for. Throws when it cannot be read. */
export function placeholders(message: string): string[] {
  const names = new Set<string>()
  const visit = (elements: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const element of elements) {
      if (element.type === LITERAL || !('value' in element)) continue
      names.add(element.value)
      if ('options' in element) for (const option of Object.values(element.options)) visit(option.value)
    }
  }
  visit(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst())
  return [...names].sort()
}

const LITERAL = 0
