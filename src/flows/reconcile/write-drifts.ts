import { and, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import { drifts } from '../../db/schema/ledger.ts'
import type { FlowContext } from '../context.ts'
import type { Difference } from './difference.ts'

export interface Compared {
  /** "order:17", "key:main-999" */
  readonly subject: string
  readonly orderId: number | undefined
  readonly differences: readonly Difference[]
}

const agree = sql<string>`case when ${drifts.class} = 'ours_late' then 'the bridge caught up' else 'both sides agree again' end`

/**
 * What was found is kept or remembered as seen again; what was open about the same subjects and is not there any more
 * closes itself. Drifts of a connection that was not read stay as they are.
 * @returns how many are new, and how many are gone.
 */
export async function writeDrifts(
  ctx: FlowContext,
  store: string,
  compared: readonly Compared[],
  readConnections: readonly string[],
): Promise<{ readonly found: number; readonly gone: number }> {
  const now = ctx.clock.now()
  const rows = compared.flatMap(({ subject, orderId, differences }) =>
    differences.map(difference => ({
      store,
      subject,
      orderId: orderId ?? null,
      connection: difference.connection ?? null,
      class: difference.class,
      what: difference.what,
      text: difference.text,
      magentoValue: difference.magento,
      erpValue: difference.erp,
      firstSeenAt: now,
      lastSeenAt: now,
    })),
  )
  // Always in the same order, so that two comparisons at once do not wait for each other in a circle.
  rows.sort((a, b) => (a.subject + a.what < b.subject + b.what ? -1 : 1))
  const seen = rows.length === 0 ? [] : await upsert(ctx, rows)
  const subjects = compared.map(({ subject }) => subject)
  if (subjects.length === 0) return { found: 0, gone: 0 }
  const gone = await ctx.db
    .update(drifts)
    .set({ closedAt: now, closedReason: agree })
    .where(
      and(
        eq(drifts.store, store),
        inArray(drifts.subject, subjects),
        isNull(drifts.closedAt),
        or(isNull(drifts.connection), inArray(drifts.connection, [...readConnections])),
        seen.length > 0
          ? notInArray(
              drifts.id,
              seen.map(row => row.id),
            )
          : undefined,
      ),
    )
    .returning({ id: drifts.id })
  return { found: seen.filter(row => row.isNew).length, gone: gone.length }
}

/** A person accepted these very values, no others. */
const stillAccepted = (column: 'accepted_at' | 'accepted_by' | 'accepted_note') =>
  sql`case when drifts.magento_value = excluded.magento_value and drifts.erp_value = excluded.erp_value then drifts.${sql.raw(column)} end`

const upsert = (ctx: FlowContext, rows: (typeof drifts.$inferInsert)[]) =>
  ctx.db
    .insert(drifts)
    .values(rows)
    .onConflictDoUpdate({
      target: [drifts.store, drifts.subject, drifts.what],
      targetWhere: sql`closed_at is null`,
      set: {
        class: sql`excluded.class`,
        connection: sql`excluded.connection`,
        text: sql`excluded.text`,
        magentoValue: sql`excluded.magento_value`,
        erpValue: sql`excluded.erp_value`,
        lastSeenAt: sql`excluded.last_seen_at`,
        acceptedAt: stillAccepted('accepted_at'),
        acceptedBy: stillAccepted('accepted_by'),
        acceptedNote: stillAccepted('accepted_note'),
      },
    })
    // xmax is 0 for a row that this statement inserted.
    .returning({ id: drifts.id, isNew: sql<boolean>`xmax = 0` })
