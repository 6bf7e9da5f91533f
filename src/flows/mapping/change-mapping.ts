import { and, eq, isNull, like } from 'drizzle-orm'
import { problemOrders, problems, schedules } from '../../db/schema/operations.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import { kindOf } from '../config/clients.ts'
import { compareSettings } from '../config/compare-settings.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { canonicalOf } from '../order/canonical-of.ts'
import { RECHECK_TASK } from '../problem/recheck-problems.ts'
import { requireRole } from '../require-role.ts'
import { withSettings } from '../version/check-settings.ts'
import { compareOnOrders, compareUnkept, type KnownOrder, planAll } from '../version/compare-on-orders.ts'
import { promoteVersion } from '../version/promote-version.ts'
import type { Tried } from '../version/read-version.ts'
import { readVersion } from '../version/read-version.ts'
import { saveDraft } from '../version/save-draft.ts'
import { withoutDefaults } from '../version/without-defaults.ts'
import { writeSettings } from '../version/write-settings.ts'
import { tableOf } from './mapping-of.ts'
import { type WantedMapping, writeMapping } from './write-mapping.ts'

export interface MappingChange extends WantedMapping {
  readonly connection: string
  readonly table: string
  /** The version of the settings that the form was filled in on. */
  readonly base: number
}

export interface MappingPreview {
  /** "vatGroups.22 S22 → S23", as the command line says it; empty: nothing changes. */
  readonly lines: readonly string[]
  /** Orders that wait for a mapping of this connection, and how many of them would go on. */
  readonly held: { readonly orders: number; readonly goOn: number }
  /** What would become of the last orders that were sent. */
  readonly compared: Pick<Tried, 'orders' | 'different' | 'newlyHeld'>
}

/** So many of the last orders are planned once more while somebody waits. */
const COMPARED = 50
/** So many held ones are looked at; the others go on or not in the same way. */
const MOST_HELD = 200

/** What a change of the mapping would do: nothing is kept, and nobody is called. */
export async function previewMapping(ctx: FlowContext, change: MappingChange): Promise<MappingPreview> {
  const { connection, now, later } = await readChange(ctx, change)
  const difference = compareSettings({ shown: now, secret: {} }, { shown: later, secret: {} })
  if (!difference)
    return { lines: [], held: { orders: 0, goOn: 0 }, compared: { orders: 0, different: 0, newlyHeld: 0 } }
  return {
    lines: difference.lines,
    held: await planHeld(ctx, connection, later),
    compared: await compareUnkept(ctx, connection, { now, later }, COMPARED),
  }
}

/**
 * Makes the change a new version of the settings, compares it on the last orders, and makes it the active one. The
 * orders that waited go on by themselves: what a mapping held is tried again when the settings have changed.
 */
export async function saveMapping(
  ctx: FlowContext,
  change: MappingChange & { readonly reason: string },
): Promise<{ readonly message: string; readonly version: number }> {
  const { connection, now, later } = await readChange(ctx, change)
  if (!compareSettings({ shown: now, secret: {} }, { shown: later, secret: {} }))
    throw new UserError('Nothing is different from what is active already.')
  const { reason } = change
  const text = writeSettings(withoutDefaults(kindOf(connection).settingsSchema, later))
  const { version } = await saveDraft(ctx, { connection: connection.code, text, reason })
  await compareOnOrders(ctx, { connection: connection.code, wanted: { version }, last: COMPARED })
  const { message } = await promoteVersion(ctx, { connection: connection.code, version, reason })
  await recheckSoon(ctx, connection.store)
  return { message, version }
}

async function readChange(ctx: FlowContext, change: MappingChange) {
  const connection = await ctx.remotes.connection(change.connection)
  requireRole(ctx, 'configure', connection.store)
  const part = tableOf(connection, change.table)
  const { version, settings: now } = await readVersion(ctx, connection.code)
  if (version !== change.base)
    throw new UserError(
      `Somebody changed the settings of ${connection.code} in the meantime: active is version ${version}, and you filled in version ${change.base}. Load the page again.`,
    )
  const { settings: later } = withSettings(connection, { value: writeMapping(now, part, change) })
  return { connection, now: withSettings(connection, { value: now }).settings, later }
}

/** Plans the orders that a mapping holds with other settings, in an imagined ERP. */
async function planHeld(
  ctx: FlowContext,
  connection: ConnectionSetup,
  settings: unknown,
): Promise<MappingPreview['held']> {
  const rows = await ctx.db
    .select({ order: orders })
    .from(problemOrders)
    .innerJoin(problems, eq(problems.id, problemOrders.problemId))
    .innerJoin(orders, eq(orders.id, problemOrders.orderId))
    .where(
      and(
        eq(problems.store, connection.store),
        eq(problems.connection, connection.code),
        isNull(problems.closedAt),
        like(problems.cause, 'mapping_missing:%'),
      ),
    )
    .limit(MOST_HELD)
  const unlike = new Map(rows.map(({ order: row }) => [row.id, row]))
  const known = [...unlike.values()].flatMap((row): KnownOrder[] => {
    const order = canonicalOf(row)
    return order ? [{ id: row.id, order, subjectId: IMAGINED_CUSTOMER }] : []
  })
  const plans = await planAll(ctx, connection, settings, known)
  return { orders: known.length, goOn: plans.filter(({ hold }) => hold === undefined).length }
}

/** Customers are not what is asked here: with none the order would be held for that. */
const IMAGINED_CUSTOMER = '0'

/** A second is how old the settings of another process may be (config/remotes.ts). */
const AFTER_MS = 2_000

async function recheckSoon(ctx: FlowContext, store: string): Promise<void> {
  await ctx.db
    .update(schedules)
    .set({ nextAt: new Date(ctx.clock.now().getTime() + AFTER_MS) })
    .where(and(eq(schedules.store, store), eq(schedules.task, RECHECK_TASK)))
  ctx.wake()
}
