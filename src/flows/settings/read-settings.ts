import { eq } from 'drizzle-orm'
import type { Keep } from '../../config.ts'
import { connections, stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { connectionPolicies, storeSettings } from '../../domain/settings.ts'
import { valueAt } from '../../domain/settings-places.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { type KeptPart, keptByInstallation, monthsOf } from '../retention/kept-months.ts'
import { catalogPart } from './catalog-offers.ts'
import { fieldsOf, type SettingsOf } from './editable.ts'
import type { WrittenFields } from './field-kinds.ts'
import { textOfField } from './field-values.ts'
import { knownValues, type Offers } from './known-values.ts'

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
  readonly values: WrittenFields
  readonly offers: Offers
  /** Of the whole installation. */
  readonly keep: Keep
  /** Of it what holds for this store: the same, or less. */
  readonly kept: Readonly<Record<KeptPart, number>>
  /** Of a connection that can be used: whether its ERP tells its items. */
  readonly catalog?: { readonly label: string; readonly isThere: boolean }
}

/** The settings of a store or a connection that people change on the page. */
export async function readSettings(ctx: FlowContext, place: SettingsPlace): Promise<SettingsPage> {
  const { store, name, revision, settings } = await storedSettings(ctx, place)
  requireRole(ctx, 'view', store)
  const values = Object.entries(fieldsOf(place.of)).map(([field, kind]) => [
    field,
    textOfField(kind, valueAt(settings, field.split('.'))),
  ])
  const offers = await knownValues(ctx, { ...place, store })
  const keep = keptByInstallation(ctx)
  const own = place.of === 'store' ? storeSettings.parse(settings) : {}
  const kept = {
    attemptsMonths: monthsOf('attemptsMonths', own, keep),
    inboxMonths: monthsOf('inboxMonths', own, keep),
  }
  const catalog = place.of === 'connection' ? await catalogPartOf(ctx, place.code) : undefined
  const page = { ...place, store, name, revision, values: Object.fromEntries(values), offers, keep, kept }
  return { ...page, ...(catalog && { catalog }) }
}

/** undefined: the connection cannot be used as it is; its settings are there all the same. */
async function catalogPartOf({ remotes }: Pick<FlowContext, 'remotes'>, code: string) {
  try {
    return catalogPart(await remotes.connection(code))
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
