import { and, eq } from 'drizzle-orm'
import { orders, salesDocuments } from '../../db/schema/orders.ts'
import { connections } from '../../db/schema/stores.ts'
import { settingsVersions } from '../../db/schema/versions.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { compareSettings } from '../config/compare-settings.ts'
import { lockConfiguration } from '../config/configuration-lock.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { type FlowContext, inTransaction } from '../context.ts'
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
  input: { readonly connection: string; readonly version: number; readonly reason: string },
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
    withSettings(connection, { value: wanted.settings }) // what was right for an older release may not be any more
    await activate(inside, connection, active, wanted, reason)
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
    `Version ${version} of ${connection.code} was not compared on real orders yet. ${stale}Run "orderbridge connection compare ${connection.code} ${version}" first.`,
  )
}

async function activate(
  ctx: FlowContext,
  connection: ConnectionSetup,
  active: SettingsVersion,
  wanted: SettingsVersion,
  reason: string,
): Promise<void> {
  const now = ctx.clock.now()
  const { code } = connection
  const [row] = await ctx.db.select().from(connections).where(eq(connections.code, code))
  if (!row) throw new UserError(`There is no connection "${code}".`)
  const of = (version: number) => and(eq(settingsVersions.subject, code), eq(settingsVersions.version, version))
  await ctx.db.update(settingsVersions).set({ active: false }).where(of(active.version))
  await ctx.db.update(settingsVersions).set({ active: true, activatedAt: now }).where(of(wanted.version))
  await ctx.db
    .update(connections)
    .set({ settings: wanted.settings, revision: row.revision + 1, updatedAt: now })
    .where(eq(connections.code, code))
  const difference = compareSettings({ shown: active.settings, secret: {} }, { shown: wanted.settings, secret: {} })
  await writeAudit(ctx, {
    store: connection.store,
    action: 'version.promote',
    subject: `connection ${code}`,
    before: { version: active.version },
    // Which settings, not what they hold: scripts are long, and the versions keep them.
    after: {
      version: wanted.version,
      changed: Object.keys({ ...difference?.before, ...difference?.after }).slice(0, 50),
    },
    reason,
  })
}
