import type { Sql } from '../../db/client.ts'

/** A webhook's body as it came in, verified but not yet read. */
export interface Delivery {
  readonly store: string
  readonly source: 'module' | 'async_events' | 'adobe_io'
  /** The same delivery sent again has the same key. */
  readonly dedupeKey: string
  readonly eventType: string
  readonly body: Uint8Array
}

export interface DeliveryWriter {
  /** Resolves when the delivery is committed, or was before. @throws when it could not be stored: answer 503. */
  store(delivery: Delivery): Promise<void>
}

const LANES = 2
const MAX_GROUP = 200

interface Waiting {
  readonly delivery: Delivery
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Many requests share one commit: while a lane writes, the next group gathers. One statement carries all bodies as one
 * concatenated bytea with offsets, which measured 3.5 times faster than one INSERT a request (docs/adr/0004).
 */
export function createDeliveryWriter(sql: Sql, clock: { now(): Date }, onStored: () => void): DeliveryWriter {
  const queue: Waiting[] = []
  let busyLanes = 0

  async function runLane(): Promise<void> {
    busyLanes += 1
    while (queue.length > 0) {
      const group = queue.splice(0, MAX_GROUP)
      try {
        await insert(
          sql,
          group.map(entry => entry.delivery),
          clock.now(),
        )
        for (const entry of group) entry.resolve()
        onStored()
      } catch (error) {
        for (const entry of group) entry.reject(error)
      }
    }
    busyLanes -= 1
  }

  return {
    store: delivery =>
      new Promise((resolve, reject) => {
        queue.push({ delivery, resolve, reject })
        if (busyLanes < LANES) queueMicrotask(() => busyLanes < LANES && queue.length > 0 && void runLane())
      }),
  }
}

async function insert(sql: Sql, group: readonly Delivery[], now: Date): Promise<void> {
  let at = 1
  const starts = group.map(({ body }) => {
    const start = at
    at += body.length
    return start
  })
  const of = (pick: (delivery: Delivery) => string) => group.map(pick)
  await sql`
    insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
    select d.store, d.source, d.key, 'delivery', '', d.type, substring(${Buffer.concat(group.map(({ body }) => body))}::bytea from d.start for d.size), ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    from unnest(
      ${of(d => d.store)}::text[], ${of(d => d.source)}::text[], ${of(d => `${d.source}:${d.dedupeKey}`)}::text[], ${of(d => d.eventType)}::text[],
      ${starts}::int[], ${group.map(({ body }) => body.length)}::int[]) as d(store, source, key, type, start, size)
    on conflict (store, dedupe_key) do nothing`
}
