import type { TransactionSql } from 'postgres'
import { UserError } from '../domain/errors.ts'
import type { DatabaseHandle } from './client.ts'

/** What the server and the workers need: everything but changing the schema and what the audit says. */
export const APP_ROLE = 'orderbridge_app'
/** For reports and accountants: looks at everything but sealed secrets. */
export const READ_ROLE = 'orderbridge_read'

const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Makes the two roles (without log-in: grant them to users of yours) and gives them what they may. Run it again after
 * an update: it changes nothing that is right already.
 * @returns the roles that were made new. @throws UserError when the database user may not make roles.
 */
export async function ensureRoles({ sql }: DatabaseHandle): Promise<string[]> {
  try {
    return await sql.begin(async tx => {
      await tx`select pg_advisory_xact_lock(hashtext('orderbridge-roles'))`
      const created = [...(await createRole(tx, APP_ROLE)), ...(await createRole(tx, READ_ROLE))]
      await grantApp(tx)
      await grantRead(tx)
      return created
    })
  } catch (error) {
    if (!isForbidden(error)) throw error
    throw new UserError(
      `The database user may not make the roles ${APP_ROLE} and ${READ_ROLE}. Run "orderbridge migrate --roles" once with the DATABASE_URL of the tables' owner, which needs CREATEROLE while the roles are missing.`,
      { cause: error },
    )
  }
}

export const isForbidden = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE

async function createRole(tx: TransactionSql, name: string): Promise<string[]> {
  const [known] = await tx`select 1 from pg_roles where rolname = ${name}`
  if (known) return []
  await tx`create role ${tx(name)} nologin`
  return [name]
}

async function grantApp(tx: TransactionSql): Promise<void> {
  const role = tx(APP_ROLE)
  await tx`grant usage on schema public, drizzle to ${role}`
  await tx`grant select on all tables in schema drizzle to ${role}`
  await tx`grant select, insert, update, delete on all tables in schema public to ${role}`
  await tx`grant usage on all sequences in schema public to ${role}`
  await tx`alter default privileges in schema public grant select, insert, update, delete on tables to ${role}`
  await tx`alter default privileges in schema public grant usage on sequences to ${role}`
  // The trigger refuses these too (drizzle/*_audit_guard.sql); only the owner of the table can switch a trigger off.
  await tx`revoke update, delete, truncate on audit from ${role}`
  await tx`revoke delete, truncate on audit_heads from ${role}`
  await tx`revoke insert, update, delete, truncate on audit_anchors from ${role}`
  // They act as the owner: the role makes no tables, and drops none but old months of attempts and inbox.
  await tx`grant execute on function ensure_months(timestamptz), drop_months(text, timestamptz), count_rest() to ${role}`
}

async function grantRead(tx: TransactionSql): Promise<void> {
  const role = tx(READ_ROLE)
  await tx`grant usage on schema public to ${role}`
  const tables = await tx<{ name: string; columns: string[]; secret: boolean }[]>`
    select t.table_name as name, bool_or(c.udt_name = 'bytea' and c.column_name <> all(${READABLE_BYTES})) as secret,
      array_agg(c.column_name::text) filter (where c.udt_name <> 'bytea' or c.column_name = any(${READABLE_BYTES})) as columns
    from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
    where t.table_schema = 'public' and t.table_type = 'BASE TABLE' group by t.table_name`
  for (const { name, columns, secret } of tables) {
    if (secret) await tx`grant select (${tx(columns)}) on ${tx(name)} to ${role}`
    else await tx`grant select on ${tx(name)} to ${role}`
  }
}

/** Everything else that is bytea is sealed: secrets, smtp, login_key. */
const READABLE_BYTES = ['content', 'body']
