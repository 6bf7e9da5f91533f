import type { FC } from 'hono/jsx'
import type { DocumentRow } from '../../flows/view/list-documents.ts'
import { KINDS, MAIL_STATES } from '../orders/papers.tsx'
import { State } from '../shell/state.tsx'
import { Moment, plural, sizeText } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

export const Documents: FC<{ readonly rows: readonly DocumentRow[]; readonly viewer: Viewer }> = ({ rows, viewer }) => (
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
        <Row document={document} viewer={viewer} />
      ))}
    </tbody>
  </table>
)

const Row: FC<{ readonly document: DocumentRow; readonly viewer: Viewer }> = ({ document, viewer }) => (
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
)

export const NoDocuments: FC<{ readonly search: string }> = ({ search }) =>
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
