import { isDeepStrictEqual } from 'node:util'
import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { editMessage } from '../../flows/outbox/edit-message.ts'
import { retryMessage } from '../../flows/outbox/retry-message.ts'
import { requireRole } from '../../flows/require-role.ts'
import { type MessagePage, readMessage } from '../../flows/view/read-message.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { answerAction } from '../shell/answers.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { MessageDialog } from './message-dialog.tsx'

const editForm = z.object({
  part: z.string().optional(),
  reason: z.string().trim().max(300).default(''),
  accept: z.string().optional(),
})

/** A message that has stopped: looked at, edited, sent again. */
export const messageRoutes = new Hono<AdminEnv>()
  .get('/:id{\\d{1,15}}', async c => {
    const message = await ownMessage(c)
    if (!message.stopped)
      throw new UserError(say('It is {state} by now: there is nothing to mend.', { state: told(message.state) }))
    return c.html(<MessageDialog message={message} />)
  })
  .post('/:id{\\d{1,15}}', async c => {
    const { ctx } = c.get('viewer')
    const message = await ownMessage(c)
    return answerAction(c, async () => {
      const form = await readForm(c, editForm)
      const which = { store: message.store, messageId: message.id }
      const part = form.part === undefined ? undefined : readJson(form.part)
      if (message.part && part !== undefined && !isDeepStrictEqual(part, message.part.value))
        await editMessage(ctx, { ...which, part, reason: form.reason, acceptDifference: form.accept === 'yes' })
      return (await retryMessage(ctx, which)).message
    })
  })

/** The message of the address, when the viewer may act on it. */
async function ownMessage(c: AdminContext): Promise<MessagePage> {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'operate')
  const message = await readMessage(viewer.ctx, { stores: codesOf(viewer), id: Number(c.req.param('id')) })
  if (!message) throw new Refusal(404, say('There is no such message in your stores.'))
  return message
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UserError(
      say('This is no JSON: {error}', { error: error instanceof Error ? error.message : String(error) }),
    )
  }
}
