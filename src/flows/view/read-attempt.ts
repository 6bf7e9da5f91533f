import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { attempts } from '../../db/schema/messages.ts'
import type { FlowContext } from '../context.ts'
import { type MaskedExchange, maskExchange, maskText } from './mask.ts'

const exchange = z.object({
  method: z.string(),
  url: z.string(),
  requestBody: z.string().optional(),
  status: z.number().optional(),
  responseBody: z.string().optional(),
  durationMs: z.number(),
  failure: z.string().optional(),
})

const recorded = z.union([exchange, z.object({ note: z.string() })])

/** A call, or what a script of the connection said between calls. */
export type MaskedRecord = MaskedExchange | { readonly note: string }

/**
 * What went over the wire in one attempt, with personal data masked.
 * @returns undefined when there is no such attempt in these stores.
 */
export async function readAttempt(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly id: number },
): Promise<readonly MaskedRecord[] | undefined> {
  const [row] = await ctx.db
    .select({ exchanges: attempts.exchanges })
    .from(attempts)
    .where(and(eq(attempts.id, input.id), inArray(attempts.store, [...input.stores])))
  if (!row) return undefined
  return z
    .array(recorded)
    .parse(row.exchanges)
    .map(entry => ('note' in entry ? { note: maskText(entry.note) } : maskExchange(entry)))
}
