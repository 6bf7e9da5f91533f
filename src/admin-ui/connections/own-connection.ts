import type { Role } from '../../flows/context.ts'
import { requireRole } from '../../flows/require-role.ts'
import { type ConnectionRow, listConnections } from '../../flows/view/list-connections.ts'
import { say } from '../language/say.tsx'
import { type AdminContext, codesOf, Refusal } from '../viewer.ts'

/**
 * The connection of the address, when it is one of the viewer's stores.
 * @param role what is asked of the viewer there, before anything that was sent is read
 * @throws Refusal 404, RoleMissing
 */
export async function ownConnection(c: AdminContext, role: Role = 'view'): Promise<ConnectionRow> {
  const viewer = c.get('viewer')
  const rows = await listConnections(viewer.ctx, codesOf(viewer))
  const found = rows.find(({ kind, code }) => kind === 'connection' && code === c.req.param('code'))
  if (!found) throw new Refusal(404, say('There is no such connection in your stores.'))
  requireRole(viewer.ctx, role, found.store)
  return found
}
