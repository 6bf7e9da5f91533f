import type { FC } from 'hono/jsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'

export const SKIP_REASONS = ['Entered in the ERP by hand', 'Test order', 'Agreed with the customer'] as const

export const SkipDialog: FC<{ readonly id: number; readonly number: string }> = ({ id, number }) => (
  <Dialog title={`Skip order ${number}`} action={`/admin/orders/${id}/skip`} submit="Skip the order">
    <p>It will not be sent to the ERP, and stands in the list as skipped. “Send now” takes that back.</p>
    <Reason quick={SKIP_REASONS} />
  </Dialog>
)
