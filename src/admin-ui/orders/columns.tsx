import type { Child, FC } from 'hono/jsx'
import type { OrderRow } from '../../flows/view/list-orders.ts'
import { message, say } from '../language/say.tsx'
import { statusLabel } from '../language/standing.ts'
import { told } from '../language/told.ts'
import { OrderState, PHASES } from '../shell/state.tsx'
import { durationText, Moment, Money } from '../shell/words.tsx'
import type { ColumnName } from './column-names.ts'

/** One thing that the list and its file tell of an order. */
export interface OrderColumn {
  /** A message, as are the heads in the file. */
  readonly label: string
  readonly class?: string
  /** With the first columns a narrow page leaves it out; who chose it sees it everywhere. */
  readonly narrow?: 'wide' | 'widest'
  readonly cell: (order: OrderRow, locale: string) => Child
  /** Heads and texts in the file: amounts apart from their currency, moments in UTC. */
  readonly file: readonly (readonly [head: string, text: (order: OrderRow) => string])[]
}

const Nothing: FC = () => (
  <>
    <span aria-hidden="true" class="nothing">
      –
    </span>
    <span class="unseen">{say('none yet')}</span>
  </>
)

const list = (numbers: readonly string[]): string => numbers.join(', ')

/** "2026-03-10 13:17:00": spreadsheets take it for a moment. */
export const momentText = (moment: Date | null): string => moment?.toISOString().slice(0, 19).replace('T', ' ') ?? ''

/** An order that waits for a problem needs a person, whatever its phase is. */
function stateWord({ phase, problem }: OrderRow): string {
  const { word } = PHASES[problem === null ? phase : 'held']
  return say(word)
}

const whyText = ({ problem, phaseReason }: OrderRow): string => told(problem ?? phaseReason)

/** "In the ERP" and its number stand in the row already. */
const saysMore = ({ phase, problem, phaseReason }: OrderRow): boolean =>
  problem !== null || !(phase === 'done' || (phase === 'open' && phaseReason.startsWith('in the ERP')))

const numbers = (label: string, of: (order: OrderRow) => readonly string[]): OrderColumn => ({
  label,
  class: 'code',
  cell: order => list(of(order)) || <Nothing />,
  file: [[label, order => list(of(order))]],
})

/** From the order in the shop on, as its customer counts. */
const secondsToErp = ({ placedAt, acknowledgedAt }: OrderRow): number | undefined =>
  acknowledgedAt === null ? undefined : Math.max(0, (acknowledgedAt.getTime() - placedAt.getTime()) / 1_000)

export const ORDER_COLUMNS: Readonly<Record<ColumnName, OrderColumn>> = {
  state: {
    label: message('State'),
    class: 'state-cell',
    cell: order => (
      <>
        <OrderState phase={order.phase} problem={order.problem !== null} />
        {saysMore(order) ? <span class="under">{whyText(order)}</span> : null}
      </>
    ),
    file: [
      [message('State'), stateWord],
      [message('Why'), whyText],
    ],
  },
  customer: {
    label: message('Customer'),
    class: 'breaks',
    cell: order => order.customerName,
    file: [[message('Customer'), order => order.customerName]],
  },
  email: {
    label: message('E-mail'),
    class: 'code',
    cell: order => order.customerEmail,
    file: [[message('E-mail'), order => order.customerEmail]],
  },
  total: {
    label: message('Total'),
    class: 'number',
    cell: (order, locale) => <Money locale={locale} value={order.grandTotal} currency={order.currency} />,
    file: [
      [message('Total'), order => order.grandTotal],
      [message('Currency'), order => order.currency],
    ],
  },
  erp: numbers(message('ERP number'), order => order.erpNumbers),
  shipment: numbers(message('Shipment'), order => order.shipments),
  invoice: { ...numbers(message('Invoice'), order => order.invoices), narrow: 'wide' },
  credit: numbers(message('Credit note'), order => order.credits),
  status: {
    label: message('Status in Magento'),
    class: 'breaks',
    cell: order => statusLabel(order.status),
    file: [[message('Status in Magento'), order => order.status]],
  },
  placed: {
    label: message('Placed'),
    cell: order => <Moment at={order.placedAt} as="moment" />,
    file: [],
  },
  acknowledged: {
    label: message('In the ERP since'),
    cell: order => (order.acknowledgedAt ? <Moment at={order.acknowledgedAt} as="moment" /> : <Nothing />),
    file: [[message('In the ERP since (UTC)'), order => momentText(order.acknowledgedAt)]],
  },
  took: {
    label: message('Took'),
    class: 'number',
    cell: order => {
      const seconds = secondsToErp(order)
      return seconds === undefined ? <Nothing /> : durationText(seconds * 1_000)
    },
    file: [[message('Seconds until in the ERP'), order => secondsToErp(order)?.toFixed(0) ?? '']],
  },
  waits: {
    label: message('Waits for'),
    class: 'breaks',
    cell: order => (order.problem === null ? <Nothing /> : told(order.problem)),
    file: [[message('Waits for'), order => told(order.problem ?? '')]],
  },
  step: {
    label: message('Last step'),
    class: 'last-step',
    narrow: 'widest',
    cell: order => (
      <>
        {told(order.lastStep ?? '')}
        {order.lastStepAt ? (
          <span class="under">
            <Moment at={order.lastStepAt} />
          </span>
        ) : null}
      </>
    ),
    file: [
      [message('Last step'), order => told(order.lastStep ?? '')],
      [message('Last step at (UTC)'), order => momentText(order.lastStepAt)],
    ],
  },
}

/** What every row and every line begins with. */
export const ORDER_HEAD: OrderColumn['file'] = [
  [message('Order'), order => order.number],
  [message('Store'), order => order.store],
  [message('Placed (UTC)'), order => momentText(order.placedAt)],
]
