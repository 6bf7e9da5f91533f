import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { unlessLocked } from '../../db/unless-locked.ts'
import type { FlowContext } from '../context.ts'
import { EVERY_STORE, writeAudit } from './write-audit.ts'

const monthRow = z.object({ part: z.string(), until: z.coerce.date() })
const anchorRow = z.object({ store: z.string(), seq: z.coerce.number(), hash: z.string() })
const yes = z.object({ yes: z.boolean() })

/**
 * Drops whole months of the audit. The last dropped entry of each chain stays as its anchor, so that what is kept still
 * verifies, and the chain of all stores says what was dropped. Only the owner of the tables can: to anybody else nothing
 * happens here (`orderbridge doctor` tells), and neither while others hold the table.
 * @param before nothing of this moment or later is dropped.
 * @returns how many months were dropped.
 */
export async function forgetAudit(
  ctx: Pick<FlowContext, 'db' | 'clock' | 'actor' | 'log'>,
  before: Date,
): Promise<number> {
  if (!(await ownsAudit(ctx))) return 0
  return await ctx.db
    .transaction(tx => forget({ ...ctx, db: tx }, before))
    .catch((error: unknown) => {
      unlessLocked(error)
      ctx.log.warn({}, 'the audit is in use: its old months are dropped the next time')
      return 0
    })
}

async function forget(ctx: Pick<FlowContext, 'db' | 'clock' | 'actor'>, before: Date): Promise<number> {
  // Less than the second after which a deadlock is looked for: it is always we who give way.
  await ctx.db.execute(sql`select set_config('lock_timeout', '500ms', true)`)
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-months'))`)
  const months = await droppableMonths(ctx, before)
  const until = months.at(-1)?.until
  if (!until) return 0
  await ctx.db.execute(sql`lock table audit in access exclusive mode`)
  const rows = await ctx.db.execute(sql`
    insert into audit_anchors (store, seq, hash, at, forgotten_at)
    select distinct on (store) store, seq, hash, at, ${ctx.clock.now().toISOString()}::timestamptz from audit
    where at < ${until.toISOString()}::timestamptz order by store, seq desc returning store, seq, hash`)
  for (const { part } of months) await ctx.db.execute(sql`drop table months.${sql.identifier(part)}`)
  const after = rows.map(row => anchorRow.parse(row))
  await writeAudit(ctx, {
    store: EVERY_STORE,
    action: 'audit.forget',
    subject: `audit before ${until.toISOString()}`,
    after,
  })
  return months.length
}

/** Whether the user of this connection may drop tables of the audit. */
export async function ownsAudit(ctx: Pick<FlowContext, 'db'>): Promise<boolean> {
  const [row] = await ctx.db.execute(
    sql`select pg_has_role(relowner, 'usage') as yes from pg_class where oid = 'audit'::regclass`,
  )
  return yes.parse(row).yes
}

/** Months of the audit that end at this moment or before it, oldest first. */
export async function oldMonths(ctx: Pick<FlowContext, 'db'>, before: Date): Promise<z.infer<typeof monthRow>[]> {
  const rows = await ctx.db.execute(sql`
    select c.relname as part, (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC' as until
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'audit'::regclass and c.relname ~ '_[0-9]{4}_[0-9]{2}$' order by c.relname`)
  return rows.map(row => monthRow.parse(row)).filter(({ until }) => until <= before)
}

/** A clock that was set back leaves later entries in an earlier month: then both months go together, or none. */
async function droppableMonths(ctx: Pick<FlowContext, 'db'>, before: Date) {
  const months = await oldMonths(ctx, before)
  for (let last = months.at(-1); last; last = months.at(-1)) {
    const until = last.until.toISOString()
    const [row] = await ctx.db.execute(sql`
      select exists (
        select from (select store, max(seq) as seq from audit where at < ${until}::timestamptz group by store) old
        join (select store, min(seq) as seq from audit where at >= ${until}::timestamptz group by store) kept using (store)
        where old.seq > kept.seq) as yes`)
    if (!yes.parse(row).yes) return months
    months.pop()
  }
  return months
}
