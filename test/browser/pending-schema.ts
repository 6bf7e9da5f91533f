import type { DatabaseHandle } from '../../src/db/client.ts'
export async function pendingSchema({ sql }: DatabaseHandle) {
  await sql`alter table orders add column if not exists waiting_for text`
  await sql`create table if not exists spent_tokens (jti text primary key, expires_at timestamptz(3) not null)`
}
