import type { IcenterClient } from './client.ts'
import { type DocumentKey, idOf } from './document-id.ts'
import { inTurns } from './in-turns.ts'
import { listStatuses, type OrderStatus, someStatuses } from './order-status.ts'
import { readFrom } from './server-time.ts'
import { byKey, type Candidates, createWalker, type Planned, yearsOf } from './walk-orders.ts'

/**
 * Orders by our key. iCenter has no idempotency key (contract §6): this is what keeps an order from being made twice, so
 * an empty answer is believed only where an answer was seen to be possible.
 */
export interface OrderFinder {
  /**
   * @param planned by our key, what the request for it says; without it more is asked for
   * @returns by our key the orders that may carry it, cancelled ones too, the first one made in front
   * @throws RemoteError not_ready when the site answers no order at all: that may be its way of answering
   */
  find(keys: readonly string[], planned?: ReadonlyMap<string, Planned>): Promise<Candidates>
  /** @throws RemoteError permanent when an order of that request may be there and could not be looked for */
  checkReach(planned: Planned): Promise<void>
  /** An order that was just made: numbers go on from there. */
  learn(key: DocumentKey, ours: string): void
  /** What GetOrderStatus was seen to be good for here. */
  evidence(): Promise<Evidence>
  /** The latest orders of the book, for a site where GetOrderStatus answers nothing. */
  latest(): Promise<readonly DocumentKey[]>
}

/** It finds an order by its reference; it lists orders, and does not find them; it answered no order at all. */
export type Evidence = 'finds' | 'lists' | 'silent'

const DAY_MS = 86_400_000
/** Far enough back for a shop to have had an order, near enough for one page. */
const PROOF_DAYS = 30

export function createOrderFinder(client: IcenterClient): OrderFinder {
  const { lookUp, keyField } = client.settings
  const walker = createWalker(client)
  // Only what is proven is remembered: a new book has its first order some day.
  let proven: Evidence | undefined = lookUp === 'order_reference' ? 'finds' : lookUp === 'auto' ? undefined : 'silent'
  const evidence = async (): Promise<Evidence> => {
    if (proven) return proven
    const seen = await probeOrderStatus(client)
    if (seen.isProven) proven = seen.evidence
    return seen.evidence
  }
  return {
    evidence,
    learn: walker.learn,
    latest: walker.latest,
    checkReach: async ({ reference, date }) => {
      const isAsked = keyField === 'order_reference' || reference !== undefined
      if (!isAsked || (await evidence()) !== 'finds') await walker.checkReach(date)
    },
    find: async (keys, planned = new Map()) => {
      const unique = [...new Set(keys)]
      if (unique.length === 0) return new Map()
      if ((await evidence()) !== 'finds') return await walker.find(unique, planned)
      const asked = unique.flatMap(ours => {
        const { reference, year }: Partial<Planned> = planned.get(ours) ?? {}
        const orderReference = keyField === 'order_reference' ? ours : reference
        return orderReference === undefined ? [] : [{ ours, orderReference, years: yearsOf(client, year) }]
      })
      const unknown = unique.filter(key => !asked.some(({ ours }) => ours === key))
      const found = await findByReference(client, asked)
      return unknown.length > 0 ? new Map([...found, ...(await walker.find(unknown, planned))]) : found
    },
  }
}

interface Asked {
  readonly ours: string
  readonly orderReference: string
  readonly years: readonly number[]
}

async function findByReference(client: IcenterClient, asked: readonly Asked[]): Promise<Candidates> {
  const calls = asked.flatMap(({ years, ...one }) => years.map(orderYear => ({ ...one, orderYear })))
  const found = await inTurns(calls, async ({ ours, orderReference, orderYear }) => {
    const rows = await listStatuses(client, { orderReference, orderYear })
    return rows.filter(row => row.OrderReference === orderReference).map(({ key }) => ({ key, ours }))
  })
  return byKey(
    asked.map(({ ours }) => ours),
    found,
  )
}

/** What a site was seen to do; unproven as long as it has shown no order that could be asked for. */
export interface Seen {
  readonly evidence: Evidence
  readonly isProven: boolean
}

/** Asks for an order that is certainly there: one of the last days, or else of the last books. */
export async function probeOrderStatus(client: IcenterClient): Promise<Seen> {
  let isListed = false
  for (const look of [latestStatuses, ...yearsOf(client).map(lookInto)]) {
    const rows = await look(client)
    isListed ||= rows.length > 0
    const some = rows.find(row => row.OrderReference)
    if (!some) continue
    const { key, OrderReference: orderReference } = some
    const found = await listStatuses(client, { orderYear: key.year, orderReference })
    const finds = found.some(row => idOf(row.key) === idOf(key))
    return { evidence: finds ? 'finds' : 'lists', isProven: true }
  }
  return { evidence: isListed ? 'lists' : 'silent', isProven: false }
}

/** Some orders that changed in the last days. */
export function latestStatuses(client: IcenterClient): Promise<OrderStatus[]> {
  const now = client.clock.now()
  const since = new Date(now.getTime() - PROOF_DAYS * DAY_MS)
  return someStatuses(client, { recordDtModifiedFrom: readFrom(since, now, client.settings.timezone, 0) })
}

const lookInto = (orderYear: number) => (client: IcenterClient) => someStatuses(client, { orderYear })
