import { type OutboxRow, outboxChange, type Shop } from './shop.ts'

export interface OutboxQueue {
  add(rows: readonly OutboxRow[]): void
  /** The oldest events that are neither sent nor dead. */
  waiting(limit: number): OutboxRow[]
  /** Keeps what a push changed in these rows. */
  save(rows: readonly OutboxRow[]): void
  /** Events after a sequence, for the pull. */
  after(sequence: number, limit: number): { events: unknown[]; last_sequence: number }
  status(): { pending: number; dead: number; last_sequence: number; oldest_pending_at: string | null }
}

/**
 * The outbox table as the relay sees it. An event gets its number here, after its commit, without gaps: a number given
 * inside the transaction would let a reader that has seen 8 miss a 7 that commits later.
 */
export function createOutboxQueue(shop: Shop): OutboxQueue {
  const rows = shop.journal.list<OutboxRow>('outbox').sort((a, b) => a.row - b.row)
  let open = rows.filter(row => row.outcome === undefined)
  const lastSequence = () => shop.journal.get<number>('sequences', 'outbox_sequence') ?? 0

  const giveNumbers = (): void => {
    const fresh = open.filter(row => row.sequence === undefined)
    if (fresh.length === 0) return
    let sequence = lastSequence()
    for (const row of fresh) row.sequence = ++sequence
    const counter = { collection: 'sequences', key: 'outbox_sequence', value: sequence }
    shop.journal.commit([...fresh.map(outboxChange), counter])
  }

  giveNumbers()
  return {
    add(fresh) {
      rows.push(...fresh)
      open.push(...fresh)
      giveNumbers()
    },
    waiting: limit => open.slice(0, limit),
    save(changed) {
      shop.journal.commit(changed.map(outboxChange))
      open = open.filter(row => row.outcome === undefined)
    },
    after(sequence, limit) {
      // Numbers have no gaps, so the event with number n is at place n - 1.
      return { events: rows.slice(sequence, sequence + limit).map(toEvent), last_sequence: lastSequence() }
    },
    status: () => ({
      pending: open.length,
      dead: rows.filter(row => row.outcome === 'dead').length,
      last_sequence: lastSequence(),
      oldest_pending_at: open[0]?.occurred_at ?? null,
    }),
  }
}

/** The event as the contract shows it, without the relay's own columns. */
export function toEvent(row: OutboxRow): Record<string, unknown> {
  const { id, sequence, type, entity_type, entity_id, increment_id, store_id, state, status, occurred_at } = row
  return { id, sequence, type, entity_type, entity_id, increment_id, store_id, state, status, occurred_at }
}
