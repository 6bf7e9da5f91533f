import type { FC } from 'hono/jsx'
import { say } from '../language/say.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'

export const CancelDialog: FC<{ readonly id: number; readonly number: string }> = ({ id, number }) => (
  <Dialog
    title={say('Cancel order {number} in Magento', { number })}
    action={`/admin/orders/${id}/cancel`}
    submit={say('Cancel the order')}
  >
    <p>
      {say(
        'It is given up: Magento cancels it and releases an authorized payment, and it will not be sent to the ERP. The customer sees it as cancelled.',
      )}
    </p>
    <Reason quick={[say('The ERP refuses it'), say('Agreed with the customer'), say('Cannot be delivered')]} />
  </Dialog>
)
