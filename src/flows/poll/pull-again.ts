import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { cursors } from '../../db/schema/operations.ts'
import { orders } from '../../db/schema/orders.ts'
import { UserError } from '../../domain/errors.ts'
import type { Hint } from '../../domain/hint.ts'
import type { OrderHint } from '../../magento/contract.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { storeZone } from '../ledger/store-zone.ts'
import { dayIn } from '../order/plan-sales-document.ts'
import { requireRole } from '../require-role.ts'
import { moveCursor, readCursor } from './cursor.ts'
import { cutOver, toHint } from './poll-magento-orders.ts'

export const PULL_TASK = 'pull-again'
export const PULLS = ['orders', 'erp', 'both'] as const
export type Pull = (typeof PULLS)[number]

const PAGE = 200
const DAY_MS = 86_400_000
/** The ERP's answer is one list: a week of it at a time. */
const ERP_DAYS = 7
/** A run ends after so long and the next one goes on: others must not think that it died. */
const LONGEST_MS = 45_000

/** A pull that is under way, and how far it is; the polls' own cursors stay where they are. */
const wish = z.object({
  /** Moment in which it was asked for: its hints are heard although the polls have heard of the same changes. */
  id: z.string(),
  what: z.enum(PULLS),
  since: z.iso.datetime(),
  /** Orders up to here are read; null: all of them. */
  orders: z.object({ updatedAt: z.string(), id: z.number() }).nullish(),
  /** By connection, the moment up to which its changes are read; null: all of them. */
  erp: z.record(z.string(), z.iso.datetime().nullable()),
})
type Wish = z.infer<typeof wish>

export interface PullInput {
  readonly store: string
  readonly since: Date
  readonly what: Pull
}

/**
 * Has everything that changed since a moment heard again, in the background: orders from Magento, documents from the ERP.
 * What is known already comes to nothing. Asked twice is asked once.
 */
export async function askToPull(
  ctx: FlowContext,
  { store, since, what }: PullInput,
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', store)
  const now = ctx.clock.now()
  if (since >= now) throw new UserError('That day has not come yet. Give an earlier one.')
  const pending = await readCursor(ctx, store, PULL_TASK, wish)
  const zone = await storeZone(ctx, store)
  if (pending && (pending.what !== what || pending.since !== since.toISOString()))
    throw new UserError(
      `Store ${store} is being pulled since ${dayIn(zone, pending.since)} already. Wait until that is done.`,
    )
  if (!pending)
    await inTransaction(ctx, async tx => {
      const asked: Wish = { id: now.toISOString(), what, since: since.toISOString(), erp: {} }
      await moveCursor(tx, store, PULL_TASK, asked)
      await writeAudit(tx, { store, action: 'pull', subject: `store ${store}`, after: { since: asked.since, what } })
    })
  ctx.wake()
  return { message: `What changed in store ${store} since ${dayIn(zone, since.toISOString())} is heard again.` }
}

/** Goes on with the pull that was asked for, if any. @returns counts for the run; `left` 1: the next run goes on. */
export async function pullAgain(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const counts = { read: 0, new: 0, left: 0 }
  const until = ctx.clock.now().getTime() + LONGEST_MS
  for (;;) {
    const pending = await readCursor(ctx, store, PULL_TASK, wish)
    if (!pending) return counts
    if (ctx.clock.now().getTime() >= until) return { ...counts, left: 1 }
    const { hints, next } = (await nextOrders(ctx, store, pending)) ?? (await nextChanges(ctx, store, pending))
    const added = await inTransaction(ctx, async tx => {
      // A person may have stopped it while this page was read.
      if ((await lockWish(tx, store))?.id !== pending.id) return undefined
      const fresh = await receiveHints(tx, store, hints)
      await moveCursor(tx, store, PULL_TASK, next ?? {})
      return fresh
    })
    if (added === undefined) return counts
    counts.read += hints.length
    counts.new += added
  }
}

/** Ends the pull of a store after the page that it is at; what it has heard stays. */
export async function stopPull(ctx: FlowContext, { store }: { readonly store: string }): Promise<void> {
  requireRole(ctx, 'operate', store)
  await inTransaction(ctx, async tx => {
    const pending = await lockWish(tx, store)
    if (!pending) throw new UserError(`Nothing is heard again in store ${store}: there is nothing to stop.`)
    await moveCursor(tx, store, PULL_TASK, {})
    const { since, what } = pending
    await writeAudit(tx, { store, action: 'pull.stop', subject: `store ${store}`, before: { since, what } })
  })
}

