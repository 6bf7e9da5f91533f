import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { lockConfiguration } from '../config/configuration-lock.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { refused, scriptMistakes, withSettings } from './check-settings.ts'
import { parseSettings } from './parse-settings.ts'
import { addVersion, ensureFirstVersion } from './remember-version.ts'

/** Keeps new settings of a connection, written as YAML, beside the active ones. Nothing uses them until they are promoted. */
export async function saveDraft(
  ctx: FlowContext,
  input: { readonly connection: string; readonly text: string; readonly reason: string },
): Promise<{ readonly version: number; readonly message: string }> {
  const connection = await ctx.remotes.connection(input.connection)
  requireRole(ctx, 'configure', connection.store)
  const reason = input.reason.trim().slice(0, 300)
  if (reason === '') throw new UserError('Say what the new settings are for: whoever looks later will want to know.')
  const written = parseSettings(input.text)
  const changed = withSettings(connection, written)
  const mistakes = await scriptMistakes(changed, written)
  if (mistakes.length > 0) throw refused(connection, mistakes)
  const { settings } = changed
  const text = `${input.text.replaceAll('\r\n', '\n').trimEnd()}\n`
  const version = await inTransaction(ctx, async inside => {
    await lockConfiguration(inside.db)
    await ensureFirstVersion(inside, connection.code)
    const added = await addVersion(inside, { subject: connection.code, settings, text, reason, active: false })
    await writeAudit(inside, {
      store: connection.store,
      action: 'version.save',
      subject: `connection ${connection.code}`,
      after: { version: added },
      reason,
    })
    return added
  })
  return {
    version,
    message: `Version ${version} of ${connection.code} is kept as a draft. Compare it on real orders, then promote it.`,
  }
}
