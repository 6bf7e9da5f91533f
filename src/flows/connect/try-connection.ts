import type { Finding } from '../../domain/finding.ts'
import { EVERY_STORE } from '../audit/write-audit.ts'
import { whileWaiting } from '../config/examine-far-side.ts'
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
  return await trySetup(ctx, asSetup(await readDraft(ctx, draft)))
}

/** Servers of the network that Orderbridge stands in belong to no single store. @throws RoleMissing */
export function requirePrivateNetwork(ctx: FlowContext, { privateNetwork }: Pick<Draft, 'privateNetwork'>): void {
  if (privateNetwork) requireRole(ctx, 'configure', EVERY_STORE)
}

export async function trySetup(ctx: FlowContext, setup: ConnectionSetup): Promise<readonly Finding[]> {
  const findings = await whileWaiting(ctx, async () => {
    const erp = ctx.remotes.erpOf(setup)
    try {
      return await erp.diagnose({ fix: false })
    } finally {
      // Not awaited: a slow log-out is nothing to wait for.
      erp.close().catch(() => {})
    }
  })
  const remedy = hasRole(ctx, 'configure', EVERY_STORE) ? PRIVATE_REMEDY : NOT_PRIVATE_REMEDY
  return findings.map(finding => (isPrivate(finding) ? { ...finding, remedy } : finding))
}

/** In the words of src/outbound/connection.ts. */
const isPrivate = ({ detail, ok }: Finding): boolean => !ok && detail.includes('is a private or reserved address')
/** Who sees no such box would look for it in vain. */
const NOT_PRIVATE_REMEDY =
  'Enter an address that is reached from outside, or ask whoever runs Orderbridge for a login link for all stores'
const PRIVATE_REMEDY = 'Tick “The ERP stands in a private network”, or enter an address that is reached from outside'
