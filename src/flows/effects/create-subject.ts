import { and, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { outbox } from '../../db/schema/messages.ts'
import { orders } from '../../db/schema/orders.ts'
import type { Subject } from '../../domain/subject.ts'
import type { ErpConnector } from '../../erp/connector.ts'
import type { FlowContext } from '../context.ts'
import { addressSchema } from '../order/canonical-of.ts'
import { remember } from '../order/look-up-master-data.ts'
import { takeUp } from '../order/retry-order.ts'
import type { OutboxMessage } from '../outbox/claim-outbox.ts'
import type { Delivered, EffectKind } from '../outbox/effect.ts'
import { connectionOf } from './connection-of.ts'

/** domain/subject.ts */
const subject = z.object({
  key: z.string(),
  kind: z.enum(['person', 'company']),
  name: z.string().min(1),
  email: z.string(),
  phone: z.string().optional(),
  vatId: z.string().optional(),
  billing: addressSchema,
  shipping: addressSchema.optional(),
  customerId: z.number().optional(),
})
const payload = z.object({ subject })
const result = z.object({ erpId: z.string() })
type Payload = z.infer<typeof payload>

/** JSON has no undefined: an optional key is there with a value, or it is not there. */
const subjectOf = ({ subject }: Payload): Subject => subject as Subject

export const createSubject: EffectKind<Payload, z.infer<typeof result>> = {
  kind: 'subject.create',
  payload,
  result,
  noun: 'the customer',
  settlingDelayMs: 2_000,
  async deliver(ctx, message, input) {
    const erp = await ctx.remotes.erp(connectionOf(message))
    const known = (await hasForerunner(ctx, message)) ? await findIn(erp, input) : undefined
    if (known) return known
    const erpId = await erp.createSubject(subjectOf(input))
    return { summary: `Customer ${erpId} was created in the ERP.`, data: { erpId } }
  },
  async verify(ctx, message, input) {
    const erp = await ctx.remotes.erp(connectionOf(message))
    if (erp.recognises?.(subjectOf(input)) === false) return 'cannot_tell'
    return (await findIn(erp, input)) ?? 'not_done'
  },
  async settle(ctx, message, input, { data }) {
    const pair = { kind: 'subject' as const, magentoKey: input.subject.key, erpKey: data.erpId, origin: 'created' }
    await remember(ctx, { code: connectionOf(message), store: message.store }, [pair])
    await releaseWaiting(ctx, message)
  },
  async giveUp(ctx, message) {
    await ctx.db
      .update(orders)
      // Still waiting for it: when somebody mends the customer, all its orders go on.
      .set({ phase: 'held', phaseReason: 'the customer could not be created in the ERP' })
      .where(eq(orders.waitingFor, message.queue))
  },
}

async function findIn(erp: ErpConnector, input: Payload): Promise<Delivered<z.infer<typeof result>> | undefined> {
  const found = (await erp.findSubjects([subjectOf(input)])).get(input.subject.key)
  return found && { summary: `Customer ${found.erpId} is in the ERP.`, data: { erpId: found.erpId } }
}

/** Whether the same person was created under another key, maybe after this was planned. */
async function hasForerunner(ctx: FlowContext, message: OutboxMessage): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.queue, message.queue), lt(outbox.id, message.id)))
    .limit(1)
  return row !== undefined
}

async function releaseWaiting(ctx: FlowContext, message: OutboxMessage): Promise<void> {
  const released = await ctx.db
    .update(orders)
    .set({ dueAt: ctx.clock.now(), waitingFor: null, phaseReason: 'the customer is in the ERP now' })
    .where(eq(orders.waitingFor, message.queue))
    .returning({ id: orders.id, phase: orders.phase })
  for (const { id, phase } of released) if (phase === 'held') await takeUp(ctx, id)
}
