import type { FC } from 'hono/jsx'
import { LONGEST_NOTE } from '../../flows/order/note-order.ts'
import { say } from '../language/say.tsx'
import { Dialog } from '../shell/dialog.tsx'

export const NoteDialog: FC<{ readonly id: number; readonly number: string }> = ({ id, number }) => (
  <Dialog
    title={say('Note on order {number}', { number })}
    action={`/admin/orders/${id}/note`}
    submit={say('Write it down')}
  >
    <div class="field">
      <label for="note">{say('Note')}</label>
      <textarea
        id="note"
        name="note"
        rows={5}
        maxlength={LONGEST_NOTE}
        required
        data-first-focus
        aria-describedby="note-hint"
      />
    </div>
    <p class="under" id="note-hint">
      {say(
        'It stands in the story of the order with your name, for everybody who sees the order. E-mail addresses and phone numbers are masked.',
      )}
    </p>
  </Dialog>
)
