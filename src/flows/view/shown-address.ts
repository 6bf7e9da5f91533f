import type { Actor } from '../context.ts'
import { hasRole } from '../require-role.ts'
import { maskText } from './mask.ts'

/**
 * An e-mail address as this person may read it: whole for who may act in the store and so writes to it, masked for who may
 * only look (docs/security.md). Every view that tells one asks here.
 */
export const shownAddress = (ctx: { readonly actor: Actor }, store: string, address: string): string =>
  hasRole(ctx, 'operate', store) ? address : maskText(address)
