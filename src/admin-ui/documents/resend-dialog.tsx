import type { FC } from 'hono/jsx'
import type { ResendPreview } from '../../flows/view/preview-resend.ts'
import { Say, say } from '../language/say.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'
import { Moment } from '../shell/words.tsx'
import { kindName } from './names.ts'

interface ResendProps {
  readonly preview: ResendPreview
  /** The customer's address is the one that did not work. */
  readonly another: boolean
}

/** Recipient filled in, one click for the reason, the mail as it will be, send. */
export const ResendDialog: FC<ResendProps> = ({ preview, another }) => (
  <Dialog
    title={say('Resend: {document} {number}', { document: kindName(preview.kind), number: preview.number })}
    action={`/admin/documents/${preview.id}/resend`}
    submit={say('Send')}
  >
    <p class="under">
      {say('Order {number}', { number: preview.orderNumber })}
      {preview.earlier.map(mail => (
        <>
          {' · '}
          <Earlier mail={mail} />
        </>
      ))}
    </p>
    {preview.canMail ? null : (
      <p class="differs">{say('This store has no sender for mails in its settings, so nothing can be sent yet.')}</p>
    )}
    <div class="field">
      <label for="recipient">{say('To')}</label>
      <input
        id="recipient"
        name="recipient"
        type="email"
        required
        value={another ? '' : preview.recipient}
        maxlength={254}
        autocomplete="off"
        {...(another && {
          'data-first-focus': '',
          placeholder: say('Another address than {address}', { address: preview.recipient }),
        })}
      />
    </div>
    <Reason
      quick={
        another
          ? [say('It went to a wrong address'), say('The customer gave another address')]
          : [say('The customer did not get it'), say('The customer lost it'), say('It went to a wrong address')]
      }
    />
    <details class="mail" open>
      <summary>{say('The mail')}</summary>
      <p class="mail-subject">{preview.subject}</p>
      <div class="mail-text">{preview.text}</div>
      <p class="under">{say('With {filename}, stamped as a copy', { filename: preview.filename })}</p>
    </details>
  </Dialog>
)

const Earlier: FC<{ readonly mail: ResendPreview['earlier'][number] }> = ({ mail }) => {
  const values = { to: <>{mail.recipient}</>, when: <Moment at={mail.sentAt ?? mail.createdAt} /> }
  switch (mail.state) {
    case 'sent':
      return <Say text="went to {to} {when}" {...values} />
    case 'waiting':
      return <Say text="waits to go to {to} since {when}" {...values} />
    case 'failed':
      return <Say text="did not reach {to} {when}" {...values} />
  }
}
