import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import type { SecretBox } from '../../db/secret-box.ts'
import { createMailer, type Mailer } from '../../documents/mailer.ts'
import { UserError } from '../../domain/errors.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { Magento } from '../../magento/contract.ts'
import type { KafkaClient } from '../../outbound/kafka.ts'
import { createPressure } from '../../outbound/pressure.ts'
import type { Remotes } from '../context.ts'
import { type ClientOptions, connectorOf, kafkaOf, magentoOf } from './clients.ts'
import { type ConnectionSetup, readSetup, type Setup, type StoreSetup, type Unusable } from './read-setup.ts'

export interface RemotesOptions extends Omit<ClientOptions, 'pressure'> {
  readonly db: Database
  readonly box: SecretBox
}

export interface LiveRemotes extends Remotes {
  /** Logs out everywhere. The remotes are of no use afterwards. */
  close(): Promise<void>
}

/** There is no store or connection of that code; a wrong setting of one that is there is another UserError. */
export class NotConfigured extends UserError {}

/** A change of settings is seen by every process within this time. */
const CHECK_MS = 1000

/**
 * The far sides as the database configures them. Clients are kept until the settings they were made from change; each
 * may call only the addresses that its own settings name.
 */
export function createRemotes(remotesOptions: RemotesOptions): LiveRemotes {
  const pressure = createPressure()
  const options = { ...remotesOptions, pressure }
  const { db, box, clock } = options
  const magentos = createCache<Magento>(async () => {})
  const connectors = createCache<ErpConnector>(connector => connector.close())
  const mailers = createCache<Mailer>(async mailer => mailer.close())
  const kafkas = createCache<KafkaClient | undefined>(async client => client?.close())
  let known: { readonly setup: Setup; readonly fingerprint: string } | undefined
  let checkedAt = Number.NEGATIVE_INFINITY
  let checking: Promise<Setup> | undefined

  const check = async (): Promise<Setup> => {
    const fingerprint = await fingerprintOf(db)
    if (known?.fingerprint !== fingerprint) {
      const setup = await readSetup(db, box)
      known = { setup, fingerprint }
      magentos.keepOnly(setup.stores.map(keyOf))
      kafkas.keepOnly(setup.stores.map(keyOf))
      // Not awaited: a log-out at a slow ERP must not hold up calls with the new settings.
      connectors.keepOnly(setup.connections.map(keyOf))
      mailers.keepOnly(setup.smtp ? [JSON.stringify(setup.smtp)] : [])
    }
    checkedAt = clock.now().getTime()
    return known.setup
  }
  const refresh = (): Promise<Setup> => {
    checking ??= check().finally(() => {
      checking = undefined
    })
    return checking
  }
  const setup = async (): Promise<Setup> => {
    const age = Math.abs(clock.now().getTime() - checkedAt)
    return known && age < CHECK_MS ? known.setup : refresh()
  }
  const store = async (code: string) => find(await setup(), 'store', code)
  const connection = async (code: string) => find(await setup(), 'connection', code)

  return {
    pressure,
    store,
    connection,
    connectionsOf: async code => {
      const { connections, unusable } = await setup()
      // Without it an order would look as if it had fewer connections than it has.
      refuseUnusable(unusable.find(broken => broken.store === code))
      return connections.filter(row => row.store === code)
    },
    magento: async code => {
      const row = await store(code)
      return magentos.get(keyOf(row), () => magentoOf(row, options))
    },
    erp: async code => {
      const row = await connection(code)
      return connectors.get(keyOf(row), () => connectorOf(row, options))
    },
    // Of no connection that there is: its calls are counted for none.
    erpOf: draft => connectorOf(draft, { ...options, pressure: createPressure() }),
    mailer: async () => {
      const { smtp, unusable } = await setup()
      refuseUnusable(unusable.find(broken => broken.kind === 'mail server'))
      if (!smtp) throw new UserError('No mail server is configured. Add smtp: to the configuration file and apply it.')
      return mailers.get(JSON.stringify(smtp), () => createMailer(smtp, { clock }))
    },
    kafka: async code => {
      const row = await store(code)
      return kafkas.get(keyOf(row), () => kafkaOf(row, options))
    },
    refresh: async () => {
      await checking?.catch(() => {}) // it may have read before the change that the caller wants to see
      await refresh()
    },
    close: async () => {
      await Promise.all([connectors.keepOnly([]), mailers.keepOnly([]), kafkas.keepOnly([])])
    },
  }
}

const keyOf = (row: StoreSetup | ConnectionSetup) => `${row.code}:${row.revision}`

interface Found {
  readonly store: StoreSetup
  readonly connection: ConnectionSetup
}

function find<K extends keyof Found>(setup: Setup, kind: K, code: string): Found[K] {
  refuseUnusable(setup.unusable.find(broken => broken.kind === kind && broken.code === code))
  const rows: { readonly [kind in keyof Found]: readonly Found[kind][] } = {
    store: setup.stores,
    connection: setup.connections,
  }
  const row = rows[kind].find(candidate => candidate.code === code)
  if (row) return row
  const known = rows[kind].map(candidate => candidate.code).join(', ') || 'none'
  throw new NotConfigured(`There is no ${kind} "${code}". Configured: ${known}.`)
}

function refuseUnusable(broken: Unusable | undefined): void {
  if (broken) throw new UserError(broken.reason)
}

/** Clients by key; `keepOnly` closes the others. A client that cannot log out is dropped all the same. */
function createCache<T>(close: (client: T) => Promise<void>) {
  const live = new Map<string, T>()
  return {
    get(key: string, make: () => T): T {
      const client = live.get(key) ?? make()
      live.set(key, client)
      return client
    },
    async keepOnly(keys: readonly string[]): Promise<void> {
      const old = [...live].filter(([key]) => !keys.includes(key))
      for (const [key] of old) live.delete(key)
      await Promise.allSettled(old.map(([, client]) => close(client)))
    },
  }
}

const fingerprintRow = z.object({ fingerprint: z.string().nullable() })

/** Changes whenever something of the setup does. Pauses and store views do not count as revisions, mail has none. */
async function fingerprintOf(db: Database): Promise<string> {
  const rows = await db.execute(sql`
    select md5(string_agg(part, ',' order by part)) as fingerprint from (
      select concat_ws(' ', 'store', code, revision, paused_at is null) as part from stores
      union all
      select concat_ws(' ', 'connection', code, store, revision, paused_at is null) from connections
      union all
      select concat_ws(' ', 'view', store, view_id, code, locale, timezone) from store_views
      union all
      select concat_ws(' ', 'mail', md5(smtp)) from installation
    ) as parts`)
  return fingerprintRow.parse(rows[0]).fingerprint ?? ''
}
