import { isDeepStrictEqual } from 'node:util'
import { and, desc, eq } from 'drizzle-orm'
import { connections } from '../../db/schema/stores.ts'
import { settingsVersions } from '../../db/schema/versions.ts'
import { type FlowContext, nameOf } from '../context.ts'
import { type PolicyPlace, subjectOf } from './version-subject.ts'

type Writer = Pick<FlowContext, 'db' | 'clock' | 'actor'>

/** Keeps what settings have become. Call it in the transaction that changes them, under the configuration's lock. */
export async function rememberVersion(
  ctx: Writer,
  input: { readonly subject: string; readonly settings: unknown; readonly reason: string },
): Promise<number> {
  const { subject, settings, reason } = input
  const [newest] = await ctx.db
    .select()
    .from(settingsVersions)
    .where(and(eq(settingsVersions.subject, subject), eq(settingsVersions.active, true)))
  if (newest && isDeepStrictEqual(newest.settings, asStored(settings))) return newest.version
  await ctx.db
    .update(settingsVersions)
    .set({ active: false })
    .where(and(eq(settingsVersions.subject, subject), eq(settingsVersions.active, true)))
  const now = ctx.clock.now()
  return await addVersion(ctx, { subject, settings, reason, active: true, activatedAt: now })
}

/** @returns its number. The caller holds the configuration's lock: numbers are given one by one. */
export async function addVersion(
  ctx: Writer,
  row: Pick<
    typeof settingsVersions.$inferInsert,
    'subject' | 'settings' | 'text' | 'reason' | 'active' | 'activatedAt'
  >,
): Promise<number> {
  const [last] = await ctx.db
    .select({ version: settingsVersions.version })
    .from(settingsVersions)
    .where(eq(settingsVersions.subject, row.subject))
    .orderBy(desc(settingsVersions.version))
    .limit(1)
  const version = (last?.version ?? 0) + 1
  await ctx.db
    .insert(settingsVersions)
    .values({ ...row, version, author: nameOf(ctx.actor), createdAt: ctx.clock.now() })
  return version
}

/** A setting that is not there and one that is undefined are the same. */
const asStored = (settings: unknown): unknown => JSON.parse(JSON.stringify(settings))

const BEFORE_VERSIONS = 'what was there before versions were kept'

/** Connections from before versions were kept get their present settings as the first one. */
export async function ensureFirstVersion(ctx: Writer, connection: string): Promise<void> {
  if (await hasVersions(ctx, connection)) return
  const [row] = await ctx.db.select().from(connections).where(eq(connections.code, connection))
  if (row) await rememberVersion(ctx, { subject: connection, settings: row.settings, reason: BEFORE_VERSIONS })
}

/** The same for a store, or for policies. @param settings what they are before they are changed */
export async function ensureFirstOf(ctx: Writer, place: PolicyPlace, settings: unknown): Promise<void> {
  const subject = subjectOf(place)
  if (!(await hasVersions(ctx, subject))) await rememberVersion(ctx, { subject, settings, reason: BEFORE_VERSIONS })
}

async function hasVersions({ db }: Pick<Writer, 'db'>, subject: string): Promise<boolean> {
  const known = await db
    .select({ version: settingsVersions.version })
    .from(settingsVersions)
    .where(eq(settingsVersions.subject, subject))
    .limit(1)
  return known.length > 0
}
