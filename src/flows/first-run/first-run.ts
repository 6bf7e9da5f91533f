import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { firstRuns } from '../../db/schema/first-runs.ts'
import { orders } from '../../db/schema/orders.ts'
import { stores as storesTable } from '../../db/schema/stores.ts'
import { storeSettings } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'
import { FIRST_RUN_PAUSE } from './first-run-pause.ts'

const finding = z.object({ check: z.string(), ok: z.boolean(), detail: z.string(), remedy: z.string().optional() })
const check = z.object({ at: z.coerce.date(), findings: z.array(finding) })
export type Check = z.infer<typeof check>

const request = z.object({ method: z.string(), path: z.string(), body: z.unknown().optional() })

/** What the bridge would do with one real order. Amounts are decimal texts in the order's currency. */
export const rehearsedOrder = z.object({
  id: z.number(),
  number: z.string(),
  placedAt: z.coerce.date(),
  total: z.string(),
  currency: z.string(),
  outcome: z.enum(['sent', 'held', 'refused', 'waits', 'left_out', 'there']),
  /** Where it goes; absent: nowhere, or nobody knows. */
  connection: z.string().optional(),
  message: z.string().optional(),
  remedy: z.string().optional(),
  /** What the ERP would come to. */
  erpTotal: z.string().optional(),
  /** Magento's parts, or the ERP, come to something else. */
  differs: z.boolean(),
  newCustomer: z.string().optional(),
  missingItems: z.array(z.string()),
  /** As it would be sent; the last one makes the sales document. */
  requests: z.array(request),
  warnings: z.array(z.string()),
})
export type RehearsedOrder = z.infer<typeof rehearsedOrder>

const report = z.object({
  at: z.coerce.date(),
  /** Magento's ids that are still to come. */
  left: z.array(z.number()),
  orders: z.array(rehearsedOrder),
  /** Goes up with each call that worked on it: the page then asks for the next one. */
  part: z.number(),
  /** Somebody works on it until then, at most. */
  workingUntil: z.coerce.date().optional(),
  /** Why it does not go on by itself. */
  stopped: z.string().optional(),
})
export type Report = z.infer<typeof report>

export interface FirstRun {
  readonly store: string
  readonly name: string
  /** Of the store's settings. */
  readonly revision: number
  readonly timezone: string
  readonly since: string | undefined
  readonly holdMinutes: number
  /** Why nothing is sent; undefined: the store is running. */
  readonly paused: string | undefined
  readonly checks: Readonly<Record<string, Check>>
  readonly report: Report | undefined
  readonly finishedAt: Date | undefined
}

/** How far the first run of a store is. @returns undefined when it is none of these stores. */
export async function readFirstRun(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly store: string },
): Promise<FirstRun | undefined> {
  if (!input.stores.includes(input.store)) return undefined
  const [row] = await ctx.db
    .select({ store: storesTable, run: firstRuns })
    .from(storesTable)
    .leftJoin(firstRuns, eq(firstRuns.store, storesTable.code))
    .where(eq(storesTable.code, input.store))
  if (!row) return undefined
  const { name, timezone, orders: rules } = storeSettings.parse(row.store.settings)
  return {
    store: row.store.code,
    name,
    revision: row.store.revision,
    timezone,
    since: rules.since,
    holdMinutes: rules.holdMinutes ?? 0,
    paused: row.store.pausedAt ? (row.store.pausedReason ?? '') : undefined,
    checks: z.record(z.string(), check).safeParse(row.run?.checks).data ?? {},
    report: report.safeParse(row.run?.report).data,
    finishedAt: row.run?.finishedAt ?? undefined,
  }
}

/** Stores from which nothing was ever sent, or which wait for their first run: Home offers it. */
export async function listUnfinishedFirstRuns(
  ctx: Pick<FlowContext, 'db'>,
  stores: readonly string[],
): Promise<readonly { readonly store: string; readonly name: string }[]> {
  const rows = await ctx.db
    .select({ code: storesTable.code, settings: storesTable.settings })
    .from(storesTable)
    .leftJoin(firstRuns, eq(firstRuns.store, storesTable.code))
    .where(
      and(
        inArray(storesTable.code, [...stores]),
        sql`${firstRuns.finishedAt} is null`,
        // The newest first, by the index: some page of the whole table may have no order of this store.
        sql`(${storesTable.pausedReason} = ${FIRST_RUN_PAUSE} and ${storesTable.pausedAt} is not null or (
          select o.id from ${orders} o where o.store = ${storesTable.code} and o.acknowledged_at is not null
          order by o.placed_at desc, o.id desc limit 1) is null)`,
      ),
    )
    .orderBy(storesTable.code)
  return rows.map(({ code, settings }) => ({ store: code, name: storeSettings.parse(settings).name }))
}

/** Writes down how far it is; a report or a check that is absent stays. */
export async function keepFirstRun(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  store: string,
  change: { readonly report?: Report; readonly check?: { readonly of: string; readonly findings: Check['findings'] } },
): Promise<void> {
  const now = ctx.clock.now()
  const checks = change.check ? { [change.check.of]: { at: now, findings: change.check.findings } } : {}
  await ctx.db
    .insert(firstRuns)
    .values({ store, checks, report: change.report ?? null, updatedAt: now })
    .onConflictDoUpdate({
      target: firstRuns.store,
      set: {
        updatedAt: now,
        checks: sql`${firstRuns.checks} || ${JSON.stringify(checks)}::jsonb`,
        ...(change.report && { report: change.report }),
      },
    })
}
