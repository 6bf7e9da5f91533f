import { createHmac } from 'node:crypto'
import { createOutboxQueue, type OutboxQueue, toEvent } from './outbox-queue.ts'
import type { OutboxRow, Shop } from './shop.ts'

export interface WebhookTarget {
  /** Base URL of the bridge. */
  readonly url: string
  /** "whsec_" and the key in base64. */
  readonly secret: string
  readonly storeCode: string
}

export interface OutboxRelay extends Pick<OutboxQueue, 'after' | 'status'> {
  /** Where events go; undefined stops pushing, the events wait. */
  setTarget(target: WebhookTarget | undefined): void
  /** One delivery pass now, backoff or not. @returns how many events were delivered. */
  deliver(): Promise<number>
  close(): Promise<void>
}

const BATCH = 100
const LONGEST_SLEEP_MS = 60_000
const LONGEST_BACKOFF_MS = 6 * 3600_000
const GIVE_UP_AFTER_MS = 7 * 86_400_000

/**
 * Pushes the committed events in order, at least once, signed as Standard Webhooks says (contracts: companion-module,
 * Events out of Magento). What it knows is in the journal, so a restart loses nothing.
 */
export function createOutboxRelay(shop: Shop, fetcher: typeof fetch): OutboxRelay {
  const queue = createOutboxQueue(shop)
  let target: WebhookTarget | undefined
  let timer: NodeJS.Timeout | undefined
  let running: Promise<number> | undefined
  let closed = false

  const schedule = (): void => {
    const head = queue.waiting(1)[0]
    if (closed || !target || !head || running) return
    clearTimeout(timer)
    const due = head.next_attempt_at ? Date.parse(head.next_attempt_at) - shop.clock.now().getTime() : 0
    timer = setTimeout(() => void deliver(), Math.min(Math.max(due, 0), LONGEST_SLEEP_MS))
    timer.unref()
  }
  const deliver = async (): Promise<number> => {
    if (running) return running
    if (!target || closed) return 0
    running = pushWaiting(shop, fetcher, target, queue)
    try {
      return await running
    } finally {
      running = undefined
      schedule()
    }
  }

  shop.onEvents(rows => {
    queue.add(rows)
    schedule()
  })
  return {
    after: queue.after,
    status: queue.status,
    deliver,
    setTarget(next) {
      target = next
      schedule()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await running
    },
  }
}

/** Batch after batch until one fails: a later event never overtakes an earlier one. */
async function pushWaiting(shop: Shop, fetcher: typeof fetch, to: WebhookTarget, queue: OutboxQueue): Promise<number> {
  let delivered = 0
  for (;;) {
    const batch = queue.waiting(BATCH)
    if (batch.length === 0) return delivered
    const answer = await push(shop, fetcher, to, batch)
    const now = shop.clock.now().getTime()
    for (const row of batch) settle(row, answer, now, shop.random)
    queue.save(batch)
    delivered += batch.filter(row => row.outcome === 'sent').length
    if (batch.some(row => row.outcome === undefined)) return delivered
  }
}

interface PushAnswer {
  readonly outcome: 'sent' | 'dead' | 'again'
  readonly retryAfterMs?: number
  readonly error?: string
}

async function push(
  shop: Shop,
  fetcher: typeof fetch,
  to: WebhookTarget,
  batch: readonly OutboxRow[],
): Promise<PushAnswer> {
  const body = JSON.stringify({ events: batch.map(toEvent) })
  const id = `msg_${batch[0]?.id ?? ''}`
  const timestamp = String(Math.floor(shop.clock.now().getTime() / 1000))
  try {
    const response = await fetcher(`${to.url}/webhooks/magento/${encodeURIComponent(to.storeCode)}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': sign(to.secret, id, timestamp, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
    })
    await response.body?.cancel()
    if (response.ok) return { outcome: 'sent' }
    const { status } = response
    const again = status < 400 || status >= 500 || [408, 425, 429].includes(status)
    const seconds = Number(response.headers.get('retry-after'))
    return {
      outcome: again ? 'again' : 'dead',
      error: `HTTP ${status}`,
      ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
    }
  } catch (error) {
    return { outcome: 'again', error: error instanceof Error ? error.message : String(error) }
  }
}

/** Standard Webhooks, symmetric: HMAC-SHA256 of "id.timestamp.body" under the decoded key. */
export function sign(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

function settle(row: OutboxRow, answer: PushAnswer, now: number, random: () => number): void {
  row.attempts = (row.attempts ?? 0) + 1
  if (answer.error !== undefined) row.last_error = answer.error
  if (answer.outcome !== 'again') row.outcome = answer.outcome
  else if (now - Date.parse(row.occurred_at) > GIVE_UP_AFTER_MS) row.outcome = 'dead'
  else {
    const backoff = Math.min(1000 * 2 ** (row.attempts - 1), LONGEST_BACKOFF_MS) * (0.5 + random() / 2)
    row.next_attempt_at = new Date(now + Math.max(backoff, answer.retryAfterMs ?? 0)).toISOString()
  }
}
