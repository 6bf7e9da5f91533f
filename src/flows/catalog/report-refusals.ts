import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { catalogValues } from '../../db/schema/catalog.ts'
import { problems } from '../../db/schema/operations.ts'
import { RemoteError } from '../../domain/errors.ts'
import { wordsOf } from '../../ops/words-of.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { closeProblems, openProblem } from '../problem/open-problem.ts'
import { reportRemoteFailure } from '../problem/report-remote-failure.ts'
import { readRows } from '../view/rows.ts'
import { QUEUE_STANDS } from './follow-queue.ts'
import { MISSING } from './remembered-values.ts'
import { RunLost } from './run-state.ts'

const MOST_CAUSES = 20
const group = z.object({ code: z.string(), count: z.coerce.number(), sku: z.string(), message: z.string() })

/** One problem for each cause for which Magento, or we, did not take products; those whose cause is gone are closed. */
export async function reportRefusals(
  ctx: FlowContext,
  setup: ConnectionSetup,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const { code, name, store } = setup
  const groups = await readRows(
    ctx.db,
    group,
    sql`select error_code as code, count(distinct sku) as count, min(sku) as sku, min(error) as message
      from ${catalogValues} where connection = ${code} and error_code is not null and error_code <> ${MISSING}
      group by error_code order by 2 desc limit ${MOST_CAUSES}`,
  )
  const found = new Set<string>()
  for (const one of groups) {
    const cause = `catalog:${code}:${one.code}`
    found.add(cause)
    const many = one.count === 1 ? `Product ${one.sku} is` : `${one.count} products are`
    await openProblem(ctx, {
      store,
      connection: code,
      cause,
      title: `${many} not brought from ${name} to Magento as they should be.`,
      remedy: `Put right what the words below name. "orderbridge catalog errors --connection ${code}" lists the products; a complete run tries them again.`,
      detail: `${one.sku}: ${one.message}`,
    })
  }
  const standing = counts[QUEUE_STANDS] ?? 0
  if (standing > 0) found.add(await reportQueue(ctx, setup, standing))
  await closeOthers(ctx, setup, found)
}

const prefix = (connection: string): string => `catalog:${connection}:`

async function reportQueue(ctx: FlowContext, { code, store }: ConnectionSetup, standing: number): Promise<string> {
  const cause = `catalog:${code}:queue`
  await openProblem(ctx, {
    store,
    connection: code,
    cause,
    title: `Products that wait in Magento's queue, where nothing happens to them: ${standing}.`,
    remedy:
      'Start the consumer async.operations.all in Magento (bin/magento queue:consumers:start, or its cron), or set catalog.queue to false in the connection: then products are written one by one.',
  })
  return cause
}

async function closeOthers(ctx: FlowContext, { code, store }: ConnectionSetup, found: ReadonlySet<string>) {
  const open = await ctx.db
    .select({ cause: problems.cause })
    .from(problems)
    .where(
      and(eq(problems.store, store), isNull(problems.closedAt), sql`starts_with(${problems.cause}, ${prefix(code)})`),
    )
  const gone = open.map(({ cause }) => cause).filter(cause => !found.has(cause))
  await closeProblems(ctx, store, gone, 'the last run of the catalogue did not find it any more')
}

/** Why a run stopped half-way. Short interruptions are only logged: it goes on by itself. */
export async function reportStop(
  ctx: FlowContext,
  { code, name, store }: ConnectionSetup,
  error: unknown,
): Promise<void> {
  if (error instanceof RunLost) return ctx.log.warn({ connection: code }, error.message)
  const ofMagento = error instanceof RemoteError && error.code.startsWith('magento:')
  if (error instanceof RemoteError && (error.errorClass === 'transient' || error.errorClass === 'auth'))
    return await reportRemoteFailure(ctx, { store, connection: ofMagento ? undefined : code }, error)
  ctx.log.error({ connection: code, error: wordsOf(error) }, 'catalogue run stopped')
  await openProblem(ctx, {
    store,
    connection: code,
    cause: `catalog:${code}:stopped`,
    title: `The catalogue of ${name} does not get to Magento: its run stopped half-way.`,
    remedy: 'Put right what the words below name; the run goes on by itself where it stopped.',
    detail: wordsOf(error),
  })
}
