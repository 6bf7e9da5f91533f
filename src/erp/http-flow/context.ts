import { z } from 'zod'
import { amount } from '../../domain/amount.ts'
import type { ErpRequest } from '../connector.ts'
import { refused } from './errors.ts'
import { postSchema, writeSchema } from './orders-schema.ts'

/**
 * What a planned order carries besides its body. The steps that judge the answer go with it, so that a message in flight
 * is judged by the version that it was planned with, whatever the flow says by then.
 */
const contextSchema = z.object({
  flow: z.string(),
  version: z.int(),
  orderbridgeId: z.string(),
  reference: z.string(),
  order: z.object({ number: z.string(), magentoId: z.int() }),
  total: z.string().transform(text => amount(text)),
  currency: z.string(),
  /** Set by scripts; pass from step to step. */
  attributes: z.record(z.string(), z.string()),
  write: writeSchema,
  post: postSchema.optional(),
})
export type FlowContext = z.infer<typeof contextSchema>

/** @throws RemoteError permanent for a request that this connector has not planned. */
export function contextOf(request: ErpRequest): FlowContext {
  const parsed = contextSchema.safeParse(request.context)
  if (parsed.success) return parsed.data
  throw refused('context', 'This request was not planned by an HTTP flow: have the order planned anew')
}

/** A script can say that the order is in the ERP already, where no query can find that out. */
export const existsBySaying = ({ attributes }: FlowContext): boolean => attributes.order_exists === 'true'

/** What templates after the planning see. */
export const varsOf = (context: FlowContext) => ({
  orderbridgeId: context.orderbridgeId,
  idempotencyKey: context.orderbridgeId,
  reference: context.reference,
  order: context.order,
  attributes: context.attributes,
})
