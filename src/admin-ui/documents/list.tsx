import type { FC } from 'hono/jsx'
import type { DocumentRow } from '../../flows/view/list-documents.ts'
import { say } from '../language/say.tsx'
import { State } from '../shell/state.tsx'
import { Moment, sizeText } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import type { DocumentQuery } from './filter.ts'
import { kindName, mailState } from './names.ts'
import { Troubles } from './troubles.tsx'

export const Documents: FC<{ readonly rows: readonly DocumentRow[]; readonly viewer: Viewer }> = ({ rows, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Document')}</th>
        <th scope="col">{say('Order')}</th>
        <th scope="col">{say('Customer')}</th>
        <th scope="col">{say('Mail')}</th>
        <th scope="col" class="wide">
          {say('On the Magento order')}
        </th>
        <th scope="col">
          <span class="unseen">{say('Actions')}</span>
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
  <>
    <tr {...(document.troubles.length > 0 && { class: 'goes-on' })}>
      <th scope="row">
        <a href={`/admin/documents/${document.id}.pdf`} target="_blank" rel="noopener" data-pdf-link>
          {kindName(document.kind)} {document.number}
        </a>
        <span class="under">
          <Moment at={document.createdAt} /> · {say('{n, plural, one {# page} other {# pages}}', { n: document.pages })}{' '}
          · {sizeText(document.size)}
        </span>
      </th>
      <td>
        <a href={`/admin/orders/${document.orderId}`}>{document.orderNumber}</a>
        {viewer.stores.length > 1 ? <span class="under">{document.store}</span> : null}
      </td>
      <td class="breaks">{document.customerName}</td>
      <td>{document.mail ? <Mail mail={document.mail} /> : say('not mailed')}</td>
      <td class="wide">
        {document.attached ? (
          <State tone="done" word={say('Attached')} />
        ) : (
          <State tone="waiting" word={say('Not attached')} />
        )}
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
            {say('Resend…')}
            <span class="unseen"> {document.number}</span>
          </button>
        ) : null}
      </td>
    </tr>
    {document.troubles.length > 0 ? (
      <tr class="troubled">
        <td colspan={6}>
          <Troubles document={document} mayResend={may(viewer, 'operate')} />
        </td>
      </tr>
    ) : null}
  </>
)

const Mail: FC<{ readonly mail: NonNullable<DocumentRow['mail']> }> = ({ mail }) => (
  <>
    <State {...mailState(mail.state)} />
    <span class="under">
      {mail.at ? <Moment at={mail.at} /> : null}
      {mail.count > 1 ? ` · ${say('{n, plural, one {# mail} other {# mails}}', { n: mail.count })}` : null}
    </span>
  </>
)

export const NoDocuments: FC<{ readonly query: DocumentQuery }> = ({ query }) =>
  query.sentence ? (
    <div class="empty">
      <h2>{query.chosen.mail === 'failed' ? say('Everything arrived') : say('No document fits')}</h2>
      <p>
        {query.chosen.mail === 'failed'
          ? say('No mail was refused for good, as far as {filter} goes.', { filter: query.sentence })
          : say('Nothing matches {filter}.', { filter: query.sentence })}{' '}
        {query.chosen.q
          ? say('The search knows whole invoice, order and ERP numbers, and whole e-mail addresses.')
          : null}
      </p>
      <p>
        <a class="button" href="/admin/documents">
          {say('Show all documents')}
        </a>
      </p>
    </div>
  ) : (
    <div class="empty">
      <h2>{say('No document yet')}</h2>
      <p>
        {say(
          'When the ERP invoices an order, its PDF is fetched, kept here, put on the Magento order and mailed to the customer once.',
        )}
      </p>
    </div>
  )
