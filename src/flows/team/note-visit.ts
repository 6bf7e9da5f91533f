import { visitors } from '../../db/schema/team.ts'
import type { FlowContext } from '../context.ts'

/** Written down so often at most: a page asks for itself again and again. */
const EVERY_MS = 5 * 60_000
const MOST_KNOWN = 1_000

// By database, because tests have several in one process.
const noted = new WeakMap<object, Map<string, number>>()

/** Writes down that the person of ctx has used the page, and with which rights. */
export async function noteVisit(ctx: Pick<FlowContext, 'db' | 'clock' | 'actor'>): Promise<void> {
  const { actor, clock, db } = ctx
  if (actor.kind !== 'admin_user') return
  const now = clock.now()
  const known = noted.get(db) ?? new Map<string, number>()
  noted.set(db, known)
  const key = `${actor.id} ${actor.roles.join(',')}`
  if (now.getTime() - (known.get(key) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, now.getTime())
  const seen = { name: actor.name, roles: actor.roles, stores: actor.stores ?? null, lastSeenAt: now }
  await db
    .insert(visitors)
    .values({ id: actor.id, ...seen, firstSeenAt: now })
    .onConflictDoUpdate({ target: visitors.id, set: seen })
}
