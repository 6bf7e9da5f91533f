import { and, eq, inArray } from 'drizzle-orm'
import { links } from '../../db/schema/orders.ts'
import type { FoundItem, FoundSubject, Subject } from '../../domain/subject.ts'
import { chooseSubject } from '../../domain/subject-policy.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import type { PreparedOrder } from './prepare-orders.ts'

/** What the ERP has of what a batch of orders needs. */
export interface MasterData {
  /** ERP key by subject key. */
  readonly subjects: ReadonlyMap<string, string>
  /** Subjects of which the ERP has more than one: a person decides. */
  readonly ambiguous: ReadonlyMap<string, FoundSubject>
  /** ERP item code by Magento SKU. */
  readonly items: ReadonlyMap<string, string>
  readonly blockedItems: ReadonlyMap<string, FoundItem>
}

/** Links that are known are used; the rest is asked for in one go and remembered. */
export async function lookUpMasterData(
  ctx: FlowContext,
  connection: ConnectionSetup,
  batch: readonly PreparedOrder[],
): Promise<MasterData> {
  const subjects = new Map<string, Subject>()
  const codes = new Map<string, string>()
  for (const { order } of batch) {
    const choice = chooseSubject(order, connection.policies)
    if (choice.kind === 'own') subjects.set(choice.subject.key, choice.subject)
    for (const line of order.lines) codes.set(line.sku, itemCode(connection, line.sku))
  }
  const [knownSubjects, knownItems] = await Promise.all([
    readLinks(ctx, connection.code, 'subject', [...subjects.keys()]),
    readLinks(ctx, connection.code, 'item', [...codes.keys()]),
  ])
  const erp = await ctx.remotes.erp(connection.code)
  const missingSubjects = [...subjects.values()].filter(subject => !knownSubjects.has(subject.key))
  // A link made with another mapping does not count: the item map may have been changed since.
  const missingItems = [...codes].filter(([sku, code]) => knownItems.get(sku) !== code)
  const [foundSubjects, foundItems] = await Promise.all([
    missingSubjects.length > 0 ? erp.findSubjects(missingSubjects) : new Map<string, FoundSubject>(),
    missingItems.length > 0
      ? erp.findItems([...new Set(missingItems.map(([, code]) => code))])
      : new Map<string, FoundItem>(),
  ])
  const certain = [...foundSubjects].filter(([, found]) => found.ambiguousWith.length === 0)
  const sellable = missingItems.flatMap(([sku, code]) => {
    const found = foundItems.get(code)
    return found && !found.blocked ? [[sku, found.erpId] as const] : []
  })
  await remember(
    ctx,
    connection,
    'subject',
    certain.map(([key, found]) => ({ magentoKey: key, erpKey: found.erpId, origin: `found by ${found.by}` })),
  )
  await remember(
    ctx,
    connection,
    'item',
    sellable.map(([sku, erpKey]) => ({ magentoKey: sku, erpKey, origin: 'found' })),
  )
  return {
    subjects: new Map([...knownSubjects, ...certain.map(([key, found]) => [key, found.erpId] as const)]),
    ambiguous: new Map([...foundSubjects].filter(([, found]) => found.ambiguousWith.length > 0)),
    items: new Map([...[...knownItems].filter(([sku, code]) => codes.get(sku) === code), ...sellable]),
    blockedItems: new Map(
      missingItems.flatMap(([sku, code]) => {
        const found = foundItems.get(code)
        return found?.blocked ? [[sku, found] as const] : []
      }),
    ),
  }
}

/** What the item is called in the ERP, by the connection's rule. */
export const itemCode = (connection: ConnectionSetup, sku: string): string =>
  (connection.policies.missingItems === 'map' ? connection.policies.itemMap[sku] : undefined) ?? sku

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
