import type { connections } from '../../db/schema/stores.ts'
import { connectionPolicies } from '../../domain/settings.ts'
import { isMap } from '../../domain/settings-places.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import { EVERY_STORE } from '../audit/write-audit.ts'
import { type Address, addressesIn } from '../config/addresses.ts'
import { kindOf } from '../config/clients.ts'
import { openStored } from '../config/open-stored.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'

type Row = typeof connections.$inferSelect

/** By name; what is empty is left as it is. */
export type EnteredSecrets = Readonly<Record<string, string>>

/** The stored secrets with the entered ones in their places. Ask `secretsToEnter` first. */
export const withEntered = (
  ctx: FlowContext,
  row: Row,
  entered: EnteredSecrets,
): Readonly<Record<string, unknown>> => ({
  ...storedSecrets(ctx, row),
  ...Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== '')),
})

export interface SecretsToEnter {
  /** "https://erp.example": servers that would get credentials, and do not get them now. */
  readonly servers: readonly string[]
  /** What would be sent there; empty: there are no such servers, or nothing is secret. */
  readonly names: readonly string[]
}

/**
 * What has to be entered anew before these settings can be the connection's, besides what is entered already. Whichever way
 * settings come in: nobody sends a password that they do not know to a server of their own choice, nor calls a private one
 * of everybody's.
 * @throws RoleMissing
 */
export function secretsToEnter(
  ctx: FlowContext,
  row: Row,
  settings: unknown,
  entered: EnteredSecrets = {},
): SecretsToEnter {
  const kind = kindOf(row)
  const servers = newServers(kind, row.settings, settings)
  if (servers.any.length > 0 && connectionPolicies.parse(row.policies).allowPrivateNetwork)
    requireRole(ctx, 'configure', EVERY_STORE)
  if (servers.withCredentials.length === 0) return { servers: [], names: [] }
  const isNamedByText = kind.start === undefined || kind.start.text !== undefined
  const names = isNamedByText ? Object.keys(storedSecrets(ctx, row)) : kind.start.secrets.map(({ of }) => of)
  return { servers: servers.withCredentials, names: names.filter(name => (entered[name] ?? '') === '') }
}

/** A server that gave files only gets no credentials either, before somebody enters them. */
function newServers({ withoutCredentials = [] }: ConnectorKind, now: unknown, later: unknown) {
  const origins = (settings: unknown, isAsked: (address: Address) => boolean) => [
    ...new Set(addressesIn(settings).flatMap(address => (isAsked(address) ? [address.url.origin] : []))),
  ]
  const all = () => true
  const trusted = ({ path: [part] }: Address) => !withoutCredentials.includes(String(part))
  const known = { any: origins(now, all), withCredentials: origins(now, trusted) }
  return {
    any: origins(later, all).filter(origin => !known.any.includes(origin)),
    withCredentials: origins(later, trusted).filter(origin => !known.withCredentials.includes(origin)),
  }
}

export function storedSecrets(ctx: FlowContext, row: Row): Readonly<Record<string, unknown>> {
  const opened = openStored(ctx.box, `connection:${row.code}`, row.secrets)
  return isMap(opened) ? opened : {}
}
