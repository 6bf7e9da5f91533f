import type { FC } from 'hono/jsx'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { message, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State, type Tone } from '../shell/state.tsx'
import { Moment, sizeText } from '../shell/words.tsx'

/** Messages with the number in them: where it stands is up to the language. */
const KINDS: Readonly<Record<OrderPage['documents'][number]['kind'], string>> = {
  invoice: message('Invoice {number}'),
  creditnote: message('Credit note {number}'),
  delivery: message('Delivery note {number}'),
  other: message('Document {number}'),
}

const MAIL_STATES: Readonly<
  Record<OrderPage['mails'][number]['state'], { readonly tone: Tone; readonly word: string }>
> = {
  waiting: { tone: 'waiting', word: message('Waiting') },
  sent: { tone: 'done', word: message('Sent') },
  failed: { tone: 'failed', word: message('Failed') },
}

/** "Invoice 4711" */
export const paperName = ({ kind, number }: { readonly kind: keyof typeof KINDS; readonly number: string }): string =>
  say(KINDS[kind], { number })

export const pagesText = (n: number): string => say('{n, plural, one {# page} other {# pages}}', { n })

export const MailState: FC<{ readonly state: keyof typeof MAIL_STATES }> = ({ state }) => (
  <State tone={MAIL_STATES[state].tone} word={say(MAIL_STATES[state].word)} />
)

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
          <h3>{paperName(paper)}</h3>
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
          <Moment at={paper.createdAt} as="moment" /> · {pagesText(paper.pages)} · {sizeText(paper.size)} ·{' '}
          {paper.magentoDocumentId === null ? say('not on the Magento order') : say('on the Magento order')}
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
        <MailState state={mail.state} /> <span class="breaks">{mail.recipient}</span>{' '}
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
    <details class="preview" data-pdf={address} data-pdf-title={paperName(paper)} id={`preview-${paper.id}`}>
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
