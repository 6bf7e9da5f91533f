import type { FC } from 'hono/jsx'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { State, type Tone } from '../shell/state.tsx'
import { Moment, plural, sizeText } from '../shell/words.tsx'

export const KINDS: Readonly<Record<OrderPage['documents'][number]['kind'], string>> = {
  invoice: 'Invoice',
  creditnote: 'Credit note',
  delivery: 'Delivery note',
  other: 'Document',
}

export const MAIL_STATES: Readonly<
  Record<OrderPage['mails'][number]['state'], { readonly tone: Tone; readonly word: string }>
> = {
  waiting: { tone: 'waiting', word: 'Waiting' },
  sent: { tone: 'done', word: 'Sent' },
  failed: { tone: 'failed', word: 'Failed' },
}

/** The files of the order, each with its preview and with the mails that carried it. */
export const Papers: FC<{ readonly order: OrderPage; readonly mayOperate: boolean }> = ({ order, mayOperate }) => (
  <>
    {order.documents.map(document => {
      const mails = order.mails.filter(mail => mail.documentId === document.id)
      const name = `${KINDS[document.kind]} ${document.number}`
      return (
        <article class="paper" id={`paper-${document.id}`}>
          <div class="paper-head">
            <h3>{name}</h3>
            {mayOperate ? (
              <button
                type="button"
                hx-get={`/admin/documents/${document.id}/resend`}
                hx-target="#dialog"
                hx-swap="innerHTML"
              >
                Resend…
              </button>
            ) : null}
          </div>
          <p class="under">
            <Moment at={document.createdAt} as="moment" /> · {plural(document.pages, 'page')} ·{' '}
            {sizeText(document.size)} ·{' '}
            {document.magentoDocumentId === null ? 'not on the Magento order' : 'on the Magento order'}
          </p>
          <ul class="mails">
            {mails.map(mail => (
              <li>
                <State {...MAIL_STATES[mail.state]} /> <span class="breaks">{mail.recipient}</span>{' '}
                <span class="under-inline">
                  <Moment at={mail.sentAt ?? mail.createdAt} />
                  {mail.copyNo > 0 ? ` · again, by ${mail.requestedBy}${mail.reason ? `: ${mail.reason}` : ''}` : null}
                  {mail.state === 'failed' && mail.answer ? ` · ${mail.answer}` : null}
                </span>
              </li>
            ))}
            {mails.length === 0 ? <li class="under">No mail carried it yet.</li> : null}
          </ul>
          <details
            class="preview"
            data-pdf={`/admin/documents/${document.id}.pdf`}
            data-pdf-title={name}
            id={`preview-${document.id}`}
          >
            <summary>Preview</summary>
            <div hx-morph-skip-children="" id={`frame-${document.id}`}>
              <p>
                <a href={`/admin/documents/${document.id}.pdf`} target="_blank" rel="noopener" data-pdf-link>
                  Open the PDF on its own
                </a>
              </p>
            </div>
          </details>
        </article>
      )
    })}
  </>
)
