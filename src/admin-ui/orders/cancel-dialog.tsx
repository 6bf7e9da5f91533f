import type { FC } from 'hono/jsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'

export const CancelDialog: FC<{ readonly id: number; readonly number: string }> = ({ id, number }) => (
  <Dialog title={`Cancel order ${number} in Magento`} action={`/admin/orders/${id}/cancel`} submit="Cancel the order">
    <p>
      It is given up: Magento cancels it and releases an authorized payment, and it will not be sent to the ERP. The
      customer sees it as cancelled.
    </p>
    <Reason quick={['The ERP refuses it', 'Agreed with the customer', 'Cannot be delivered']} />
  </Dialog>
)
