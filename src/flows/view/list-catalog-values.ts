import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { CATALOG_KINDS } from '../../db/schema/catalog.ts'
import { MISSING } from '../catalog/remembered-values.ts'
import type { FlowContext } from '../context.ts'
import { moment, readRows } from './rows.ts'

const row = z
  .object({
    connection: z.string(),
    kind: z.enum(CATALOG_KINDS),
    sku: z.string(),
    scope: z.string(),
    wanted: z.string(),
    taken: z.string().nullable(),
    code: z.string().nullable(),
    message: z.string().nullable(),
    queued: z.boolean(),
    updated_at: moment,
  })
  .transform(({ updated_at, ...rest }) => ({ ...rest, updatedAt: updated_at }))
/** One value of a SKU: what the ERP says, and what Magento took of it last. */
export type CatalogValue = z.infer<typeof row>

const missingRow = z.object({
  connection: z.string(),
  sku: z.string(),
  name: z.string().nullable(),
  message: z.string(),
})
/** An item of the ERP for which the shop has no product. */
export type MissingProduct = z.infer<typeof missingRow>

/** Where a list goes on: behind this value. */
export const valuePlace = z.tuple([z.string().max(500), z.string().max(20), z.string().max(200)])
type Place = z.infer<typeof valuePlace>

export interface ValuesWanted {
  readonly stores: readonly string[]
  readonly connection: string
  /** A part of the SKU; absent or "": all of them. */
  readonly search?: string
  readonly after?: Place | undefined
}

export interface ValuesPage<Row> {
  readonly rows: readonly Row[]
  /** Absent: there are no more. */
  readonly next: Place | undefined
}

const PER_PAGE = 50

const ofStores = (stores: readonly string[]): SQL =>
  sql`exists (select 1 from connections c where c.code = v.connection and c.store = any(${sql.param([...stores])}::text[]))`

const matches = (search = ''): SQL =>
  search === '' ? sql`` : sql`and v.sku ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}`

/** Values of a connection by SKU: those that were refused (all, or for one reason), or whatever is known of a SKU. */
export async function listCatalogValues(
  ctx: Pick<FlowContext, 'db'>,
  input: ValuesWanted & { readonly refused?: 'all' | { readonly code: string } },
): Promise<ValuesPage<CatalogValue>> {
  const { refused, after } = input
  const reason =
    refused === undefined
      ? sql``
      : refused === 'all'
        ? sql`and v.error_code is not null and v.error_code <> ${MISSING}`
        : sql`and v.error_code = ${refused.code}`
  const found = await readRows(
    ctx.db,
    row,
    sql`select v.connection, v.kind, v.sku, v.scope, v.wanted, v.taken, v.error_code as code, v.error as message,
        v.bulk is not null as queued, v.updated_at
      from catalog_values v
      where v.connection = ${input.connection} and ${ofStores(input.stores)} ${reason} ${matches(input.search)}
        ${after ? sql`and (v.sku, v.kind, v.scope) > (${after[0]}, ${after[1]}, ${after[2]})` : sql``}
      order by v.sku, v.kind, v.scope limit ${PER_PAGE + 1}`,
  )
  const rows = found.slice(0, PER_PAGE)
  const last = rows.at(-1)
  return { rows, next: last && found.length > PER_PAGE ? [last.sku, last.kind, last.scope] : undefined }
}

/** What the ERP has and the shop does not, by SKU. */
export async function listMissingProducts(
  ctx: Pick<FlowContext, 'db'>,
  input: ValuesWanted,
): Promise<ValuesPage<MissingProduct>> {
  const { after } = input
  const found = await readRows(
    ctx.db,
    missingRow,
    sql`select v.connection, v.sku, max(v.wanted) filter (where v.kind = 'product') as name,
        coalesce(min(v.error), '') as message
      from catalog_values v
      where v.connection = ${input.connection} and ${ofStores(input.stores)} and v.error_code = ${MISSING}
        ${matches(input.search)} ${after ? sql`and v.sku > ${after[0]}` : sql``}
      group by v.connection, v.sku order by v.sku limit ${PER_PAGE + 1}`,
  )
  const rows = found.slice(0, PER_PAGE)
  const last = rows.at(-1)
  return { rows, next: last && found.length > PER_PAGE ? [last.sku, '', ''] : undefined }
}
