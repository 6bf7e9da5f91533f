import { UserError } from '../../domain/errors.ts'
import { readYaml, type YamlFile } from '../config/read-yaml.ts'

export type WrittenSettings = Pick<YamlFile, 'value' | 'lineOf' | 'lineWithin'>

export const MOST_BYTES = 1024 * 1024

/** The settings of one connection as YAML or JSON, as "connection export" writes them. @throws UserError with the lines. */
export function parseSettings(text: string): WrittenSettings {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new UserError('These settings are larger than 1 MiB.')
  const { value, mistakes, lineOf, lineWithin } = readYaml(text)
  if (mistakes.length > 0) {
    const lines = mistakes.slice(0, 20).map(({ path, text, line }) => `  line ${line ?? lineOf(path)}: ${text}`)
    throw new UserError(`These settings cannot be read. Nothing was changed.\n${lines.join('\n')}`)
  }
  return { value, lineOf, lineWithin }
}
