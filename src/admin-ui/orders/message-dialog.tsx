import type { FC } from 'hono/jsx'
import type { MessagePage } from '../../flows/view/read-message.ts'
import { Dialog } from '../shell/dialog.tsx'
import { Moment } from '../shell/words.tsx'

/** One message that has stopped: what it sends, what was edited before, and sending it again. */
export const MessageDialog: FC<{ readonly message: MessagePage }> = ({ message }) => {
  const { id, noun, orderNumber, reason, part, edits } = message
  return (
    <Dialog
      title={`${noun.charAt(0).toUpperCase()}${noun.slice(1)}${orderNumber === undefined ? '' : ` of order ${orderNumber}`}`}
      action={`/admin/orders/messages/${id}`}
      submit={part ? 'Save and send' : 'Send again'}
    >
      <p class="verbatim">{reason}</p>
      <p class="under">
        <PlannedWith {...message} /> · message {id}
      </p>
      {edits.map(edit => (
        <details>
          <summary>
            {edit.actor} edited it <Moment at={edit.at} />: {edit.reason}
            {edit.acceptedDifference === null ? '' : ` (accepted: ${edit.acceptedDifference})`}
          </summary>
          <pre class="verbatim">{edit.before}</pre>
        </details>
      ))}
      {part ? (
        <Edit part={part} />
      ) : (
        <details>
          <summary>What it sends</summary>
          <pre class="verbatim">{message.payload}</pre>
        </details>
      )}
    </Dialog>
  )
}

const Edit: FC<{ readonly part: NonNullable<MessagePage['part']> }> = ({ part }) => (
  <>
    <div class="field">
      <label for="part">{part.noun}, as JSON</label>
      <textarea id="part" name="part" rows={14} spellcheck={false} class="code" required data-first-focus>
        {JSON.stringify(part.value, null, 2)}
      </textarea>
    </div>
    <div class="field">
      <label for="reason">Why (when you change something)</label>
      <input id="reason" name="reason" type="text" maxlength={300} autocomplete="off" />
    </div>
    <label class="choice">
      <input type="checkbox" name="accept" value="yes" /> Send it although it does not come to the order’s total
    </label>
  </>
)

/** Which configuration a message was planned with; nothing for what was planned before that was kept. */
export const PlannedWith: FC<{
  readonly storeRevision: number | null
  readonly connectionRevision: number | null
  readonly editedAt: Date | null
}> = ({ storeRevision, connectionRevision, editedAt }) => {
  const parts = [
    ...(connectionRevision === null ? [] : [`${connectionRevision} of the connection`]),
    ...(storeRevision === null ? [] : [`${storeRevision} of the store`]),
  ]
  return (
    <>
      {parts.length > 0 ? `planned with configuration ${parts.join(', ')}` : 'planned with an earlier configuration'}
      {editedAt === null ? '' : ', edited by a person'}
    </>
  )
}
