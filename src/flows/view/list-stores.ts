import { asc } from 'drizzle-orm'
import { stores } from '../../db/schema/stores.ts'
import { storeSettings } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'

export interface StoreName {
  readonly code: string
  readonly name: string
}

/** Every store that is configured, by code. */
export async function listStores(ctx: Pick<FlowContext, 'db'>): Promise<StoreName[]> {
  const rows = await ctx.db
    .select({ code: stores.code, settings: stores.settings })
    .from(stores)
    .orderBy(asc(stores.code))
  return rows.map(row => ({ code: row.code, name: storeSettings.parse(row.settings).name }))
}
