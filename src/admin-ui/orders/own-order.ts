import { z } from 'zod'
import { requireRole } from '../../flows/require-role.ts'
import { readOwner } from '../../flows/view/read-owner.ts'
import { message, say } from '../language/say.tsx'
import { type AdminContext, codesOf, Refusal } from '../viewer.ts'

export const reasonForm = z.object({
  reason: z.string().trim().min(1, message('Say why, so that others understand it later.')).max(300),
})

/** The order of the address, when the viewer may act on it. */
export async function ownOrder(c: AdminContext) {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'operate')
  const owner = await readOwner(viewer.ctx, { stores: codesOf(viewer), kind: 'order', id: Number(c.req.param('id')) })
  if (!owner) throw new Refusal(404, say('There is no such order in your stores.'))
  return owner
}
