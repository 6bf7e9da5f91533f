import { Script } from 'node:vm'
import jsonata from 'jsonata'
import { jolt } from './jolt/jolt.ts'
import { JoltError } from './jolt/json.ts'
import type { Transform, TransformProblem } from './transform.ts'

/** Far more than anybody writes by hand. */
const MAX_SOURCE = 256 * 1024

/**
 * What is wrong with a script, expression or specification before it has run: syntax, unknown operations and functions.
 * Nothing of it is run.
 * @returns nothing where it can be saved.
 */
export function checkTransform(transform: Transform): readonly TransformProblem[] {
  try {
    return check(transform)
  } catch (error) {
    if (error instanceof RangeError) return [{ message: 'It nests too deep to be read.' }]
    throw error
  }
}

function check(transform: Transform): readonly TransformProblem[] {
  const source = sourceOf(transform)
  if (source.length > MAX_SOURCE)
    return [
      {
        message: `It has ${source.length.toLocaleString('en')} characters; at most ${MAX_SOURCE.toLocaleString('en')} are read.`,
      },
    ]
  if (transform.kind === 'script') return checkScript(transform.source)
  if (transform.kind === 'jsonata') return checkJsonata(transform.expression)
  try {
    jolt(transform.spec)
    return []
  } catch (error) {
    if (error instanceof JoltError) return [{ message: error.message }]
    throw error
  }
}

function sourceOf(transform: Transform): string {
  if (transform.kind === 'script') return transform.source
  return transform.kind === 'jsonata' ? transform.expression : (JSON.stringify(transform.spec) ?? '')
}

/** V8 reads what QuickJS will run: both know the language of 2023, and V8 tells the place better. */
function checkScript(source: string): readonly TransformProblem[] {
  try {
    new Script(source, { filename: 'script' })
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const [, line, indent] = /^script:(\d+)\n.*\n( *)\^/.exec(error.stack ?? '') ?? []
    if (line === undefined) return [{ message: error.message }]
    return [{ line: Number(line), column: (indent ?? '').length + 1, message: error.message }]
  }
  if (/\b(output|main)\b/.test(source)) return []
  return [{ message: 'It gives no result: assign it to output, or define function main(input, attributes).' }]
}

function checkJsonata(expression: string): readonly TransformProblem[] {
  try {
    jsonata(expression)
    return []
  } catch (error) {
    if (error instanceof RangeError) throw error
    const { message, position } = Object(error) // JSONata throws plain objects
    const before = expression.slice(0, Number(position) || 0).split('\n')
    return [{ line: before.length, column: (before.at(-1) ?? '').length, message: String(message) }]
  }
}
