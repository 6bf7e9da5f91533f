import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { connections, stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { connectionPolicies, storeSettings } from '../../domain/settings.ts'
import { isMap, setAt, valueAt } from '../../domain/settings-places.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { kindOf } from '../config/clients.ts'
import { compareSettings, type Difference } from '../config/compare-settings.ts'
import { lockConfiguration } from '../config/configuration-lock.ts'
import { validate } from '../config/explain-issue.ts'
import { unmetAlerts } from '../config/unmet-alerts.ts'
import { unmetPoliciesOf } from '../config/unmet-policies.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { countForgotten, keepsLonger, type ToForget } from '../retention/count-forgotten.ts'
import { keptByInstallation, unmetKeep } from '../retention/kept-months.ts'
import { ensureFirstOf, rememberVersion } from '../version/remember-version.ts'
import { subjectOf } from '../version/version-subject.ts'
import { maskText } from '../view/mask.ts'
import { fieldsOf } from './editable.ts'
import type { WrittenFields } from './field-kinds.ts'
import { textOfField, valueOfField } from './field-values.ts'
import { type SettingsPlace, type StoredSettings, storedSettings } from './read-settings.ts'
import { mistakeAt, rowMistakes, SettingsMistakes } from './settings-mistakes.ts'

export interface SettingsChange extends SettingsPlace {
  /** The revision that the form was filled in on. */
  readonly base: number
  /** By place. What is not in it stays as it is. */
  readonly fields: WrittenFields
}

export interface SettingsPreview {
  /** "orders.holdMinutes 15 → 30"; empty: nothing changes. */
  readonly lines: readonly string[]
  /** What cannot be seen from the lines and cannot be taken back, in sentences. */
  readonly consequences: readonly string[]
  /** Of the catalogue something changes, and something is brought: it can be tried before it is kept. */
  readonly bringsCatalog?: true
  /** What a store that keeps less loses, whoever goes back later. */
  readonly forgets: readonly ToForget[]
}

/** What a change would do: nothing is kept. */
export async function previewSettings(ctx: FlowContext, change: SettingsChange): Promise<SettingsPreview> {
  const { stored, changed, difference } = await readChange(ctx, change)
  const lines = difference?.lines ?? []
  if (change.of === 'store') return { lines, ...(await whatIsForgotten(ctx, stored, changed)) }
  if (!touchesCatalog(difference)) return { lines, consequences: [], forgets: [] }
  const { sync } = connectionPolicies.parse(changed).catalog
  return sync.length === 0
    ? { lines, consequences: ['Nothing is brought to Magento any more. What is there stays.'], forgets: [] }
    : { lines, consequences: [BRINGS], bringsCatalog: true, forgets: [] }
}

async function whatIsForgotten(ctx: FlowContext, { store, settings }: StoredSettings, changed: unknown) {
  const [before, after] = [storeSettings.parse(settings), storeSettings.parse(changed)]
  return {
    consequences: keepsLonger(ctx, before, after) ? ['What was deleted already does not come back.'] : [],
    forgets: await countForgotten(ctx, store, before, after),
  }
}

/** A catalogue goes out to the shop at once, to every product. */
const BRINGS = 'Within a minute everything is read from the ERP, and what differs is written to Magento.'

const touchesCatalog = (difference: Difference | undefined): boolean =>
  Object.keys({ ...difference?.before, ...difference?.after }).some(path => path.startsWith('catalog.'))

/**
 * Writes the changed settings of a store, or policies of a connection, by the same rules as the configuration file:
 * checked as a whole, one at a time, kept as a version, in the audit with the reason. Running processes see it within a second.
 */
export async function changeSettings(
  ctx: FlowContext,
  change: SettingsChange & { readonly reason: string; readonly backTo?: number },
): Promise<{ readonly lines: readonly string[]; readonly version: number }> {
  const { backTo } = change
  const said = change.reason.trim().slice(0, 300)
  const reason = backTo === undefined ? said : `Back to version ${backTo}: ${said}`
  if (said === '') throw new UserError('Say why: whoever looks later will want to know.')
  return await inTransaction(ctx, async inside => {
    await lockConfiguration(inside.db)
    const { stored, changed, difference } = await readChange(inside, change, true)
    if (!difference) throw new UserError('Nothing is different from what is active already.')
    const { of, code } = change
    await ensureFirstOf(inside, { of, code }, stored.settings)
    const common = { revision: stored.revision + 1, updatedAt: inside.clock.now() }
    if (of === 'store')
      await inside.db
        .update(stores)
        .set({ settings: changed, ...common })
        .where(eq(stores.code, code))
    else
      await inside.db
        .update(connections)
        .set({ policies: changed, ...common })
        .where(eq(connections.code, code))
    await writeAudit(inside, {
      store: stored.store,
      action: backTo === undefined ? 'settings.change' : 'settings.back',
      subject: `${of} ${code}`,
      before: masked(difference.before),
      after: masked(difference.after),
      reason,
    })
    const version = await rememberVersion(inside, { subject: subjectOf({ of, code }), settings: changed, reason })
    inside.wake()
    return { lines: difference.lines, version }
  })
}

/** Who is told by mail is a person; the audit keeps none. */
const masked = (values: Difference['before']): unknown => JSON.parse(maskText(JSON.stringify(values)))

/** Checks a change without keeping it. @throws UserError, SettingsMistakes */
export async function readChange(ctx: FlowContext, change: SettingsChange, lock = false) {
  const stored = await storedSettings(ctx, change, lock)
  requireRole(ctx, 'configure', stored.store)
  if (stored.revision !== change.base)
    throw new UserError(
      `Somebody changed the settings of ${change.of} ${change.code} in the meantime. Load the page again.`,
    )
  const changed = await checked(ctx, change, stored, writeFields(change, stored))
  return {
    stored,
    changed,
    difference: compareSettings({ shown: stored.settings, secret: {} }, { shown: changed, secret: {} }),
  }
}

/** What stands in a field as it was shown stays as it is, also where the default is not written down. */
function writeFields({ of, fields }: SettingsChange, { settings }: StoredSettings): unknown {
  const kinds = fieldsOf(of)
  const written = Object.entries(fields).reduce((result, [field, text]) => {
    const kind = kinds[field]
    if (!kind) throw new UserError(`"${field}" is not changed on this page.`)
    const path = field.split('.')
    const value = valueOfField(kind, text)
    const shown = valueOfField(kind, textOfField(kind, valueAt(settings, path)))
    return isDeepStrictEqual(value, shown) ? result : setAt(result, path, value)
  }, settings)
  const emptied = EMPTIED.reduce((result, [field, part]) => {
    const text = fields[field]
    return typeof text === 'string' && text.trim() === '' ? setAt(result, [part], undefined) : result
  }, written)
  return isEmpty(valueAt(emptied, ['keep'])) ? setAt(emptied, ['keep'], undefined) : emptied
}

/** Nobody to be told, or nobody who sends: there is no such part, whatever stands in its other fields. */
const EMPTIED = [
  ['alerts.to', 'alerts'],
  ['mail.from', 'mail'],
] as const

const isEmpty = (value: unknown): boolean => isMap(value) && Object.keys(value).length === 0

async function checked(
  ctx: FlowContext,
  { of, code, fields }: SettingsChange,
  stored: StoredSettings,
  written: unknown,
): Promise<unknown> {
  const what = `${of} ${code}`
  const rows = rowMistakes(fields, fieldsOf(of))
  if (rows.length > 0) throw new SettingsMistakes(what, rows)
  const result = of === 'store' ? checkedStore(ctx, stored, written) : await checkedPolicies(ctx, code, written)
  if ('value' in result) return result.value
  const mistakes = result.mistakes.map(mistake => mistakeAt(fieldsOf(of), written, mistake))
  throw new SettingsMistakes(what, mistakes)
}

function checkedStore(ctx: FlowContext, stored: StoredSettings, written: unknown) {
  const result = validate(storeSettings, written)
  if ('mistakes' in result) return result
  const mistakes = [
    ...unmetAlerts(result.value).map(mistake => ({ ...mistake, path: [...mistake.path, 'to'] })),
    ...unmetKeep(storeSettings.parse(stored.settings), result.value, keptByInstallation(ctx)),
  ]
  return mistakes.length > 0 ? { mistakes } : result
}

async function checkedPolicies(ctx: FlowContext, code: string, written: unknown) {
  const result = validate(connectionPolicies, written)
  if ('mistakes' in result) return result
  const connection = await ctx.remotes.connection(code)
  const mistakes = unmetPoliciesOf(kindOf(connection), { ...connection, policies: result.value })
  return mistakes.length > 0 ? { mistakes } : result
}
