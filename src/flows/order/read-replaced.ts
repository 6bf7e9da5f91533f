import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { z } from 'zod'
import { orders } from '../../db/schema/orders.ts'
import type { Magento } from '../../magento/contract.ts'
import type { FlowContext } from '../context.ts'

const edited = z.object({ entity_id: z.coerce.number(), relation_parent_id: z.coerce.number().int().positive() })
const identity = z.object({ entity_id: z.coerce.number() })
/** Each edit of an order makes another one; beyond this nobody looks back. */
const MAX_EDITS = 20

/**
 * An order that replaces another one says that Magento cancels that one: both are read together, the other one first,
 * whichever was heard of. Orders that are in the ERP already have settled that.
 */
export async function withReplaced(
  ctx: FlowContext,
  store: string,
  magento: Pick<Magento, 'readOrders'>,
  raws: readonly unknown[],
): Promise<readonly unknown[]> {
  const all = [...raws]
  let next = raws
  for (let edits = 0; edits < MAX_EDITS; edits += 1) {
    const read = new Set(all.flatMap(raw => identity.safeParse(raw).data?.entity_id ?? []))
    const replacing = next.flatMap(raw => edited.safeParse(raw).data ?? [])
    const wanted = replacing.filter(({ relation_parent_id: parent }) => !read.has(parent))
    const unsent = await withoutSent(ctx, store, wanted)
    if (unsent.length === 0) return all
    next = await magento.readOrders([...new Set(unsent.map(({ relation_parent_id: parent }) => parent))])
    all.unshift(...next)
  }
  return all
}

async function withoutSent(
  ctx: FlowContext,
  store: string,
  replacing: readonly z.infer<typeof edited>[],
): Promise<readonly z.infer<typeof edited>[]> {
  if (replacing.length === 0) return []
  const ids = replacing.map(({ entity_id: id }) => id)
  const sent = await ctx.db
    .select({ magentoId: orders.magentoId })
    .from(orders)
    .where(and(eq(orders.store, store), inArray(orders.magentoId, ids), isNotNull(orders.acknowledgedAt)))
  const known = new Set(sent.map(({ magentoId }) => magentoId))
  return replacing.filter(({ entity_id: id }) => !known.has(id))
}
