import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { type CATALOG_KINDS, catalogValues } from '../../db/schema/catalog.ts'
import type { CatalogWork } from './catalog-work.ts'

export type CatalogKind = (typeof CATALOG_KINDS)[number]

/** The product of this SKU is not in the shop: nobody's mistake. */
export const MISSING = 'missing'
/** Never a fingerprint: whatever comes next is written. */
export const FORGOTTEN = ''

export interface ValueKey {
  readonly kind: CatalogKind
  readonly sku: string
  readonly scope: string
}

export type RememberedValue = Pick<
  typeof catalogValues.$inferSelect,
  'wanted' | 'taken' | 'errorCode' | 'bulk' | 'operation'
>

export const keyOf = ({ kind, sku, scope }: ValueKey): string => `${kind}\n${sku}\n${scope}`

/** What we know of these SKUs, by keyOf. */
export async function readRemembered(
  work: CatalogWork,
  kinds: readonly CatalogKind[],
  skus: readonly string[],
): Promise<ReadonlyMap<string, RememberedValue>> {
  const rows = await work.ctx.db
    .select()
    .from(catalogValues)
    .where(
      and(
        eq(catalogValues.connection, work.setup.code),
        inArray(catalogValues.kind, [...kinds]),
        sql`${catalogValues.sku} = any(${sql.param([...new Set(skus)])}::text[])`,
      ),
    )
  return new Map(rows.map(row => [keyOf(row), row]))
}

export interface ValueToRemember extends ValueKey {
  readonly wanted: string
  /** Absent: Magento still has what it took before. */
  readonly taken?: string
  readonly error?: { readonly code: string; readonly message: string }
  readonly queued?: { readonly bulk: string; readonly operation: number }
}

/** Writes many rows in one statement, whose text is the same for any number of them. */
export async function remember(work: CatalogWork, values: readonly ValueToRemember[]): Promise<void> {
  if (work.dry || values.length === 0) return
  const rows = values.map(({ kind, sku, scope, wanted, taken, error, queued }) => ({
    kind,
    sku,
    scope,
    wanted: shown(wanted),
    taken: taken ?? null,
    error_code: error?.code ?? null,
    error: error ? shown(error.message) : null,
    bulk: queued?.bulk ?? null,
    operation: queued?.operation ?? null,
  }))
  await work.ctx.db.execute(sql`
    insert into catalog_values as v
      (connection, kind, sku, scope, wanted, taken, seen_run, error_code, error, bulk, operation, updated_at)
    select ${work.setup.code}, r.kind, r.sku, r.scope, r.wanted, r.taken, ${work.run.number}::int, r.error_code, r.error,
      r.bulk, r.operation, ${work.ctx.clock.now().toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, sku text, scope text, wanted text, taken text,
      error_code text, error text, bulk text, operation int)
    on conflict (connection, kind, sku, scope) do update set
      wanted = excluded.wanted, taken = coalesce(excluded.taken, v.taken), seen_run = excluded.seen_run,
      error_code = excluded.error_code, error = excluded.error, bulk = excluded.bulk, operation = excluded.operation,
      updated_at = excluded.updated_at`)
}

/** Texts of other systems: bounded, and without what PostgreSQL does not keep. */
const shown = (text: string): string => text.replaceAll('\u0000', '').slice(0, 500)

/** These rows were in the ERP's answer, changed or not. */
export async function markSeen(work: CatalogWork, keys: readonly ValueKey[]): Promise<void> {
  if (work.dry) {
    for (const key of keys) work.dry.seen.add(keyOf(key))
    return
  }
  const rows = keys.map(({ kind, sku, scope }) => ({ kind, sku, scope }))
  await work.ctx.db.execute(sql`
    update catalog_values v set seen_run = ${work.run.number}::int
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, sku text, scope text)
    where v.connection = ${work.setup.code} and v.kind = r.kind and v.sku = r.sku and v.scope = r.scope`)
}

/** The products are in the shop now: what was left out because they were not is written the next time. */
export async function forgetMissing(work: CatalogWork, skus: readonly string[]): Promise<void> {
  if (work.dry || skus.length === 0) return
  await work.ctx.db
    .update(catalogValues)
    .set({ errorCode: null, error: null })
    .where(
      and(
        eq(catalogValues.connection, work.setup.code),
        eq(catalogValues.errorCode, MISSING),
        sql`${catalogValues.sku} = any(${sql.param([...skus])}::text[])`,
      ),
    )
}

/** A complete run tries again what was refused, and forgets what the ERP does not tell any more. */
export async function forgetRefusals({ ctx, setup }: CatalogWork): Promise<void> {
  const refused = and(
    eq(catalogValues.connection, setup.code),
    isNotNull(catalogValues.errorCode),
    isNull(catalogValues.bulk),
  )
  await ctx.db.delete(catalogValues).where(and(refused, sql`coalesce(${catalogValues.taken}, '') = ''`))
  await ctx.db.update(catalogValues).set({ errorCode: null, error: null }).where(refused)
}
