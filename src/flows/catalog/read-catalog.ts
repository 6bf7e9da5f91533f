import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { moment, readRows } from '../view/rows.ts'
import { MISSING } from './remembered-values.ts'

const number = z.coerce.number()

const statusRow = z
  .object({
    connection: z.string(),
    store: z.string(),
    complete: z.boolean(),
    phase: z.string().nullable(),
    started_at: moment.nullable(),
    finished_at: moment.nullable(),
    completed_at: moment.nullable(),
    working: z.boolean(),
    counts: z.record(z.string(), z.number()).nullable(),
    error: z.string().nullable(),
    values: number,
    missing: number,
    refused: number,
    queued: number,
  })
  .transform(({ started_at, finished_at, completed_at, ...row }) => ({
    ...row,
    startedAt: started_at,
    finishedAt: finished_at,
    completedAt: completed_at,
  }))
/** Where the catalogue of a connection stands. */
export type CatalogStatus = z.infer<typeof statusRow>

export interface CatalogScope {
  readonly stores: readonly string[]
  /** Only this one of their connections. */
  readonly connection?: string | undefined
}

/** @returns one row for each connection of these stores for which a run has begun once. */
export async function readCatalogStatus(
  ctx: Pick<FlowContext, 'db' | 'clock'>,
  { stores, connection }: CatalogScope,
): Promise<CatalogStatus[]> {
  return await readRows(
    ctx.db,
    statusRow,
    sql`select c.connection, c.store, c.complete, c.state ->> 'phase' as phase, c.started_at, c.finished_at, c.completed_at,
        c.holder is not null and coalesce(c.lease_until > ${ctx.clock.now().toISOString()}::timestamptz, false) as working,
        c.state -> 'counts' as counts, r.error, v.values, v.missing, v.refused, v.queued
      from catalog_runs c
      left join runs r on r.id = c.run_id
      left join lateral (
        select count(*) as values, count(*) filter (where error_code = ${MISSING}) as missing,
          count(*) filter (where error_code <> ${MISSING}) as refused, count(*) filter (where bulk is not null) as queued
        from catalog_values where connection = c.connection and kind <> 'warehouse') v on true
      where c.store = any(${sql.param([...stores])}::text[]) and c.started_at is not null
        ${connection === undefined ? sql`` : sql`and c.connection = ${connection}`}
      order by c.connection`,
  )
}

const refusedRow = z.object({
  connection: z.string(),
  kind: z.string(),
  sku: z.string(),
  scope: z.string(),
  wanted: z.string(),
  code: z.string(),
  message: z.string(),
})
export type RefusedValue = z.infer<typeof refusedRow>

/** What was not taken, by SKU. @param missing also what the shop has no product for */
export async function listRefused(
  ctx: Pick<FlowContext, 'db'>,
  input: CatalogScope & { readonly limit: number; readonly missing: boolean },
): Promise<RefusedValue[]> {
  return await readRows(
    ctx.db,
    refusedRow,
    sql`select v.connection, v.kind, v.sku, v.scope, v.wanted, v.error_code as code, coalesce(v.error, '') as message
      from catalog_values v join connections c on c.code = v.connection
      where c.store = any(${sql.param([...input.stores])}::text[]) and v.error_code is not null
        ${input.connection === undefined ? sql`` : sql`and v.connection = ${input.connection}`}
        ${input.missing ? sql`` : sql`and v.error_code <> ${MISSING}`}
      order by v.connection, v.sku, v.kind, v.scope limit ${input.limit}`,
  )
}
