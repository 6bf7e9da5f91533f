import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { resendInvoice } from '../../flows/document/resend-invoice.ts'
import { requireRole } from '../../flows/require-role.ts'
import { type DocumentRow, listDocuments } from '../../flows/view/list-documents.ts'
import { previewResend } from '../../flows/view/preview-resend.ts'
import { readDocument } from '../../flows/view/read-document.ts'
import { readOwner } from '../../flows/view/read-owner.ts'
import { KINDS, MAIL_STATES } from '../orders/papers.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { readForm } from '../shell/read-form.ts'
import { State } from '../shell/state.tsx'
import { Moment, plural, sizeText } from '../shell/words.tsx'
import { type AdminEnv, codesOf, may, queryText, Refusal, type Viewer } from '../viewer.ts'
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
        <Pager c={c} page={page} what="documents" />
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

const Documents: FC<{ readonly rows: readonly DocumentRow[]; readonly viewer: Viewer }> = ({ rows, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">Document</th>
        <th scope="col">Order</th>
        <th scope="col">Customer</th>
        <th scope="col">Mail</th>
        <th scope="col" class="wide">
          On the Magento order
        </th>
        <th scope="col">
          <span class="unseen">Actions</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(document => (
        <tr>
          <th scope="row">
            <a href={`/admin/documents/${document.id}.pdf`} target="_blank" rel="noopener" data-pdf-link>
              {KINDS[document.kind]} {document.number}
            </a>
            <span class="under">
              <Moment at={document.createdAt} /> · {plural(document.pages, 'page')} · {sizeText(document.size)}
            </span>
          </th>
          <td>
            <a href={`/admin/orders/${document.orderId}`}>{document.orderNumber}</a>
            {viewer.stores.length > 1 ? <span class="under">{document.store}</span> : null}
          </td>
          <td class="breaks">{document.customerName}</td>
          <td>
            {document.mail ? (
              <>
                <State {...MAIL_STATES[document.mail.state]} />
                <span class="under">
                  {document.mail.at ? <Moment at={document.mail.at} /> : null}
                  {document.mail.count > 1 ? ` · ${document.mail.count} mails` : null}
                </span>
              </>
            ) : (
              'not mailed'
            )}
          </td>
          <td class="wide">
            {document.attached ? <State tone="done" word="Attached" /> : <State tone="waiting" word="Not attached" />}
          </td>
          <td class="number">
            {may(viewer, 'operate') ? (
              <button
                type="button"
                class="small"
                hx-get={`/admin/documents/${document.id}/resend`}
                hx-target="#dialog"
                hx-swap="innerHTML"
              >
                Resend…<span class="unseen"> {document.number}</span>
              </button>
            ) : null}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const NoDocuments: FC<{ readonly search: string }> = ({ search }) =>
  search ? (
    <div class="empty">
      <h2>No document fits</h2>
      <p>Nothing matches “{search}”. The search knows whole invoice and order numbers, and whole e-mail addresses.</p>
      <p>
        <a class="button" href="/admin/documents">
          Show all documents
        </a>
      </p>
    </div>
  ) : (
    <div class="empty">
      <h2>No document yet</h2>
      <p>
        When the ERP invoices an order, its PDF is fetched, kept here, put on the Magento order and mailed to the
        customer once.
      </p>
    </div>
  )
