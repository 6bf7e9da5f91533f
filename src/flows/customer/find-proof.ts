import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { id, readRows } from '../view/rows.ts'
import { says } from './rewrite-texts.ts'

/** What proves itself by a chain of hashes, and so cannot be changed. */
export interface Proof {
  /** Numbers of entries of the store's audit. */
  readonly audit: readonly number[]
  /** Closed days of the ledger. */
  readonly days: readonly string[]
}

/** Entries that name a person. Nothing of ours does; but what people type as a reason stands there as they typed it. */
export async function findProof(
  { db }: Pick<FlowContext, 'db'>,
  store: string,
  marks: readonly string[],
): Promise<Proof> {
  const [entries, days] = await Promise.all([
    readRows(
      db,
      z.object({ seq: id }),
      sql`select t.seq from audit t where t.store = ${store} and ${says(marks)} order by t.seq`,
    ),
    readRows(
      db,
      z.object({ day: z.string() }),
      sql`select distinct t.day from ledger_seals t where t.store = ${store} and ${says(marks)} order by t.day`,
    ),
  ])
  return { audit: entries.map(({ seq }) => seq), days: days.map(({ day }) => day) }
}
