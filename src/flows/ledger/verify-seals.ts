import { and, asc, eq, gt } from 'drizzle-orm'
import { ledgerSeals } from '../../db/schema/ledger.ts'
import type { FlowContext } from '../context.ts'
import { readLedgerDays } from './read-ledger-days.ts'
import { type Change, changesSince, GENESIS, hashSeal } from './seal-content.ts'
import { storeZone } from './store-zone.ts'

export interface VerifiedSeals {
  readonly currency: string
  readonly seals: number
  /** The end of the chain. Kept outside of the database, it proves what was closed until then. */
  readonly head: string | undefined
  /** Seals that are not what was sealed, or that do not follow the one before. */
  readonly breaks: readonly string[]
  /** Closed days that are different now, by their newest version. */
  readonly changed: readonly { readonly day: string; readonly changes: readonly Change[] }[]
}

type SealRow = typeof ledgerSeals.$inferSelect
const PAGE = 50

/** Walks the chains of a store from their first seal to their end, and compares every closed day with what it is now. */
export async function verifySeals(ctx: FlowContext, store: string): Promise<VerifiedSeals[]> {
  const rows = await ctx.db
    .selectDistinct({ currency: ledgerSeals.currency })
    .from(ledgerSeals)
    .where(eq(ledgerSeals.store, store))
    .orderBy(asc(ledgerSeals.currency))
  const timezone = await storeZone(ctx, store)
  return await Promise.all(rows.map(({ currency }) => verifyChain(ctx, store, timezone, currency)))
}

async function verifyChain(
  ctx: FlowContext,
  store: string,
  timezone: string,
  currency: string,
): Promise<VerifiedSeals> {
  const breaks: string[] = []
  const changed = new Map<string, readonly Change[]>()
  let before: Pick<SealRow, 'sequence' | 'hash'> = { sequence: 0, hash: GENESIS }
  for await (const seal of sealsInOrder(ctx, store, currency)) {
    breaks.push(...breaksOf(seal, before))
    before = seal
    if (hashSeal(seal) !== seal.hash) continue // what stands there now is not what was closed
    const days = await readLedgerDays(ctx, { store, timezone, fromDay: seal.day, toDay: seal.day })
    const now = days.find(day => day.currency === currency) ?? { orders: [], documents: [] }
    changed.set(seal.day, changesSince(seal.content, now)) // of several versions the last one counts
  }
  return {
    currency,
    seals: before.sequence,
    head: before.sequence > 0 ? before.hash : undefined,
    breaks,
    changed: [...changed].filter(([, changes]) => changes.length > 0).map(([day, changes]) => ({ day, changes })),
  }
}

function breaksOf(seal: SealRow, before: Pick<SealRow, 'sequence' | 'hash'>): string[] {
  const name = `Seal ${seal.sequence} (${seal.day}, version ${seal.version})`
  if (hashSeal(seal) !== seal.hash) return [`${name} was changed.`]
  if (seal.sequence !== before.sequence + 1) return [`${name} follows seal ${before.sequence}: one was taken out.`]
  return seal.previousHash === before.hash ? [] : [`${name} does not follow the seal before it: that one was replaced.`]
}

async function* sealsInOrder(ctx: Pick<FlowContext, 'db'>, store: string, currency: string): AsyncGenerator<SealRow> {
  for (let after = 0; ; ) {
    const page = await ctx.db
      .select()
      .from(ledgerSeals)
      .where(and(eq(ledgerSeals.store, store), eq(ledgerSeals.currency, currency), gt(ledgerSeals.sequence, after)))
      .orderBy(asc(ledgerSeals.sequence))
      .limit(PAGE)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.sequence
  }
}
