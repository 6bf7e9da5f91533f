import type { Kafka, Producer } from 'kafkajs'
import { disconnectSoon } from './disconnect-soon.ts'
import { kafkaError } from './kafka-errors.ts'
import { loadKafka } from './load-kafka.ts'

/** Where a record came to stand. */
export interface Written {
  readonly partition: number
  readonly offset?: string
}

export interface KafkaWriter {
  /** Resolves when all replicas in sync have it. @throws RemoteError */
  write(topic: string, record: { readonly key: string; readonly value: string }): Promise<Written>
  /** Ends what is kept open for writing. */
  close(): Promise<void>
}

const ALL_IN_SYNC = -1
const HEADERS = { 'content-type': 'application/cloudevents+json; charset=UTF-8' }

/** Keeps one connection for all that is written; a record that failed lets the library look for the partition's leader anew. */
export function createWriter(open: () => Promise<Kafka>): KafkaWriter {
  let connecting: Promise<Producer> | undefined
  const connect = () => {
    connecting ??= open().then(connectProducer)
    // The next one begins anew.
    connecting.catch(() => {
      connecting = undefined
    })
    return connecting
  }
  return {
    async write(topic, { key, value }) {
      const producer = await connect().catch((error: unknown) => {
        throw kafkaError(error, false)
      })
      const sent = producer.send({ topic, acks: ALL_IN_SYNC, messages: [{ key, value, headers: HEADERS }] })
      const [written] = await sent.catch((error: unknown) => {
        throw kafkaError(error, true)
      })
      const { partition = 0, baseOffset } = written ?? {}
      return { partition, ...(baseOffset !== undefined && { offset: baseOffset }) }
    },
    async close() {
      const producer = await connecting?.catch(() => undefined)
      connecting = undefined
      if (producer) await disconnectSoon(producer)
    },
  }
}

async function connectProducer(kafka: Kafka): Promise<Producer> {
  const { Partitioners } = await loadKafka()
  // Named, because others who write the same keys have to come to the same partitions: as Java's client does.
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false })
  await producer.connect()
  return producer
}
