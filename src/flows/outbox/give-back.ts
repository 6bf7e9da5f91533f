import { and, eq, type SQL, sql } from 'drizzle-orm'
import { attempts, outbox } from '../../db/schema/messages.ts'
import { orderEvents } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'
import { type Sentence, sentenceRow } from '../order/tell-story.ts'
import type { OutboxMessage } from './claim-outbox.ts'

/** The lease ran out, and another worker has taken the message over. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver'
}

interface GivenBack {
  readonly change: Partial<typeof outbox.$inferInsert>
  readonly attempt?: typeof attempts.$inferInsert
  readonly sentence?: Sentence
}

/**
 * Puts a message back with what came of it, writes its attempt and a sentence of its story, and locks its order for what
 * follows in the transaction of ctx: one trip in place of five.
 * @throws TakenOver when the message is another worker's by now; the transaction has to end with it.
 */
export async function giveBack(ctx: FlowContext, message: OutboxMessage, given: GivenBack): Promise<void> {
  const { db } = ctx
  const kept = db
    .update(outbox)
    .set({ ...given.change, worker: null, leaseUntil: null })
    .where(isStillHeld(message))
    .returning({ id: outbox.id })
  const writes: SQL[] = [sql`kept as ${kept}`]
  if (given.attempt) writes.push(sql`tried as ${db.insert(attempts).values(given.attempt)}`)
  if (given.sentence) writes.push(sql`told as ${db.insert(orderEvents).values(sentenceRow(ctx, given.sentence))}`)
  const rows = await db.execute(sql`
    with ${sql.join(writes, sql`, `)}
    select from kept left join lateral (
      select from orders where id = ${message.orderId}::bigint for no key update) locked on true`)
  if (rows.length === 0) throw new TakenOver(`message ${message.id} is another worker's`)
}

/** Each claim counts up, so whoever claimed later is told apart even under the same name. */
const isStillHeld = ({ id, worker, state, attempts, verifications }: OutboxMessage) =>
  and(
    eq(outbox.id, id),
    eq(outbox.worker, worker),
    eq(outbox.state, state),
    eq(outbox.attempts, attempts),
    eq(outbox.verifications, verifications),
  )
