import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { inbox } from '../../db/schema/messages.ts'
import type { ErpChange } from '../../domain/fulfilment.ts'
import { wordsOf } from '../../ops/words-of.ts'
import { backoffMs } from '../backoff.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { hearErpChanges } from '../erp/hear-erp-changes.ts'
import { hearOrders } from '../order/hear-orders.ts'
import { closeProblems } from '../problem/open-problem.ts'
import { isAway, reportRemoteFailure } from '../problem/report-remote-failure.ts'
import { maskText } from '../view/mask.ts'
import { claimInbox, type InboxMessage } from './claim-inbox.ts'
import { expandDelivery } from './expand-delivery.ts'
import { expandRecord } from './expand-record.ts'
import { receiveHints } from './receive-hints.ts'

const BATCH = 200

/**
 * Takes what was heard and reads the entities behind it: one call for all orders of a store, a few for all documents of
 * a connection. @returns how many messages were taken.
 */
export async function processInbox(ctx: FlowContext): Promise<number> {
  const messages = await claimInbox(ctx, BATCH)
  const deliveries = messages.filter(message => message.entity === 'delivery')
  for (const delivery of deliveries)
    await expand(ctx, delivery).catch((error: unknown) => putBack(ctx, [delivery], error))
  const hints = messages.filter(message => message.entity !== 'delivery')
  const groups = Map.groupBy(hints, message =>
    message.entity === 'order' ? `order ${message.store}` : `erp ${message.connection}`,
  )
  await Promise.all([...groups.values()].map(group => processGroup(ctx, group)))
  return messages.length
}

/** A webhook's body or a record as it came in: its events become hints of their own, in one statement with its end. */
async function expand(ctx: FlowContext, delivery: InboxMessage): Promise<void> {
  const { hints, outcome } = delivery.source === 'kafka' ? await expandRecord(ctx, delivery) : expandDelivery(delivery)
  await closeFaults(ctx, [delivery])
  await receiveHints(ctx, delivery.store, hints, finished(ctx, [delivery], outcome))
}

async function processGroup(ctx: FlowContext, group: readonly InboxMessage[]): Promise<void> {
  const [first] = group
  if (!first) return
  try {
    if (first.entity === 'order') await processOrders(ctx, first.store, group)
    else if (first.connection) await processErp(ctx, first.connection, group)
    ctx.log.debug({ store: first.store, connection: first.connection, messages: group.length }, 'inbox processed')
  } catch (error) {
    // One of them may be what fails: halves tell which, and the others go on.
    if (group.length > 1 && !isAway(error)) {
      const middle = Math.ceil(group.length / 2)
      await processGroup(ctx, group.slice(0, middle))
      return await processGroup(ctx, group.slice(middle))
    }
    await putBack(ctx, group, error)
  }
}

/**
 * It is tried again later, and the others go on meanwhile. Both or nothing: a problem that is told of later, when it was
 * processed after all, would be closed by nobody. Nor does it concern who slept longer than the lease: others have it then,
 * which counts as an attempt more, or are through with it.
 */
async function putBack(ctx: FlowContext, group: readonly InboxMessage[], error: unknown): Promise<void> {
  const [first] = group
  if (!first) return
  const waitMs = backoffMs(Math.max(...group.map(message => message.attempts)), ctx.random, { capMs: 300_000 })
  const place = {
    store: first.store,
    connection: first.entity === 'order' ? undefined : (first.connection ?? undefined),
  }
  await inTransaction(ctx, async tx => {
    const ours = or(...group.map(({ id, attempts }) => and(eq(inbox.id, id), eq(inbox.attempts, attempts))))
    const rows = await tx.db
      .update(inbox)
      .set({ dueAt: new Date(ctx.clock.now().getTime() + waitMs), leaseUntil: null, outcome: whyPutBack(error) })
      .where(and(isNotNull(inbox.dueAt), ours))
      .returning({ id: inbox.id })
    if (rows.length === 0) return
    await reportRemoteFailure(tx, place, error, group.length === 1 ? faultOf(first) : undefined)
  })
}

const LONGEST_REASON = 300

/** For whoever looks at what waits; the problem, where there is one, tells it in full. */
const whyPutBack = (error: unknown): string =>
  `could not be read: ${maskText(wordsOf(error)).replaceAll('\0', '').slice(0, LONGEST_REASON)}`

const faultOf = ({ id, entity, entity_key }: InboxMessage) =>
  entity === 'delivery'
    ? { cause: `not_processed:delivery:${id}`, title: `Webhook ${id} cannot be processed.` }
    : {
        cause: `not_processed:${entity}:${entity_key}`,
        title: `What was heard of ${entity.replace('_', ' ')} ${entity_key} cannot be processed.`,
      }

async function processOrders(ctx: FlowContext, store: string, group: readonly InboxMessage[]): Promise<void> {
  const ids = [...new Set(group.map(message => Number(message.entity_key)))].filter(Number.isSafeInteger)
  const outcomes = await hearOrders(ctx, store, ids)
  for (const [outcome, messages] of Map.groupBy(
    group,
    message => outcomes.get(Number(message.entity_key)) ?? 'not an order id',
  ))
    await finish(ctx, messages, outcome)
}

async function processErp(ctx: FlowContext, connection: string, group: readonly InboxMessage[]): Promise<void> {
  const outcomes = await hearErpChanges(ctx, connection, group.map(toChange))
  const outcomeOf = (message: InboxMessage) =>
    outcomes.get(`${message.entity}:${message.entity_key}`) ?? 'not in the ERP'
  for (const [outcome, messages] of Map.groupBy(group, outcomeOf)) {
    if (outcome !== 'later') await finish(ctx, messages, outcome)
    else for (const message of messages) await postpone(ctx, message)
  }
}

const toChange = (message: InboxMessage): ErpChange => ({
  entity: message.entity as ErpChange['entity'], // written by receiveHints from a Hint
  erpId: message.entity_key,
  version: '',
})

/** It is ours, but the answer to our own create has not been read yet; or what was read may be old by now. */
const postpone = (ctx: FlowContext, message: InboxMessage) =>
  ctx.db
    .update(inbox)
    .set({
      dueAt: new Date(ctx.clock.now().getTime() + backoffMs(message.attempts, ctx.random, { capMs: 60_000 })),
      leaseUntil: null,
      outcome: 'its sales document is not linked yet, or changed meanwhile',
    })
    .where(eq(inbox.id, message.id))

/** The problem first: once a message is finished nobody comes back to close it, should this process die in between. */
async function finish(ctx: FlowContext, messages: readonly InboxMessage[], outcome: string): Promise<void> {
  await closeFaults(ctx, messages)
  await finished(ctx, messages, outcome)
}

async function closeFaults(ctx: FlowContext, messages: readonly InboxMessage[]): Promise<void> {
  const again = messages.filter(({ attempts }) => attempts > 1)
  for (const [store, some] of Map.groupBy(again, message => message.store))
    await closeProblems(
      ctx,
      store,
      some.map(message => faultOf(message).cause),
      'it was processed',
    )
}

/** The statement that ends them. */
const finished = (ctx: FlowContext, messages: readonly InboxMessage[], outcome: string) =>
  ctx.db
    .update(inbox)
    .set({ dueAt: null, leaseUntil: null, outcome, processedAt: ctx.clock.now(), body: sql`null` })
    .where(
      inArray(
        inbox.id,
        messages.map(message => message.id),
      ),
    )
