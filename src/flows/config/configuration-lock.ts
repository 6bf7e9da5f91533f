import { sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'

/**
 * Call first in every transaction that seals secrets. One at a time: two `apply` do not mix, and nothing is sealed with a
 * key that a rotation is taking out of use.
 */
export async function lockConfiguration(transaction: Pick<Database, 'execute'>): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-configuration'))`)
}
