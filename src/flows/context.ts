import type { Keep } from '../config.ts'
import type { Database } from '../db/client.ts'
import type { SecretBox } from '../db/secret-box.ts'
import type { Mailer } from '../documents/mailer.ts'
import type { ErpConnector } from '../erp/connector.ts'
import type { Magento } from '../magento/contract.ts'
import type { Log } from '../ops/log.ts'
import type { Telemetry } from '../ops/telemetry.ts'
import type { KafkaClient } from '../outbound/kafka.ts'
import type { Pressure } from '../outbound/pressure.ts'
import type { ConnectionSetup, StoreSetup } from './config/read-setup.ts'

/** Who does it. Never taken from input: each door sets its own. */
export type Actor =
  | {
      readonly kind: 'admin_user'
      readonly id: string
      readonly name: string
      readonly roles: readonly Role[]
      /** Codes of the stores that the person may act on; absent: all of them. */
      readonly stores?: readonly string[]
    }
  | { readonly kind: 'erp_callback'; readonly connection: string }
  | { readonly kind: 'magento_event'; readonly source: string }
  | { readonly kind: 'job'; readonly task: string }
  | { readonly kind: 'cli'; readonly user: string }

export type Role = 'view' | 'operate' | 'configure'

export interface Clock {
  now(): Date
}

/** What a flow works with. Time, randomness and the outside world are handed in. */
export interface FlowContext {
  readonly db: Database
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly log: Log
  readonly actor: Actor
  readonly box: SecretBox
  /** The far sides, made from the settings in the database and kept until those change. */
  readonly remotes: Remotes
  /** Where Magento and the ERP reach us; undefined when that is not known. */
  readonly publicUrl: string | undefined
  /** This process calls neither stores nor ERPs (Cloudflare): what needs them is left to the workers. */
  readonly webOnly?: true
  /** How long what is old is kept; absent: KEEP_BY_DEFAULT. */
  readonly keep?: Keep
  /** A title that a flow wrote down in English, as a reader of this locale reads it; absent: as it was written. */
  readonly titleIn?: (locale: string, title: string) => string
  /** Who watches from outside; absent: nobody. */
  readonly telemetry?: Telemetry
  /** Called after commits that make work due, so that workers do not wait for their next look. */
  readonly wake: () => void
}

export interface Remotes {
  /** Calls at once to each of them from this process. */
  readonly pressure: Pressure
  store(code: string): Promise<StoreSetup>
  connection(code: string): Promise<ConnectionSetup>
  connectionsOf(store: string): Promise<readonly ConnectionSetup[]>
  magento(store: string): Promise<Magento>
  erp(connection: string): Promise<ErpConnector>
  /** The connector of settings that are not stored, under the rules that hold for all others. Whoever asks closes it. */
  erpOf(connection: ConnectionSetup): ErpConnector
  mailer(): Promise<Mailer>
  /** undefined where the store's settings name no Kafka. */
  kafka(store: string): Promise<KafkaClient | undefined>
  /** Looks for changed settings now instead of at the next call a second later. */
  refresh(): Promise<void>
}

/** Who did it, for stories and audit: a name, never an address. */
export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'admin_user':
      return actor.name
    case 'erp_callback':
      return `ERP ${actor.connection}`
    case 'magento_event':
      return `Magento (${actor.source})`
    case 'job':
      return 'Orderbridge'
    case 'cli':
      return `${actor.user} (command line)`
  }
}

/** Runs in one transaction; joins the one that ctx is in already. */
export const inTransaction = <T>(ctx: FlowContext, work: (ctx: FlowContext) => Promise<T>): Promise<T> =>
  ctx.db.transaction(tx => work({ ...ctx, db: tx }))