/** @returns how far the pull of a store is, from 0 to 1; undefined when there is none. */
export async function readPull(ctx: FlowContext, store: string): Promise<number | undefined> {
  const pending = await readCursor(ctx, store, PULL_TASK, wish)
  if (!pending) return undefined
  const now = ctx.clock.now().getTime()
  const since = Date.parse(pending.since)
  const reached = (at: number) => Math.min(1, Math.max(0, (at - since) / Math.max(1, now - since)))
  const { orders: read, what } = pending
  const ofOrders = read === null ? 1 : read ? reached(Date.parse(`${read.updatedAt.replace(' ', 'T')}Z`)) : 0
  const codes = (await ctx.remotes.connectionsOf(store)).map(({ code }) => code)
  const ofErps = codes.map(code => {
    const at = pending.erp[code]
    return at === null ? 1 : at ? reached(Date.parse(at)) : 0
  })
  const parts = [...(what === 'erp' ? [] : [ofOrders]), ...(what === 'orders' ? [] : ofErps)]
  return parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length)
}

async function lockWish(ctx: FlowContext, store: string): Promise<Wish | undefined> {
  const [row] = await ctx.db
    .select({ position: cursors.position })
    .from(cursors)
    .where(and(eq(cursors.store, store), eq(cursors.task, PULL_TASK)))
    .for('update')
  return wish.safeParse(row?.position).data
}

interface Step {
  readonly hints: readonly Hint[]
  /** undefined: the pull is over. */
  readonly next: Wish | undefined
}

const again = (pending: Wish, hint: Hint): Hint => ({
  ...hint,
  source: 'person',
  dedupeKey: `pull@${pending.id}:${hint.dedupeKey}`,
})

/** The next page of orders. @returns undefined when there is none. */
async function nextOrders(ctx: FlowContext, store: string, pending: Wish): Promise<Step | undefined> {
  if (pending.what === 'erp' || pending.orders === null) return undefined
  const magento = await ctx.remotes.magento(store)
  const page = await magento.listChangedOrders(new Date(pending.since), pending.orders, PAGE)
  const last = page.at(-1)
  const orders = last && page.length === PAGE ? { updatedAt: last.updatedAt, id: last.id } : null
  const wanted = await leaveHistory(ctx, store, page)
  return { hints: wanted.map(order => again(pending, toHint(order))), next: { ...pending, orders } }
}

/** Orders from before the cut-over that were never heard of are not sent by accident. */
async function leaveHistory(
  ctx: FlowContext,
  store: string,
  page: readonly OrderHint[],
): Promise<readonly OrderHint[]> {
  const first = (await cutOver(ctx, store)).toISOString().slice(0, 19).replace('T', ' ')
  const old = page.filter(({ createdAt }) => createdAt < first).map(({ id }) => id)
  if (old.length === 0) return page
  const known = await ctx.db
    .select({ id: orders.magentoId })
    .from(orders)
    .where(and(eq(orders.store, store), inArray(orders.magentoId, old)))
  const ids = new Set(known.map(({ id }) => id))
  return page.filter(({ id }) => !old.includes(id) || ids.has(id))
}

/** The next week of changes of the first connection that is not done. */
async function nextChanges(ctx: FlowContext, store: string, pending: Wish): Promise<Step> {
  if (pending.what === 'orders') return { hints: [], next: undefined }
  const codes = (await ctx.remotes.connectionsOf(store)).map(({ code }) => code)
  const connection = codes.find(code => pending.erp[code] !== null)
  if (connection === undefined) return { hints: [], next: undefined }
  const from = new Date(pending.erp[connection] ?? pending.since)
  const to = new Date(from.getTime() + ERP_DAYS * DAY_MS)
  const last = to >= ctx.clock.now()
  const erp = await ctx.remotes.erp(connection)
  const { changes } = await erp.readChanges(undefined, from, last ? undefined : to)
  const hints = changes.map(({ entity, erpId, version }) =>
    again(pending, {
      source: 'person',
      connection,
      dedupeKey: `${connection}:${entity}:${version}`,
      entity,
      entityKey: erpId,
      eventType: `${entity}.changed`,
    }),
  )
  return { hints, next: { ...pending, erp: { ...pending.erp, [connection]: last ? null : to.toISOString() } } }
}
