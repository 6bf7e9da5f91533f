import { and, eq } from 'drizzle-orm'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { connections } from '../../db/schema/stores.ts'
import { settingsVersions } from '../../db/schema/versions.ts'
import { UserError } from '../../domain/errors.ts'
import { type FormField, formFieldsOf } from '../../domain/start-fields.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { kindOf } from '../config/clients.ts'
import { compareSettings } from '../config/compare-settings.ts'
import { lockConfiguration } from '../config/configuration-lock.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import {
  type EnteredSecrets,
  type SecretsToEnter,
  secretsToEnter,
  storedSecrets,
  withEntered,
} from '../connect/credentials-anew.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { probeNow } from '../pressure/breaker.ts'
import { erpSide } from '../pressure/far-side.ts'
import { requireRole } from '../require-role.ts'
import { withSettings } from './check-settings.ts'
import { readVersion, type SettingsVersion } from './read-version.ts'
import { ensureFirstVersion } from './remember-version.ts'

/**
 * Makes a version the active one: orders that are planned from now on are planned with it; messages that are decided
 * already are sent as they are. A draft must have been compared on real orders first, with the version that is active;
 * one that was active before is a way back and needs no trial. Promoting the active one changes nothing.
 */
export async function promoteVersion(
  ctx: FlowContext,
  input: {
    readonly connection: string
    readonly version: number
    readonly reason: string
    /** Entered by whoever promotes it: needed where the version has another address, see `secretsToPromote`. */
    readonly secrets?: EnteredSecrets
  },
): Promise<{ readonly message: string }> {
  const connection = await ctx.remotes.connection(input.connection)
  requireRole(ctx, 'configure', connection.store)
  const reason = input.reason.trim().slice(0, 300)
  if (reason === '') throw new UserError('Say why these settings are made the active ones.')
  const done = await inTransaction(ctx, async inside => {
    await lockConfiguration(inside.db)
    await ensureFirstVersion(inside, connection.code)
    const active = await readVersion(inside, connection.code)
    const wanted = await readVersion(inside, connection.code, input.version)
    if (wanted.active) return undefined
    await requireTrial(inside, connection, active, wanted)
    const row = await rowOf(inside, connection.code)
    const secrets = enteredSecrets(inside, row, wanted, input.secrets ?? {})
    withSettings({ ...connection, secrets }, { value: wanted.settings }) // what was right for an older release may not be any more
    await activate(inside, { row, active, wanted, secrets, reason })
    return active.version
  })
  if (done === undefined)
    return { message: `Version ${input.version} of ${connection.code} is the active one already.` }
  await probeNow(ctx, erpSide(connection.code))
  return {
    message: `Version ${input.version} of ${connection.code} is active. Orders planned from now on use it; version ${done} is the way back.`,
  }
}

async function requireTrial(
  ctx: FlowContext,
  connection: ConnectionSetup,
  active: SettingsVersion,
  { version, activatedAt, tried }: SettingsVersion,
): Promise<void> {
  if (activatedAt || tried?.against === active.version) return
  const [some] = await ctx.db
    .select({ id: orders.id })
    .from(orders)
    .innerJoin(salesDocuments, eq(salesDocuments.orderId, orders.id))
    .where(and(eq(orders.store, connection.store), eq(salesDocuments.connection, connection.code)))
    .limit(1)
  if (!some) return // nothing to try it on
  const stale = tried ? `It was compared with version ${tried.against}; active is ${active.version} now. ` : ''
  throw new UserError(
    `Version ${version} of ${connection.code} was not compared on real orders yet. ${stale}Compare it first: with its button, or with "orderbridge connection compare ${connection.code} ${version}".`,
  )
}

export interface SecretsToPromote extends SecretsToEnter {
  /** How the kind of ERP calls them, as far as it does. */
  readonly fields: readonly FormField[]
}

/**
 * What has to be entered to promote a version, because its address is another one than that of the active settings.
 * @throws UserError when it has to be compared first: nobody fills in a form for that.
 */
export async function secretsToPromote(
  ctx: FlowContext,
  input: { readonly connection: string; readonly version: number },
): Promise<SecretsToPromote> {
  const connection = await ctx.remotes.connection(input.connection)
  const { code } = connection
  requireRole(ctx, 'configure', connection.store)
  const row = await rowOf(ctx, code)
  const wanted = await readVersion(ctx, code, input.version)
  if (!wanted.active) await requireTrial(ctx, connection, await readVersion(ctx, code), wanted)
  const needed = secretsToEnter(ctx, row, wanted.settings)
  const { start, secretsSchema } = kindOf(row)
  return { ...needed, fields: start && needed.names.length > 0 ? formFieldsOf(secretsSchema, start.secrets) : [] }
}

async function rowOf({ db }: FlowContext, code: string) {
  const [row] = await db.select().from(connections).where(eq(connections.code, code))
  if (!row) throw new UserError(`There is no connection "${code}".`)
  return row
}

function enteredSecrets(ctx: FlowContext, row: Row, { version, settings }: SettingsVersion, entered: EnteredSecrets) {
  const { servers, names } = secretsToEnter(ctx, row, settings, entered)
  if (names.length === 0) return withEntered(ctx, row, entered)
  throw new UserError(
    `Version ${version} of ${row.code} calls ${servers.join(', ')}, which gets no credentials yet. Enter them with it (${names.join(', ')}): what is kept is not sent there unseen. On the command line: --secrets.`,
  )
}

type Row = typeof connections.$inferSelect

interface Activation {
  readonly row: Row
  readonly active: SettingsVersion
  readonly wanted: SettingsVersion
  readonly secrets: Readonly<Record<string, unknown>>
  readonly reason: string
}

async function activate(ctx: FlowContext, { row, active, wanted, secrets, reason }: Activation): Promise<void> {
  const now = ctx.clock.now()
  const { code, store } = row
  const of = (version: number) => and(eq(settingsVersions.subject, code), eq(settingsVersions.version, version))
  await ctx.db.update(settingsVersions).set({ active: false }).where(of(active.version))
  await ctx.db.update(settingsVersions).set({ active: true, activatedAt: now }).where(of(wanted.version))
  const entered = compareSettings({ shown: {}, secret: storedSecrets(ctx, row) }, { shown: {}, secret: secrets })
  await ctx.db
    .update(connections)
    .set({
      ...{ settings: wanted.settings, revision: row.revision + 1, updatedAt: now },
      ...(entered && { secrets: ctx.box.seal(`connection:${code}`, secrets), secretsBy: nameOf(ctx.actor) }),
    })
    .where(eq(connections.code, code))
  const difference = compareSettings({ shown: active.settings, secret: {} }, { shown: wanted.settings, secret: {} })
  await writeAudit(ctx, {
    store,
    action: 'version.promote',
    subject: `connection ${code}`,
    before: { version: active.version },
    // Which settings, not what they hold: scripts are long, and the versions keep them.
    after: {
      version: wanted.version,
      changed: Object.keys({ ...difference?.before, ...difference?.after }).slice(0, 50),
      ...entered?.after,
    },
    reason,
  })
}
