import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../../src/db/client.ts'

/** What the owner of the tables can do: switches the guard of the audit off, and does it anyway. */
export async function tamper(db: Database, ...statements: readonly SQL[]): Promise<void> {
  const off = [sql`alter table audit disable trigger user`, sql`alter table audit_heads disable trigger user`]
  const on = [
    sql`alter table audit enable always trigger audit_append_only`,
    sql`alter table audit_heads enable always trigger audit_heads_append_only`,
    sql`alter table audit_heads enable always trigger audit_heads_move_on`,
  ]
  for (const statement of [...off, ...statements, ...on]) await db.execute(statement)
}

export const emptyAudit = (db: Database): Promise<void> => tamper(db, sql`truncate audit`, sql`truncate audit_heads`)
