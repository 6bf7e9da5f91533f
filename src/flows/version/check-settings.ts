import { UserError } from '../../domain/errors.ts'
import { HttpFailure } from '../../domain/http.ts'
import { kindOf } from '../config/clients.ts'
import { validate } from '../config/explain-issue.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { WrittenSettings } from './parse-settings.ts'

/**
 * A connection with other settings, checked as the configuration file checks them, with the secrets that it has.
 * @throws UserError with every mistake, its place, and its line where there are lines.
 */
export function withSettings(
  connection: ConnectionSetup,
  { value, lineOf }: Pick<WrittenSettings, 'value'> & Partial<WrittenSettings>,
): ConnectionSetup {
  const kind = kindOf(connection)
  const checked = validate(kind.settingsSchema, value)
  if ('mistakes' in checked) {
    const lines = checked.mistakes.slice(0, 50).map(({ path, text }) => {
      const line = lineOf ? `, line ${lineOf(path)}` : ''
      return `  ${path.join('.') || 'settings'}${line}: ${text}`
    })
    throw new UserError(
      `These settings cannot be used for connection ${connection.code}. Nothing was changed.\n${lines.join('\n')}`,
    )
  }
  // Some mistakes show only when a connector is made: a flow that names a secret that there is not.
  kind.create({
    connection: connection.code,
    settings: checked.value,
    secrets: connection.secrets,
    send: async () => {
      throw new HttpFailure('no', 'these settings are only looked at')
    },
    clock: { now: () => new Date(0) },
  })
  return { ...connection, settings: checked.value }
}
