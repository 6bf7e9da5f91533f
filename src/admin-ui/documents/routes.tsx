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
import { type AdminEnv, codesOf, queryText, Refusal } from '../viewer.ts'
import { Documents, NoDocuments } from './list.tsx'
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
    const search = queryText(c, 'q')
    const page = await listDocuments(viewer.ctx, { stores: codesOf(viewer), search, paging: pagingOf(c) })
    return renderPage(
      c,
      { title: 'Documents', place: 'documents' },
      <>
        <div class="head">
          <h1>Documents</h1>
        </div>
        <search aria-label="Documents">
          <form class="filters" action="/admin/documents" method="get">
            <div class="field grow">
              <label for="q">Search</label>
              <input
                id="q"
                name="q"
                type="search"
                value={search}
                maxlength={100}
                placeholder="Invoice or order number, or the customer’s e-mail"
                autocomplete="off"
                data-search
              />
            </div>
            <button type="submit">Search</button>
          </form>
        </search>
        {page.rows.length > 0 ? <Documents rows={page.rows} viewer={viewer} /> : <NoDocuments search={search} />}
        <Pager c={c} page={page} label={say('Pages of documents')} />
      </>,
    )
  })
  .get('/:file{\\d{1,15}\\.pdf}', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const document = await readDocument(viewer.ctx, {
      stores: codesOf(viewer),
      id: Number.parseInt(c.req.param('file'), 10),
    })
    if (!document) throw new Refusal(404, 'There is no such document in your stores.')
    return servePdf(c, document)
  })
  .get('/:id{\\d{1,15}}/resend', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const preview = await previewResend(viewer.ctx, { stores: codesOf(viewer), documentId: Number(c.req.param('id')) })
    if (!preview) throw new Refusal(404, 'There is no such document in your stores.')
    return c.html(<ResendDialog preview={preview} />)
  })
  .post('/:id{\\d{1,15}}/resend', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const owner = await readOwner(viewer.ctx, {
      stores: codesOf(viewer),
      kind: 'document',
      id: Number(c.req.param('id')),
    })
    if (!owner) throw new Refusal(404, 'There is no such document in your stores.')
    return answerAction(c, async () => {
      const { recipient, reason } = await readForm(c, resendForm)
      return (await resendInvoice(viewer.ctx, { store: owner.store, documentId: owner.id, recipient, reason })).message
    })
  })
