import type { FC } from 'hono/jsx'
import type { MessagePage } from '../../flows/view/read-message.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Dialog } from '../shell/dialog.tsx'
import { Diff } from '../shell/diff.tsx'
import type { EditDraft } from './edit-fields.tsx'

interface ReviewProps {
  readonly message: MessagePage
  readonly draft: EditDraft
  /** As it was and as it would be. */
  readonly before: unknown
  readonly after: unknown
  readonly difference: string | undefined
}

/** What an edit changes, before it is sent. */
export const ReviewDialog: FC<ReviewProps> = ({ message, draft, before, after, difference }) => {
  const address = `/admin/orders/messages/${message.id}`
  return (
    <Dialog title={say('This is what changes')} action={address} submit={say('Save and send')}>
      <Diff
        label={say('{noun}, old and new', { noun: told(message.part?.noun ?? message.noun) })}
        before={JSON.stringify(before, null, 2)}
        after={JSON.stringify(after, null, 2)}
      />
      {difference === undefined ? null : (
        <p class="differs">{say('Accepted: {difference}', { difference: told(difference) })}</p>
      )}
      <p class="under">{say('Reason: {reason}', { reason: draft.reason })}</p>
      <input type="hidden" name="part" value={draft.part} />
      <input type="hidden" name="reason" value={draft.reason} />
      {draft.accept ? <input type="hidden" name="accept" value="yes" /> : null}
      <input type="hidden" name="seen" value="yes" />
      <div>
        <button
          type="button"
          hx-post={`${address}/edit`}
          hx-include="closest form"
          hx-target="#dialog"
          hx-swap="innerHTML"
        >
          {say('Edit further')}
        </button>
      </div>
    </Dialog>
  )
}
