import { UserError } from '../../domain/errors.ts'
import { type Mappings, type MappingTable, mappingsOf } from '../../domain/mapping-hints.ts'
import { kindOf } from '../config/clients.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'

/** "warehouses.views": as it stands in the configuration file. */
export const tableId = ({ path }: Pick<MappingTable, 'path'>): string => path.join('.')

/** What the connection's kind says about its mapping. */
export const mappingOfConnection = (connection: ConnectionSetup): Mappings =>
  mappingsOf(kindOf(connection).settingsSchema)

/** @throws UserError when the connection has no such table. */
export function tableOf(connection: ConnectionSetup, id: string): { readonly table: MappingTable } & Mappings {
  const mappings = mappingOfConnection(connection)
  const table = mappings.tables.find(candidate => tableId(candidate) === id)
  if (!table) throw new UserError(`Connection ${connection.code} has no mapping "${id}".`)
  // A setting of its own is shown once, beside the first table of its codes.
  const first = mappings.tables.find(({ of }) => of === table.of)
  return { table, tables: mappings.tables, lone: first === table ? mappings.lone : [] }
}
