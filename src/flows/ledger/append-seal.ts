import { and, desc, eq, sql } from 'drizzle-orm'
import { ledgerSeals } from '../../db/schema/ledger.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, nameOf } from '../context.ts'
import { closeProblems } from '../problem/open-problem.ts'
import type { LedgerDay } from './ledger-day.ts'
import { changedCause } from './report-changed-days.ts'
import { contentOf, GENESIS, hashSeal } from './seal-content.ts'

/** From here to the end of the transaction of ctx nobody else closes days of this store. */
export const lockLedger = (ctx: FlowContext, store: string) =>
  ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-ledger'), hashtext(${store}))`)

/** Adds the day to its chain, in the transaction of ctx, after lockLedger. @returns the hash. */
export async function appendSeal(ctx: FlowContext, day: LedgerDay, note: string | null): Promise<string> {
  const { store, currency } = day
  const chain = and(eq(ledgerSeals.store, store), eq(ledgerSeals.currency, currency))
  const [last] = await ctx.db.select().from(ledgerSeals).where(chain).orderBy(desc(ledgerSeals.sequence)).limit(1)
  const [version] = await ctx.db
    .select({ newest: ledgerSeals.version })
    .from(ledgerSeals)
    .where(and(chain, eq(ledgerSeals.day, day.day)))
    .orderBy(desc(ledgerSeals.version))
    .limit(1)
  const seal = {
    store,
    currency,
    sequence: (last?.sequence ?? 0) + 1,
    day: day.day,
    version: (version?.newest ?? 0) + 1,
    content: contentOf(day),
    previousHash: last?.hash ?? GENESIS,
    closedBy: nameOf(ctx.actor),
    closedAt: ctx.clock.now(),
    note,
  }
  const hash = hashSeal(seal)
  await ctx.db.insert(ledgerSeals).values({ ...seal, hash })
  await closeProblems(ctx, store, [changedCause(day)], 'the day was closed again')
  await writeAudit(ctx, {
    store,
    action: 'ledger.close',
    subject: `ledger:${day.day} ${currency}`,
    after: { sequence: seal.sequence, version: seal.version, hash },
    reason: note,
  })
  return hash
}
