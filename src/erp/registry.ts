import { UserError } from '../domain/errors.ts'
import type { ErpConnector } from './connector.ts'
import type { ConnectorKind, ConnectorOptions } from './connector-kind.ts'
import { httpFlow } from './http-flow/kind.ts'
import { icenter } from './icenter/kind.ts'
import { sapB1 } from './sap-b1/kind.ts'

/** Every kind of ERP that this version can speak to. */
export const connectorKinds: readonly ConnectorKind[] = [sapB1, icenter, httpFlow]

/** @throws UserError for an unknown kind, and for settings or secrets that do not fit it. */
export function createConnector(kind: string, options: ConnectorOptions): ErpConnector {
  const found = connectorKinds.find(candidate => candidate.kind === kind)
  if (found) return found.create(options)
  const known = connectorKinds.map(candidate => candidate.kind).join(', ')
  throw new UserError(`Connection ${options.connection} is of kind "${kind}". This version knows: ${known}.`)
}
