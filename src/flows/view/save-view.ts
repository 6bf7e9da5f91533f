import { and, count, eq, inArray } from 'drizzle-orm'
import { savedViews } from '../../db/schema/saved-views.ts'
import { UserError } from '../../domain/errors.ts'
import { EVERY_STORE, writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { EVERYBODY, NO_NAME, ownerOf } from './list-saved-views.ts'

/** More than a person finds again. */
export const MOST_VIEWS = 50

export interface ViewToSave {
  /** A store's code, or "*" for all that whoever opens it may see. */
  readonly store: string
  readonly name: string
  readonly query: string
  /** For everybody of the store, which needs the role `configure` there. */
  readonly shared: boolean
}

/**
 * Keeps a view under its name; one of that name is replaced. One's own views are nobody else's business; those of
 * everybody are audited.
 * @throws RoleMissing; UserError when there are too many.
 */
export async function saveView(ctx: FlowContext, view: ViewToSave): Promise<void> {
  const { store, name, query, shared } = view
  if (shared) requireRole(ctx, 'configure', store)
  else requireRole(ctx, 'view', store === EVERY_STORE ? undefined : store)
  const owner = shared ? EVERYBODY : ownerOf(ctx.actor)
  await inTransaction(ctx, async tx => {
    const now = ctx.clock.now()
    const [before] = await tx.db
      .select({ query: savedViews.query })
      .from(savedViews)
      .where(and(eq(savedViews.owner, owner), eq(savedViews.store, store), eq(savedViews.name, name)))
    if (!before) await refuseTooMany(tx, owner)
    await tx.db
      .insert(savedViews)
      .values({ owner, store, name, query, updatedAt: now })
      .onConflictDoUpdate({
        target: [savedViews.owner, savedViews.store, savedViews.name],
        set: { query, updatedAt: now },
      })
    if (shared && before?.query !== query)
      await writeAudit(tx, {
        store,
        action: 'view.share',
        subject: `view ${name}`,
        before: before && { address: withoutSearch(before.query) },
        after: { address: withoutSearch(query) },
      })
  })
}

async function refuseTooMany(ctx: FlowContext, owner: string): Promise<void> {
  const [kept] = await ctx.db.select({ views: count() }).from(savedViews).where(eq(savedViews.owner, owner))
  if ((kept?.views ?? 0) >= MOST_VIEWS)
    throw new UserError(`There are ${MOST_VIEWS} saved views already. Remove one, or save this under the name of one.`)
}

/** Keeps the columns that somebody sees when the address names none. */
export const saveColumns = (ctx: FlowContext, query: string): Promise<void> =>
  saveView(ctx, { store: EVERY_STORE, name: NO_NAME, query, shared: false })

/**
 * Removes a view that is one's own, or everybody's with the role `configure`.
 * @returns its name. @throws RoleMissing; UserError when it is not there any more.
 */
export async function removeView(
  ctx: FlowContext,
  input: { readonly stores: readonly string[]; readonly id: number },
): Promise<string> {
  requireRole(ctx, 'view')
  return await inTransaction(ctx, async tx => {
    const [view] = await tx.db
      .select()
      .from(savedViews)
      .where(
        and(
          eq(savedViews.id, input.id),
          inArray(savedViews.owner, [ownerOf(ctx.actor), EVERYBODY]),
          inArray(savedViews.store, [...input.stores, EVERY_STORE]),
        ),
      )
      .for('update')
    if (!view) throw new UserError('This view is not there any more.')
    const { store, name, query } = view
    if (view.owner === EVERYBODY) requireRole(ctx, 'configure', store)
    await tx.db.delete(savedViews).where(eq(savedViews.id, view.id))
    if (view.owner === EVERYBODY)
      await writeAudit(tx, {
        store,
        action: 'view.remove',
        subject: `view ${name}`,
        before: { address: withoutSearch(query) },
      })
    return name
  })
}

/** For the audit: what was typed may be a name or an address. */
function withoutSearch(query: string): string {
  const fields = new URLSearchParams(query)
  if (fields.has('q')) fields.set('q', '•••')
  return fields.toString()
}
