import { sql } from 'drizzle-orm'
import { z } from 'zod'
import journal from '../../../drizzle/meta/_journal.json' with { type: 'json' }
import { counted } from '../../domain/counted.ts'
import type { Finding } from '../../domain/finding.ts'
import { oldMonths, ownsAudit } from '../audit/forget-audit.ts'
import type { FlowContext } from '../context.ts'
import { keptByInstallation, monthsBefore } from '../retention/kept-months.ts'

const OLDEST_VERSION = 14
/** Claiming and storing one order takes about twenty round trips. */
const SLOW_MS = 50

const serverRow = z.object({ number: z.coerce.number(), text: z.string() })
const timesRow = z.object({ newest: z.coerce.number().nullable() })

/** @returns version, distance, schema and months of the database. */
export async function examineDatabase(ctx: Pick<FlowContext, 'db' | 'clock' | 'keep'>): Promise<readonly Finding[]> {
  const [row] = await ctx.db.execute(
    sql`select current_setting('server_version_num') as number, current_setting('server_version') as text`,
  )
  const server = serverRow.parse(row)
  return [checkVersion(server), checkLatency(await fastestAnswer(ctx)), await checkSchema(ctx), await checkMonths(ctx)]
}

const QUESTIONS = 5

/** In milliseconds; the fastest of some: how far away the server is, not how busy somebody was in one moment. */
async function fastestAnswer(ctx: Pick<FlowContext, 'db' | 'clock'>): Promise<number> {
  const times: number[] = []
  while (times.length < QUESTIONS) {
    const started = ctx.clock.now().getTime()
    await ctx.db.execute(sql`select 1`)
    times.push(ctx.clock.now().getTime() - started)
  }
  return Math.min(...times)
}

function checkVersion({ number, text }: z.infer<typeof serverRow>): Finding {
  const ok = Math.floor(number / 10_000) >= OLDEST_VERSION
  const finding = { check: 'version', ok, detail: `PostgreSQL ${text}` }
  return ok ? finding : { ...finding, remedy: `Use PostgreSQL ${OLDEST_VERSION} or later` }
}

function checkLatency(milliseconds: number): Finding {
  const ok = milliseconds <= SLOW_MS
  const finding = { check: 'answer time', ok, detail: `${milliseconds} ms` }
  return ok ? finding : { ...finding, remedy: 'Run Orderbridge near its database: every order takes many questions' }
}

async function checkSchema(ctx: Pick<FlowContext, 'db'>): Promise<Finding> {
  const [row] = await ctx.db.execute(sql`select max(created_at) as newest from drizzle.__drizzle_migrations`)
  const newest = timesRow.parse(row).newest ?? 0
  const waiting = journal.entries.filter(entry => entry.when > newest).map(entry => entry.tag)
  if (waiting.length === 0) return { check: 'schema', ok: true, detail: `current (${journal.entries.at(-1)?.tag})` }
  const remedy = 'Start this version of Orderbridge once: it brings the schema up to date'
  return { check: 'schema', ok: false, detail: `not yet applied: ${waiting.join(', ')}`, remedy }
}

const restRow = z.object({ parent: z.string(), rows: z.coerce.number() })

/** Months are made two months ahead and dropped as KEEP_… says (flows/schedule/forget-old.ts). */
async function checkMonths(ctx: Pick<FlowContext, 'db' | 'clock' | 'keep'>): Promise<Finding> {
  const check = 'months'
  const rest = (await ctx.db.execute(sql`select parent, rows from count_rest()`)).map(row => restRow.parse(row))
  const strays = rest.filter(({ rows }) => rows > 0)
  if (strays.length > 0)
    return {
      check,
      ok: false,
      detail: `outside of every month: ${strays.map(({ parent, rows }) => `${rows} of ${parent}`).join(', ')}`,
      remedy:
        'Check the clocks. Run the task "retention": it makes the months that are missing and moves the rows there',
    }
  const { auditMonths } = keptByInstallation(ctx)
  const waiting = auditMonths ? await oldMonths(ctx, monthsBefore(ctx.clock.now(), auditMonths)) : []
  if (waiting.length === 0 || (await ownsAudit(ctx))) return { check, ok: true, detail: 'made ahead, nothing outside' }
  return {
    check,
    ok: false,
    detail: `${counted(waiting.length, 'month of the audit is', 'months of the audit are')} older than KEEP_AUDIT_MONTHS`,
    remedy: 'Run orderbridge migrate with the DATABASE_URL of the owner of the tables: nobody else may drop them',
  }
}
