import { UserError } from '../../domain/errors.ts'
import { HttpFailure } from '../../domain/http.ts'
import { kindOf } from '../config/clients.ts'
import { validate } from '../config/explain-issue.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { Mistake } from '../config/read-yaml.ts'
import type { WrittenSettings } from './parse-settings.ts'

/** The connection with these settings, or every mistake in them. Without `checked` there is no connection to try. */
export function settingsFor(
  connection: ConnectionSetup,
  value: unknown,
): { readonly checked: ConnectionSetup } | { readonly mistakes: readonly Mistake[] } {
  const kind = kindOf(connection)
  const checked = validate(kind.settingsSchema, value)
  if ('mistakes' in checked) return checked
  try {
    // Some mistakes show only when a connector is made: a flow that names a secret that there is not.
    kind.create({
      connection: connection.code,
      settings: checked.value,
      secrets: connection.secrets,
      send: async () => {
        throw new HttpFailure('no', 'these settings are only looked at')
      },
      clock: { now: () => new Date(0) },
      random: () => 0,
    })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { mistakes: [{ path: [], text: error.message }] }
  }
  return { checked: { ...connection, settings: checked.value } }
}

/**
 * A connection with other settings, checked as the configuration file checks them, with the secrets that it has.
 * @throws UserError with every mistake, its place, and its line where there are lines.
 */
export function withSettings(
  connection: ConnectionSetup,
  { value, lineOf }: Pick<WrittenSettings, 'value'> & Partial<WrittenSettings>,
): ConnectionSetup {
  const result = settingsFor(connection, value)
  if ('checked' in result) return result.checked
  throw refused(
    connection,
    result.mistakes.map(({ path, text }) => ({ path, text, ...(lineOf && { line: lineOf(path) }) })),
  )
}

/** What is wrong with the scripts in settings that fit; lines are those of the text. */
export async function scriptMistakes(
  connection: ConnectionSetup,
  { lineWithin }: Pick<WrittenSettings, 'lineWithin'>,
): Promise<readonly (Mistake & { readonly line: number })[]> {
  const found = (await kindOf(connection).checkSources?.(connection.settings)) ?? []
  return found.map(({ path, line = 1, message }) => ({ path, text: message, line: lineWithin(path, line).line }))
}

export function refused({ code }: Pick<ConnectionSetup, 'code'>, mistakes: readonly Mistake[]): UserError {
  const lines = mistakes.slice(0, 50).map(({ path, text, line }) => {
    const where = line === undefined ? '' : `, line ${line}`
    return path.length === 0 && line === undefined ? `  ${text}` : `  ${path.join('.') || 'settings'}${where}: ${text}`
  })
  return new UserError(
    `These settings cannot be used for connection ${code}. Nothing was changed.\n${lines.join('\n')}`,
  )
}
