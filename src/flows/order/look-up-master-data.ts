import { and, eq, inArray, or, sql } from 'drizzle-orm'
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
  const known = await readLinks(ctx, connection.code, { subject: [...subjects.keys()], item: [...codes.keys()] })
  const { subject: knownSubjects, item: knownItems } = known
  const missing = {
    subjects: new Map([...subjects].filter(([key]) => !knownSubjects.has(key))),
    // A link made with another mapping does not count: the item map may have been changed since.
    codes: new Map([...codes].filter(([sku, code]) => knownItems.get(sku) !== code)),
  }
  const answer = await askForMasterData(await ctx.remotes.erp(connection.code), missing)
  const found = judgeMasterData(missing, answer)
  await remember(ctx, connection, [
    ...[...found.subjects].map(([magentoKey, erpKey]) => ({
      kind: 'subject' as const,
      magentoKey,
      erpKey,
      origin: `found by ${answer.subjects.get(magentoKey)?.by ?? 'our_key'}`,
    })),
    ...[...found.items].map(([magentoKey, erpKey]) => ({ kind: 'item' as const, magentoKey, erpKey, origin: 'found' })),
  ])
  return {
    ...found,
    subjects: new Map([...knownSubjects, ...found.subjects]),
    items: new Map([...[...knownItems].filter(([sku, code]) => codes.get(sku) === code), ...found.items]),
  }
}

const MOST_A_STATEMENT = 1_000

type LinkKind = 'subject' | 'item'

/** By kind, then by Magento's key. */
async function readLinks(
  ctx: FlowContext,
  connection: string,
  keys: Readonly<Record<LinkKind, readonly string[]>>,
): Promise<Record<LinkKind, Map<string, string>>> {
  const of = (kind: LinkKind) =>
    keys[kind].length > 0 ? [and(eq(links.kind, kind), inArray(links.magentoKey, [...keys[kind]]))] : []
  const wanted = [...of('subject'), ...of('item')]
  const rows =
    wanted.length === 0
      ? []
      : await ctx.db
          .select({ kind: links.kind, magentoKey: links.magentoKey, erpKey: links.erpKey })
          .from(links)
          .where(and(eq(links.connection, connection), or(...wanted)))
  const pairs = (kind: LinkKind) =>
    new Map(rows.filter(row => row.kind === kind).map(row => [row.magentoKey, row.erpKey]))
  return { subject: pairs('subject'), item: pairs('item') }
}

interface Pair {
  readonly kind: LinkKind
  readonly magentoKey: string
  readonly erpKey: string
  readonly origin: string
}

export async function remember(
  ctx: FlowContext,
  connection: { readonly code: string; readonly store: string },
  pairs: readonly Pair[],
): Promise<void> {
  if (pairs.length === 0) return
  const now = ctx.clock.now()
  const place = { store: connection.store, connection: connection.code, checkedAt: now, createdAt: now }
  const sorted = inKeyOrder(pairs)
  for (let at = 0; at < sorted.length; at += MOST_A_STATEMENT)
    await ctx.db
      .insert(links)
      .values(sorted.slice(at, at + MOST_A_STATEMENT).map(pair => ({ ...pair, ...place })))
      .onConflictDoUpdate({
        target: [links.connection, links.kind, links.magentoKey],
        set: { erpKey: sql`excluded.erp_key`, origin: sql`excluded.origin`, checkedAt: now },
      })
}

/** Two who remember the same pairs lock them in the same order. */
const inKeyOrder = (pairs: readonly Pair[]): Pair[] =>
  pairs.toSorted((one, other) => compareTexts(`${one.kind}:${one.magentoKey}`, `${other.kind}:${other.magentoKey}`))

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
