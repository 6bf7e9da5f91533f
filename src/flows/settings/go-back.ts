import { UserError } from '../../domain/errors.ts'
import { connectionPolicies, storeSettings } from '../../domain/settings.ts'
import { valueAt } from '../../domain/settings-places.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { readVersion } from '../version/read-version.ts'
import { subjectOf } from '../version/version-subject.ts'
import { changeSettings, previewSettings, type SettingsPreview } from './change-settings.ts'
import { fieldsOf } from './editable.ts'
import type { WrittenFields } from './field-kinds.ts'
import { textOfField } from './field-values.ts'
import { type SettingsPlace, storedSettings } from './read-settings.ts'

export interface WayBack extends SettingsPlace {
  readonly version: number
}

/** Said before it is done, on the page and on the command line. */
const CONSEQUENCES = [
  'It becomes a new version, and the present one stays the way back.',
  'What only the configuration file changes (addresses, limits of calls) stays as it is.',
]

/** What going back to a version would change; empty lines: nothing. `base` is the revision that it was asked on. */
export async function previewWayBack(
  ctx: FlowContext,
  { of, code, version }: WayBack,
): Promise<SettingsPreview & { readonly base: number }> {
  const { store, revision: base } = await storedSettings(ctx, { of, code })
  requireRole(ctx, 'configure', store)
  const fields = await fieldsOfVersion(ctx, { of, code, version })
  const { lines, consequences, forgets } = await previewSettings(ctx, { of, code, base, fields })
  return { base, lines, consequences: [...consequences, ...CONSEQUENCES], forgets }
}

/**
 * Brings back what a version of a store's settings or of policies said, as far as people change it on the page: checked by
 * today's rules, kept as a new version, in the audit.
 * @returns the number of the new version
 */
export async function goBack(
  ctx: FlowContext,
  input: WayBack & { readonly base: number; readonly reason: string },
): Promise<{ readonly lines: readonly string[]; readonly version: number }> {
  const { of, code, version, base, reason } = input
  requireRole(ctx, 'configure', (await storedSettings(ctx, { of, code })).store)
  const fields = await fieldsOfVersion(ctx, input)
  return await changeSettings(ctx, { of, code, base, fields, reason, backTo: version })
}

/** As somebody would fill in the form to get it. */
async function fieldsOfVersion(ctx: FlowContext, { of, code, version }: WayBack): Promise<WrittenFields> {
  const { settings, active } = await readVersion(ctx, subjectOf({ of, code }), version)
  if (active) throw new UserError(`Version ${version} is the active one already.`)
  // A version from before a setting was there says the default of it.
  const known = (of === 'store' ? storeSettings : connectionPolicies).safeParse(settings).data ?? settings
  return Object.fromEntries(
    Object.entries(fieldsOf(of)).map(([field, kind]) => [field, textOfField(kind, valueAt(known, field.split('.')))]),
  )
}
