import { Hono } from 'hono'
import { z } from 'zod'
import { resendInvoice } from '../../flows/document/resend-invoice.ts'
import { requireRole } from '../../flows/require-role.ts'
import { listDocuments } from '../../flows/view/list-documents.ts'
import { previewResend } from '../../flows/view/preview-resend.ts'
import { readDocument } from '../../flows/view/read-document.ts'
import { readOwner } from '../../flows/view/read-owner.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminEnv, codesOf, may, Refusal } from '../viewer.ts'
import { readDocumentQuery } from './filter.ts'
import { DocumentFilters, DocumentSentence, DocumentViews } from './filters.tsx'
import { Documents, NoDocuments } from './list.tsx'
import { mailingRoutes } from './mailing-routes.tsx'
import { ResendDialog } from './resend-dialog.tsx'
import { servePdf } from './serve-pdf.ts'

const resendForm = z.object({
  recipient: z.string().trim().min(3, 'Say to whom it shall go.').max(254),
  reason: z.string().trim().min(1, 'Say why it is sent again.').max(300),
})

export const documentRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const query = readDocumentQuery(c)
    const page = await listDocuments(viewer.ctx, { ...query, paging: pagingOf(c) })
    const mayResend = may(viewer, 'operate') && page.rows.length > 0 && Object.keys(query.filter).length > 0
    return renderPage(
      c,
      { title: say('Documents'), place: 'documents' },
      <>
        <div class="head">
          <h1>{say('Documents')}</h1>
          <a class="button" href="/admin/mails">
            {say('Mail texts')}
          </a>
        </div>
        <DocumentViews query={query} mayResend={mayResend} />
        <DocumentFilters query={query} viewer={viewer} />
        <DocumentSentence query={query} />
        {page.rows.length > 0 ? <Documents rows={page.rows} viewer={viewer} /> : <NoDocuments query={query} />}
        <Pager c={c} page={page} label={say('Pages of documents')} />
      </>,
    )
  })
  .route('/mailing', mailingRoutes)
  .get('/:file{\\d{1,15}\\.pdf}', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const document = await readDocument(viewer.ctx, {
      stores: codesOf(viewer),
      id: Number.parseInt(c.req.param('file'), 10),
    })
    if (!document) throw new Refusal(404, say('There is no such document in your stores.'))
    return servePdf(c, document)
  })
  .get('/:id{\\d{1,15}}/resend', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const preview = await previewResend(viewer.ctx, { stores: codesOf(viewer), documentId: Number(c.req.param('id')) })
    if (!preview) throw new Refusal(404, say('There is no such document in your stores.'))
    return c.html(<ResendDialog preview={preview} another={c.req.query('to') === 'another'} />)
  })
  .post('/:id{\\d{1,15}}/resend', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const owner = await readOwner(viewer.ctx, {
      stores: codesOf(viewer),
      kind: 'document',
      id: Number(c.req.param('id')),
    })
    if (!owner) throw new Refusal(404, say('There is no such document in your stores.'))
    return answerAction(c, async () => {
      const { recipient, reason } = await readForm(c, resendForm)
      return (await resendInvoice(viewer.ctx, { store: owner.store, documentId: owner.id, recipient, reason })).message
    })
  })
