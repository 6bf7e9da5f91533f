import { isHeldByPerson } from '../../flows/order/held-by-person.ts'
import { isSkippedByPerson } from '../../flows/order/skipped-by-person.ts'
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
  order: Pick<
    OrderPage,
    'id' | 'phase' | 'phaseReason' | 'acknowledgedAt' | 'problems' | 'owed' | 'documents' | 'documentLost'
  >,
): OrderAction[] {
  const held = isHeldByPerson(order)
  const skipped = isSkippedByPerson(order)
  const stuck =
    (order.phase === 'held' && !held) ||
    order.problems.length > 0 ||
    order.owed.some(message => message.state === 'dead' || message.state === 'held')
  const unsent = order.phase === 'waiting' || order.phase === 'skipped' || held
  const onItsWay = ['waiting', 'preparing', 'pushing', 'held'].includes(order.phase) && order.acknowledgedAt === null
  const again = stuck || (order.phase === 'open' && order.documentLost)
  const release = { address: `/admin/orders/${order.id}/release`, primary: true, opens: false }
  const invoice = order.documents.filter(document => document.kind === 'invoice').at(-1)
  const actions: (OrderAction | undefined)[] = [
    again
      ? { label: message('Try again'), address: `/admin/orders/${order.id}/retry`, primary: true, opens: false }
      : undefined,
    held ? { label: message('Release'), ...release } : undefined,
    skipped ? { label: message('Take up again'), ...release } : undefined,
    unsent
      ? {
          label: message('Send now'),
          address: `/admin/orders/${order.id}/push`,
          primary: !held && !skipped,
          opens: false,
        }
      : undefined,
    invoice
      ? {
          label: message('Resend invoice…'),
          address: `/admin/documents/${invoice.id}/resend`,
          primary: !stuck,
          opens: true,
        }
      : undefined,
    onItsWay && !held
      ? { label: message('Hold…'), address: `/admin/orders/${order.id}/hold`, primary: false, opens: true }
      : undefined,
    stuck || held || ['waiting', 'preparing'].includes(order.phase)
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
