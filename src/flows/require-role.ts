import { UserError } from '../domain/errors.ts'
import type { Actor, Role } from './context.ts'

/** The person may look, but not do this. The message names the role to ask for. */
export class RoleMissing extends UserError {}

const MAY: Readonly<Record<Role, string>> = {
  view: 'see this page',
  operate: 'act on orders, problems and documents',
  configure: 'change the configuration',
}

/**
 * Roles are taken as granted, one by one: `configure` does not imply `operate`. Jobs and the command line act with the
 * rights of the installation; Magento and the ERP never act through doors that ask for a role.
 * @param store whose rows it is about; "*" when it is about all of them.
 * @throws RoleMissing
 */
export function requireRole(ctx: { readonly actor: Actor }, role: Role, store?: string): void {
  const { actor } = ctx
  if (actor.kind === 'cli' || actor.kind === 'job') return
  if (actor.kind === 'admin_user' && actor.roles.includes(role)) {
    if (store === undefined || (actor.stores?.includes(store) ?? true)) return
    const what = store === '*' ? 'all stores' : `store ${store}`
    throw new RoleMissing(`You may not act on ${what}. Ask whoever runs Orderbridge for a login link that may.`)
  }
  throw new RoleMissing(`You may not ${MAY[role]}. Ask for the role "${role}" in Magento under System › User Roles.`)
}

/** Whether `requireRole` would let it pass: for what is shown, not for what is done. */
export function hasRole(ctx: { readonly actor: Actor }, role: Role, store?: string): boolean {
  try {
    requireRole(ctx, role, store)
    return true
  } catch (error) {
    if (error instanceof RoleMissing) return false
    throw error
  }
}
