import { and, eq, gt, sql } from 'drizzle-orm'
import { KEEP_BY_DEFAULT, type Keep } from '../../config.ts'
import { orders } from '../../db/schema/orders.ts'
import { connections, stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { connectionPolicies, storeSettings } from '../../domain/settings.ts'
import { valueAt } from '../../domain/settings-places.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { fieldsOf, type SettingsOf, textOfField } from './editable.ts'

export interface SettingsPlace {
  readonly of: SettingsOf
  readonly code: string
}

/** What is stored, as today's schema reads it. */
export interface StoredSettings {
  readonly store: string
  readonly name: string
  /** Goes up with every change. */
  readonly revision: number
  /** Of a store its settings, of a connection its policies. */
  readonly settings: unknown
}

/** @param lock for a change: the row is held until the end of the transaction. @throws UserError when there is none. */
export async function storedSettings(
  ctx: Pick<FlowContext, 'db'>,
  { of, code }: SettingsPlace,
  lock = false,
): Promise<StoredSettings> {
  if (of === 'store') {
    const query = ctx.db.select().from(stores).where(eq(stores.code, code)).$dynamic()
    const [row] = await (lock ? query.for('update') : query)
    if (!row) throw new UserError(`There is no store "${code}".`)
    const settings = storeSettings.parse(row.settings)
    return { store: code, name: settings.name, revision: row.revision, settings }
  }
  const query = ctx.db.select().from(connections).where(eq(connections.code, code)).$dynamic()
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw new UserError(`There is no connection "${code}".`)
  const { store, name, revision } = row
  return { store, name, revision, settings: connectionPolicies.parse(row.policies) }
}

export interface SettingsPage extends SettingsPlace {
  readonly store: string
  readonly name: string
  readonly revision: number
  /** By place, as a form shows it. */
  readonly values: Readonly<Record<string, string>>
  /** Statuses that orders of the last 90 days have. */
  readonly statuses: readonly string[]
  /** Of the whole installation. */
  readonly keep: Keep
}

const DAYS_MS = 90 * 86_400_000

/** The settings of a store or a connection that people change on the page. */
export async function readSettings(ctx: FlowContext, place: SettingsPlace): Promise<SettingsPage> {
  const { store, name, revision, settings } = await storedSettings(ctx, place)
  requireRole(ctx, 'view', store)
  const values = Object.keys(fieldsOf(place.of)).map(field => [field, textOfField(valueAt(settings, field.split('.')))])
  const seen = await ctx.db
    .select({ status: orders.status })
    .from(orders)
    .where(and(eq(orders.store, store), gt(orders.placedAt, new Date(ctx.clock.now().getTime() - DAYS_MS))))
    .groupBy(orders.status)
    .orderBy(sql`count(*) desc`)
    .limit(50)
  const statuses = seen.map(({ status }) => status)
  const keep = ctx.keep ?? KEEP_BY_DEFAULT
  return { ...place, store, name, revision, values: Object.fromEntries(values), statuses, keep }
}
