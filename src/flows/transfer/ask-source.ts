import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { runs } from '../../db/schema/operations.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { closeProblems, openProblem } from '../problem/open-problem.ts'

/** The source as a whole cannot be asked. Told apart from the ERP, which has the same connection and may be fine. */
export class SourceAway extends Error {
  override readonly name = 'SourceAway'
  readonly error: RemoteError
  constructor(error: RemoteError) {
    super(error.message, { cause: error })
    this.error = error
  }
}

export const taskOf = (connection: string): string => `transfer:${connection}`

/** A short silence heals by itself. */
const SILENCE_MS = 15 * 60_000

/** @throws RemoteError transient in place of SourceAway, for the run; a person is told where it does not heal by itself. */
export async function watchSource<T>(
  ctx: FlowContext,
  { store, code, name }: ConnectionSetup,
  work: () => Promise<T>,
): Promise<T> {
  const cause = `source_unread:${code}`
  try {
    const done = await work()
    await closeProblems(ctx, store, [cause], 'it answers again')
    return done
  } catch (away) {
    if (!(away instanceof SourceAway)) throw away
    const { errorClass, message } = away.error
    if (errorClass !== 'transient' || (await silentFor(ctx, store, code)) >= SILENCE_MS)
      await openProblem(ctx, {
        store,
        connection: code,
        cause: `source_unread:${code}`,
        title: `The orders that wait for ${name} cannot be read.`,
        remedy: 'Check address, log-in and source of the connection. It is tried again by itself; nothing is lost.',
        detail: message,
      })
    throw new RemoteError({ errorClass: 'transient', code: 'source:away', message }, { cause: away.error })
  }
}

const since = z.object({ done: z.coerce.date().nullable(), first: z.coerce.date().nullable() })

/** Since the last run that got through; without one, since the first. Milliseconds. */
async function silentFor(ctx: FlowContext, store: string, connection: string): Promise<number> {
  const ok = inArray(runs.outcome, ['done', 'idle'])
  const [row] = await ctx.db
    .select({
      done: sql`max(${runs.finishedAt}) filter (where ${ok})`,
      first: sql`min(${runs.startedAt})`,
    })
    .from(runs)
    .where(and(eq(runs.store, store), eq(runs.task, taskOf(connection))))
  const { done, first } = since.parse(row)
  const from = done ?? first
  return from === null ? 0 : ctx.clock.now().getTime() - from.getTime()
}
