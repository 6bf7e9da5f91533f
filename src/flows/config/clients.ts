import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import { connectorKinds as allKinds } from '../../erp/registry.ts'
import { createMagento } from '../../magento/client.ts'
import type { Magento } from '../../magento/contract.ts'
import type { createKafka, KafkaClient } from '../../outbound/kafka.ts'
import type { Call, Pressure } from '../../outbound/pressure.ts'
import { createSend as createHttpSend, type Exchange } from '../../outbound/send.ts'
import type { Clock } from '../context.ts'
import { erpSide, magentoSide } from '../pressure/far-side.ts'
import { addressesIn } from './addresses.ts'
import type { ConnectionSetup, StoreSetup } from './read-setup.ts'

export interface ClientOptions {
  readonly clock: Clock
  readonly random: () => number
  readonly onExchange?: (exchange: Exchange) => void
  /** Told what scripts of a connection want to be in the log. */
  readonly onLog?: (text: string) => void
  /** Told of each call, and to whom it went. Must not throw. */
  readonly onCall?: (farSide: string, call: Call) => void
  /** Asked before each call; what it throws keeps the call from going out. */
  readonly beforeCall?: () => Promise<void>
  /** Calls at once to each far side are counted here, over all clients that it ever had. */
  readonly pressure: Pressure
  readonly createSend?: typeof createHttpSend
  /** Absent where there are no sockets (Cloudflare). */
  readonly createKafka?: typeof createKafka
  readonly connectorKinds?: readonly ConnectorKind[]
}

function throughGate({ pressure, onCall }: ClientOptions, key: string, max: number) {
  const side = pressure.side(key, max)
  const told = (call: Call) => {
    side.observe(call)
    onCall?.(key, call)
  }
  return { gate: side.gate, onCall: told }
}

/** The client of a store; it may call the store's own address only. */
export function magentoOf(store: StoreSetup, options: ClientOptions): Magento {
  const { settings } = store
  const send = (options.createSend ?? createHttpSend)({
    allow: allowOnly(settings.url),
    allowPrivateNetwork: settings.allowPrivateNetwork,
    ...throughGate(options, magentoSide(store.code), settings.maxConcurrentCalls),
    clock: options.clock,
    ...(options.onExchange && { onExchange: options.onExchange }),
    ...(options.beforeCall && { beforeCall: options.beforeCall }),
  })
  const { clock, random } = options
  return createMagento({ store: store.code, baseUrl: settings.url, auth: store.secrets.auth, send, clock, random })
}

/** The Kafka of a store, if it names one. */
export function kafkaOf(
  { settings, secrets }: StoreSetup,
  { createKafka }: Pick<ClientOptions, 'createKafka'>,
): KafkaClient | undefined {
  if (!settings.kafka || !createKafka) return undefined
  return createKafka({ ...settings.kafka, login: secrets.kafkaLogin })
}

/** The trust settings that a connector may have, under these names: PEM, and SHA-256 of the certificate in hex. */
const trust = z.object({ ca: z.string().optional(), pin: z.string().optional() })

/** The connector of a connection; it may call the addresses that its settings name. @throws UserError for an unknown kind. */
export function connectorOf(connection: ConnectionSetup, options: ClientOptions): ErpConnector {
  const { code, settings, secrets, policies } = connection
  const kind = kindOf(connection, options.connectorKinds)
  const { ca, pin } = trust.parse(settings)
  const send = (options.createSend ?? createHttpSend)({
    allow: allowOnly(settings),
    allowPrivateNetwork: policies.allowPrivateNetwork,
    ...throughGate(options, erpSide(code), policies.maxConcurrentCalls),
    clock: options.clock,
    ...(ca !== undefined && { ca }),
    ...(pin !== undefined && { pinnedSha256: pin }),
    ...(kind.otherCharset !== undefined && { otherCharset: kind.otherCharset }),
    ...(options.onExchange && { onExchange: options.onExchange }),
    ...(options.beforeCall && { beforeCall: options.beforeCall }),
  })
  const { clock, random, onLog } = options
  return kind.create({ connection: code, settings, secrets, send, clock, random, ...(onLog && { log: onLog }) })
}

/** @throws UserError when this version does not have the connection's kind. */
export function kindOf(
  connection: Pick<ConnectionSetup, 'code' | 'kind'>,
  kinds: readonly ConnectorKind[] = allKinds,
): ConnectorKind {
  const found = kinds.find(candidate => candidate.kind === connection.kind)
  if (found) return found
  throw new UserError(
    `Connection ${connection.code} is of kind "${connection.kind}", which this version does not have.`,
  )
}

function allowOnly(settings: unknown): (url: URL) => boolean {
  const origins = new Set(addressesIn(settings).map(({ url }) => url.origin))
  return url => origins.has(url.origin)
}
