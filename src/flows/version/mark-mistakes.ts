import type { ConnectionSetup } from '../config/read-setup.ts'
import { type Mistake, type Range, readYaml } from '../config/read-yaml.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { scriptMistakes, settingsFor } from './check-settings.ts'
import { MOST_BYTES } from './parse-settings.ts'

/** Something to be marked in the text. */
export interface Mark extends Range {
  /** "orders.write.path"; empty for the whole. */
  readonly place: string
  readonly text: string
}

const MOST_MARKS = 100

/** What is wrong with settings while they are written, each at its place in the text. Nothing is kept. */
export async function markMistakes(
  ctx: FlowContext,
  input: { readonly connection: string; readonly text: string },
): Promise<readonly Mark[]> {
  const connection = await ctx.remotes.connection(input.connection)
  requireRole(ctx, 'configure', connection.store)
  return await marksIn(connection, input.text)
}

/** The same for settings of a connection that may not be stored yet. */
export async function marksIn(connection: ConnectionSetup, text: string): Promise<readonly Mark[]> {
  if (Buffer.byteLength(text) > MOST_BYTES)
    return [{ line: 1, column: 1, end: 1, place: '', text: 'These settings are larger than 1 MiB.' }]
  const yaml = readYaml(text)
  const toMark = ({ path, text: said, line }: Mistake): Mark => ({
    ...(line === undefined ? yaml.rangeOf(path) : wholeLine(text, line)),
    place: path.join('.'),
    text: said,
  })
  if (yaml.mistakes.length > 0) return yaml.mistakes.slice(0, MOST_MARKS).map(toMark)
  const result = settingsFor(connection, yaml.value)
  const found = 'mistakes' in result ? result.mistakes : await scriptMistakes(result.checked, yaml)
  return found.slice(0, MOST_MARKS).map(toMark)
}

function wholeLine(text: string, line: number): Range {
  const content = text.split(/\r?\n/)[line - 1] ?? ''
  return { line, column: content.search(/\S|$/) + 1, end: content.length + 1 }
}
