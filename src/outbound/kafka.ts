import type { Consumer, EachBatchPayload, Kafka, KafkaMessage, SASLOptions } from 'kafkajs'
import type { KafkaLogin, KafkaSettings } from '../domain/kafka-settings.ts'
import { disconnectSoon } from './disconnect-soon.ts'
import { openBrokerSocket } from './kafka-socket.ts'
import { createWriter, type KafkaWriter } from './kafka-writer.ts'
import { loadKafka } from './load-kafka.ts'

export interface KafkaOptions extends Pick<KafkaSettings, 'brokers' | 'tls' | 'ca' | 'allowPrivateNetwork'> {
  readonly login: KafkaLogin | undefined
}

/** A record as Kafka keeps it. */
export interface KafkaRecord {
  readonly topic: string
  readonly partition: number
  /** A 64 bit number. */
  readonly offset: string
  /** Milliseconds. */
  readonly timestamp: string
  /** null: a tombstone. */
  readonly value: Uint8Array | null
}

export interface Subscription {
  readonly group: string
  readonly topics: readonly string[]
  readonly start: KafkaSettings['start']
  /** What it resolves for counts as read: the offset is committed after it. */
  readonly take: (records: readonly KafkaRecord[]) => Promise<void>
}

export interface TopicState {
  readonly topic: string
  /** 0: there is no such topic, or we may not see it. */
  readonly partitions: number
}

export interface KafkaClient extends KafkaWriter {
  /** Reads until the signal stops it. @throws Error when brokers are away, refuse us, or take fails repeatedly. */
  consume(subscription: Subscription, signal: AbortSignal): Promise<void>
  /** @throws Error when no broker answers. */
  readTopics(topics: readonly string[]): Promise<readonly TopicState[]>
}

const CONNECT_TIMEOUT_MS = 5_000
/** Within one attempt; whoever uses the client begins anew after a pause. */
const RETRY = { retries: 3, initialRetryTime: 300 }
/** A worker that died keeps its partitions for so long; one that writes 200 records needs milliseconds. */
const SESSION_MS = 12_000
/** What comes is answered at once. Who stops waits for so long. */
const LONGEST_POLL_MS = 1_000
/** Records taken together: one commit of the database for them. */
const MOST_TOGETHER = 200
const MOST_BYTES = 8 * 1024 * 1024

/** Brokers of one store. Connects to nobody before it is used, and loads the library only then. */
export function createKafka(options: KafkaOptions): KafkaClient {
  let opened: Promise<Kafka> | undefined
  const open = () => {
    opened ??= openKafka(options)
    return opened
  }
  return {
    ...createWriter(open),
    async consume(subscription, signal) {
      const consumer = (await open()).consumer({
        groupId: subscription.group,
        allowAutoTopicCreation: false,
        maxBytes: MOST_BYTES,
        sessionTimeout: SESSION_MS,
        maxWaitTimeInMs: LONGEST_POLL_MS,
        // Ours begins anew after its own pause, and tells what happened.
        retry: { ...RETRY, restartOnFailure: async () => false },
      })
      await readUntil(consumer, subscription, signal)
    },
    async readTopics(topics) {
      const admin = (await open()).admin({ retry: RETRY })
      try {
        await admin.connect()
        const existing = new Set(await admin.listTopics())
        const known = topics.filter(topic => existing.has(topic))
        const { topics: described } = await admin.fetchTopicMetadata({ topics: known })
        return topics.map(topic => ({
          topic,
          partitions: described.find(({ name }) => name === topic && existing.has(topic))?.partitions.length ?? 0,
        }))
      } finally {
        await admin.disconnect()
      }
    },
  }
}

async function openKafka({ brokers, tls, ca, allowPrivateNetwork, login }: KafkaOptions): Promise<Kafka> {
  const { Kafka, logLevel } = await loadKafka()
  return new Kafka({
    clientId: 'orderbridge',
    brokers: [...brokers],
    ssl: tls && (ca === undefined ? true : { ca }),
    ...(login && login.mechanism !== 'none' && { sasl: saslOf(login) }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    retry: RETRY,
    socketFactory: openBrokerSocket(allowPrivateNetwork),
    // It writes to the console. What fails is thrown, and told by whoever asked for it.
    logLevel: logLevel.NOTHING,
  })
}

const saslOf = ({ mechanism, user, password }: Exclude<KafkaLogin, { mechanism: 'none' }>): SASLOptions => ({
  mechanism,
  username: user,
  password,
})

async function readUntil(consumer: Consumer, subscription: Subscription, signal: AbortSignal): Promise<void> {
  const ended = Promise.withResolvers<void>()
  consumer.on(consumer.events.CRASH, ({ payload }) => ended.reject(payload.error))
  const stop = () => ended.resolve()
  signal.addEventListener('abort', stop)
  const reading = begin(consumer, subscription, signal).then(() => ended.promise)
  try {
    await Promise.race([ended.promise, reading])
  } finally {
    signal.removeEventListener('abort', stop)
    await disconnectSoon(consumer)
    // What was still being connected is closed when it is there.
    const close = () => void consumer.disconnect().catch(() => {})
    reading.then(close, close)
  }
}

async function begin(consumer: Consumer, subscription: Subscription, signal: AbortSignal): Promise<void> {
  const { topics, start, take } = subscription
  if (!signal.aborted) await consumer.connect()
  if (!signal.aborted) await consumer.subscribe({ topics: [...topics], fromBeginning: start === 'earliest' })
  if (!signal.aborted) await consumer.run({ eachBatchAutoResolve: false, eachBatch: batch => takeBatch(batch, take) })
}

/** Offsets of what was taken are committed by the library when the batch is over, and never those of what was not. */
async function takeBatch(
  { batch, resolveOffset, heartbeat, isRunning, isStale }: EachBatchPayload,
  take: Subscription['take'],
): Promise<void> {
  for (let from = 0; from < batch.messages.length; from += MOST_TOGETHER) {
    if (!isRunning() || isStale()) return
    const some = batch.messages.slice(from, from + MOST_TOGETHER)
    await take(some.map(message => recordOf(batch.topic, batch.partition, message)))
    const last = some.at(-1)
    if (last) resolveOffset(last.offset)
    await heartbeat()
  }
}

const recordOf = (topic: string, partition: number, { offset, timestamp, value }: KafkaMessage): KafkaRecord => ({
  topic,
  partition,
  offset,
  timestamp,
  value,
})
