import { UserError } from '../../domain/errors.ts'
import type { Finding } from '../../domain/finding.ts'
import { connectorKinds } from '../../erp/registry.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { applyConnection } from '../config/apply-connection.ts'
import { lockConfiguration } from '../config/configuration-lock.ts'
import { PRIVATE_REMEDIES, withPrivateRemedy } from '../config/private-network.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { type AccessChange, changedAccess } from './access-of.ts'
import { asSetup } from './read-draft.ts'
import { trySetup } from './try-connection.ts'

/** What the doctor says with the changed address and credentials. Nothing is stored. */
export async function tryAccess(ctx: FlowContext, change: AccessChange): Promise<readonly Finding[]> {
  const findings = await trySetup(ctx, asSetup((await changedAccess(ctx, change)).entry))
  return withPrivateRemedy(findings, PRIVATE_REMEDIES.connection)
}

/**
 * Writes another address or other credentials of a connection, as a configuration file would: a version of the settings
 * where these change, the audit without the secrets. Calls use them within a second, and what has waited is tried.
 */
export async function changeAccess(
  ctx: FlowContext,
  change: AccessChange & { readonly reason: string },
): Promise<{ readonly name: string }> {
  const reason = change.reason.trim().slice(0, 300)
  if (reason === '') throw new UserError('Say why: whoever looks later will want to know.')
  const name = await inTransaction(ctx, async inside => {
    await lockConfiguration(inside.db)
    const { row, entry } = await changedAccess(inside, change)
    const person = { name: nameOf(ctx.actor), reason }
    const step = applyConnection(inside, entry, row, connectorKinds, { person })
    if (!step) throw new UserError('Nothing is different from what is active already.')
    await step.write(inside)
    const { store, subject, before, after } = step
    await writeAudit(inside, { store, action: 'connection.change', subject, before, after, reason })
    inside.wake()
    return row.name
  })
  await ctx.remotes.refresh()
  return { name }
}
