import { kindOf } from '../config/clients.ts'
import type { FlowContext } from '../context.ts'
import { readVersion, type SettingsVersion } from './read-version.ts'
import { ensureFirstVersion } from './remember-version.ts'
import { withoutDefaults } from './without-defaults.ts'
import { writeSettings } from './write-settings.ts'

/** A version with its text: as a person wrote it, or else without what goes without saying. Absent: the active one. */
export async function readVersionText(
  ctx: Pick<FlowContext, 'db' | 'clock' | 'actor' | 'remotes'>,
  connectionCode: string,
  version?: number,
): Promise<SettingsVersion & { readonly text: string }> {
  const connection = await ctx.remotes.connection(connectionCode)
  await ensureFirstVersion(ctx, connection.code)
  const found = await readVersion(ctx, connection.code, version)
  return {
    ...found,
    text: found.text ?? writeSettings(withoutDefaults(kindOf(connection).settingsSchema, found.settings)),
  }
}
