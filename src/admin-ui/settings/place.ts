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

/** What the address means, when it belongs to a store of the viewer. @throws Refusal 404 */
export async function placeOf(c: AdminContext): Promise<OwnPlace> {
  const viewer = c.get('viewer')
  const rows = await listConnections(viewer.ctx, codesOf(viewer))
  const own = rows.find(row => row.kind === c.req.param('of') && row.code === c.req.param('code'))
  if (!own) throw new Refusal(404, say('There is no such connection in your stores.'))
  return {
    place: { of: own.kind, code: own.code },
    own,
    others: rows.filter(row => row.store === own.store && row !== own),
  }
}
