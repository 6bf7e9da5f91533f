import { Hono } from 'hono'
import { requireRole } from '../../flows/require-role.ts'
import { type AdminEnv, codesOf } from '../viewer.ts'

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // nginx would keep what is sent until it has a few kilobytes.
  'X-Accel-Buffering': 'no',
}

/** Says when something changed in the viewer's stores, until the session is over. 204: ask by the clock, none is to be had. */
export const liveRoutes = new Hono<AdminEnv>().get('/', async c => {
  const { live, clock } = c.get('options')
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'view')
  const { actor } = viewer.ctx
  const body = await live?.open({
    viewer: actor.kind === 'admin_user' ? actor.id : actor.kind,
    stores: codesOf(viewer),
    forMs: viewer.until.getTime() - clock.now().getTime(),
  })
  return body ? c.body(body, 200, HEADERS) : c.body(null, 204)
})
