import { HttpFailure } from '../../domain/http.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import type { Configuration, ConnectionEntry } from './configuration-schema.ts'
import type { Mistake } from './read-yaml.ts'

interface Wish {
  readonly part: 'payments' | 'refunds' | 'catalog'
  readonly policy: readonly string[]
  readonly text: string
}

/** What is looked at of a connection, from the file or from the database. */
type Looked = Pick<ConnectionEntry, 'code' | 'settings' | 'secrets' | 'policies'>

/** Policies that ask the ERP for something that it does not do: found before the first order meets them. */
export function unmetPolicies(
  { connections }: Pick<Configuration, 'connections'>,
  kinds: readonly ConnectorKind[],
): readonly Mistake[] {
  return connections.flatMap((entry, index) => {
    const kind = kinds.find(candidate => candidate.kind === entry.kind)
    if (!kind) return []
    return unmetPoliciesOf(kind, entry).map(({ path, text }) => ({
      path: ['connections', index, 'policies', ...path],
      text,
    }))
  })
}

/** The same for the policies of one connection, by their place in them. */
export function unmetPoliciesOf(kind: ConnectorKind, connection: Looked): readonly Mistake[] {
  const wishes = wishesOf(connection.policies)
  if (wishes.length === 0) return []
  const erp = withoutCalls(kind, connection)
  return wishes
    .filter(({ part }) => !erp[part])
    .map(({ policy, text }) => ({ path: [...policy], text: `${kind.label} ${text}` }))
}

const wishesOf = ({ payments, refunds, catalog }: ConnectionEntry['policies']): readonly Wish[] => [
  ...(payments.book === 'captured'
    ? [{ part: 'payments', policy: ['payments', 'book'], text: 'takes no payments from outside: use never' } as const]
    : []),
  ...(refunds.fromMagento === 'credit_note'
    ? [
        {
          part: 'refunds',
          policy: ['refunds', 'fromMagento'],
          text: 'takes back nothing from outside: use problem',
        } as const,
      ]
    : []),
  ...(catalog.sync.length > 0
    ? [{ part: 'catalog', policy: ['catalog', 'sync'], text: 'does not tell its items: leave it empty' } as const]
    : []),
]

/** Whether the ERP tells its items, prices and stock with these settings. */
export const tellsCatalog = (kind: ConnectorKind, connection: Omit<Looked, 'policies'>): boolean =>
  withoutCalls(kind, connection).catalog !== undefined

/** The connector as these settings make it, to look at its parts. */
const withoutCalls = (kind: ConnectorKind, { code, settings, secrets }: Omit<Looked, 'policies'>): ErpConnector =>
  kind.create({
    connection: code,
    settings,
    secrets,
    send: async () => {
      throw new HttpFailure('no', 'this connector is only looked at')
    },
    clock: { now: () => new Date(0) },
    random: () => 0,
  })
