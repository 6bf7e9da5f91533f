import { type Context, Hono } from 'hono'
import { ZodError } from 'zod'
import { type Faults, faultSchema } from './faults.ts'
import type { Mailbox, ReceivedMail } from './mailbox.ts'
import { listPage, mailPage } from './pages.tsx'

/** The page shows mails of anybody: no script, nothing from elsewhere, only its own style and frames. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; img-src data:"

/** What a person sees of the mailbox, and the JSON that tests read. */
export function mailboxApp(mailbox: Mailbox, faults: Faults): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('x-content-type-options', 'nosniff')
    // Chromium shows no PDF under a policy that forbids plug-ins.
    if (c.res.headers.get('content-type') !== 'application/pdf') c.header('content-security-policy', POLICY)
  })
  app.onError((error, c) => {
    if (error instanceof ZodError || error instanceof SyntaxError) return c.json({ message: error.message }, 400)
    throw error
  })
  app.get('/', c => c.html(`<!doctype html>${listPage(mailbox.list())}`))
  app.get('/messages/:id', c => withMail(c, mailbox, mail => c.html(`<!doctype html>${mailPage(mail)}`)))
  app.get('/messages/:id/html', c => withMail(c, mailbox, mail => c.html(mail.html)))
  app.get('/messages/:id/files/:index', c =>
    withMail(c, mailbox, mail => fileAnswer(c, mailbox, mail, Number(c.req.param('index')))),
  )
  app.get('/api/messages', c => c.json(mailbox.list().map(summaryOf)))
  app.get('/sandbox/faults', c => c.json(faults.list()))
  app.post('/sandbox/faults', async c => {
    faults.add(faultSchema.parse(await c.req.json()))
    return c.json(faults.list(), 201)
  })
  app.delete('/sandbox/faults', c => {
    faults.clear()
    return c.body(null, 204)
  })
  return app
}

export type MailSummary = ReturnType<typeof summaryOf>

function summaryOf({ id, messageId, from, to, subject, attachments, receivedAt, suppressed }: ReceivedMail) {
  const files = attachments.map(({ filename, size, sha256 }) => ({ filename, size, sha256 }))
  return { id, messageId, from, to, subject, attachments: files, receivedAt, suppressed }
}

function withMail(c: Context, mailbox: Mailbox, answer: (mail: ReceivedMail) => Response | Promise<Response>) {
  const mail = mailbox.get(Number(c.req.param('id')))
  return mail ? answer(mail) : c.text('There is no such mail.', 404)
}

/** PDFs open in the browser; everything else, and what is asked for, is a download. */
function fileAnswer(c: Context, mailbox: Mailbox, mail: ReceivedMail, index: number): Response {
  const file = mail.attachments[index]
  const content = mailbox.file(mail.id, index)
  if (!file || !content) return c.text('There is no such file.', 404)
  const pdf = file.contentType === 'application/pdf'
  const disposition = pdf && c.req.query('download') === undefined ? 'inline' : 'attachment'
  const name = encodeURIComponent(file.filename).replaceAll("'", '%27') // RFC 8187
  return c.body(new Uint8Array(content), 200, {
    'content-type': pdf ? file.contentType : 'application/octet-stream',
    'content-disposition': `${disposition}; filename*=UTF-8''${name}`,
  })
}
