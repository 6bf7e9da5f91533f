import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { settingsVersions } from '../../db/schema/versions.ts'
import { UserError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import { placeIn } from './version-subject.ts'

/** What a draft would have made of the last real orders. */
export const triedSchema = z.object({
  at: z.string(),
  /** Of the version it was compared with. */
  against: z.number(),
  orders: z.number(),
  same: z.number(),
  different: z.number(),
  /** Would be sent by the active version, and not by this one. */
  newlyHeld: z.number(),
})
export type Tried = z.infer<typeof triedSchema>

export interface SettingsVersion {
  readonly subject: string
  readonly version: number
  readonly settings: unknown
  /** As a person wrote it, if one did. */
  readonly text: string | undefined
  readonly author: string
  readonly reason: string
  readonly createdAt: Date
  readonly active: boolean
  readonly activatedAt: Date | undefined
  readonly tried: Tried | undefined
}

type Reader = Pick<FlowContext, 'db'>

/** Newest first. */
export async function listVersions(ctx: Reader, subject: string, limit = 100): Promise<SettingsVersion[]> {
  const rows = await ctx.db
    .select()
    .from(settingsVersions)
    .where(eq(settingsVersions.subject, subject))
    .orderBy(desc(settingsVersions.version))
    .limit(limit)
  return rows.map(toVersion)
}

/** @param version absent: the active one. @throws UserError when there is none. */
export async function readVersion(ctx: Reader, subject: string, version?: number): Promise<SettingsVersion> {
  const which = version === undefined ? eq(settingsVersions.active, true) : eq(settingsVersions.version, version)
  const [row] = await ctx.db
    .select()
    .from(settingsVersions)
    .where(and(eq(settingsVersions.subject, subject), which))
  if (row) return toVersion(row)
  throw missing(subject, version)
}

function missing(subject: string, version: number | undefined): UserError {
  const place = placeIn(subject)
  if (place === undefined)
    return new UserError(
      version === undefined
        ? `Connection ${subject} has no version of its settings yet. Apply its configuration file.`
        : `Connection ${subject} has no version ${version} of its settings. "orderbridge connection versions ${subject}" lists them.`,
    )
  return new UserError(
    version === undefined
      ? `No version of ${place} is kept yet.`
      : `There is no version ${version} of ${place}. "orderbridge settings versions ${place}" lists them.`,
  )
}

const toVersion = (row: typeof settingsVersions.$inferSelect): SettingsVersion => ({
  ...row,
  text: row.text ?? undefined,
  activatedAt: row.activatedAt ?? undefined,
  tried: row.tried === null ? undefined : triedSchema.parse(row.tried),
})
