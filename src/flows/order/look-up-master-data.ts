import { and, eq, inArray } from 'drizzle-orm'
import { links } from '../../db/schema/orders.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { askForMasterData, judgeMasterData, type MasterData, needsOf } from './master-data.ts'
import type { PreparedOrder } from './prepare-orders.ts'

/** Links that are known are used; the rest is asked for in one go and remembered. */
export async function lookUpMasterData(
  ctx: FlowContext,
  connection: ConnectionSetup,
  batch: readonly Pick<PreparedOrder, 'order'>[],
): Promise<MasterData> {
  const { subjects, codes } = needsOf(
    connection,
    batch.map(({ order }) => order),
  )
  const [knownSubjects, knownItems] = await Promise.all([
    readLinks(ctx, connection.code, 'subject', [...subjects.keys()]),
    readLinks(ctx, connection.code, 'item', [...codes.keys()]),
  ])
  const missing = {
    subjects: new Map([...subjects].filter(([key]) => !knownSubjects.has(key))),
    // A link made with another mapping does not count: the item map may have been changed since.
    codes: new Map([...codes].filter(([sku, code]) => knownItems.get(sku) !== code)),
  }
  const answer = await askForMasterData(await ctx.remotes.erp(connection.code), missing)
  const found = judgeMasterData(missing, answer)
  await remember(
    ctx,
    connection,
    'subject',
    [...found.subjects].map(([magentoKey, erpKey]) => ({
      magentoKey,
      erpKey,
      origin: `found by ${answer.subjects.get(magentoKey)?.by ?? 'our_key'}`,
    })),
  )
  await remember(
    ctx,
    connection,
    'item',
    [...found.items].map(([magentoKey, erpKey]) => ({ magentoKey, erpKey, origin: 'found' })),
  )
  return {
    ...found,
    subjects: new Map([...knownSubjects, ...found.subjects]),
    items: new Map([...[...knownItems].filter(([sku, code]) => codes.get(sku) === code), ...found.items]),
  }
}

async function readLinks(
  ctx: FlowContext,
  connection: string,
  kind: 'subject' | 'item',
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await ctx.db
    .select({ magentoKey: links.magentoKey, erpKey: links.erpKey })
    .from(links)
    .where(and(eq(links.connection, connection), eq(links.kind, kind), inArray(links.magentoKey, [...keys])))
  return new Map(rows.map(row => [row.magentoKey, row.erpKey]))
}

export async function remember(
  ctx: FlowContext,
  connection: { readonly code: string; readonly store: string },
  kind: 'subject' | 'item',
  pairs: readonly { readonly magentoKey: string; readonly erpKey: string; readonly origin: string }[],
): Promise<void> {
  if (pairs.length === 0) return
  const now = ctx.clock.now()
  for (const pair of pairs)
    await ctx.db
      .insert(links)
      .values({ ...pair, store: connection.store, connection: connection.code, kind, checkedAt: now, createdAt: now })
      .onConflictDoUpdate({
        target: [links.connection, links.kind, links.magentoKey],
        set: { erpKey: pair.erpKey, origin: pair.origin, checkedAt: now },
      })
}
