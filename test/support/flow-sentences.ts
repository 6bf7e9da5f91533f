import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FLOWS = new URL('../../src/flows/', import.meta.url).pathname

/** What is written down for people: titles and remedies of problems, labels of tasks. */
const FIELD = /(?<![\w.])(?:title|remedy|label):\s*(?=['"`])/g

/** The text of a literal that begins at `from`, with "7" for each ${…}; undefined when it does not end. */
function literalAt(code: string, from: number): string | undefined {
  const quote = code[from]
  let text = ''
  for (let at = from + 1; at < code.length; at++) {
    const letter = code.charAt(at)
    if (letter === quote) return text
    if (letter === '\\') {
      at++
      text += code.charAt(at)
    } else if (quote === '`' && letter === '$' && code[at + 1] === '{') {
      at = endOfHole(code, at + 2)
      text += '7'
    } else text += letter
  }
  return undefined
}

function endOfHole(code: string, from: number): number {
  let depth = 1
  for (let at = from; at < code.length; at++) {
    if (code[at] === '{') depth++
    if (code[at] === '}') depth--
    if (depth === 0) return at
  }
  return code.length
}

/** What the command line says of a configuration file or of a broken chain is no page's matter. */
const OF_THE_COMMAND_LINE = /^(?:config|audit|version)\//

/** Sentences that flows store in English, read from their code, with the file that has them; none that is put together. */
export function flowSentences(): readonly { readonly file: string; readonly text: string }[] {
  const files = readdirSync(FLOWS, { recursive: true, encoding: 'utf8' }).filter(
    file => file.endsWith('.ts') && !OF_THE_COMMAND_LINE.test(file),
  )
  return files.flatMap(file => {
    const code = readFileSync(join(FLOWS, file), 'utf8')
    return [...code.matchAll(FIELD)].flatMap(found => {
      const text = literalAt(code, found.index + found[0].length)
      return text === undefined || !/[a-z] [a-z]/i.test(text) || /7 ?7/.test(text) ? [] : [{ file, text }]
    })
  })
}
