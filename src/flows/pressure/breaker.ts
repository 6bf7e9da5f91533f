import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { outbox } from '../../db/schema/messages.ts'
import { farSides } from '../../db/schema/operations.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { Side } from '../../outbound/pressure.ts'
import { backoffMs } from '../backoff.ts'
import type { FlowContext } from '../context.ts'
import { closeProblems, openProblem } from '../problem/open-problem.ts'
import { capital, type FarSide } from './far-side.ts'

/** What one try told about the far side as a whole. */
export type Sign =
  /** It answered, whatever it said about this message. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'silent'; readonly words: string }
  /** Nothing gets through until a person acts, and then everything does. */
  | { readonly kind: 'shut'; readonly words: string }

/** So many tries in a row without any answer are no accident any more. */
const SILENCES_UNTIL_OPEN = 5
const SHUT_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 300_000
/** From this probe on a person should know: about a minute of silence. */
const PROBES_UNTIL_PROBLEM = 5

/** No connection, no complete answer, or a server in front that says so itself. Codes are those of each errors.ts. */
export function signOf(error: unknown): Sign {
  if (!(error instanceof RemoteError)) return { kind: 'answered' }
  const words = error.message
  if (error.errorClass === 'auth') return { kind: 'shut', words }
  const silent = /:(no[-_]answer|closed|E[A-Z]+)$/.test(error.code) || [502, 503, 504].includes(error.status ?? 0)
  return silent ? { kind: 'silent', words } : { kind: 'answered' }
}

/** Opens the breaker of a far side, probes on, or closes it, by what a try of one of its messages came to. */
export async function watchBreaker(
  ctx: FlowContext,
  far: FarSide,
  message: { readonly probe: boolean; readonly orderId: number | null },
  sign: Sign,
): Promise<void> {
  const side = sideOf(ctx, far.key)
  if (sign.kind === 'answered') {
    side.silences = 0
    if (message.probe) await closeBreaker(ctx, far)
    return
  }
  if (sign.kind === 'silent') side.silences += 1
  if (sign.kind === 'silent' && !message.probe && side.silences < SILENCES_UNTIL_OPEN) return
  const probes = await openBreaker(ctx, far.key, sign, message.probe)
  if (sign.kind === 'silent' && probes === PROBES_UNTIL_PROBLEM)
    await openProblem(
      ctx,
      {
        store: far.store,
        connection: far.connection,
        cause: `no_answer:${far.problemKey}`,
        title: `${capital(far.name)} does not answer.`,
        remedy: 'It is asked again by itself, and what waits goes on then. "orderbridge doctor" tells what is wrong.',
        detail: sign.words,
      },
      message.orderId ?? undefined,
    )
}

/** Mail has no setting for it; mail servers of shops commonly take so many connections of one client. */
export const DEFAULT_MAX = 4

/** The far side as this process sees it, whether it has called it yet or not. */
export const sideOf = ({ remotes: { pressure } }: FlowContext, key: string): Side =>
  pressure.known(key) ?? pressure.side(key, DEFAULT_MAX)

/** @returns how many probes have failed in a row; 0 when it was open already and this was none. */
async function openBreaker(ctx: FlowContext, key: string, sign: Exclude<Sign, { kind: 'answered' }>, probe: boolean) {
  const now = ctx.clock.now()
  const [known] = await ctx.db.select({ probes: farSides.probes }).from(farSides).where(eq(farSides.key, key))
  const waitMs =
    sign.kind === 'shut'
      ? SHUT_WAIT_MS
      : backoffMs((known?.probes ?? 0) + 1, ctx.random, { capMs: LONGEST_WAIT_MS, atLeastMs: 1_000 })
  const values = { openedReason: sign.words.slice(0, 500), probeAt: new Date(now.getTime() + waitMs) }
  const [row] = await ctx.db
    .insert(farSides)
    .values({ key, window: UNLIMITED, windowChangedAt: now, openedAt: now, ...values, probes: 0 })
    .onConflictDoUpdate({
      target: farSides.key,
      set: {
        ...values,
        openedAt: sql`coalesce(far_sides.opened_at, ${now.toISOString()}::timestamptz)`,
        probes: probe ? sql`far_sides.probes + 1` : sql`far_sides.probes`,
      },
      setWhere: probe ? sql`true` : sql`far_sides.opened_at is null`,
    })
    .returning({ probes: farSides.probes })
  return row?.probes ?? 0
}

/** What is configured limits it, nothing else. */
export const UNLIMITED = 1_000

/** It answers again: what waits goes on. Nothing happens when it was not open. */
export async function closeBreaker(ctx: FlowContext, far: FarSide): Promise<void> {
  const [closed] = await ctx.db
    .update(farSides)
    .set({ openedAt: null, openedReason: '', probeAt: null, probes: 0 })
    .where(and(eq(farSides.key, far.key), isNotNull(farSides.openedAt)))
    .returning({ key: farSides.key })
  if (!closed) return
  await closeProblems(ctx, far.store, [`no_answer:${far.problemKey}`], 'it answers again')
  ctx.wake()
}

/** It answers a question: the next message is a probe now. With nothing to send there is nothing to find out. */
export async function probeSoon(ctx: FlowContext, far: FarSide): Promise<void> {
  const [open] = await ctx.db
    .update(farSides)
    .set({ probeAt: ctx.clock.now() })
    .where(and(eq(farSides.key, far.key), isNotNull(farSides.openedAt)))
    .returning({ key: farSides.key })
  if (!open) return
  const [waiting] = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.farSide, far.key), inArray(outbox.state, ['pending', 'retrying', 'verifying', 'sending'])))
    .limit(1)
  if (!waiting) await closeBreaker(ctx, far)
}

/** Somebody changed what may have been wrong, or does not want to wait: the next message is a probe, now. */
export async function probeNow(ctx: Pick<FlowContext, 'db' | 'clock'>, key: string): Promise<void> {
  await ctx.db
    .update(farSides)
    .set({ probeAt: ctx.clock.now(), probes: 0 })
    .where(and(eq(farSides.key, key), isNotNull(farSides.openedAt)))
}
