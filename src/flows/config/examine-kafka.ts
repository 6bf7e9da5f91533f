import type { Finding } from '../../domain/finding.ts'
import type { FlowContext } from '../context.ts'

/** Whether the brokers of a store answer, and whether its topics are there. Nothing where no Kafka is configured. */
export async function examineKafka(ctx: Pick<FlowContext, 'remotes'>, store: string): Promise<readonly Finding[]> {
  const { settings } = await ctx.remotes.store(store)
  const client = await ctx.remotes.kafka(store)
  const { kafka } = settings
  if (!client || !kafka) return []
  try {
    const { from, to } = kafka
    const topics = await client.readTopics([...from, ...(to ? [to] : [])].map(({ topic }) => topic))
    return topics.map(
      ({ topic, partitions }): Finding =>
        partitions > 0
          ? { check: 'kafka topic', ok: true, detail: `${topic}, partitions: ${partitions}` }
          : {
              check: 'kafka topic',
              ok: false,
              detail: `${topic} is not there, or our user may not see it`,
              remedy: 'Create the topic, or let the user see it, or correct its name in kafka of the store',
            },
    )
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return [
      {
        check: 'kafka brokers',
        ok: false,
        detail: `${kafka.brokers.join(', ')}: ${words}`,
        remedy: words.includes('is a private or reserved address')
          ? 'Set kafka.allowPrivateNetwork of the store to true, where its brokers stand in a private network'
          : 'Check brokers, tls and kafkaLogin of the store; what happens meanwhile is found by polling',
      },
    ]
  }
}
