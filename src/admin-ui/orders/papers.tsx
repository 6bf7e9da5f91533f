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

type Paper = OrderPage['documents'][number]
type Mail = OrderPage['mails'][number]

interface PapersProps {
  readonly order: OrderPage
  readonly mayOperate: boolean
}

/** The files of the order, each with its preview and with the mails that carried it. */
export const Papers: FC<PapersProps> = ({ order, mayOperate }) => (
  <>
    {order.documents.map(paper => (
      <article class="paper" id={`paper-${paper.id}`}>
        <div class="paper-head">
          <h3>{`${KINDS[paper.kind]} ${paper.number}`}</h3>
          {mayOperate ? (
            <button
              type="button"
              hx-get={`/admin/documents/${paper.id}/resend`}
              hx-target="#dialog"
              hx-swap="innerHTML"
            >
              Resend…
            </button>
          ) : null}
        </div>
        <p class="under">
          <Moment at={paper.createdAt} as="moment" /> · {plural(paper.pages, 'page')} · {sizeText(paper.size)} ·{' '}
          {paper.magentoDocumentId === null ? 'not on the Magento order' : 'on the Magento order'}
        </p>
        <Mails mails={order.mails.filter(mail => mail.documentId === paper.id)} />
        <Preview paper={paper} />
      </article>
    ))}
  </>
)

const Mails: FC<{ readonly mails: readonly Mail[] }> = ({ mails }) => (
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
)

/** The PDF itself is fetched when somebody opens it. */
const Preview: FC<{ readonly paper: Paper }> = ({ paper }) => {
  const address = `/admin/documents/${paper.id}.pdf`
  return (
    <details
      class="preview"
      data-pdf={address}
      data-pdf-title={`${KINDS[paper.kind]} ${paper.number}`}
      id={`preview-${paper.id}`}
    >
      <summary>Preview</summary>
      <div hx-morph-skip-children="" id={`frame-${paper.id}`}>
        <p>
          <a href={address} target="_blank" rel="noopener" data-pdf-link>
            Open the PDF on its own
          </a>
        </p>
      </div>
    </details>
  )
}
