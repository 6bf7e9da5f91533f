import { UserError } from '../../domain/errors.ts'
import { EVERY_STORE } from '../audit/write-audit.ts'
import type { FlowContext, Role } from '../context.ts'
import { requireRole } from '../require-role.ts'

/**
 * Nobody hands out more than they have: whoever makes a link configures each of its stores, and has each of its rights.
 * @param grant.stores absent: every store
 */
export function requireGrant(
  ctx: Pick<FlowContext, 'actor'>,
  grant: { readonly roles: readonly Role[]; readonly stores: readonly string[] | undefined },
): void {
  const { roles, stores } = grant
  for (const store of stores ?? [EVERY_STORE]) requireRole(ctx, 'configure', store)
  if (stores?.length === 0) throw new UserError('Choose at least one store.')
  if (roles.length === 0) throw new UserError('Choose at least one right.')
  for (const role of roles) requireRole(ctx, role)
}
