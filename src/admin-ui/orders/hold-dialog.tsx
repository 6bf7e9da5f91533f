import type { FC } from 'hono/jsx'
import { say } from '../language/say.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'

export const HoldDialog: FC<{ readonly id: number; readonly number: string }> = ({ id, number }) => (
  <Dialog
    title={say('Hold order {number}', { number })}
    action={`/admin/orders/${id}/hold`}
    submit={say('Hold the order')}
  >
    <p>{say('It is not sent to the ERP until somebody releases it, whatever else happens.')}</p>
    <Reason quick={[say('To be checked'), say('The customer asked for it'), say('The goods are not there yet')]} />
  </Dialog>
)
