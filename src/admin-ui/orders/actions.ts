import type { OrderPage } from '../../flows/view/read-order.ts'
import { message } from '../language/say.tsx'

export interface OrderAction {
  /** A message. */
  readonly label: string
  readonly address: string
  readonly primary: boolean
  /** Opens a dialog instead of doing it at once. */
  readonly opens: boolean
}

/** What makes sense for the order now, the most likely first. The flows check again. */
export function actionsOf(
  order: Pick<OrderPage, 'id' | 'phase' | 'acknowledgedAt' | 'problems' | 'owed' | 'documents'>,
): OrderAction[] {
  const stuck =
    order.phase === 'held' ||
    order.problems.length > 0 ||
    order.owed.some(message => message.state === 'dead' || message.state === 'held')
  const unsent = order.phase === 'waiting' || order.phase === 'skipped'
  const invoice = order.documents.filter(document => document.kind === 'invoice').at(-1)
  const actions: (OrderAction | undefined)[] = [
    stuck
      ? { label: message('Try again'), address: `/admin/orders/${order.id}/retry`, primary: true, opens: false }
      : undefined,
    unsent
      ? { label: message('Send now'), address: `/admin/orders/${order.id}/push`, primary: true, opens: false }
      : undefined,
    invoice
      ? {
          label: message('Resend invoice…'),
          address: `/admin/documents/${invoice.id}/resend`,
          primary: !stuck,
          opens: true,
        }
      : undefined,
    stuck || ['waiting', 'preparing'].includes(order.phase)
      ? { label: message('Skip…'), address: `/admin/orders/${order.id}/skip`, primary: false, opens: true }
      : undefined,
    order.phase === 'held' && order.acknowledgedAt === null
      ? {
          label: message('Cancel in Magento…'),
          address: `/admin/orders/${order.id}/cancel`,
          primary: false,
          opens: true,
        }
      : undefined,
  ]
  return actions.filter(action => action !== undefined)
}
