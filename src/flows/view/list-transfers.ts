import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { TRANSFER_STATES, type TransferState } from '../../db/schema/transfers.ts'
import type { FlowContext } from '../context.ts'
import { beyond, cutPage, inOrder, type Page, type Paging } from './paging.ts'
import { id, moment, money, readRows } from './rows.ts'

const row = z
  .object({
    id,
    store: z.string(),
    connection: z.string(),
    connection_name: z.string(),
    number: z.string(),
    state: z.enum(TRANSFER_STATES),
    reason: z.string(),
    erp_number: z.string().nullable(),
    total: money.nullable(),
    currency: z.string().nullable(),
    heard_at: moment,
    updated_at: moment,
  })
  .transform(({ connection_name, erp_number, heard_at, updated_at, ...rest }) => ({
    ...rest,
    connectionName: connection_name,
    erpNumber: erp_number ?? undefined,
    heardAt: heard_at,
    updatedAt: updated_at,
  }))
/** An order of another system than the shop, on its way into the ERP. */
export type TransferListed = z.infer<typeof row>

const PER_PAGE = 50

export interface TransfersWanted {
  readonly stores: readonly string[]
  readonly state?: TransferState | undefined
  /** The number there or in the ERP, from its beginning; absent or "": all of them. */
  readonly search?: string
  readonly paging: Paging
}

/** Newest first. */
export async function listTransfers(
  ctx: Pick<FlowContext, 'db'>,
  { stores, state, search = '', paging }: TransfersWanted,
): Promise<Page<TransferListed>> {
  const words = `${search.replace(/[\\%_]/g, '\\$&')}%`
  const found = await readRows(
    ctx.db,
    row,
    sql`select t.id, t.store, t.connection, c.name as connection_name, t.number, t.state, t.reason, t.erp_number,
        t.canonical ->> 'grandTotal' as total, t.canonical ->> 'currency' as currency, t.heard_at, t.updated_at
      from transfers t join connections c on c.code = t.connection
      where t.store = any(${sql.param([...stores])}::text[])
        ${state === undefined ? sql`` : sql`and t.state = ${state}`}
        ${search === '' ? sql`` : sql`and (t.number ilike ${words} or t.erp_number ilike ${words})`}
        ${beyond(paging, sql`t.heard_at`, sql`t.id`)}
      ${inOrder(paging, sql`t.heard_at`, sql`t.id`)} limit ${PER_PAGE + 1}`,
  )
  return cutPage(found, PER_PAGE, paging, r => ({ at: r.heardAt, id: r.id }))
}

const countRow = z.object({ state: z.enum(TRANSFER_STATES), count: z.coerce.number() })

/** How many are not over, by state. */
export async function countOpenTransfers(
  ctx: Pick<FlowContext, 'db'>,
  stores: readonly string[],
): Promise<ReadonlyMap<TransferState, number>> {
  const rows = await readRows(
    ctx.db,
    countRow,
    sql`select t.state, count(*) from connections c join transfers t on t.connection = c.code
      where c.store = any(${sql.param([...stores])}::text[]) and t.state in ('heard', 'planned', 'written', 'held')
      group by t.state`,
  )
  return new Map(rows.map(({ state, count }) => [state, count]))
}
