import type { FC } from 'hono/jsx'
import { message, say } from '../language/say.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'

/** Messages. */
export const SKIP_REASONS = [
  message('Entered in the ERP by hand'),
  message('Test order'),
  message('Agreed with the customer'),
] as const

export const SkipDialog: FC<{ readonly id: number; readonly number: string }> = ({ id, number }) => (
  <Dialog
    title={say('Skip order {number}', { number })}
    action={`/admin/orders/${id}/skip`}
    submit={say('Skip the order')}
  >
    <p>{say('It will not be sent to the ERP, and stands in the list as skipped. “Take up again” takes that back.')}</p>
    <Reason quick={SKIP_REASONS.map(reason => say(reason))} />
  </Dialog>
)
