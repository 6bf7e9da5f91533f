import { eq } from 'drizzle-orm'
import { connections } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { connectionPolicies } from '../../domain/settings.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import { probeNow } from '../pressure/breaker.ts'
import { erpSide } from '../pressure/far-side.ts'
import { ensureFirstOf, ensureFirstVersion, rememberVersion } from '../version/remember-version.ts'
import { FROM_FILE, subjectOf } from '../version/version-subject.ts'
import type { ApplyContext, Step } from './apply-configuration.ts'
import { compareSettings } from './compare-settings.ts'
import type { ConnectionEntry } from './configuration-schema.ts'
import { openStored } from './open-stored.ts'

type Row = typeof connections.$inferSelect

/** The active settings, where a person made them and no file. */
export interface MadeByHand {
  readonly version: number
  readonly author: string
  readonly reason: string
}

export interface ApplyOptions {
  readonly madeByHand?: MadeByHand | undefined
  /** The file's credentials hold, also where a person entered others. */
  readonly replaceCredentials?: boolean | undefined
  /** Those that a person entered are the person's, also where the file has the same. */
  readonly keepCredentials?: boolean | undefined
  /** It comes from the page; absent: from a file. */
  readonly person?: { readonly name: string; readonly reason: string } | undefined
}

/**
 * Compares one connection with its row: as the file, or a person on the page, wants it. @returns undefined when they are equal.
 * @throws UserError where a file would take back credentials that a person entered: it may be older than the password.
 */
export function applyConnection(
  ctx: ApplyContext,
  entry: ConnectionEntry,
  row: Row | undefined,
  kinds: readonly ConnectorKind[],
  options: ApplyOptions = {},
): Step | undefined {
  const { madeByHand, person } = options
  const reason = person?.reason ?? FROM_FILE
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
        await inside.db.insert(connections).values({
          code,
          store,
          kind,
          ...shown,
          secrets: sealed,
          secretsBy: person?.name ?? null,
          createdAt: updatedAt,
          updatedAt,
        })
        await rememberVersion(inside, { subject: code, settings, reason })
        await rememberVersion(inside, { subject: subjectOf({ of: 'connection', code }), settings: policies, reason })
      },
    }
  const stored = describeRow(ctx, row, kinds)
  const difference = compareSettings(stored, { shown, secret: secrets })
  const isOther = compareSettings({ shown: {}, secret: stored.secret }, { shown: {}, secret: secrets }) !== undefined
  if (row.secretsBy !== null && isOther && stored.isReadable && !person && !options.replaceCredentials)
    throw new UserError(keptCredentials(code, row.secretsBy))
  const mayStay = person !== undefined || options.keepCredentials === true
  const secretsBy = mayStay && !isOther ? row.secretsBy : (person?.name ?? null)
  if (!difference) return secretsBy === row.secretsBy ? undefined : agreed(row)
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
      await ensureFirstOf(inside, { of: 'connection', code }, stored.shown.policies)
      await db
        .update(connections)
        .set({ ...shown, secrets: box.seal(place, secrets), secretsBy, revision: row.revision + 1, updatedAt })
        .where(eq(connections.code, code))
      await rememberVersion(inside, { subject: code, settings, reason })
      await rememberVersion(inside, { subject: subjectOf({ of: 'connection', code }), settings: policies, reason })
      await probeNow({ db, clock }, erpSide(code))
    },
  }
}

/** Said in a dry run as well: the file is older than what somebody did on the page, or it is meant. */
const takenBack = (code: string, { version, author, reason }: MadeByHand): string =>
  `this takes back version ${version} of the settings, made by ${author}: "${reason}". To keep it, bring the file up to date first: orderbridge connection export ${code}`

const keptCredentials = (code: string, who: string): string =>
  `The credentials of connection ${code} were entered on the page by ${who}, and the file has others. Put them into the file, or apply it with --replace-credentials. Nothing was changed.`

/** The file has what a person entered: from now on it is the file's again. */
const agreed = ({ code, store }: Row): Step => ({
  subject: `connection ${code}`,
  store,
  lines: ['the file has the credentials that were entered on the page'],
  before: null,
  after: { credentials: 'as in the file' },
  write: ({ db }) => db.update(connections).set({ secretsBy: null }).where(eq(connections.code, code)),
})

/** The row as today's schemas read it, so that a setting that came with a new version is no change. */
export function describeRow(ctx: ApplyContext, row: Row, kinds: readonly ConnectorKind[]) {
  const kind = kinds.find(candidate => candidate.kind === row.kind)
  const opened = openStored(ctx.box, `connection:${row.code}`, row.secrets)
  return {
    shown: {
      name: row.name,
      settings: kind?.settingsSchema.safeParse(row.settings).data ?? row.settings,
      policies: connectionPolicies.safeParse(row.policies).data ?? row.policies,
    },
    secret: kind?.secretsSchema.safeParse(opened).data ?? {},
    isReadable: opened !== undefined,
  }
}
