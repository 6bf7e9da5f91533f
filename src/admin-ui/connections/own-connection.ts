import { type ConnectionRow, listConnections } from '../../flows/view/list-connections.ts'
import { say } from '../language/say.tsx'
import { type AdminContext, codesOf, Refusal } from '../viewer.ts'

/** The connection of the address, when it is one of the viewer's stores. @throws Refusal 404 */
export async function ownConnection(c: AdminContext): Promise<ConnectionRow> {
  const viewer = c.get('viewer')
  const rows = await listConnections(viewer.ctx, codesOf(viewer))
  const found = rows.find(({ kind, code }) => kind === 'connection' && code === c.req.param('code'))
  if (!found) throw new Refusal(404, say('There is no such connection in your stores.'))
  return found
}
