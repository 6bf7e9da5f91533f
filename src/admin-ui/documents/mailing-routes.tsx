import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { type Mailed, mailMatching } from '../../flows/document/mail-matching.ts'
import { requireRole } from '../../flows/require-role.ts'
import { previewMailing } from '../../flows/view/preview-mailing.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, Refusal } from '../viewer.ts'
import { documentsQuery, readDocumentQuery } from './filter.ts'
import { MailingDialog, MOST_MAILS } from './mailing-dialog.tsx'

const mailingForm = z.object({
  reason: z.string().trim().min(1, 'Say why, so that others understand it later.').max(300),
  wish: z.string().regex(/^[\w-]{8,64}$/, 'This dialog is not whole. Close it and open it again.'),
})

/** Mailing all documents that match the list's filter; the address carries the filter. */
export const mailingRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const { stores, filter, chosen, sentence } = asked(c)
    const preview = await previewMailing(c.get('viewer').ctx, { stores, filter })
    if (preview.documents === 0) throw new UserError(nothingToSend(preview))
    const query = documentsQuery(chosen)
    return c.html(<MailingDialog preview={preview} query={query} sentence={sentence} wish={randomUUID()} />)
  })
  .post('/', async c => {
    const { stores, filter } = asked(c)
    return answerAction(c, async () => {
      const form = await readForm(c, mailingForm)
      return told(await mailMatching(c.get('viewer').ctx, { stores, filter, ...form, most: MOST_MAILS }))
    })
  })

/** The filter of the address, when the viewer may act. A store that is not the viewer's is no filter to act on. */
function asked(c: AdminContext) {
  const { ctx, stores } = c.get('viewer')
  requireRole(ctx, 'operate')
  const store = c.req.query('store')
  if (store && !stores.some(({ code }) => code === store))
    throw new Refusal(404, say('There is no such store among yours.'))
  const query = readDocumentQuery(c)
  if (Object.keys(query.filter).length === 0)
    throw new UserError(say('Choose which documents first: not delivered, not mailed yet, or from one day to another.'))
  return query
}

function nothingToSend({ onItsWay, withoutSender }: { onItsWay: number; withoutSender: readonly string[] }): string {
  if (onItsWay > 0) return say('All of them are on their way, or were mailed in the last 10 minutes.')
  if (withoutSender.length > 0)
    return say('No sender is set: {stores}. Nothing can be sent yet.', {
      stores: withoutSender.join(', '),
    })
  return say('None of these documents can be mailed this way. Send them one by one.')
}

function told({ mailed, passedOver, left }: Mailed): string {
  if (mailed === 0 && passedOver === 0) return say('Nothing more to send: they are on their way.')
  const parts = [
    say('{n, plural, one {# mail is} other {# mails are}} on the way', { n: mailed }),
    ...(passedOver > 0
      ? [
          say('{n, plural, one {# was} other {# were}} left out: on the way already, or of several customers', {
            n: passedOver,
          }),
        ]
      : []),
    ...(left > 0 ? [say('{n, plural, one {# more is} other {# more are}} left: press again', { n: left })] : []),
  ]
  return `${parts.join('; ')}.`
}
