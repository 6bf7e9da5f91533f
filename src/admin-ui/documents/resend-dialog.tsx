import type { FC } from 'hono/jsx'
import type { ResendPreview } from '../../flows/view/preview-resend.ts'
import { KINDS } from '../orders/papers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'
import { Moment } from '../shell/words.tsx'

/** Recipient filled in, one click for the reason, the mail as it will be, send. */
export const ResendDialog: FC<{ readonly preview: ResendPreview }> = ({ preview }) => (
  <Dialog
    title={`Resend ${KINDS[preview.kind].toLowerCase()} ${preview.number}`}
    action={`/admin/documents/${preview.id}/resend`}
    submit="Send"
  >
    <p class="under">
      Order {preview.orderNumber}
      {preview.earlier.map(mail => (
        <>
          {' '}
          · {mail.state === 'sent' ? 'went' : mail.state} to {mail.recipient}{' '}
          <Moment at={mail.sentAt ?? mail.createdAt} />
        </>
      ))}
    </p>
    {preview.canMail ? null : (
      <p class="differs">
        This store has no sender for mails (mail.from in its configuration), so nothing can be sent yet.
      </p>
    )}
    <div class="field">
      <label for="recipient">To</label>
      <input
        id="recipient"
        name="recipient"
        type="email"
        required
        value={preview.recipient}
        maxlength={254}
        autocomplete="off"
      />
    </div>
    <Reason quick={['The customer did not get it', 'The customer lost it', 'It went to a wrong address']} />
    <details class="mail" open>
      <summary>The mail</summary>
      <p class="mail-subject">{preview.subject}</p>
      <div class="mail-text">{preview.text}</div>
      <p class="under">With {preview.filename}, stamped as a copy</p>
    </details>
  </Dialog>
)
