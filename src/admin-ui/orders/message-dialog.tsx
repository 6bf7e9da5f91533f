import type { FC } from 'hono/jsx'
import type { MessagePage } from '../../flows/view/read-message.ts'
import { Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Dialog } from '../shell/dialog.tsx'
import { Moment } from '../shell/words.tsx'

/** One message that has stopped: what it sends, what was edited before, and sending it again. */
export const MessageDialog: FC<{ readonly message: MessagePage }> = ({ message }) => {
  const { id, orderNumber, reason, part, edits } = message
  const noun = told(message.noun)
  const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`
  return (
    <Dialog
      title={orderNumber === undefined ? name : say('{noun} of order {number}', { noun: name, number: orderNumber })}
      action={`/admin/orders/messages/${id}`}
      submit={part ? say('Save and send') : say('Send again')}
    >
      <p class="verbatim">{told(reason)}</p>
      <p class="under">
        <PlannedWith {...message} /> · {say('message {id}', { id })}
      </p>
      {edits.map(edit => (
        <details>
          <summary>
            <Say
              text="{who} edited it {when}: {why}"
              who={edit.actor}
              when={<Moment at={edit.at} />}
              why={edit.reason}
            />
            {edit.acceptedDifference === null
              ? ''
              : ` (${say('accepted: {difference}', { difference: edit.acceptedDifference })})`}
          </summary>
          <pre class="verbatim">{edit.before}</pre>
        </details>
      ))}
      {part ? (
        <Edit part={part} />
      ) : (
        <details>
          <summary>{say('What it sends')}</summary>
          <pre class="verbatim">{message.payload}</pre>
        </details>
      )}
    </Dialog>
  )
}

const Edit: FC<{ readonly part: NonNullable<MessagePage['part']> }> = ({ part }) => (
  <>
    <div class="field">
      <label for="part">{say('{noun}, as JSON', { noun: told(part.noun) })}</label>
      <textarea id="part" name="part" rows={14} spellcheck={false} class="code" required data-first-focus>
        {JSON.stringify(part.value, null, 2)}
      </textarea>
    </div>
    <div class="field">
      <label for="reason">{say('Why (when you change something)')}</label>
      <input id="reason" name="reason" type="text" maxlength={300} autocomplete="off" />
    </div>
    <label class="choice">
      <input type="checkbox" name="accept" value="yes" />{' '}
      {say('Send it although it does not come to the order’s total')}
    </label>
  </>
)

/** Which configuration a message was planned with; nothing for what was planned before that was kept. */
export const PlannedWith: FC<{
  readonly storeRevision: number | null
  readonly connectionRevision: number | null
  readonly editedAt: Date | null
}> = ({ storeRevision, connectionRevision, editedAt }) => {
  const planned = plannedText(storeRevision, connectionRevision)
  return <>{editedAt === null ? planned : say('{planned}, edited by a person', { planned })}</>
}

function plannedText(store: number | null, connection: number | null): string {
  if (store !== null && connection !== null)
    return say('planned with configuration {connection} of the connection, {store} of the store', { connection, store })
  if (connection !== null) return say('planned with configuration {connection} of the connection', { connection })
  if (store !== null) return say('planned with configuration {store} of the store', { store })
  return say('planned with an earlier configuration')
}
