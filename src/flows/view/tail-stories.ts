import { asc, desc, eq, gt } from 'drizzle-orm'
import { orderEvents, orders } from '../../db/schema/orders.ts'
import type { FlowContext } from '../context.ts'

export interface StoryTail {
  readonly lines: readonly { readonly at: Date; readonly number: string; readonly text: string }[]
  readonly last: number
}

/** What was told since an entry; undefined: nothing yet, just where the end is. */
export async function tailStories(ctx: FlowContext, after: number | undefined): Promise<StoryTail> {
  if (after === undefined) {
    const [newest] = await ctx.db
      .select({ id: orderEvents.id })
      .from(orderEvents)
      .orderBy(desc(orderEvents.id))
      .limit(1)
    return { lines: [], last: newest?.id ?? 0 }
  }
  const rows = await ctx.db
    .select({ id: orderEvents.id, at: orderEvents.at, text: orderEvents.text, number: orders.number })
    .from(orderEvents)
    .innerJoin(orders, eq(orders.id, orderEvents.orderId))
    .where(gt(orderEvents.id, after))
    .orderBy(asc(orderEvents.id))
    .limit(500)
  return { lines: rows, last: rows.at(-1)?.id ?? after }
}
