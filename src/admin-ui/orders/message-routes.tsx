import { isDeepStrictEqual } from 'node:util'
import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { editMessage } from '../../flows/outbox/edit-message.ts'
import { EditRefused } from '../../flows/outbox/edit-refused.ts'
import { previewEdit } from '../../flows/outbox/preview-edit.ts'
import { retryMessage } from '../../flows/outbox/retry-message.ts'
import { requireRole } from '../../flows/require-role.ts'
import { type MessagePage, readMessage } from '../../flows/view/read-message.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { answerAction } from '../shell/answers.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import type { EditDraft, EditErrors } from './edit-fields.tsx'
import { MessageDialog } from './message-dialog.tsx'
import { ReviewDialog } from './review-dialog.tsx'

const editForm = z.object({
  part: z.string().optional(),
  reason: z.string().trim().max(300).default(''),
  accept: z.string().optional(),
  /** The differences were shown. */
  seen: z.string().optional(),
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
    const form = await readForm(c, editForm)
    const which = { store: message.store, messageId: message.id }
    const draft = draftOf(form)
    const { part, errors } = form.part === undefined ? { part: undefined, errors: {} } : readJson(form.part)
    const isEdited = message.part && form.part !== undefined && !isDeepStrictEqual(part, message.part.value)
    if (isEdited && form.seen === undefined) return await review(c, message, { draft, part, errors })
    return answerAction(c, async () => {
      if (isEdited) await editMessage(ctx, { ...which, part, reason: draft.reason, acceptDifference: draft.accept })
      return (await retryMessage(ctx, which)).message
    })
  })
  // From the differences back to the fields.
  .post('/:id{\\d{1,15}}/edit', async c => {
    const message = await ownMessage(c)
    return inDialog(c, <MessageDialog message={message} draft={draftOf(await readForm(c, editForm))} />)
  })

const draftOf = ({ part = '', reason, accept }: z.infer<typeof editForm>): EditDraft => ({
  part,
  reason,
  accept: accept === 'yes',
})

interface Asked {
  readonly draft: EditDraft
  readonly part: unknown
  readonly errors: EditErrors
}

/** What the edit changes, or what is wrong with it at its field. */
async function review(c: AdminContext, message: MessagePage, { draft, part, errors }: Asked): Promise<Response> {
  const wrong: { -readonly [Field in keyof EditErrors]: EditErrors[Field] } = { ...errors }
  if (draft.reason === '') wrong.reason = say('A reason is needed: it is what others will read later.')
  const asked = { store: message.store, messageId: message.id, part, acceptDifference: draft.accept }
  const preview = errors.part === undefined ? await tryOut(c, asked, wrong) : undefined
  if (!preview || Object.keys(wrong).length > 0)
    return inDialog(c, <MessageDialog message={message} draft={draft} errors={wrong} />, 422)
  return inDialog(c, <ReviewDialog message={message} draft={draft} after={part} {...preview} />)
}

async function tryOut(c: AdminContext, asked: Parameters<typeof previewEdit>[1], wrong: { [field: string]: string }) {
  try {
    return await previewEdit(c.get('viewer').ctx, asked)
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error
    wrong[error.field] = told(error.message)
    return undefined
  }
}

/** In place of what the dialog shows now. */
function inDialog(
  c: AdminContext,
  content: string | Promise<string>,
  status: 200 | 422 = 200,
): Response | Promise<Response> {
  c.header('HX-Retarget', '#dialog')
  c.header('HX-Reswap', 'innerHTML')
  return c.html(content, status)
}

/** The message of the address, when the viewer may act on it. */
async function ownMessage(c: AdminContext): Promise<MessagePage> {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'operate')
  const message = await readMessage(viewer.ctx, { stores: codesOf(viewer), id: Number(c.req.param('id')) })
  if (!message) throw new Refusal(404, say('There is no such message in your stores.'))
  return message
}

function readJson(text: string): { readonly part: unknown; readonly errors: EditErrors } {
  try {
    return { part: JSON.parse(text), errors: {} }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return { part: undefined, errors: { part: say('This is no JSON: {error}', { error: words }) } }
  }
}
