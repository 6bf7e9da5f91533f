import type { Role } from '../../flows/context.ts'
import { requireRole } from '../../flows/require-role.ts'
import type { SettingsPlace } from '../../flows/settings/read-settings.ts'
import { type ConnectionRow, listConnections } from '../../flows/view/list-connections.ts'
import { say } from '../language/say.tsx'
import { type AdminContext, codesOf, Refusal } from '../viewer.ts'

export const addressOf = (c: AdminContext) => `/admin/settings/${c.req.param('of')}/${c.req.param('code')}`

interface OwnPlace {
  readonly place: SettingsPlace
  readonly own: ConnectionRow
  /** The store's other rows. */
  readonly others: readonly ConnectionRow[]
}

/**
 * What the address means, when it belongs to a store of the viewer.
 * @param role what is asked of the viewer there, before anything that was sent is read
 * @throws Refusal 404, RoleMissing
 */
export async function placeOf(c: AdminContext, role: Role = 'view'): Promise<OwnPlace> {
  const viewer = c.get('viewer')
  const rows = await listConnections(viewer.ctx, codesOf(viewer))
  const own = rows.find(row => row.kind === c.req.param('of') && row.code === c.req.param('code'))
  if (!own) throw new Refusal(404, say('There is no such connection in your stores.'))
  requireRole(viewer.ctx, role, own.store)
  return {
    place: { of: own.kind, code: own.code },
    own,
    others: rows.filter(row => row.store === own.store && row !== own),
  }
}
