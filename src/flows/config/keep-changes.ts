import { isDeepStrictEqual } from 'node:util'
import type { ZodType } from 'zod'
import type { connections, stores } from '../../db/schema/stores.ts'
import { connectionPolicies, type SmtpSettings, smtpSettings, storeSettings } from '../../domain/settings.ts'
import { isMap } from '../../domain/settings-places.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import type { ApplyContext } from './apply-configuration.ts'
import { describeRow } from './apply-connection.ts'
import type { Configuration, ConnectionEntry, StoreEntry } from './configuration-schema.ts'

export interface Stored {
  readonly stores: readonly (typeof stores.$inferSelect)[]
  readonly connections: readonly (typeof connections.$inferSelect)[]
  readonly smtp: SmtpSettings | undefined
}

/**
 * A configuration that whoever wrote it has applied before: what it says otherwise now, over what is stored. What people
 * set meanwhile stays, and what it did not name before is there as it says.
 */
export function keepChanges(
  ctx: ApplyContext,
  before: Configuration,
  wanted: Configuration,
  stored: Stored,
  kinds: readonly ConnectorKind[],
): Configuration {
  return {
    ...wanted,
    ...(wanted.smtp && stored.smtp && { smtp: merged(smtpSettings, before.smtp, wanted.smtp, stored.smtp) }),
    stores: wanted.stores.map(entry => keepStore(entryOf(before.stores, entry), entry, entryOf(stored.stores, entry))),
    connections: wanted.connections.map(entry =>
      keepConnection(ctx, entryOf(before.connections, entry), entry, entryOf(stored.connections, entry), kinds),
    ),
  }
}

const entryOf = <T extends { readonly code: string }>(some: readonly T[], { code }: { readonly code: string }) =>
  some.find(one => one.code === code)

/** Keys of a store have no form: they are the configuration's. */
function keepStore(
  before: StoreEntry | undefined,
  wanted: StoreEntry,
  row: Stored['stores'][number] | undefined,
): StoreEntry {
  const current = storeSettings.safeParse(row?.settings).data
  if (!before || !current) return wanted
  const settings = merged(storeSettings, settingsOf(before), settingsOf(wanted), current)
  const { code, auth, webhookSecrets, asyncEventsTokens, sessionKeys, kafkaLogin } = wanted
  return { code, auth, webhookSecrets, asyncEventsTokens, sessionKeys, kafkaLogin, ...settings }
}

function settingsOf(entry: StoreEntry) {
  const { code, auth, webhookSecrets, asyncEventsTokens, sessionKeys, kafkaLogin, ...settings } = entry
  return settings
}

function keepConnection(
  ctx: ApplyContext,
  before: ConnectionEntry | undefined,
  wanted: ConnectionEntry,
  row: Stored['connections'][number] | undefined,
  kinds: readonly ConnectorKind[],
): ConnectionEntry {
  const kind = kinds.find(candidate => candidate.kind === wanted.kind)
  if (!before || !row || !kind) return wanted
  const { shown, secret, isReadable } = describeRow(ctx, row, kinds)
  return {
    ...wanted,
    name: row.name,
    settings: merged(kind.settingsSchema, before.settings, wanted.settings, shown.settings),
    policies: merged(connectionPolicies, before.policies, wanted.policies, shown.policies),
    ...(row.secretsBy !== null && isReadable && { secrets: secret }),
  }
}

/** @returns what is wanted as a whole where the two do not go together. */
const merged = <T>(schema: ZodType<T>, before: unknown, wanted: T, current: unknown): T =>
  schema.safeParse(mergeSettings(before, wanted, current)).data ?? wanted

/** Value by value: what is wanted otherwise than before, unless somebody has changed the very same one. Lists are one value. */
export function mergeSettings(before: unknown, wanted: unknown, current: unknown): unknown {
  if (isDeepStrictEqual(before, wanted) || isDeepStrictEqual(wanted, current)) return current
  if (isMap(wanted) && isMap(current)) {
    const old = isMap(before) ? before : {}
    const keys = [...new Set([...Object.keys(current), ...Object.keys(wanted)])]
    const entries = keys.map(key => [key, mergeSettings(old[key], wanted[key], current[key])] as const)
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  }
  return isDeepStrictEqual(before, current) ? wanted : current
}
