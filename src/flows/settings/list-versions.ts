import { connectionPolicies, storeSettings } from '../../domain/settings.ts'
import { compareSettings } from '../config/compare-settings.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { listVersions, readVersion, type SettingsVersion } from '../version/read-version.ts'
import { subjectOf } from '../version/version-subject.ts'
import { withoutDefaults } from '../version/without-defaults.ts'
import { writeSettings } from '../version/write-settings.ts'
import { type SettingsPlace, storedSettings } from './read-settings.ts'

export interface PolicyVersion extends Pick<SettingsVersion, 'version' | 'author' | 'reason' | 'createdAt' | 'active'> {
  /** What it changed: "orders.holdMinutes 15 → 30". Of the first one none. */
  readonly lines: readonly string[]
}

const MOST = 100

/** Every state that the settings of a store or the policies of a connection had, newest first. */
export async function listPolicyVersions(ctx: FlowContext, place: SettingsPlace): Promise<readonly PolicyVersion[]> {
  await mayView(ctx, place)
  const rows = await listVersions(ctx, subjectOf(place), MOST + 1)
  return rows.slice(0, MOST).map(({ version, author, reason, createdAt, active, settings }, index) => {
    const before = rows[index + 1]
    const lines = before ? differenceOf(before.settings, settings) : []
    return { version, author, reason, createdAt, active, lines }
  })
}

/** Two versions as people write settings in the file. @param to absent: the active one */
export async function readTwoVersions(ctx: FlowContext, place: SettingsPlace, from: number, to?: number) {
  await mayView(ctx, place)
  const subject = subjectOf(place)
  const [older, newer] = [await readVersion(ctx, subject, from), await readVersion(ctx, subject, to)]
  const schema = place.of === 'store' ? storeSettings : connectionPolicies
  const written = ({ version, settings }: SettingsVersion) => ({
    version,
    text: writeSettings(withoutDefaults(schema, settings)),
  })
  return { from: written(older), to: written(newer), lines: differenceOf(older.settings, newer.settings) }
}

const mayView = async (ctx: FlowContext, place: SettingsPlace): Promise<void> =>
  requireRole(ctx, 'view', (await storedSettings(ctx, place)).store)

const differenceOf = (before: unknown, after: unknown): readonly string[] =>
  compareSettings({ shown: before, secret: {} }, { shown: after, secret: {} })?.lines ?? []
