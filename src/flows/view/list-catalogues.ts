import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { CatalogPart } from '../../domain/catalog-settings.ts'
import { type CatalogStatus, readCatalogStatus } from '../catalog/read-catalog.ts'
import { MISSING } from '../catalog/remembered-values.ts'
import { PHASES, type Phase } from '../catalog/run-state.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { readRows } from './rows.ts'

/** Why products were refused, with one of them. */
export interface RefusedGroup {
  readonly code: string
  readonly products: number
  readonly sku: string
  readonly message: string
}

/** The catalogue of a connection: what is brought, how the last run went, and what stands in its way. */
export interface Catalogue {
  readonly store: string
  readonly connection: string
  readonly name: string
  readonly paused: boolean
  readonly parts: readonly CatalogPart[]
  /** Items that the shop does not have are left to people. */
  readonly leavesNew: boolean
  /** Absent: no run has begun yet. */
  readonly status: CatalogStatus | undefined
  /** A run is under way: how many of its steps are through. */
  readonly progress: { readonly done: number; readonly of: number } | undefined
  /** When the clock begins the next one; absent while one is under way. */
  readonly nextAt: Date | undefined
  readonly refused: readonly RefusedGroup[]
}

/** Those connections of these stores that bring items, prices or stock to Magento. */
export async function listCatalogues(ctx: FlowContext, stores: readonly string[]): Promise<readonly Catalogue[]> {
  const setups = (await Promise.all(stores.map(store => ctx.remotes.connectionsOf(store)))).flat()
  const active = setups.filter(({ policies }) => policies.catalog.sync.length > 0)
  if (active.length === 0) return []
  const codes = active.map(({ code }) => code)
  const [statuses, groups] = await Promise.all([readCatalogStatus(ctx, { stores }), readRefused(ctx, codes)])
  return active.map(setup => {
    const status = statuses.find(({ connection }) => connection === setup.code)
    return {
      store: setup.store,
      connection: setup.code,
      name: setup.name,
      paused: setup.paused,
      parts: setup.policies.catalog.sync,
      leavesNew: setup.policies.catalog.newProducts.action === 'leave',
      status,
      progress: progressOf(setup, status),
      nextAt: nextOf(setup, status),
      refused: groups.filter(({ connection }) => connection === setup.code),
    }
  })
}

/** Steps that every policy has, and those that a part of it brings. */
const STEP_PARTS: Readonly<Partial<Record<Phase, CatalogPart>>> = {
  prices: 'prices',
  items: 'items',
  queue: 'items',
  stock: 'stock',
  sums: 'stock',
  absent: 'stock',
}

function progressOf({ policies }: ConnectionSetup, status: CatalogStatus | undefined): Catalogue['progress'] {
  if (!status || status.finishedAt) return undefined
  const { sync } = policies.catalog
  const steps: readonly string[] = PHASES.filter(phase => {
    const part = STEP_PARTS[phase]
    return phase !== 'done' && (part === undefined || sync.includes(part))
  })
  return {
    done: Math.max(0, steps.indexOf(status.phase ?? '')),
    of: steps.length,
  }
}

function nextOf({ policies }: ConnectionSetup, status: CatalogStatus | undefined): Date | undefined {
  if (!status?.finishedAt || !status.startedAt) return undefined
  return new Date(status.startedAt.getTime() + policies.catalog.everyMinutes * 60_000)
}

const MOST_GROUPS = 20

const group = z.object({
  connection: z.string(),
  code: z.string(),
  products: z.coerce.number(),
  sku: z.string(),
  message: z.string(),
})

const readRefused = ({ db }: Pick<FlowContext, 'db'>, connections: readonly string[]) =>
  readRows(
    db,
    group,
    sql`select connection, error_code as code, count(distinct sku) as products, min(sku) as sku, coalesce(min(error), '') as message
      from catalog_values
      where connection = any(${sql.param([...connections])}::text[]) and error_code is not null and error_code <> ${MISSING}
      group by connection, error_code order by 3 desc, error_code limit ${MOST_GROUPS * Math.max(1, connections.length)}`,
  )
