import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { attempts, outbox } from '../../db/schema/messages.ts'
import { problems } from '../../db/schema/operations.ts'
import { connections } from '../../db/schema/stores.ts'
import { transfers } from '../../db/schema/transfers.ts'
import { amount } from '../../domain/amount.ts'
import type { FlowContext } from '../context.ts'
import { ACKNOWLEDGE, messageKey, WRITE } from '../transfer/owe-effects.ts'
import { mayRetry } from '../transfer/retry-transfer.ts'
import type { TimelineAttempt } from './fold-timeline.ts'

export type TransferPage = NonNullable<Awaited<ReturnType<typeof readTransfer>>>

/** What is shown of the order as it was planned; anything else of it is in the request. */
const planned = z.object({ grandTotal: z.string().transform(amount), currency: z.string(), placedAt: z.coerce.date() })

/**
 * One order of another system, with the messages that brought it to the ERP and acknowledged it, every try of them, and
 * what it waits for. @returns undefined when there is none in these stores.
 */
export async function readTransfer(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly id: number },
) {
  const [found] = await ctx.db
    .select({ transfer: transfers, connectionName: connections.name })
    .from(transfers)
    .innerJoin(connections, eq(connections.code, transfers.connection))
    .where(and(eq(transfers.id, input.id), inArray(transfers.store, [...input.stores])))
  if (!found) return undefined
  const { canonical, ...transfer } = found.transfer
  const messages = await readMessages(ctx, transfer.id)
  return {
    ...transfer,
    connectionName: found.connectionName,
    order: planned.safeParse(canonical).data,
    write: messages.find(({ kind }) => kind === WRITE),
    acknowledgement: messages.find(({ kind }) => kind === ACKNOWLEDGE),
    problems: await readProblems(ctx, transfer),
    mayRetry: mayRetry(transfer),
  }
}

async function readMessages({ db }: Pick<FlowContext, 'db'>, transferId: number) {
  const keys = [messageKey(WRITE, transferId), messageKey(ACKNOWLEDGE, transferId)]
  const rows = await db.select().from(outbox).where(inArray(outbox.idempotencyKey, keys))
  const tries = await db
    .select({
      id: attempts.id,
      outboxId: attempts.outboxId,
      step: attempts.step,
      startedAt: attempts.startedAt,
      durationMs: attempts.durationMs,
      outcome: attempts.outcome,
      error: attempts.error,
    })
    .from(attempts)
    .where(
      inArray(
        attempts.outboxId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(attempts.id))
  return rows.map(({ id, kind, state, reason, createdAt, finishedAt }) => ({
    ...{ id, kind, state, reason, createdAt, finishedAt },
    /** It was given up or is held: it can be sent again by hand. */
    stopped: state === 'dead' || state === 'held',
    attempts: tries.filter((one): one is TimelineAttempt => one.outboxId === id),
  }))
}

const readProblems = (
  { db }: Pick<FlowContext, 'db'>,
  { store, causes }: Pick<typeof transfers.$inferSelect, 'store' | 'causes'>,
) =>
  db
    .select({ id: problems.id, title: problems.title, remedy: problems.remedy, openedAt: problems.openedAt })
    .from(problems)
    .where(and(eq(problems.store, store), inArray(problems.cause, [...causes]), isNull(problems.closedAt)))
    .orderBy(asc(problems.id))
