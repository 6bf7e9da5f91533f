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
/** Together; a single larger body goes alone. */
const MAX_GROUP_BYTES = 8 * 1024 * 1024

interface Waiting {
  readonly delivery: Delivery
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Many requests share one commit: while a lane writes, the next group gathers. One statement carries all bodies as one
 * text of base64: the driver writes bytea as hex and looks at every character of array elements, which costs twice as
 * much of our time (docs/benchmarks.md).
 */
export function createDeliveryWriter(sql: Sql, clock: { now(): Date }, onStored: () => void): DeliveryWriter {
  const queue: Waiting[] = []
  let busyLanes = 0

  async function runLane(): Promise<void> {
    busyLanes += 1
    while (queue.length > 0) {
      const group = queue.splice(0, groupSize(queue))
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

/** How many from the front make one statement: at least one. */
function groupSize(queue: readonly Waiting[]): number {
  let bytes = 0
  const tooMuch = queue.slice(0, MAX_GROUP).findIndex(({ delivery }, index) => {
    bytes += delivery.body.length
    return index > 0 && bytes > MAX_GROUP_BYTES
  })
  return tooMuch < 0 ? MAX_GROUP : tooMuch
}

/** The key is written with the message, in one statement: either both are there or none. */
async function insert(sql: Sql, group: readonly Delivery[], now: Date): Promise<void> {
  const known = new Map<string, Delivery>()
  for (const delivery of group) {
    const name = JSON.stringify([delivery.store, keyOf(delivery)])
    if (!known.has(name)) known.set(name, delivery)
  }
  const of = (pick: (delivery: Delivery) => string) => Array.from(known.values(), pick)
  const moment = now.toISOString()
  await sql`
    with heard as materialized (
      select * from unnest(
        ${of(d => d.store)}::text[], ${of(d => d.source)}::text[], ${of(keyOf)}::text[], ${of(d => d.eventType)}::text[],
        string_to_array(${of(d => base64Of(d.body)).join(',')}::text, ',')) as d(store, source, key, type, body)),
    fresh as (
      insert into inbox_keys (store, dedupe_key, received_at)
      select store, key, ${moment}::timestamptz from heard on conflict do nothing returning store, dedupe_key as key)
    insert into inbox (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
    select store, source, key, 'delivery', '', type, decode(body, 'base64'), ${moment}::timestamptz, ${moment}::timestamptz
    from heard join fresh using (store, key)`
}

const keyOf = ({ source, dedupeKey }: Delivery): string => `${source}:${dedupeKey}`

const base64Of = (body: Uint8Array): string =>
  Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64')
