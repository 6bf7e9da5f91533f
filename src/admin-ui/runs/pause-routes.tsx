import { Hono } from 'hono'
import { z } from 'zod'
import { pause, resume } from '../../flows/config/pause.ts'
import { pauseKind, resumeKind } from '../../flows/config/pause-kind.ts'
import { effectKinds } from '../../flows/outbox/effect-kinds.ts'
import { requireRole } from '../../flows/require-role.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, queryText, Refusal } from '../viewer.ts'
import { PauseDialog } from './far-sides.tsx'

const what = z.enum(['store', 'connection', 'kind'])
const pauseForm = z.object({
  what,
  code: z.string().max(100),
  store: z.string().max(40).optional(),
  reason: z.string().trim().max(300).default(''),
})

/** Stopping what goes to a store, an ERP, or one kind of messages, and letting it go on. */
export const pauseRoutes = new Hono<AdminEnv>()
  .get('/pause', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const asked = what.safeParse(queryText(c, 'what'))
    if (!asked.success) throw new Refusal(400, say('This address does not say what to pause. Load the page again.'))
    const kinds = [...effectKinds.values()].map(({ kind, noun }) => ({ kind, noun }))
    return c.html(<PauseDialog what={asked.data} code={queryText(c, 'code')} kinds={kinds} stores={viewer.stores} />)
  })
  .post('/pause', c => change(c, true))
  .post('/resume', c => change(c, false))

async function change(c: AdminContext, stop: boolean): Promise<Response> {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'operate')
  return answerAction(c, async () => {
    const { what, code, store, reason } = await readForm(c, pauseForm)
    if (what !== 'kind') return (await (stop ? pause : resume)(viewer.ctx, { kind: what, code, reason })).message
    if (!store || !codesOf(viewer).includes(store)) throw new Refusal(404, say('There is no such store among yours.'))
    return (await (stop ? pauseKind : resumeKind)(viewer.ctx, { store, kind: code, reason })).message
  })
}
