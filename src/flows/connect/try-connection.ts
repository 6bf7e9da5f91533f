import type { Finding } from '../../domain/finding.ts'
import { EVERY_STORE } from '../audit/write-audit.ts'
import { whileWaiting } from '../config/examine-far-side.ts'
import { withPrivateRemedy } from '../config/private-network.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import { hasRole, requireRole } from '../require-role.ts'
import { asSetup, type Draft, readDraft } from './read-draft.ts'

/**
 * What the doctor says of a connection that is only filled in. Nothing is stored and nothing changed; the calls go out
 * by the rules that hold for all of them.
 */
export async function tryConnection(ctx: FlowContext, draft: Draft): Promise<readonly Finding[]> {
  requirePrivateNetwork(ctx, draft)
  const remedy = hasRole(ctx, 'configure', EVERY_STORE) ? PRIVATE_REMEDY : NOT_PRIVATE_REMEDY
  return withPrivateRemedy(await trySetup(ctx, asSetup(await readDraft(ctx, draft))), remedy)
}

/** Servers of the network that Orderbridge stands in belong to no single store. @throws RoleMissing */
export function requirePrivateNetwork(ctx: FlowContext, { privateNetwork }: Pick<Draft, 'privateNetwork'>): void {
  if (privateNetwork) requireRole(ctx, 'configure', EVERY_STORE)
}

export async function trySetup(ctx: FlowContext, setup: ConnectionSetup): Promise<readonly Finding[]> {
  return await whileWaiting(ctx, async () => {
    const erp = ctx.remotes.erpOf(setup)
    try {
      return await erp.diagnose({ fix: false })
    } finally {
      // Not awaited: a slow log-out is nothing to wait for.
      erp.close().catch(() => {})
    }
  })
}

/** Who sees no such box would look for it in vain. */
const NOT_PRIVATE_REMEDY =
  'Enter an address that is reached from outside, or ask whoever runs Orderbridge for a login link for all stores'
const PRIVATE_REMEDY = 'Tick “The ERP stands in a private network”, or enter an address that is reached from outside'
