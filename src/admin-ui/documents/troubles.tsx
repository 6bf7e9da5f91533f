import type { FC } from 'hono/jsx'
import { causeOfRefusal } from '../../documents/refusal-cause.ts'
import type { DocumentRow, MailTrouble } from '../../flows/view/list-documents.ts'
import { Say, say } from '../language/say.tsx'
import { Moment } from '../shell/words.tsx'

/** Who did not get it: the mail server's own words, what to do, and the button that does it. */
export const Troubles: FC<{ readonly document: DocumentRow; readonly mayResend: boolean }> = ({
  document,
  mayResend,
}) => (
  <ul class="troubles">
    {document.troubles.map(trouble => (
      <li>
        <p>
          <strong class="breaks">{trouble.recipient}</strong>{' '}
          {trouble.bounced ? (
            <Say text="did not get it: the mail came back {when}." when={<Moment at={trouble.bounced} />} />
          ) : (
            headline(trouble)
          )}
        </p>
        <p>
          {remedyOf(trouble)}
          {trouble.again ? (
            <>
              {' '}
              <Say text="The next try is {when}." when={<Moment at={trouble.again} />} />
            </>
          ) : null}
        </p>
        {trouble.answer ? (
          <p class="server-words breaks">
            <span class="unseen">{say('The mail server’s answer:')} </span>
            {trouble.answer}
          </p>
        ) : null}
        {mayResend ? (
          <button
            type="button"
            class="small"
            hx-get={`/admin/documents/${document.id}/resend?to=another`}
            hx-target="#dialog"
            hx-swap="innerHTML"
          >
            {say('Resend to another address…')}
            <span class="unseen"> {document.number}</span>
          </button>
        ) : null}
      </li>
    ))}
  </ul>
)

function headline({ state, unknown }: MailTrouble): string {
  if (state === 'waiting') return say('has not got it yet.')
  return unknown ? say('may have got it: the connection broke off.') : say('did not get it.')
}

function remedyOf({ answer, state, unknown }: MailTrouble): string {
  if (unknown && state === 'failed') return say('Ask whether it arrived before you send it again.')
  switch (causeOfRefusal(answer)) {
    case 'no_mailbox':
      return say('There is no such mailbox. Ask the customer for the right address and resend it there.')
    case 'no_domain':
      return say('The part behind the @ takes no mail, most likely a typing mistake. Ask for the right address.')
    case 'bad_address':
      return say('This is no address that mail can go to. Ask for the right one.')
    case 'full':
      return say('The mailbox is full. Resend it in a day, or ask for another address.')
    case 'disabled':
      return say('The mailbox is closed. Ask the customer for another address.')
    case 'too_large':
      return say('The mail is too large for this mailbox. Ask for another address, or hand the PDF over another way.')
    case 'not_trusted':
      return say(
        'The server does not trust the sender. Whoever runs your mail has to look at SPF, DKIM and the sending server.',
      )
    case 'content':
      return say(
        'The server took the mail for spam or harmful. Resend it to another address, and tell whoever runs your mail.',
      )
    case 'log_in':
      return say('Your own mail server refused the log-in. Its settings have to be mended; then try again.')
    case 'other':
      return state === 'waiting'
        ? say('It is tried again by itself.')
        : say('The answer of the server is below. Resend it, there or to another address.')
  }
}
