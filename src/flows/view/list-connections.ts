import { asc, inArray } from 'drizzle-orm'
import { connections, stores as storesTable } from '../../db/schema/stores.ts'
import { storeSettings } from '../../domain/settings.ts'
import { connectorKinds } from '../../erp/registry.ts'
import type { ExaminedKind } from '../config/examine-far-side.ts'
import type { FlowContext } from '../context.ts'

/** A store's Magento or one of its ERPs, as it is configured. No secret is in it. */
export interface ConnectionRow {
  readonly kind: ExaminedKind
  readonly code: string
  readonly store: string
  readonly name: string
  /** "Magento", or the label of the kind of ERP. */
  readonly system: string
  /** As in the configuration file; `policies` only for ERPs. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly revision: number
  readonly updatedAt: Date
  readonly pausedReason: string | undefined
}

/** Each store of these with its ERPs behind it. */
export async function listConnections(
  ctx: Pick<FlowContext, 'db'>,
  stores: readonly string[],
): Promise<readonly ConnectionRow[]> {
  const codes = [...stores]
  const [storeRows, connectionRows] = await Promise.all([
    ctx.db.select().from(storesTable).where(inArray(storesTable.code, codes)).orderBy(asc(storesTable.code)),
    ctx.db.select().from(connections).where(inArray(connections.store, codes)).orderBy(asc(connections.code)),
  ])
  return storeRows.flatMap(store => {
    const settings = storeSettings.parse(store.settings)
    return [
      {
        kind: 'store' as const,
        store: store.code,
        name: settings.name,
        system: 'Magento',
        settings,
        ...common(store),
      },
      ...connectionRows
        .filter(row => row.store === store.code)
        .map(row => ({
          kind: 'connection' as const,
          store: row.store,
          name: row.name,
          system: connectorKinds.find(({ kind }) => kind === row.kind)?.label ?? row.kind,
          settings: { settings: row.settings, policies: row.policies },
          ...common(row),
        })),
    ]
  })
}

const common = (row: typeof storesTable.$inferSelect | typeof connections.$inferSelect) => ({
  code: row.code,
  revision: row.revision,
  updatedAt: row.updatedAt,
  pausedReason: row.pausedAt ? (row.pausedReason ?? 'no reason was given') : undefined,
})
