import { isDeepStrictEqual } from 'node:util'
import { and, desc, eq } from 'drizzle-orm'
import { connections } from '../../db/schema/stores.ts'
import { settingsVersions } from '../../db/schema/versions.ts'
import { type FlowContext, nameOf } from '../context.ts'

type Writer = Pick<FlowContext, 'db' | 'clock' | 'actor'>

/** Keeps what the settings of a connection have become. Call it in the transaction that changes them. */
export async function rememberVersion(
  ctx: Writer,
  input: { readonly connection: string; readonly settings: unknown; readonly reason: string },
): Promise<number> {
  const { connection, settings, reason } = input
  const [newest] = await ctx.db
    .select()
    .from(settingsVersions)
    .where(and(eq(settingsVersions.connection, connection), eq(settingsVersions.active, true)))
  if (newest && isDeepStrictEqual(newest.settings, settings)) return newest.version
  await ctx.db
    .update(settingsVersions)
    .set({ active: false })
    .where(and(eq(settingsVersions.connection, connection), eq(settingsVersions.active, true)))
  const now = ctx.clock.now()
  return await addVersion(ctx, { connection, settings, reason, active: true, activatedAt: now })
}

/** @returns its number. The caller holds the configuration's lock: numbers are given one by one. */
export async function addVersion(
  ctx: Writer,
  row: Pick<
    typeof settingsVersions.$inferInsert,
    'connection' | 'settings' | 'text' | 'reason' | 'active' | 'activatedAt'
  >,
): Promise<number> {
  const [last] = await ctx.db
    .select({ version: settingsVersions.version })
    .from(settingsVersions)
    .where(eq(settingsVersions.connection, row.connection))
    .orderBy(desc(settingsVersions.version))
    .limit(1)
  const version = (last?.version ?? 0) + 1
  await ctx.db
    .insert(settingsVersions)
    .values({ ...row, version, author: nameOf(ctx.actor), createdAt: ctx.clock.now() })
  return version
}

/** Connections from before versions were kept get their present settings as the first one. */
export async function ensureFirstVersion(ctx: Writer, connection: string): Promise<void> {
  const [known] = await ctx.db
    .select({ version: settingsVersions.version })
    .from(settingsVersions)
    .where(eq(settingsVersions.connection, connection))
    .limit(1)
  if (known) return
  const [row] = await ctx.db.select().from(connections).where(eq(connections.code, connection))
  if (row)
    await rememberVersion(ctx, {
      connection,
      settings: row.settings,
      reason: 'what was there before versions were kept',
    })
}
