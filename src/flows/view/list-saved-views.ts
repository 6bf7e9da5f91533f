import { and, asc, inArray } from 'drizzle-orm'
import { savedViews } from '../../db/schema/saved-views.ts'
import { EVERY_STORE } from '../audit/write-audit.ts'
import { type Actor, type FlowContext, nameOf } from '../context.ts'

export interface SavedView {
  readonly id: number
  readonly store: string
  readonly name: string
  /** As the page's address has it: "phase=held&columns=customer,total". */
  readonly query: string
  /** Everybody of the store has it. */
  readonly shared: boolean
}

/** Whose views of everybody are: nobody's. */
export const EVERYBODY = ''
/** The name under which the columns are kept that somebody sees when the address names none. */
export const NO_NAME = ''

/**
 * Under whom somebody's views are kept. Magento's people have an id there; whoever comes by a login link is a new session
 * each time and known by name only, which is enough for filters: they are applied to what the person may see.
 */
export const ownerOf = (actor: Actor): string =>
  actor.kind === 'admin_user' && !actor.id.startsWith('login-link:') ? `person ${actor.id}` : `name ${nameOf(actor)}`

/**
 * The views that somebody has in these stores: own ones and those of everybody, by name.
 * @returns `columns`: the query with the columns chosen for everyday, if there is one.
 */
export async function listSavedViews(
  ctx: Pick<FlowContext, 'db' | 'actor'>,
  stores: readonly string[],
): Promise<{ readonly views: readonly SavedView[]; readonly columns: string | undefined }> {
  const rows = await ctx.db
    .select()
    .from(savedViews)
    .where(
      and(
        inArray(savedViews.owner, [ownerOf(ctx.actor), EVERYBODY]),
        inArray(savedViews.store, [...stores, EVERY_STORE]),
      ),
    )
    .orderBy(asc(savedViews.name), asc(savedViews.id))
  const unnamed = rows.find(row => row.name === NO_NAME && row.owner !== EVERYBODY)
  const views = rows
    .filter(row => row.name !== NO_NAME)
    .map(({ id, store, name, query, owner }) => ({ id, store, name, query, shared: owner === EVERYBODY }))
  return { views, columns: unnamed?.query }
}
