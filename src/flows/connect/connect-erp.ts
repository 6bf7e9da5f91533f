import { eq } from 'drizzle-orm'
import { connections } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { connectionPolicies } from '../../domain/settings.ts'
import { connectorKinds } from '../../erp/registry.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { applyConnection } from '../config/apply-connection.ts'
import { lockConfiguration } from '../config/configuration-lock.ts'
import type { ConnectionEntry } from '../config/configuration-schema.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { CONNECT_PAUSE } from './connect-pause.ts'
import { type Draft, readDraft } from './read-draft.ts'
import { requirePrivateNetwork } from './try-connection.ts'

/** By this a file that is applied later knows that a person made the settings (flows/config/apply-connection.ts). */
const REASON = 'connected on the page'

/**
 * Stores a new connection as a configuration file would, and pauses it: nothing goes out before somebody says so. The
 * code of another connection is refused, whoever made that one.
 */
export async function connectErp(ctx: FlowContext, draft: Draft): Promise<{ readonly code: string }> {
  requirePrivateNetwork(ctx, draft)
  const entry = await readDraft(ctx, draft)
  const { code, store } = entry
  await inTransaction(ctx, async inside => {
    await lockConfiguration(inside.db)
    const rows = await inside.db.select().from(connections)
    if (rows.some(row => row.code === code))
      throw new UserError(`There is a connection with the code "${code}" already. Use another code.`)
    const routed = besideOthers(
      entry,
      rows.filter(row => row.store === store),
    )
    const step = applyConnection(inside, routed, undefined, connectorKinds, {
      person: { name: nameOf(ctx.actor), reason: REASON },
    })
    if (!step) throw new Error('a new connection differs from none')
    await step.write(inside)
    await inside.db
      .update(connections)
      .set({ pausedAt: inside.clock.now(), pausedReason: CONNECT_PAUSE })
      .where(eq(connections.code, code))
    const { subject, before, after } = step
    await writeAudit(inside, { store, action: 'connection.create', subject, before, after, reason: REASON })
    inside.wake()
  })
  await ctx.remotes.refresh()
  return { code }
}

/**
 * Orders go to the first connection by code that takes their store view (flows/order/choose-connection.ts). One that is
 * added beside others takes the views that were named for it and no more: nobody else's orders come to wait for it.
 */
function besideOthers(entry: ConnectionEntry, others: readonly (typeof connections.$inferSelect)[]): ConnectionEntry {
  if (others.length === 0) return entry
  const views = entry.policies.views ?? []
  for (const view of views) {
    const first = others.find(({ code, policies }) => code < entry.code && takes(policies, view))
    if (first)
      throw new UserError(
        `Orders of store view "${view}" go to ${first.code}, whose code comes first. Leave that view out, or use a code that comes before "${first.code}".`,
      )
  }
  return { ...entry, policies: { ...entry.policies, views } }
}

function takes(policies: unknown, view: string): boolean {
  const { views } = connectionPolicies.parse(policies)
  return !views || views.includes(view)
}
