import type { FC } from 'hono/jsx'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { kindName, mailState } from '../documents/names.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { Moment, sizeText } from '../shell/words.tsx'

type Paper = OrderPage['documents'][number]
type Mail = OrderPage['mails'][number]

/** "Invoice 4711" */
const nameOf = ({ kind, number }: Paper): string => `${kindName(kind)} ${number}`

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
          <h3>{nameOf(paper)}</h3>
          {mayOperate ? (
            <button
              type="button"
              hx-get={`/admin/documents/${paper.id}/resend`}
              hx-target="#dialog"
              hx-swap="innerHTML"
            >
              {say('Resend…')}
            </button>
          ) : null}
        </div>
        <p class="under">
          <Moment at={paper.createdAt} as="moment" /> ·{' '}
          {say('{n, plural, one {# page} other {# pages}}', { n: paper.pages })} · {sizeText(paper.size)} ·{' '}
          {paper.magentoDocumentId === null ? say('not on the Magento order') : say('on the Magento order')}
        </p>
        <Mails mails={order.mails.filter(mail => mail.documentId === paper.id)} />
        <p>
          <a href={`/admin/documents/${paper.id}.pdf`} download={paper.filename} data-download>
            {say('Download {name}', { name: paper.filename })}
          </a>
        </p>
        <Preview paper={paper} />
      </article>
    ))}
  </>
)

const Mails: FC<{ readonly mails: readonly Mail[] }> = ({ mails }) => (
  <ul class="mails">
    {mails.map(mail => (
      <li>
        <State {...mailState(mail.state)} /> <span class="breaks">{mail.recipient}</span>{' '}
        <span class="under-inline">
          <Moment at={mail.sentAt ?? mail.createdAt} />
          {mail.copyNo > 0 ? ` · ${say('again, by {who}', { who: told(mail.requestedBy ?? '') })}` : null}
          {mail.copyNo > 0 && mail.reason ? `: ${mail.reason}` : null}
          {mail.state === 'failed' && mail.answer ? ` · ${mail.answer}` : null}
        </span>
      </li>
    ))}
    {mails.length === 0 ? <li class="under">{say('No mail carried it yet.')}</li> : null}
  </ul>
)

/** The PDF itself is fetched when somebody opens it. */
const Preview: FC<{ readonly paper: Paper }> = ({ paper }) => {
  const address = `/admin/documents/${paper.id}.pdf`
  return (
    <details class="preview" data-pdf={address} data-pdf-title={nameOf(paper)} id={`preview-${paper.id}`}>
      <summary>{say('Preview')}</summary>
      <div hx-morph-skip-children="" id={`frame-${paper.id}`}>
        <p>
          <a href={address} target="_blank" rel="noopener" data-pdf-link>
            {say('Open the PDF on its own')}
          </a>
        </p>
      </div>
    </details>
  )
}
