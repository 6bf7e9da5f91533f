import type { MagentoCode, MappingTable } from '../../domain/mapping-hints.ts'
import type { ErpCode } from '../../erp/connector.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { readVersion } from '../version/read-version.ts'
import { ensureFirstVersion } from '../version/remember-version.ts'
import { type CodesInUse, codesInUse } from './codes-in-use.ts'
import { listErpCodes } from './list-erp-codes.ts'
import { type KnownCodes, knownToMagento } from './magento-codes.ts'
import { mappingOfConnection, tableId, tableOf } from './mapping-of.ts'
import { type LoneValue, loneOf, type MappingRow, rowsOf } from './mapping-rows.ts'
import { waitingForCodes } from './waiting-for-codes.ts'

/** One table of the mapping, without what the ERP would have to be asked for. */
export interface TableOverview {
  readonly id: string
  readonly table: MappingTable
  readonly rows: readonly MappingRow[]
  readonly lone: readonly LoneValue[]
  /** Orders that wait for it. */
  readonly waiting: number
}

export interface MappingOverview {
  readonly connection: string
  readonly name: string
  readonly store: string
  /** Of the settings that are shown. */
  readonly version: number
  readonly tables: readonly TableOverview[]
  readonly inUse: Pick<CodesInUse, 'orders' | 'days'>
}

/** Every table of a connection's mapping: the ones that orders wait for come first. Asks nobody. */
export async function readMappings(ctx: FlowContext, code: string): Promise<MappingOverview> {
  const connection = await ctx.remotes.connection(code)
  requireRole(ctx, 'view', connection.store)
  const known = await everythingKnown(ctx, connection)
  const tables = mappingOfConnection(connection).tables.map(table => overviewOf(connection, tableId(table), known, {}))
  const { name, store } = connection
  return {
    connection: code,
    name,
    store,
    version: known.version,
    tables: tables.toSorted((a, b) => b.waiting - a.waiting),
    inUse: known.inUse,
  }
}

export interface MappingTablePage extends TableOverview {
  readonly connection: string
  readonly name: string
  readonly version: number
  readonly inUse: Pick<CodesInUse, 'orders' | 'days'>
  /** What Magento calls the codes. */
  readonly names: ReadonlyMap<string, string>
  /** What may be chosen, by list. */
  readonly erpCodes: ReadonlyMap<string, readonly ErpCode[]>
  /** Why the ERP could not be asked. */
  readonly failure: string | undefined
}

/** One table with the codes of both sides. The ERP and Magento are asked, and not waited for longer than a moment. */
export async function readMappingTable(
  ctx: FlowContext,
  input: { readonly connection: string; readonly table: string },
): Promise<MappingTablePage> {
  const connection = await ctx.remotes.connection(input.connection)
  requireRole(ctx, 'view', connection.store)
  const { table, lone } = tableOf(connection, input.table)
  const lists = [...table.fields, ...lone.filter(({ beside }) => beside.of === table.of)].flatMap(
    ({ list }) => list ?? [],
  )
  const [known, { lists: erpCodes, failure }, magento] = await Promise.all([
    everythingKnown(ctx, connection),
    listErpCodes(ctx, connection, lists),
    knownToMagento(ctx, connection.store, table.of),
  ])
  const { version, inUse } = known
  const overview = overviewOf(connection, input.table, known, { [table.of]: magento })
  return {
    ...overview,
    connection: connection.code,
    name: connection.name,
    version,
    inUse,
    names: magento,
    erpCodes,
    failure,
  }
}

async function everythingKnown(ctx: FlowContext, connection: ConnectionSetup) {
  await ensureFirstVersion(ctx, connection.code)
  const [{ version, settings }, inUse, waiting] = await Promise.all([
    readVersion(ctx, connection.code),
    codesInUse(ctx, connection.store),
    waitingForCodes(ctx, connection),
  ])
  return { version, settings, inUse, waiting }
}

function overviewOf(
  connection: ConnectionSetup,
  id: string,
  { settings, inUse, waiting }: Awaited<ReturnType<typeof everythingKnown>>,
  magento: Partial<Readonly<Record<MagentoCode, KnownCodes>>>,
): TableOverview {
  const { table, lone } = tableOf(connection, id)
  const given = {
    settings,
    lone,
    waiting,
    inUse: inUse.counts[table.of],
    known: [...(magento[table.of]?.keys() ?? [])],
  }
  const rows = rowsOf(table, given)
  const beside = loneOf(table, given)
  const sum = [...rows, ...beside].reduce((total, one) => total + one.waiting, 0)
  return { id, table, rows, lone: beside, waiting: sum }
}
