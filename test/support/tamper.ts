import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../../src/db/client.ts'

/** What the owner of the tables can do: switches the guard of the audit off, and does it anyway. */
export async function tamper(db: Database, ...statements: readonly SQL[]): Promise<void> {
  const parts = await db.execute(sql`select relid::text as part from pg_partition_tree('audit')`)
  const guards = [
    ...parts.map(row => [z.string().parse(row.part), 'audit_append_only'] as const),
    ['audit_heads', 'audit_heads_append_only'],
    ['audit_heads', 'audit_heads_move_on'],
    ['audit_anchors', 'audit_anchors_append_only'],
  ] as const
  const off = guards.map(([table]) => sql.raw(`alter table ${table} disable trigger user`))
  const on = guards.map(([table, trigger]) => sql.raw(`alter table ${table} enable always trigger ${trigger}`))
  for (const statement of [...off, ...statements, ...on]) await db.execute(statement)
}

export const emptyAudit = (db: Database): Promise<void> =>
  tamper(db, sql`truncate audit`, sql`truncate audit_heads`, sql`truncate audit_anchors`)
