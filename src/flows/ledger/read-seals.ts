import { and, asc, eq, gte, lte } from 'drizzle-orm'
import { ledgerSeals } from '../../db/schema/ledger.ts'
import type { FlowContext } from '../context.ts'

export type SealRow = typeof ledgerSeals.$inferSelect

/** Seals of these days, both included; all versions, oldest first. */
export const readSeals = (
  ctx: Pick<FlowContext, 'db'>,
  store: string,
  fromDay: string,
  toDay: string,
): Promise<SealRow[]> =>
  ctx.db
    .select()
    .from(ledgerSeals)
    .where(and(eq(ledgerSeals.store, store), gte(ledgerSeals.day, fromDay), lte(ledgerSeals.day, toDay)))
    .orderBy(asc(ledgerSeals.day), asc(ledgerSeals.currency), asc(ledgerSeals.version))

/** The newest version for each "day currency". */
export const newestByDay = (seals: readonly SealRow[]): Map<string, SealRow> =>
  new Map(seals.map(seal => [`${seal.day} ${seal.currency}`, seal]))
