import { eq } from 'drizzle-orm'
import { connections } from '../../db/schema/stores.ts'
import { connectionPolicies } from '../../domain/settings.ts'
import type { ConnectorKind } from '../../erp/connector.ts'
import { probeNow } from '../pressure/breaker.ts'
import { erpSide } from '../pressure/far-side.ts'
import { ensureFirstVersion, rememberVersion } from '../version/remember-version.ts'
import type { ApplyContext, Step } from './apply-configuration.ts'
import { compareSettings } from './compare-settings.ts'
import type { ConnectionEntry } from './configuration-schema.ts'
import { openStored } from './open-stored.ts'

type Row = typeof connections.$inferSelect

export const FROM_FILE = 'applied from a configuration file'

/** The active settings, where a person made them and no file. */
export interface MadeByHand {
  readonly version: number
  readonly author: string
  readonly reason: string
}

/** Compares one connection of the file with its row. @returns undefined when they are equal. */
export function applyConnection(
  ctx: ApplyContext,
  entry: ConnectionEntry,
  row: Row | undefined,
  kinds: readonly ConnectorKind[],
  madeByHand?: MadeByHand,
  reason: string = FROM_FILE,
): Step | undefined {
  const { code, store, kind, name, settings, policies, secrets } = entry
  const place = `connection:${code}`
  const subject = `connection ${code}`
  const shown = { name, settings, policies }
  const updatedAt = ctx.clock.now()
  if (!row)
    return {
      subject,
      store,
      lines: ['created'],
      before: null,
      after: { kind, ...shown },
      async write(inside) {
        const sealed = inside.box.seal(place, secrets)
        await inside.db
          .insert(connections)
          .values({ code, store, kind, ...shown, secrets: sealed, createdAt: updatedAt, updatedAt })
        await rememberVersion(inside, { connection: code, settings, reason })
      },
    }
  const stored = describeRow(ctx, row, kinds)
  const difference = compareSettings(stored, { shown, secret: secrets })
  if (!difference) return undefined
  const changes = { shown: settings, secret: {} }
  const isTakenBack = madeByHand && compareSettings({ shown: stored.shown.settings, secret: {} }, changes)
  return {
    subject,
    store,
    ...difference,
    lines: [...difference.lines, ...(isTakenBack ? [takenBack(code, madeByHand)] : [])],
    async write(inside) {
      const { db, box, clock } = inside
      await ensureFirstVersion(inside, code)
      await db
        .update(connections)
        .set({ ...shown, secrets: box.seal(place, secrets), revision: row.revision + 1, updatedAt })
        .where(eq(connections.code, code))
      await rememberVersion(inside, { connection: code, settings, reason })
      await probeNow({ db, clock }, erpSide(code))
    },
  }
}

/** Said in a dry run as well: the file is older than what somebody did on the page, or it is meant. */
const takenBack = (code: string, { version, author, reason }: MadeByHand): string =>
  `this takes back version ${version} of the settings, made by ${author}: "${reason}". To keep it, bring the file up to date first: orderbridge connection export ${code}`

/** The row as today's schemas read it, so that a setting that came with a new version is no change. */
function describeRow(ctx: ApplyContext, row: Row, kinds: readonly ConnectorKind[]) {
  const kind = kinds.find(candidate => candidate.kind === row.kind)
  const opened = openStored(ctx.box, `connection:${row.code}`, row.secrets)
  return {
    shown: {
      name: row.name,
      settings: kind?.settingsSchema.safeParse(row.settings).data ?? row.settings,
      policies: connectionPolicies.safeParse(row.policies).data ?? row.policies,
    },
    secret: kind?.secretsSchema.safeParse(opened).data ?? {},
  }
}
