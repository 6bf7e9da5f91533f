import type { FC } from 'hono/jsx'
import type { MessagePage } from '../../flows/view/read-message.ts'
import { Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Dialog } from '../shell/dialog.tsx'
import { Moment } from '../shell/words.tsx'
import { type EditDraft, type EditErrors, EditFields } from './edit-fields.tsx'

interface MessageProps {
  readonly message: MessagePage
  readonly draft?: EditDraft
  readonly errors?: EditErrors
}

/** One message that has stopped: what it sends, what was edited before, and sending it again. */
export const MessageDialog: FC<MessageProps> = ({ message, draft, errors }) => {
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
        <EditFields part={part} draft={draft} errors={errors} />
      ) : (
        <details>
          <summary>{say('What it sends')}</summary>
          <pre class="verbatim">{message.payload}</pre>
        </details>
      )}
    </Dialog>
  )
}

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
